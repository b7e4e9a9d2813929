"""What the strict client and the strict templates fail on."""

import pytest
from django.template import engines
from django.test import RequestFactory

from tests.strict_client import BadPage, StrictClient, faults_of
from tests.strict_templates import TEMPLATES, UndefinedVariable


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<p style="color: red">x</p>', ["<p style>"]),
        ('<button onclick="go()">x</button>', ["<button onclick>"]),
        ("<script>go()</script>", ["inline <script>"]),
        ("<style>p {}</style>", ["inline <style>"]),
        ('<a href=" JavaScript:go()">x</a>', ["<a href=javascript:>"]),
        ('<form method="POST" action="/x/"><input name="a"></form>', ["a POST form without its token (/x/)"]),
        ('<form><form method="get"></form></form>', ["a form inside a form"]),
        ('<p id="a"></p><p id="a"></p>', ["id 'a' is used twice"]),
        ('<script src="/x.js"></script><script type="application/ld+json">{}</script>', []),
        ('<form method="post"><input name="csrfmiddlewaretoken" value="t"></form><form><input></form>', []),
    ],
)
def test_faults_of_a_page(html, faults):
    assert faults_of(html) == faults


def test_ids_in_the_admin_are_djangos():
    assert faults_of('<p id="a"></p><p id="a"></p>', admin=True) == []


def test_a_page_with_faults_fails_the_test_that_asked_for_it(db, settings):
    settings.ROOT_URLCONF = "tests.bad_urls"

    with pytest.raises(BadPage, match="GET /bad/: inline <script>"):
        StrictClient().get("/bad/")


def test_an_undefined_variable_fails_in_a_template_of_ours():
    template = engines["django"].from_string("{{ nothing }}")
    template.template.origin.name = template.template.nodelist[0].origin.name = f"{TEMPLATES}/x.html"

    with pytest.raises(UndefinedVariable):
        template.render({}, RequestFactory().get("/"))


def test_an_undefined_variable_of_a_library_is_empty():
    assert engines["django"].from_string("[{{ nothing }}]").render({}) == "[]"

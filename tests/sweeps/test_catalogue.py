"""The French catalogue: collected from today's sources, complete where candidates read, its placeholders kept."""

import re

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation

from scripts import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>|\{\w+\}")


@pytest.fixture(scope="module")
def found() -> Catalog:
    return messages.extracted()


@pytest.fixture(scope="module")
def french() -> Catalog:
    return messages.read("fr")


def test_the_catalogue_is_complete_and_up_to_date(found):
    assert messages.complaints_about("fr", found) == []


def test_translations_keep_their_placeholders(french):
    for message in french:
        if not message.id or not messages.is_translated(message):
            continue
        if isinstance(message.id, str):
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), message.id
        else:
            wanted = sorted(PLACEHOLDER.findall(message.id[1]))
            assert [sorted(PLACEHOLDER.findall(text)) for text in message.string] == [wanted] * 2, message.id


def test_french_is_spaced_as_french_is(french):
    translated = [message for message in french if message.id and messages.is_translated(message)]
    texts = [
        text
        for message in translated
        for text in (message.string if isinstance(message.string, tuple) else [message.string])
    ]

    assert [text for text in texts if re.search(r"[\w)»] ?[;!?](?=\s|$)| [;:!?»]|« |\w'\w", text)] == []


@pytest.mark.parametrize("pattern", [*messages.PUBLIC_TEMPLATES, *messages.PUBLIC_MODULES])
def test_what_is_called_public_is_there(pattern):
    assert any(messages.ROOT.glob(pattern))


def test_a_template_is_read_as_python(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        '<p>{% translate "Apply" %} it\'s {% translate "May" context "month" %}</p>\n'
        "   {% blocktranslate count n=n trimmed %}One {{ n }} job{% plural %}{{ n }} jobs{% endblocktranslate %}"
    )

    code = messages.template_as_python(path)

    extracted = messages.extract("python", messages.io.BytesIO(code.encode()), messages.KEYWORDS, ())
    assert [(text, context) for _, text, _, context in extracted] == [
        ("Apply", None),
        ("May", "month"),
        (("One %(n)s job", "%(n)s jobs"), None),
    ]


def test_the_compiled_catalogue_is_in_use():
    with translation.override("fr"):
        assert translation.gettext("Send my application") == "Envoyer ma candidature"
        assert translation.pgettext("application", "Rejected") == "Refusée"
        assert translation.ngettext("%(days)d day ago", "%(days)d days ago", 1) == "il y a %(days)d jour"

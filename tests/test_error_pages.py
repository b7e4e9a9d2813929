"""Error pages: they stand without a database, say what to do, and set no cookie."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.views import defaults

from tests.strict_client import faults_of


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: defaults.bad_request(request, ValueError()), 400, "We could not read that"),
        (lambda request: defaults.permission_denied(request, PermissionDenied()), 403, "This is not yours to do"),
        (lambda request: defaults.page_not_found(request, ValueError()), 404, "There is no such page"),
        (defaults.server_error, 500, "Something broke on our side"),
    ],
    ids=["400", "403", "404", "500"],
)
def test_error_page_needs_no_database(rf, answer, status, words):
    # No `db` fixture here: a query would fail the test.
    response = answer(rf.get("/somewhere/"))
    html = response.content.decode()

    assert response.status_code == status
    assert words in html
    assert faults_of(html) == []


def test_missing_page_is_the_same_for_everyone_and_sets_no_cookie(client):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert dict(response.cookies) == {}
    assert "Cookie" not in response.headers.get("Vary", "")


def test_form_without_its_token_is_refused_in_plain_words(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.example"})

    assert response.status_code == 403
    assert "This form was open for too long" in response.content.decode()


def test_sign_up_is_closed_and_offered_nowhere(client, db):
    closed = client.get(reverse("account_signup"))
    login = client.get(reverse("account_login"))

    assert "People who hire with Rolecraft are invited by e-mail." in closed.content.decode()
    assert reverse("account_signup") not in closed.content.decode() + login.content.decode()

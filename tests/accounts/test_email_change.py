"""Changing one's address: the new one has to answer first, and the old one is told."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from tests.accounts.helpers import events, link_in_last_mail, mails
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/accounts/email/"


@pytest.fixture
def user():
    return UserFactory(email="old@example.com", recruiter=True)


@pytest.fixture
def browser(client, user):
    """Signed in with the password just now."""
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def ask(browser, email="new@example.com"):
    return browser.post(PAGE, {"email": email, "action_add": ""})


def test_a_new_user_has_one_address_which_counts_as_verified(user):
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("old@example.com", True, True)]


def test_nothing_changes_before_the_new_address_answers(browser, user):
    ask(browser)

    user.refresh_from_db()
    assert user.email == "old@example.com"
    assert mails() == [("new@example.com", "Confirm your new e-mail address")]
    page = browser.get(PAGE)
    assert (page.context["current_emailaddress"].email, page.context["new_emailaddress"].email) == (
        "old@example.com",
        "new@example.com",
    )


def test_once_it_answers_it_is_the_address_and_the_old_one_is_told(browser, user):
    ask(browser)

    browser.post(link_in_last_mail())

    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@example.com", True, True)]
    assert mails()[1:] == [("old@example.com", "Your e-mail address was changed")]
    assert events("action", "actor_id")[1:] == [("email_change", user.pk)]


def test_opening_the_link_alone_changes_nothing(browser, user):
    ask(browser)

    assert browser.get(link_in_last_mail()).status_code == 200  # a mail scanner opens links, too

    user.refresh_from_db()
    assert user.email == "old@example.com"


def test_a_second_wish_replaces_the_first(browser, user):
    ask(browser)
    first = link_in_last_mail()
    ask(browser, "newer@example.com")

    browser.post(link_in_last_mail())

    assert browser.get(first).context["confirmation"] is None
    user.refresh_from_db()
    assert user.email == "newer@example.com"


def test_calling_it_off_keeps_the_old_address(browser, user):
    ask(browser)

    browser.post(PAGE, {"email": "new@example.com", "action_remove": ""})

    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["old@example.com"]
    assert mails()[1:] == [("old@example.com", "Your e-mail address stays")]


def test_an_address_that_waits_opens_no_door(browser, client, user):
    ask(browser)
    browser.post("/accounts/logout/")

    signed_in = client.post("/accounts/login/", {"login": "new@example.com", "password": PASSWORD})
    client.post("/accounts/password/reset/", {"email": "new@example.com"})

    assert signed_in.url == "/accounts/confirm-email/"
    assert [subject for _, subject in mails()] == ["Confirm your new e-mail address"]


def test_whether_an_address_is_somebody_elses_is_not_told_and_it_cannot_be_had(browser, user):
    other = UserFactory(email="taken@example.com")

    free, taken = ask(browser, "free@example.com"), ask(browser, "taken@example.com")
    browser.post(link_in_last_mail())

    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    user.refresh_from_db()
    other.refresh_from_db()
    assert (user.email, other.email) == ("old@example.com", "taken@example.com")


def test_an_old_session_has_to_give_the_password_again(sign_in, user):
    browser = sign_in(user)

    assert ask(browser).url == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert mails() == []


def test_somebody_with_a_second_factor_can_change_it_too(client):
    user = UserFactory(second_factor=True)
    browser = client
    browser.force_login(user)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})

    ask(browser)
    browser.post(link_in_last_mail())

    assert User.objects.get().email == "new@example.com"


def test_an_invalid_address_is_refused_and_kept(browser):
    response = ask(browser, "nonsense")

    assert response.context["form"].errors == {"email": ["Enter a valid email address."]}
    assert response.context["form"]["email"].value() == "nonsense"

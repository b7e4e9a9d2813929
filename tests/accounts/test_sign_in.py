"""The door: signing in and out, passwords, no way in for anybody else."""

import pytest
from django.core import mail as outbox
from post_office.models import Email

from accounts.models import User
from tests.accounts.helpers import events, link_in_last_mail, mails
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
NEW_PASSWORD = "staple the battery twice"


def sign_in_as(client, user, password=PASSWORD, url=LOGIN):
    return client.post(url, {"login": user.email, "password": password})


def test_signing_in_leads_to_the_studio_and_is_recorded(client, recruiter):
    response = sign_in_as(client, recruiter)

    assert (response.status_code, response.url) == (302, "/studio/")
    assert events() == [("sign_in", recruiter.pk, "accounts.user", str(recruiter.pk))]


def test_signing_in_leads_on_to_where_one_wanted(client, recruiter):
    response = client.get("/studio/postings/")
    assert response.url == "/accounts/login/?next=/studio/postings/"

    assert sign_in_as(client, recruiter, url=response.url).url == "/studio/postings/"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "http://[", "javascript:alert(1)"])
def test_but_never_off_the_site(client, recruiter, wanted):
    url = f"{LOGIN}?next={wanted}"

    assert client.get(url).status_code == 200
    assert sign_in_as(client, recruiter, url=url).url == "/studio/"


@pytest.mark.parametrize(("path", "field"), [(LOGIN, "login"), ("/accounts/password/reset/", "email")])
def test_an_e_mail_is_called_so_beside_the_field_and_above_the_form(client, path, field):
    response = client.post(path, {field: ""})

    assert response.context["form"][field].label == "E-mail"
    assert f'<a href="#id_{field}">E-mail: This field is required.</a>' in response.text


def test_a_new_e_mail_is_called_as_its_field_is(sign_in, recruiter):
    response = sign_in(recruiter).post("/accounts/email/", {"email": "", "action_add": ""})

    assert '<a href="#id_email">New address: This field is required.</a>' in response.text


def test_capitals_in_the_address_do_not_matter(client):
    user = UserFactory(email="ada@example.com", recruiter=True)

    assert client.post(LOGIN, {"login": "ADA@Example.com", "password": PASSWORD}).status_code == 302
    assert events("action", "actor_id") == [("sign_in", user.pk)]


@pytest.mark.parametrize("who", ["recruiter", "a stranger", "somebody invited"])
def test_a_wrong_password_and_a_wrong_address_get_the_same_answer(who, client, recruiter):
    invited = UserFactory(invited=True)
    email = {"recruiter": recruiter.email, "a stranger": "who@example.com", "somebody invited": invited.email}[who]

    response = client.post(LOGIN, {"login": email, "password": "wrong"})

    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors == {"__all__": ["The email address and/or password you specified are not correct."]}
    assert form["login"].value() == email


def test_a_failure_names_the_account_by_its_number_and_a_stranger_not_at_all(client, recruiter):
    sign_in_as(client, recruiter, "wrong")
    client.post(LOGIN, {"login": "who@example.com", "password": "wrong"})

    failed = "sign_in_failed"
    assert events() == [(failed, None, "accounts.user", str(recruiter.pk)), (failed, None, "", "")]


def test_who_is_switched_off_is_not_let_in(client):
    user = UserFactory(recruiter=True, is_active=False)

    assert sign_in_as(client, user).url == "/accounts/inactive/"
    assert client.get("/studio/").status_code == 302


def test_switching_off_ends_the_session(sign_in, recruiter):
    browser = sign_in(recruiter)
    assert browser.get("/accounts/email/").status_code == 200

    User.objects.filter(pk=recruiter.pk).update(is_active=False)

    assert browser.get("/accounts/email/").status_code == 302


def test_guessing_is_slowed_down(client, recruiter):
    answers = [sign_in_as(client, recruiter, f"guess {n}").context["form"].errors["__all__"][0] for n in range(6)]

    assert answers[-2:] == [
        "The email address and/or password you specified are not correct.",
        "Too many failed login attempts. Try again later.",
    ]
    assert sign_in_as(client, recruiter).status_code == 200  # nor does the right one help now


def test_guessing_from_one_address_is_slowed_down_whatever_the_header_says(client):
    def guess(n):
        form = {"login": f"user{n}@example.com", "password": "guess"}
        response = client.post(LOGIN, form, REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
        return response.context["form"].errors["__all__"][0]

    answers = [guess(n) for n in range(11)]

    assert answers[-1] == "Too many failed login attempts. Try again later."


def test_signing_out_takes_a_click_and_is_recorded(sign_in, recruiter):
    browser = sign_in(recruiter)
    assert browser.get("/accounts/logout/").status_code == 200

    response = browser.post("/accounts/logout/")

    assert (response.status_code, response.url) == (302, "/")
    assert events() == [("sign_out", recruiter.pk, "accounts.user", str(recruiter.pk))]
    assert browser.get("/accounts/email/").status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client, method):
    data = {"email": "new@example.com", "password1": NEW_PASSWORD}

    response = getattr(client, method)("/accounts/signup/", data)

    assert response.templates[0].name == "account/signup_closed.html"
    assert User.objects.count() == 0


# A forgotten password ------------------------------------------------------------------------------------


def ask_for_link(client, email):
    return client.post("/accounts/password/reset/", {"email": email})


def test_a_forgotten_password_is_replaced_through_the_link_in_a_mail_row(client, recruiter):
    ask_for_link(client, recruiter.email.upper())
    assert mails() == [(recruiter.email, "Choose a new password")]

    page = client.get(link_in_last_mail(), follow=True)
    response = client.post(page.wsgi_request.path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert response.url == "/accounts/password/reset/key/done/"
    assert sign_in_as(client, recruiter, NEW_PASSWORD).url == "/studio/"
    assert events("action", "actor_id") == [("password_change", recruiter.pk), ("sign_in", recruiter.pk)]
    assert mails()[1:] == [(recruiter.email, "Your password was set")]
    assert outbox.outbox == []  # rows only: the worker sends


def test_the_link_works_once(client, recruiter):
    ask_for_link(client, recruiter.email)
    link = link_in_last_mail()
    page = client.get(link, follow=True)
    client.post(page.wsgi_request.path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert client.get(link).context["token_fail"] is True


def test_passwords_that_differ_or_are_weak_are_refused(client, recruiter):
    ask_for_link(client, recruiter.email)
    path = client.get(link_in_last_mail(), follow=True).wsgi_request.path

    differ = client.post(path, {"password1": NEW_PASSWORD, "password2": "another one entirely"})
    weak = client.post(path, {"password1": "12345", "password2": "12345"})

    assert differ.context["form"].errors == {"password2": ["You must type the same password each time."]}
    assert "password1" in weak.context["form"].errors


@pytest.mark.parametrize("who", ["a stranger", "somebody who left"])
def test_asking_for_somebody_who_has_no_account_looks_the_same_and_sends_nothing(who, client, recruiter):
    left = UserFactory(is_active=False)

    known = ask_for_link(client, recruiter.email)
    Email.objects.all().delete()
    unknown = ask_for_link(client, "who@example.com" if who == "a stranger" else left.email)

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert mails() == []


def test_changing_the_password_tells_its_owner_and_signs_out(client, recruiter):
    sign_in_as(client, recruiter)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    client.post("/accounts/password/change/", form)

    assert mails() == [(recruiter.email, "Your password was changed")]
    assert client.get("/accounts/email/").status_code == 302
    assert events("action") == ["sign_in", "sign_out", "password_change"]


def test_the_address_in_mail_stands_in_plain_text(client):
    ask_for_link(client, UserFactory(name="Mia O’Hara & {{ sons }}").email)

    text = Email.objects.get().message
    assert text.startswith("Hello Mia O’Hara & {{ sons }},\n")
    assert "&amp;" not in text

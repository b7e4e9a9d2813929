"""The second factor: who is led to it, setting it up on the way, signing in with it."""

import re

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.helpers import code_now, events, mails
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.MFA_REQUIRED_KINDS = ["curator", "lead"]


def sign_in_with_password(client, user, url="/accounts/login/"):
    return client.post(url, {"login": user.email, "password": PASSWORD})


# Who is led there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_one", [False, True])
@pytest.mark.parametrize(
    ("kind", "must"),
    [
        ("curator", True),
        ("lead", True),
        ("superuser", True),
        ("recruiter", False),
        ("hiring_manager", False),
        ("interviewer", False),
    ],
)
def test_who_must_have_one_and_has_none_is_led_to_it(kind, must, has_one, sign_in):
    browser = sign_in(UserFactory(**{kind: True}, second_factor=has_one))

    response = browser.get("/accounts/email/?tab=1")

    led_away = response.status_code == 302 and response.url == f"{SET_UP}?next=%2Faccounts%2Femail%2F%3Ftab%3D1"
    assert led_away == (must and not has_one)


def test_where_nothing_is_required_nobody_is_led_away(sign_in, lead, settings):
    settings.MFA_REQUIRED_KINDS = []

    assert sign_in(lead).get("/accounts/email/").status_code == 200


@pytest.mark.parametrize("path", ["/studio/", "/studio/postings/", "/admin/", "/accounts/email/", "/accounts/2fa/"])
def test_until_then_every_page_behind_the_door_leads_there(path, sign_in, lead):
    response = sign_in(lead).get(path)

    assert (response.status_code, response.url.partition("?")[0]) == (302, SET_UP)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/logout/", 200),
        ("/accounts/reauthenticate/", 200),
        ("/accounts/password/reset/", 200),
        ("/", 200),
        ("/roles/", 200),
        ("/healthz/", 200),
    ],
)
def test_but_for_the_way_out_and_what_everybody_sees(path, status, sign_in, lead):
    assert sign_in(lead).get(path).status_code == status


def test_what_was_sent_with_a_form_is_not_carried_on(sign_in, lead):
    assert sign_in(lead).post("/accounts/email/").url == SET_UP


def test_part_of_a_page_leads_the_whole_page_there(sign_in, lead):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/studio/postings/"}

    response = sign_in(lead).post("/accounts/email/", headers=headers)

    assert (response.status_code, response["HX-Redirect"]) == (200, f"{SET_UP}?next=%2Fstudio%2Fpostings%2F")


def test_it_says_why(client, lead):
    response = sign_in_with_password(client, lead)
    page = client.get(response.url, follow=True)

    assert "Your account needs a second factor: set up an authenticator app to go on." in page.content.decode()


# Setting it up -------------------------------------------------------------------------------------------------


def test_setting_it_up_leads_on_to_where_one_was_going(client, lead, django_capture_on_commit_callbacks):
    sign_in_with_password(client, lead)
    led_to = client.get("/admin/accounts/user/").url
    page = client.get(led_to)  # no password a second time: it was given just now
    secret = page.context["form"].secret
    assert re.search(r'<input type="hidden" name="next" value="/admin/accounts/user/">', page.content.decode())

    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(SET_UP, {"code": code_now(secret), "next": "/admin/accounts/user/"})

    assert done.url == f"{CODES}?next=%2Fadmin%2Faccounts%2Fuser%2F"
    codes = client.get(done.url)
    assert len(codes.context["unused_codes"]) == 10
    assert '<a class="btn" href="/admin/accounts/user/">Continue</a>' in codes.content.decode()
    assert client.get("/admin/accounts/user/").status_code == 200
    assert events("action")[1:] == ["mfa_change", "mfa_change"]  # the codes, and the app
    assert mails() == [(lead.email, "Your second factor is on")]


def test_it_leads_on_within_the_site_only(client, lead):
    sign_in_with_password(client, lead)
    secret = client.get(SET_UP).context["form"].secret

    done = client.post(SET_UP, {"code": code_now(secret), "next": "https://evil.example/"})

    assert done.url == CODES
    assert client.get(f"{CODES}?next=https://evil.example/").context["continue_url"] is None


def test_a_wrong_code_sets_nothing_up(client, lead):
    sign_in_with_password(client, lead)

    response = client.post(SET_UP, {"code": "000000"})

    assert response.context["form"].errors == {"code": ["Incorrect code."]}
    assert Authenticator.objects.count() == 0


def test_an_old_session_has_to_give_the_password_first(sign_in, lead):
    response = sign_in(lead).get(SET_UP)

    assert response.url == f"/accounts/reauthenticate/?next={SET_UP.replace('/', '%2F')}"


def test_anybody_of_the_staff_may_have_one(client, recruiter):
    sign_in_with_password(client, recruiter)
    secret = client.get(SET_UP).context["form"].secret

    client.post(SET_UP, {"code": code_now(secret)})

    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]


# Signing in with it ----------------------------------------------------------------------------------------------


def test_the_password_alone_does_not_sign_in(client):
    user = UserFactory(lead=True, second_factor=True)

    response = sign_in_with_password(client, user, "/accounts/login/?next=/studio/postings/")
    assert response.url == "/accounts/2fa/authenticate/"
    assert client.get("/studio/postings/").status_code == 302

    response = client.post(response.url, {"code": code_now()})
    assert response.url == "/studio/postings/"
    assert events("action", "actor_id") == [("sign_in", user.pk)]


def test_a_wrong_code_is_refused_and_recorded(client):
    user = UserFactory(lead=True, second_factor=True)
    sign_in_with_password(client, user)

    response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert response.context["form"].errors == {"code": ["Incorrect code."]}
    assert events() == [("sign_in_failed", None, "accounts.user", str(user.pk))]


def test_a_code_works_once(client):
    user = UserFactory(second_factor=True)
    code = code_now()
    answers = []
    for _ in range(2):
        sign_in_with_password(client, user)
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
        client.post("/accounts/logout/")

    assert answers == [302, 200]


def test_a_recovery_code_works_once(client, recruiter):
    sign_in_with_password(client, recruiter)
    client.post(SET_UP, {"code": code_now(client.get(SET_UP).context["form"].secret)})
    code = client.get(CODES).context["unused_codes"][0]
    answers = []
    for _ in range(2):
        client.post("/accounts/logout/")
        sign_in_with_password(client, recruiter)
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": code}).status_code)

    assert answers == [302, 200]


# Getting rid of it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "left"), [("lead", 1), ("recruiter", 0)])
def test_who_must_have_one_cannot_turn_it_off(kind, left, client):
    user = UserFactory(**{kind: True}, second_factor=True)
    sign_in_with_password(client, user)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    client.post("/accounts/2fa/totp/deactivate/")

    assert Authenticator.objects.count() == left
    assert mails() == ([] if left else [(user.email, "Your second factor is off")])

"""Users in the admin: the door, inviting, access, the list."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.accounts.helpers import events, link_in_last_mail, mails
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

USERS = "/admin/accounts/user/"
ADD = f"{USERS}add/"


def page_of(user) -> str:
    return f"{USERS}{user.pk}/change/"


# The door ----------------------------------------------------------------------------------------------------


def test_the_admin_has_no_door_of_its_own(client, lead):
    door = f"/accounts/login/?next={USERS}"
    assert [client.get(path).url for path in (USERS, f"/admin/login/?next={USERS}")] == [door, door]

    response = client.post(door, {"login": lead.email, "password": PASSWORD})

    assert response.url == USERS
    assert client.get(USERS).status_code == 200


@pytest.mark.parametrize("kind", ["recruiter", "hiring_manager", "interviewer"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/?next=/admin/", USERS, ADD, "/admin/no/such/page/"])
def test_who_has_no_business_there_is_turned_away(kind, path, sign_in):
    assert sign_in(UserFactory(**{kind: True})).get(path).status_code == 403


@pytest.mark.parametrize(
    ("kind", "path", "status"),
    [
        ("curator", "/admin/", 200),
        ("curator", USERS, 403),
        ("curator", "/admin/accounts/auditevent/", 403),
        ("lead", "/admin/", 200),
        ("lead", USERS, 200),
        ("lead", ADD, 200),
        ("lead", "/admin/accounts/auditevent/", 200),
        ("superuser", USERS, 200),
    ],
)
def test_each_kind_finds_its_own_pages(kind, path, status, sign_in):
    assert sign_in(UserFactory(**{kind: True})).get(path).status_code == status


@pytest.mark.parametrize(
    ("wanted", "led_to"), [("/admin/", "/admin/"), ("https://evil.example/", "/admin/"), ("", "/admin/")]
)
def test_the_admins_door_leads_on_within_the_site_only(wanted, led_to, sign_in, lead):
    assert sign_in(lead).get(f"/admin/login/?next={wanted}").url == led_to


def test_the_admin_signs_out_and_changes_passwords_where_everybody_does(sign_in, lead):
    browser = sign_in(lead)

    assert browser.get("/admin/password_change/").url == "/accounts/password/change/"
    assert browser.post("/admin/logout/").url == "/"


def test_no_page_opens_a_second_way_to_groups_addresses_or_secrets():
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    assert [model for model in (Group, EmailAddress, Authenticator) if admin.site.is_registered(model)] == []


# Inviting ----------------------------------------------------------------------------------------------------


def test_from_invitation_to_sign_in(sign_in, lead, client):
    form = {"email": "Grace@Example.com", "name": "Grace Hopper", "kinds": ["recruiter", "interviewer"]}
    response = sign_in(lead).post(ADD, form)
    assert response.url == USERS
    assert mails() == [("grace@example.com", "Your invitation to Rolecraft")]

    page = client.get(link_in_last_mail(), follow=True)
    client.post(page.wsgi_request.path, {"password1": "a compiler for all", "password2": "a compiler for all"})
    response = client.post("/accounts/login/", {"login": "grace@example.com", "password": "a compiler for all"})

    user = User.objects.get(email="grace@example.com")
    assert response.url == "/studio/"
    assert user.kinds == {"recruiter", "interviewer"}
    assert events("action", "actor_id") == [
        ("invite", lead.pk),
        ("password_change", user.pk),
        ("sign_in", user.pk),
    ]


def test_a_link_that_was_used_signs_nobody_in_again(sign_in, lead, client):
    sign_in(lead).post(ADD, {"email": "grace@example.com", "name": "Grace", "kinds": ["recruiter"]})
    link = link_in_last_mail()
    page = client.get(link, follow=True)
    client.post(page.wsgi_request.path, {"password1": "a compiler for all", "password2": "a compiler for all"})

    assert client.get(link).context["token_fail"] is True


@pytest.mark.parametrize(
    ("form", "field", "error"),
    [
        ({"email": "nonsense"}, "email", "Enter a valid email address."),
        ({"email": "TAKEN@example.com"}, "email", "Somebody has this e-mail already."),
        ({"name": ""}, "name", "This field is required."),
        ({"kinds": []}, "kinds", "This field is required."),
        ({"kinds": ["boss"]}, "kinds", "Select a valid choice. boss is not one of the available choices."),
    ],
)
def test_a_form_with_a_mistake_invites_nobody_and_keeps_what_was_typed(form, field, error, sign_in, lead):
    UserFactory(email="taken@example.com")
    values = {"email": "grace@example.com", "name": "Grace", "kinds": ["recruiter"], **form}

    response = sign_in(lead).post(ADD, values)

    shown = response.context["adminform"].form
    assert shown.errors == {field: [error]}
    assert {name: shown[name].value() for name in values} == values
    assert mails() == []


def test_sending_the_form_twice_invites_once(sign_in, lead):
    browser = sign_in(lead)
    form = {"email": "grace@example.com", "name": "Grace", "kinds": ["recruiter"]}
    browser.post(ADD, form)

    assert browser.post(ADD, form).status_code == 200

    assert len(mails()) == 1


def test_an_address_taken_at_the_last_moment_is_said_not_crashed_on(sign_in, lead, monkeypatch):
    UserFactory(email="taken@example.com")
    monkeypatch.setattr(User, "validate_unique", lambda self, exclude=None: None)  # as if looked at a moment before

    response = sign_in(lead).post(ADD, {"email": "taken@example.com", "name": "Grace", "kinds": ["lead"]}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Somebody has this e-mail already."]


def test_a_superuser_needs_no_kind_and_only_one_makes_another(sign_in, lead, superuser):
    form = {"email": "root@example.com", "name": "Root", "is_superuser": "on"}
    refused = sign_in(lead).post(ADD, form)
    assert refused.context["adminform"].form.errors == {
        "kinds": ["This field is required."]
    }  # nothing else was offered

    sign_in(superuser).post(ADD, form)

    assert User.objects.get(email="root@example.com").is_superuser


# Access ---------------------------------------------------------------------------------------------------------


def fields_on(page) -> list[str]:
    return list(page.context["adminform"].form.fields)


def test_a_lead_changes_kinds_and_name(sign_in, lead, recruiter):
    form = {"name": "Ada", "kinds": ["interviewer", "curator"], "is_active": "on"}

    response = sign_in(lead).post(page_of(recruiter), form)

    user = User.objects.get(pk=recruiter.pk)
    assert response.url == USERS
    assert (user.name, user.kinds, user.is_active) == ("Ada", {"interviewer", "curator"}, True)
    assert events() == [("permission_change", lead.pk, "accounts.user", str(recruiter.pk))]


def test_a_new_name_alone_is_no_change_of_permissions(sign_in, lead, recruiter):
    sign_in(lead).post(page_of(recruiter), {"name": "Ada", "kinds": ["recruiter"], "is_active": "on"})

    assert User.objects.get(pk=recruiter.pk).name == "Ada"
    assert events() == []


def test_switching_somebody_off_keeps_the_rest(sign_in, lead, recruiter):
    sign_in(lead).post(page_of(recruiter), {"name": "Ada", "kinds": ["recruiter"]})

    user = User.objects.get(pk=recruiter.pk)
    assert (user.is_active, user.kinds, user.email) == (False, {"recruiter"}, recruiter.email)


@pytest.mark.parametrize(
    ("by", "user", "fields"),
    [
        ("lead", "recruiter", ["name", "is_active", "kinds"]),
        ("lead", "self", ["name"]),
        ("lead", "superuser", []),
        ("superuser", "lead", ["name", "is_active", "is_superuser", "kinds"]),
        ("superuser", "superuser", ["name", "is_active", "is_superuser", "kinds"]),
        ("superuser", "self", ["name"]),
    ],
)
def test_what_one_may_change_on_whose_page(by, user, fields, sign_in):
    actor = UserFactory(**{by: True})
    target = actor if user == "self" else UserFactory(**{user: True})

    page = sign_in(actor).get(page_of(target))

    assert sorted(fields_on(page)) == sorted(fields)


def test_fields_that_were_not_offered_are_not_taken(sign_in, lead):
    form = {"name": "New name", "kinds": ["curator"], "is_superuser": "on"}

    sign_in(lead).post(page_of(lead), form)

    user = User.objects.get(pk=lead.pk)
    assert (user.name, user.kinds, user.is_active, user.is_superuser) == ("New name", {"lead"}, True, False)
    assert events() == []


def test_a_lead_cannot_post_to_a_superusers_page(sign_in, lead, superuser):
    assert sign_in(lead).post(page_of(superuser), {"name": "x"}).status_code == 403


@pytest.mark.parametrize("kind", ["lead", "superuser"])
def test_nobody_deletes_users(kind, sign_in, recruiter):
    browser = sign_in(UserFactory(**{kind: True}))

    assert browser.post(f"{USERS}{recruiter.pk}/delete/", {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [recruiter.pk], "post": "yes"}
    browser.post(USERS, bulk)
    assert User.objects.filter(pk=recruiter.pk).exists()


# The list ----------------------------------------------------------------------------------------------------------


def run_action(browser, action, *users) -> list[str]:
    form = {"action": action, "_selected_action": [user.pk for user in users]}
    response = browser.post(USERS, form, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_invitations_go_out_again_to_those_who_need_one(sign_in, lead, recruiter, superuser):
    invited = UserFactory(invited=True)

    said = run_action(sign_in(lead), "send_invitation_again", invited, recruiter, superuser, lead)

    assert said == ["1 invitation goes out again."]
    assert mails() == [(invited.email, "Your invitation to Rolecraft")]


def test_second_factors_are_removed_from_those_one_may_change(sign_in, lead):
    recruiter, superuser = UserFactory(second_factor=True), UserFactory(superuser=True, second_factor=True)

    said = run_action(sign_in(lead), "remove_second_factor", recruiter, superuser)

    assert said == ["1 second factor removed."]
    assert mails() == [(recruiter.email, "Your second factor was removed")]


def test_the_list_says_who_is_what(sign_in, superuser):
    UserFactory(email="a@example.com", name="Ada", curator=True, second_factor=True)
    UserFactory(email="b@example.com", name="Bob", invited=True)

    page = sign_in(superuser).get(f"{USERS}?q=example.com&o=1")

    rows = page.context["cl"].result_list
    model_admin = page.context["cl"].model_admin
    assert [
        (user.name, model_admin.kinds_shown(user), model_admin.second_factor(user), model_admin.password_set(user))
        for user in rows[:2]
    ] == [("Ada", "curator", True, True), ("Bob", "", False, False)]


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=lovelace", ["ada"]), ("q=bob@", ["bob"]), ("password=awaited", ["bob"]), ("is_active__exact=0", ["cyd"])],
)
def test_finding_somebody(query, found, sign_in, superuser):
    UserFactory(email="ada@example.com", name="Ada Lovelace")
    UserFactory(email="bob@example.com", invited=True)
    UserFactory(email="cyd@example.com", invited=True, is_active=False)

    page = sign_in(superuser).get(f"{USERS}?{query}")

    assert [user.email.partition("@")[0] for user in page.context["cl"].result_list] == found


def queries_of(browser, path) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_the_list_takes_as_many_queries_for_three_as_for_one(sign_in, superuser):
    browser = sign_in(superuser)
    UserFactory(curator=True, second_factor=True)
    one = queries_of(browser, USERS)
    for _ in range(3):
        user = UserFactory(curator=True, second_factor=True)
        user.groups.add(Group.objects.get(name="lead"))

    assert (one, queries_of(browser, USERS)) == (7, 7)

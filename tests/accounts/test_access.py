"""Who may do what: the tables, row by row."""

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError

from accounts import access
from accounts.models import Kind, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

KINDS = ["curator", "lead", "recruiter", "hiring_manager", "interviewer", "superuser", "nobody", "left"]


def somebody(kind: str) -> User:
    traits = {"nobody": {}, "left": {"lead": True, "is_active": False}}.get(kind, {kind: True})
    return UserFactory(**traits)


# Groups and their permissions -----------------------------------------------------------------------------


def test_there_is_a_group_for_each_kind():
    assert set(Group.objects.values_list("name", flat=True)) == set(Kind.values)


PERMISSIONS = [
    # permission, who has it (a superuser has every one)
    ("roles.view_mission", {"curator"}),
    ("roles.add_mission", {"curator"}),
    ("roles.change_mission", {"curator"}),
    ("roles.delete_missionstage", {"curator"}),
    ("roles.view_historicalmission", {"curator"}),
    ("post_office.change_emailtemplate", {"curator"}),
    ("post_office.delete_emailtemplate", set()),
    ("post_office.view_email", {"lead"}),
    ("post_office.change_email", set()),
    ("postings.view_posting", {"lead"}),
    ("postings.change_posting", set()),
    ("candidates.view_candidate", {"lead"}),
    ("candidates.delete_candidate", set()),
    ("hiring.view_application", {"lead"}),
    ("hiring.change_application", set()),
    ("accounts.view_user", {"lead"}),
    ("accounts.add_user", {"lead"}),
    ("accounts.change_user", {"lead"}),
    ("accounts.delete_user", set()),
    ("accounts.view_auditevent", {"lead"}),
    ("auth.change_group", set()),
    ("mfa.view_authenticator", set()),
]


@pytest.mark.parametrize(("permission", "kinds"), PERMISSIONS, ids=[row[0] for row in PERMISSIONS])
def test_a_kind_has_the_permissions_of_the_table(permission, kinds):
    held = {kind for kind in KINDS if somebody(kind).has_perm(permission)}

    assert held == kinds | {"superuser"}


def test_what_was_granted_or_taken_by_hand_is_put_right_by_the_next_migrate():
    curators, recruiters = Group.objects.get(name=Kind.CURATOR), Group.objects.get(name=Kind.RECRUITER)
    before = set(curators.permissions.all())
    recruiters.permissions.set(before)
    curators.permissions.clear()

    call_command("migrate", verbosity=0)

    assert set(curators.permissions.all()) == before
    assert set(recruiters.permissions.all()) == set()


@pytest.mark.django_db(transaction=True)
def test_groups_and_permissions_outlive_a_flush():
    call_command("flush", interactive=False, verbosity=0)

    assert set(Group.objects.values_list("name", flat=True)) == set(Kind.values)
    assert somebody("lead").has_perm("accounts.view_auditevent")


# Who may change whom ----------------------------------------------------------------------------------------

CHANGES = {
    # who: whom they may change
    "superuser": {"curator", "lead", "recruiter", "hiring_manager", "interviewer", "superuser", "nobody", "left"},
    "lead": {"curator", "lead", "recruiter", "hiring_manager", "interviewer", "nobody", "left"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_change_whom(kind):
    by = somebody(kind)

    allowed = {other for other in KINDS if access.may_change(somebody(other), by=by)}

    assert allowed == CHANGES.get(kind, set())


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_may_change_their_own_access(kind):
    user = somebody(kind)

    assert not access.may_change(user, by=user)


def test_who_may_invite_and_who_may_make_a_superuser():
    users = {kind: somebody(kind) for kind in KINDS}

    guests, others = [Kind.HIRING_MANAGER, Kind.INTERVIEWER], [Kind.RECRUITER, Kind.INTERVIEWER]
    for kinds, expected in [
        (guests, {"lead", "superuser", "recruiter"}),
        (others, {"lead", "superuser"}),
        ([], {"lead", "superuser"}),
    ]:
        assert {kind for kind, user in users.items() if access.may_invite(user, kinds=kinds)} == expected
    assert {kind for kind, user in users.items() if access.may_make_superuser(user)} == {"superuser"}


# Who needs a second factor ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("required", "expected"),
    [
        ([], set()),
        (["curator", "lead"], {"curator", "lead", "superuser", "left"}),
        (["curator"], {"curator"}),
        (["recruiter"], {"recruiter"}),
        (list(Kind.values), {"curator", "lead", "recruiter", "hiring_manager", "interviewer", "superuser", "left"}),
    ],
)
def test_who_needs_a_second_factor(required, expected, settings):
    settings.MFA_REQUIRED_KINDS = required

    assert {kind for kind in KINDS if access.needs_second_factor(somebody(kind))} == expected


def test_a_wrong_kind_in_the_setting_is_named_at_start(settings):
    settings.MFA_REQUIRED_KINDS = ["lead", "boss"]

    assert [(error.id, "boss" in error.msg) for error in run_checks()] == [("accounts.E001", True)]


# The model --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "constraint"), [("ADA@example.com", "user_email_lowercase"), ("ada@example.com", "email")]
)
def test_two_spellings_of_an_address_are_one(email, constraint):
    UserFactory(email="ada@example.com")

    with pytest.raises(IntegrityError, match=constraint):
        User.objects.create(email=email)


def test_create_user_writes_the_address_small():
    assert User.objects.create_user("Ada@Example.COM").email == "ada@example.com"


def test_createsuperuser_makes_somebody_who_can_sign_in(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")

    call_command("createsuperuser", "--noinput", "--email", "Root@example.com", verbosity=0)
    response = client.post("/accounts/login/", {"login": "root@example.com", "password": "correct horse battery"})

    assert (response.status_code, response.url) == (302, "/studio/")
    assert User.objects.get().is_staff

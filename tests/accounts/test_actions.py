"""Inviting, changing access, removing a lost second factor: the actions."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from post_office.models import Email

from accounts.actions import change_access, invite_user, resend_invitation, reset_second_factor
from accounts.models import Kind, User
from tests.accounts.helpers import events, link_in_last_mail, mails
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

OUTSIDERS = ["curator", "recruiter", "hiring_manager", "interviewer"]


def invite(by, **given):
    values = {"email": "Grace@Example.com", "name": "Grace Hopper", "kinds": [Kind.RECRUITER]}
    return invite_user(**{**values, **given}, by=by)


# Inviting ----------------------------------------------------------------------------------------------------


def test_an_invitation_makes_a_user_without_a_password_and_queues_a_link(lead):
    user = invite(lead)

    assert (user.email, user.name, user.kinds, user.is_superuser) == (
        "grace@example.com",
        "Grace Hopper",
        {"recruiter"},
        False,
    )
    assert not user.has_usable_password()
    assert mails() == [("grace@example.com", "Your invitation to Rolecraft")]
    assert link_in_last_mail().startswith("/accounts/password/reset/key/")
    assert events() == [("invite", lead.pk, "accounts.user", str(user.pk))]


def test_the_invitation_says_who_invites_until_when_and_where(lead, settings):
    settings.BASE_URL = "https://jobs.example.com"
    lead.name = "Lena & Söhne <lead>"

    invite(lead, name="Grace {{ Hopper }}")

    text = Email.objects.get().message
    assert text.startswith("Hello Grace {{ Hopper }},\n\nLena & Söhne <lead> invites you to Rolecraft")
    assert "Choose a password within 3 days:\nhttps://jobs.example.com/accounts/password/reset/key/" in text
    assert "https://jobs.example.com/accounts/password/reset/\n" in text


def test_inviting_somebody_twice_changes_and_sends_nothing(lead):
    invite(lead)

    with pytest.raises(ValidationError, match="Somebody has this e-mail already"):
        invite(lead, email="grace@example.com", kinds=[Kind.LEAD])

    assert User.objects.get(email="grace@example.com").kinds == {"recruiter"}
    assert len(mails()) == 1


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_others_invite_nobody(kind):
    with pytest.raises(PermissionDenied):
        invite(UserFactory(**{kind: True}))

    assert (mails(), events()) == ([], [])


def test_only_a_superuser_invites_a_superuser(lead, superuser):
    with pytest.raises(PermissionDenied):
        invite(lead, is_superuser=True)

    assert invite(superuser, is_superuser=True, kinds=[]).is_superuser


def test_an_unknown_kind_is_a_mistake(lead):
    with pytest.raises(ValueError, match="boss"):
        invite(lead, kinds=["boss"])

    assert mails() == []


def test_an_invitation_goes_out_again(lead):
    user = UserFactory(invited=True)

    assert resend_invitation(user=user, by=lead)

    assert mails() == [(user.email, "Your invitation to Rolecraft")]
    assert events() == [("invite", lead.pk, "accounts.user", str(user.pk))]


@pytest.mark.parametrize("values", [{}, {"invited": True, "is_active": False}], ids=["has a password", "left"])
def test_but_not_to_somebody_who_needs_none(values, lead):
    assert not resend_invitation(user=UserFactory(**values), by=lead)

    assert (mails(), events()) == ([], [])


# Access ---------------------------------------------------------------------------------------------------------


def change(user, by, **given):
    return change_access(
        user=user,
        kinds=given.get("kinds", user.kinds),
        is_active=given.get("is_active", user.is_active),
        is_superuser=given.get("is_superuser", user.is_superuser),
        by=by,
    )


@pytest.mark.parametrize(
    "given",
    [{"kinds": {"lead", "curator"}}, {"kinds": set()}, {"is_active": False}],
    ids=["kinds", "no kind", "switched off"],
)
def test_a_lead_changes_what_somebody_may_do(given, lead, recruiter):
    assert change(recruiter, lead, **given)

    fresh = User.objects.get(pk=recruiter.pk)
    assert (fresh.kinds, fresh.is_active) == (given.get("kinds", {"recruiter"}), given.get("is_active", True))
    assert (recruiter.kinds, recruiter.is_active) == (fresh.kinds, fresh.is_active)
    assert events() == [("permission_change", lead.pk, "accounts.user", str(recruiter.pk))]


def test_changing_nothing_records_nothing(lead, recruiter):
    change(recruiter, lead, is_active=False)

    assert not change(recruiter, lead, is_active=False)
    assert len(events()) == 1


@pytest.mark.parametrize(
    ("by", "user", "given"),
    [
        ("lead", "superuser", {"is_active": False}),
        ("lead", "superuser", {"kinds": {"lead"}}),
        ("lead", "recruiter", {"is_superuser": True}),
        ("lead", "self", {"kinds": {"lead", "curator"}}),
        ("lead", "self", {"is_superuser": True}),
        ("superuser", "self", {"is_active": False}),
        ("curator", "recruiter", {"kinds": {"lead"}}),
        ("recruiter", "self", {"kinds": {"lead"}}),
    ],
)
def test_nobody_raises_themselves_or_touches_those_above(by, user, given):
    actor = UserFactory(**{by: True})
    target = actor if user == "self" else UserFactory(**{user: True})
    before = (target.kinds, target.is_active, target.is_superuser)

    with pytest.raises(PermissionDenied):
        change(target, actor, **given)

    fresh = User.objects.get(pk=target.pk)
    assert (fresh.kinds, fresh.is_active, fresh.is_superuser) == before
    assert events() == []


def test_a_superuser_makes_and_unmakes_superusers(superuser, lead):
    change(lead, superuser, is_superuser=True)
    assert User.objects.get(pk=lead.pk).is_superuser

    change(lead, superuser, is_superuser=False)
    assert not User.objects.get(pk=lead.pk).is_superuser


# A lost second factor ---------------------------------------------------------------------------------------------


def test_a_lost_second_factor_is_removed_and_its_owner_told(lead):
    user = UserFactory(curator=True, second_factor=True)

    assert reset_second_factor(user=user, by=lead)

    assert Authenticator.objects.count() == 0
    assert mails() == [(user.email, "Your second factor was removed")]
    assert events() == [("mfa_change", lead.pk, "accounts.user", str(user.pk))]


def test_where_there_is_none_nothing_happens(lead, recruiter):
    assert not reset_second_factor(user=recruiter, by=lead)

    assert (mails(), events()) == ([], [])


@pytest.mark.parametrize(("by", "user"), [("lead", "superuser"), ("recruiter", "lead"), ("lead", "self")])
def test_nor_may_everybody_remove_one(by, user):
    actor = UserFactory(**{by: True}, second_factor=True)
    target = actor if user == "self" else UserFactory(**{user: True}, second_factor=True)

    with pytest.raises(PermissionDenied):
        reset_second_factor(user=target, by=actor)

    assert Authenticator.objects.filter(user=target).count() == 1

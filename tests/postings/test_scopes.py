"""Who may see and change which posting and company."""

import pytest

from postings.choices import Part
from postings.models import Company, Posting
from tests.factories.accounts import UserFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

SCOPES = ("visible_to", "editable_by", "reviewable_by")


def scopes(user, queryset):
    return [name for name in SCOPES if getattr(queryset, name)(user).exists()]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part.OWNER, ["visible_to", "editable_by", "reviewable_by"]),
        (Part.RECRUITER, ["visible_to", "editable_by", "reviewable_by"]),
        (Part.HIRING_MANAGER, ["visible_to", "reviewable_by"]),
        (Part.INTERVIEWER, ["visible_to"]),
        (None, []),
    ],
)
def test_a_member_has_the_scopes_of_the_part(part, expected):
    posting, user = PostingFactory(owner=UserFactory()), UserFactory(recruiter=True)
    if part == Part.OWNER:
        posting.memberships.all().delete()
    if part:
        MembershipFactory(posting=posting, user=user, part=part)

    assert scopes(user, Posting.objects.all()) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("lead", list(SCOPES)),
        ("superuser", list(SCOPES)),
        ("recruiter", []),
        ("curator", []),
        ("hiring_manager", []),
        ("interviewer", []),
    ],
)
def test_without_membership_only_leads_see_a_posting(kind, expected):
    PostingFactory()

    assert scopes(UserFactory(**{kind: True}), Posting.objects.all()) == expected


@pytest.mark.parametrize("kind", ["lead", "superuser", "recruiter"])
def test_somebody_deactivated_sees_nothing(kind):
    user = UserFactory(**{kind: True}, is_active=False)
    PostingFactory(owner=user, company__created_by=user)

    assert scopes(user, Posting.objects.all()) == []
    assert Company.objects.visible_to(user).count() == Company.objects.editable_by(user).count() == 0


@pytest.mark.parametrize(
    ("part", "visible", "editable"), [(Part.RECRUITER, 1, 1), (Part.INTERVIEWER, 1, 0), (None, 0, 0)]
)
def test_a_company_is_seen_through_its_postings(part, visible, editable):
    posting, user = PostingFactory(), UserFactory(recruiter=True)
    if part:
        MembershipFactory(posting=posting, user=user, part=part)

    assert Company.objects.visible_to(user).count() == visible
    assert Company.objects.editable_by(user).count() == editable


def test_who_made_a_company_keeps_it():
    company = CompanyFactory()

    assert Company.objects.editable_by(company.created_by).get() == company


@pytest.mark.parametrize(
    ("trait", "published", "shown"), [("ready", 0, 0), ("published", 1, 1), ("closed", 0, 1), ("archived", 0, 1)]
)
def test_publication_is_one_queryset(trait, published, shown):
    PostingFactory(**{trait: True})

    assert Posting.objects.published().count() == published
    assert Posting.objects.shown().count() == shown

"""The audit trail in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.audit import AuditAction, record
from accounts.models import AuditEvent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TRAIL = "/admin/accounts/auditevent/"


def rows(page) -> list[tuple[str, str, str]]:
    trail = page.context["cl"]
    show = trail.model_admin
    return [(show.who(event), event.action, show.object_shown(event)) for event in trail.result_list]


def test_it_shows_who_did_what_newest_first(sign_in, lead, recruiter):
    gone = UserFactory()
    record(AuditAction.EXPORT, by=gone, obj=recruiter)
    gone_pk = gone.pk
    gone.delete()
    record(AuditAction.SIGN_IN_FAILED, by=None)
    record(AuditAction.PUBLISH, by=recruiter)

    assert rows(sign_in(lead).get(TRAIL)) == [
        (recruiter.email, "publish", ""),
        ("", "sign_in_failed", ""),
        (f"#{gone_pk} (removed)", "export", f"accounts.user #{recruiter.pk}"),
    ]


@pytest.mark.parametrize("query", ["q=ada@", "q={pk}", "action__exact=export", "object_kind=accounts.user"])
def test_finding_an_event(query, sign_in, lead):
    ada = UserFactory(email="ada@example.com")
    record(AuditAction.EXPORT, by=ada, obj=ada)
    record(AuditAction.PUBLISH, by=UserFactory(email="ben@example.com"))  # an address in which no number is found

    page = sign_in(lead).get(f"{TRAIL}?{query.format(pk=ada.pk)}")

    assert rows(page) == [("ada@example.com", "export", f"accounts.user #{ada.pk}")]


@pytest.mark.parametrize("kind", ["lead", "superuser"])
def test_it_is_to_read_only(kind, sign_in):
    record(AuditAction.SIGN_IN_FAILED, by=None)
    event = AuditEvent.objects.get()
    browser = sign_in(UserFactory(**{kind: True}))

    assert browser.get(f"{TRAIL}add/").status_code == 403
    assert browser.post(f"{TRAIL}add/", {"action": "export"}).status_code == 403
    assert browser.post(f"{TRAIL}{event.pk}/change/", {"action": "export"}).status_code == 403
    assert browser.post(f"{TRAIL}{event.pk}/delete/", {"post": "yes"}).status_code == 403
    browser.post(TRAIL, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["sign_in_failed"]


def test_it_takes_as_many_queries_for_three_events_as_for_one(sign_in, lead):
    browser = sign_in(lead)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            user = UserFactory()
            record(AuditAction.EXPORT, by=user, obj=user)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(TRAIL).status_code == 200
        counts.append(len(queries))

    assert counts == [8, 8]

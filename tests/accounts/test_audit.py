import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory

from accounts.audit import AuditAction, record
from accounts.client import hash_address
from accounts.middleware import ClientAddressMiddleware
from accounts.models import AuditEvent, User
from tests.accounts.helpers import events
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_which_object(recruiter, lead):
    record(AuditAction.PUBLISH, by=recruiter, obj=lead)

    assert events() == [("publish", recruiter.pk, "accounts.user", str(lead.pk))]


def test_an_event_may_have_neither_actor_nor_object():
    record(AuditAction.SIGN_IN_FAILED, by=None)

    assert events() == [("sign_in_failed", None, "", "")]


def test_an_object_without_an_id_is_refused(recruiter):
    with pytest.raises(ValueError, match="without an id"):
        record(AuditAction.ERASE, by=recruiter, obj=User())


def test_an_event_keeps_a_keyed_hash_of_the_clients_address(recruiter, settings):
    def view(request):
        record(AuditAction.PUBLISH, by=recruiter)

    for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8"):
        ClientAddressMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR=address))
    first, again, other = AuditEvent.objects.order_by("id").values_list("client", flat=True)
    settings.SECRET_KEY = "another key"

    assert first == again != other
    assert len(first) == 64
    assert first != hash_address("192.0.2.7")


def test_outside_a_request_there_is_no_client(recruiter):
    record(AuditAction.PUBLISH, by=recruiter)

    assert AuditEvent.objects.get().client == ""


def test_no_row_holds_an_address_or_a_name(client):
    """Names of letters that no hash is written in: every thirtieth run had one of those in it by chance."""
    user = UserFactory(email="ulla@example.org", name="Ulla Winter")

    client.post("/accounts/login/", {"login": "ulla@example.org", "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
    client.post("/accounts/login/", {"login": "stranger@example.org", "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
    record(AuditAction.PERMISSION_CHANGE, by=user, obj=user)

    assert [action for action, *_ in events()] == ["sign_in_failed", "sign_in_failed", "permission_change"]
    text = repr(list(AuditEvent.objects.values())).lower()
    assert [word for word in ("ulla", "winter", "stranger", "example", "192.0.2") if word in text] == []


# The database refuses -----------------------------------------------------------------------------------

ON_BOTH = [
    "UPDATE accounts_auditevent SET action = 'export'",
    "UPDATE accounts_auditevent SET client = '' WHERE id = (SELECT max(id) FROM accounts_auditevent)",
    "DELETE FROM accounts_auditevent",
]
REFUSED = {
    "sqlite": [*ON_BOTH, "INSERT OR REPLACE INTO accounts_auditevent SELECT * FROM accounts_auditevent"],
    "postgresql": [*ON_BOTH, "TRUNCATE accounts_auditevent"],
}


@pytest.mark.parametrize("statement", REFUSED[connection.vendor])
def test_the_database_refuses_to_change_or_delete_an_event(statement, recruiter):
    record(AuditAction.PUBLISH, by=recruiter)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert events() == [("publish", recruiter.pk, "", "")]


def test_nor_does_the_orm_get_past(recruiter):
    record(AuditAction.PUBLISH, by=recruiter)
    event = AuditEvent.objects.get()

    for change in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_the_actor_can_be_erased_and_the_event_stays():
    user = UserFactory()
    record(AuditAction.EXPORT, by=user, obj=user)
    pk = user.pk

    user.delete()

    assert events() == [("export", pk, "accounts.user", str(pk))]


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("audit_object_whole", {"action": "publish", "object_kind": "postings.posting"}),
        ("audit_object_whole", {"action": "publish", "object_id": "7"}),
        ("audit_has_action", {"action": ""}),
    ],
)
def test_an_event_that_says_half_is_refused(constraint, values):
    with pytest.raises(IntegrityError, match=constraint):
        AuditEvent.objects.create(**values)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_finds_an_empty_trail_and_leaves_one(turn, recruiter):
    assert events() == []

    record(AuditAction.PUBLISH, by=recruiter)

    with pytest.raises(IntegrityError, match="append-only"):
        AuditEvent.objects.all().delete()

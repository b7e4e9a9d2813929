"""The list of reasons for rejecting: chosen, shared, kept, filled with what ships."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import AuditEvent
from hiring.actions import (
    MoveRefused,
    ReasonRefused,
    move_application,
    place_reason,
    retire_reason,
    save_reason,
    take_back_reason,
)
from hiring.archive import data_of
from hiring.choices import State
from hiring.models import Message, RejectionReason
from hiring.shipped.reasons import fill_reasons, shipped_reasons
from tests.factories.hiring import ApplicationFactory, RejectionReasonFactory, shipped_reason
from tests.factories.postings import PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

LIST = "/studio/reasons/"


def url(name: str, reason) -> str:
    return reverse(f"studio:{name}", args=[reason.pk])


def words(**changes) -> dict[str, str]:
    data = {
        "name_en": "Too far away",
        "name_fr": "Trop loin",
        "is_shareable": "on",
        "words_en": "It is too far.",
        "words_fr": "C’est trop loin.",
    } | changes
    return {name: value for name, value in data.items() if value is not None}


def keys() -> list[str]:
    return list(RejectionReason.objects.live().values_list("key", flat=True))


def fill() -> None:
    fill_reasons(apps.get_app_config("hiring"), using="default")


@pytest.fixture
def client(sign_in, lead):
    return sign_in(lead)


# What ships ------------------------------------------------------------------------------------------


def test_the_list_starts_with_what_ships():
    shipped = shipped_reasons()

    rows = {
        row.key: {field: getattr(row, field) for field in columns}
        for row, columns in zip(RejectionReason.objects.all(), shipped.values(), strict=True)
    }

    assert rows == shipped
    assert all(row["words_fr"] for key, row in rows.items() if key != "other")


def test_filling_again_changes_nothing():
    before = (list(RejectionReason.objects.values()), RejectionReason.history.count())

    fill()

    assert (list(RejectionReason.objects.values()), RejectionReason.history.count()) == before


def test_new_shipped_words_come_where_nobody_edited():
    RejectionReason.objects.filter(key="pay").update(words_fr="Ce qui était livré.", name_en="Money")

    with translation.override("fr"):
        fill()

    pay = shipped_reason("pay")
    assert (pay.name_en, pay.words_fr) == (
        "Pay does not fit",
        "La rémunération que vous attendez et la fourchette de ce poste ne s’accordent pas.",
    )


def test_filling_again_keeps_what_somebody_did(lead):
    edited = shipped_reason("pay")
    edited.name_en = "Money"
    save_reason(reason=edited, by=lead)
    retire_reason(reason=shipped_reason("stage"), by=lead)
    shipped_reason("place").delete()
    place_reason(reason=shipped_reason("other"), to=0, by=lead)
    before = list(RejectionReason.objects.values())

    fill()

    assert list(RejectionReason.objects.values()) == before


# Given to somebody -----------------------------------------------------------------------------------


def test_the_log_keeps_what_was_said_and_lists_the_new_name(posting, recruiter, lead, sign_in):
    application = ApplicationFactory(posting=posting, rejected=True)
    reason = shipped_reason("skills")
    reason.name_en, reason.words_en = "Another name", "Other words."
    save_reason(reason=reason, by=lead)

    application.refresh_from_db()
    move = application.moves.first()
    assert (application.rejection_reason.name, move.reason, move.reason_said) == (
        "Another name",
        reason,
        "A must-have skill is missing",
    )
    page = page_of(sign_in(posting.created_by).get(application.get_absolute_url()))
    assert "A must-have skill is missing" in page
    rows = sign_in(posting.created_by).get(reverse("studio:export_applications", args=["csv"]))
    assert "Another name" in b"".join(rows.streaming_content).decode()
    assert data_of(application.candidate)["applications"][0]["moves"][-1]["reason"] == "A must-have skill is missing"


def test_what_the_candidate_was_told_stays_as_it_was(client, owner_rejects, lead):
    application = owner_rejects(share_reason="on")
    reason = application.rejection_reason
    reason.words_fr = "D’autres mots."
    save_reason(reason=reason, by=lead)

    application.refresh_from_db()
    assert application.shared_reason == "Voilà pourquoi."
    assert "<p>Voilà pourquoi.</p>" in page_of(client.get(reverse("hiring:mine", args=[application.token])))


@pytest.fixture
def owner_rejects(sign_in):
    """Reject somebody who applied in French for a reason of the house's own, over the form, with no message."""

    def reject(reason=None, **data):
        posting = PostingFactory(published=True, language="fr")
        application = ApplicationFactory(posting=posting, cv=None)
        reason = reason or RejectionReasonFactory()
        data = {"to_state": "rejected", "seen": "active", "reason": reason.key, "note": ""} | data
        sign_in(posting.created_by).post(reverse("studio:move_application", args=[application.pk]), data)
        application.refresh_from_db()
        return application

    return reject


@pytest.mark.parametrize(("share", "told"), [("on", "Voilà pourquoi."), ("", "")])
def test_a_reason_is_shared_in_the_language_of_the_posting_or_not_at_all(owner_rejects, share, told):
    application = owner_rejects(share_reason=share)

    assert (application.state, application.shared_reason) == (State.REJECTED, told)


def test_one_that_is_never_shared_is_refused_with_the_box_ticked(owner_rejects):
    reason = RejectionReasonFactory(is_shareable=False)

    assert owner_rejects(reason, share_reason="on").state == State.ACTIVE
    assert owner_rejects(reason).state == State.REJECTED


def test_a_retired_reason_is_neither_offered_nor_taken(owner_rejects, posting, recruiter):
    reason = RejectionReasonFactory(retired=True)
    application = ApplicationFactory(posting=posting)

    assert owner_rejects(reason).state == State.ACTIVE
    with pytest.raises(MoveRefused, match="is no longer used"):
        move_application(application=application, to_state=State.REJECTED, reason=reason, by=recruiter)


def test_one_that_was_given_is_read_once_it_is_retired(posting, lead, sign_in):
    application = ApplicationFactory(posting=posting, rejected=True)
    retire_reason(reason=shipped_reason("skills"), by=lead)

    page = page_of(sign_in(posting.created_by).get(application.get_absolute_url()))

    assert "A must-have skill is missing" in page


def test_one_that_was_given_cant_be_deleted(posting):
    ApplicationFactory(posting=posting, rejected=True)

    with pytest.raises(ProtectedError):
        shipped_reason("skills").delete()


def test_the_message_says_the_words_in_the_candidate_s_language(owner_rejects):
    application = owner_rejects(share_reason="on", tell="on", subject="Fin", text="Bonjour,\n\n{reason}", when="hour")

    assert Message.objects.get(application=application).text == "Bonjour,\n\nVoilà pourquoi."


# The list --------------------------------------------------------------------------------------------


def test_leads_read_the_list_with_how_often_each_was_given(client, posting):
    ApplicationFactory(posting=posting, rejected=True)
    RejectionReasonFactory(name_en="Gone", retired=True)

    response = client.get(LIST)

    used = {reason.key: reason.used for reason in response.context["live"]}
    assert (used["skills"], used["pay"]) == (1, 0)
    assert [reason.name_en for reason in response.context["retired"]] == ["Gone"]
    assert "Il manque une compétence indispensable" in page_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(client, count, django_assert_num_queries):
    RejectionReasonFactory.create_batch(count)
    RejectionReasonFactory.create_batch(count, retired=True)

    with django_assert_num_queries(4):
        client.get(LIST)


def test_a_reason_is_added_at_the_end_and_found_by_whoever_rejects(client, owner_rejects, lead):
    response = client.post(LIST, words(name_en=" Too  far\taway "))

    reason = RejectionReason.objects.last()
    assert response["Location"] == f"{LIST}#reason-{reason.pk}"
    assert (reason.name_en, keys()[-1]) == ("Too far away", reason.key)
    assert reason.history.get().history_user == lead
    assert owner_rejects(reason, share_reason="on").shared_reason == "C’est trop loin."


@pytest.mark.parametrize(
    ("changes", "field", "complaint"),
    [
        ({"name_en": ""}, "name_en", "Give it a name in both languages."),
        ({"name_fr": " "}, "name_fr", "Give it a name in both languages."),
        ({"name_en": "PAY DOES NOT FIT"}, "name_en", "There is a reason of this name already."),
        ({"name_fr": "une autre raison"}, "name_fr", "There is a reason of this name already."),
        ({"words_fr": ""}, "words_fr", "Write what candidates read, or let it not be shared."),
        ({"words_en": "x" * 301}, "words_en", "at most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, changes, field, complaint):
    reason = RejectionReasonFactory()

    for address in (LIST, url("edit_reason", reason)):
        response = client.post(address, words(**changes))
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
        assert complaint in page_of(response)
        assert (changes | words(**changes))["words_en"] in page_of(response)
    assert RejectionReason.objects.filter(name_en="Too far away").count() == 0


def test_one_that_is_never_shared_needs_no_words(client):
    client.post(LIST, words(is_shareable=None, words_en="", words_fr=""))

    assert RejectionReason.objects.get(name_en="Too far away").words_in("en") == ""


def test_a_reason_gets_other_words(client, lead):
    reason = RejectionReasonFactory(name_en="Before")

    assert "Before" in page_of(client.get(url("edit_reason", reason)))
    response = client.post(url("edit_reason", reason), words(name_fr=reason.name_fr, seen=reason.print_now()))

    reason.refresh_from_db()
    assert response["Location"] == f"{LIST}#reason-{reason.pk}"
    assert (reason.name_en, reason.name_fr, reason.words_fr) == ("Too far away", reason.name_fr, "C’est trop loin.")
    assert list(reason.history.values_list("history_type", flat=True)) == ["~", "+"]
    event = AuditEvent.objects.filter(action="reasons_change").latest("pk")
    assert (event.actor_id, event.object_kind, event.object_id) == (lead.pk, "hiring.rejectionreason", str(reason.pk))


@pytest.mark.parametrize(("to", "expected"), [("0", 0), ("2", 2), ("99", 8)])
def test_a_reason_is_moved_in_the_list(client, to, expected):
    for _time in range(2):
        response = client.post(url("place_reason", shipped_reason("skills")), {"to": to})

    assert (response.status_code, keys().index("skills")) == (302, expected)
    assert AuditEvent.objects.filter(action="reasons_change").count() == 1


def test_htmx_gets_the_list_anew(client):
    response = client.post(url("place_reason", shipped_reason("skills")), {"to": "0"}, headers={"HX-Request": "true"})

    page = page_of(response)
    assert page.index("A must-have skill is missing") < page.index("Experience does not match")
    assert "Moved." in page


@pytest.mark.parametrize("to", ["", "-1", "x", "9" * 7])
def test_nonsense_is_no_place(client, to):
    before = keys()

    client.post(url("place_reason", shipped_reason("skills")), {"to": to})

    assert keys() == before


def test_a_reason_is_retired_and_taken_back_at_the_end(client):
    reason = shipped_reason("skills")

    for _time in range(2):
        assert client.post(url("retire_reason", reason)).status_code == 302
    assert "skills" not in keys()
    client.post(url("place_reason", reason), {"to": "0"})
    for _time in range(2):
        assert client.post(url("take_back_reason", reason)).status_code == 302

    assert keys()[-1] == "skills"
    assert AuditEvent.objects.filter(action="reasons_change").count() == 2


def test_the_last_one_stays(client, lead):
    RejectionReason.objects.exclude(key="pay").update(retired_at=timezone.now())

    page = page_of(client.post(url("retire_reason", shipped_reason("pay")), follow=True))

    assert "add another one first" in page
    assert keys() == ["pay"]


def test_one_whose_name_was_given_away_meanwhile_is_not_taken_back(client, lead):
    gone = RejectionReasonFactory(name_en="Pay does not fit", retired=True)

    page = page_of(client.post(url("take_back_reason", gone), follow=True))

    assert "There is a reason of this name already." in page
    with pytest.raises(ReasonRefused):
        take_back_reason(reason=gone, by=lead)


def test_only_leads_keep_the_list(sign_in, recruiter):
    client, reason = sign_in(recruiter), shipped_reason("pay")

    answers = [client.get(LIST), client.post(LIST, words()), client.get(url("edit_reason", reason))]
    answers += [client.post(url(name, reason)) for name in ("place_reason", "retire_reason", "take_back_reason")]

    assert [answer.status_code for answer in answers] == [403] * 6
    assert len(keys()) == 9


@pytest.mark.parametrize("name", ["place_reason", "retire_reason", "take_back_reason"])
def test_looking_changes_nothing(client, name):
    assert client.get(url(name, shipped_reason("pay"))).status_code == 405


# Invariants ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("rejection_reason_named", {"name_en": ""}),
        ("rejection_reason_named", {"name_fr": None}),
        ("rejection_reason_has_words", {"words_fr": ""}),
        ("rejection_reason_has_words", {"words_en": None}),
        ("rejection_reason_once_en", {"name_en": "PAY does not fit"}),
        ("rejection_reason_once_fr", {"name_fr": "Une autre raison"}),
    ],
)
def test_the_database_refuses(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RejectionReasonFactory(**fields)


def test_a_retired_name_is_free_again():
    RejectionReasonFactory(name_en="Far", retired=True)

    assert RejectionReasonFactory(name_en="Far").pk


# The admin -------------------------------------------------------------------------------------------


def test_leads_keep_the_list_in_the_admin_too(client, lead):
    client.post(reverse("admin:hiring_rejectionreason_add"), words())
    reason = RejectionReason.objects.get(name_en="Too far away")
    page = page_of(client.get(reverse("admin:hiring_rejectionreason_history", args=[reason.pk])))
    client.post(reverse("admin:hiring_rejectionreason_delete", args=[reason.pk]), {"post": "yes"})

    assert str(lead) in page
    assert not RejectionReason.objects.filter(pk=reason.pk).exists()
    assert AuditEvent.objects.filter(action="reasons_change", object_id=str(reason.pk)).count() == 2


def test_one_that_was_given_has_no_way_to_be_deleted(client, posting):
    ApplicationFactory(posting=posting, rejected=True)

    answer = client.post(reverse("admin:hiring_rejectionreason_delete", args=[shipped_reason("skills").pk]))

    assert answer.status_code == 403

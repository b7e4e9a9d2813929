"""What the studio's first page reads: lines one by one, what failed, findings on live postings, counts."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Kind
from candidates.models import Document
from hiring.actions.assigning import assign
from hiring.message_choices import MessageKind
from hiring.models import Application, Interview
from hiring.today import COUNTS, today_of
from hiring.today_items import ROWS, items_of
from postings.actions import check_live, live_findings, publish_posting, wave_off
from postings.choices import Part
from postings.models import LiveCheck
from postings.working import assess_working
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, DocumentFactory
from tests.factories.curation import ProposalFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.interviews import InterviewFactory, ScorecardFactory
from tests.factories.messages import MessageFactory
from tests.factories.notes import MentionFactory, NoteFactory
from tests.factories.postings import LineFactory, MembershipFactory, PostingFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def keys(items) -> list[int]:
    return [item.pk for item in items]


# One by one ------------------------------------------------------------------------------------------


def test_each_kind_has_its_lines(owner, posting):
    application = ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace"))
    note = NoteFactory(application=application, text="Look at this, please.")
    MentionFactory(note=note, user=owner)
    ready = PostingFactory(ready=True)
    MembershipFactory(posting=ready, user=owner, part=Part.HIRING_MANAGER)
    review = ReviewFactory(reviewer=owner, posting=ready, message="Please read.")
    message = MessageFactory(application=application, failed=True)

    items = items_of(owner)

    version = posting.live_version
    assert {
        kind: [(one.title, one.about, one.company, one.more) for one in found] for kind, found in items.items()
    } == {
        "waits": [("Ada Lovelace", version.title, version.company_name, "10")],
        "recent": [("Ada Lovelace", version.title, version.company_name, "active")],
        "review": [(review.posting.title, "", review.posting.company.name, "Please read.")],
        "mention": [("Ada Lovelace", "", "", "Look at this, please.")],
        "message": [("Ada Lovelace", version.title, "", "other")],
        "assigned": [],
        "document": [],
        "reply": [],
        "interview": [],
    }
    assert [found[0].url for found in items.values() if found] == [
        application.get_absolute_url(),
        application.get_absolute_url(),
        review.get_absolute_url(),
        note.get_absolute_url(),
        f"{application.get_absolute_url()}#letter-{message.pk}",
    ]
    assert items["review"][0].who == str(review.asked_by)


def test_nobody_is_named_who_is_screened_without_a_name(sign_in, owner, posting):
    posting.is_blind = True
    posting.save(update_fields=["is_blind"])
    application = ApplicationFactory(
        posting=posting,
        candidate=CandidateFactory(name="Ada Lovelace", email="ada@example.com"),
        cv__reading="failed",
        cv__read_at=timezone.now(),
        cv__original_name="Lovelace.pdf",
    )
    MentionFactory(note=NoteFactory(application=application, text="Lovelace knows engines."), user=owner)
    MessageFactory(application=application, failed=True)
    MessageFactory(application=None, candidate=application.candidate, kind=MessageKind.DATA_ENDING, failed=True)

    items = items_of(owner)
    client = sign_in(owner)
    pages = [client.get(url).text for url in ("/studio/", "/studio/waiting/")]

    called = {application.shown_name}
    shown = ("waits", "recent", "mention", "message", "document")
    assert {kind: {item.title for item in items[kind]} for kind in shown} == dict.fromkeys(shown, called)
    assert [word for word in ("Ada", "Lovelace") for page in pages if word in page] == []


def test_a_user_without_a_name_goes_by_their_address(owner, posting):
    note = NoteFactory(application=ApplicationFactory(posting=posting))
    type(note.by).objects.filter(pk=note.by_id).update(name="")
    MentionFactory(note=note, user=owner)

    assert items_of(owner)["mention"][0].who == note.by.email


def test_no_kind_has_more_than_the_page_shows(owner, posting):
    for _ in range(ROWS + 1):
        ApplicationFactory(posting=posting)

    items = items_of(owner)

    assert (len(items["waits"]), len(items["recent"])) == (ROWS, ROWS)


def test_another_recruiter_has_none_of_them(recruiter, owner, posting):
    application = ApplicationFactory(posting=posting, cv__reading="failed", cv__read_at=timezone.now())
    MessageFactory(application=application, failed=True)
    MentionFactory(note=NoteFactory(application=application), user=recruiter)
    assert len(items_of(owner)["document"]) == 1

    assert {kind: found for kind, found in items_of(recruiter).items() if found} == {}


# What failed -----------------------------------------------------------------------------------------


def test_a_message_about_the_person_leads_to_the_person(owner, posting):
    candidate = ApplicationFactory(posting=posting).candidate
    message = MessageFactory(application=None, candidate=candidate, kind=MessageKind.DATA_ENDING, failed=True)

    (item,) = items_of(owner)["message"]

    assert item.url == reverse("studio:message", args=[message.pk])


@pytest.mark.parametrize("traits", [{"sent": True}, {"delayed": True}, {}])
def test_what_did_not_fail_is_not_shown(owner, posting, traits):
    MessageFactory(application=ApplicationFactory(posting=posting), **traits)

    assert items_of(owner)["message"] == []


def test_an_old_failure_is_not_shown(owner, posting):
    message = MessageFactory(application=ApplicationFactory(posting=posting), failed=True)
    type(message.email).objects.filter(pk=message.email_id).update(last_updated=timezone.now() - timedelta(days=31))

    assert items_of(owner)["message"] == []


def test_a_manager_is_not_shown_what_only_editors_can_mend(hiring_manager, posting):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    application = ApplicationFactory(posting=posting, cv__reading="failed", cv__read_at=timezone.now())
    MessageFactory(application=application, failed=True)

    items = items_of(hiring_manager)

    assert (items["message"], items["document"]) == ([], [])


def trouble(**fields):
    return {"reading": "failed", "read_at": timezone.now()} | fields


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (trouble(problem="protected"), "protected"),
        (trouble(problem="damaged"), "damaged"),
        (trouble(reading="read", scan="infected"), "infected"),
        (trouble(scan="infected", problem="damaged"), "infected"),
        ({"reading": "waiting"}, "waiting"),
        (trouble(reading="read"), None),
        (trouble(reading="empty"), None),
    ],
)
def test_files_in_trouble(owner, posting, fields, why):
    cv = ApplicationFactory(posting=posting).cv
    Document.objects.filter(pk=cv.pk).update(**fields, created_at=timezone.now() - timedelta(hours=2))

    assert [item.more for item in items_of(owner)["document"]] == ([why] if why else [])


def test_who_has_ones_verdict_hides_nobody_who_waits_for_it(sign_in, posting):
    user = MembershipFactory(posting=posting, user=UserFactory(interviewer=True), part=Part.INTERVIEWER).user
    applications = ApplicationFactory.create_batch(ROWS + 1, posting=posting)
    for application in applications:
        assign(application=application, user=user, by=posting.created_by)
    for application in applications[:-1]:
        ScorecardFactory(application=application, by=user)

    items = items_of(user)["assigned"]
    page = sign_in(user).get("/studio/").text

    assert [item.pk for item in items] == [one.pk for one in (applications[-1], *applications[: ROWS - 1])]
    assert [item.has_verdict for item in items] == [False] + [True] * (ROWS - 1)
    assert page.count("your verdict is given") == ROWS - 1
    assert reverse("studio:scorecard", args=[applications[-1].pk]) in page


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("candidates_document", lambda user: Document.objects.in_trouble()),
        ("hiring_application", lambda user: Application.objects.assigned_to(user)),
        ("hiring_application", lambda user: Interview.objects.around(user).filter(starts_at__gt=timezone.now())),
    ],
    ids=["files in trouble", "assigned", "interviews"],
)
def test_few_are_found_without_reading_all(owner, table, rows):
    """What is few of many on the first page comes from an index, not from looking at each."""
    sql, params = rows(owner).query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = [row[3] for row in cursor.fetchall()]
            names = "|".join([table, *re.findall(rf'"{table}" ([A-Z]\d)\b', sql)])
            read_whole = re.compile(rf"SCAN ({names})\b(?!.*INDEX document_in_trouble)")
            assert [step for step in plan if read_whole.match(step)] == []
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of few rows is read whole otherwise
            cursor.execute(f"EXPLAIN {sql}", params)
            assert [row[0] for row in cursor.fetchall() if f"Seq Scan on {table}" in row[0]] == []


def test_a_file_that_just_came_in_is_in_no_trouble(owner, posting):
    ApplicationFactory(posting=posting, cv__reading="waiting")

    assert items_of(owner)["document"] == []


def test_a_file_of_an_answer_counts_too_and_one_of_a_decided_application_does_not(owner, posting):
    application = ApplicationFactory(posting=posting)
    file = DocumentFactory(candidate=application.candidate, kind="answer", **trouble())
    AnswerFactory(application=application, kind="file", value=None, document=file)
    ApplicationFactory(posting=posting, rejected=True, cv__reading="failed", cv__read_at=timezone.now())

    (item,) = items_of(owner)["document"]

    assert (item.pk, item.url) == (file.pk, application.get_absolute_url())


def test_each_failure_has_something_to_do_about_it(sign_in, owner, posting):
    application = ApplicationFactory(posting=posting, cv__reading="failed", cv__read_at=timezone.now())
    message = MessageFactory(application=application, failed=True)

    page = sign_in(owner).get("/studio/").text

    assert reverse("studio:send_message_again", args=[message.pk]) in page
    assert f"{reverse('studio:write_message', args=[application.pk])}?template=other" in page


def test_the_link_to_ask_for_another_file_starts_a_free_message(sign_in, owner, posting):
    application = ApplicationFactory(posting=posting)

    response = sign_in(owner).get(reverse("studio:write_message", args=[application.pk]), {"template": "other"})

    assert response.context["start"].kind == MessageKind.OTHER


# Findings --------------------------------------------------------------------------------------------


def with_warning(owner):
    """A live posting with words that the checks warn of."""
    posting = PostingFactory(published=True, owner=owner)
    LineFactory(posting=posting, text="You are a rockstar.", order=9)
    publish_posting(posting=posting, by=owner)
    posting.refresh_from_db()
    return posting


def test_the_sweep_counts_what_the_checks_find(owner, posting):
    assert check_live() == 1

    counted = LiveCheck.objects.get(version=posting.live_version)
    _content, assessment = assess_working(posting)
    warns = [finding for finding in assessment.findings if finding.severity == "warns"]
    assert (counted.blocks, counted.warns) == (len(assessment.blocking), len(warns))


def test_a_version_is_checked_once_a_day(posting):
    with time_machine.travel("2026-11-20 09:00Z", tick=False):
        assert check_live() == 1
    with time_machine.travel("2026-11-21 08:59Z", tick=False):
        assert check_live() == 0
    with time_machine.travel("2026-11-21 09:01Z", tick=False):
        assert check_live() == 1


def test_a_version_is_checked_again_once_something_was_waved_off(owner):
    posting = with_warning(owner)
    check_live()
    before = LiveCheck.objects.get(version=posting.live_version).warns
    _content, assessment = assess_working(posting)
    finding = next(one for one in assessment.findings if one.severity == "warns")
    wave_off(posting=posting, key=finding.key, reason="We mean it.", by=owner)

    assert check_live() == 1
    assert LiveCheck.objects.get(version=posting.live_version).warns == before - 1


def test_drafts_and_closed_postings_are_not_checked(db):
    PostingFactory(ready=True)
    PostingFactory(closed=True)

    assert check_live() == 0


def test_one_text_that_a_rule_stumbles_over_stops_no_other(posting, monkeypatch):
    other = PostingFactory(published=True)
    plain = live_findings._check

    def stumble(one, role):
        if one == posting:
            raise ValueError
        plain(one, role)

    monkeypatch.setattr(live_findings, "_check", stumble)

    assert check_live() == 1
    assert LiveCheck.objects.get().version == other.live_version


def test_live_postings_with_findings_come_the_worst_first(owner, lead, hiring_manager):
    found = []
    for blocks, warns in ((0, 1), (2, 0), (0, 0), (0, 3)):
        posting = PostingFactory(published=True, owner=owner)
        LiveCheck.objects.create(version=posting.live_version, blocks=blocks, warns=warns, checked_at=timezone.now())
        found.append(posting)
    MembershipFactory(posting=found[1], user=hiring_manager, part=Part.HIRING_MANAGER)

    worst_first = [found[1], found[3], found[0]]
    assert (today_of(owner).found, today_of(lead).found) == (worst_first, worst_first)
    assert today_of(hiring_manager).found == []


def test_findings_lead_to_the_posting(sign_in, owner, posting):
    LiveCheck.objects.create(version=posting.live_version, blocks=1, warns=2, checked_at=timezone.now())

    page = sign_in(owner).get("/studio/").text

    assert f"{posting.get_absolute_url()}#checks-title" in page
    assert ("1 blocks" in page, "2 warn" in page) == (True, True)


# Counts ----------------------------------------------------------------------------------------------


def test_counts(curator, lead, owner):
    ProposalFactory()
    CandidateFactory(sourced=True, added_by=owner)
    curator.groups.add(lead.groups.get(name=Kind.LEAD))

    today = today_of(curator)

    assert (today.proposals, today.to_tell.count, today.behind) == (1, 1, 0)
    assert today_of(lead).proposals == 0
    assert today_of(owner).to_tell == today.to_tell


def test_of_very_many_to_tell_only_so_many_are_counted(sign_in, lead, monkeypatch):
    for module in ("today", "paging"):
        monkeypatch.setattr(f"hiring.{module}.MOST", 2)
    monkeypatch.setattr(COUNTS, "kept", {})
    CandidateFactory.create_batch(4, sourced=True)

    assert today_of(lead).to_tell.count == 3
    assert "Tell 1,000+ people that you hold their data" in sign_in(lead).get("/studio/").text


@pytest.mark.parametrize("count", [1, 3])
def test_everything_takes_the_same_queries(sign_in, lead, count, django_assert_num_queries):
    for _ in range(count):
        posting = PostingFactory(published=True, owner=lead)
        LiveCheck.objects.create(version=posting.live_version, blocks=1, warns=2, checked_at=timezone.now())
        application = ApplicationFactory(posting=posting, cv__reading="failed", cv__read_at=timezone.now())
        ApplicationFactory(posting=PostingFactory(closed=True))
        MessageFactory(application=application, failed=True)
        MentionFactory(note=NoteFactory(application=application), user=lead)
        ReviewFactory(reviewer=lead)
        PostingFactory(owner=lead)
        PostingFactory(owner=lead, publish_at=timezone.now(), scheduled_by=lead)
        ProposalFactory()
        CandidateFactory(sourced=True)
        InterviewFactory(application=application, interviewers=[lead, posting.created_by])
    client = sign_in(lead)

    with django_assert_num_queries(8):
        client.get("/studio/")

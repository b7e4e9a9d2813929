"""Undoing one's last change of a posting, and doing it again."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from postings import actions
from postings.actions.changes import KEPT_FOR, ONE_CHANGE
from postings.actions.errors import UndoRefused
from postings.choices import LineKind, Part
from postings.forms import FactsForm
from postings.models import Change, Posting
from tests.factories.accounts import UserFactory
from tests.factories.postings import LineFactory, MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
FACTS = {
    "title": "Head of Technology",
    "pay_min": 85_000,
    "pay_max": 105_000,
    "pay_currency": "EUR",
    "pay_period": "year",
    "places": [{"locality": "Lyon", "country": "FR"}],
    "closes_on": timezone.datetime(2099, 12, 15).date(),
}


@pytest.fixture
def posting(recruiter):
    return PostingFactory(ready=True, created_by=recruiter)


def text(posting):
    """All of the working text that an action may change."""
    facts = Posting.objects.filter(pk=posting.pk).values("stage", *FACTS).get()
    return facts, list(posting.lines.kept().values_list("kind", "text", "mission"))


def undo(posting, by):
    return actions.undo_change(change=posting.changes.to_undo(by), by=by)


def redo(posting, by):
    return actions.redo_change(change=posting.changes.to_redo(by), by=by)


def said(posting):
    return list(posting.changes.values_list("said", flat=True))


# Each action is one change

ACTIONS = {
    "reword": (lambda line, by: actions.reword_line(line=line, text="New.", revision=1, by=by), "reworded “New.”"),
    "drop": (lambda line, by: actions.drop_line(line=line, by=by), "dropped “You carry out mission 1.”"),
    "move": (lambda line, by: actions.move_line(line=line, to=2, by=by), "moved “You carry out mission 1.”"),
    "kind": (
        lambda line, by: actions.change_kind(line=line, kind=LineKind.NICE, by=by),
        "moved “You carry out mission 1.” to “Nice to have”",
    ),
    "add": (
        lambda line, by: actions.add_line(posting=line.posting, kind="other", text="A dog is welcome.", by=by),
        "added “A dog is welcome.”",
    ),
    "pick": (
        lambda line, by: actions.pick(
            posting=line.posting, source=MissionFactory(role=line.posting.role, line_en="You lead."), by=by
        ),
        "picked “You lead.”",
    ),
    "facts": (
        lambda line, by: actions.update_facts(posting=line.posting, values=FACTS, base={}, by=by),
        "changed title, pay from, pay to, currency, period, places, closing date",
    ),
}


@pytest.mark.parametrize(("do", "words"), ACTIONS.values(), ids=ACTIONS)
def test_an_action_is_one_change_that_is_undone_and_done_again(posting, line, recruiter, do, words):
    before = text(posting)
    do(line, recruiter)
    after = text(posting)
    assert (said(posting), before != after) == ([words], True)

    undo(posting, recruiter)
    assert text(posting) == before

    redo(posting, recruiter)
    assert text(posting) == after
    assert posting.changes.count() == 1


def test_a_line_that_is_put_back_is_a_change(posting, line, recruiter):
    actions.drop_line(line=line, by=recruiter)
    actions.restore_line(line=line, by=recruiter)

    undo(posting, recruiter)

    assert "You carry out mission 1." not in [words for _kind, words, _mission in text(posting)[1]]
    assert said(posting)[0] == "put back “You carry out mission 1.”"


def test_what_changes_nothing_is_no_change(posting, line, recruiter):
    actions.reword_line(line=line, text=line.text, revision=1, by=recruiter)
    actions.restore_line(line=line, by=recruiter)
    actions.move_line(line=line, to=0, by=recruiter)
    actions.change_kind(line=line, kind=line.kind, by=recruiter)
    actions.update_facts(posting=posting, values={"title": posting.title}, base={}, by=recruiter)

    assert said(posting) == []


def test_nothing_is_deleted_when_a_new_line_is_undone(posting, recruiter):
    added = actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=recruiter)

    undo(posting, recruiter)

    added.refresh_from_db()
    assert (added.text, added.dropped_at is not None) == ("A dog is welcome.", True)


def test_long_words_are_shortened_where_they_are_named(posting, recruiter):
    actions.add_line(posting=posting, kind="other", text="x" * 600, by=recruiter)

    assert said(posting) == [f"added “{'x' * 59}…”"]


# Typing


def test_what_is_typed_in_a_line_within_a_minute_is_one_change(posting, line, recruiter):
    for revision, words in enumerate(["Y", "Yo", "You ask."], start=1):
        actions.reword_line(line=line, text=words, revision=revision, by=recruiter)
    assert said(posting) == ["reworded “You ask.”"]

    undo(posting, recruiter)

    line.refresh_from_db()
    assert (line.text, line.revision) == ("You carry out mission 1.", 5)


def test_after_a_minute_another_change_begins(posting, line, recruiter):
    with travel(timezone.now() - ONE_CHANGE - timedelta(seconds=1)):
        actions.reword_line(line=line, text="One.", revision=1, by=recruiter)

    actions.reword_line(line=line, text="Two.", revision=2, by=recruiter)
    assert said(posting) == ["reworded “Two.”", "reworded “One.”"]

    undo(posting, recruiter)
    line.refresh_from_db()
    assert line.text == "One."


def test_another_line_or_another_action_begins_another_change(posting, line, recruiter):
    actions.reword_line(line=line, text="One.", revision=1, by=recruiter)
    actions.reword_line(line=posting.lines.last(), text="Last.", revision=1, by=recruiter)
    actions.move_line(line=line, to=1, by=recruiter)
    actions.reword_line(line=line, text="Two.", revision=2, by=recruiter)

    assert posting.changes.count() == 4


def test_typing_back_what_was_there_leaves_nothing_to_undo(posting, line, recruiter):
    actions.reword_line(line=line, text="Oops.", revision=1, by=recruiter)
    actions.reword_line(line=line, text="You carry out mission 1.", revision=2, by=recruiter)

    assert said(posting) == []


def test_what_is_typed_after_an_undo_is_a_change_of_its_own(posting, line, recruiter):
    actions.reword_line(line=line, text="One.", revision=1, by=recruiter)
    undo(posting, recruiter)

    actions.reword_line(line=line, text="Two.", revision=3, by=recruiter)

    assert said(posting) == ["reworded “Two.”", "reworded “One.”"]
    assert posting.changes.to_redo(recruiter) is None


# A series


def test_a_series_is_walked_back_and_forth(posting, line, recruiter):
    states = [text(posting)]
    for do in (ACTIONS["reword"][0], ACTIONS["move"][0], ACTIONS["facts"][0]):
        do(line, recruiter)
        states.append(text(posting))

    back = []
    while posting.changes.to_undo(recruiter):
        undo(posting, recruiter)
        back.append(text(posting))
    forth = []
    while posting.changes.to_redo(recruiter):
        redo(posting, recruiter)
        forth.append(text(posting))

    assert back == states[-2::-1]
    assert forth == states[1:]


def test_a_new_change_ends_what_can_be_done_again(posting, line, recruiter):
    actions.drop_line(line=line, by=recruiter)
    undo(posting, recruiter)

    actions.move_line(line=line, to=1, by=recruiter)

    assert posting.changes.to_redo(recruiter) is None


def test_undoing_twice_is_undoing_once(posting, line, recruiter):
    actions.move_line(line=line, to=1, by=recruiter)
    actions.drop_line(line=line, by=recruiter)
    change = posting.changes.to_undo(recruiter)

    for _ in range(2):
        actions.undo_change(change=change, by=recruiter)

    assert [(change.said, change.undone_at is None) for change in posting.changes.all()] == [
        ("dropped “You carry out mission 1.”", False),
        ("moved “You carry out mission 1.”", True),
    ]


def test_only_the_last_change_is_undone(posting, line, recruiter):
    actions.move_line(line=line, to=1, by=recruiter)
    first = posting.changes.get()
    actions.drop_line(line=line, by=recruiter)
    before = text(posting)

    with pytest.raises(UndoRefused, match="Something else was done after that"):
        actions.undo_change(change=first, by=recruiter)

    assert text(posting) == before


# Somebody else


def test_everybody_undoes_their_own(posting, line, recruiter, lead):
    actions.drop_line(line=line, by=recruiter)
    actions.reword_line(line=posting.lines.last(), text="Theirs.", revision=1, by=lead)

    undo(posting, recruiter)

    assert [words for _kind, words, _mission in text(posting)[1]] == [
        "You carry out mission 1.",
        "You carry out mission 2.",
        "Theirs.",
    ]
    with pytest.raises(UndoRefused, match="Somebody else did that"):
        actions.undo_change(change=posting.changes.to_undo(lead), by=recruiter)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("reword", lambda line, by: actions.reword_line(line=line, text="Theirs.", revision=2, by=by)),
        ("drop", lambda line, by: actions.restore_line(line=line, by=by)),
        ("kind", lambda line, by: actions.change_kind(line=line, kind=LineKind.MUST, by=by)),
        ("move", lambda line, by: actions.move_line(line=line, to=0, by=by)),
        (
            "facts",
            lambda line, by: actions.update_facts(posting=line.posting, values={"title": "Theirs"}, base={}, by=by),
        ),
    ],
)
def test_what_somebody_changed_since_is_left_and_they_are_named(posting, line, recruiter, lead, mine, theirs):
    actions.move_line(line=posting.lines.last(), to=0, by=recruiter)
    ACTIONS[mine][0](line, recruiter)
    theirs(line, lead)
    before = text(posting)

    with pytest.raises(UndoRefused, match=f"{lead} changed it since"):
        undo(posting, recruiter)

    assert text(posting) == before
    assert posting.changes.to_undo(recruiter).said == "moved “You carry out mission 3.”"  # the next one back


def test_another_field_of_the_same_line_is_no_reason_to_refuse(posting, line, recruiter, lead):
    actions.change_kind(line=line, kind=LineKind.NICE, by=recruiter)
    actions.reword_line(line=line, text="Theirs.", revision=2, by=lead)

    undo(posting, recruiter)

    line.refresh_from_db()
    assert (line.kind, line.text) == ("mission", "Theirs.")


def test_facts_that_do_not_go_together_any_more_are_left(posting, recruiter, lead):
    pay = {"pay_min": 50, "pay_max": 60, "pay_currency": "EUR", "pay_period": "year"}
    actions.update_facts(posting=posting, values=pay, base={}, by=lead)
    actions.update_facts(posting=posting, values={"pay_min": 10}, base={}, by=recruiter)
    actions.update_facts(posting=posting, values={"pay_max": 20}, base={}, by=lead)

    with pytest.raises(UndoRefused, match="The pay starts above its end"):
        undo(posting, recruiter)

    posting.refresh_from_db()
    assert (posting.pay_min, posting.pay_max) == (10, 20)


def test_who_has_the_line_open_sees_that_it_was_undone(posting, line, recruiter, lead):
    actions.reword_line(line=line, text="New.", revision=1, by=recruiter)
    undo(posting, recruiter)

    with pytest.raises(actions.LineConflict):
        actions.reword_line(line=line, text="Theirs.", revision=2, by=lead)


def test_undoing_facts_keeps_who_did_it_in_the_history(posting, recruiter, lead):
    actions.update_facts(posting=posting, values={"title": "New"}, base={}, by=recruiter)

    undo(posting, recruiter)

    last = posting.history.first()
    assert (last.title, last.history_user) == ("Chief Technical Officer", recruiter)


def test_old_changes_are_forgotten(posting, line, recruiter):
    with travel(timezone.now() - KEPT_FOR - timedelta(minutes=1)):
        actions.move_line(line=line, to=1, by=recruiter)
    actions.drop_line(line=line, by=recruiter)

    assert actions.prune_changes() == 1

    assert said(posting) == ["dropped “You carry out mission 1.”"]


# A line is added once


def test_a_form_adds_one_line_however_often_it_is_sent(posting, recruiter):
    key = uuid4()
    for _ in range(2):
        actions.add_line(posting=posting, kind="other", text="A dog is welcome.", key=key, by=recruiter)

    assert posting.lines.filter(kind="other").count() == 1
    assert said(posting) == ["added “A dog is welcome.”"]


def test_words_that_arrived_without_an_answer_are_no_conflict(posting, line, recruiter, lead):
    actions.reword_line(line=line, text="You as", revision=1, by=recruiter)

    with pytest.raises(actions.LineConflict):  # somebody else's page did not send them
        actions.reword_line(line=line, text="Theirs.", revision=1, sent="You as", by=lead)
    actions.reword_line(line=line, text="You ask.", revision=1, sent="You as", by=recruiter)

    line.refresh_from_db()
    assert line.text == "You ask."


# In the editor


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_undo_and_redo_are_one_click(client, posting, line, recruiter, headers):
    actions.drop_line(line=line, by=recruiter)
    change = posting.changes.get()
    assert "Undo: dropped “You carry out mission 1.”" in client.get(url("posting", posting)).text

    answer = client.post(url("undo", posting, change.pk), follow=True, **headers)
    assert "Undone: dropped" in answer.text
    assert "Do again: dropped" in answer.text
    line.refresh_from_db()
    assert line.dropped_at is None

    answer = client.post(url("redo", posting, change.pk), follow=True, **headers)
    assert "Done again: dropped" in answer.text
    line.refresh_from_db()
    assert line.dropped_at is not None


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
@pytest.mark.parametrize("name", ["undo", "redo"])
def test_sending_it_again_is_harmless(client, posting, line, recruiter, name, headers):
    actions.move_line(line=line, to=1, by=recruiter)
    change = posting.changes.get()
    if name == "redo":
        actions.undo_change(change=change, by=recruiter)

    codes = [client.post(url(name, posting, change.pk), **headers).status_code for _ in range(2)]
    once = text(posting)

    assert codes == ([200, 200] if headers else [302, 302])
    assert once[1][0][1] == ("You carry out mission 1." if name == "undo" else "You carry out mission 2.")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_refusal_is_explained(client, posting, line, recruiter, lead, headers):
    actions.reword_line(line=line, text="Mine.", revision=1, by=recruiter)
    actions.reword_line(line=line, text="Theirs.", revision=2, by=lead)

    answer = client.post(url("undo", posting, posting.changes.to_undo(recruiter).pk), follow=True, **headers)

    assert f"Left as it is (reworded “Mine.”): {lead} changed it since." in answer.text
    line.refresh_from_db()
    assert line.text == "Theirs."


@pytest.mark.parametrize("name", ["undo", "redo"])
@pytest.mark.parametrize("who", ["outsider", Part.HIRING_MANAGER, Part.RECRUITER])
def test_nobody_undoes_another_persons_change(sign_in, posting, line, recruiter, name, who):
    actions.drop_line(line=line, by=recruiter)
    change = posting.changes.get()
    user = UserFactory(recruiter=True)
    if who != "outsider":
        MembershipFactory(posting=posting, user=user, part=who)

    assert sign_in(user).post(url(name, posting, change.pk)).status_code == 404

    change.refresh_from_db()
    assert change.undone_at is None


def test_a_change_of_another_posting_is_not_found(client, posting, recruiter):
    other = LineFactory(posting=PostingFactory(created_by=recruiter))
    actions.drop_line(line=other, by=recruiter)

    assert client.post(url("undo", posting, Change.objects.get().pk)).status_code == 404


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_nothing_is_undone_by_looking(client, posting, line, recruiter, name):
    actions.drop_line(line=line, by=recruiter)

    assert client.get(url(name, posting, posting.changes.get().pk)).status_code == 405


def test_undone_facts_come_with_their_fields_and_nobody_elses_words_count_as_seen(client, posting, recruiter, lead):
    seen = FactsForm(instance=posting)["base"].value()
    actions.update_facts(posting=posting, values={"title": "New"}, base={}, by=recruiter)
    seen = json.dumps(json.loads(seen) | {"title": "New"})
    actions.update_facts(posting=posting, values={"summary": "Theirs"}, base={}, by=lead)

    answer = client.post(url("undo", posting, posting.changes.to_undo(recruiter).pk), {"base": seen}, **HTMX)

    base = json.loads(answer.context["base"])
    assert (base["title"], base["summary"]) == ("Chief Technical Officer", "")
    assert 'id="fact-title" hx-swap-oob="true" data-undone' in answer.text
    assert 'id="fact-summary"' not in answer.text


def test_the_buttons_take_the_same_queries_however_many_changes(client, posting, line, recruiter):
    taken = []
    for _ in range(3):
        actions.move_line(line=line, to=1, by=recruiter)
        actions.move_line(line=line, to=0, by=recruiter)
        undo(posting, recruiter)
        with CaptureQueriesContext(connection) as queries:
            client.get(url("posting", posting))
        taken.append(len(queries))

    assert taken == [taken[0]] * 3


def test_a_sent_form_counts_once(client, posting):
    key = client.get(url("posting", posting)).context["new_line"]["creation_key"].value()
    data = {"kind": "other", "text": "A dog is welcome.", "creation_key": key}

    for words in ("A dog is welcome.", "A dog is welcome.", "A cat is, too."):
        client.post(url("add_line", posting), data | {"text": words})

    assert list(posting.lines.filter(kind="other").values_list("text", flat=True)) == [
        "A dog is welcome.",
        "A cat is, too.",
    ]


@pytest.mark.parametrize("key", ["", "x", "0" * 99])
def test_a_broken_key_is_no_reason_to_fail(client, posting, key):
    data = {"kind": "other", "text": "A dog is welcome.", "creation_key": key}

    assert client.post(url("add_line", posting), data).status_code == 302


def test_nonsense_is_refused_in_place(client, posting, line):
    answer = client.post(url("move_line", posting, line.pk), {"to": "x"}, **HTMX)

    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert "That is not a place in the list." in answer.text


def test_what_is_not_saved_of_the_facts_is_named(client, posting):
    sent = {"title": "New", "places": "Nowhere", "pay_min": "10", "pay_currency": "", "pay_period": ""}

    answer = client.post(url("facts", posting), sent, **HTMX)

    assert answer["X-Not-Saved"].split() == ["places", "pay_min", "pay_currency", "pay_period"]

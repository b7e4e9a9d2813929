"""Lines behind the reference: which they are in SQL, what a decision does, and the pages where it is made."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.models import Line, Posting, Settlement
from roles.actions import restore_entry, retire_entry
from roles.models import Mission, Skill
from tests.factories.postings import LineFactory, MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
OLD, NEW = "You run the team.", "You lead the team."


def behind_line(posting, *, text=OLD, source=MissionFactory, **wordings) -> Line:
    """A line of the posting whose mission or skill was reworded since it was taken."""
    entry = source(role=posting.role, **({"line_en": OLD, "line_fr": "Vous dirigez."} | wordings))
    line = actions.pick(posting=posting, source=entry, by=posting.created_by)
    if text != line.text:
        line = actions.reword_line(line=line, text=text, revision=line.revision, by=posting.created_by)
    type(entry).objects.filter(pk=entry.pk).update(line_en=NEW)
    return Line.objects.with_drift().with_sources().get(pk=line.pk)


@pytest.fixture
def live(recruiter):
    """A published posting with a line that the reference words otherwise since."""
    posting = PostingFactory(ready=True, owner=recruiter, created_by=recruiter)
    line = behind_line(posting)
    actions.publish_posting(posting=posting, by=recruiter)
    posting.refresh_from_db()
    posting.line = Line.objects.with_drift().get(pk=line.pk)
    return posting


@pytest.fixture
def line(posting):
    return behind_line(posting)


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def settle(line, choice, by, **fields):
    fields = {"seen": line.drift.mark if line.drift else "retired", "revision": line.revision} | fields
    return actions.settle_drift(line=line, choice=choice, by=by, **fields)


def form(line, choice, **fields):
    return {"choice": choice, "seen": line.drift.mark, "revision": line.revision} | fields


# Which lines are behind


def reword(line, **wordings):
    type(line.source).objects.filter(pk=line.source.pk).update(**wordings)


@pytest.mark.parametrize("source", [MissionFactory, SkillFactory])
@pytest.mark.parametrize(
    ("language", "wordings", "is_behind"),
    [
        ("en", {"line_en": "Other."}, True),
        ("en", {"line_fr": "Autre."}, False),
        ("fr", {"line_fr": "Autre."}, True),
        ("fr", {"line_en": "Other."}, False),
        ("fr", {"line_fr": ""}, True),  # what counts is then the English
        ("fr", {"line_fr": None}, True),
        ("fr", {"line_fr": "", "line_en": "Vous dirigez."}, False),
        ("en", {"line_en": ""}, False),
        ("en", {"line_en": "Our own."}, False),  # the reference says what the line says already
        ("en", {"retired_at": timezone.now()}, True),
        ("en", {}, False),
    ],
)
def test_sql_and_python_say_the_same_of_each_wording(recruiter, source, language, wordings, is_behind):
    posting = PostingFactory(language=language, owner=recruiter)
    entry = source(role=posting.role, line_en=OLD, line_fr="Vous dirigez.")
    line = actions.pick(posting=posting, source=entry, by=recruiter)
    if language == "en":
        actions.reword_line(line=line, text="Our own.", revision=1, by=recruiter)
    own = actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=recruiter)
    if wordings:
        reword(line, **wordings)

    lines = {line.pk: line for line in Line.objects.with_drift()}

    assert {pk: found.is_behind for pk, found in lines.items()} == {line.pk: is_behind, own.pk: False}
    assert bool(lines[line.pk].drift) is is_behind
    assert list(Line.objects.behind_reference()) == [line] * is_behind
    assert list(Posting.objects.behind_reference()) == [posting] * is_behind


@pytest.mark.parametrize("reach", ["draft", "published", "closed", "archived"])
def test_only_drafts_and_live_postings_count(recruiter, reach):
    posting = PostingFactory(ready=True, owner=recruiter, created_by=recruiter)
    line = behind_line(posting)
    if reach != "draft":
        actions.publish_posting(posting=posting, by=recruiter)
    if reach in {"closed", "archived"}:
        actions.close_posting(posting=posting, by=recruiter, reason="filled")
    if reach == "archived":
        actions.archive_posting(posting=posting, by=recruiter)

    line = Line.objects.with_drift().get(pk=line.pk)

    assert line.is_behind is bool(line.drift) is (reach in {"draft", "published"})
    assert Posting.objects.behind_reference().count() == int(reach in {"draft", "published"})


def test_a_dropped_line_is_not_behind(line, recruiter):
    actions.drop_line(line=line, by=recruiter)

    line = Line.objects.with_drift().get(pk=line.pk)

    assert (line.is_behind, line.drift) == (False, None)


def test_a_posting_says_how_many_of_its_lines_are_behind(posting):
    behind_line(posting)
    behind_line(posting, source=SkillFactory)
    PostingFactory()

    counts = dict(Posting.objects.with_behind_count().values_list("pk", "behind_count"))

    assert sorted(counts.values()) == [0, 2]
    assert counts[posting.pk] == 2


def test_a_retired_entry_is_behind_until_somebody_decides_and_again_once_retired_anew(line, recruiter, curator):
    retire_entry(entry=line.source, by=curator)
    retired = Line.objects.with_drift().get(pk=line.pk)

    settle(retired, "keep", recruiter)
    kept = Line.objects.with_drift().get(pk=line.pk)
    restore_entry(entry=line.source, by=curator)
    restored = Line.objects.with_drift().get(pk=line.pk)
    retire_entry(entry=line.source, by=curator)
    anew = Line.objects.with_drift().get(pk=line.pk)

    assert (retired.drift.is_retired, retired.is_behind) == (True, True)
    assert (kept.drift, kept.is_behind, kept.source_text) == (None, False, OLD)
    assert (restored.drift.now, restored.is_behind) == (NEW, True)
    assert (anew.drift.is_retired, anew.is_behind) == (True, True)


# Deciding


def test_keeping_leaves_our_words_and_takes_note_of_the_new_wording(posting, recruiter):
    line = behind_line(posting, text="You run a small team.")
    revision = line.revision

    settle(line, "keep", recruiter)

    line = Line.objects.with_drift().get(pk=line.pk)
    assert (line.text, line.source_text, line.revision) == ("You run a small team.", NEW, revision)
    assert line.drift is None
    settlement = Settlement.objects.get()
    assert (settlement.choice, settlement.was, settlement.now) == ("keep", OLD, NEW)
    assert (settlement.text, settlement.by, settlement.line) == ("You run a small team.", recruiter, line)


def test_taking_replaces_our_words(line, recruiter):
    settle(line, "take", recruiter)

    line = Line.objects.with_drift().get(pk=line.pk)
    assert (line.text, line.source_text, line.updated_by, line.revision) == (NEW, NEW, recruiter, 2)
    assert line.drift is None
    assert Settlement.objects.get().text == NEW


def test_editing_writes_other_words(line, recruiter):
    settle(line, "edit", recruiter, text="You lead a team of seven.")

    line = Line.objects.with_drift().get(pk=line.pk)
    assert (line.text, line.source_text) == ("You lead a team of seven.", NEW)
    assert line.drift is None


def test_a_retired_entrys_line_may_be_dropped(line, recruiter, curator):
    retire_entry(entry=line.source, by=curator)
    line = Line.objects.with_drift().get(pk=line.pk)

    settle(line, "drop", recruiter)

    line.refresh_from_db()
    assert line.dropped_at is not None
    settlement = Settlement.objects.get()
    assert (settlement.choice, settlement.was, settlement.now) == ("drop", OLD, "")


@pytest.mark.parametrize("choice", ["keep", "take", "edit"])
def test_a_decision_can_be_undone(line, recruiter, choice):
    settle(line, choice, recruiter, text="Mine.")

    actions.undo_change(change=line.posting.changes.to_undo(recruiter), by=recruiter)

    line = Line.objects.with_drift().get(pk=line.pk)
    assert (line.text, line.source_text, line.is_behind) == (OLD, OLD, True)


def test_a_line_of_a_retired_entry_that_is_put_back_wants_a_decision_again(line, recruiter, curator):
    retire_entry(entry=line.source, by=curator)
    settle(Line.objects.with_drift().get(pk=line.pk), "drop", recruiter)

    actions.undo_change(change=line.posting.changes.to_undo(recruiter), by=recruiter)

    line = Line.objects.with_drift().get(pk=line.pk)
    assert (line.dropped_at, line.is_behind) == (None, True)


@pytest.mark.parametrize("choice", ["keep", "take", "edit"])
def test_deciding_the_same_again_changes_nothing(line, recruiter, choice):
    text = "You lead a team of seven." if choice == "edit" else ""
    first = settle(line, choice, recruiter, text=text)
    again = settle(line, choice, recruiter, text=text)

    assert Settlement.objects.count() == 1
    assert (again.text, again.revision) == (first.text, first.revision)


def test_dropping_again_changes_nothing(line, recruiter, curator):
    retire_entry(entry=line.source, by=curator)
    line = Line.objects.with_drift().get(pk=line.pk)

    settle(line, "drop", recruiter)
    settle(line, "drop", recruiter)

    assert Settlement.objects.count() == 1


def test_words_that_somebody_else_changed_meanwhile_are_not_lost(line, recruiter, lead):
    actions.reword_line(line=line, text="You run it all.", revision=line.revision, by=lead)

    with pytest.raises(actions.LineConflict) as conflict:
        settle(line, "take", recruiter)

    assert conflict.value.line.text == "You run it all."
    assert Settlement.objects.count() == 0


@pytest.mark.parametrize(("theirs", "mine"), [("take", "keep"), ("take", "edit"), ("keep", "take"), ("keep", "edit")])
def test_what_somebody_else_decided_meanwhile_stays(line, recruiter, lead, theirs, mine):
    settled = settle(line, theirs, lead)

    with pytest.raises(actions.LineConflict):
        settle(line, mine, recruiter, text="Mine.")

    line.refresh_from_db()
    assert line.text == settled.text
    assert Settlement.objects.get().by == lead


def test_a_reference_that_changed_once_more_is_shown_first(line, recruiter):
    reword(line, line_en="You guide the team.")

    with pytest.raises(actions.ReferenceMoved) as moved:
        settle(line, "take", recruiter)

    assert moved.value.line.drift.now == "You guide the team."


@pytest.mark.parametrize(("is_retired", "choice"), [(True, "take"), (True, "edit"), (False, "drop")])
def test_what_cannot_be_decided_is_refused(line, recruiter, curator, is_retired, choice):
    if is_retired:
        retire_entry(entry=line.source, by=curator)
    line = Line.objects.with_drift().get(pk=line.pk)

    with pytest.raises(actions.ReferenceMoved):
        settle(line, choice, recruiter, text="Mine.")


def test_keeping_words_of_a_live_posting_leaves_nothing_to_publish(live, client, recruiter):
    settle(live.line, "keep", recruiter)

    response = client.get(live.get_absolute_url())

    assert response.context["unpublished"] is False
    assert response.context["behind"] == []


# The editor


def url(name, line):
    return reverse(f"studio:{name}", args=[line.posting.code, line.pk])


ADDRESSES = ["settle_line", "settle_in_list"]


def test_the_editor_shows_old_new_and_own_words(client, posting):
    line = behind_line(posting, text="You run the small team.")

    page = client.get(posting.get_absolute_url()).text

    assert "The reference has changed behind 1 line." in page
    assert f'href="#line-{line.pk}-drift"' in page
    assert "You <del>run</del> the team." in page
    assert "You <ins>lead</ins> the team." in page
    assert "You run the <ins>small </ins>team." in page
    assert ">You lead the small team.</textarea>" in page
    assert "Candidates read what you decide" not in page


def test_the_editor_of_a_live_posting_says_when_candidates_read_it(client, live):
    page = client.get(live.get_absolute_url()).text

    assert "Candidates read what you decide only after you publish a new version." in page


def test_a_line_that_is_up_to_date_shows_nothing(client, posting):
    page = client.get(posting.get_absolute_url()).text

    assert "drift-title" not in page
    assert "The reference has changed" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_editor_takes_no_query_more_for_lines_that_are_behind(client, posting, django_assert_num_queries, count):
    actions.pick(posting=posting, source=MissionFactory(role=posting.role), by=posting.created_by)
    actions.pick(posting=posting, source=SkillFactory(role=posting.role), by=posting.created_by)
    with CaptureQueriesContext(connection) as before:
        client.get(posting.get_absolute_url())

    for _ in range(count):
        behind_line(posting)
        behind_line(posting, source=SkillFactory)

    with django_assert_num_queries(len(before)):
        client.get(posting.get_absolute_url())


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(("choice", "text"), [("keep", OLD), ("take", NEW), ("edit", "Mine.")])
def test_a_decision_is_carried_out(client, line, name, headers, choice, text):
    response = client.post(url(name, line), form(line, choice, text="Mine."), headers=headers)

    line.refresh_from_db()
    assert (line.text, line.source_text) == (text, NEW)
    assert response.status_code == (200 if headers else 302)
    if headers:
        assert f"Settled: {text}" in response.text


@pytest.mark.parametrize("name", ADDRESSES)
def test_somebody_elses_posting_is_not_there(sign_in, line, name):
    other = PostingFactory().created_by
    member = MembershipFactory(posting=line.posting, part="hiring_manager").user

    for user in (other, member):
        assert sign_in(user).post(url(name, line), form(line, "take")).status_code == 404
    assert Settlement.objects.count() == 0


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_line_of_another_posting_is_not_there(client, line, posting, recruiter, name):
    other = PostingFactory(owner=recruiter)
    address = reverse(f"studio:{name}", args=[other.code, line.pk])

    assert client.post(address, form(line, "take")).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_only_a_form_decides(client, line, name):
    assert client.get(url(name, line)).status_code == 405


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"choice": "edit", "text": " "}, "Write the line’s words first."),
        ({"choice": "edit", "text": "x" * 601}, "at most 600 characters"),
        ({"choice": "nonsense"}, "choose what to do with the line"),
        ({"choice": "keep", "revision": "x"}, "choose what to do with the line"),
    ],
)
def test_a_form_that_cannot_be_read_keeps_what_was_typed(client, line, name, headers, data, said):
    response = client.post(url(name, line), form(line, "edit", text="Mine.") | data, headers=headers)

    assert response.status_code == (200 if headers else 422)
    assert said in response.text
    assert Settlement.objects.count() == 0
    if data.get("text", "Mine.").strip():
        assert f">{data.get('text', 'Mine.')}</textarea>" in response.text


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_conflict_shows_what_is_there_and_keeps_what_was_typed(client, line, lead, name, headers):
    actions.reword_line(line=line, text="You run it all.", revision=line.revision, by=lead)

    response = client.post(url(name, line), form(line, "edit", text="Mine."), headers=headers)

    assert f"Not settled: {lead} changed this line meanwhile." in response.text
    assert "You run <ins>it all.</ins>" in response.text
    assert ">Mine.</textarea>" in response.text
    line.refresh_from_db()
    assert line.text == "You run it all."


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("name", ADDRESSES)
def test_words_typed_for_a_line_that_somebody_settled_are_not_lost(client, line, lead, name, headers):
    sent = form(line, "edit", text="Mine.")
    settle(line, "take", lead)

    response = client.post(url(name, line), sent, headers=headers, follow=True)

    assert f"Not settled: {lead} changed this line meanwhile." in response.text
    assert ("You wrote: “Mine.”" if name == "settle_in_list" else ">Mine.</textarea>") in response.text


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_line_that_somebody_dropped_meanwhile_is_told_of(client, line, lead, name, headers):
    sent = form(line, "take")
    actions.drop_line(line=line, by=lead)

    response = client.post(url(name, line), sent, headers=headers, follow=True)

    assert f"Not settled: {lead} changed this line meanwhile." in response.text


def test_a_closed_posting_is_told_of(client, live, recruiter):
    sent = form(live.line, "take")
    actions.close_posting(posting=live, by=recruiter, reason="filled")

    response = client.post(url("settle_line", live.line), sent, headers=HTMX)

    assert "Not settled: the posting is closed." in response.text


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_decision_sent_again_is_harmless(client, line, name):
    sent = form(line, "take")

    answers = [client.post(url(name, line), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Settlement.objects.count() == 1


def test_rewording_a_line_renews_its_box(client, line):
    response = client.post(
        url("reword_line", line), {"text": "You run the small team.", "revision": line.revision}, headers=HTMX
    )

    assert f'<div class="line-drift" id="line-{line.pk}-drift" hx-swap-oob="true">' in response.text
    assert "You run the <ins>small </ins>team." in response.text
    assert f'name="revision" value="{line.revision + 1}"' in response.text


# The list


LIST = "/studio/behind/"


def test_the_list_shows_each_posting_with_its_lines(client, live, line):
    LineFactory(posting=PostingFactory(title="Up to date", owner=line.posting.created_by))

    response = client.get(LIST)

    shown = {posting.pk: [line.pk for line in posting.behind_lines] for posting in response.context["page"]}
    assert shown == {live.pk: [live.line.pk], line.posting_id: [line.pk]}
    assert "Up to date" not in response.text


@pytest.mark.parametrize(("state", "titles"), [("draft", ["Draft"]), ("published", ["Live"]), ("x", ["Draft", "Live"])])
def test_the_list_can_be_narrowed_to_drafts_or_live_ones(client, live, line, state, titles):
    Posting.objects.filter(pk=live.pk).update(title="Live")
    Posting.objects.filter(pk=line.posting_id).update(title="Draft")

    response = client.get(LIST, {"state": state})

    assert sorted(posting.title for posting in response.context["page"]) == titles
    assert (response.context["drafts"], response.context["live"]) == (1, 1)


def test_the_list_has_what_the_user_may_edit_only(sign_in, line, lead):
    manager = MembershipFactory(posting=line.posting, part="hiring_manager").user
    secret = behind_line(PostingFactory(title="Somebody else’s"), text="A secret.")

    pages = {user: sign_in(user).get(LIST) for user in (line.posting.created_by, manager, lead)}

    shown = {user: {posting.pk for posting in page.context["page"]} for user, page in pages.items()}
    both = {line.posting_id, secret.posting_id}
    assert list(shown.values()) == [{line.posting_id}, set(), both]
    assert "A secret." not in pages[line.posting.created_by].text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, recruiter, django_assert_num_queries, count):
    for _ in range(count):
        posting = PostingFactory(owner=recruiter)
        for _ in range(count):
            behind_line(posting)
            behind_line(posting, source=SkillFactory)

    with django_assert_num_queries(7):
        client.get(LIST)


def test_an_empty_list_says_so(client, posting):
    assert "Every posting says what the reference says" in client.get(LIST).text


def test_a_narrowed_list_with_nothing_in_it_leads_back(client, line):
    assert "None of these is behind" in client.get(LIST, {"state": "published"}).text


def test_long_lists_are_paged(client, recruiter):
    for _ in range(11):
        behind_line(PostingFactory(owner=recruiter))

    assert [len(client.get(LIST, {"page": page}).context["page"]) for page in (1, 2)] == [10, 1]


def test_the_last_decision_of_a_live_posting_offers_a_new_version(client, live):
    response = client.post(url("settle_in_list", live.line), form(live.line, "take"), headers=HTMX)

    assert "All settled." in response.text
    assert "Candidates still read version 1." in response.text
    assert reverse("studio:publish", args=[live.code]) in response.text


def test_without_javascript_the_last_decision_of_a_live_posting_leads_to_where_it_is_published(client, live):
    response = client.post(url("settle_in_list", live.line), form(live.line, "take"), follow=True)

    assert response.redirect_chain == [(live.get_absolute_url(), 302)]
    assert response.context["unpublished"] is True
    assert "Publish new version" in response.text


def test_a_line_that_is_left_stays_in_the_list(client, line):
    left = behind_line(line.posting, text="You run the small team.")

    response = client.post(url("settle_in_list", line), form(line, "take"), headers=HTMX)

    assert "1 line behind" in response.text
    assert f"drift-{left.pk}-take" in response.text
    assert f"drift-{line.pk}-take" not in response.text


def test_the_reference_is_not_changed_by_a_decision(line, recruiter):
    settle(line, "edit", recruiter, text="Mine.")

    assert list(Mission.objects.values_list("line_en", flat=True)) == [NEW]
    assert Skill.objects.count() == 0

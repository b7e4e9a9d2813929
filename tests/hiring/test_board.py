"""The board: who is in which step, what a card shows, moving by menu, what others moved, and taking a move back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import Document, Pair
from hiring.actions import move_application, undo_move
from hiring.actions.assigning import assign
from hiring.blind import pseudonym_code
from hiring.board import A_COLUMN
from hiring.board_news import Mark, mark_now, mark_of, read_mark
from hiring.choices import State
from hiring.models import Move, Step
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, TagFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory, shipped_reason
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def owner(posting):
    return posting.created_by


@pytest.fixture
def studio(sign_in, owner):
    return sign_in(owner)


@pytest.fixture
def colleague(posting):
    user = UserFactory(recruiter=True, name="Anna Berg")
    MembershipFactory(posting=posting, user=user, part=Part.RECRUITER)
    return user


def url(name: str, *args) -> str:
    return reverse(f"studio:{name}", args=args)


def board_url(posting) -> str:
    return url("board", posting.code)


def step(posting, name: str) -> Step:
    return Step.objects.live().get(posting=posting, name=name)


def person(name: str, posting, at: str = "New", days: int = 0, **fields):
    """Somebody who applied some days ago and is in a step since."""
    return ApplicationFactory(
        posting=posting,
        candidate=CandidateFactory(name=name),
        step=step(posting, at),
        received=timezone.now() - timedelta(days=days),
        **fields,
    )


def names_by_step(response) -> dict[str, list[str]]:
    columns = response.context["board"].columns
    return {c.step.name: [card.application.candidate.name for card in c.cards] for c in columns if c.cards}


def to(client, application, name: str, seen: str = "New", htmx: bool = True, query: str = "", **data):
    posting = application.posting
    return client.post(
        url("move_card", posting.code, application.pk) + query,
        {"to_step": step(posting, name).pk, "seen_step": step(posting, seen).pk, **data},
        headers=HTMX if htmx else {},
    )


def place_of(application) -> str:
    application.refresh_from_db()
    return application.step.name


# What is on it ---------------------------------------------------------------------------------------


def test_columns_are_the_live_steps_with_whom_they_hold_longest_there_first(studio, posting):
    person("Ada", posting, days=1)
    person("Grace", posting, days=5)
    person("Mary", posting, "Screening")
    person("Gone", posting, rejected=True)
    person("Elsewhere", PostingFactory(published=True))

    response = studio.get(board_url(posting))

    assert names_by_step(response) == {"New": ["Grace", "Ada"], "Screening": ["Mary"]}
    assert [(c.step.name, c.count) for c in response.context["board"].columns] == [
        ("New", 2),
        ("Screening", 1),
        ("First interview", 0),
        ("Technical case", 0),
        ("Team", 0),
        ("Offer", 0),
    ]
    assert "Move whom you want to meet here" in page_of(response)


def test_a_card_tells_what_is_to_be_known(studio, posting, owner, colleague):
    application = person("Ada", posting, days=12)
    assign(application=application, user=colleague, by=owner)
    application.candidate.tags.add(TagFactory(name="rust"), TagFactory(name="Lyon"))
    AnswerFactory(application=application, is_knock_out=True)
    AnswerFactory(application=application, is_knock_out=True)
    NoteFactory(application=application)
    Document.objects.filter(pk=application.cv_id).update(reading="failed", read_at=timezone.now())
    other = person("Ada L.", posting)
    Pair.objects.create(one=application.candidate, other=other.candidate)

    (card, fresh) = studio.get(board_url(posting)).context["board"].columns[0].cards

    assert (card.stay, card.wait, card.tags) == ("12 days here", "no answer for 12 days", ["Lyon", "rust"])
    assert card.people == ["Anna Berg"]
    assert [text for _icon, text in card.flags] == [
        "2 answers to look at",
        "CV can’t be read",
        "may be here twice",
        "1 note",
    ]
    assert (fresh.stay, fresh.wait, [text for _icon, text in fresh.flags]) == ("since today", "", ["may be here twice"])


def test_where_no_answer_time_was_promised_nobody_is_late(sign_in):
    posting = PostingFactory(published=True, answer_days=None)
    person("Ada", posting, days=90)
    client = sign_in(posting.created_by)

    (card,) = client.get(board_url(posting)).context["board"].columns[0].cards

    assert (card.promised, card.wait) == (None, "")
    assert names_by_step(client.get(board_url(posting), {"late": "on"})) == {}


def test_a_private_note_counts_for_its_author_only(sign_in, studio, posting, owner, colleague):
    NoteFactory(application=person("Ada", posting), by=colleague, is_private=True)

    def notes(client):
        return client.get(board_url(posting)).context["board"].columns[0].cards[0].notes

    assert (notes(studio), notes(sign_in(colleague))) == (0, 1)


def test_a_pair_with_somebody_whom_one_may_not_see_is_not_told(studio, posting):
    application = person("Ada", posting)
    hidden = person("Ada L.", PostingFactory(published=True))
    Pair.objects.create(one=application.candidate, other=hidden.candidate)

    (card,) = studio.get(board_url(posting)).context["board"].columns[0].cards

    assert card.may_be_twin is False


@pytest.mark.parametrize("count", [1, 3])
def test_a_board_takes_five_queries(studio, posting, owner, count):
    for number in range(count):
        application = person(f"Ada {number}", posting, days=number)
        application.candidate.tags.add(TagFactory())
        NoteFactory(application=application)
        AnswerFactory(application=application, is_knock_out=True)
        assign(application=application, user=MembershipFactory(posting=posting).user, by=owner)
        person(f"Mary {number}", posting, "Screening")

    with CaptureQueriesContext(connection) as queries:
        studio.get(board_url(posting))

    assert len([one for one in queries if '"postings_' in one["sql"] or '"hiring_' in one["sql"]]) == 5


def test_a_long_column_shows_its_first_cards_and_the_next_ones_when_asked(studio, posting):
    for number in range(A_COLUMN + 2):
        person(f"Ada {number}", posting, days=60 - number)
    page = studio.get(board_url(posting))
    column = page.context["board"].columns[0]
    more = url("board_step", posting.code, column.step.pk)

    part = studio.get(more, {"after": column.after}, headers=HTMX)

    assert (column.count, len(column.cards)) == (A_COLUMN + 2, A_COLUMN)
    assert f"after={column.after}" in page_of(page)
    assert [c.application.candidate.name for c in part.context["column"].cards] == ["Ada 25", "Ada 26"]
    assert (part.context["column"].after, "<html" in page_of(part)) == ("", False)
    assert "<html" in page_of(studio.get(more, {"after": column.after}))  # without JavaScript


@pytest.mark.parametrize("after", ["", "x", "1-", "-1", "9" * 17 + "-1", "1-2-3", "²-1"])
def test_a_cursor_that_is_none_begins_at_the_top(studio, posting, after):
    person("Ada", posting)

    part = studio.get(url("board_step", posting.code, step(posting, "New").pk), {"after": after}, headers=HTMX)

    assert [c.application.candidate.name for c in part.context["column"].cards] in ([], ["Ada"])


def test_an_empty_board_says_what_to_do_next(studio, posting, owner):
    assert "Nobody waits for an answer" in page_of(studio.get(board_url(posting)))
    assert "Nobody fits all of this" in page_of(studio.get(board_url(posting), {"q": "zoe"}))

    draft = PostingFactory(created_by=owner)
    assert "Nobody can apply yet" in page_of(studio.get(board_url(draft)))


# Filters ---------------------------------------------------------------------------------------------


def test_the_board_is_narrowed_by_name_tag_source_and_lateness(studio, posting):
    ada = person("Ada", posting, days=20)
    grace = person("Grace", posting, "Screening")
    grace.candidate.tags.add(TagFactory(name="rust"))
    type(grace.candidate).objects.filter(pk=ada.candidate_id).update(source="referral")

    def found(**query):
        return names_by_step(studio.get(board_url(posting), query))

    assert found(q="grace") == found(tag="Rust") == {"Screening": ["Grace"]}
    assert found(source="referral") == found(late="on") == {"New": ["Ada"]}
    assign(application=ada, user=posting.created_by, by=posting.created_by)
    assert found(assigned=posting.created_by.pk) == found(assigned="me") == {"New": ["Ada"]}
    assert found(assigned="none") == {"Screening": ["Grace"]}
    assert found(q="ada", tag="rust") == {}
    assert found(assigned="x", source="x", since="x") == {"New": ["Ada"], "Screening": ["Grace"]}


def test_tags_on_the_board_are_there_to_choose(studio, posting):
    person("Ada", posting).candidate.tags.add(TagFactory(name="rust"))
    TagFactory(name="php")

    page = page_of(studio.get(board_url(posting), {"tag": "rust"}))

    assert '<option value="rust" selected>rust</option>' in page
    assert ">php</option>" not in page


def test_a_move_keeps_the_filter(studio, posting):
    ada = person("Ada", posting)

    plain = to(studio, ada, "Screening", htmx=False, query="?q=ada&next=x")

    assert plain["Location"] == f"{board_url(posting)}?q=ada#card-{ada.pk}"


# Moving ----------------------------------------------------------------------------------------------


def test_a_card_is_moved_by_its_menu(studio, posting, owner):
    ada = person("Ada", posting)
    person("Grace", posting)
    page = studio.get(board_url(posting))

    answer = to(studio, ada, "Screening", since=str(page.context["mark"]), steps=steps_on(page))

    assert place_of(ada) == "Screening"
    assert (answer.status_code, "HX-Refresh" in answer) == (200, False)
    assert {c.step.name for c in answer.context["drawn"]} == {"New", "Screening"}
    assert "Ada is in “Screening” now." in page_of(answer)
    assert url("undo_move", Move.objects.latest("pk").pk) in page_of(answer)
    assert answer.context["news"] == []


def test_a_card_is_moved_without_javascript(studio, posting):
    ada = person("Ada", posting)

    answer = to(studio, ada, "Screening", htmx=False)
    page = page_of(studio.get(board_url(posting)))

    assert (place_of(ada), answer.status_code) == ("Screening", 302)
    assert "Ada is in “Screening” now." in page
    assert url("undo_move", Move.objects.latest("pk").pk) in page


def test_the_second_of_two_is_told_and_nothing_is_overwritten(sign_in, studio, posting, colleague):
    ada = person("Ada", posting)
    to(sign_in(colleague), ada, "First interview")

    answer = to(studio, ada, "Screening")

    assert (answer.status_code, place_of(ada)) == (409, "First interview")
    assert "it is in “First interview” now" in page_of(answer)
    assert {"New", "Screening", "First interview"} <= {c.step.name for c in answer.context["drawn"]}
    plain = to(studio, ada, "Screening", htmx=False)
    assert (plain.status_code, place_of(ada)) == (302, "First interview")
    assert "it is in “First interview” now" in page_of(studio.get(board_url(posting)))


def test_who_was_decided_on_meanwhile_is_not_moved(sign_in, studio, posting, colleague):
    ada = person("Ada", posting)
    move_application(application=ada, to_state=State.REJECTED, by=colleague, reason=shipped_reason("skills"))

    answer = to(studio, ada, "Screening")

    assert answer.status_code == 409
    assert "it is “Rejected” now" in page_of(answer)


def test_the_same_move_twice_is_harmless(studio, posting):
    ada = person("Ada", posting)
    to(studio, ada, "Screening")

    answer = to(studio, ada, "Screening")

    assert (answer.status_code, ada.moves.count()) == (200, 2)
    assert "Ada is in “Screening” already." in page_of(answer)


@pytest.mark.parametrize("change", [{"to_step": ""}, {"to_step": "x"}, {"seen_step": ""}, {"seen_step": "9" * 30}])
def test_a_move_that_makes_no_sense_is_refused(studio, posting, change):
    ada = person("Ada", posting)
    inbox, screening = step(posting, "New"), step(posting, "Screening")

    answer = studio.post(
        url("move_card", posting.code, ada.pk),
        {"to_step": screening.pk, "seen_step": inbox.pk, **change},
        headers=HTMX,
    )

    assert (answer.status_code, place_of(ada)) == (422, "New")
    assert 'class="message error"' in page_of(answer)


def test_another_postings_step_is_no_choice(studio, posting, owner):
    ada = person("Ada", posting)
    other = Step.objects.inbox_of(PostingFactory(created_by=owner, published=True))

    answer = studio.post(
        url("move_card", posting.code, ada.pk),
        {"to_step": other.pk, "seen_step": step(posting, "New").pk},
        headers=HTMX,
    )

    assert (answer.status_code, place_of(ada)) == (422, "New")


def test_steps_that_changed_ask_for_the_whole_page(studio, posting):
    ada = person("Ada", posting)

    assert to(studio, ada, "Screening", steps="1-2")["HX-Refresh"] == "true"


# Taking it back --------------------------------------------------------------------------------------


def test_a_move_is_undone(studio, posting):
    ada = person("Ada", posting)
    to(studio, ada, "Screening")
    undo = url("undo_move", Move.objects.latest("pk").pk)

    answer = studio.post(undo, headers=HTMX)

    assert (answer.status_code, answer["HX-Trigger"], place_of(ada)) == (200, "moved", "New")
    assert "Undone: back in “New”." in page_of(answer)
    assert "moved again meanwhile" in page_of(studio.post(undo, headers=HTMX))  # once


@pytest.mark.parametrize(("after", "goes_there"), [("/studio/", True), ("https://evil.example/", False), ("", False)])
def test_without_javascript_undo_goes_back_to_where_one_was(studio, posting, after, goes_there):
    ada = person("Ada", posting)
    to(studio, ada, "Screening")

    answer = studio.post(url("undo_move", Move.objects.latest("pk").pk), {"next": after})

    assert answer["Location"] == (after if goes_there else ada.get_absolute_url())


def test_only_who_made_it_undoes_a_move(sign_in, studio, posting, colleague):
    ada = person("Ada", posting)
    to(studio, ada, "Screening")

    answer = sign_in(colleague).post(url("undo_move", Move.objects.latest("pk").pk), headers=HTMX)

    assert place_of(ada) == "Screening"
    assert "Only your own last move can be undone." in page_of(answer)


# What others do --------------------------------------------------------------------------------------


def steps_on(response) -> str:
    return "-".join(str(one.pk) for one in response.context["steps"])


def look(client, posting, page, **query):
    sent = {"since": str(page.context["mark"]), "steps": steps_on(page), **query}
    return client.get(url("board_changes", posting.code), sent)


def test_nothing_new_is_one_query_and_no_content(studio, posting):
    ada = person("Ada", posting)
    to(studio, ada, "Screening")
    page = studio.get(board_url(posting))
    person("Elsewhere", PostingFactory(published=True))

    with CaptureQueriesContext(connection) as queries:
        answer = look(studio, posting, page)

    assert (answer.status_code, answer.content) == (204, b"")
    assert len([one for one in queries if '"hiring_' in one["sql"]]) == 1


def test_what_others_move_appears(sign_in, studio, posting, colleague):
    ada = person("Ada", posting)
    page = studio.get(board_url(posting))
    to(sign_in(colleague), ada, "Screening")

    answer = look(studio, posting, page)

    assert (answer.status_code, answer.context["news"]) == (200, ["Anna Berg moved Ada to “Screening”."])
    assert {c.step.name for c in answer.context["drawn"]} == {"New", "Screening"}
    assert 'id="messages"' not in page_of(answer)
    assert look(studio, posting, answer).status_code == 204


def test_who_applies_is_decided_on_or_withdraws_is_told(studio, posting, colleague):
    ada = person("Ada", posting)
    page = studio.get(board_url(posting))
    move_application(application=ada, to_state=State.WITHDRAWN, by=None)
    grace = person("Grace", posting)
    move_application(application=grace, to_state=State.HIRED, by=colleague)

    assert look(studio, posting, page).context["news"] == ["Ada withdrew.", "New: Grace.", "Anna Berg accepted Grace."]


def test_many_changes_are_counted(studio, posting):
    page = studio.get(board_url(posting))
    for number in range(4):
        person(f"Ada {number}", posting)

    assert look(studio, posting, page).context["news"] == ["4 things changed."]


def test_ones_own_moves_are_drawn_and_not_told(studio, posting, owner):
    ada = person("Ada", posting)
    page = studio.get(board_url(posting))
    move = move_application(application=ada, to_step=step(posting, "Screening"), by=owner)
    undo_move(move=move, by=owner)

    answer = look(studio, posting, page)

    assert (answer.status_code, answer.context["news"]) == (200, [])


def test_a_move_that_is_committed_late_is_not_missed(posting, colleague):
    ada, grace = person("Ada", posting), person("Grace", posting)
    seen = mark_of(posting)
    first = move_application(application=ada, to_step=step(posting, "Screening"), by=colleague)
    move_application(application=grace, to_step=step(posting, "Screening"), by=colleague)
    kept = Move.objects.filter(pk=first.pk).values().get()
    Move.objects.filter(pk=first.pk).delete()  # as seen while its transaction is still open
    between = mark_now(posting, seen)
    Move.objects.create(**kept)

    assert mark_now(posting, between) != between


@pytest.mark.parametrize(
    ("text", "mark"), [("12.3.15", Mark(12, 3, 15)), ("", Mark()), ("1.2", Mark()), ("9" * 30 + ".1.1", Mark())]
)
def test_a_mark_is_read_from_an_address(text, mark):
    assert read_mark(text) == mark


# Who -------------------------------------------------------------------------------------------------


def test_another_team_finds_no_board(sign_in, recruiter, posting):
    ada = person("Ada", posting)
    client = sign_in(recruiter)

    assert client.get(board_url(posting)).status_code == 404
    assert client.get(url("board_step", posting.code, ada.step_id)).status_code == 404
    assert client.get(url("board_changes", posting.code)).status_code == 404
    assert to(client, ada, "Screening").status_code == 404
    assert (client.post(url("undo_move", ada.moves.get().pk)).status_code, place_of(ada)) == (404, "New")


def test_who_may_not_decide_sees_no_menus_and_moves_nobody(sign_in, hiring_manager, posting):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    ada = person("Ada", posting)
    client = sign_in(hiring_manager)

    page = page_of(client.get(board_url(posting)))

    assert ("Ada" in page, "data-move" in page, "data-may-move" in page) == (True, False, False)
    assert (to(client, ada, "Screening").status_code, place_of(ada)) == (404, "New")


def test_an_interviewer_sees_whom_they_are_assigned_to(sign_in, interviewer, posting, colleague):
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    client = sign_in(interviewer)
    assert "Nobody is assigned to you" in page_of(client.get(board_url(posting)))
    mine, other = person("Ada", posting), person("Grace", posting)
    assign(application=mine, user=interviewer, by=colleague)
    AnswerFactory(application=mine, is_knock_out=True, is_about_pay=True)
    page = client.get(board_url(posting))
    for application in (mine, other):
        move_application(application=application, to_step=step(posting, "Screening"), by=colleague)

    answer = look(client, posting, page)

    assert names_by_step(page) == {"New": ["Ada"]}
    inbox = page.context["board"].columns[0]
    assert (inbox.count, inbox.cards[0].knock_outs, "data-move" in page_of(page)) == (1, 0, False)
    assert answer.context["news"] == ["Anna Berg moved Ada to “Screening”."]
    assert "Grace" not in page_of(page) + page_of(answer)


def test_without_names_there_are_none_on_the_board(sign_in, studio, owner, posting, colleague):
    type(posting).objects.filter(pk=posting.pk).update(is_blind=True)
    ada = person("Ada", posting)
    ada.candidate.tags.add(TagFactory(name="Ada of Lyon"))
    page = studio.get(board_url(posting))
    answers = [page, to(sign_in(colleague), ada, "Screening"), look(studio, posting, page), to(studio, ada, "Offer")]

    assert [ada.candidate.name in page_of(one) for one in answers] == [False] * 4
    assert all(f"Candidate {pseudonym_code(ada.pk)}" in page_of(one) for one in answers)


def test_of_another_posting_nobody_is_moved_here(studio, posting, owner):
    elsewhere = person("Ada", PostingFactory(created_by=owner, published=True))

    answer = studio.post(
        url("move_card", posting.code, elsewhere.pk),
        {"to_step": step(posting, "Screening").pk, "seen_step": elsewhere.step_id},
    )

    assert (answer.status_code, place_of(elsewhere)) == (404, "New")


@pytest.mark.parametrize(
    ("name", "method"), [("board", "post"), ("board_changes", "post"), ("board_step", "post"), ("move_card", "get")]
)
def test_each_address_has_its_method(studio, posting, name, method):
    ada = person("Ada", posting)
    args = {"board_step": [ada.step_id], "move_card": [ada.pk]}.get(name, [])

    assert getattr(studio, method)(url(name, posting.code, *args)).status_code == 405


def test_the_board_and_the_list_lead_to_each_other(studio, posting):
    applications = url("posting_applications", posting.code)

    assert f'href="{applications}"' in page_of(studio.get(board_url(posting)))
    assert f'href="{board_url(posting)}"' in page_of(studio.get(applications))
    assert f'href="{board_url(posting)}"' in page_of(studio.get(posting.get_absolute_url()))

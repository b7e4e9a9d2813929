"""On a board candidates are moved by a menu, moves are taken back, and what others move appears."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hiring.actions import move_application, undo_move
from hiring.board_news import Mark, mark_now, mark_of, read_mark
from hiring.choices import State
from hiring.models import Move, Step
from tests.factories.hiring import shipped_reason
from tests.factories.postings import PostingFactory

from .boards import HTMX, board_url, look, person, place_of, step, steps_on, to, url
from .conftest import page_of

pytestmark = pytest.mark.django_db


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

    assert look(studio, posting, page).context["news"] == ["Ada withdrew.", "New: Grace.", "Anna Berg hired Grace."]


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

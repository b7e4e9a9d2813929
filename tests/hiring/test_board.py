"""The board: who is in which step, what a card shows, how it is narrowed, and who sees what of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import Document, Pair
from hiring.actions import move_application
from hiring.actions.assigning import assign
from hiring.blind import pseudonym_code
from hiring.board import A_COLUMN
from postings.choices import Part
from tests.factories.candidates import TagFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .boards import HTMX, board_url, look, names_by_step, person, place_of, step, to, url
from .conftest import page_of

pytestmark = pytest.mark.django_db


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
    assert "Nobody has applied yet" in page_of(studio.get(board_url(posting)))
    ApplicationFactory(posting=posting, rejected=True)
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
    assert ("Nobody here." in page, "Move whom you want" in page) == (True, False)
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


def test_who_is_decided_is_one_way_from_the_board(sign_in, owner, posting):
    ApplicationFactory(posting=posting, hired=True, candidate__name="Grace Hopper")
    client, list_url = sign_in(owner), reverse("studio:posting_applications", args=[posting.code])

    board = client.get(reverse("studio:board", args=[posting.code])).text

    for state, label in (("hired", "Hired"), ("rejected", "Rejected"), ("withdrawn", "Withdrawn")):
        assert f'<a href="{list_url}?state={state}">{label}</a>' in board
    assert "Grace Hopper" in client.get(f"{list_url}?state=hired").text


def test_a_board_that_nobody_came_to_leads_nowhere(sign_in, owner, posting):
    assert "?state=hired" not in sign_in(owner).get(reverse("studio:board", args=[posting.code])).text

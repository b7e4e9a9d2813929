"""The board in real browsers: by drag, by keyboard alone, with two recruiters at once, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.postings import MembershipFactory

from .helpers import axe
from .pages_board import a_posting, board, people

LOOKS = 25_000  # milliseconds in which the board has looked at what others did, on a busy machine too


@pytest.fixture
def owner(db):
    return UserFactory(recruiter=True)


@pytest.fixture
def posting(owner):
    posting = a_posting(owner)
    people(posting, range(3))
    return posting


@pytest.fixture
def open_board(page, live_server, sign_in_browser, owner, posting):
    sign_in_browser(page, owner)
    page.goto(live_server.url + board()(posting))
    return page


def column(page: Page, name: str):
    return page.get_by_role("region", name=name)


def names(page: Page, step: str) -> list[str]:
    return column(page, step).locator("[data-name]").all_inner_texts()


def place_of(application) -> str:
    application.refresh_from_db()
    return application.step.name


def test_six_steps_fit_side_by_side_on_a_laptop(open_board):
    open_board.set_viewport_size({"width": 1280, "height": 800})

    expect(column(open_board, "Offer").get_by_role("heading")).to_be_in_viewport(ratio=1)
    assert open_board.locator("#board").evaluate("board => board.scrollWidth - board.clientWidth") == 0


def test_a_menu_at_the_end_of_a_column_shows_all_its_steps(open_board, posting):
    people(posting, range(3, 12))
    open_board.reload()
    menu = open_board.locator(".mover").nth(9)
    menu.locator("summary").evaluate("summary => summary.scrollIntoView({block: 'end'})")

    menu.locator("summary").click()

    expect(menu.get_by_role("button", name="Offer")).to_be_in_viewport(ratio=1)


def test_a_card_is_dragged_to_another_step_and_taken_back(open_board):
    open_board.locator("[data-card]").first.drag_to(column(open_board, "Technical case"))

    expect(open_board.get_by_role("status").first).to_contain_text("Inès Moreau is in “Technical case” now.")
    assert names(open_board, "Technical case") == ["Inès Moreau"]
    expect(open_board.get_by_role("link", name="Tomasz Zieliński")).to_be_focused()

    open_board.get_by_role("button", name="Undo").click()
    expect(open_board.get_by_role("status").first).to_contain_text("Undone: back in “New”.")
    expect(column(open_board, "New").locator("[data-card]")).to_have_count(3)
    assert names(open_board, "Technical case") == []


def test_a_board_is_worked_through_by_keyboard_alone(open_board):
    press = open_board.keyboard.press
    press("j")
    expect(open_board.get_by_role("link", name="Inès Moreau")).to_be_focused()

    press("m")
    expect(column(open_board, "New").get_by_role("button", name="Screening").first).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(open_board.get_by_role("status").first).to_contain_text("Inès Moreau is in “First interview” now.")
    expect(open_board.get_by_role("link", name="Tomasz Zieliński")).to_be_focused()

    press("Shift+ArrowRight")
    expect(open_board.get_by_role("status").first).to_contain_text("Tomasz Zieliński is in “Screening” now.")
    press("ArrowRight")
    expect(open_board.get_by_role("link", name="Tomasz Zieliński")).to_be_focused()
    press("ArrowRight")
    expect(open_board.get_by_role("link", name="Inès Moreau")).to_be_focused()
    press("m")
    press("Escape")
    expect(open_board.locator(".mover[open]")).to_have_count(0)

    press("u")
    expect(open_board.get_by_role("status").first).to_contain_text("Undone")
    press("?")
    expect(open_board.get_by_role("dialog")).to_be_visible()
    axe(open_board)


def move_by_menu(page: Page, application, step: str) -> None:
    page.locator(f"#move-{application.pk}").click()
    page.locator(f"#card-{application.pk}").get_by_role("button", name=step).click()


def test_what_one_moves_the_other_sees_and_the_second_of_two_is_told(
    open_board, other_page, live_server, sign_in_browser, posting
):
    anna = UserFactory(recruiter=True, name="Anna Berg")
    MembershipFactory(posting=posting, user=anna, part=Part.RECRUITER)
    first, second, _third = posting.applications.order_by("step_since")
    annas = other_page
    sign_in_browser(annas, anna)
    annas.goto(live_server.url + board()(posting))
    open_board.locator(f"#name-{second.pk}").focus()

    move_by_menu(annas, first, "Screening")
    expect(open_board.locator("#board-news")).to_have_text("Anna Berg moved Inès Moreau to “Screening”.", timeout=LOOKS)
    assert names(open_board, "Screening") == ["Inès Moreau"]
    expect(open_board.locator(f"#name-{second.pk}")).to_be_focused()

    open_board.watch.allow(409)
    open_board.locator(f"#move-{second.pk}").click()  # while a menu is open the board stands still
    move_by_menu(annas, second, "Offer")
    expect(annas.locator(".message.success")).to_contain_text("Tomasz Zieliński is in “Offer” now.")
    open_board.locator(f"#card-{second.pk}").get_by_role("button", name="Screening").click()
    expect(open_board.locator(".message.error")).to_contain_text("it is in “Offer” now")
    expect(open_board.locator(f"#name-{second.pk}")).to_be_focused()
    assert (names(open_board, "Offer"), place_of(second)) == (["Tomasz Zieliński"], "Offer")
    moves = [(move.by, str(move.to_step)) for move in second.moves.exclude(from_state="")]
    assert moves == [(anna, "Offer")]


def test_a_long_column_grows_where_one_asks_for_more(open_board, posting):
    people(posting, range(4, 32))
    open_board.reload()
    new = column(open_board, "New")
    expect(new.locator("[data-card]")).to_have_count(25)

    new.get_by_role("link", name="Show more").click()

    expect(new.locator("[data-card]")).to_have_count(31)
    new.locator("[data-card]").last.drag_to(column(open_board, "Screening"))
    expect(column(open_board, "Screening").locator("[data-card]")).to_have_count(1)
    expect(new.locator("[data-card]")).to_have_count(30)  # what was asked for stays


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_board_works_by_its_menus(open_board):
    page = open_board
    page.locator(".mover summary").first.click()
    column(page, "New").get_by_role("button", name="Offer").first.click()
    expect(page.locator(".message.success")).to_contain_text("Inès Moreau is in “Offer” now.")
    assert names(page, "Offer") == ["Inès Moreau"]
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".message.success")).to_contain_text("Undone: back in “New”.")
    assert (page.url.endswith("/board/"), names(page, "Offer")) == (True, [])

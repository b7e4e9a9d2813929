"""The editor by keyboard, the filter over the reference, and the preview's widths: in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import axe
from tests.factories.postings import PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory


@pytest.fixture
def posting(db):
    posting = PostingFactory(ready=True)
    MissionFactory(role=posting.role, statement_en="Lead the teams", at={posting.stage: "core"})
    MissionFactory(role=posting.role, statement_en="Résumé of the budget", at={posting.stage: "core"})
    SkillFactory(role=posting.role, name_en="Patience", at={posting.stage: "essential"})
    return posting


@pytest.fixture
def editor(page, live_server, sign_in_browser, posting):
    sign_in_browser(page, posting.created_by)
    page.goto(live_server.url + posting.get_absolute_url())
    return page


def words(page: Page) -> list[str]:
    return page.locator(".line-text").evaluate_all("fields => fields.map((field) => field.value)")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def line(page: Page, place: int):
    return page.locator("[data-line]").nth(place)


def test_lines_are_walked_reworded_moved_and_dropped_without_a_mouse(editor, posting):
    press(editor, "j", "j", "k", "j")
    expect(line(editor, 1)).to_be_focused()

    press(editor, "Enter")
    expect(line(editor, 1).get_by_role("textbox")).to_be_focused()
    editor.keyboard.type("! j k x ? /")  # letters are letters in a field
    assert "j k x ? /" in words(editor)[1]
    press(editor, "Alt+ArrowDown")
    expect(line(editor, 2).get_by_role("textbox")).to_be_focused()

    press(editor, "Alt+Shift+ArrowUp")
    expect(editor.locator("#save-state")).to_contain_text("Moved.")
    expect(line(editor, 1).get_by_role("textbox")).to_be_focused()
    assert words(editor)[1] == "You carry out mission 3."

    press(editor, "Escape")
    expect(line(editor, 1)).to_be_focused()
    press(editor, "x")
    expect(editor.locator("[data-line]")).to_have_count(2)
    press(editor, "Control+z")
    expect(editor.locator("[data-line]")).to_have_count(3)


def test_the_focus_goes_to_the_neighbour_of_a_dropped_line(editor):
    press(editor, "j", "Delete")

    expect(editor.locator("[data-line]")).to_have_count(2)
    expect(line(editor, 0)).to_be_focused()


def test_a_line_is_added_by_keyboard(editor):
    press(editor, "n")
    expect(editor.get_by_label("Your own line")).to_be_focused()
    editor.keyboard.type("A dog is welcome.")
    press(editor, "Control+Enter")

    expect(editor.locator("[data-line]")).to_have_count(4)
    expect(editor.get_by_label("Your own line")).to_be_focused()


def test_saving_now(editor):
    editor.locator(".line-text").first.fill("You ask first.")
    with editor.expect_response("**/lines/*/"):
        press(editor, "Control+s")

    expect(editor.locator("#save-state")).to_contain_text("Saved at")


def test_the_next_finding_is_walked_to(editor):
    press(editor, "F8")
    first = editor.evaluate("document.activeElement.id")
    press(editor, "F8")
    second = editor.evaluate("document.activeElement.id")
    press(editor, "Shift+F8")

    assert first
    assert second != first
    assert editor.evaluate("document.activeElement.id") == first


def test_the_help_opens_lists_the_keys_and_gives_the_focus_back(editor):
    button = editor.get_by_role("button", name="Keyboard")
    button.click()
    dialog = editor.get_by_role("dialog", name="By keyboard")
    expect(dialog).to_be_visible()
    axe(editor, "#keys")
    press(editor, "j")  # nothing moves behind it
    press(editor, "Escape")

    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    press(editor, "?")
    expect(dialog).to_be_visible()


def test_single_keys_can_be_turned_off_for_good(editor):
    editor.get_by_role("button", name="Keyboard").click()
    editor.get_by_label("Use single keys").uncheck()
    press(editor, "Escape")
    editor.reload()

    press(editor, "j", "?", "n")
    expect(editor.locator("body")).to_be_focused()
    press(editor, "Alt+ArrowDown")
    expect(line(editor, 0)).to_be_focused()


def test_the_reference_is_filtered(editor):
    press(editor, "/")
    find = editor.get_by_label("Find a mission or skill")
    expect(find).to_be_focused()
    editor.keyboard.type("resume")
    reference = editor.locator("#reference")
    expect(reference.get_by_role("button", name="Résumé of the budget")).to_be_visible()
    expect(reference.get_by_role("button", name="Lead the teams")).to_be_hidden()
    expect(reference.get_by_text("1 found")).to_be_visible()

    reference.get_by_role("button", name="Résumé of the budget").click()
    expect(editor.locator("[data-line]")).to_have_count(4)
    expect(find).to_have_value("resume")
    expect(reference.get_by_role("button", name="Lead the teams")).to_be_hidden()

    find.fill("patience")  # folded away so far
    expect(reference.get_by_role("button", name="Patience")).to_be_visible()
    press(editor, "Escape")
    expect(reference.get_by_role("button", name="Lead the teams")).to_be_visible()
    expect(reference.get_by_role("button", name="Patience")).to_be_hidden()


def test_what_is_unfolded_stays_so_and_the_focus_on_it(editor):
    summary = editor.locator("#checks-advises > summary")
    editor.locator(".line-text").first.fill("You ask first.")
    summary.click()
    summary.focus()
    expect(editor.locator("#save-state")).to_contain_text("Saved at")

    expect(summary).to_be_focused()
    expect(summary.locator("..")).to_have_attribute("open", "")


def width_of(page: Page) -> int:
    return page.frame_locator("[data-preview]").locator("html").evaluate("html => html.clientWidth")


@pytest.mark.parametrize("window", [360, 800, 1280, 1600])
def test_the_preview_is_as_wide_as_it_says_and_fits(page, live_server, sign_in_browser, posting, window):
    page.set_viewport_size({"width": window, "height": 900})
    sign_in_browser(page, posting.created_by)
    page.goto(live_server.url + posting.get_absolute_url())
    assert width_of(page) == 390

    page.get_by_role("button", name="Desktop").focus()
    page.keyboard.press("Enter")

    assert width_of(page) == 1280
    frame, box = page.locator("[data-preview]").bounding_box(), page.locator(".preview-frame").bounding_box()
    assert frame["width"] <= box["width"] + 1
    assert abs(frame["height"] - box["height"]) < 4
    page.reload()
    expect(page.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")


def test_the_preview_on_its_own_page_has_the_same_switch(editor, context):
    with context.expect_page() as opened:
        press(editor, "p")
    page = opened.value
    expect(page.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")
    assert width_of(page) == 1280

    page.get_by_role("button", name="Phone").click()

    assert width_of(page) == 390
    editor.reload()
    expect(editor.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_everything_is_a_form(editor):
    editor.get_by_role("button", name="Lead the teams").click()
    expect(editor.get_by_role("button", name="Undo: picked")).to_be_visible()

    editor.get_by_role("button", name="Undo: picked").click()

    expect(editor.get_by_role("button", name="Do again: picked")).to_be_visible()
    expect(editor.get_by_role("button", name="Keyboard")).to_be_hidden()
    expect(editor.get_by_label("Find a mission or skill")).to_be_hidden()

"""What the editor says of saving, what it keeps while nothing can be saved, and undo: in a real browser."""

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from postings import actions
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.postings import MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory

DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('rolecraft.draft/'))"
SAVED = re.compile(r"^\s*Saved at \d\d:\d\d\s*$")


@pytest.fixture
def user(db):
    return UserFactory(recruiter=True)


@pytest.fixture
def posting(user):
    posting = PostingFactory(ready=True, created_by=user)
    MissionFactory(role=posting.role, statement_en="Lead the teams", at={posting.stage: "core"})
    return posting


@pytest.fixture
def editor(page, live_server, sign_in_browser, user, posting):
    sign_in_browser(page, user)
    page.goto(live_server.url + posting.get_absolute_url())
    page.address = live_server.url + posting.get_absolute_url()
    return page


def first(page: Page):
    return page.locator(".line-text").first


def state(page: Page):
    return page.locator("#save-state")


def texts(posting):
    return list(posting.lines.kept().values_list("text", flat=True))


def drafts(page: Page) -> list[str]:
    """The words that the browser keeps."""
    return page.evaluate(f"{DRAFTS}.map((key) => JSON.parse(localStorage.getItem(key)).words)")


def slow(page: Page, seconds: float, address: str = "**/lines/**") -> None:
    """Let answers come late."""

    def wait(route: Route) -> None:
        answer = route.fetch()
        time.sleep(seconds)
        route.fulfill(response=answer)

    page.route(address, wait)


# What is said


def test_saving_is_said_and_never_too_early(editor, posting):
    slow(editor, 0.4)
    expect(state(editor)).to_contain_text("Saved")

    first(editor).fill("You ask first.")
    expect(editor.get_by_text("Not saved yet")).to_be_visible()
    expect(editor.locator("#save-bar")).to_have_attribute("data-mood", "typing")
    assert texts(posting)[0] == "You carry out mission 1."

    expect(state(editor)).to_have_text("Saving…")
    expect(state(editor)).to_have_text(SAVED)
    expect(editor.get_by_text("Not saved yet")).to_be_hidden()
    assert texts(posting)[0] == "You ask first."
    assert drafts(editor) == []


def test_without_a_connection_words_are_kept_and_saved_when_it_is_back(editor, posting, context):
    context.set_offline(True)
    expect(state(editor)).to_contain_text("No connection.")

    first(editor).fill("You ask first.")
    first(editor).blur()
    expect(state(editor)).to_contain_text("No connection.")
    assert drafts(editor) == ["You ask first."]

    context.set_offline(False)

    expect(state(editor)).to_have_text(SAVED)
    assert texts(posting)[0] == "You ask first."
    assert drafts(editor) == []
    editor.watch.faults.clear()  # htmx and Chromium say, each in its way, that there was no connection


def test_after_a_fault_of_the_server_it_is_tried_again(editor, posting):
    editor.watch.allow(500)
    answers = [500, 500]

    def broken(route: Route) -> None:
        route.fulfill(status=answers.pop()) if answers else route.continue_()

    editor.route("**/lines/**", broken)
    first(editor).fill("You ask first.")
    first(editor).blur()

    expect(state(editor)).to_contain_text("Not saved: the server had a problem.")
    expect(state(editor)).to_have_text(SAVED, timeout=15_000)  # two and four seconds later
    assert texts(posting)[0] == "You ask first."


def test_a_lost_answer_is_no_conflict_with_oneself(editor, posting):
    answers = ["lost"]
    editor.watch.allow(502)

    def lose(route: Route) -> None:
        if answers:
            answers.pop()
            route.fetch()  # it arrived
            route.fulfill(status=502)
        else:
            route.continue_()

    editor.route("**/lines/**", lose)
    first(editor).fill("You ask")
    first(editor).blur()
    expect(state(editor)).to_contain_text("Not saved:")
    first(editor).fill("You ask first.")

    expect(state(editor)).to_have_text(SAVED)
    expect(editor.locator(".line.warned")).to_have_count(0)
    assert texts(posting)[0] == "You ask first."


def test_who_was_signed_out_keeps_their_words_and_is_led_to_sign_in(editor, posting, user, sign_in_browser):
    editor.watch.allow(401)
    editor.context.clear_cookies(name="sessionid")
    cookies = {cookie["name"] for cookie in editor.context.cookies()}
    first(editor).fill("You ask first.")
    first(editor).blur()

    expect(state(editor)).to_contain_text("Not saved: you are signed out.")
    expect(first(editor)).to_have_value("You ask first.")
    expect(state(editor).get_by_role("link", name="Sign in again")).to_have_attribute(
        "href", re.compile(f"next={posting.get_absolute_url()}")
    )
    assert "sessionid" not in cookies

    sign_in_browser(editor, user)
    editor.goto(editor.address)
    editor.get_by_role("button", name="Use them").click()
    expect(state(editor)).to_have_text(SAVED)
    assert texts(posting)[0] == "You ask first."


def test_a_refusal_is_said_and_the_words_are_kept(editor):
    editor.watch.allow(403)
    editor.route("**/lines/**", lambda route: route.fulfill(status=403))
    first(editor).fill("You ask first.")
    first(editor).blur()

    expect(state(editor)).to_contain_text("Not saved: the server refused.")
    assert drafts(editor) == ["You ask first."]


def test_what_failed_and_is_not_tried_again_is_said_so(editor, posting):
    editor.watch.allow(500)
    editor.route("**/drop/", lambda route: route.fulfill(status=500))
    editor.get_by_role("button", name="Lead the teams").click()
    expect(state(editor)).to_contain_text("Picked")

    editor.get_by_role("button", name="Lead the teams").click()

    expect(state(editor)).to_contain_text("Not done:")


# Drafts


def test_unsaved_words_are_offered_the_next_time(editor, posting):
    first(editor).fill("You ask first.")
    editor.goto(editor.address)
    box = editor.locator(".draft-offer")
    expect(box).to_contain_text("You have unsaved words of")
    expect(box).to_contain_text("You ask first.")
    expect(box.locator("[data-theirs]")).to_be_hidden()
    expect(first(editor)).to_have_value("You carry out mission 1.")

    box.get_by_role("button", name="Use them").click()

    expect(state(editor)).to_have_text(SAVED)
    expect(box).to_have_count(0)
    expect(first(editor)).to_be_focused()
    assert (texts(posting)[0], drafts(editor)) == ("You ask first.", [])


def test_words_that_somebody_changed_meanwhile_are_both_shown(editor, posting):
    first(editor).fill("You ask first.")
    line = posting.lines.first()
    actions.reword_line(line=line, text="Theirs.", revision=1, by=UserFactory(lead=True))
    editor.goto(editor.address)
    box = editor.locator(".draft-offer")

    expect(box.locator("[data-theirs]")).to_have_text("Meanwhile it says: Theirs.")
    expect(first(editor)).to_have_value("Theirs.")
    box.get_by_role("button", name="Discard them").click()

    expect(box).to_have_count(0)
    expect(first(editor)).to_be_focused()
    assert (texts(posting)[0], drafts(editor)) == ("Theirs.", [])


def test_an_offer_stays_through_other_changes(editor, posting):
    first(editor).fill("You ask first.")
    editor.goto(editor.address)
    expect(editor.locator(".draft-offer")).to_have_count(1)

    editor.get_by_role("button", name="Lead the teams").click()

    expect(state(editor)).to_contain_text("Picked")
    expect(editor.locator(".draft-offer")).to_have_count(1)


def test_facts_and_a_new_line_are_kept_too(editor, posting):
    editor.get_by_label("Your own line").fill("A dog is welcome.")
    editor.get_by_label("Title", exact=True).fill("Head of Technology")  # last: leaving a fact saves it
    editor.goto(editor.address)
    expect(editor.locator(".draft-offer")).to_have_count(2)

    def take(name):
        editor.locator(".draft-offer", has_text=name).get_by_role("button", name="Use them").click()

    take("A dog is welcome.")
    with editor.expect_response(lambda answer: answer.request.method == "POST"):
        take("Head of Technology")

    editor.wait_for_function(f"{DRAFTS}.length === 1")  # a new line is unsaved, so nothing else shows that a fact is
    expect(state(editor)).to_have_text(SAVED)
    expect(editor.get_by_label("Your own line")).to_have_value("A dog is welcome.")
    posting.refresh_from_db()
    assert (posting.title, drafts(editor)) == ("Head of Technology", ["A dog is welcome."])


def test_words_of_a_dropped_line_are_shown(editor, posting):
    first(editor).fill("You ask first.")
    actions.drop_line(line=posting.lines.first(), by=UserFactory(lead=True))
    editor.goto(editor.address)

    expect(editor.locator(".draft-offer")).to_contain_text("Their field is no longer there")
    expect(editor.locator(".draft-offer")).to_contain_text("You ask first.")


def test_drafts_are_each_users_own_and_go_when_one_signs_out(editor, posting, live_server, sign_in_browser):
    first(editor).fill("You ask first.")
    other = UserFactory(recruiter=True)
    MembershipFactory(posting=posting, user=other)
    sign_in_browser(editor, other)
    editor.goto(editor.address)
    expect(editor.locator("#save-bar")).to_have_attribute("data-owner", str(other.pk))
    assert (editor.locator(".draft-offer").count(), len(drafts(editor))) == (0, 1)

    editor.locator("details.menu.wide > summary").click()
    editor.get_by_role("button", name="Sign out").click()

    expect(editor).not_to_have_url(editor.address)
    assert drafts(editor) == []


def test_old_drafts_are_thrown_away(editor):
    first(editor).fill("You ask first.")
    editor.evaluate(
        "Object.keys(localStorage).forEach((key) => localStorage.setItem(key, JSON.stringify({words: 'Old', seen: '',"
        " at: Date.now() - 8 * 24 * 3600 * 1000})))"
    )
    editor.goto(editor.address)

    expect(editor.locator("#save-bar")).to_have_attribute("data-mood", "saved")
    assert (editor.locator(".draft-offer").count(), drafts(editor)) == (0, [])


# A slow network


def test_what_is_typed_while_an_answer_draws_the_lines_anew_is_kept(editor, posting):
    slow(editor, 0.6, "**/pick/**")
    editor.get_by_role("button", name="Lead the teams").click()
    field = first(editor)
    field.click()
    field.press("End")
    field.press_sequentially(" And more, and more", delay=60)  # the answer comes in the middle of it

    expect(field).to_have_value("You carry out mission 1. And more, and more")
    expect(field).to_be_focused()
    expect(state(editor)).to_have_text(SAVED)
    assert texts(posting)[0] == "You carry out mission 1. And more, and more"
    assert len(texts(posting)) == 4


def test_somebody_elses_words_that_come_with_an_answer_are_not_replaced_unseen(editor, posting):
    slow(editor, 0.6, "**/pick/**")
    actions.reword_line(line=posting.lines.first(), text="Theirs.", revision=1, by=UserFactory(lead=True, name="Ada"))
    editor.get_by_role("button", name="Lead the teams").click()
    first(editor).fill("Mine.")

    expect(editor.locator(".line.warned")).to_contain_text("Ada changed this line to “Theirs.”")
    expect(first(editor)).to_have_value("Mine.")
    expect(state(editor)).to_contain_text("Not all is saved")
    assert texts(posting)[0] == "Theirs."


def test_refused_words_are_not_sent_again_by_themselves(editor, posting):
    """The first try comes as soon as the slow answer is there, and the pause for typing ends after it."""
    slow(editor, 2, "**/pick/**")
    actions.reword_line(line=posting.lines.first(), text="Theirs.", revision=1, by=UserFactory(lead=True, name="Ada"))
    editor.get_by_role("button", name="Lead the teams").click()
    first(editor).fill("Mine.")
    expect(editor.locator(".line.warned")).to_be_visible(timeout=15_000)

    editor.wait_for_timeout(2000)

    expect(editor.locator(".line.warned")).to_be_visible()
    assert texts(posting)[0] == "Theirs."
    editor.get_by_role("button", name="Keep mine").click()
    expect(state(editor)).to_have_text(SAVED)
    assert texts(posting)[0] == "Mine."


def test_a_half_written_line_survives_other_changes(editor):
    editor.get_by_label("Your own line").fill("A dog is")
    editor.get_by_role("button", name="Lead the teams").click()

    expect(state(editor)).to_contain_text("Picked")
    expect(editor.get_by_label("Your own line")).to_have_value("A dog is")


def test_everything_pressed_is_done_in_order(editor, posting):
    slow(editor, 0.4)
    first(editor).fill("You ask first.")
    for _ in range(2):  # the second while the first is under way
        editor.keyboard.press("Alt+Shift+ArrowDown")

    expect(editor.locator(".line-text").nth(2)).to_have_value("You ask first.", timeout=15_000)
    expect(editor.locator("#save-bar")).to_have_attribute("data-mood", "saved")
    assert texts(posting) == ["You carry out mission 2.", "You carry out mission 3.", "You ask first."]


def test_a_double_click_adds_one_line_and_picks_once(editor, posting):
    slow(editor, 0.3)
    editor.get_by_label("Your own line").fill("A dog is welcome.")
    editor.get_by_role("button", name="Add the line").dblclick()
    expect(editor.locator(".line")).to_have_count(4)
    expect(editor.locator("#save-bar")).to_have_attribute("data-mood", "saved")
    editor.get_by_role("button", name="Lead the teams").dblclick()
    expect(editor.locator(".line")).to_have_count(5)

    expect(editor.locator("#save-bar")).to_have_attribute("data-mood", "saved")
    assert posting.lines.count() == 5
    expect(editor.get_by_label("Your own line")).to_have_value("")


def test_publishing_waits_for_the_words(editor, posting):
    slow(editor, 0.5)
    first(editor).fill("You ask first.")
    editor.get_by_role("button", name="Publish", exact=True).click()

    expect(editor.get_by_label("Public address")).to_be_visible()
    posting = Posting.objects.get(pk=posting.pk)
    assert posting.live_version.content["lines"][0]["text"] == "You ask first."


# Undo


def test_undo_and_redo_by_button_and_key(editor, posting):
    editor.get_by_role("button", name="Lead the teams").click()
    undo = editor.get_by_role("button", name="Undo: picked")
    expect(undo).to_be_visible()

    undo.click()
    expect(editor.locator(".line")).to_have_count(3)
    expect(editor.get_by_role("button", name="Do again: picked")).to_be_focused()
    expect(state(editor)).to_contain_text("Undone: picked")

    editor.keyboard.press("Control+Shift+z")
    expect(editor.locator(".line")).to_have_count(4)
    editor.keyboard.press("Control+z")
    expect(editor.locator(".line")).to_have_count(3)


def test_in_a_field_the_browser_undoes_typing(editor, posting):
    actions.drop_line(line=posting.lines.last(), by=posting.created_by)
    editor.goto(editor.address)
    first(editor).click()
    editor.keyboard.type("x")
    editor.keyboard.press("Control+z")

    expect(first(editor)).to_have_value("You carry out mission 1.")
    expect(editor.locator(".line")).to_have_count(2)


def test_undone_facts_show_in_their_fields(editor, posting):
    title = editor.get_by_label("Title", exact=True)
    title.fill("Head of Technology")
    title.blur()
    editor.get_by_role("button", name="Undo: changed title").click()

    expect(title).to_have_value("Chief Technical Officer")
    title.fill("CTO")
    title.blur()
    expect(state(editor)).to_have_text(SAVED)
    posting.refresh_from_db()
    assert posting.title == "CTO"


def test_undo_takes_what_was_just_typed(editor, posting):
    first(editor).fill("Oops.")
    editor.locator("h1").click()
    editor.keyboard.press("Control+z")

    expect(first(editor)).to_have_value("You carry out mission 1.")
    assert texts(posting)[0] == "You carry out mission 1."

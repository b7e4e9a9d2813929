"""Findings in the editor, by mouse and keyboard: to the very words, mended, waved off, taken back."""

import pytest
from playwright.sync_api import expect

from postings import actions
from tests.factories.accounts import UserFactory
from tests.factories.postings import LineFactory, PostingFactory
from tests.factories.roles import MissionFactory

from .test_saving import slow

SELECTED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


@pytest.fixture
def posting(db):
    owner = UserFactory(recruiter=True)
    posting = PostingFactory(ready=True, owner=owner, created_by=owner, mission_lines=0, title="Rockstar CTO")
    LineFactory(posting=posting, text="👍 You LEAD DELIVERY here, ninja.")
    LineFactory(posting=posting, text="You carry on.")
    MissionFactory(role=posting.role, at={posting.stage: "core"}, statement_en="Recruit engineers")
    return posting


@pytest.fixture
def editor(page, live_server, sign_in_browser, posting):
    """The posting's editor, with all advice unfolded."""
    sign_in_browser(page, posting.created_by)
    page.goto(live_server.url + posting.get_absolute_url())
    page.locator("#checks-advises > summary").click()
    return page


def found(editor, words):
    return editor.locator("#checks-advises .finding", has_text=words)


def test_a_finding_leads_to_its_very_words(editor, posting):
    field = editor.locator(f"#line-{posting.lines.first().pk}-text")

    editor.get_by_role("link", name="“LEAD DELIVERY” is in capitals.").click()

    expect(field).to_be_focused()
    assert field.evaluate(SELECTED) == "LEAD DELIVERY"


def test_a_finding_of_a_field_leads_to_its_words_too(editor):
    field = editor.get_by_label("Title", exact=True)

    editor.get_by_role("link", name="“Rockstar” in the title").click()

    expect(field).to_be_focused()
    assert field.evaluate(SELECTED) == "Rockstar"


def test_one_click_mends_a_line(editor, posting):
    found(editor, "is in capitals").get_by_role("button", name="Write it in small letters").click()

    field = editor.locator(f"#line-{posting.lines.first().pk}-text")
    expect(field).to_have_value("👍 You lead delivery here, ninja.")
    expect(found(editor, "is in capitals")).to_have_count(0)
    expect(field).to_be_focused()
    expect(editor.locator("#checks-advises")).to_have_attribute("open", "")


def test_one_click_mends_the_title(editor):
    found(editor, "in the title").get_by_role("button", name="Say “CTO”").click()

    expect(editor.get_by_label("Title", exact=True)).to_have_value("CTO")
    expect(found(editor, "in the title")).to_have_count(0)


def test_advice_is_waved_off_and_taken_back(editor):
    jargon = found(editor, "“ninja” is jargon")
    jargon.get_by_text("Wave off…").click()
    jargon.get_by_label("Why? A word will do.").fill("Our customers say so.")
    jargon.get_by_label("Why? A word will do.").press("Enter")

    expect(editor.locator("#save-state")).to_contain_text("Waved off.")
    expect(editor.locator(".line .finding", has_text="“ninja” is jargon")).to_have_count(0)
    expect(editor.locator("#checks-title")).to_be_focused()

    editor.get_by_text("1 waved off").click()
    expect(editor.locator("#checks-waved")).to_contain_text("“Our customers say so.”")
    editor.get_by_role("button", name="Take it back").click()
    expect(editor.locator(".line .finding", has_text="“ninja” is jargon")).to_have_count(1)


def test_a_reason_that_is_being_typed_outlives_the_saving_of_a_line(editor, posting):
    slow(editor, 1)  # the answer comes while the reason is being typed
    field = editor.locator(f"#line-{posting.lines.last().pk}-text")
    field.fill("You carry on and on.")
    jargon = found(editor, "“ninja” is jargon")
    jargon.get_by_text("Wave off…").click()
    reason = jargon.get_by_label("Why? A word will do.")

    reason.press_sequentially("Our custom")
    expect(editor.locator("#save-state")).to_contain_text("Saved at")

    expect(reason).to_have_value("Our custom")
    expect(reason).to_be_visible()


def test_what_a_line_is_about_is_chosen_in_place(editor, posting):
    line = editor.locator(f"#line-{posting.lines.last().pk}")
    expect(line).to_contain_text("Reads as nothing on the sheet")
    line.get_by_role("link", name="Choose…").click()

    line.get_by_label("What is this line about?").select_option(label="Recruit engineers")
    line.get_by_role("button", name="Save", exact=True).last.click()

    expect(line).to_contain_text("Set by hand: Recruit engineers")
    expect(editor.locator(".fit-row.asked")).to_contain_text("1 of 1 core mission")
    line.get_by_role("button", name="Back to the guess").click()
    expect(line).to_contain_text("Reads as nothing on the sheet")
    expect(editor.locator(".fit-row.asked")).to_contain_text("0 of 1 core mission")


def test_a_missing_mission_is_picked_where_it_is_missed(editor, posting):
    editor.get_by_role("button", name="Take in: Recruit engineers").click()

    expect(editor.locator(".fit-row.asked")).to_contain_text("1 of 1 core mission")
    assert posting.lines.kept().filter(mission__isnull=False).count() == 1


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_done_by_plain_forms(page, live_server, sign_in_browser, posting):
    actions.update_facts(posting=posting, values={"title": "CTO"}, base={}, by=posting.created_by)
    sign_in_browser(page, posting.created_by)
    page.goto(live_server.url + posting.get_absolute_url())

    line = page.locator(f"#line-{posting.lines.first().pk}")
    line.get_by_role("button", name="Write it in small letters").click()
    expect(line.locator(".line-text")).to_have_value("👍 You lead delivery here, ninja.")
    line.get_by_text("Wave off…").click()
    line.get_by_label("Why? A word will do.").fill("Ours.")
    line.get_by_role("button", name="Wave off", exact=True).click()
    expect(page.get_by_text("Waved off.")).to_be_visible()
    line.get_by_role("link", name="Choose…").click()
    page.get_by_label("What is this line about?").select_option(label="Recruit engineers")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(line).to_contain_text("Set by hand: Recruit engineers")

"""The small modules in static/js: what each adds, and that the page works without."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.helpers import axe
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory
from tests.factories.roles import SkillFactory


@pytest.fixture
def studio(page, live_server, sign_in_browser, db):
    """The studio's list of postings, signed in as a recruiter."""
    user = UserFactory(recruiter=True)
    sign_in_browser(page, user)
    page.goto(live_server.url + reverse("studio:postings"))
    page.user = user
    return page


def test_menu_closes_on_escape_and_gives_the_focus_back(studio):
    menu = studio.locator("details.menu.wide")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Security").focus()

    studio.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", re.compile(".*"))
    expect(menu.locator("summary")).to_be_focused()


def test_menu_closes_on_a_click_elsewhere(studio):
    menu = studio.locator("details.menu.wide")
    menu.locator("summary").click()

    studio.locator("h1").click()

    expect(menu).not_to_have_attribute("open", re.compile(".*"))


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 700})
def test_whole_menu_is_there_on_a_phone_without_javascript(studio):
    studio.get_by_text("Menu", exact=True).click()
    studio.get_by_role("link", name="Security").click()

    expect(studio.get_by_role("heading", level=1)).to_have_text("Security")


def test_skip_link_is_the_first_stop_and_leads_to_the_content(studio):
    studio.keyboard.press("Tab")
    expect(studio.locator(".skip")).to_be_focused()

    studio.keyboard.press("Enter")

    expect(studio.locator("main")).to_be_focused()


def test_errors_take_the_focus_and_lead_to_their_field(page, live_server):
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("button", name="Sign in").click()

    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.title().startswith("Error: ")

    page.get_by_role("link", name="Password: This field is required.").click()
    expect(page.locator("#id_password")).to_be_focused()


def test_form_is_sent_once_however_often_it_is_clicked(page, live_server):
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(live_server.url + reverse("account_reset_password"))
    page.get_by_label("E-mail").fill("nobody@example.com")

    page.get_by_role("button", name="Send the link").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
    assert len(sent) == 1


def test_address_is_copied_and_said_so(studio, live_server, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    posting = PostingFactory(published=True, created_by=studio.user)
    studio.goto(live_server.url + reverse("studio:posting", args=[posting.code]))

    studio.get_by_role("button", name="Copy").click()

    expect(studio.get_by_role("button", name="Copied")).to_be_visible()
    assert studio.evaluate("navigator.clipboard.readText()") == studio.locator(".copy-field input").input_value()


def test_what_could_not_be_saved_is_said(studio, live_server):
    studio.watch.allow(404)

    studio.evaluate("htmx.ajax('GET', '/no/such/page/', {swap: 'none'})")

    expect(studio.locator("[data-toasts] .message")).to_have_text(
        "Not saved: the server refused. Reload the page to see why."
    )


def test_enter_takes_the_only_colleague_that_fits(studio, live_server):
    posting = PostingFactory(published=True, owner=studio.user)
    MembershipFactory(posting=posting, user=UserFactory(hiring_manager=True, name="Mei Tanaka"), part="hiring_manager")
    studio.goto(live_server.url + ApplicationFactory(posting=posting).get_absolute_url())
    field = studio.get_by_label("Note", exact=True)

    field.press_sequentially("Look, @mei")
    expect(studio.get_by_role("button", name="@mei.tanaka")).to_be_visible()
    field.press("Enter")
    field.press_sequentially("please")
    field.press("Enter")

    expect(field).to_have_value("Look, @mei.tanaka please\n")


@pytest.mark.parametrize(("width", "motion"), [(320, "reduce"), (1280, "reduce"), (1280, "no-preference")])
def test_what_was_done_is_in_view_where_the_page_opens_further_down(studio, live_server, width, motion):
    posting = PostingFactory(published=True, owner=studio.user)
    application = ApplicationFactory(posting=posting)
    studio.set_viewport_size({"width": width, "height": 700})
    studio.emulate_media(reduced_motion=motion)  # else the page moves to the place bit by bit
    studio.goto(live_server.url + reverse("studio:scorecard", args=[application.pk]))
    studio.get_by_label("Yes", exact=True).check()
    studio.get_by_label("Why").fill("Clear.")

    studio.get_by_role("button", name="Give the verdict").click()

    said = studio.locator("[data-toasts] .message")
    expect(said).to_have_text("Your verdict is kept.")
    expect(said).to_be_in_viewport(ratio=1)
    axe(studio)
    studio.keyboard.press("Tab")
    expect(said).to_have_count(0)
    expect(studio.locator("#messages")).to_have_text("Your verdict is kept.")


def test_the_reference_stays_unfolded_and_the_focus_on_what_was_pressed(studio, live_server):
    posting = PostingFactory(owner=studio.user)
    SkillFactory(role=posting.role, name_en="Patience", at={posting.stage: "essential"})
    studio.goto(live_server.url + posting.get_absolute_url())
    studio.get_by_role("heading", name="Skills").click()

    studio.get_by_role("button", name="Patience").first.click()

    expect(studio.locator(".pick-button[aria-pressed=true]", has_text="Patience")).to_be_focused()


def test_nothing_is_published_past_a_marked_field(studio, live_server):
    posting = PostingFactory(owner=studio.user)
    studio.goto(live_server.url + posting.get_absolute_url())
    studio.get_by_label("Contact's e-mail").fill("nonsense")
    studio.get_by_label("Contact's e-mail").blur()
    expect(studio.locator("#fact-contact_email .field-error")).to_be_visible()

    studio.get_by_role("button", name="Publish", exact=True).click()

    expect(studio.get_by_label("Contact's e-mail")).to_be_focused()
    expect(studio.locator("#save-state")).to_have_text("Not all is saved: see the marked fields.")


def test_the_button_to_publish_comes_with_a_change_and_is_not_drawn_anew(studio, live_server):
    posting = PostingFactory(published=True, owner=studio.user)
    studio.goto(live_server.url + posting.get_absolute_url())
    expect(studio.locator("#publish-action")).to_have_text("Nothing changed since version 1")

    studio.locator(".line-text").first.fill("Other words.")
    studio.locator(".line-text").first.blur()
    button = studio.get_by_role("button", name="Publish new version")
    expect(button).to_be_visible()
    button.evaluate("button => button.dataset.same = 'yes'")
    studio.locator(".line-text").nth(1).fill("More words.")
    studio.locator(".line-text").nth(1).blur()

    expect(studio.locator("#live-note")).to_contain_text("Candidates still read version 1")
    expect(studio.locator("#save-state")).to_contain_text("aved")
    expect(studio.locator("[data-same=yes]")).to_be_visible()
    button.click()
    expect(studio.locator("#publish-action")).to_have_text("Nothing changed since version 2")


def test_an_exported_text_is_copied(studio, live_server, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    posting = PostingFactory(published=True, owner=studio.user)
    studio.goto(live_server.url + reverse("studio:export", args=[posting.code]))

    studio.get_by_role("button", name="Copy Markdown").click()

    expect(studio.get_by_role("button", name="Copied Markdown")).to_be_visible()
    assert studio.evaluate("navigator.clipboard.readText()").startswith("# Chief Technical Officer\n")

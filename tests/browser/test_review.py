"""A review from end to end, in a real browser: asked for, commented on, returned, asked for again, approved."""

from playwright.sync_api import Page, expect

from postings.choices import Part
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.postings import MembershipFactory, PostingFactory


def test_a_review_with_comments(page: Page, live_server, sign_in_browser):
    recruiter = UserFactory(recruiter=True, name="Claire Morel")
    manager = UserFactory(hiring_manager=True, name="Mei Tanaka")
    posting = PostingFactory(ready=True, owner=recruiter, company__review_required=True)
    MembershipFactory(posting=posting, user=manager, part=Part.HIRING_MANAGER)
    editor = live_server.url + posting.get_absolute_url()
    note = page.locator("#review-note")

    # Publishing says that an approval is missing, and leads to asking for one.
    sign_in_browser(page, recruiter)
    page.goto(editor)
    page.watch.allow(422)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("alert").get_by_role("link", name="An approval of this text is needed").click()
    page.get_by_label("Message").fill("Is it clear?")
    page.get_by_role("button", name="Ask for the review").click()
    expect(note).to_contain_text("Waiting for Mei Tanaka’s review")

    # The reviewer finds it on the first page, comments on a line, and returns it.
    sign_in_browser(page, manager)
    page.goto(f"{live_server.url}/studio/")
    page.get_by_role("region", name="Waiting for your review").get_by_role("link").click()
    first = page.locator(".item.of-lines").first
    first.locator(".talk > summary").click()
    first.get_by_role("textbox").fill("Say how many people.")
    first.get_by_role("textbox").press("Control+Enter")
    expect(first.locator(".remarks")).to_contain_text("Say how many people.")
    expect(page.locator("#comment-overview")).to_contain_text("Open comments at 1 place")
    page.get_by_label("Your answer").fill("One comment, then it is good.")
    page.get_by_role("button", name="Return").click()
    expect(page.get_by_text("Returned by Mei Tanaka")).to_be_visible()

    # The recruiter reads it at the line, changes the line, answers, settles, and asks again.
    sign_in_browser(page, recruiter)
    page.goto(editor)
    expect(note).to_contain_text("One comment, then it is good.")
    line = page.locator("[data-line]").first
    line.get_by_label("Line 1, of").fill("You hire four people.")
    expect(page.locator("#save-state")).to_contain_text("Saved at")
    expect(note).to_contain_text("1 change since")
    line.get_by_label("Your comment").fill("Four. It says so now.")
    page.locator("#id_title").focus()  # leaving a comment that is being written saves nothing and loses nothing
    line.get_by_role("button", name="Reply").click()
    expect(line.locator(".remarks > li")).to_have_count(2)
    expect(line.locator(".said-of").first).to_contain_text("You carry out mission 1.")
    line.get_by_role("button", name="Settle").click()
    expect(line.locator(".talk > summary")).to_contain_text("Settled comments")
    expect(line.locator(".talk > summary")).to_be_focused()
    note.get_by_role("link", name="Ask again…").click()
    page.get_by_role("button", name="Ask for the review").click()
    expect(note).to_contain_text("Waiting for Mei Tanaka’s review")

    # The reviewer sees what changed since the last time, and approves.
    sign_in_browser(page, manager)
    page.goto(editor)
    page.get_by_role("link", name="Read and comment").click()
    expect(page.get_by_role("region", name="What changed")).to_contain_text("1 change since Mei Tanaka’s last review")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved by Mei Tanaka")).to_be_visible()

    # Now it is published, and the version says who approved it.
    sign_in_browser(page, recruiter)
    page.goto(editor)
    expect(note).to_contain_text("Approved by Mei Tanaka")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Published as version 1.")).to_be_visible()
    page.goto(f"{editor}versions/")
    expect(page.get_by_role("region", name="Version 1")).to_contain_text("Approved by Mei Tanaka")
    assert Posting.objects.get().live_version.digest == posting.reviews.first().digest

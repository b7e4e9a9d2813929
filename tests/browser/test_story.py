"""The main job from end to end, in a real browser: from the reference to a decision on a candidate."""

import re

from django.core.management import call_command
from playwright.sync_api import Page, expect
from post_office.models import Email

from accounts.models import AuditEvent
from candidates.models import Document
from hiring.models import Application
from postings.models import Posting
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.candidates import pdf


def test_from_the_reference_to_a_decision(page: Page, other_page, live_server, storage, tmp_path):
    call_command("load_reference", verbosity=0)
    recruiter = UserFactory(recruiter=True, name="Claire Morel", email="claire@example.com")

    # The recruiter signs in, through the form.
    page.goto(f"{live_server.url}/studio/")
    page.get_by_label("E-mail").fill(recruiter.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/studio/$"))

    # A draft for a company at the second stage: the core missions come picked.
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Postings").click()
    page.get_by_role("link", name="New posting").click()
    page.get_by_label("Name of the new company").fill("Marée")
    page.get_by_role("radio", name="CTO #2").check()
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chief Technical Officer at Marée")
    lines = page.locator("[aria-labelledby=lines-mission] .line")
    expect(lines).to_have_count(9)
    page.wait_for_load_state()  # what is typed before the page's scripts are there is saved once the field is left

    # Reword one, drop one, add one of another stage's, add one's own, move it up; each is saved as it is made.
    saved = page.locator("#save-state")
    recruit = lines.filter(has_text="Recruit engineers")
    recruit.get_by_role("textbox").fill("You hire four engineers this year.")
    expect(saved).to_contain_text("Saved at ")
    expect(recruit.locator(".from")).to_contain_text("reworded")
    reference = page.get_by_role("region", name="Reference: CTO #2")
    reference.get_by_role("button", name="Review the team’s code").click()
    expect(saved).to_contain_text("Dropped:")
    expect(lines).to_have_count(8)
    reference.get_by_role("button", name="Set up the architecture").click()
    expect(saved).to_contain_text("Picked:")
    page.get_by_label("Your own line").fill("You make the markets work offline.")
    page.get_by_role("button", name="Add the line").click()
    expect(lines).to_have_count(10)
    lines.last.get_by_role("button", name="Move up").click()
    expect(saved).to_contain_text("Moved.")

    # Publishing says what is missing, with links to it; then the facts.
    page.watch.allow(422)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("A place is missing")
    page.get_by_role("link", name="The contract is missing.").first.click()
    page.get_by_label("Contract", exact=True).select_option("permanent")
    page.get_by_label("Places").fill("Gent, Belgium")
    page.get_by_label("Pay from").fill("85000")
    page.get_by_label("Pay to").fill("105000")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_label("Period").select_option("year")
    page.get_by_label("Opening words").fill("You take over a product that 400 markets open every morning.")
    page.get_by_label("Title").focus()
    expect(page.locator("#checklist")).to_contain_text("Nothing is missing")
    preview = page.frame_locator("[data-preview]")
    expect(preview.get_by_text("You hire four engineers this year.")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_label("Public address")).to_be_visible()
    address = page.get_by_label("Public address").input_value()

    # Somebody unknown finds it, reads it, and applies with a PDF.
    visitor = other_page
    visitor.goto(live_server.url)
    visitor.get_by_role("link", name="Chief Technical Officer").click()
    expect(visitor).to_have_url(address)
    expect(visitor.get_by_text("€85,000 to €105,000 a year")).to_be_visible()
    expect(visitor.get_by_text("You hire four engineers this year.")).to_be_visible()
    visitor.get_by_role("link", name="Apply", exact=True).click()
    cv = tmp_path / "ines-moreau.pdf"
    cv.write_bytes(pdf("Ines Moreau, CTO of Halle Libre"))
    visitor.get_by_label("Your name").fill("Inès Moreau")
    visitor.get_by_label("E-mail").fill("ines@example.com")
    visitor.get_by_label("CV").set_input_files(cv)
    visitor.get_by_label("A few words").fill("I built the offline mode of Halle Libre.")
    visitor.get_by_role("button", name="Send my application").click()
    expect(visitor.get_by_role("heading", name="We have your application")).to_be_visible()
    assert Email.objects.filter(to=["ines@example.com"]).count() == 1

    # The recruiter sees the candidate, downloads the same bytes, and rejects with a reason.
    page.goto(f"{live_server.url}/studio/")
    page.get_by_role("link", name="Inès Moreau").first.click()
    expect(page.get_by_text("I built the offline mode of Halle Libre.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CV").click()
    assert download.value.path().read_bytes() == cv.read_bytes()
    assert download.value.suggested_filename == "ines-moreau.pdf"
    opened = AuditEvent.objects.get(action="cv_opened")
    assert (opened.actor_id, opened.object_id) == (recruiter.pk, str(Document.objects.get().pk))
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("Reason", exact=True).select_option("stage")
    page.get_by_role("button", name="Reject", exact=True).click()
    application = Application.objects.get()
    assert (application.state, application.rejection_reason.key) == ("rejected", "stage")
    move = application.moves.first()
    assert (move.from_state, move.to_state, move.by) == ("active", "rejected", recruiter)

    # The posting is closed, and its page says so.
    posting = Posting.objects.get()
    page.goto(f"{live_server.url}{posting.get_absolute_url()}")
    page.locator("main .page-actions summary").click()
    page.get_by_role("link", name="Close…").click()
    page.get_by_label("Somebody was hired").check()
    page.get_by_role("button", name="Close the posting").click()
    visitor.goto(address)
    expect(visitor.get_by_text("This posting is closed.")).to_be_visible()
    expect(visitor.get_by_role("link", name="Apply")).to_have_count(0)

    # The chain holds: what was published still knows the mission that it came from, and its wording then.
    hired = next(line for line in posting.live_version.content["lines"] if line["text"].startswith("You hire four"))
    assert (hired["mission"], hired["source_text"][:11]) == ("recruit-engineers", "You recruit")
    assert application.version == posting.live_version

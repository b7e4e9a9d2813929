"""From somebody's messy ad to a published posting that two colleagues agreed on, in a real browser."""

import re
from datetime import timedelta

import time_machine
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from postings import actions
from postings.models import Posting
from postings.sweep import carry_out_schedules
from roles.models import Mission
from tests.factories.accounts import UserFactory
from tests.factories.postings import LineFactory, PostingFactory

AD = """
*** CTO (m/w) NEEDED ASAP!!! ***

ABOUT US
Marée sells fish straight from the boat to restaurants in Gent, Belgium.
We are 45 people, 9 of them engineers, and growing fast.

YOUR MISSIONS
* Recruit engineers and lead the technical team, a ninja who
  crushes every deadline
* Review the team's code and set the standards
* Define the technical roadmap with the CEO
* Manage the budget of several teams
* Keep the production running day and night

WHAT YOU NEED
- 10+ years of experience
- a young, dynamic personality, under 35
- English

WE OFFER
Salary: from 85.000 EUR, depending on profile
Lunch vouchers, a bike

Tell us what you earn today. Send your CV to jobs@maree.example
"""


def test_from_a_messy_ad_to_a_published_posting(page: Page, live_server, sign_in_browser, storage):
    call_command("load_reference", verbosity=0)
    recruiter = UserFactory(recruiter=True, name="Claire Morel", email="claire@example.com")
    lead = UserFactory(lead=True, name="Jan Peeters", email="jan@example.com")
    sign_in_browser(page, recruiter)

    # The ad is pasted, read, and made a draft.
    page.goto(f"{live_server.url}/studio/postings/from-ad/")
    page.get_by_label("Text of the ad").fill(AD)
    page.get_by_role("button", name="Read the ad").click()
    expect(page.get_by_role("heading", name="The ad asks for a CTO #2")).to_be_visible()
    expect(page.get_by_text("“young” asks for an age.").first).to_be_visible()
    page.get_by_label("Name of the new company").fill("Marée")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chief Technical Officer at Marée")
    lines = page.locator("[aria-labelledby=lines-mission] .line")
    expect(lines).to_have_count(5)
    expect(lines.first.get_by_role("textbox").first).to_have_value(re.compile("a ninja who crushes every deadline"))
    expect(lines.first.locator(".from")).to_contain_text("Manage and mentor the first members")

    # A finding is waved off with a word, another mended by one click, the facts filled in.
    saved = page.locator("#save-state")
    jargon = lines.first.locator(".finding", has_text="“ninja” is jargon.")
    jargon.get_by_text("Wave off…").click()
    jargon.get_by_label("Why? A word will do.").fill("the team likes it")
    jargon.get_by_role("button", name="Wave off").click()
    expect(jargon).to_have_count(0)
    page.locator("#id_places").fill("Gent, Belgium")
    page.locator("#id_contract").select_option("permanent")
    page.locator("#id_remote").select_option("hybrid")
    page.locator("#id_pay_min").fill("85000")
    page.locator("#id_pay_max").fill("105000")
    page.locator("#id_pay_currency").select_option("EUR")
    page.locator("#id_pay_period").select_option("year")
    page.locator("#id_title").focus()
    expect(page.locator("#id_pay_currency")).to_have_value("EUR")
    expect(saved).to_contain_text("Saved at ")

    # Publishing is refused and says why: an age, and a question about pay. Both are mended.
    page.watch.allow(422)
    page.get_by_role("button", name="Publish", exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("link")).to_have_text(
        ["“what you earn today”: don’t ask what candidates earn or earned.", "“young” asks for an age."]
    )
    alert.get_by_role("link", name="“young” asks for an age.").click()
    young = page.locator(".line", has_text="“young” asks for an age.").get_by_label("Line ")
    expect(young).to_be_focused()
    young.fill("You get along with fishermen at four in the morning.")
    page.locator("#id_benefits").fill("Lunch vouchers, a bike")
    page.locator("#id_title").focus()
    expect(page.locator("#checklist")).to_contain_text("Nothing is missing")

    # A lead reads it, comments on a line, and approves.
    posting = Posting.objects.get()
    page.goto(f"{live_server.url}/studio/postings/{posting.code}/reviews/ask/")
    page.get_by_label("Jan Peeters").check()
    page.get_by_role("button", name="Ask for the review").click()
    sign_in_browser(page, lead)
    page.goto(f"{live_server.url}/studio/")
    page.get_by_role("region", name="Waiting for your review").get_by_role("link").click()
    budget = page.locator(".item.of-lines", has_text="Manage the budget of several teams")
    budget.locator(".talk > summary").click()
    budget.get_by_role("textbox").fill("That is for a later stage, isn’t it?")
    budget.get_by_role("button", name="Comment").click()
    expect(budget.locator(".remarks")).to_contain_text("That is for a later stage")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved by Jan Peeters").first).to_be_visible()

    # The recruiter reads the comment, settles it, and publishes what was approved.
    sign_in_browser(page, recruiter)
    page.goto(live_server.url + posting.get_absolute_url())
    commented = page.locator(".line", has_text="That is for a later stage")
    commented.get_by_role("button", name="Settle").click()
    expect(commented.locator(".talk > summary")).to_contain_text("Settled comments")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_label("Public address")).to_be_visible()
    address = page.get_by_label("Public address").input_value()
    posting.refresh_from_db()
    approved = posting.reviews.get()
    assert (approved.state, approved.digest, approved.reviewer) == ("approved", posting.live_version.digest, lead)
    source = {line["text"]: line["mission"] for line in posting.live_version.content["lines"]}
    assert source["Review the team's code and set the standards"] == "review-code"

    # The reference changes: refused here, where the words are the company's own, and taken on another live posting.
    mission = Mission.objects.get(key="review-code")
    other = PostingFactory(ready=True, owner=recruiter, role=posting.role, stage=posting.stage, title="Head of code")
    LineFactory(posting=other, mission=mission, text=mission.line, source_text=mission.line)
    actions.publish_posting(posting=other, by=recruiter)
    mission.line_en = "You read the code of your team and say kindly what could be better."
    mission.save()
    page.goto(f"{live_server.url}/studio/behind/")
    here, there = page.locator(f"#behind-{posting.code}"), page.locator(f"#behind-{other.code}")
    here.get_by_role("button", name="Keep our words").click()
    expect(here).to_contain_text("All settled.")
    there.get_by_role("button", name="Take the new wording").click()
    expect(there).to_contain_text("All settled.")
    there.get_by_role("button", name="Publish new version").click()
    expect(page.get_by_label("Public address")).to_be_visible()
    other.refresh_from_db()
    texts = [[line["text"] for line in one.live_version.content["lines"]] for one in (posting, other)]
    assert ("Review the team's code and set the standards" in texts[0], mission.line_en in texts[1]) == (True, True)

    # It closes by itself at the time that was set, and its page says so.
    page.goto(f"{live_server.url}/studio/postings/{posting.code}/schedule/")
    closing = timezone.localtime() + timedelta(days=2)
    page.get_by_label("Close on").fill(closing.strftime("%Y-%m-%d"))
    page.get_by_label("Close at").fill("09:00")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_text(re.compile("Closes on"))).to_have_count(1)
    page.goto(address)
    expect(page.get_by_role("link", name="Apply", exact=True)).to_have_count(1)
    with time_machine.travel(closing.replace(hour=9, minute=1), tick=False):
        assert [carry_out_schedules(), carry_out_schedules()] == [1, 0]
    page.reload()
    expect(page.get_by_text("This posting is closed.")).to_be_visible()
    expect(page.get_by_role("link", name="Apply", exact=True)).to_have_count(0)

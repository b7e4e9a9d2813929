"""Pages of postings: what candidates read, and the studio around it."""

from datetime import UTC, date, datetime
from functools import partial

from django.urls import reverse
from playwright.sync_api import Page, expect

from postings import actions
from postings.models import Posting, Proposal
from postings.schedule import Schedule
from postings.working import assess_working
from roles.actions import retire_entry
from roles.models import Importance, Mission, Weight
from tests.factories.accounts import UserFactory
from tests.factories.curation import recurring
from tests.factories.postings import CompanyFactory, LineFactory, PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

from . import pages_team

FACTS = {
    "summary": "You take over a product that 400 fish markets open every morning.",
    "pay_min": 85_000,
    "pay_max": 105_000,
    "pay_currency": "EUR",
    "pay_period": "year",
    "benefits": "- 30 days of holiday\n- A desk by the sea",
    "process": "A call of 30 minutes.\nA paid working session.",
    "answer_days": 10,
}


def of_user(**fields):
    """Return a set-up that makes a posting of the user's, with missions and skills of the reference."""

    def setup(user) -> Posting:
        stage = StageFactory(number=2)
        mission = MissionFactory(role=stage.role, technical_percent=40, at={stage: Weight.CORE})
        MissionFactory(role=stage.role, at={StageFactory(role=stage.role, number=3): Weight.CORE})
        SkillFactory(role=stage.role, at={stage: Importance.ESSENTIAL})
        owner = user or UserFactory(recruiter=True)
        company = CompanyFactory(
            created_by=owner, name="Marée", description="Fish **markets**.", engineers=6, people=22
        )
        reach = {name: fields.pop(name) for name in ("published", "closed", "archived", "ready") if name in fields}
        posting = PostingFactory(
            **({"ready": True} | FACTS | fields), company=company, stage=stage, owner=owner, mission_lines=3
        )
        actions.pick(posting=posting, source=mission, by=owner)
        dropped = actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=owner)
        actions.drop_line(line=dropped, by=owner)
        if "ready" not in reach and reach:
            actions.publish_posting(posting=posting, by=owner)
        if {"closed", "archived"} & reach.keys():
            actions.close_posting(posting=posting, by=owner, reason="filled")
        if "archived" in reach:
            actions.archive_posting(posting=posting, by=owner)
        posting.refresh_from_db()
        return posting

    return setup


def behind(**fields):
    """Return a set-up that makes postings of the user's whose lines are behind the reference, in each way."""

    def setup(user) -> Posting:
        owner = user or UserFactory(recruiter=True)
        for posting in (of_user()(owner), of_user(**fields)(owner)):
            skill = SkillFactory(role=posting.role)
            actions.pick(posting=posting, source=skill, by=owner)
            retire_entry(entry=skill, by=owner)
            own = MissionFactory(role=posting.role, line_en="You run the team, hire and decide.")
            line = actions.pick(posting=posting, source=own, by=owner)
            actions.reword_line(line=line, text="You run the small team, hire and decide.", revision=1, by=owner)
            Mission.objects.filter(role=posting.role, lines__posting=posting).update(
                line_en="You lead the team, hire and decide."
            )
        return posting

    return setup


def refuse_a_decision(page: Page) -> None:
    """Send an edit without words, and see why nothing was settled."""
    page.locator(".drift-edit:not([open]) > summary").first.click()
    page.locator(".drift-edit textarea").first.fill("")
    page.locator(".drift-edit button").first.click()
    page.locator(".drift [role=alert]").wait_for()


def settle_a_posting(page: Page) -> None:
    """Decide about each line of the first posting, until none is left."""
    posting = page.locator("[data-behind]").first
    for _ in range(posting.locator(".drift").count()):
        count = posting.locator(".drift").count()
        posting.locator(".drift [value=keep]").first.click()
        expect(posting.locator(".drift")).to_have_count(count - 1)


def public(posting: Posting) -> str:
    return posting.public_path


def studio(name: str):
    """Return a `url` for a page of the posting that the set-up made."""
    return lambda posting: reverse(f"studio:{name}", args=[posting.code])


def send_bad_facts(page: Page) -> None:
    """Type a place that is none, and see the error beside it."""
    page.fill("#id_places", "Nowhere")
    page.locator("#id_title").focus()
    page.locator("#fact-places [aria-invalid=true]").wait_for()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish").click()
    page.locator("[data-error-summary]").wait_for()


def submit(page: Page) -> None:
    """Send the page's own form as it is, so that its errors show."""
    page.locator("main form[method=post] button.btn").last.click()
    page.locator("[data-error-summary]").wait_for()


def planned(user) -> Posting:
    """A hidden draft that goes out and closes by itself, before its closing date, and failed to once."""
    posting = of_user(closes_on=date(2100, 1, 31), listed=False)(user)
    schedule = Schedule(datetime(2100, 1, 2, 8, tzinfo=UTC), datetime(2100, 1, 15, 8, tzinfo=UTC), "filled")
    actions.schedule_posting(posting=posting, schedule=schedule, by=posting.created_by)
    Posting.objects.filter(pk=posting.pk).update(schedule_problem="Not published on 2 January. A title is missing.")
    return posting


def send_bad_schedule(page: Page) -> None:
    page.get_by_role("button", name="Schedule").click()
    page.locator("[data-error-summary]").wait_for()


def send_schedule(page: Page) -> None:
    page.fill("#id_publish_date", "2100-01-02")
    page.fill("#id_publish_time", "08:00")
    send_bad_schedule(page)


def open_line_menu(page: Page) -> None:
    page.locator(".line-menu summary").first.click()


def proposal(user, **fields):
    """A line that recurs, or other words for a mission, as the sweep finds them."""
    recurring("You share the night duty, one week in six.", **fields)
    recurring("You take your share of the night duty, one week in four.", stage=StageFactory(number=3), **fields)
    actions.refresh_proposals()
    return Proposal.objects.first()


def other_words(user):
    return proposal(user, mission=MissionFactory(), source_text="You are on call.")


def used(user):
    """A sheet of which postings at two stages kept, dropped and reworded entries."""
    posting = of_user()(None)
    mission = Mission.objects.first()
    for _posting in range(3):
        line = LineFactory(posting__stage=posting.stage, mission=mission, source_text="You keep the service up.")
    actions.drop_line(line=line, by=line.updated_by)
    return posting


def decided(user):
    made = proposal(user)
    return actions.dismiss_proposal(proposal=made, note="Conditions of work.", by=user)


def in_admin(name: str):
    """Return a `url` for a page of the proposal that the set-up made."""
    return lambda made: reverse(f"admin:postings_proposal_{name}", args=[made.pk])


def send_empty_decision(page: Page) -> None:
    """Dismiss without a word, and see the error beside the field."""
    page.get_by_role("button", name="Dismiss").click()
    page.locator("#dismiss ~ form .errorlist").wait_for()


def send_entry(page: Page) -> None:
    """Add without the other language, and see the errors."""
    page.locator("input[type=submit]").click()
    page.locator(".errornote").wait_for()


def with_findings(user) -> Posting:
    """A posting whose lines are found fault with: one waved off, one said to be about something."""
    posting = of_user(title="Rockstar CTO")(user)
    add = partial(actions.add_line, posting=posting, by=user)
    add(kind="mission", text="You are under 35 and a ninja.")
    driven = add(kind="must", text="You are driven, competitive and a guru, and you support the team.")
    add(kind="mission", text="You carry out mission-1 for us.")
    actions.settle_about(line=driven, about="none", by=user)
    found = assess_working(posting)[1].findings
    advice = [finding for finding in found if finding.rule == "clarity.jargon"]
    actions.wave_off(posting=posting, key=advice[0].key, reason="Our customers say so.", by=user)
    return posting


def unfold_findings(page: Page) -> None:
    """Unfold all groups of the panel, and one form to wave a finding off."""
    page.locator("#checklist .check-group:not([open]) > summary").first.wait_for()
    for fold in page.locator("#checklist .check-group:not([open]) > summary").all()[::-1]:
        fold.click()
    page.locator("#checklist .wave > summary").first.click()
    page.locator(".line .wave > summary").first.click()


def choose_about(page: Page) -> None:
    page.get_by_role("link", name="Choose…").first.click()
    page.locator(".about-form select").wait_for()


def about(posting: Posting) -> str:
    return reverse("studio:about_line", args=[posting.code, posting.lines.filter(mission=None, skill=None).first().pk])


def open_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()


def leave_words(page: Page) -> None:
    """Type words and come back before they are saved: they are offered."""
    page.locator(".line-text").first.fill("You ask first.")
    page.reload()
    page.locator(".draft-offer").wait_for()


def rows(row, address) -> list:
    """The rows of this app, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("jobs", address("jobs:list"), setup=of_user(published=True)),
        row("jobs, french", lambda made: "/fr/", setup=of_user(published=True)),
        row("jobs, none", address("jobs:list")),
        row("jobs, nothing fits", lambda made: "/?q=nothing", setup=of_user(published=True)),
        row("posting", public, setup=of_user(published=True)),
        row("posting, french", public, setup=of_user(published=True, language="fr")),
        row("posting, closed", public, setup=of_user(closed=True)),
        row("posting, archived", public, setup=of_user(archived=True), statuses=frozenset({410})),
        row("postings", address("studio:postings"), user="recruiter", setup=of_user(published=True)),
        row("postings, none", address("studio:postings"), user="recruiter"),
        row("new posting", address("studio:new_posting"), user="recruiter", setup=of_user()),
        row("new posting, errors", address("studio:new_posting"), user="recruiter", setup=of_user(), act=submit),
        row("editor", studio("posting"), user="recruiter", setup=of_user()),
        row("editor, published", studio("posting"), user="recruiter", setup=of_user(published=True)),
        row("editor, bad facts", studio("posting"), user="recruiter", setup=of_user(), act=send_bad_facts),
        row("editor, line menu", studio("posting"), user="recruiter", setup=of_user(), act=open_line_menu),
        row("editor, findings", studio("posting"), user="recruiter", setup=with_findings, act=unfold_findings),
        row("editor, about a line", studio("posting"), user="recruiter", setup=with_findings, act=choose_about),
        row("about a line", about, user="recruiter", setup=with_findings),
        row(
            "editor, not ready",
            studio("posting"),
            user="recruiter",
            setup=of_user(title="", contract=""),
            act=publish,
            statuses=frozenset({422}),
        ),
        row("editor, behind", studio("posting"), user="recruiter", setup=behind(published=True)),
        row("behind", address("studio:behind"), user="recruiter", setup=behind(published=True)),
        row("behind, none", address("studio:behind"), user="recruiter"),
        row("behind, refused", address("studio:behind"), user="recruiter", setup=behind(), act=refuse_a_decision),
        row("behind, settled", address("studio:behind"), user="recruiter", setup=behind(), act=settle_a_posting),
        row("posting, archived, studio", studio("posting"), user="recruiter", setup=of_user(archived=True)),
        row("editor, keyboard's help", studio("posting"), user="recruiter", setup=of_user(), act=open_keys),
        row("editor, unsaved words", studio("posting"), user="recruiter", setup=of_user(), act=leave_words),
        row("as candidates see it", studio("as_candidates"), user="recruiter", setup=of_user()),
        row("preview", studio("preview"), user="recruiter", setup=of_user()),
        row("versions", studio("versions"), user="recruiter", setup=of_user(published=True)),
        row("versions, none", studio("versions"), user="recruiter", setup=of_user()),
        *pages_team.of_posting(row, studio, of_user),
        row("close", studio("close"), user="recruiter", setup=of_user(published=True)),
        row("close, errors", studio("close"), user="recruiter", setup=of_user(published=True), act=submit),
        row("export", studio("export"), user="recruiter", setup=of_user(published=True)),
        row("export, draft", studio("export"), user="recruiter", setup=of_user()),
        row("schedule", studio("schedule"), user="recruiter", setup=of_user()),
        row("schedule, planned", studio("schedule"), user="recruiter", setup=planned),
        row(
            "schedule, errors",
            studio("schedule"),
            user="recruiter",
            setup=of_user(published=True),
            act=send_bad_schedule,
            statuses=frozenset({422}),
        ),
        row(
            "schedule, not ready",
            studio("schedule"),
            user="recruiter",
            setup=of_user(title=""),
            act=send_schedule,
            statuses=frozenset({422}),
        ),
        row("editor, planned", studio("posting"), user="recruiter", setup=planned),
        row("postings, planned", address("studio:postings"), user="recruiter", setup=planned),
        row("today, planned", address("studio:today"), user="recruiter", setup=planned),
        row("archive", studio("archive"), user="recruiter", setup=of_user()),
        row("companies", address("studio:companies"), user="recruiter", setup=of_user()),
        row("companies, none", address("studio:companies"), user="recruiter"),
        row("new company", address("studio:new_company"), user="recruiter"),
        row("new company, errors", address("studio:new_company"), user="recruiter", act=submit),
        row("usage", address("studio:usage"), user="lead", setup=used),
        row("usage, one stage", lambda made: reverse("studio:usage") + "?stage=2&since=x", user="curator", setup=used),
        row("usage, none", address("studio:usage"), user="lead"),
        row("proposals", address("admin:postings_proposal_changelist"), user="curator", setup=proposal),
        row("proposal", in_admin("change"), user="curator", setup=proposal),
        row("proposal, wording", in_admin("change"), user="curator", setup=other_words),
        row("proposal, decided", in_admin("change"), user="curator", setup=decided),
        row("proposal, errors", in_admin("change"), user="curator", setup=proposal, act=send_empty_decision),
        row("proposal, mission", in_admin("mission"), user="curator", setup=proposal),
        row("proposal, skill, errors", in_admin("skill"), user="curator", setup=proposal, act=send_entry),
        row(
            "company",
            lambda posting: reverse("studio:company", args=[posting.company_id]),
            user="recruiter",
            setup=of_user(published=True),
        ),
    ]

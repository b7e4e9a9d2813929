"""Pages of people: the lists, the page of one, adding and telling somebody."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from candidates.actions import add_tags, give_consent
from candidates.models import Candidate
from hiring.actions.searches import save_search
from hiring.models import Mention, SavedSearch
from hiring.search import index_due
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, ConsentAskFactory, DocumentFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.notes import NoteFactory, NoteFileFactory
from tests.factories.postings import CompanyFactory, PostingFactory

NAMES = ["Inès Moreau", "Tomasz Zieliński", "Maximiliane Freifrau von Schönhausen-Wittgenstein"]


def some_people(user) -> Candidate:
    """People of each kind: applied, in the pool, added by hand, one of them to be told long since."""
    posting = PostingFactory(published=True, owner=user)
    CompanyFactory(created_by=user)
    for name in NAMES:
        ApplicationFactory(posting=posting, candidate=CandidateFactory(name=name, phone="+33 6 12 34 56 78"))
    first = Candidate.objects.get(name=NAMES[0])
    add_tags(candidate=first, names=["Rust", "Speaks at conferences", "Nantes"], by=user)
    UserFactory(lead=True, name="Zoë Ångström")
    text = "See https://example.com/a/long/address/of/a/talk\n@lead: call her?"
    note = NoteFactory(candidate=first, by=user, text=text)
    NoteFileFactory(note=note)
    NoteFactory(application=first.applications.get(), is_private=True, by=user)
    Mention.objects.create(note=note, user=user)
    give_consent(candidate=first, wording="Marée may keep my data for 24 months.", by=None)
    CandidateFactory(
        name="Late Lovelace", sourced=True, added_by=user, tell_by=timezone.localdate() - timedelta(days=3)
    )
    return first


def findable(user) -> None:
    some_people(user)
    index_due()


def a_search(user) -> None:
    findable(user)
    save_search(name="Engines, in Nantes or nearby", query="q=engines", by=user)
    SavedSearch.objects.update(new_count=100)


def sourced(user) -> Candidate:
    some_people(user)
    person = CandidateFactory(
        name="Amara Diallo",
        sourced=True,
        added_by=user,
        source_note="A meet-up on offline-first software in Nantes",
        links="https://amara.example/talks/offline-first-on-a-fish-market-and-other-places",
        email="amara.diallo.of.a.long.address@a-company-of-a-long-name.example",
    )
    DocumentFactory(candidate=person)
    return person


def an_ask(user):
    return ConsentAskFactory()


def of(name: str):
    return lambda person: reverse(f"studio:{name}", args=[person.pk])


def send(label: str):
    """Return an `act` that sends a form as it is, so that its errors show."""

    def act(page: Page) -> None:
        page.watch.allow(422)
        page.get_by_role("button", name=label, exact=True).click()
        page.locator("[data-error-summary]").wait_for()

    return act


def open_tag(page: Page) -> None:
    page.locator("summary", has_text="Change").first.click()


def rename_to(name: str) -> Callable[[Page], None]:
    """Give a tag or a search a name that is none."""

    def act(page: Page) -> None:
        page.watch.allow(422)
        open_tag(page)
        page.locator("details[open] input[name=name]").fill(name)
        page.get_by_role("button", name="Rename").first.click()
        page.locator("[data-error-summary]").wait_for()

    return act


def tag_with_nothing(page: Page) -> None:
    page.watch.allow(422)
    page.get_by_role("button", name="Tag", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def of_note(name: str):
    return lambda person: reverse(f"studio:{name}", args=[person.notes.filter(application=None).get().pk])


def name_somebody(page: Page) -> None:
    page.get_by_label("Note", exact=True).press_sequentially("Ask @zo")
    page.get_by_role("button", name="@zoe.angstrom").click()
    assert page.get_by_label("Note", exact=True).input_value() == "Ask @zoe.angstrom "


def name_somebody_more(page: Page) -> None:
    name_somebody(page)
    page.get_by_label("Note", exact=True).press_sequentially("and @")


def rows(row, address) -> list:
    return [
        row("people", address("studio:people"), user="recruiter", setup=some_people),
        row("people, none", address("studio:people"), user="recruiter"),
        row("people, nobody fits", lambda made: "/studio/candidates/people/?q=nobody", "recruiter", some_people),
        row("people, found", lambda made: "/studio/candidates/people/?q=moreau", "recruiter", findable),
        row(
            "people, saved searches", lambda made: "/studio/candidates/people/?q=moreau&tag=rust", "recruiter", a_search
        ),
        row("people, searches", address("studio:searches"), "recruiter", a_search, open_tag),
        row("people, searches, none", address("studio:searches"), "recruiter"),
        row("people, searches, errors", address("studio:searches"), "recruiter", a_search, rename_to(" ")),
        row("people, pool", address("studio:pool"), user="recruiter", setup=some_people),
        row("people, pool, none", address("studio:pool"), user="recruiter"),
        row("people, one", of("person"), user="lead", setup=some_people),
        row("people, one sourced", of("person"), user="recruiter", setup=sourced),
        row("people, add", address("studio:add_candidate"), user="recruiter", setup=some_people),
        row("people, add, errors", address("studio:add_candidate"), "recruiter", some_people, send("Add")),
        row("people, to tell", address("studio:to_tell"), user="recruiter", setup=some_people),
        row("people, to tell, none", address("studio:to_tell"), user="recruiter"),
        row("people, tell", of("tell"), user="recruiter", setup=sourced),
        row("people, told, errors", of("tell"), "recruiter", sourced, send("Note it")),
        row("people, notes, naming", of("person"), "recruiter", some_people, name_somebody_more),
        row("people, notes, errors", of("person"), "recruiter", some_people, send("Add the note")),
        row("people, notes, change", of_note("change_note"), "recruiter", some_people),
        row("people, notes, delete", of_note("delete_note"), "recruiter", some_people),
        row("people, tags", address("studio:tags"), "lead", some_people, open_tag),
        row("people, tags, errors", address("studio:tags"), "lead", some_people, rename_to(" # ")),
        row("people, tags, none", address("studio:tags"), user="lead"),
        row("people, tagging, errors", of("person"), "recruiter", some_people, tag_with_nothing),
        row("people, ask", of("ask_consent"), user="recruiter", setup=sourced),
        row("people, ask, errors", of("ask_consent"), "lead", sourced, send("Ask")),
        row("people, agree", lambda ask: reverse("hiring:agree", args=[ask.token]), setup=an_ask),
        row(
            "people, agree, errors",
            lambda ask: reverse("hiring:agree", args=[ask.token]),
            None,
            an_ask,
            send("I agree"),
        ),
        row("people, today", address("studio:today"), user="recruiter", setup=some_people),
    ]

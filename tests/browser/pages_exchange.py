"""Pages of people in and out of files, and of people who are there twice."""

import json

from django.urls import reverse
from playwright.sync_api import Page

from candidates.actions import carry_on, check_import, confirm_import, take_file
from candidates.models import Candidate, ImportRun, Pair
from hiring.actions import merge_candidates
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

CSV = """Name;E-mail;Téléphone;LinkedIn;Poste;Remarks
Inès Moreau;ines@example.com;+33 6 12 34 56 78;linkedin.example/ines;Head of engineering;met in Nantes
Maximiliane Freifrau von Schönhausen-Wittgenstein;a-very-long-address-of-somebody@subdomain.example.com;;;;
;nobody@;call me;nowhere;;
Inès M.;INES@example.com;;;;
Tomasz Zieliński;tomasz@example.com;+48 22 123 45 67;;CTO;
"""
RESUME = {
    "basics": {
        "name": "Katherine Johnson",
        "email": "katherine@example.com",
        "label": "Mathematician",
        "summary": "I count what flies.\n\nBy hand, if need be.",
        "location": {"city": "Hampton", "countryCode": "US"},
        "profiles": [{"network": "Code", "username": "kj", "url": "https://code.example/kj"}],
        "image": "https://example.com/photo.jpg",
    },
    "work": [
        {
            "name": "NASA",
            "position": "Computer",
            "startDate": "1953",
            "endDate": "1986",
            "summary": "Orbits.",
            "highlights": ["Friendship 7", "Apollo 11"],
        }
    ],
    "skills": [{"name": "Orbital mechanics", "level": "Master", "keywords": ["Euler", "ellipses"]}],
    "languages": [{"language": "English", "fluency": "Native"}],
}
CONFIRMED = {"basis": "interest", "source_note": "Our old system"}


def a_draft(user) -> ImportRun:
    return take_file(name="people of the old system.csv", data=CSV.encode(), by=user)


def checked(user) -> ImportRun:
    CandidateFactory(name="Tomasz", email="tomasz@example.com", sourced=True, added_by=user)
    run = a_draft(user)
    return check_import(run=run, mapping=run.mapping, by=user)


def running(user) -> ImportRun:
    run = checked(user)
    confirm_import(run=run, by=user, **CONFIRMED)
    return run


def done(user) -> ImportRun:
    run = running(user)
    carry_on(run)
    return run


def a_resume(user) -> Candidate:
    run = take_file(name="katherine.json", data=json.dumps(RESUME).encode(), by=user)
    confirm_import(run=run, by=user, **CONFIRMED)
    carry_on(run)
    return Candidate.objects.get(email="katherine@example.com")


def a_pair(user) -> Pair:
    """Somebody who is there twice, with a resume, applications and files on both sides."""
    one = a_resume(user)
    other = CandidateFactory(
        name="K. Johnson", email="k.johnson+jobs@example.com", phone="+1 757 555 0100", links="https://kj.example"
    )
    ApplicationFactory(posting=PostingFactory(published=True, owner=user), candidate=other)
    return Pair.objects.create(one=one, other=other, reasons=["email", "phone"])


def a_merge(user) -> Candidate:
    pair = a_pair(user)
    return merge_candidates(survivor=pair.one, other=pair.other, by=user).survivor


def nothing_chosen(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main [type=radio]').forEach((radio) => { radio.checked = false })")
    send(page)


def twice(page: Page) -> None:
    """Say of two columns that they are about the same."""
    page.locator("#id_column_5").select_option("name")
    send(page)


def send(page: Page) -> None:
    page.locator("main form[method=post] button").first.click()
    page.wait_for_load_state()
    page.locator("[data-error-summary]").wait_for()


def of_made(made) -> str:
    return made.get_absolute_url()


def pair_of(made: Pair) -> str:
    return reverse("studio:duplicate", args=[made.pk])


def rows(row, address) -> list:
    refused = frozenset({422})
    return [
        row("import", address("studio:new_import"), user="recruiter", setup=done),
        row("import, errors", address("studio:new_import"), user="recruiter", act=send, statuses=refused),
        row("import, columns", of_made, user="recruiter", setup=a_draft),
        row("import, columns, errors", of_made, user="recruiter", setup=a_draft, act=twice, statuses=refused),
        row("import, dry run", of_made, user="recruiter", setup=checked),
        row("import, dry run, errors", of_made, user="recruiter", setup=checked, act=send, statuses=refused),
        row("import, going on", of_made, user="recruiter", setup=running),
        row("import, done", of_made, user="recruiter", setup=done),
        row("duplicates", address("studio:duplicates"), user="recruiter", setup=a_pair),
        row("duplicates, none", address("studio:duplicates"), user="recruiter"),
        row("duplicate", pair_of, user="recruiter", setup=a_pair),
        row("duplicate, errors", pair_of, user="recruiter", setup=a_pair, act=nothing_chosen, statuses=refused),
        row("person that was merged", of_made, user="recruiter", setup=a_merge),
        row("person with a resume", of_made, user="recruiter", setup=a_resume),
    ]

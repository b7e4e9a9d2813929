"""What pages read of an address after the "?", said as nobody means it: never an error, whoever asks."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from tests.sweeps.access_table import CANDIDATE, INTERVIEWER, LEAD, PAGES, RECRUITER

ASKERS = (LEAD, RECRUITER, INTERVIEWER, CANDIDATE)
PEOPLE = ("posting", "step", "state", "tag", "source", "since", "until", "pool", "sort", "page", "after", "before")
LISTED = (
    "step",
    "tag",
    "assigned",
    "source",
    "since",
    "until",
    "late",
    "state",
    "sort",
    "page",
    "after",
    "before",
    "done",
)
APPLICATIONS = ("posting", "state", "sort", "after", "before")

# What each page reads besides the words that are looked for, `q`; rows of pages that read a page's number alone too.
READS: dict[str, tuple[str, ...]] = {
    "jobs:list": ("place", "stage", "remote", "contract", "pay", "currency", "period", "order", "page"),
    "jobs:check": ("example",),
    "hiring:ask_data": ("email", "wish"),
    "hiring:mine": ("done",),
    "studio:postings": ("state", "stage", "page"),
    "studio:behind": ("state", "page"),
    "studio:usage": ("role", "stage", "since", "order"),
    "studio:usage_csv": ("role", "stage", "since", "order"),
    "studio:export": ("text",),
    "studio:companies": ("page",),
    "studio:candidates": APPLICATIONS,
    "studio:people": PEOPLE,
    "studio:pool": PEOPLE,
    "studio:to_tell": ("after", "before"),
    "studio:debt": ("after", "before"),
    "studio:duplicates": ("page",),
    "studio:export_applications": APPLICATIONS,
    "studio:export_people": PEOPLE,
    "studio:import": ("fate", "page", "columns"),
    "studio:template_choice": ("company", "language"),
    "studio:copy_posting": ("version",),
    "studio:posting_applications": LISTED,
    "studio:saved_views": (*LISTED, "on"),
    "studio:board": (*LISTED, "without"),
    "studio:board_changes": (*LISTED, "without", "steps", "shown"),  # `since` is a mark here
    "studio:board_step": (*LISTED, "after"),
    "studio:batches": ("page",),
    "studio:batch": ("page", "list"),
    "studio:application": LISTED,
    "studio:write_message": ("template",),
}
ODD = {
    "empty": "",
    "nul": "a\0b",
    "negative": "-1",
    "beyond a number": str(2**63),
    "digits without end": "9" * 5_000,
    "long": "a" * 10_000,
    "half a character, and none": b"\xed\xa0\x80\xff\xfe",
    "other digits": "²٣",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "no number": "NaN",
    "a number beyond all": "1e49",
    "signs of a search": "\"' OR * -( NEAR ) :%_\\",
    "spaces": " \u2028\t ",
    "repeated": ["1", "", "-1"],
}


def questions(page: str, value) -> Iterator[dict]:
    """All that a page reads at once, without words and with them; where a trail is read, from each list."""
    asked = dict.fromkeys(READS[page], value)
    for more in ({}, {"q": value}):
        trails = (
            [{"from": source} for source in ("board", "list", "candidates")] if page == "studio:application" else [{}]
        )
        yield from (asked | more | trail for trail in trails)


def test_every_page_is_one(db):  # `db`: without one test that asks, no database is made
    assert sorted(set(READS) - set(PAGES)) == []


@pytest.mark.parametrize("what", ODD)
def test_no_page_fails(what, here):
    failed = []
    for page in READS:
        kind = next(kind for kind in ASKERS if PAGES[page].get[kind] == 200)
        address = reverse(page, args=[here.value(arg, kind) for arg in PAGES[page].args])
        for data in questions(page, ODD[what]):
            try:
                with transaction.atomic():
                    response = here.client(kind).get(address, data)
                    b"".join(response)
                    transaction.set_rollback(True)
            except Exception as error:
                failed.append((page, sorted(data), f"{type(error).__name__}: {error}"[:200]))
            else:
                if response.status_code not in {200, 204, 404}:
                    failed.append((page, sorted(data), response.status_code))

    assert failed == []

"""How long an application takes by keyboard; bench/README.md says how to read it.

Typical people apply for the demo's postings through the real form: the time of typing and of thinking comes from the
keystroke-level model (bench/keys.py), that of the server is measured. The median must stay under two minutes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from io import BytesIO

from bench.measure import Measure

RUNS, QUICK_RUNS = 5, 1  # of each, under an address of its own; the server takes a hundredth of the time
AIM = 120  # seconds
EVERYTHING = "everything"
LONG = (
    "I led the platform team at a marketplace for fresh fish, where we cut the time from an order to its boat from "
    "two hours to nine minutes, and I would like to do that again with you."
)
# What people give beyond what is required, from nothing to rather much.
PEOPLE: dict[str, dict[str, str]] = {
    "only what is required": {},
    "a phone number": {"phone": "+33 6 12 34 56 78"},
    "phone and a link": {"phone": "0612345678", "links": "github.com/ines-moreau"},
    "phone, two links": {"phone": "0612345678", "links": "github.com/ines-moreau\nlinkedin.com/in/ines-moreau"},
    "all that is asked, in short": {EVERYTHING: ""},
    "phone, a link, a few words": {"phone": "0612345678", "links": "github.com/ines-moreau", "words": LONG},
}
SHORT = "Postgres over Mongo, for its constraints"  # to a question of a line


def measures(quick: bool) -> Iterator[Measure]:
    from django.test.utils import setup_test_environment

    from postings.models import Posting

    setup_test_environment()  # so that an answer says which form it shows
    totals = []
    for posting in Posting.objects.published().select_related("live_version").order_by("pk")[:6]:
        for answers in PEOPLE.values():
            effort, server = apply(posting, answers, runs=QUICK_RUNS if quick else RUNS)
            totals.append(effort.typing + effort.thinking + server)
    median = statistics.median(totals)
    said = f"{median:.0f} s of {AIM} s; the longest of {len(totals)} {max(totals):.0f} s"
    yield Measure("median by keyboard", median / AIM, 1, said)


def apply(posting, answers: dict[str, str], *, runs: int):
    """Fill in a posting's form some times; return what it takes, and the median of the server's time."""
    from django.test import Client

    from bench import keys

    address = f"/jobs/{posting.live_version.slug}-{posting.code}/apply/"
    times = []
    for run in range(runs):
        client = Client(headers={"host": "localhost"})
        start = time.perf_counter()
        got = client.get(address)
        times.append(time.perf_counter() - start)
        page, form = keys.read(got.content.decode()), got.context["form"]
        given = filled_in(form, answers, email=f"ines.moreau{run}{len(answers)}{len(str(answers))}@example.com")
        files = files_of(form)
        start = time.perf_counter()
        sent = client.post(address, page.hidden | given | files)
        times[-1] += time.perf_counter() - start
        assert sent.status_code == 302, dict(sent.context["form"].errors)
    return keys.effort(page, given | dict.fromkeys(files, "")), statistics.median(times)


def filled_in(form, answers: dict[str, str], *, email: str) -> dict[str, str | list[str]]:
    """What somebody types: name, address, what is required, and what they give beyond that."""
    given: dict[str, str | list[str]] = {"name": "Inès Moreau", "email": email}
    given |= {name: text for name, text in answers.items() if name in form.fields}
    for bound in form:
        is_asked = not bound.is_hidden and bound.name not in {"keep", "website", "words", *given}
        if is_asked and (bound.field.required or EVERYTHING in answers) and not is_file(bound):
            given |= answer_to(bound)
    return given


def answer_to(bound) -> dict[str, str | list[str]]:
    from django import forms

    choices = [value for value, _label in getattr(bound.field, "choices", ()) if value]
    match bound.field.widget:
        case forms.CheckboxSelectMultiple():
            return {bound.name: choices[:2]}
        case forms.RadioSelect():
            return {bound.name: choices[0]}
        case forms.MultiWidget():
            return {f"{bound.name}_day": "1", f"{bound.name}_month": "3", f"{bound.name}_year": "2027"}
        case forms.Textarea() if bound.name == "links":
            return {bound.name: "github.com/ines-moreau"}
        case forms.Textarea():
            return {bound.name: LONG}
        case forms.TextInput() if bound.name == "phone":
            return {bound.name: "0612345678"}
        case forms.TextInput() if bound.field.widget.attrs.get("inputmode") == "decimal":
            return {bound.name: "12"}
    return {bound.name: SHORT}


def files_of(form) -> dict[str, BytesIO]:
    found = {}
    for bound in form:
        if is_file(bound) and (bound.field.required or bound.name == "cv"):
            found[bound.name] = BytesIO(CV)
            found[bound.name].name = "cv.pdf"
    return found


def is_file(bound) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "file"


def a_cv() -> bytes:
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.multi_cell(0, 8, "Inès Moreau, directrice technique")
    return bytes(document.output())


CV = a_cv()

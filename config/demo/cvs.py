"""Small real CVs, PDF and DOCX, the same for the same person and year."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor
from fpdf import FPDF

from .people import Person, read

INK, QUIET, ACCENT = (28, 36, 48), (91, 102, 117), (15, 92, 99)
TYPEWRITTEN = str.maketrans({"’": "'", "–": "-", "\u202f": "\u00a0", "€": "EUR"})


@dataclass(frozen=True)
class Job:
    title: str
    employer: str
    period: str
    did: list[str]


@dataclass(frozen=True)
class Cv:
    """What a CV says, whatever the file's format."""

    person: Person
    headline: str
    about: str
    labels: dict[str, str]
    jobs: list[Job] = field(default_factory=list)
    education: str = ""
    languages: str = ""

    @property
    def contact(self) -> str:
        return f"{self.person.town}, {self.person.country}  |  {self.person.email}  |  {self.person.website}"


def cv_file(person: Person, *, year: int) -> tuple[str, bytes]:
    """Return a file's name and bytes: mostly PDF, DOCX where PDF's built-in fonts cannot spell the name."""
    cv = tell(person, year=year)
    is_pdf = can_spell(person.name) and random.Random(person.key).random() < 0.7  # noqa: S311
    if is_pdf:
        return f"CV {person.name}.pdf", as_pdf(cv, year=year)
    return f"CV {person.name}.docx", as_docx(cv)


@cache
def words() -> dict[str, Any]:
    return read("cv_words")


def tell(person: Person, *, year: int) -> Cv:
    """Make up three jobs that add up to the person's years, from the profile's sentences."""
    chance = random.Random(person.key)  # noqa: S311 the same person always has the same CV
    of_language = words()[person.language]
    profile, labels, known = of_language[person.profile], of_language["labels"], of_language["words"]
    employers = chance.sample(words()["employers"], 3)
    did = chance.sample(profile["did"][:6], 5) + chance.sample(profile["did"][6:], 3)
    shares = (did[:3], did[3:6], did[6:])
    ends = [year, year - max(2, person.years // 3), year - max(4, person.years * 2 // 3), year - person.years]
    filled = {f"s{number}": name for number, name in enumerate(person.stack)}
    sectors = [known.get(sector, sector) for sector in person.sectors]
    jobs = [
        Job(
            title=profile["titles"][number],
            employer=employers[number],
            period=f"{ends[number + 1]} – {labels['now'] if number == 0 else ends[number]}",
            did=[
                sentence.format(**filled, sector=sectors[number], n=chance.randint(4, 9), big=chance.randint(20, 60))
                for sentence in shares[number]
            ],
        )
        for number in range(3)
    ]
    return Cv(
        person=person,
        headline=profile["headline"],
        about=profile["about"].format(**filled, years=person.years, sector=sectors[0]),
        labels=labels,
        jobs=jobs,
        education=f"{of_language['degrees'][person.degree]}, {year - person.years}",
        languages=", ".join([labels["own"], *(known.get(language, language) for language in person.also)]),
    )


def can_spell(text: str) -> bool:
    try:
        text.translate(TYPEWRITTEN).encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def as_pdf(cv: Cv, *, year: int) -> bytes:
    pdf = FPDF(format="A4")
    pdf.set_creation_date(dt.datetime(year, 1, 1, tzinfo=dt.UTC))
    pdf.set_title(f"CV {cv.person.name}".translate(TYPEWRITTEN))
    pdf.set_author(cv.person.name)
    pdf.set_margins(20, 18, 20)
    pdf.set_auto_page_break(auto=True, margin=16)
    pdf.add_page()

    def write(text: str, *, size: float, style: str = "", colour: tuple[int, int, int] = INK, after: float = 0) -> None:
        pdf.set_font("Helvetica", style, size)
        pdf.set_text_color(*colour)
        pdf.multi_cell(0, size * 0.5, text.translate(TYPEWRITTEN), new_x="LMARGIN", new_y="NEXT", align="L")
        pdf.ln(after)

    def heading(text: str) -> None:
        pdf.ln(4)
        write(text, size=12, style="B", colour=ACCENT, after=1)
        pdf.set_draw_color(*ACCENT)
        pdf.line(pdf.l_margin, pdf.get_y() - 0.5, pdf.w - pdf.r_margin, pdf.get_y() - 0.5)
        pdf.ln(1.5)

    write(cv.person.name, size=22, style="B")
    write(cv.headline, size=12, colour=ACCENT, after=1)
    write(cv.contact, size=9, colour=QUIET)
    heading(cv.labels["profile"])
    write(cv.about, size=10.5)
    heading(cv.labels["experience"])
    for job in cv.jobs:
        write(f"{job.title}, {job.employer}", size=10.5, style="B")
        write(job.period, size=9, colour=QUIET, after=0.5)
        for sentence in job.did:
            write(f"\u00b7 {sentence}", size=10)
        pdf.ln(2)
    heading(cv.labels["skills"])
    write(", ".join(cv.person.stack), size=10.5)
    heading(cv.labels["education"])
    write(cv.education, size=10.5)
    heading(cv.labels["languages"])
    write(cv.languages, size=10.5)
    return bytes(pdf.output())


def as_docx(cv: Cv) -> bytes:
    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(3)
    document.core_properties.title = f"CV {cv.person.name}"
    document.core_properties.author = cv.person.name

    def write(text: str, *, size: float = 10.5, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        run = document.add_paragraph().add_run(text)
        run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), RGBColor(*colour)

    def heading(text: str) -> None:
        run = document.add_heading(level=2).add_run(text)
        run.font.color.rgb = RGBColor(*ACCENT)

    write(cv.person.name, size=22, bold=True)
    write(cv.headline, size=12, colour=ACCENT)
    write(cv.contact, size=9, colour=QUIET)
    heading(cv.labels["profile"])
    write(cv.about)
    heading(cv.labels["experience"])
    for job in cv.jobs:
        write(f"{job.title}, {job.employer}", bold=True)
        write(job.period, size=9, colour=QUIET)
        for sentence in job.did:
            document.add_paragraph(sentence, style="List Bullet")
    heading(cv.labels["skills"])
    write(", ".join(cv.person.stack))
    heading(cv.labels["education"])
    write(cv.education)
    heading(cv.labels["languages"])
    write(cv.languages)
    file = BytesIO()
    document.save(file)
    return file.getvalue()

"""The text of a posting as a plain value: what a version freezes and what candidates read.

`draft_content` reads it off the working rows, `Content.from_data` off a version's JSON; the public
page, the preview, the JSON-LD and the comparison of versions know nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import translation

from .choices import FORM_FIELDS, Contract, LineKind, Period, ProductPhase, Remote
from .places import Place

if TYPE_CHECKING:
    from .models import Line, Posting, Question, Version


@dataclass(frozen=True)
class ContentLine:
    """One bullet. `mission` or `skill` is the reference key that it came from, `source_text` the wording then.

    `about` is what somebody said that a line without a source is about: "mission:key", "skill:key" or "none".
    """

    id: int
    kind: str
    text: str
    mission: str | None = None
    skill: str | None = None
    source_text: str = ""
    technical_percent: int | None = None
    about: str = ""


@dataclass(frozen=True)
class ContentStage:
    """The stage as the reference words it; `technical_percent` 0 to 100, None where no figure is known."""

    role_key: str
    role_abbreviation: str
    number: int
    name: str
    phase: str
    summary: str
    lean: str = ""
    technical_percent: int | None = None


@dataclass(frozen=True)
class ContentCompany:
    """The employer's facts."""

    name: str
    website: str = ""
    description: str = ""
    people: int | None = None
    engineers: int | None = None
    product_phase: str = ""
    place: str = ""
    country: str = ""

    @property
    def product(self) -> str:
        return str(ProductPhase(self.product_phase).label) if self.product_phase else ""


@dataclass(frozen=True)
class Pay:
    """A pay range: amounts in one currency (ISO 4217) a period; either end may be open."""

    currency: str
    period: str
    min: Decimal | None = None
    max: Decimal | None = None

    @property
    def period_label(self) -> str:
        return str(Period(self.period).label)


@dataclass(frozen=True)
class ContentQuestion:
    """One question of the form: `id` is its row's, `line` the id of the line that it was made from.

    `source` is what that line came from in the reference, "mission:key" or "skill:key".
    """

    id: int
    kind: str
    text: str
    help_text: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    line: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Content:
    """All that a candidate reads, in one language."""

    title: str
    language: str
    stage: ContentStage
    company: ContentCompany
    summary: str = ""
    places: tuple[Place, ...] = ()
    remote: str = ""
    remote_note: str = ""
    contract: str = ""
    starts_on: date | None = None
    pay: Pay | None = None
    pay_note: str = ""
    benefits: str = ""
    process: tuple[str, ...] = ()
    contact_name: str = ""
    contact_email: str = ""
    answer_days: int | None = None
    closes_on: date | None = None
    lines: tuple[ContentLine, ...] = field(default=())
    form_fields: dict[str, str] = field(default_factory=lambda: dict(FORM_FIELDS))
    questions: tuple[ContentQuestion, ...] = ()

    def of_kind(self, kind: str) -> list[ContentLine]:
        """The lines of one kind, in order."""
        return [line for line in self.lines if line.kind == kind]

    @property
    def missions(self) -> list[ContentLine]:
        return self.of_kind(LineKind.MISSION)

    @property
    def musts(self) -> list[ContentLine]:
        return self.of_kind(LineKind.MUST)

    @property
    def nices(self) -> list[ContentLine]:
        return self.of_kind(LineKind.NICE)

    @property
    def others(self) -> list[ContentLine]:
        return self.of_kind(LineKind.OTHER)

    @property
    def remote_label(self) -> str:
        return str(Remote(self.remote).label) if self.remote else ""

    @property
    def contract_label(self) -> str:
        return str(Contract(self.contract).label) if self.contract else ""

    @property
    def technical_share(self) -> Fraction | None:
        """Share of technical work that the mission lines describe, 0 to 1; None where none has a source."""
        return technical_share(self.lines)

    @property
    def technical_share_percent(self) -> int | None:
        """The same in whole percent."""
        share = self.technical_share
        return None if share is None else round(share * 100)

    def is_open_on(self, today: date) -> bool:
        """Whether the closing date allows applying on a day; the closing date itself still counts."""
        return self.closes_on is None or today <= self.closes_on

    def as_data(self) -> dict[str, Any]:
        """Return the content as plain JSON values."""
        return json.loads(json.dumps(asdict(self), default=str))

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal; equal for equal texts, whatever rows they came from.

        What a line is about is no part of it: candidates don't read that. A form that asks nothing beyond the
        usual adds nothing, so that texts from before there were questions keep theirs.
        """
        canonical = self._without_ids().as_data()
        for line in canonical["lines"]:
            del line["about"]
        if canonical["form_fields"] == FORM_FIELDS:
            del canonical["form_fields"]
        if not canonical["questions"]:
            del canonical["questions"]
        return hashlib.sha256(json.dumps(canonical, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def reads_like(self, version: Version) -> bool:
        """Whether candidates read the same in a version: they don't read what the reference once said to a line."""
        if version.digest == self.digest:
            return True
        return Content.from_data(version.content)._as_read() == self._as_read()

    def _as_read(self) -> Content:
        without = self._without_ids()
        return replace(without, lines=tuple(replace(line, source_text="") for line in without.lines))

    def _without_ids(self) -> Content:
        """The same with the numbers of rows taken out; a question names its line by its place."""
        places = {line.id: place for place, line in enumerate(self.lines, start=1)}
        return replace(
            self,
            lines=tuple(replace(line, id=0) for line in self.lines),
            questions=tuple(replace(asked, id=0, line=places.get(asked.line)) for asked in self.questions),
        )

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Content:
        """Read what `as_data` gave; fields that the data does not have yet take their default."""
        known = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        known["stage"] = ContentStage(**data["stage"])
        known["company"] = ContentCompany(**data["company"])
        known["places"] = tuple(Place.from_data(place) for place in data.get("places", ()))
        known["process"] = tuple(data.get("process", ()))
        known["lines"] = tuple(ContentLine(**line) for line in data.get("lines", ()))
        known["form_fields"] = FORM_FIELDS | data.get("form_fields", {})
        known["questions"] = tuple(
            ContentQuestion(**asked | {"options": tuple(asked["options"])}) for asked in data.get("questions", ())
        )
        for name in ("starts_on", "closes_on"):
            known[name] = date.fromisoformat(data[name]) if data.get(name) else None
        if pay := data.get("pay"):
            amounts = {name: Decimal(pay[name]) if pay[name] is not None else None for name in ("min", "max")}
            known["pay"] = Pay(currency=pay["currency"], period=pay["period"], **amounts)
        return cls(**known)


def technical_share(lines: Iterable[ContentLine]) -> Fraction | None:
    """Mean technical share of the missions that the lines came from, 0 to 1; None where no line has a mission."""
    shares = [line.technical_percent for line in lines if line.mission and line.technical_percent is not None]
    return Fraction(sum(shares), 100 * len(shares)) if shares else None


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, without bullets or numbers that people type before them."""
    stripped = (line.strip().lstrip("-*•–").strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)


def draft_content(posting: Posting, lines: Iterable[Line]) -> Content:
    """Return the working text of a posting with these lines, the reference worded in the posting's language."""
    with translation.override(posting.language):
        stage, company = posting.stage, posting.company
        has_pay = posting.pay_min is not None or posting.pay_max is not None
        return Content(
            title=posting.title,
            language=posting.language,
            summary=posting.summary,
            stage=ContentStage(
                role_key=posting.role.key,
                role_abbreviation=posting.role.short_title,
                number=stage.number,
                name=stage.name,
                phase=stage.phase,
                summary=stage.summary,
                lean=stage.lean,
                technical_percent=stage.technical_percent,
            ),
            company=ContentCompany(
                name=company.name,
                website=company.website,
                description=company.description,
                people=company.people,
                engineers=company.engineers,
                product_phase=company.product_phase,
                place=company.place,
                country=company.country,
            ),
            places=tuple(Place.from_data(place) for place in posting.places),
            remote=posting.remote,
            remote_note=posting.remote_note,
            contract=posting.contract,
            starts_on=posting.starts_on,
            pay=Pay(posting.pay_currency, posting.pay_period, posting.pay_min, posting.pay_max) if has_pay else None,
            pay_note=posting.pay_note,
            benefits=posting.benefits,
            process=split_lines(posting.process),
            contact_name=posting.contact_name,
            contact_email=posting.contact_email,
            answer_days=posting.answer_days,
            closes_on=posting.closes_on,
            lines=tuple(_content_line(line) for line in lines),
            form_fields=FORM_FIELDS | posting.form_fields,
            questions=tuple(_content_question(question) for question in posting.questions.kept()),
        )


def _content_line(line: Line) -> ContentLine:
    return ContentLine(
        id=line.pk,
        kind=line.kind,
        text=line.text,
        mission=line.mission.key if line.mission else None,
        skill=line.skill.key if line.skill else None,
        source_text=line.source_text,
        technical_percent=line.mission.technical_percent if line.mission else None,
        about=line.about,
    )


def _content_question(question: Question) -> ContentQuestion:
    line = question.line
    source = ""
    if line and line.source:
        source = f"mission:{line.mission.key}" if line.mission else f"skill:{line.skill.key}"
    return ContentQuestion(
        id=question.pk,
        kind=question.kind,
        text=question.text,
        help_text=question.help_text,
        options=tuple(question.options),
        is_required=question.is_required,
        line=question.line_id,
        source=source,
    )

"""An ad as a draft, so that the checks of a posting can be run over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..checks.data.pay_laws import PayLaw
from ..checks.finding import Draft
from ..content import Content, ContentCompany, ContentStage, Pay
from ..reference import Reference
from .details import contract_of, email_of, pay_of, remote_of
from .read import Ad
from .sections import AdKind
from .where import places_of


def draft_of(
    ad: Ad,
    reference: Reference,
    *,
    today: date,
    exempt_stems: frozenset[str] = frozenset(),
    jurisdictions: Mapping[str, PayLaw] | None = None,
) -> Draft:
    """Return an ad as a draft; the id of a line is its number in the ad, from 1.

    `jurisdictions` are the pay laws as curators keep them; without them those that ship count.
    """
    return Draft(
        content=content_of(ad, reference),
        reference=reference,
        today=today,
        exempt_stems=exempt_stems,
        jurisdictions=jurisdictions or {},
    )


def content_of(ad: Ad, reference: Reference) -> Content:
    """Return an ad's text as the content of a posting: lines, and what the rest of it states."""
    number = ad.stage.number or 0
    stage = next((stage for stage in reference.stages if stage.number == number), None)
    return Content(
        title=ad.title or reference.role_title,
        language=ad.language,
        stage=ContentStage(
            role_key=reference.role_key,
            role_abbreviation=reference.abbreviation,
            number=number,
            name=stage.name if stage else "",
            phase="",
            summary="",
            lean=stage.lean if stage else "",
            technical_percent=stage.technical_percent if stage else None,
        ),
        company=ContentCompany(
            name="", description=_said(ad, AdKind.COMPANY), people=ad.people, engineers=ad.engineers
        ),
        places=places_of(ad.text),
        remote=remote_of(ad.text),
        contract=contract_of(ad.text),
        pay=_pay(ad),
        pay_note=_said(ad, AdKind.PAY),
        benefits=_said(ad, AdKind.BENEFITS),
        process=tuple(line.text for line in ad.of_kind(AdKind.PROCESS)),
        contact_email=email_of(ad.text),
        lines=ad.content_lines(),
    )


def _said(ad: Ad, kind: AdKind) -> str:
    return "\n".join(line.text for line in ad.of_kind(kind))


def _pay(ad: Ad) -> Pay | None:
    for line in (*ad.of_kind(AdKind.PAY), *ad.of_kind(AdKind.BENEFITS), *ad.of_kind(AdKind.OTHER)):
        if pay := pay_of(line.text):
            return pay
    return None

"""Between the pay laws that ship and the table that curators keep: what applies is the table's word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.utils import timezone

from .checks.data.pay_laws import PAY_LAWS, PayLaw
from .models import Jurisdiction

REASON = "shipped data"


def pay_laws() -> dict[str, PayLaw]:
    """The pay laws as curators keep them today, by code; one query. `since` is None where the rule is off."""
    return {
        row.code: replace(
            PAY_LAWS.get(row.code) or PayLaw(row.code, row.name, row.article),
            name=row.name,
            since=row.in_force_from,
            article=row.article,
            url=row.url,
        )
        for row in Jurisdiction.objects.all()
    }


def fill_jurisdictions(sender: AppConfig, using: str, apps=installed, **kwargs) -> None:
    """Bring the table to what ships, except where a curator edited it; after every `migrate` and `flush`.

    A row is the house's own as long as its newest record in the history is one of ours.
    """
    try:
        model = apps.get_model("postings", "Jurisdiction")
        history = apps.get_model("postings", "HistoricalJurisdiction")
    except LookupError:  # on the way to a state that has no such table yet
        return
    rows = {row.code: row for row in model.objects.using(using).all()}
    reasons = history.objects.using(using).order_by("history_date", "history_id")
    newest = dict(reasons.values_list("code", "history_change_reason"))
    new = [
        model(code=code, **_fields(law)) for code, law in PAY_LAWS.items() if code not in rows and code not in newest
    ]
    changed = [row for code, row in rows.items() if newest.get(code) == REASON and _update(row)]
    model.objects.using(using).bulk_create(new)
    model.objects.using(using).bulk_update(changed, [*_NAMES, "updated_at"])
    history.objects.using(using).bulk_create(
        _record(history, row, kind) for kind, of_kind in (("+", new), ("~", changed)) for row in of_kind
    )


_NAMES = ("name", "in_force_from", "article", "url", "note")


def _fields(law: PayLaw) -> dict[str, Any]:
    """A law as the table holds it."""
    values = (law.name, law.since, law.article, law.url, _note(law))
    return dict(zip(_NAMES, values, strict=True))


def _note(law: PayLaw) -> str:
    """What else the checks know of the law, for curators to read."""
    notes = [
        f"For employers with {law.employees_from} people or more; below that the check only warns."
        if law.employees_from > 1
        else "",
        "Asks for the benefits too." if law.asks_for_benefits else "",
    ]
    return " ".join(note for note in notes if note)


def _update(row: Any) -> bool:
    """Set a row's fields to what ships. Returns whether that was something else."""
    law = PAY_LAWS.get(row.code)
    if law is None:
        return False
    fields = _fields(law)
    is_other = any(getattr(row, name) != value for name, value in fields.items())
    for name, value in fields.items():
        setattr(row, name, value)
    row.updated_at = timezone.now()
    return is_other


def _record(history: Any, row: Any, kind: str) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return history(history_type=kind, history_date=timezone.now(), history_change_reason=REASON, **values)

"""The published postings of a role, at each of its stages, and what they pay.

Postings know roles and not the other way round, so they are reached through the models' reverse
relations; what is published is for their own queryset to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from .models import Role
from .pay import Offer, PaySummary, pay_summary

SHOWN = 4


@dataclass(frozen=True)
class Openings:
    """The postings open at a stage: how many, the newest, and what all of them pay."""

    count: int = 0
    newest: list[Any] = field(default_factory=list)
    pay: PaySummary | None = None
    paid: int = 0


def openings_by_stage(role: Role) -> dict[int, Openings]:
    """Openings at each of the role's stages that has any, by stage id; two queries."""
    published = _published().filter(live_version__stage__role=role)
    offers: defaultdict[int, list[Offer]] = defaultdict(list)
    columns = ("stage_id", "pay_min", "pay_max", "pay_currency", "pay_period")
    for stage, *pay in published.order_by().values_list(*(f"live_version__{name}" for name in columns)):
        offers[stage].append(Offer(*pay))
    newest: defaultdict[int, list[Any]] = defaultdict(list)
    if offers:
        for posting in _newest(published):
            newest[posting.live_version.stage_id].append(posting)
    return {
        stage: Openings(
            count=len(of_stage),
            newest=newest[stage],
            pay=pay_summary(of_stage),
            paid=sum(1 for offer in of_stage if offer.middle is not None),
        )
        for stage, of_stage in offers.items()
    }


def count_by_role() -> dict[int, int]:
    """How many postings are open for each role that has any, by role id."""
    stage = "live_version__stage__role"
    return dict(_published().order_by().values_list(stage).annotate(count=Count("pk")))


def _published() -> QuerySet:
    """Open postings that may be found; those that are not listed count nowhere."""
    return Role._meta.get_field("postings").related_model.objects.published().listed()


def _newest(published: QuerySet) -> QuerySet:
    """The newest few postings of each stage, newest first."""
    place = Window(
        RowNumber(),
        partition_by=[F("live_version__stage")],
        order_by=[F("live_version__published_at").desc(), F("pk").desc()],
    )
    newest = published.annotate(place=place).filter(place__lte=SHOWN)
    return newest.select_related("live_version").order_by("-live_version__published_at", "-pk")

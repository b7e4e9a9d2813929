"""What becomes of the sheet in postings: how often each entry is picked, dropped and reworded, stage by stage.

Read by aggregation, in the same number of queries however many postings there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from roles.models import Mission, Role, Skill, Stage

from .models import Line, Posting

DEGREES = {Mission: "get_weight_display", Skill: "get_importance_display"}
FEWEST = 2  # postings from which it is worth a sentence that they drop or reword an entry


@dataclass(frozen=True)
class Use:
    """What became of one entry at one stage: `postings` is how many postings there are, `picked` how many had it.

    Of those, `dropped` took it out, and `reworded` kept it in other words.
    """

    stage: Stage
    postings: int = 0
    picked: int = 0
    dropped: int = 0
    reworded: int = 0
    degree: str = ""

    @property
    def kept(self) -> int:
        return self.picked - self.dropped

    @property
    def percent(self) -> int | None:
        """Share of the stage's postings that keep the entry; None where there is no posting."""
        return round(100 * self.kept / self.postings) if self.postings else None


@dataclass(frozen=True)
class EntryUse:
    """An entry, and what became of it at each stage that is looked at."""

    entry: Mission | Skill
    uses: tuple[Use, ...]

    def total(self, name: str) -> int:
        return sum(getattr(use, name) for use in self.uses)


@dataclass(frozen=True)
class Outlier:
    """What stands out at a stage: the entry that most postings dropped or reworded, `count` of the `of` that had it."""

    what: str
    stage: Stage
    entry: Mission | Skill
    count: int
    of: int


@dataclass(frozen=True)
class Usage:
    """The sheet of a role in its postings. `stages` come with the number of their postings."""

    role: Role
    stages: tuple[tuple[Stage, int], ...]
    missions: tuple[EntryUse, ...]
    skills: tuple[EntryUse, ...]

    @property
    def postings(self) -> int:
        return sum(count for _stage, count in self.stages)

    def __iter__(self) -> Iterator[EntryUse]:
        yield from self.missions
        yield from self.skills


def usage_of(role: Role, *, stage: int | None = None, since: date | None = None, order: str = "sheet") -> Usage:
    """Return what became of a role's sheet in postings, those at one stage or started since a day where asked for."""
    postings = Posting.objects.filter(role=role, **({"created_at__date__gte": since} if since else {}))
    stages = [one for one in role.stages.all() if stage is None or one.number == stage]
    counts = dict(postings.order_by().values("stage").annotate(n=Count("pk")).values_list("stage", "n"))
    lines = Line.objects.filter(posting__in=postings).exclude(mission=None, skill=None).order_by()
    dropped = Q(dropped_at__isnull=False)
    rows = lines.values_list("mission", "skill", "posting__stage").annotate(
        picked=Count("pk"),  # a posting has one line of an entry at most
        dropped=Count("pk", filter=dropped),
        reworded=Count("pk", filter=~dropped & ~Q(text=F("source_text"))),
    )
    found = {tuple(row[:3]): row[3:] for row in rows}

    def uses(entry: Mission | Skill) -> tuple[Use, ...]:
        degrees = {at.stage_id: getattr(at, DEGREES[type(entry)])() for at in entry.at_stages.all()}
        source = (entry.pk, None) if isinstance(entry, Mission) else (None, entry.pk)
        return tuple(
            Use(one, counts.get(one.pk, 0), *found.get((*source, one.pk), (0, 0, 0)), degree=degrees.get(one.pk, ""))
            for one in stages
        )

    def part(entries) -> tuple[EntryUse, ...]:
        found = (EntryUse(entry, uses(entry)) for entry in entries)
        shown = (one for one in found if one.entry.retired_at is None or one.total("picked"))
        return tuple(sorted(shown, key=_place_in(order)))

    return Usage(
        role,
        tuple((one, counts.get(one.pk, 0)) for one in stages),
        part(role.missions.prefetch_related("at_stages")),
        part(role.skills.prefetch_related("at_stages")),
    )


def _place_in(order: str):
    """The key that sorts entries: as the sheet has them, by what most postings did first, or by what fewest keep."""
    if order in ("dropped", "reworded"):
        return lambda one: -one.total(order)
    if order == "kept":
        return lambda one: one.total("kept")
    return lambda one: 0


def standing_out(usage: Usage) -> list[Outlier]:
    """The entries that most postings dropped, and reworded, at each stage: the larger share first of equal numbers."""
    outliers = []
    for what in ("dropped", "reworded"):
        for at, _stage in enumerate(usage.stages):
            uses = [(one.entry, one.uses[at]) for one in usage if getattr(one.uses[at], what) >= FEWEST]
            if uses:
                entry, use = max(uses, key=lambda pair: (getattr(pair[1], what), -pair[1].picked))
                of = use.picked if what == "dropped" else use.kept
                outliers.append(Outlier(what, use.stage, entry, getattr(use, what), of))
    return outliers

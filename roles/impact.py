"""Whom a change of the reference touches: how many drafts and live postings, in which language.

Postings know roles and not the other way round, so their lines are reached through the models' reverse
relations; what counts as a draft, as live and as behind is for their own queryset to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Mission, Role, Skill

LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Uses:
    """How many drafts and how many live postings, each by language; none that is 0."""

    drafts: Mapping[str, int] = field(default_factory=dict)
    live: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.drafts or self.live)

    @property
    def token(self) -> str:
        """Tells these numbers from others: what somebody saw when they went ahead."""
        return ".".join(
            f"{language}-{self.drafts.get(language, 0)}-{self.live.get(language, 0)}" for language in LANGUAGES
        )

    @property
    def total(self) -> str:
        """“12 drafts and 3 live postings”, whatever their language."""
        return _counted(sum(self.drafts.values()), sum(self.live.values()))

    @property
    def by_language(self) -> list[str]:
        """“5 drafts and 2 live postings in English”, one a language that has any."""
        counts = [
            (name, self.drafts.get(language, 0), self.live.get(language, 0)) for language, name in LANGUAGES.items()
        ]
        return [
            _("%(postings)s in %(language)s") % {"postings": _counted(drafts, live), "language": name}
            for name, drafts, live in counts
            if drafts or live
        ]


def _counted(drafts: int, live: int) -> str:
    said_drafts = ngettext("%(n)d draft", "%(n)d drafts", drafts) % {"n": drafts}
    said_live = ngettext("%(n)d live posting", "%(n)d live postings", live) % {"n": live}
    if drafts and live:
        return _("%(drafts)s and %(live)s") % {"drafts": said_drafts, "live": said_live}
    return said_drafts if drafts else said_live


def wordings(entry: Mission | Skill) -> dict[str, str]:
    """The entry's line in each language, as postings read it: in English where it has none."""
    english = entry.line_en or ""
    return {language: getattr(entry, f"line_{language}") or english for language in LANGUAGES}


def uses_of(entries: Iterable[Mission | Skill]) -> Uses:
    """Drafts and live postings that have a line of any of these missions, or of any of these skills."""
    return _uses(_lines_of(entries).in_play())


def touched_by_wording(entry: Mission | Skill, before: Mapping[str, str], after: Mapping[str, str]) -> Uses:
    """Drafts and live postings that another wording leaves behind; those that say so already are not touched."""
    found = Uses()
    if entry.retired_at is not None:  # while it is retired nobody is asked about its words
        return found
    for language, text in after.items():
        if text != before[language]:
            uses = _uses(_lines_of([entry]).behind(language, text))
            found = Uses({**found.drafts, **uses.drafts}, {**found.live, **uses.live})
    return found


def touched_by_retiring(entries: Iterable[Mission | Skill]) -> Uses:
    """Drafts and live postings that will be asked about their lines once these entries are retired."""
    return uses_of(entry for entry in entries if entry.retired_at is None)


def touched_by_restoring(entries: Iterable[Mission | Skill]) -> Uses:
    """Drafts and live postings that these entries, back in use, leave behind: they word their lines otherwise."""
    return _uses(_lines_of(entry for entry in entries if entry.retired_at is not None).worded_otherwise())


def postings_behind(role: Role) -> QuerySet:
    """The role's drafts and live postings with lines behind the reference, each with these as `behind_lines`."""
    postings = role.postings.behind_reference().select_related("company", "stage__role")
    lines = Mission.lines.rel.related_model.objects.behind_reference().with_sources()
    return postings.prefetch_related(Prefetch("lines", lines, to_attr="behind_lines")).order_by("-updated_at", "-pk")


def _lines_of(entries: Iterable[Mission | Skill]) -> QuerySet:
    """Lines that came from entries of one kind."""
    entries = list(entries)
    relation = (type(entries[0]) if entries else Mission).lines.rel
    return relation.related_model.objects.filter(**{f"{relation.field.name}__in": entries})


def _uses(lines: QuerySet) -> Uses:
    counts = lines.count_uses()
    return Uses(
        {language: count for (language, is_live), count in counts.items() if not is_live},
        {language: count for (language, is_live), count in counts.items() if is_live},
    )

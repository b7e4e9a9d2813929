"""How the verdicts on an application read together. No queries in here."""

from __future__ import annotations

from django.db.models import Avg, CharField, Count, Value
from django.db.models.functions import Cast, Concat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import Verdict

# Average and number of some verdicts as one value of a statement, so that they are looked up once; see `rating_read`.
RATING = Concat(Cast(Avg("verdict"), CharField()), Value("/"), Cast(Count("pk"), CharField()))


def rating_read(said: str) -> str:
    """What RATING says in words; empty where there is none."""
    average, _slash, count = (said or "0/0").partition("/")
    return rating_words(float(average), int(count))


def rating_words(average: float, count: int) -> str:
    """The average of some verdicts in words: "3.5 of 4, 2 scorecards"; empty where there is none."""
    if not count:
        return ""
    rounded = round(average, 1)
    figure = number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)
    on_scale = _("%(figure)s of %(most)d") % {"figure": figure, "most": max(Verdict.values)}
    cards = ngettext("%(n)d scorecard", "%(n)d scorecards", count) % {"n": count}
    return f"{on_scale}, {cards}"

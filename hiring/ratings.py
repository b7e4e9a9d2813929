"""How the verdicts on an application read together. Pure."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import Verdict


def rating_words(average: float, count: int) -> str:
    """The average of some verdicts in words: "3.5 of 4, 2 scorecards"; empty where there is none."""
    if not count:
        return ""
    rounded = round(average, 1)
    figure = number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)
    on_scale = _("%(figure)s of %(most)d") % {"figure": figure, "most": max(Verdict.values)}
    cards = ngettext("%(n)d scorecard", "%(n)d scorecards", count) % {"n": count}
    return f"{on_scale}, {cards}"

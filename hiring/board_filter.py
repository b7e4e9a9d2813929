"""How a board is narrowed: as the list of the same posting is, but for what its columns say already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postings.models import Posting

from .choices import State
from .list_filter import ListForm, Narrowed, assigned_choices, narrow, query_of
from .querysets import ApplicationQuerySet

LEFT_OUT = {
    "state": _("The board shows those who wait for an answer: the state that you chose in the list is left out."),
    "step": _("The board shows all steps: the one that you chose in the list is left out."),
}


class BoardForm(ListForm):
    """What is asked of a board."""

    step = state = sort = None  # the columns say the step, all on it wait, and each column has its order
    tag = forms.CharField(  # what there is to choose is read with the board
        label=_("Tag"), required=False, max_length=40, widget=forms.Select(attrs={"class": "form-select"})
    )
    field_order = tuple(ListForm.base_fields)


class BoardFilter(Narrowed):
    """Whom a board shows of those on it, as an address asks: `form` reads it, `qs` are those whom it leaves."""

    def __init__(self, data: Mapping[str, Any], *, queryset: ApplicationQuerySet, posting: Posting, user: User) -> None:
        self.user = user
        self.form = BoardForm(data)
        self.wanted = self.form.wanted()
        self.qs = narrow(queryset, self.wanted, posting=posting, user=user)
        self.left_out = [words for name, words in LEFT_OUT.items() if name in data.getlist("without")]

    def offer(self, tags: list[str], members: list[tuple[int, str]]) -> None:
        """Give the form what there is to choose; what is asked for and isn't there any more stays chosen."""
        self._offer("tag", [("", _("All tags")), *((tag, tag) for tag in tags)])
        self._offer("assigned", assigned_choices(members, self.user))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        asked = self.wanted.get(name, "")
        gone = [(asked, _("Not there any more"))] if asked not in dict(choices) else []
        self.form.fields[name].widget.choices = [*choices, *gone]


def on_board_url(posting: Posting, wanted: Mapping[str, Any]) -> str:
    """The address of a board that shows what is asked of the list, as far as it can; it says itself what it can't."""
    asked = query_of(_known(wanted))
    without = urlencode([("without", name) for name in LEFT_OUT if wanted.get(name) not in (None, "", State.ACTIVE)])
    query = "&".join(filter(None, (asked, without)))
    return reverse("studio:board", args=[posting.code]) + (f"?{query}" if query else "")


def _known(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if name in BoardForm.base_fields}


def saved_on_board(posting: Posting, saved: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Saved filters (name and address in the list) as the board has them: name, address here, what it asks here."""
    found = []
    for name, query in saved:
        wanted = ListForm(QueryDict(query)).wanted()
        if shared := _known(wanted):  # an order alone says nothing here
            found.append((name, on_board_url(posting, wanted), query_of(shared)))
    return found

"""What the pages share that do one thing to the chosen of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.typed import whole_number
from postings.models import Posting

from .. import blind
from ..chosen import Chosen, chosen_in, read
from ..models import Application, Batch
from .listing import list_url, listing_of, posting_of, show_list


def posting_to_decide(request: HttpRequest, code: str) -> Posting:
    """A posting on whose applications the user decides."""
    posting = posting_of(request, code)
    if not posting.may_decide:
        raise Http404
    return posting


def refuse(request: HttpRequest, posting: Posting, form: forms.Form, chosen: Chosen, why: str = "") -> HttpResponse:
    """The list once more, with what was ticked and why nothing was done."""
    if why:
        form.is_valid()  # a form has errors of its own first
        form.add_error(None, why)
    return show_list(request, posting, listing_of(request, posting), refused=form, ticked=chosen)


def nobody() -> str:
    """What somebody is told who chose nobody."""
    return _("Tick somebody first, or choose all of the list.")


def listing_query(request: HttpRequest) -> str:
    """What the list was filtered by, as the address still says."""
    return request.GET.urlencode()


def batch_url(batch: Batch, query: str) -> str:
    """Where it says what became of a bulk action, with the list that it was chosen from, to go back to."""
    return f"{batch.get_absolute_url()}?{urlencode({'list': query})}" if query else batch.get_absolute_url()


@dataclass(frozen=True)
class Readers:
    """Who is to get a message, and for whom of them (`at`, in `people`) the page shows how it reads.

    `is_sent` where the page comes back, with the message as it was typed.
    """

    posting: Posting
    chosen: Chosen
    people: list[Application]
    at: int
    is_sent: bool

    @property
    def shown(self) -> Application:
        """The one whose message is shown, with what its fields stand for."""
        return Application.objects.with_list_data().get(pk=self.people[self.at].pk)

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """What the template of such a page needs of it."""
        return {
            "posting": self.posting,
            "people": self.people,
            "number": self.at + 1,
            "count": len(self.people),
            "previous": self.at - 1 if self.at else None,
            "next": self.at + 1 if self.at + 1 < len(self.people) else None,
            "list_url": list_url(self.posting, listing_query(request)),
        }


def readers_of(request: HttpRequest, posting: Posting) -> Readers:
    """Return those who were chosen on the list, or on the page that comes back."""
    is_sent = "people" in request.POST
    if is_sent:
        chosen = read(request.POST["people"])
    else:
        chosen = chosen_in(request.POST, keys=listing_of(request, posting).keys())
    people = (
        Application.objects.kept()
        .filter(posting=posting, pk__in=list(chosen))
        .select_related("candidate", "posting")
        .order_by(blind.name_order(), "pk")
    )
    found = list(people)
    return Readers(posting, chosen, found, _at(request, len(found)), is_sent)


def _at(request: HttpRequest, count: int) -> int:
    """Whose message is shown, by their number in the list of names."""
    asked = request.POST.get("show") or request.POST.get("shown") or "0"
    return max(min(whole_number(asked, digits=5) or 0, count - 1), 0)

"""What a posting still lacks before candidates may see it: pure rules over its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .content import Content
from .questions import is_on_form

MISSIONS_NEEDED = 3


@dataclass(frozen=True)
class Missing:
    """Something that is missing: the anchor in the editor where it goes, and the sentence that says so.

    `url` is set where another page mends it.
    """

    anchor: str
    message: str
    url: str = ""

    @property
    def is_on_form(self) -> bool:
        """Whether its place is on the form's page."""
        return is_on_form(self.anchor)


def missing(content: Content, *, today: date) -> list[Missing]:
    """Return what the content lacks for being published on a day, in the order of the page."""
    found = []
    if not content.title:
        found.append(Missing("id_title", _("A title is missing.")))
    if not content.places and content.remote != "remote":
        found.append(Missing("id_places", _("A place is missing; without one, say that the job is fully remote.")))
    if not content.contract:
        found.append(Missing("id_contract", _("The contract is missing.")))
    if not (content.contact_name and content.contact_email):
        found.append(Missing("id_contact_name", _("A contact is missing: a name and an e-mail address.")))
    if not content.is_open_on(today):
        found.append(Missing("id_closes_on", _("The closing date has passed.")))
    if (lacking := MISSIONS_NEEDED - len(content.missions)) > 0:
        found.append(
            Missing(
                "lines-mission",
                ngettext(
                    "%(count)d more mission is needed: candidates want to know what they will do.",
                    "%(count)d more missions are needed: candidates want to know what they will do.",
                    lacking,
                )
                % {"count": lacking},
            )
        )
    return found

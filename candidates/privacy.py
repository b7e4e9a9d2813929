"""The privacy notice that stands above the apply form's button; each application stores the version seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

NOTICE_VERSION = "1"  # a change of what the notice promises is a new version
KEEP_MONTHS = 3


@dataclass(frozen=True)
class Clause:
    """One question that the notice answers."""

    question: str
    answer: str


def notice(*, company: str, contact: str) -> list[Clause]:
    """Return the notice in the active language, for a posting of a company; `contact` is an e-mail address."""
    return [
        Clause(
            _("Who asks?"),
            _("%(company)s, through Rolecraft, which keeps the data on its behalf.") % {"company": company},
        ),
        Clause(
            _("What for, and on what basis?"),
            _(
                "To answer you and to decide on this job: steps that you ask for before a contract"
                " (article 6(1)(b) of the GDPR). Nothing is decided by a machine, nothing is sold or used for adverts."
            ),
        ),
        Clause(
            _("Who sees it?"),
            _("The people who hire for this job at %(company)s, and those who run this site for them.")
            % {"company": company},
        ),
        Clause(
            _("How long is it kept?"),
            _(
                "Until the decision and %(months)d months after it; then it is deleted,"
                " unless you are hired or ask us to keep it."
            )
            % {"months": KEEP_MONTHS},
        ),
        Clause(
            _("What are your rights?"),
            _(
                "To see, correct, take with you or have deleted what we hold on you, and to object:"
                " write to %(contact)s. You can also complain to your country’s data protection authority."
            )
            % {"contact": contact},
        ),
    ]

"""The privacy notice that stands above the apply form's button; each application stores the version seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

NOTICE_VERSION = "2"  # a change of what the notice promises is a new version
KEEP_MONTHS = 3
CONSENT_MONTHS = 24


@dataclass(frozen=True)
class Clause:
    """One question that the notice answers."""

    question: str
    answer: str


def keep_wording(*, company: str) -> str:
    """Return what somebody agrees to who lets a company keep their data, in the active language."""
    return _("%(company)s may keep my data for %(months)d months, to write to me about other jobs.") % {
        "company": company,
        "months": CONSENT_MONTHS,
    }


def notice(
    *, company: str, contact: str, months: int = KEEP_MONTHS, consent_months: int = CONSENT_MONTHS
) -> list[Clause]:
    """Return the notice in the active language, for a posting of a company.

    `contact` is an e-mail address; `months` and `consent_months` are what the retention rule of the place says.
    """
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
                "Until the decision and %(months)d months after it; then it is deleted, unless you are hired."
                " If you tick the box below, %(consent)d months after we were last in touch: we write to you before"
                " that ends, and you can take it back at any time."
            )
            % {"months": months, "consent": consent_months},
        ),
        Clause(
            _("What are your rights?"),
            _(
                "To see, correct, take with you or have deleted what we hold on you, and to object:"
                " on the page that we send you, or write to %(contact)s."
                " You can also complain to your country’s data protection authority."
            )
            % {"contact": contact},
        ),
    ]


def notice_to_sourced(
    *, company: str, contact: str, data: list[str], source: str, basis: str, months: int
) -> list[Clause]:
    """Return what somebody must hear whose data didn't come from them (article 14 of the GDPR), in the active language.

    `data` names what is held, `source` where it is from, `basis` is one of Candidate.Basis; `months` is how long it
    is kept where nothing comes of it.
    """
    return [
        Clause(
            _("Who holds your data?"),
            _("%(company)s, through Rolecraft, which keeps it on its behalf. Ask %(contact)s.")
            % {"company": company, "contact": contact},
        ),
        Clause(_("Which data?"), ", ".join(data) + "."),
        Clause(_("Where is it from?"), f"{source}."),
        Clause(
            _("What for, and on what basis?"),
            _("To write to you about a job that may suit you. %(basis)s Nothing is decided by a machine.")
            % {"basis": _basis_in_words(basis)},
        ),
        Clause(
            _("Who sees it?"),
            _("The people who recruit for %(company)s, and those who run this site for them.") % {"company": company},
        ),
        Clause(
            _("How long is it kept?"),
            _("%(months)d months from today; then it is deleted, unless you apply or let us keep it longer.")
            % {"months": months},
        ),
        Clause(
            _("What are your rights?"),
            _(
                "To see, correct, take with you or have deleted what we hold on you, and to object at any time,"
                " without giving a reason: it is deleted then."
                " You can also complain to your country’s data protection authority."
            ),
        ),
    ]


def _basis_in_words(basis: str) -> str:
    return {
        "consent": _("You agreed to it (article 6(1)(a) of the GDPR), and can take that back at any time."),
        "contract": _("You asked us for it, as a step before a contract (article 6(1)(b) of the GDPR)."),
    }.get(basis, _("It is our legitimate interest to find people for a job (article 6(1)(f) of the GDPR)."))

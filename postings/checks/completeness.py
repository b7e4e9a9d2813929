"""What candidates ask and the posting doesn't say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Remote
from .finding import Evidence, Severity, Strength
from .law import duties
from .registry import Hit, Reading, rule

HOUSE = gettext_lazy("House advice: what candidates ask first")
PREVIEWS = gettext_lazy(
    "Realistic job previews: Earnest, Allen and Landis 2011, Personnel Psychology 64(4); their effects are small"
)
CONVENTION = gettext_lazy("Directive 2000/78/EC, art. 5: reasonable accommodation for disabled persons")

_TIME = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|half|une?|deux|trois|quatre|demi)[- ]"
    r"(?:\w+[- ])?(?:min(?:ute)?s?|h(?:ours?|eures?)?|"
    r"days?|weeks?|"
    r"months?|jours?|journées?|semaines?|mois)\b|\b\d+\s?(?:h|min)\b",
)
_TEAM = re.compile(r"\b(?:teams?|engineers?|developers?|colleagues?|équipes?|développeu\w+|ingénieure?s?|collègues?)\b")
_REPORTS = re.compile(
    r"\b(?:report(?:s|ing)?\s+(?:directly\s+)?to|your\s+manager|(?:answer|answerable)\s+to|with\s+the\s+(?:ceo|founders?)|co-?founders?|"
    r"rattach\w+|rapport\w*\s+(?:directement\s+)?(?:à|au)|sous\s+la\s+(?:responsabilité|direction)|avec\s+(?:la|le|les)\s+"
    r"(?:ceo|direction\s+générale|fondat\w+)|votre\s+(?:responsable|manager)|co-?fondat\w+|n\s?\+\s?1)",
)
_DRAWBACK = re.compile(
    r"\b(?:drawbacks?|downsides?|hard(?:est)?\s+part|difficult|challenging\s+part|not\s+for\s+you|honest(?:ly)?|"
    r"on[- ]call|legacy|"
    r"technical\s+debt|trade-?offs?|what\s+is\s+(?:hard|missing)|not\s+(?:yet|everything)|inconvénients?|difficile?s?|difficultés?|"
    r"astreintes?|dette\s+technique|contraintes?|moins\s+(?:bien|facile)|pas\s+(?:encore|tout)|ce\s+qui\s+(?:coince|manque))",
)
_ACCOMMODATION = re.compile(
    r"\b(?:accommodations?|adjustments?|disabilit(?:y|ies)|disabled|accessib\w+|handicap\w*|aménage\w+|rqth|adaptations?)\b",
)
_FLEXIBLE = re.compile(
    r"\b(?:flexib\w+|flexitime|part[- ]time|(?:3|4|four)[- ]day|compressed\s+week|core\s+hours|working\s+hours|"
    r"job[- ]shar\w+|"
    r"asynchron\w+|"
    r"horaires?|temps\s+partiel|quatre\s+jours|4\s+jours|forfait[- ]jours|aménag\w+\s+(?:du\s+temps|des\s+horaires))\b",
)
_REMOTE = re.compile(
    r"\b(?:remote|on[- ]site|office|from\s+home|télétravail|distanciel|présentiel|bureaux?|sur\s+site)\b"
)


@rule("completeness.pay", Severity.WARNS, HOUSE, Strength.HOUSE)
def pay(reading: Reading) -> Iterator[Hit]:
    """No pay, where no law asks for it; where one does, its own rule speaks."""
    given = reading.content.pay
    if given is not None and given.min is not None and given.max is not None:
        return
    if not duties(reading):
        yield Hit(
            _("The posting gives no pay range."),
            _("Pay is what candidates look for first. A range spares both sides talks that come to nothing."),
            anchor="id_pay_max" if given is not None and given.min is not None else "id_pay_min",
        )


@rule("completeness.place", Severity.WARNS, HOUSE, Strength.HOUSE)
def place(reading: Reading) -> Iterator[Hit]:
    """No place, and not fully remote either."""
    if not reading.content.places and reading.content.remote != Remote.REMOTE:
        yield Hit(_("The posting names no place."), _("Candidates search by place."), anchor="id_places")


@rule("completeness.remote", Severity.WARNS, HOUSE, Strength.HOUSE)
def remote(reading: Reading) -> Iterator[Hit]:
    """Nothing about working from home."""
    if not reading.content.remote:
        yield Hit(
            _("The posting doesn’t say where people work: on site, partly or fully remote."),
            _("Candidates filter by it."),
            anchor="id_remote",
        )


@rule("completeness.remote-rules", Severity.ADVISES, HOUSE, Strength.HOUSE)
def remote_rules(reading: Reading) -> Iterator[Hit]:
    """Remote in part or in full, without the rules."""
    content = reading.content
    if content.remote not in {Remote.HYBRID, Remote.REMOTE} or content.remote_note:
        return
    if any(_REMOTE.search(passage.lowered) for passage in reading.body):
        return
    yield Hit(
        _("Say how many days are at the office.")
        if content.remote == Remote.HYBRID
        else _("Say from which countries or time zones people may work."),
        _("“Remote” means something else in every company."),
        anchor="id_remote_note",
    )


@rule("completeness.contract", Severity.WARNS, HOUSE, Strength.HOUSE)
def contract(reading: Reading) -> Iterator[Hit]:
    """No contract."""
    if not reading.content.contract:
        yield Hit(_("The posting names no contract."), _("Candidates filter by it."), anchor="id_contract")


@rule("completeness.team", Severity.ADVISES, HOUSE, Strength.HOUSE)
def team(reading: Reading) -> Iterator[Hit]:
    """Nothing about the team."""
    company = reading.content.company
    if company.engineers is None and company.people is None and not _says(reading, _TEAM):
        yield Hit(
            _("The posting says nothing about the team."),
            _("How many people work on the product today tells candidates which job it is."),
            anchor="id_summary",
        )


@rule("completeness.reporting-line", Severity.ADVISES, HOUSE, Strength.HOUSE)
def reporting_line(reading: Reading) -> Iterator[Hit]:
    """Nobody to report to."""
    if not _says(reading, _REPORTS):
        yield Hit(
            _("The posting doesn’t say who this person reports to."),
            _("It shows how much the job decides."),
            anchor="lines-other",
        )


@rule("completeness.process", Severity.ADVISES, HOUSE, Strength.HOUSE)
def process(reading: Reading) -> Iterator[Hit]:
    """No hiring process, or one without its length."""
    steps = reading.content.process
    if not steps:
        yield Hit(
            _("The posting doesn’t say how hiring goes."),
            _("Name the steps and how long they take; people with a job need to plan."),
            severity=Severity.WARNS,
            anchor="id_process",
        )
    elif not any(_TIME.search(step.lower()) for step in steps):
        yield Hit(
            _("The hiring process doesn’t say how long it takes."),
            _("Give each step its length, or the whole its weeks."),
            anchor="id_process",
        )


@rule("completeness.contact", Severity.WARNS, HOUSE, Strength.HOUSE)
def contact(reading: Reading) -> Iterator[Hit]:
    """Nobody to ask."""
    if not reading.content.contact_name or not reading.content.contact_email:
        yield Hit(
            _("The posting names nobody to ask."),
            _("Give a name and an e-mail address: some questions come before an application."),
            anchor="id_contact_email" if reading.content.contact_name else "id_contact_name",
        )


@rule("completeness.answer-time", Severity.ADVISES, HOUSE, Strength.HOUSE)
def answer_time(reading: Reading) -> Iterator[Hit]:
    """No promise of when an answer comes."""
    if not reading.content.answer_days:
        yield Hit(
            _("The posting doesn’t say when candidates get an answer."),
            _("Silence is what candidates complain of most. Promise a number of days that you can keep."),
            anchor="id_answer_days",
        )


@rule("completeness.benefits", Severity.ADVISES, HOUSE, Strength.HOUSE)
def benefits(reading: Reading) -> Iterator[Hit]:
    """No benefits; some states ask for them in the posting."""
    if reading.content.benefits.strip():
        return
    law = next((duty.law for duty in duties(reading) if duty.law.asks_for_benefits and not duty.too_small), None)
    yield Hit(
        _("The posting names no benefits."),
        _("%(place)s asks for a general description of benefits beside the pay.") % {"place": law.name}
        if law
        else _("Holidays, health cover, pension, shares: they are part of the offer."),
        severity=Severity.WARNS if law else None,
        evidence=Evidence(law.article, Strength.LAW, law.url) if law else None,
        anchor="id_benefits",
    )


@rule("completeness.drawbacks", Severity.ADVISES, PREVIEWS, Strength.STUDY)
def drawbacks(reading: Reading) -> Iterator[Hit]:
    """Nothing that is hard about the job."""
    if not _says(reading, _DRAWBACK):
        yield Hit(
            _("The posting names no drawback."),
            _("One honest sentence about what is hard makes the rest believable, and people who join stay longer."),
            anchor="lines-other",
        )


@rule("completeness.accommodation", Severity.ADVISES, CONVENTION, Strength.HOUSE)
def accommodation(reading: Reading) -> Iterator[Hit]:
    """Nothing for disabled candidates."""
    if not _says(reading, _ACCOMMODATION):
        yield Hit(
            _("The posting doesn’t offer adjustments to disabled candidates."),
            _("Employers in Europe have to make them where needed. Say whom to ask, for hiring and for the job."),
            anchor="lines-other",
        )


@rule("completeness.flexibility", Severity.ADVISES, HOUSE, Strength.HOUSE)
def flexibility(reading: Reading) -> Iterator[Hit]:
    """Nothing about hours."""
    if not _says(reading, _FLEXIBLE):
        yield Hit(
            _("The posting says nothing about flexible hours or part time."),
            _("For some candidates it decides whether they can take the job."),
            anchor="lines-other",
        )


def _says(reading: Reading, pattern: re.Pattern[str]) -> bool:
    """Whether any text of the posting, the company's description included, says something."""
    return bool(pattern.search(reading.lowered) or pattern.search(reading.content.company.description.lower()))

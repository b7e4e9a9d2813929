"""Facts that an ad states in figures: engineers, people, the share of coding."""

# ruff: noqa: E501 -- a pattern reads best on one line

from __future__ import annotations

import re
from dataclasses import dataclass

from .sections import AdKind
from .split import AdLine
from .words import flat

NUMBERS = {
    word: number
    for number, names in {
        0: "zero",
        1: "one un une",
        2: "two deux",
        3: "three trois",
        4: "four quatre",
        5: "five cinq",
        6: "six",
        7: "seven sept",
        8: "eight huit",
        9: "nine neuf",
        10: "ten dix dizaine",
        12: "twelve douze douzaine dozen",
        15: "fifteen quinze quinzaine",
        20: "twenty vingt vingtaine",
        30: "thirty trente trentaine",
        40: "forty quarante quarantaine",
        50: "fifty cinquante cinquantaine",
        60: "sixty soixante soixantaine",
        80: "eighty",
        100: "hundred cent centaine",
    }.items()
    for word in names.split()
}
NUMBER = rf"(?<![\w.,])(?P<n>\d{{1,3}}(?:[ ,.]\d{{3}})+|\d{{1,6}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?![\w%]|[.,]\d)\+?"
ABOUT = r"(?:(?:about|around|nearly|almost|over|more than|some|roughly|approximately|currently|now|just|only|environ|pres de|plus de|actuellement|aujourd'hui|seulement|une|a|d'une|composee? de|est de|compte|of|de|d'|:|is|are|has|counts|\() ?){0,3}"
ADJECTIVES = (
    r"(?:(?!principal |staff |lead |engineering managers|more |new |additional |other )(?:[a-z-]{3,14}|&) ){0,2}?"
)
CODERS = r"(?:engineers?\b|developers?\b|devs?\b|coders?\b|programmers?\b|developpeu[a-z]*|ingenieur[a-z]*|techs\b|tech people|informaticien[a-z]*)"
TEAM = r"(?:engineering|tech|technical|technology|dev|development|r&d|software|it)"
TEAM_FR = r"(?:tech(?:nique)?|de dev[a-z]*|dev|it|r&d|d'ingenierie|informatique)"
GROUP = r"(?:team|department|organi[sz]ation|org|group|staff|squad)"
PEOPLE = r"(?:people|persons?|employees|colleagues|collaborateurs?|collaboratrices?|salarie[a-z]*|personnes?|staff|team ?members|talents|fte|etp|membres|passionne[a-z]*)"

ENGINEERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:from|de) {NUMBER} {ADJECTIVES}(?:{CODERS} )?(?:today )?(?:to|a) \d+ {ADJECTIVES}{CODERS}",
        rf"\b{TEAM} {GROUP} {ABOUT}{NUMBER}",
        rf"\b(?:engineering|tech|technology|r&d) {ABOUT}{NUMBER} (?:people|strong|persons)",
        rf"{NUMBER} (?:of them|of us|of whom|d'entre nous|dont) (?:are |write |sont )?(?:{CODERS}|code\b|in tech|in engineering)",
        rf"\bequipe {TEAM_FR} (?:[a-z]+ )?{ABOUT}{NUMBER}",
        rf"{NUMBER}[- ](?:person|people|strong|member|man)s? {ADJECTIVES}{TEAM} {GROUP}",
        rf"{NUMBER} {PEOPLE} (?:in|on|a|dans|cote|au) (?:the |our |la |l'|notre )?(?:equipe )?(?:{TEAM}|tech)\b",
        rf"{NUMBER} (?:d'|de )?{ADJECTIVES}{CODERS}",
        rf"\b(?:team|equipe) (?:of|de|d'une) {ABOUT}{NUMBER} (?:d'|de )?{ADJECTIVES}(?:{CODERS}|designers?|seniors?|juniors?|freelancers?|freelances?)",
    )
)
TEAM_OF = re.compile(rf"\b(?:team|equipe) (?:of|de|d'une) {ABOUT}{NUMBER}")
HEADCOUNT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{NUMBER} (?:de )?{ADJECTIVES}{PEOPLE}\b(?! (?:on|who|use|using|have|already|every|a day|visit|par|qui|utilis))",
        rf"\b(?:we are|we're|nous sommes|on est) {ABOUT}{NUMBER}(?! (?:years|ans|min|km|countr|pays|month|mois))",
        rf"\b(?:company|start-?up|startup|business|scale-?up|societe|entreprise|pme|structure) (?:of|de) {ABOUT}{NUMBER}",
        rf"{NUMBER}[- ](?:person|people|strong|employee) {ADJECTIVES}(?:company|start-?up|startup|team|business|scale-?up|firm|organi[sz]ation)",
    )
)
NO_ENGINEERS = re.compile(
    r"\b(no (?:in-house |internal )?(?:engineers?|developers?|tech(?:nical)? team|engineering team|dev team)|aucun(?:e)? (?:developpeu|ingenieur|equipe tech)"
    r"|pas (?:encore )?d'(?:equipe tech|ingenieur)|pas (?:encore )?de (?:developpeu|dev\b))"
)
# A number after these is of another time or of other people: hires to come, a past job, customers.
NOT_TODAY = re.compile(
    r"\b(hir(e|ing)|recruit(ing)?|add(ing)?|reach(ing)?|grow(ing)?( it| the team| this)?( to)?|scal(e|ing)( it| the team)?( to)?|up to|another|next|first|additional|further|new"
    r"|recrut\w+|embauch\w+|jusqu'a|passer a|atteindre|prochains?|premiers?|have (led|managed|run|built)|having (led|managed)|led|managed|experience \w+|experience|previously"
    r"|used by|serv(e|ing)|help(s|ing|ed)?|trusted by|customers?|clients?|for|pour|aupres de|utilise(e|s)? par|avez (dirige|manage|encadre)|dirige|encadre|minimum|at least|au moins)( \w+){0,2} ?(of |de |d'|to |a )?$"
)
CODING = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<n>\d{1,3}) ?(?:%|percent|per cent|pour ?cent)(?: to \d{1,3} ?%)? ?(?:of |de |d'|du |your |the |votre |ton |time |temps |is |on |a |role |in |as |week |passe |en |to |spent |-|\()*(?:hands[- ]on|cod|writing|development|developpe|technical|technique|tech\b|dev\b|individual|programming|engineering work|building)",
        r"(?:cod(?:e|ing|er)|hands[- ]on|development|developpement|technique|technical|programming)(?: work| role| part)?(?: ?(?:\(|:|,|-|[a-z']{1,10}\b)){0,5} ?(?P<n>\d{1,3}) ?(?:%|percent|per cent|pour ?cent)",
    )
)
DAYS = re.compile(
    rf"\b(?:cod\w+|hands[- ]on|develop\w*) (?:\w+ )?{NUMBER} (?:days|jours) (?:a|per|par|each|of the|out of) "
)
HALF = re.compile(
    r"\b(half (of )?(your|the|my) (day|time|week|role|job)|half[- ]time coding|50 ?/ ?50|moitie d(e|u) (votre|ton|temps|la)|mi-temps|half coding|half (in|on) (the )?code)"
)
MOSTLY = re.compile(
    r"\b(mostly (coding|code|hands-on|writing)|most of your (time|days?|week) (will be |is |coding|in the code|writing|building)|essentiellement (du )?(code|developpement)|full[- ]time (coding|developer))"
)


@dataclass(frozen=True)
class Stated:
    """A figure that the ad states, with the line (its place in the list) and the words that say so."""

    value: int
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Facts:
    """What the ad states about the company today; None where it doesn't."""

    engineers: Stated | None = None
    people: Stated | None = None
    coding_percent: Stated | None = None


MOST_ENGINEERS = 5_000  # more are somebody else's
UNREAD = frozenset({AdKind.BENEFITS, AdKind.EQUAL, AdKind.PROCESS, AdKind.PAY})
ASKED = frozenset({AdKind.MUST, AdKind.NICE})


def read_facts(lines: list[AdLine]) -> Facts:
    """Return the figures that the lines state; the first of each counts."""
    engineers = people = coding = None
    for number, line in enumerate(lines):
        if line.kind in UNREAD:
            continue
        said = flat(line.text)
        coding = coding or _coding(said, number)
        if line.kind in ASKED:
            continue
        engineers = engineers or _engineers(said, number, line.kind)
        taken = (engineers.start, engineers.end) if engineers and engineers.line == number else (0, 0)
        people = people or _people(said, number, line.kind, taken)
    if engineers and people and engineers.value > people.value:
        people = None if (engineers.line, engineers.start) <= (people.line, people.start) else people
    return Facts(engineers, people, coding)


def number_of(said: str) -> int:
    """Return the number that digits or a word stand for."""
    return NUMBERS[said] if said in NUMBERS else int(re.sub(r"\D", "", said))


def _today(said: str, start: int) -> bool:
    """Whether a number counts who is there now, told by the words before it."""
    return not NOT_TODAY.search(said, max(0, start - 45), start)


def _engineers(said: str, number: int, kind: AdKind) -> Stated | None:
    for pattern in ENGINEERS:
        for found in pattern.finditer(said):
            # "Grow from 5 to 12": the first pattern has who is there now in itself.
            today = pattern is ENGINEERS[0] or (_today(said, found.start()) and _today(said, found.start("n")))
            if today and number_of(found["n"]) <= MOST_ENGINEERS:
                return Stated(number_of(found["n"]), number, found.start(), found.end())
    if found := NO_ENGINEERS.search(said):
        return Stated(0, number, found.start(), found.end())
    if kind is AdKind.MISSION:
        found = TEAM_OF.search(said)
        if found and _today(said, found.start()) and number_of(found["n"]) <= MOST_ENGINEERS:
            return Stated(number_of(found["n"]), number, found.start(), found.end())
    return None


def _people(said: str, number: int, kind: AdKind, taken: tuple[int, int]) -> Stated | None:
    patterns = HEADCOUNT if kind is AdKind.MISSION else (*HEADCOUNT, TEAM_OF)
    for pattern in patterns:
        for found in pattern.finditer(said):
            if taken[0] <= found.start("n") < taken[1]:
                continue  # these are the engineers
            # "CTO for a two-person company": what names the company needs no look at the words before.
            if pattern in HEADCOUNT[2:] or (_today(said, found.start()) and _today(said, found.start("n"))):
                return Stated(number_of(found["n"]), number, found.start(), found.end())
    return None


def _coding(said: str, number: int) -> Stated | None:
    for pattern in CODING:
        for found in pattern.finditer(said):
            if int(found["n"]) <= 100:
                return Stated(int(found["n"]), number, found.start(), found.end())
    if found := DAYS.search(said):
        days = number_of(found["n"])
        if days <= 5:
            return Stated(days * 20, number, found.start(), found.end())
    if found := HALF.search(said):
        return Stated(50, number, found.start(), found.end())
    if found := MOSTLY.search(said):
        return Stated(80, number, found.start(), found.end())
    return None

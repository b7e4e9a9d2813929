"""What the law forbids in a posting's words: age, one gender, questions about past pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..asking.pay import PAST_PAY, PAST_PAY_HINTS, PAY_WORK
from .data.gendered import ENGLISH, FRENCH
from .data.pay_laws import DIRECTIVE
from .finding import Evidence, Fix, Severity, Strength
from .law import in_eu, in_france
from .registry import Hit, Passage, Reading, at, quoted, rule

_N = r"(?:1[6-9]|[2-6]\d)"
_OLD = r"years?\s+(?:old|of\s+age)\b|yo\b|y/o\b"
_NOT_AGE = r"(?!\s*(?:d['’]|de\s+(?:métier|carrière|pratique|recul)))"
_AGE = re.compile(
    rf"\b(?:under|below|younger\s+than|no\s+older\s+than|not\s+older\s+than|up\s+to)\s+(?:the\s+)?age\s+(?:of\s+)?{_N}\b"
    rf"|\b(?:under|below|less\s+than|younger\s+than|not?\s+older\s+than|up\s+to|max(?:imum|\.)?)\s+{_N}\s+(?:{_OLD})"
    rf"|\b(?:younger|not?\s+older)\s+than\s+{_N}\b(?!\s*(?:[%€$£]|\w))"
    rf"|(?:\A\s*|\b(?:you|re|be|are|is|aged|candidates?|applicants?|people|persons?|someone|somebody|anyone|ideally|"
    rf"preferably)\s+)(?P<under>(?:under|below)\s+{_N})\b(?=\s*(?:\Z|[.,;:!?)\]]|(?:and|or|preferred|please|only)\b))"
    rf"|\b(?:max(?:imum|\.)?\s+age|upper\s+age\s+limit|age\s+limit)\b"
    rf"|\baged?\s*:?\s*(?:between\s+)?{_N}\s*(?:-|–|to|and)\s*{_N}\b"
    rf"|\baged\s+(?:over\s+)?(?:2[2-9]|[3-6]\d)(?:\s*\+|\s+(?:and|or)\s+(?:over|above|older|more)\b)"
    rf"|\bbetween\s+{_N}\s+and\s+{_N}\s+(?:{_OLD})|\b{_N}\s*(?:-|–|to)\s*{_N}\s+(?:{_OLD})"
    rf"|\b{_N}\s+years?\s+old\s+(?:max(?:imum)?|at\s+(?:the\s+)?most|or\s+younger)\b"
    rf"|\b{_N}\s*ans\s+(?:au\s+)?max(?:imum|i)?\b{_NOT_AGE}"
    rf"|\b(?:moins|pas\s+plus)\s+de\s+{_N}\s+ans\b(?!\s*(?:d['’]|de\b|dans\b|sur\b|après\b))"
    rf"|\bmax(?:imum|i|\.)?\s*:?\s*{_N}\s+ans\b{_NOT_AGE}"
    rf"|\b[âa]gée?s?(?:\(e\)|·e)?\s+(?:de\s+|entre\s+|d['’]au\s+plus\s+)?(?:moins\s+de\s+)?{_N}\b"
    rf"|\b(?:entre|de)\s+{_N}\s+(?:et|à)\s+{_N}\s+ans\b{_NOT_AGE}"
    rf"|\b{_N}\s*(?:-|–|/)\s*{_N}\s+ans\b{_NOT_AGE}"
    rf"|\b[âa]ge\s+(?:maximum|maximal|limite)\b|\blimite\s+d['’][âa]ge\b|\b[âa]ge\s*:\s*{_N}\b"
    r"|\bdigital\s+natives?\b(?!\s+(?:compan|brand|compte|product))",
    re.IGNORECASE,
)
# Nothing that the pattern finds is without one of these.
_AGE_HINT = re.compile(r"[1-6]\d|\b[aâ]ge|native")
_DENIED = re.compile(r"(?:\b(?:no|any|without|sans|aucune?|pas\s+de|regardless\s+of)\s+)\Z", re.IGNORECASE)
_COMPANY_BEFORE = re.compile(
    r"\b(?:compan(?:y|ies)|plateformes?|produits?|applications?|code|entreprises?|sociétés?|technologies?|start-?ups?)\b[^.!?\n]*\Z",
    re.IGNORECASE,
)

_YOUNG = re.compile(r"\b(?:young(?:er)?|jeunes?)\b", re.IGNORECASE)
_THING = (
    r"compan(?:y|ies)|start-?ups?|scale-?ups?|business(?:es)?|organi[sz]ations?|firms?|brands?|products?|platforms?|"
    r"codebases?|markets?|industr(?:y|ies)|fields?|sectors?|ventures?|projects?|technolog(?:y|ies)|ecosystems?|studios?|"
    r"children|people|adults|audiences?|users|customers|patients|readers|drivers|parents|learners|families|enterprises?|"
    r"entreprises?|sociétés?|pousses?|structures?|marques?|produits?|marchés?|secteurs?|maisons?|associations?|publics?|"
    r"enfants?|lecteurs|conducteurs|usagers|utilisateurs|clients|filles|adultes|acteurs?|éditeurs?|projets?|fintechs?"
)
_THING_AFTER = re.compile(
    rf"\s*(?:,\s*|\s(?:and|et|but|mais)\s+)?(?:(?!(?:team|équipe|engineer|développeu|manager|talent|candidat)\w*)[\w-]+(?:,\s*|"
    rf"\s+)(?:(?:and|et)\s+)?){{0,3}}(?:{_THING})\b",
    re.IGNORECASE,
)
_THING_BEFORE = re.compile(
    r"\b(?:entreprise|société|start-?up|structure|marque|maison|association|marché|secteur|company|product|produit|is\s+still)"
    r"\s+(?:[\w-]+,?\s+){0,2}\Z",
    re.IGNORECASE,
)
_SEEKING_BEFORE = re.compile(
    r"\b(?:for|seek\w*|want|hir\w+|recruit\w*|cherch\w+|recrut\w+)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
_PEOPLE_AFTER = re.compile(r"\s+people\b", re.IGNORECASE)
_LES_JEUNES = re.compile(r"\b(?:les|des|aux|nos|ces)\s+\Z", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    r"\s+(?:développeu|ingénieur|talent|diplômé|profil|candidat|recrue|collaborat|manager|cadre|technicien)",
    re.IGNORECASE,
)
_BEGINNERS = re.compile(
    r"\s+(?:engineers?|developers?|colleagues?|hires?|développeurs?|ingénieurs?|recrues?)\b", re.IGNORECASE
)

_NEVER = re.compile(r"\b(?:never|not|no|nor|without|jamais|pas|aucune?|ni|sans|ne)\b|n['’]t\b", re.IGNORECASE)

_ENGLISH_TITLE = re.compile(
    r"\b(?:"
    + "|".join(re.escape(word) for word in ENGLISH)
    + r")\b|\b(?:tech|it)\s+guy\b|\b(?:fe)?male\b|\bcode\s+monkey\b",
    re.IGNORECASE,
)
_ONE_GENDER = re.compile(
    r"\b(?:fe)?male\s+(?:candidates?|applicants?|only|preferred|engineers?|developers?)\b|\b(?:wo)?men\s+only\b"
    r"|\b(?:hommes?|femmes?)\s+(?:uniquement|seulement|exclusivement|de\s+préférence)\b"
    r"|\bcandidate?s?\s+(?:masculin|féminin)e?s?\b|\b(?:un\s+homme|une\s+femme)\s+(?:de\s+terrain|d['’]expérience)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b[FHM]\s*[/\-|.]\s*[FHMX](?:\s*[/\-|.]\s*[XDN])?\b|\b(?:homme|femme)s?\s*(?:/|et|ou)\s*(?:homme|femme)s?\b"
    r"|\btous\s+(?:les\s+)?genres\b|\bmixte\b",
    re.IGNORECASE,
)
# Inclusive spelling: directeur·rice, associé(e), chargé.e, directeur/trice.
_INCLUSIVE = re.compile(
    r"\w(?:[·•⋅.]|\(|/-?|-)(?:e|se|euse|rice|trice|ice|ne|ère|fe|ve|teure?|le)s?\b\)?", re.IGNORECASE
)
_FRENCH_FORM = {form: pair for pair in FRENCH for form in pair}
_FRENCH_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

AGE_SOURCE = gettext_lazy("Directive 2000/78/EC, art. 1 to 3; similar laws against age discrimination elsewhere")
GENDER_SOURCE = gettext_lazy("Directive 2006/54/EC, art. 14; similar laws against sex discrimination elsewhere")
PAST_PAY_SOURCE = gettext_lazy("Directive (EU) 2023/970, art. 5(2); similar laws in many American states")


@rule("law.age", Severity.BLOCKS, AGE_SOURCE, Strength.LAW)
def age(reading: Reading) -> Iterator[Hit]:
    """An age limit, in figures or in words."""
    for passage in reading.passages:
        if not _AGE_HINT.search(passage.lowered):
            continue
        for match in _AGE.finditer(passage.text):
            start, end = match.span("under") if match.group("under") else match.span()
            words = passage.text[start:end]
            if _DENIED.search(passage.text[max(0, start - 16) : start]):
                continue
            if words.lower().startswith(("moins", "pas plus")) and _COMPANY_BEFORE.search(
                passage.text[max(0, start - 60) : start]
            ):
                continue
            yield _age_hit(reading, passage, start, end, None)


@rule("law.young", Severity.BLOCKS, AGE_SOURCE, Strength.LAW)
def young(reading: Reading) -> Iterator[Hit]:
    """“Young” said of people who are wanted, not of a company or of users."""
    for passage in reading.passages:
        if not passage.mentions("young", "jeune"):
            continue
        for match in _YOUNG.finditer(passage.text):
            if not _says_thing(passage.text, match):
                yield _age_hit(reading, passage, *match.span(), _without_young(passage, match))


def _age_hit(reading: Reading, passage: Passage, start: int, end: int, fix: Fix | None) -> Hit:
    evidence = None
    if in_france(reading):
        evidence = Evidence("Code du travail, art. L1132-1, L5321-2 et L5331-2 (France)", Strength.LAW)
    elif "US" in reading.countries:
        evidence = Evidence("Age Discrimination in Employment Act, 29 U.S.C. § 623(e)", Strength.LAW)
    elif "GB" in reading.countries:
        evidence = Evidence("Equality Act 2010, s. 5 and 39", Strength.LAW)
    return Hit(
        _("“%(words)s” asks for an age.") % {"words": quoted(passage.text[start:end])},
        _("A posting must not ask for an age or hint at one. Say what the person has to be able to do."),
        fix=fix,
        evidence=evidence,
        **at(passage, (start, end)),
    )


def _says_thing(text: str, match: Match[str]) -> bool:
    """Whether “young” is said of a company, a product or users."""
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 80]
    if _SEEKING_BEFORE.search(before) and _PEOPLE_AFTER.match(after):
        return False
    if _THING_AFTER.match(after) or _THING_BEFORE.search(before):
        return True
    return bool(_LES_JEUNES.search(before)) and not _ROLE_AFTER.match(after)


def _without_young(passage: Passage, match: Match[str]) -> Fix | None:
    """“Junior” for young engineers, nothing for a young team."""
    if passage.line is None or not passage.is_fixable:
        return None
    after = passage.text[match.end() :]
    if match.group().lower() == "young" and _BEGINNERS.match(after[:40]):
        return Fix(_("Say “junior”"), f"{passage.text[: match.start()]}junior{after}")
    joined = re.match(r"\s*(?:,|and\b|et\b)\s*|\s+", after)
    rest = after[joined.end() :] if joined else after
    text = f"{passage.text[: match.start()]}{rest}".strip()
    return (
        Fix(_("Leave out “%(word)s”") % {"word": match.group()}, text)
        if len(text) > 2
        else Fix(_("Drop the line"), None)
    )


@rule("law.gendered-title", Severity.BLOCKS, GENDER_SOURCE, Strength.LAW)
def gendered_title(reading: Reading) -> Iterator[Hit]:
    """A title for one gender."""
    title = reading.content.title
    passage = Passage(title, anchor="id_title")
    if not title or _BOTH.search(title):
        return
    if match := _ENGLISH_TITLE.search(title):
        neutral = ENGLISH.get(match.group().lower())
        text = f"{title[: match.start()]}{_as_case(neutral, match.group())}{title[match.end() :]}" if neutral else ""
        yield Hit(
            _("“%(words)s” names one gender only.") % {"words": match.group()},
            _("A title has to call on everyone."),
            fix=Fix(_("Say “%(text)s”") % {"text": text}, text) if text else None,
            evidence=_gender_evidence(reading),
            **at(passage, match),
        )
    elif reading.language == "fr" and (word := _one_gender_word(title)):
        text = f"{title.rstrip()} (F/H)"
        yield Hit(
            _("“%(word)s” names one gender only. Add F/H, or write both forms.") % {"word": word},
            _("A French title has to call on women and men: “(F/H)”, both forms, or a neutral one."),
            fix=Fix(_("Say “%(text)s”") % {"text": text}, text),
            evidence=_gender_evidence(reading),
            **at(passage, (0, len(title))),
        )


@rule("law.one-gender", Severity.BLOCKS, GENDER_SOURCE, Strength.LAW)
def one_gender(reading: Reading) -> Iterator[Hit]:
    """Words that ask for candidates of one gender."""
    for passage in reading.body:
        if not passage.mentions("male", "men ", "homme", "femme", "candidat"):
            continue
        for match in _ONE_GENDER.finditer(passage.text):
            yield Hit(
                _("“%(words)s” asks for one gender.") % {"words": quoted(match.group())},
                _("A posting must not name the gender of the person who is wanted."),
                evidence=_gender_evidence(reading),
                **at(passage, match),
            )


@rule("law.past-pay", Severity.BLOCKS, PAST_PAY_SOURCE, Strength.LAW, DIRECTIVE)
def past_pay(reading: Reading) -> Iterator[Hit]:
    """A question about what candidates earn or earned."""
    for passage in reading.passages:
        if not passage.mentions(*PAST_PAY_HINTS):
            continue
        for match in PAST_PAY.finditer(passage.text):
            group = "told" if match["told"] else 0
            start, end = _sentence_around(passage.text, *match.span())
            sentence = passage.text[start:end]
            is_product = passage.is_mission and PAY_WORK.search(sentence)
            if _NEVER.search(passage.text[start : match.start()]) or is_product:
                continue
            yield Hit(
                _("“%(words)s”: don’t ask what candidates earn or earned.") % {"words": quoted(match.group(group))},
                _(
                    "An employer must not ask about past or present pay: it carries old unfairness into the new job. "
                    "Asking what pay somebody hopes for is allowed."
                ),
                fix=_without_sentence(passage, start, end),
                evidence=None if in_eu(reading) or "US" not in reading.countries else _american_past_pay(),
                **at(passage, match, group),
            )


def _american_past_pay() -> Evidence:
    return Evidence(
        _("State laws such as California Labor Code § 432.3(a) and (b), D.C. Code § 32-1452; not every state has one"),
        Strength.LAW,
    )


def _gender_evidence(reading: Reading) -> Evidence | None:
    if in_france(reading):
        return Evidence("Code du travail, art. L1142-1 et L1132-1 (France)", Strength.LAW)
    if "US" in reading.countries:
        return Evidence("Title VII of the Civil Rights Act, 42 U.S.C. § 2000e-3(b)", Strength.LAW)
    return None


def _one_gender_word(title: str) -> str:
    """Return the first word of a French title that is of one gender where the title has neither form of the other."""
    if _INCLUSIVE.search(title):
        return ""
    words = [match.group().lower() for match in _FRENCH_WORD.finditer(title)]
    present = set(words)
    for word in words:
        if (pair := _FRENCH_FORM.get(word)) and not present.issuperset(pair):
            return word
    return ""


def _as_case(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence around some words, at most 200 characters to either side."""
    floor = max(0, start - 200)
    begin = max(text.rfind(mark, floor, start) for mark in ".!?\n")
    ends = [found for mark in ".!?\n" if (found := text.find(mark, end, end + 200)) >= 0]
    return (begin + 1 if begin >= 0 else floor), (min(ends) + 1 if ends else min(len(text), end + 200))


def _without_sentence(passage: Passage, start: int, end: int) -> Fix | None:
    """A fix that drops the sentence from its line, or the line where nothing else is left."""
    if passage.line is None or not passage.is_fixable:
        return None
    rest = f"{passage.text[:start].rstrip()} {passage.text[end:].lstrip()}".strip()
    return Fix(_("Drop the sentence"), rest) if len(rest) > 2 else Fix(_("Drop the line"), None)

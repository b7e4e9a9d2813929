"""Whether a posting reads well: length, sentences, shouting, jargon, repeats. House advice unless it says otherwise."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .data.house_style import ACRONYMS, INFLATED, JARGON
from .finding import Fix, Severity, Strength
from .registry import Hit, Passage, Reading, at, quoted, replaced, rule

WORDS_MIN, WORDS_MAX = 300, 700
SENTENCE_MAX = 30
MUSTS_MAX = 8
ALIKE = 0.75
_NEIGHBOURS = 5

HOUSE = gettext_lazy("House style; no evidence is claimed")
LENGTHS = gettext_lazy(
    "Figures of vendors, which conflict: Textio finds 300 to 700 words best, LinkedIn fewer than 150; none is a study "
    "that others checked"
)

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=\w)|(?<=\b[A-Za-z])\.|(?<=\be\.g)\.|(?<=\bi\.e)\.|(?<=\betc)\.(?=\s+[a-zà-ÿ])")
_BANGS = re.compile(r"[!?]{2,}")
_CAPITALS = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’&-]*(?!\w)(?:\s{1,3}[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’&-]*(?!\w))*")
_LOUD = re.compile(r"[A-ZÀ-ÖØ-Þ]{4}")
_JARGON = {
    language: re.compile(r"(?<![\w-])(?:" + "|".join(words) + r")(?![\w-])") for language, words in JARGON.items()
}
_PLAIN = {
    language: [(re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in words.items()]
    for language, words in JARGON.items()
}
_INFLATED = re.compile(rf"(?<![\w-])(?:{INFLATED})(?![\w-])", re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:at\s+least\s+|minimum\s+(?:of\s+)?|over\s+|more\s+than\s+|au\s+moins\s+|minimum\s+|plus\s+de\s+)?"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|ten|fifteen|deux|trois|quatre|cinq|six|sept|huit|dix|quinze)"
    r"(?:\s*(?:-|–|to|or|à|ou)\s*\d{1,2})?\s*\+?\s*(?:(?:years?\b['’]?|yrs\b)(?!\s+(?:ago|old)\b)|ans(?=\s+(?:d['’]|de\b|minimum|au\s+moins)|\s*\Z))"
    r"(?:\s+(?:of\s+)?(?:\w+\s+)?experience\b|\s+d['’]expérience\b)?",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|so\s+that|in\s+order\s+to|as\s+you\s+will|as\s+we|to\s+be\s+able|required\s+by\s+law|car|parce\s+qu|puisqu|"
    r"afin|pour\s+pouvoir|étant\s+donné|la\s+loi)",
    re.IGNORECASE,
)
_NOT_MISSION = (
    (
        "benefit",
        re.compile(
            r"\A\W*(?:we\s+offer|what\s+we\s+offer|you\s+(?:will\s+)?(?:get|receive)\b|enjoy\b|benefits?\b|health\s+(?:insurance|cover)|"
            r"(?:\d+\s+)?(?:paid\s+)?(?:days?\s+of\s+)?(?:holiday|vacation)|stock\s+options|salary\b|pay\s*:|nous\s+(?:vous\s+)?"
            r"(?:offrons|proposons)|mutuelle|tickets?[- ]restaurant|titres?[- ]restaurant|avantages?\b|"
            r"\d+\s+jours\s+de\s+(?:congés|rtt)|"
            r"rtt\b|salaire\b|rémunération\b|bspce\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "need",
        re.compile(
            r"\A\W*(?:(?:at\s+least\s+)?\d{1,2}\+?\s*(?:years|yrs)\b|(?:master|bachelor|degree|phd)\b|experience\s+(?:in|with|of)\b|"
            r"(?:strong|solid|proven|good|excellent)\s+(?:\w+\s+){0,2}(?:experience|knowledge|skills|track\s+record)|fluent\b|"
            r"you\s+(?:have\s+(?:\d|an?\s+degree|experience)|hold\s+an?\s+(?:degree|master|phd|diploma)|speak\s+(?:english|french|fluent))|(?:au\s+moins\s+)?\d{1,2}\s+ans\s+d['’]expérience|bac\s*\+|diplôm|expérience\s+(?:en|de|dans|avec)\b|"
            r"(?:bonne|solide|excellente)s?\s+(?:connaissance|expérience|maîtrise)|maîtrise\s+(?:de|du|des)\b|anglais\s+(?:courant|lu)|"
            r"vous\s+(?:avez\s+(?:\d|une?\s+(?:\w+\s+)?(?:expérience|diplôme)|au\s+moins)|parlez\s+(?:anglais|français|couramment)|maîtrisez\b))",
            re.IGNORECASE,
        ),
    ),
    (
        "company",
        re.compile(
            r"\A\W*(?:founded\s+in|we\s+are\s+(?:a|an|the|one|\d)|our\s+(?:company|mission|vision|values)\s+(?:is|are)|about\s+us|join\s+us|"
            r"(?:\w+\s+)?is\s+an\s+equal|equal\s+opportunit|we\s+(?:do\s+not|don['’]t)\s+discriminate|créée?\s+en|fondée?\s+en|"
            r"nous\s+sommes\s+"
            r"(?:une?|la|le|\d)|notre\s+(?:mission|vision|société|entreprise)\s+est|"
            r"qui\s+sommes[- ]nous|à\s+propos|rejoignez)",
            re.IGNORECASE,
        ),
    ),
    (
        "apply",
        re.compile(
            r"\A\W*(?:(?:please\s+)?(?:apply|send\s+(?:us\s+)?your|e-?mail\s+your|to\s+apply)\b|https?://|\S{1,64}@\S{1,64}\W*\Z|"
            r"(?:envoyez|adressez|postulez|pour\s+postuler|merci\s+d['’]envoyer)\b)",
            re.IGNORECASE,
        ),
    ),
    ("heading", re.compile(r"[^\n:]{1,60}:\s*\Z")),
)


@rule("clarity.length", Severity.ADVISES, LENGTHS, Strength.MIXED)
def length(reading: Reading) -> Iterator[Hit]:
    """Fewer than 300 words, or more than 700."""
    text = f"{reading.text}\n{reading.content.company.description}"
    count = sum(1 for _match in _WORD.finditer(text))
    if WORDS_MIN <= count <= WORDS_MAX:
        return
    message = _("The posting has %(count)d words; %(min)d to %(max)d is a good length.")
    yield Hit(
        message % {"count": count, "min": WORDS_MIN, "max": WORDS_MAX},
        _("Short postings leave questions open.")
        if count < WORDS_MIN
        else _("Few people read a long posting to its end."),
        anchor="id_summary",
    )


@rule("clarity.long-sentence", Severity.ADVISES, HOUSE, Strength.HOUSE)
def long_sentence(reading: Reading) -> Iterator[Hit]:
    """A sentence of more than 30 words."""
    for passage in reading.body:
        if len(passage.text) < 2 * SENTENCE_MAX:
            continue
        if sum(1 for _match in _WORD.finditer(passage.text)) <= SENTENCE_MAX:
            continue
        for start, end in _sentences(passage.text):
            words = [*_WORD.finditer(passage.text, start, end)]
            if len(words) > SENTENCE_MAX:
                yield Hit(
                    _("A sentence of %(count)d words: “%(words)s”")
                    % {"count": len(words), "words": quoted(passage.text[start:end])},
                    _("Sentences of up to %(max)d words are easier to read. Make two of it.") % {"max": SENTENCE_MAX},
                    **at(passage, (words[0].start(), words[-1].end())),
                )


@rule("clarity.shouting", Severity.ADVISES, HOUSE, Strength.HOUSE)
def shouting(reading: Reading) -> Iterator[Hit]:
    """Words in capitals, and exclamation marks in a row."""
    for passage in reading.passages:
        for match in _BANGS.finditer(passage.text):
            if "!!" not in match.group():
                continue
            yield Hit(
                _("“%(words)s” shouts.") % {"words": quoted(match.group())},
                _("One mark is enough, and often none."),
                fix=replaced(_("Write a full stop"), passage, *match.span(), "."),
                **at(passage, match),
            )
        if not _LOUD.search(passage.text):
            continue
        for match in _CAPITALS.finditer(passage.text):
            if _is_shouted(match.group()):
                lowered = match.group().lower()
                if not passage.text[max(0, match.start() - 20) : match.start()].strip(" -–•*\n"):
                    lowered = lowered[:1].upper() + lowered[1:]
                yield Hit(
                    _("“%(words)s” is in capitals.") % {"words": quoted(match.group())},
                    _("Capitals read as shouting and are slower to read; some screen readers spell them."),
                    fix=replaced(_("Write it in small letters"), passage, *match.span(), lowered),
                    **at(passage, match),
                )


@rule("clarity.jargon", Severity.ADVISES, HOUSE, Strength.HOUSE)
def jargon(reading: Reading) -> Iterator[Hit]:
    """Stock phrases that say little."""
    language = reading.language if reading.language in _JARGON else "en"
    for passage in reading.body:
        for match in _JARGON[language].finditer(passage.same_length_lowered):
            plain = next((plain for pattern, plain in _PLAIN[language] if pattern.fullmatch(match.group())), "")
            yield Hit(
                _("“%(words)s” is jargon.") % {"words": quoted(passage.text[match.start() : match.end()])},
                _("Say what it means for the job, in plain words."),
                fix=replaced(_("Say “%(text)s”") % {"text": plain}, passage, *match.span(), plain) if plain else None,
                **at(passage, match),
            )


@rule("clarity.inflated-title", Severity.ADVISES, HOUSE, Strength.HOUSE)
def inflated_title(reading: Reading) -> Iterator[Hit]:
    """A title that boasts."""
    title = reading.content.title
    if match := _INFLATED.search(title):
        plain = " ".join(f"{title[: match.start()]} {title[match.end() :]}".split())
        yield Hit(
            _("“%(words)s” in the title says nothing about the job.") % {"words": quoted(match.group())},
            _("People search for plain titles."),
            fix=Fix(_("Say “%(text)s”") % {"text": plain}, plain) if plain else None,
            **at(Passage(title, anchor="id_title"), match),
        )


@rule("clarity.many-musts", Severity.ADVISES, gettext_lazy("House advice: 8 must-haves at most"), Strength.HOUSE)
def many_musts(reading: Reading) -> Iterator[Hit]:
    """More than 8 must-haves."""
    count = len(reading.content.musts)
    if count > MUSTS_MAX:
        yield Hit(
            _("%(count)d must-haves; keep %(max)d at most.") % {"count": count, "max": MUSTS_MAX},
            _("Who lacks one of many may not apply. Move what can be learnt to “Nice to have”."),
            anchor="lines-must",
        )


@rule("clarity.years", Severity.ADVISES, HOUSE, Strength.HOUSE)
def years(reading: Reading) -> Iterator[Hit]:
    """Years of experience as a must-have, without a reason."""
    for passage in reading.lines:
        if passage.line is None or passage.line.kind != "must" or _REASON.search(passage.text):
            continue
        if passage.mentions("year", "yrs", "ans") and (match := _YEARS.search(passage.text)):
            yield Hit(
                _("“%(words)s”: years say little about skill.") % {"words": quoted(match.group().strip())},
                _("Say what somebody must have done, or why the years matter."),
                **at(passage, _trimmed(passage.text, *match.span())),
            )


@rule("clarity.repeat", Severity.ADVISES, HOUSE, Strength.HOUSE)
def repeat(reading: Reading) -> Iterator[Hit]:
    """Two lines that say the same."""
    for earlier, later in _pairs(reading.lines):
        yield Hit(
            _("Line %(later)d says much the same as line %(earlier)d: “%(words)s”")
            % {"later": later.number, "earlier": earlier.number, "words": quoted(earlier.text)},
            _("Said once is enough."),
            fix=Fix(_("Drop the line"), None),
            **at(later, _trimmed(later.text, 0, len(later.text))),
        )


@rule("clarity.not-a-mission", Severity.ADVISES, HOUSE, Strength.HOUSE)
def not_a_mission(reading: Reading) -> Iterator[Hit]:
    """A line under “What you will do” that is a need, a benefit, or about the company."""
    messages = {
        "benefit": _("This line is a benefit, not a mission."),
        "need": _("This line is something you ask for, not a mission."),
        "company": _("This line is about the company, not a mission."),
        "apply": _("This line is about applying, not a mission."),
        "heading": _("This line is a heading, not a mission."),
    }
    for passage in reading.lines:
        if not passage.is_mission or (passage.line and passage.line.mission):
            continue
        kind = next((kind for kind, pattern in _NOT_MISSION if pattern.match(passage.text)), None)
        short = len(_WORD.findall(passage.text[:200])) < 2
        if kind or short:
            yield Hit(
                messages[kind] if kind else _("This line is too short to say what somebody does."),
                _("Under “What you will do” candidates look for what they will do."),
                fix=Fix(_("Drop the line"), None) if kind in {"heading", "apply"} else None,
                **at(passage, _trimmed(passage.text, 0, len(passage.text))),
            )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text's sentences; a dot inside a word or an abbreviation ends none."""
    # One character for one keeps the offsets.
    masked = _DOT_INSIDE.sub(",", text)
    for match in _SENTENCE.finditer(masked):
        yield match.span()


def _is_shouted(words: str) -> bool:
    """Whether capitals are more than an acronym or a few: a word of six letters or more, or two of four or more."""
    known = [word for word in words.split() if word not in ACRONYMS and not re.search(r"[&]", word)]
    letters = [sum(char.isalpha() for char in word) for word in known]
    return any(count >= 6 for count in letters) or sum(count >= 4 for count in letters) >= 2


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _pairs(lines: list[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Yield (earlier, later) for lines that share three quarters of their words, each later line once.

    Two such sets share one of their rarest words, so only lines with a rare word in common are compared, a few each.
    """
    bags = [frozenset(word.casefold() for word in _WORD.findall(line.text) if len(word) > 2) for line in lines]
    rarity = Counter(word for bag in bags for word in bag)
    seen: dict[str, list[int]] = defaultdict(list)
    for index, bag in enumerate(bags):
        if len(bag) < 2:
            continue
        rare = sorted(bag, key=lambda word: (rarity[word], word))[: len(bag) - math.ceil(ALIKE * len(bag)) + 1]
        near = dict.fromkeys(other for word in rare for other in seen[word][:_NEIGHBOURS])
        match = next((other for other in near if _alike(bag, bags[other])), None)
        if match is not None:
            yield lines[match], lines[index]
            continue
        for word in rare:
            if len(seen[word]) < _NEIGHBOURS:
                seen[word].append(index)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)

"""An ad's text split into lines: what each says, what kind it is, and where in the text it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .sections import (
    ACTION_START,
    ALWAYS,
    COMPANY_LINE,
    HEADINGS,
    MISSION_LINE,
    MUST_LINE,
    NICE_LINE,
    AdKind,
)
from .words import flat

MAX_LINES = 1_000

BULLET = re.compile(
    r"[ \t]*(?:[-*+•▪▫‣◦●○■□◆◇►▸▶➤➔→✓✔✅☑·∙–—−»>~][ \t]*(?=[^\s\-*=_])|o[ \t]{1,8}(?=\S)"
    r"|\(?\d{1,2}[.)][ \t]+(?=\S)|\(?[a-h]\)[ \t]+(?=\S)"
    r"|[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?[ \t]+(?=\S))"
)
HASH = re.compile(r"[ \t]*#{1,6}[ \t]*(?=\S)")
RULE = re.compile(r"[ \t]*[-=_*~#•.]{3,}[ \t]*$")
LABEL = re.compile(r"([^:\n.!?]{2,60}?)[ ]*:[ ]*(?=\S)")
# The end of a sentence: a mark, a space, and something that begins a new one.
SENTENCE_END = re.compile(r"[.!?…]+[)»”\"']?\s+(?=[«“\"(]?[A-ZÀ-ÖØ-Þ0-9•])")
LIST_END = re.compile(SENTENCE_END.pattern + r"|;\s+(?=\w)")
_ABBREVIATIONS = "e.g. i.e. etc. inc. ltd. ex. vs. approx. env. m. mr. mrs. ms. dr. st. no. sr. jr. min. max."
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# The first line of an ad that holds one of these is its title, whatever else it says.
JOB_TITLE = re.compile(
    r"\b(cto|chief|vp|vice president|head of|director|lead (dev|eng)|tech lead|directeur|directrice|responsable tech"
    r"|engineer\b)"
)
LOOKING = re.compile(
    r"(we are|we're|nous sommes) (now |currently |actuellement )?(looking|seeking|hiring|searching|a la recherche)"
)
TITLE_LABEL = re.compile(r"^(job |position )?(title|position|role|subject|poste|titre|intitule|objet|job)\b")
MAX_HEADING = 70
MAX_HEADING_WORDS = 9
LONG_LINE = 50  # a line shorter than this was not cut by e-mail, unless the next begins in lower case
A_POSTINGS_OWN = frozenset({AdKind.MISSION, AdKind.MUST, AdKind.NICE})


@dataclass(frozen=True)
class AdLine:
    """A line of an ad: its words, its kind, the heading it stands under, and where it is in the text.

    `text` is the slice from `start` to `end`, line breaks and runs of spaces made one space.
    """

    text: str
    kind: AdKind
    start: int
    end: int
    heading: str = ""
    bullet: bool = False


@dataclass
class _Block:
    """Physical lines that make one bullet, heading or paragraph."""

    start: int
    end: int
    sort: str  # "heading", "bullet", "text"
    indent: int = 0


def split_ad(text: str) -> list[AdLine]:
    """Return the lines of an ad's cleaned text, headings left out, in order; at most MAX_LINES."""
    lines: list[AdLine] = []
    kind: AdKind | None = None
    heading = ""
    for at, block in enumerate(_blocks(text)):
        if block.sort == "heading":
            words = text[block.start : block.end].strip(" #:*=-–—_\t\n")
            named = heading_kind(words)
            if not lines and at < 3 and (named is None or JOB_TITLE.search(flat(words))):
                lines.append(_title(text, block.start, block.end))
                continue
            kind, heading = named, words
            continue
        lines.extend(_units(text, block, kind, heading, first=at == 0))
        if block.sort == "text" and kind not in A_POSTINGS_OWN and text[block.start : block.end].rstrip().endswith(":"):
            said = flat(lines[-1].text)
            kind = AdKind.MISSION if MISSION_LINE.search(said) else AdKind.MUST if MUST_LINE.search(said) else kind
        if len(lines) >= MAX_LINES:
            break
    return [line for line in lines[:MAX_LINES] if line.text]


def heading_kind(words: str) -> AdKind | None:
    """Return the kind of lines that stand under a heading, None where its words don't say."""
    said = flat(words).strip(" #:*=-_?!.&")
    return next((kind for kind, pattern in HEADINGS if pattern.search(said)), None)


def _physical_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _blocks(text: str) -> list[_Block]:
    """Join the lines that e-mail cut, tell headings, bullets and paragraphs apart."""
    blocks: list[_Block] = []
    open_block: _Block | None = None
    width = _wrap_width(text)
    for start, end in _physical_lines(text):
        line = text[start:end]
        if not line.strip():
            open_block = None
            continue
        if RULE.match(line):
            if (
                open_block is not None
                and open_block.sort == "text"
                and _may_be_heading(text[open_block.start : open_block.end])
            ):
                open_block.sort = "heading"  # underlined
            open_block = None
            continue
        indent = len(line) - len(line.lstrip())
        if mark := HASH.match(line):
            blocks.append(_Block(start + mark.end(), end, "heading"))
            open_block = None
        elif mark := BULLET.match(line):
            body = line[mark.end() :]
            # "• MISSIONS" and the like are headings in disguise; a numbered or dashed one needs a known name.
            sort = "heading" if _is_heading(body) and (_is_shouted(body) or body.rstrip().endswith(":")) else "bullet"
            open_block = _Block(start + mark.end(), end, sort, indent)
            blocks.append(open_block)
            if sort == "heading":
                open_block = None
        elif open_block is not None and _continues(text, open_block, line, indent, width):
            open_block.end = end
        elif _is_heading(line):
            blocks.append(_Block(start + indent, end, "heading"))
            open_block = None
        else:
            open_block = _Block(start + indent, end, "text", indent)
            blocks.append(open_block)
    for block, following in pairwise(blocks):
        if block.sort == "text" and following.sort == "bullet":
            words = text[block.start : block.end]
            if block is not blocks[0] and _may_be_heading(words) and words.rstrip()[-1] not in "!?)":
                block.sort = "heading"  # "In this position you", before a list
    return blocks


def _continues(text: str, block: _Block, line: str, indent: int, width: int) -> bool:
    """Whether a line goes on with the block before it, as lines do that e-mail or a page's edge cut."""
    last = text[text.rfind("\n", 0, block.end) + 1 : block.end].rstrip()
    first = line.lstrip()[0]
    if last.endswith(":") or (
        _is_heading(line) and (_is_shouted(line) or (heading_kind(line) is not None and line.rstrip().endswith(":")))
    ):
        return False
    if block.sort == "bullet" and indent > block.indent + 1:
        return True
    if first.islower() or first in ",;)&/":
        return len(last) >= LONG_LINE - 15
    if last[-1:] in ".!?…":
        return block.sort == "text" and len(last) >= LONG_LINE
    if last[-1:] in ",&":
        return True
    # Cut by width where the next word had no room left.
    return bool(width) and len(last) + 1 + len(line.split(maxsplit=1)[0]) > width


def _wrap_width(text: str) -> int:
    """Return the width at which a text's lines were cut, 0 where they weren't: several lines come close to it."""
    lengths = [len(line) for line in text.split("\n")]
    width = max(lengths)
    near = sum(length >= width - 8 for length in lengths)
    return width if LONG_LINE <= width <= 110 and near >= 3 else 0


def _may_be_heading(line: str) -> bool:
    words = line.strip()
    return len(words) <= MAX_HEADING and 1 <= len(words.split()) <= MAX_HEADING_WORDS and words[-1] not in ".,;"


def _is_shouted(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 4 and not any(char.islower() for char in letters)


def _is_heading(line: str) -> bool:
    """Whether a line stands for a section: short, and shouted, closed by a colon, or named as sections are."""
    if not _may_be_heading(line):
        return False
    words = line.strip(" *_=-–—\t")
    if not any(char.isalpha() for char in words):
        return False
    if _is_shouted(words) or words.endswith(":"):
        return True
    if len(words.split()) > 6 or not (words[0].isupper() or not words[0].isalpha()):
        return False
    said = flat(words).strip(" ?!:")
    named = heading_kind(words)
    # A short line that is a sentence ("You will code") isn't one; "What you will do" and "Your role" are.
    if named is None or (
        re.match(r"(you will|you'll|we |vous [a-z]+ez\b|nous )", said)
        and not said.endswith(("are looking for", "offrons", "do", "proposons", "cherchons", "recherchons", "offer"))
    ):
        return False
    return len(words) <= 45 and not ACTION_START.match(said) and not re.search(r"\d", said)


def _units(text: str, block: _Block, kind: AdKind | None, heading: str, *, first: bool) -> Iterator[AdLine]:
    """The lines of a block: a bullet is one, a paragraph has one for each sentence."""
    start, end = block.start, block.end
    label = LABEL.match(text, start, end)
    if label and block.sort == "text" and (named := heading_kind(label.group(1))) and len(label.group(1).split()) <= 4:
        kind, heading, start = named, label.group(1).strip(), label.end()
    if block.sort == "bullet":
        yield _line(text, start, end, line_kind(text[start:end], kind, bullet=True), heading, bullet=True)
        return
    if (
        first
        and _may_be_heading(text[start:end])
        and not re.match(r"(we|you|nous|vous|our|notre)\b", flat(text[start:end]))
    ):
        yield _title(text, block.start, end)
        return
    # Under "Requirements", a paragraph with semicolons is a list.
    ends = LIST_END if kind in A_POSTINGS_OWN else SENTENCE_END
    for unit_start, unit_end in _sentences(text, start, end, ends):
        yield _line(text, unit_start, unit_end, line_kind(text[unit_start:unit_end], kind, bullet=False), heading)


def _sentences(text: str, start: int, end: int, ends: re.Pattern) -> Iterator[tuple[int, int]]:
    at = start
    for found in ends.finditer(text, start, end):
        stop = found.start() + len(found.group().rstrip())
        if text[max(at, stop - 12) : stop].lower().rsplit(maxsplit=1)[-1] in ABBREVIATIONS or stop - at < 4:
            continue
        yield at, stop
        at = found.end()
    if at < end:
        yield at, end


def line_kind(words: str, section: AdKind | None, *, bullet: bool) -> AdKind:
    """Return the kind of a line from its own words and the section it stands in."""
    said = flat(words).strip()
    for kind, pattern in ALWAYS:
        if (section not in A_POSTINGS_OWN or not bullet) and pattern.search(said):
            return kind
    if section in (AdKind.MUST, AdKind.MISSION) and NICE_LINE.search(said):
        return AdKind.NICE
    if section in (AdKind.MISSION, AdKind.MUST) and not bullet and not ACTION_START.match(said):
        # Paragraphs wander: the company's story under "The role", what one will do under "Your profile".
        if MISSION_LINE.search(said):
            return AdKind.MISSION
        if MUST_LINE.search(said):
            return AdKind.MUST
        if COMPANY_LINE.match(said):
            return AdKind.COMPANY
        return section
    if section in (AdKind.MISSION, AdKind.MUST, AdKind.NICE, AdKind.BENEFITS, AdKind.EQUAL, AdKind.PROCESS, AdKind.PAY):
        return section
    return _told_by_itself(said, section, bullet=bullet)


def _told_by_itself(said: str, section: AdKind | None, *, bullet: bool) -> AdKind:
    if NICE_LINE.search(said):
        return AdKind.NICE
    if section is AdKind.COMPANY:
        # "About us" often ends in what the new colleague will do.
        return AdKind.MISSION if MISSION_LINE.search(said) and not COMPANY_LINE.match(said) else AdKind.COMPANY
    if ACTION_START.match(said) and bullet:
        return AdKind.MISSION
    if COMPANY_LINE.match(said) and not LOOKING.match(said):
        return AdKind.COMPANY
    if MUST_LINE.match(said):
        return AdKind.MUST
    if MISSION_LINE.search(said):
        return AdKind.MISSION
    if MUST_LINE.search(said):
        return AdKind.MUST
    if COMPANY_LINE.search(said):
        return AdKind.COMPANY
    if ACTION_START.match(said):
        return AdKind.MISSION
    return AdKind.OTHER


def _title(text: str, start: int, end: int) -> AdLine:
    """The title's line, without a label such as "Job title:"."""
    label = LABEL.match(text, start, end)
    if label and TITLE_LABEL.search(flat(label.group(1))):
        start = label.end()
    return _line(text, start, end, AdKind.TITLE, "")


def _line(text: str, start: int, end: int, kind: AdKind, heading: str, *, bullet: bool = False) -> AdLine:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return AdLine(" ".join(text[start:end].split()), kind, start, end, heading, bullet)

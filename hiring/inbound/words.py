"""The words of a reply: HTML as plain text, and what is new in it told from what it quotes. Pure, and bounded."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

HTML_MAX = 500_000  # characters of HTML that are looked at
MOST_DEPTH = 300  # tags within each other
_QUOTE = "\x1e"  # stands where HTML says that a quotation begins; plain text can't have it

_BLOCKS = {"blockquote", "div", "dl", "dt", "dd", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"}
_BLOCKS |= {f"h{level}" for level in range(1, 7)}
_KEPT = _BLOCKS | {"br", "td"}
_QUOTE_CLASSES = ("gmail_quote", "gmail_extra", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "zmail_extra")
_QUOTE_IDS = ("divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION")
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_GONE = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"}

# A line that says who wrote what follows, over at most three lines; it names a day, a time or an address.
_MORE = r"[^\n]{3,200}(?:\n(?![ \t]*\n)[^\n]{1,200}){0,2}?"
_WROTE = re.compile(
    r"^[ \t]*(?:"
    rf"On\b{_MORE}\s\bwrote[ \u00a0\u202f]*:"
    rf"|Le\b{_MORE}\ba[ \u00a0\n]\u00e9crit[ \u00a0\u202f]*:"
    rf"|Am\b{_MORE}\s\bschrieb\b[^\n]{{0,100}}:"
    rf"|El\b{_MORE}\s\bescribi\u00f3[ \u00a0]*:"
    r")[ \t]*$",
    re.MULTILINE,
)
_NAMES_WHEN = re.compile(r"[\d@]")
_DIVIDER = re.compile(
    r"^[ \t]*-{2,}[ ]?(?:Original Message|Message d[\u2019']origine|Forwarded message|Message transf\u00e9r\u00e9)"
    r"[ ]?-{2,}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:[ \t]*_{10,}[ \t]*\n+)?[ \t]*\*?(?:From|De)[ \u00a0]?:\*?[^\n]*\n"
    r"(?:[^\n]*\n){0,2}?[ \t]*\*?(?:Sent|Date|Envoy\u00e9(?: le)?|To|\u00c0)[ \u00a0]?:",
    re.MULTILINE,
)
_CONTROLS = re.compile(r"[^\n\t\x20-\x7e\xa0-\U0010ffff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def plain(text: str) -> str:
    """Return a text with line ends of one kind and without characters that can't be read or kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def unflowed(text: str) -> str:
    """Put lines together that were broken on the way (RFC 3676): those that end with a space go on in the next."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">")
        if goes_on and lines and not quoted:
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line.rstrip("\n") != "-- " and not quoted
    return "\n".join(lines)


def from_html(markup: str) -> tuple[str, str]:
    """Return the text of HTML: what is new, and what its mark-up says is quoted."""
    # Cleaned first: what comes out is well-formed, so that the slow and strict parser below meets nothing odd.
    clean = nh3.clean(
        _shallow(markup[:HTML_MAX].replace(_QUOTE, "")),
        tags=_KEPT,
        clean_content_tags=_GONE,
        attributes={tag: {"class", "id", "type"} for tag in _KEPT},
        link_rel=None,
    )
    reader = _Text()
    reader.feed(clean)
    reader.close()
    new, _mark, quoted = "".join(reader.parts).partition(_QUOTE)
    return _tidy(new), _tidy(quoted.replace(_QUOTE, ""))


def _shallow(markup: str) -> str:
    """Replace tags that stand too deep within others: the time that cleaning takes grows with the depth."""
    open_tags: Counter[str] = Counter()

    def kept(match: re.Match[str]) -> str:
        name = match[2].lower()
        if match[1]:
            open_tags[name] -= open_tags[name] > 0
        elif open_tags.total() >= MOST_DEPTH:
            return "<br>" if name in _BLOCKS else ""
        elif name not in _VOID:
            open_tags[name] += 1
        return match[0]

    return _TAG.sub(kept, markup)


def _tidy(text: str) -> str:
    lines = (" ".join(line.replace("\xa0", " ").split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", plain("\n".join(lines))).strip()


class _Text(HTMLParser):
    """Collects text, a line for a block, with a mark where a quotation begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_cited = tag == "blockquote" and given.get("type") == "cite"
        classes = given.get("class", "").split()
        if is_cited or given.get("id") in _QUOTE_IDS or any(name in _QUOTE_CLASSES for name in classes):
            self.parts.append(_QUOTE)
        self.parts.append("\n- " if tag == "li" else " " if tag == "td" else "\n")
        if tag == "p":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and tag != "li":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data.replace("\xa0", " ")))


def split(text: str) -> tuple[str, str]:
    """Return what is new in a plain text and what it quotes; one that answers between quoted lines stays in one."""
    text = plain(text)
    wrote = next((match for match in _WROTE.finditer(text) if _NAMES_WHEN.search(match[0])), None)
    starts = [match.start() for match in (wrote, _DIVIDER.search(text), _HEAD.search(text)) if match]
    if (marked := _marked(text)) is not None:
        starts.append(marked)
    if not starts:
        return text, ""
    at = min(starts)
    new, quoted = text[:at].strip(), text[at:].strip()
    return (text, "") if _answers_within(quoted) else (new, quoted)


def _marked(text: str) -> int | None:
    """Where lines with a > begin that go on until the end."""
    at = None
    position = 0
    for line in text.split("\n"):
        if line.startswith(">"):
            at = position if at is None else at
        elif line.strip():
            at = None
        position += len(line) + 1
    return at


def _answers_within(quoted: str) -> bool:
    """Whether there are words of one's own after quoted lines."""
    lines = [line for line in quoted.split("\n") if line.strip()]
    marks = [line.startswith(">") for line in lines]
    return any(marks) and not all(marks[marks.index(True) :])

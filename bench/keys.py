"""How long filling in a form by keyboard takes, by the keystroke-level model; no browser, no Django.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23(7), 1980: a key takes an average typist 0.28 s (K, Shift counts as one), and before
each thing that is thought of people pause for 1.35 s (M).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

KEY_SECONDS, PAUSE_SECONDS = 0.28, 1.35
UNTYPED = {"hidden", "submit", "button", "radio", "checkbox", "file"}


@dataclass
class Stop:
    """Where Tab stops: a link, a button, a field; radio buttons of one name are one stop."""

    tag: str
    type: str = ""
    name: str = ""
    values: list[str] = field(default_factory=list)


class Stops(HTMLParser):
    """The stops of a page in their order; those from <main> on are counted from `main`."""

    def __init__(self) -> None:
        super().__init__()
        self.stops: list[Stop] = []
        self.hidden: dict[str, str] = {}
        self.main = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "main":
            self.main = len(self.stops)
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given.get("value") or ""
        if given.get("tabindex") == "-1" or "disabled" in given or given.get("type") == "hidden":
            return
        if tag in {"button", "select", "textarea", "input", "summary"} or (tag == "a" and "href" in given):
            stop = Stop(tag, given.get("type") or "", given.get("name") or "", [given.get("value") or ""])
            if stop.type == "radio" and self.stops and self.stops[-1].name == stop.name:
                self.stops[-1].values.append(stop.values[0])
            else:
                self.stops.append(stop)


def read(page: str) -> Stops:
    stops = Stops()
    stops.feed(page)
    return stops


def typed(text: str) -> int:
    """Return the keys that a text takes: one a character, one more for each capital."""
    return len(text) + sum(character.isupper() for character in text)


@dataclass(frozen=True)
class Effort:
    """What filling in a form took: keys, and things that were thought of."""

    keys: int
    thoughts: int

    @property
    def typing(self) -> float:
        return self.keys * KEY_SECONDS

    @property
    def thinking(self) -> float:
        return self.thoughts * PAUSE_SECONDS


def effort(page: Stops, answers: dict[str, str | list[str]], *, file_name: str = "cv.pdf") -> Effort:
    """Return what it takes to skip to the form, give these answers with Tab, Space and letters, and send it."""
    keys, thoughts = 2, 0  # the link to the content, first on the page
    for stop in page.stops[page.main :]:
        keys += 1  # Tab
        if stop.tag == "button" and not stop.name:
            return Effort(keys + 1, thoughts + 1)  # the button that sends, and Enter
        if stop.name not in answers:
            continue
        given = answers[stop.name]
        chosen = given if isinstance(given, list) else [given]
        if stop.type == "file":
            keys += 1 + typed(file_name) + 1  # Space, the name in the system's own window, Enter
            thoughts += 1
        elif stop.type == "radio":
            keys += 1 + stop.values.index(chosen[0])  # Space on the first, an arrow for each further one
            thoughts += 1
        elif stop.type == "checkbox":
            keys += stop.values[0] in chosen
            thoughts += stop.values[0] in chosen
        elif stop.type not in UNTYPED:
            keys += typed(chosen[0])
            thoughts += bool(chosen[0])
    raise ValueError("No button sends this form.")

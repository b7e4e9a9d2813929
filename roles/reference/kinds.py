"""The kinds of value that a sheet's entries hold: how each is read from a file, and written plainly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from .nodes import List, Map, Node, Problem, Scalar

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
UNWANTED = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of characters, line and paragraph separators


class Reader:
    """Reads the nodes of one file, and collects what is wrong instead of stopping at it."""

    def __init__(self, file: str):
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, node: Node, reason: str) -> None:
        self.refuse_line(node.line, reason)

    def refuse_line(self, line: int, reason: str) -> None:
        self.problems.append(Problem(self.file, line, reason))

    def map(self, node: Node, name: str, keys: Collection[str]) -> Mapping[str, Node]:
        """The node's items; keys that are missing, unknown or said twice are problems."""
        if not isinstance(node, Map):
            self.refuse(node, f"{name}: needs {', '.join(map(str, keys))}")
            return {}
        for key, line in node.repeated:
            self.refuse_line(line, f"{name}: {key} is said twice")
        for key in node.items:
            if key not in keys:
                self.refuse(node.items[key], f"{name}: nothing is called {shown(key)} here")
        for key in keys:
            if key not in node.items:
                self.refuse(node, f"{name}: {key} is missing")
        return {key: value for key, value in node.items.items() if key in keys}

    def text(self, node: Node, name: str, *, limit: int | None, lines: bool = False) -> str:
        """A text with words in it, stripped."""
        if not isinstance(node, Scalar):
            self.refuse(node, f"{name}: a text is needed here")
            return ""
        text = node.text.strip()
        allowed = "\n\t" if lines else ""
        if not text or node.is_null:
            self.refuse(node, f"{name}: is empty")
        elif any(unicodedata.category(char) in UNWANTED and char not in allowed for char in text):
            reason = "has a control character" if lines else "has a line break or a control character"
            self.refuse(node, f"{name}: {reason}")
        elif limit and len(text) > limit:
            self.refuse(node, f"{name}: has {len(text)} characters, {limit} fit")
        return text

    def stages(self, node: Node, name: str) -> Mapping[int, Node]:
        """The items of a map whose keys are stage numbers, by number."""
        if not isinstance(node, Map):
            self.refuse(node, f"{name}: needs stage numbers, each with a value")
            return {}
        for key, line in node.repeated:
            self.refuse_line(line, f"{name}: {key} is said twice")
        for key in node.items:
            if not re.fullmatch("[1-3]", key):
                self.refuse(node.items[key], f"{name}: {shown(key)} is no stage number")
        return {int(key): node.items[key] for key in sorted(node.items) if re.fullmatch("[1-3]", key)}


def shown(text: str) -> str:
    """A text of the file, short enough for a message."""
    return repr(text if len(text) <= 40 else text[:39] + "…")


class Kind:
    """A kind of value: `read` takes it from a node, `plain` gives what YAML and JSON can write."""

    def read(self, reader: Reader, node: Node, name: str) -> Any:
        raise NotImplementedError

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class OfField(Kind):
    """A kind whose length and line breaks are those of a model's field."""

    model: type[models.Model]
    name: str

    @property
    def limits(self) -> dict[str, Any]:
        field = self.model._meta.get_field(self.name)
        return {"limit": field.max_length, "lines": isinstance(field, models.TextField)}


class Line(OfField):
    """A text that is the same in every language."""

    def read(self, reader: Reader, node: Node, name: str) -> str:
        return reader.text(node, name, **self.limits)


class Texts(OfField):
    """A text in every language."""

    def read(self, reader: Reader, node: Node, name: str) -> dict[str, str]:
        items = reader.map(node, name, LANGUAGES)
        return {
            language: reader.text(items[language], f"{name}, {language}", **self.limits)
            for language in LANGUAGES
            if language in items
        }


class Words(Kind):
    """A list of words or phrases in every language; may be empty."""

    def read(self, reader: Reader, node: Node, name: str) -> dict[str, tuple[str, ...]]:
        items = reader.map(node, name, LANGUAGES)
        return {
            language: self._words(reader, items[language], f"{name}, {language}")
            for language in LANGUAGES
            if language in items
        }

    def _words(self, reader: Reader, node: Node, name: str) -> tuple[str, ...]:
        if not isinstance(node, List):
            reader.refuse(node, f"{name}: a list is needed here")
            return ()
        return tuple(reader.text(item, name, limit=200) for item in node.items)

    def plain(self, value: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
        return {language: list(words) for language, words in value.items()}


class Slug(Kind):
    """A key: small letters, digits and hyphens."""

    def read(self, reader: Reader, node: Node, name: str) -> str:
        text = reader.text(node, name, limit=50)
        if text and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
            reader.refuse(node, f"{name}: {shown(text)} isn't small letters, digits and hyphens")
        return text


class OtherKey(Slug):
    """The key of another role, or nothing."""

    def read(self, reader: Reader, node: Node, name: str) -> str | None:
        return None if isinstance(node, Scalar) and node.is_null else super().read(reader, node, name)


@dataclass(frozen=True)
class Choice(Kind):
    """One of a closed list."""

    choices: type[models.TextChoices]

    def read(self, reader: Reader, node: Node, name: str) -> str:
        text = reader.text(node, name, limit=None)
        if text and text not in self.choices.values:
            reader.refuse(node, f"{name}: {shown(text)} is none of {', '.join(self.choices.values)}")
        return text


class Optional(Choice):
    """One of a closed list, or nothing."""

    def read(self, reader: Reader, node: Node, name: str) -> str:
        return "" if isinstance(node, Scalar) and node.is_null else super().read(reader, node, name)

    def plain(self, value: str) -> str | None:
        return value or None


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number between two others; or nothing, where that is allowed."""

    least: int
    most: int
    null: bool = False

    def read(self, reader: Reader, node: Node, name: str) -> int | None:
        if self.null and isinstance(node, Scalar) and node.is_null:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        if not re.fullmatch("[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            reader.refuse(node, f"{name}: a whole number from {self.least} to {self.most} is needed here")
            return None
        return int(text)


class Facts(Kind):
    """Ids of the source's facts; may be empty."""

    def read(self, reader: Reader, node: Node, name: str) -> tuple[str, ...]:
        if not isinstance(node, List):
            reader.refuse(node, f"{name}: a list is needed here")
            return ()
        facts = tuple(reader.text(item, name, limit=20) for item in node.items)
        for item, fact in zip(node.items, facts, strict=True):
            if fact and not re.fullmatch("[A-Z][A-Z0-9]*", fact):
                reader.refuse(item, f"{name}: {shown(fact)} isn't an id")
        return facts

    def plain(self, value: tuple[str, ...]) -> list[str]:
        return list(value)


@dataclass(frozen=True)
class ByStage(Kind):
    """Values by stage number, kept in rows of `through` that join an entry to its stages."""

    through: type[models.Model]
    name: str


@dataclass(frozen=True)
class Degrees(ByStage):
    """How much an entry belongs to each stage."""

    choices: type[models.TextChoices]

    def read(self, reader: Reader, node: Node, name: str) -> dict[int, str]:
        choice = Choice(self.choices)
        return {
            number: choice.read(reader, item, f"{name}, {number}") for number, item in reader.stages(node, name).items()
        }


class TextsByStage(ByStage):
    """A text in every language for each stage."""

    def read(self, reader: Reader, node: Node, name: str) -> dict[int, dict[str, str]]:
        texts = Texts(self.through, self.name)
        return {
            number: texts.read(reader, item, f"{name}, {number}") for number, item in reader.stages(node, name).items()
        }

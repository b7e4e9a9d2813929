"""YAML as a tree of nodes that know their line; only the plain parts of YAML, a few levels deep.

The tree is built from the parser's events rather than by PyYAML's own composer: that one follows
aliases and recurses as deep as a file asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 12


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file, and on which line."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class MalformedSheet(ValueError):
    """A file that can't be read as a sheet; `problems` names every reason, each with its line."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Scalar:
    """A text as written; `plain` where it carries no quotes (only then can it mean "nothing")."""

    text: str
    plain: bool
    line: int

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in {"", "~", "null"}


@dataclass(frozen=True)
class List:
    items: Sequence[Node]
    line: int


@dataclass(frozen=True)
class Map:
    items: Mapping[str, Node]
    line: int
    repeated: Sequence[tuple[str, int]] = ()


Node = Scalar | List | Map


def compose(text: str, file: str) -> Node:
    """Return the text's root node. Raises MalformedSheet where it isn't YAML, or is more YAML than a sheet needs."""
    try:
        return _compose(text, file)
    except yaml.YAMLError as error:
        raise MalformedSheet([Problem(file, _line_of(error, text), _reason_of(error))]) from error
    except UnicodeError as error:
        raise MalformedSheet([Problem(file, 1, "not Unicode text")]) from error


def _compose(text: str, file: str) -> Node:
    open_nodes: list[tuple[list, int]] = []
    root: Node | None = None
    for event in yaml.parse(text, Loader=Parser):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise MalformedSheet([Problem(file, line, "a file holds one document")])
        if isinstance(event, yaml.AliasEvent):
            raise MalformedSheet([Problem(file, line, "aliases (*name) are not part of the format")])
        if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            continue
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise MalformedSheet([Problem(file, line, "anchors (&name) and tags (!name) are not part of the format")])
        if isinstance(event, yaml.CollectionStartEvent):
            if len(open_nodes) >= MAX_DEPTH:
                raise MalformedSheet([Problem(file, line, "nested too deep")])
            open_nodes.append(([], line))
            continue
        if isinstance(event, yaml.ScalarEvent):
            node: Node = Scalar(event.value, event.style in {None, ""}, line)
        else:
            items, line = open_nodes.pop()
            node = List(items, line) if isinstance(event, yaml.SequenceEndEvent) else _map(items, line, file)
        if open_nodes:
            open_nodes[-1][0].append(node)
        else:
            root = node
    if root is None:
        raise MalformedSheet([Problem(file, 1, "the file is empty")])
    return root


def _map(items: list[Node], line: int, file: str) -> Map:
    found: dict[str, Node] = {}
    repeated = []
    for key, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise MalformedSheet([Problem(file, key.line, "a key is a plain word")])
        if key.text in found:
            repeated.append((key.text, key.line))
        found[key.text] = value
    return Map(found, line, repeated)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if start is not None and (mark is None or "end of stream" in (error.problem or "")):
        mark = start  # what was never closed is found where it starts, not at the file's end
    if mark is not None:
        return mark.line + 1
    position = getattr(error, "position", None)  # a character that YAML doesn't allow has a place only
    return text.count("\n", 0, position) + 1 if isinstance(position, int) and position >= 0 else 1


def _reason_of(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        return "not YAML: " + ", ".join(part for part in (error.context, error.problem) if part)
    return f"not YAML: {getattr(error, 'reason', error)}"

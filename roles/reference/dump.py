"""Write a role's sheet as the file that loading it reads."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

from roles.models import Role

from .format import Sheet
from .rows import plain, sheet_of

WIDTH = 108  # PyYAML breaks a line after the word that passes it
HEAD = """\
# The reference sheet of {title}.
#
# `facts` names the facts of the source that an entry covers; an empty list marks an entry as the house's own.
"""


class _Flow(list):
    """A list on one line."""


class _FlowMap(dict):
    """A map on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes long and many-lined texts as blocks, lists within an entry on one line, and no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > WIDTH - 8 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Flow, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)
_Dumper.add_representer(
    _FlowMap, lambda dumper, items: dumper.represent_mapping("tag:yaml.org,2002:map", items, flow_style=True)
)


def dump_reference(role: Role) -> str:
    """Return the role's sheet as YAML, entries that are not retired in their order."""
    return write_sheet(sheet_of(role))


def write_sheet(sheet: Sheet) -> str:
    """Return the sheet as YAML."""
    title = next(iter(sheet.role.title.values()))
    blocks = [HEAD.format(title=" ".join(title.split())), f"role:\n{_indented(_yaml(_shaped(plain(sheet.role))))}"]
    for part, entries in sheet.parts.items():
        if entries:
            body = "\n".join(_indented(_yaml([_shaped(plain(entry))])) for entry in entries)
            blocks.append(f"{part}:\n{body}")
        else:
            blocks.append(f"{part}: []\n")
    return "\n".join(blocks)


def _yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False)


def _indented(text: str) -> str:
    return textwrap.indent(text, "  ")


def _shaped(value: Any) -> Any:
    """The value with its lists, and its maps of single words by stage, on one line each."""
    if isinstance(value, list):
        return _Flow(value)
    if isinstance(value, dict):
        items = {key: _shaped(item) for key, item in value.items()}
        by_stage = bool(items) and all(isinstance(key, int) and isinstance(items[key], str) for key in items)
        return _FlowMap(items) if by_stage or not items else items
    return value

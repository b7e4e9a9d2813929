"""Names, towns, tags, and the sounds that invented words are made of."""

from __future__ import annotations

from pathlib import Path

import yaml

_lists: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "lists.yaml").read_text())
FIRST, LAST, TOWNS, TAGS = (_lists[name] for name in ("first", "last", "towns", "tags"))
SYLLABLES = [begin + middle for begin in _lists["begin"] for middle in _lists["middle"]]

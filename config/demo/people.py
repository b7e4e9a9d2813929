"""The demo's candidates, read from people.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify

UNFOLDED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "æ": "ae"})  # no accent to take off
FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Person:
    """Somebody invented, and what the CV is made of."""

    name: str
    town: str
    country: str
    profile: str
    years: int
    stack: list[str]
    sectors: list[str]
    degree: str
    also: list[str]
    language: str = "en"

    @property
    def key(self) -> str:
        return slugify(self.name.translate(UNFOLDED))

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"

    @property
    def website(self) -> str:
        return f"https://{self.key}.example"


def read(name: str) -> Any:
    """Return what one of the demo's files holds."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


def people() -> dict[str, Person]:
    """Everybody by name."""
    return {item["name"]: Person(**item) for item in read("people")}

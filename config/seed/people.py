"""Invented people: a name, how to reach them, a CV. Pure: the same chance makes the same people."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from django.utils.text import slugify

from ..demo.people import UNFOLDED, read
from .lists import FIRST, LAST, TOWNS
from .vocabulary import Sentences, name_of

SENTENCES = (31, 43)  # of a CV: about 2.5 KB
HITS = 20  # CVs that have one and the same rare name in them
HEADINGS = {
    "en": ("Profile", "Experience", "Technologies", "Education", "today"),
    "fr": ("Profil", "Expérience", "Technologies", "Formation", "aujourd’hui"),
}


@dataclass(frozen=True)
class Person:
    """Somebody invented; `cv` is the text of their CV."""

    name: str
    email: str
    phone: str
    links: str
    cv: str


class Crowd:
    """Makes people up, one after the other."""

    def __init__(self, *, seed: str, count: int, first: int, year: int) -> None:
        """`count` people are to come, the first of them with the number `first`."""
        self.chance, self.year = random.Random(f"{seed} {first}"), year  # noqa: S311 made up, not a secret
        pool = max(400, min(60_000, count))
        self.sentences = {language: Sentences.make(language, pool, self.chance) for language in HEADINGS}
        surnames = [*LAST, *(name_of(10_000 + 37 * number) for number in range(3_000))]
        self.surnames, self.rank = surnames, list(accumulate(1 / (rank + 20) for rank in range(len(surnames))))
        self.rare = range(first // HITS, first // HITS + max(1, count // HITS))
        words = read("cv_words")
        self.employers = words["employers"]
        self.titles = {
            language: sorted({title for part in words[language].values() for title in titles_in(part)})
            for language in HEADINGS
        }
        self.stack = sorted({name for person in read("people") for name in person["stack"]})

    def person(self, number: int, language: str) -> Person:
        chance = self.chance
        name = f"{chance.choice(FIRST)} {chance.choices(self.surnames, cum_weights=self.rank)[0]}"
        key = slug(name)
        email = f"{key}.{number}@example.org"
        phone = ""
        if chance.random() < 0.6:
            digits = f"{number % 100_000_000:08}"
            phone = f"+33 6 {digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"
        links = f"https://{key}-{number}.example" if chance.random() < 0.3 else ""
        return Person(name, email, phone, links, self.cv(name, f"{email} {phone}".strip(), language))

    def cv(self, name: str, contact: str, language: str) -> str:
        chance, (profile, experience, skills, school, today) = self.chance, HEADINGS[language]
        said = self.sentences[language].some(chance.randint(*SENTENCES), chance)
        known = chance.sample(self.stack, 5)
        titles = chance.choices(self.titles[language], k=3)
        employers = chance.sample(self.employers, 3)
        begun = self.year - chance.randint(6, 25)
        years = [begun, begun + (self.year - begun) // 3, begun + 2 * (self.year - begun) // 3, today]
        third = (len(said) - 4) // 3
        lines = [name, titles[2], f"{chance.choice(TOWNS)} | {contact}", profile, *said[:3], experience]
        for number in (2, 1, 0):
            lines.append(f"{titles[number]}, {employers[number]} ({years[number]} – {years[number + 1]})")
            lines += (sentence for sentence in said[4 + number * third : 4 + (number + 1) * third])
        rare = name_of(chance.choice(self.rare))
        lines += [f"{rare}: {said[3]}", skills, ", ".join(known), school, f"M.Sc., {begun}"]
        return "\n".join(lines)

    def words(self, language: str, least: int, most: int) -> str:
        """A few sentences."""
        return " ".join(self.sentences[language].some(self.chance.randint(least, most), self.chance))


def titles_in(part: object) -> list[str]:
    """The job titles of one of the demo's profiles; none of what is no profile."""
    return part.get("titles", []) if isinstance(part, dict) else []


def slug(name: str) -> str:
    return slugify(name.translate(UNFOLDED))

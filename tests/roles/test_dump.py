"""Dumping a sheet: whatever it holds, loading reads the same back."""

import string
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from roles.diagnosis import CHOICES
from roles.reference.dump import write_sheet
from roles.reference.format import ENTRIES, Entry, RoleEntry, Sheet, parse
from roles.reference.kinds import LANGUAGES, UNWANTED, Choice, Degrees, Facts, Line, OtherKey, Slug, Texts, Whole, Words

SLUGS = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}\Z")
STAGE_NUMBERS = st.sets(st.integers(1, 3))


def texts(limit: int | None = 300, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Stripped texts that a file may hold: quotes, colons, hashes and what else YAML minds come up often."""
    odd = st.sampled_from("'\":#-?&*!|>%@`{}[],~ \u00a0\ufeff’é" + ("\n\t" if lines else ""))
    char = st.one_of(odd, st.sampled_from(string.ascii_letters), st.characters(exclude_categories=UNWANTED))
    return st.text(char, max_size=limit or 300).map(str.strip).filter(bool)


def in_languages(values: st.SearchStrategy) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries(dict.fromkeys(LANGUAGES, values))


def values_of(kind) -> st.SearchStrategy:
    """Any value that a field of this kind may have."""
    match kind:
        case OtherKey():
            return st.none() | SLUGS
        case Slug():
            return SLUGS
        case Line():
            return texts(**kind.limits)
        case Texts():
            return in_languages(texts(**kind.limits))
        case Words():
            return in_languages(st.lists(texts(40), max_size=4).map(tuple))
        case Facts():
            return st.lists(st.sampled_from(["F1", "S2", "ESCO"]), max_size=3).map(tuple)
        case Choice():
            return st.sampled_from(kind.choices.values)
        case Whole():
            numbers = st.integers(kind.least, kind.most)
            return numbers | st.none() if kind.null else numbers
        case Degrees():
            return st.dictionaries(st.integers(1, 3), st.sampled_from(kind.choices.values))
        case _:
            return st.dictionaries(st.integers(1, 3), in_languages(texts(kind_limit(kind))))


def kind_limit(kind) -> int | None:
    return kind.through._meta.get_field(kind.name).max_length


def entries(cls: type[Entry]) -> st.SearchStrategy[tuple[Entry, ...]]:
    one = st.builds(cls, at=st.just(0), **{name: values_of(kind) for name, kind in cls.kinds().items()})
    if cls.part == "stages":
        return st.tuples(*(st.just(number).flatmap(lambda n: stage(cls, n)) for number in (1, 2, 3)))
    one = one.map(coherent) if cls.part == "signs" else one
    return st.lists(one, max_size=2, unique_by=lambda entry: entry.ref).map(tuple)


def coherent(sign: Entry) -> Entry:
    """The sign with an answer to its question, or with bounds in order."""
    if sign.fact in CHOICES:
        return replace(sign, answer=CHOICES[sign.fact].values[0], at_least=None, at_most=None)
    return replace(sign, answer="", at_most=None)


def stage(cls: type[Entry], number: int) -> st.SearchStrategy[Entry]:
    kinds = {name: values_of(kind) for name, kind in cls.kinds().items()}
    return st.builds(cls, **kinds | {"number": st.just(number), "engineers_min": st.none()})


SHEETS = st.builds(
    Sheet,
    st.builds(RoleEntry, at=st.just(0), **{name: values_of(kind) for name, kind in RoleEntry.kinds().items()}),
    st.fixed_dictionaries({cls.part: entries(cls) for cls in ENTRIES}),
)


@given(SHEETS)
@settings(max_examples=60, deadline=None)
def test_any_sheet_that_is_written_is_read_back(sheet):
    assert parse(write_sheet(sheet), "dump.yaml") == sheet


@given(texts(lines=True))
@settings(deadline=None)
def test_any_text_that_is_written_is_read_back(text):
    role = RoleEntry(
        key="any",
        title={"en": "Any", "fr": "Tout"},
        abbreviation="A",
        other_titles={"en": (), "fr": ()},
        family={"en": "x", "fr": "y"},
        summary={"en": text, "fr": f"x{text} {text}" * 3},
        facts=(),
    )
    sheet = Sheet(role, {cls.part: () for cls in ENTRIES})

    assert parse(write_sheet(sheet), "dump.yaml") == sheet

"""The file format: what is read, and how a malformed file is refused."""

import textwrap

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roles.management.commands.load_reference import SHEETS
from roles.reference.format import parse, read_sheet
from roles.reference.nodes import MalformedSheet, Problem

SMALL = textwrap.dedent("""\
    role:
      key: cook
      title: {en: Cook, fr: Cuisine}
      abbreviation: CK
      other_titles: {en: [], fr: [Chef]}
      family: {en: Food, fr: Table}
      summary: {en: Feeds people., fr: Nourrit les gens.}
      facts: []
    codes: []
    sections: []
    stages:
      - number: 1
        name: {en: Alone, fr: En solo}
        phase: {en: First days, fr: Premiers jours}
        summary: {en: One stove., fr: Un fourneau.}
        lean: technical
        technical_percent: null
        engineers_min: 0
        engineers_max: 2
        facts: [S1]
    missions:
      - key: boil-water
        area: technical
        technical_percent: 90
        stages: {1: core}
        statement: {en: Boil water, fr: Faire bouillir l’eau}
        line: {en: You boil water., fr: Vous faites bouillir l’eau.}
        cues: {en: [water, kettle], fr: [eau]}
        facts: []
    skills: []
    collaborators: []
    training: []
    career: []
    signs: []
    """)
SHIPPED = (SHEETS / "cto.yaml").read_text()


def refusals(text: str) -> list[str]:
    with pytest.raises(MalformedSheet) as refused:
        parse(text, "cook.yaml")
    return [str(problem) for problem in refused.value.problems]


def test_parse_reads_each_entry_and_keeps_its_line():
    sheet = parse(SMALL, "cook.yaml")

    mission = sheet.parts["missions"][0]
    assert (sheet.role.key, sheet.role.other_titles) == ("cook", {"en": (), "fr": ("Chef",)})
    assert (mission.key, mission.stages, mission.at) == ("boil-water", {1: "core"}, 22)
    assert mission.cues == {"en": ("water", "kettle"), "fr": ("eau",)}
    assert [str(entry) for entry in sheet] == ["role cook", "stages 1", "missions boil-water"]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("abbreviation: CK", "abbreviated: CK", ["2: role: abbreviation is missing", "4: role: nothing is called"]),
        ("family: {en: Food, fr: Table}", "family: {en: Food}", ["6: family: fr is missing"]),
        ("fr: Nourrit les gens.", "fr: ''", ["7: summary, fr: is empty"]),
        ("fr: Nourrit les gens.", "fr: null", ["7: summary, fr: is empty"]),
        ("fr: Nourrit les gens.", 'fr: "a\\0b"', ["7: summary, fr: has a control character"]),
        ("en: Food", 'en: "Fo\\nod"', ["6: family, en: has a line break or a control character"]),
        ("abbreviation: CK", f"abbreviation: {'C' * 21}", ["4: abbreviation: has 21 characters, 20 fit"]),
        ("abbreviation: CK", "abbreviation: [CK]", ["4: abbreviation: a text is needed here"]),
        ("key: boil-water", "key: Boil water", ["22: key: 'Boil water' isn't small letters, digits and hyphens"]),
        ("area: technical", "area: kitchen", ["23: area: 'kitchen' is none of technical, technological, managerial"]),
        ("{1: core}", "{1: sometimes}", ["25: stages, 1: 'sometimes' is none of core, occasional"]),
        ("{1: core}", "{4: core}", ["25: stages: '4' is no stage number"]),
        ("{1: core}", "{2: core}", ["22: missions boil-water: the sheet has no stage 2"]),
        ("{1: core}", "core", ["25: stages: needs stage numbers, each with a value"]),
        ("{1: core}", "{1: core, 1: core}", ["25: stages: 1 is said twice"]),
        ("technical_percent: 90", "technical_percent: 101", ["24: technical_percent: a whole number from 0 to 100 is"]),
        ("technical_percent: 90", "technical_percent: ~", ["24: technical_percent: a whole number from 0 to 100 is"]),
        ("engineers_min: 0", "engineers_min: 3", ["12: stages 1: engineers_min is above engineers_max"]),
        ("facts: [S1]", "facts: S1", ["20: facts: a list is needed here"]),
        ("facts: [S1]", "facts: [see S1]", ["20: facts: 'see S1' isn't an id"]),
        ("[water, kettle]", "water", ["28: cues, en: a list is needed here"]),
        ("codes: []", "codes: {}", ["9: codes: a list is needed here"]),
        ("codes: []", "codes: [esco]", ["9: codes: needs key, scheme, code, label, facts"]),
        ("codes: []", "skills: []", ["1: the sheet: codes is missing", "30: the sheet: skills is said twice"]),
        ("role:", "rôle:", ["1: the sheet: role is missing", "2: the sheet: nothing is called 'rôle' here"]),
        ("role:", "? [role]\n:", ["1: a key is a plain word"]),
        ("title: {en: Cook, fr: Cuisine}", "title: &t {en: Cook, fr: x}", ["3: anchors (&name) and tags (!name) are"]),
        ("fr: Cuisine", "fr: *t", ["3: aliases (*name) are not part of the format"]),
        ("fr: Cuisine", "fr: !!python/name:os.system x", ["3: anchors (&name) and tags (!name) are not part"]),
        ("fr: Cuisine", f"fr: {'[' * 3000}", ["3: nested too deep"]),
        ("fr: Cuisine", "fr: 'Cuisine", ["3: not YAML: while scanning a quoted scalar, found unexpected end of st"]),
        ("fr: Cuisine", "fr: Cui\bsine", ["3: not YAML: control characters are not allowed"]),
        ("career: []\n", "career: []\n---\nrole: x\n", ["34: a file holds one document"]),
    ],
)
def test_parse_refuses_with_line_and_reason(old, new, problems):
    found = refusals(SMALL.replace(old, new, 1))

    assert [problem[: len(f"cook.yaml:{start}")] for problem, start in zip(found, problems, strict=True)] == [
        f"cook.yaml:{start}" for start in problems
    ]


def test_parse_names_every_problem_at_once():
    text = SMALL.replace("key: cook", "key: COOK").replace("lean: technical", "lean: left").replace("90", "ninety")

    assert [problem.split(":")[1] for problem in refusals(text)] == ["2", "16", "24"]


def test_parse_refuses_a_key_that_comes_twice():
    entry = SMALL[SMALL.index("  - key: boil-water") : SMALL.index("skills:")]

    assert refusals(SMALL.replace(entry, entry * 2)) == ["cook.yaml:30: missions: boil-water is on line 22 already"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "cook.yaml:1: the file is empty"),
        ("# nothing but a comment\n", "cook.yaml:1: the file is empty"),
        ("[]", "cook.yaml:1: the sheet: needs role, codes, sections, stages, missions, skills, signs, collaborators,"),
    ],
)
def test_parse_refuses_a_file_without_content(text, problem):
    assert [found[: len(problem)] for found in refusals(text)] == [problem]


def test_a_word_that_yaml_takes_for_something_else_stays_a_word():
    sheet = parse(SMALL.replace("en: Food", "en: no").replace("fr: Table", "fr: 12:30"), "cook.yaml")

    assert sheet.role.family == {"en": "no", "fr": "12:30"}


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path):
    path = tmp_path / "cook.yaml"
    path.write_bytes(SMALL.replace("Nourrit", "Nourrît").encode("latin-1", "replace"))

    with pytest.raises(MalformedSheet) as refused:
        read_sheet(path)

    assert refused.value.problems == [Problem(str(path), 7, "not UTF-8")]


def check_reads_or_refuses(text: str) -> None:
    """The one thing that holds for any text: it is a sheet, or it is refused with a line of the file."""
    problems = None
    try:
        parse(text, "any.yaml")
    except MalformedSheet as refused:
        problems = refused.problems

    assert problems is None or (problems and all(problem.line >= 1 and problem.reason for problem in problems))


@given(st.text())
@example("\ud800")
@example("%YAML 9.9\n---\n")
@example("- " * 5000)
@example("a: {" * 5000)
@example("? " * 3000)
def test_any_text_is_read_or_refused(text):
    check_reads_or_refuses(text)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
def test_a_damaged_sheet_is_read_or_refused(data):
    text = SMALL
    for _edit in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 60)))
        insert = data.draw(st.one_of(st.sampled_from(["", "[", "}", "- ", ": ", "\n", "&a ", "|\n", "'"]), st.text()))
        text = text[:start] + insert + text[end:]

    check_reads_or_refuses(text)


@given(st.lists(st.integers(0, SHIPPED.count("\n")), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_the_shipped_sheet_without_some_lines_is_read_or_refused(gone):
    lines = SHIPPED.splitlines(keepends=True)

    check_reads_or_refuses("".join(line for number, line in enumerate(lines) if number not in gone))

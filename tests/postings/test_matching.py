import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.matching import Cue, Entry, Matcher, fold, matcher, recognise, stem, words
from postings.sheets import shipped_reference

ENGLISH = shipped_reference("cto", "en")
FRENCH = shipped_reference("cto", "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You will run Code Reviews", "review-code"),
        ("Reviewing all of the team's pull-requests", "review-code"),
        ("hire two senior engineers", "recruit-engineers"),
        ("Own the technical vision", "hold-technical-vision"),
        ("manage the technology budgets", "run-technology-budget"),
        ("CI/CD, Docker and the like", "devops"),
        ("build the MVP", "build-first-bricks"),
        ("We like cheese", None),
        ("They wrote. Code was late", None),
        ("precode reviewing", None),
        ("P&L responsibility", "run-technology-budget"),
        ("plan B, page P", None),
        ("", None),
    ],
)
def test_english_cues(text, expected):
    match = recognise(text, ENGLISH)

    assert (match.key if match else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vous réalisez des REVUES DE CODE", "review-code"),
        ("Définir la feuille de route", "define-roadmap"),
        ("Assurer la montée en compétences de l’équipe", "grow-skills"),
        ("Assurer la montee en competence de l'equipe", "grow-skills"),
        ("Vous êtes rattaché au comité de direction", "direct-organisation"),
        ("Maîtriser la dette technique", "pay-down-technical-debt"),
        ("Nous aimons le fromage", None),
    ],
)
def test_french_cues(text, expected):
    match = recognise(text, FRENCH)

    assert (match.key if match else None) == expected


@pytest.mark.parametrize("reference", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_the_reference_s_own_wording_is_recognised(reference):
    wrong = {
        mission.key: match and match.key
        for mission in reference.missions
        if (match := recognise(mission.line, reference)) is None or match.key != mission.key
    }
    wrong |= {
        skill.key: match and match.key
        for skill in reference.skills
        if (match := recognise(skill.line, reference)) is None or match.key != skill.key
    }

    assert wrong == {}


def test_near_identical_wording_is_recognised_without_a_cue():
    text = "You share the tasks out, follow them to the end, and hold the people to what was agreed upon."

    match = recognise(text, ENGLISH)

    assert (match.key, match.kind) == ("share-out-tasks", "mission")


def test_the_longest_cue_wins_over_one_inside_it():
    find = Matcher([Entry("mission", "budget", (), ("budget",)), Entry("skill", "budgets", (), ("budget management",))])

    match = find.recognise("Experience of budget management")

    assert (match.key, match.cues) == ("budgets", (Cue("budget management", 14, 31),))


def test_several_cues_outweigh_one():
    find = Matcher([Entry("mission", "a", (), ("apple",)), Entry("mission", "b", (), ("pear", "plum"))])

    assert find.recognise("apple, pear and plum").key == "b"


def test_a_preferred_kind_wins_where_both_have_the_cue():
    find = Matcher([Entry("mission", "m", (), ("cloud platform",)), Entry("skill", "s", (), ("cloud platform",))])

    assert find.recognise("cloud platform").key == "m"
    assert find.recognise("cloud platform", prefer="skill").key == "s"


def test_one_common_word_does_not_turn_a_mission_into_a_skill():
    find = Matcher([Entry("skill", "leadership", (), ("leadership",))])

    assert find.recognise("Join the leadership team").key == "leadership"
    assert find.recognise("Join the leadership team", prefer="mission") is None


def test_offsets_are_those_of_the_original_text():
    text = "É\u00a0— l’ÉQUIPE : « MONTÉE  EN\nCOMPÉTENCES »"

    (cue,) = recognise(text, FRENCH).cues

    assert (cue.text, text[cue.start : cue.end]) == ("MONTÉE  EN\nCOMPÉTENCES",) * 2


def test_decomposed_accents_make_no_difference():
    assert recognise("de\u0301le\u0301guer la monte\u0301e en compe\u0301tence", FRENCH).key == "grow-skills"


def test_a_reference_is_compiled_once_whichever_object_carries_it():
    shipped_reference.cache_clear()

    assert matcher(shipped_reference("cto", "en")) is matcher(ENGLISH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("budgets", "budget"),
        ("technologies", "technology"),
        ("technologies", "technologie"),
        ("processes", "process"),
        ("mentoring", "mentor"),
        ("managing", "manage"),
        ("recrutez", "recruter"),
        ("journaux", "journal"),
    ],
)
def test_forms_of_a_word_are_the_same(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("manager", "manage"), ("engineer", "engine"), ("post", "poster")])
def test_other_words_stay_apart(one, other):
    assert stem(one) != stem(other)


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_is_read_and_cues_lie_on_their_words(text):
    for match in matcher(ENGLISH).recognise_all(text) + matcher(FRENCH).recognise_all(text):
        assert match.cues
        assert 0 < match.score <= 1
        for cue in match.cues:
            assert 0 <= cue.start < cue.end <= len(text)
            assert text[cue.start : cue.end] == cue.text


@given(st.text(alphabet="recutmn éÉ’'-.\u0301s", max_size=200))
@settings(deadline=None)
def test_words_lie_in_the_text_in_order(text):
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        assert word.text == stem(fold(text[word.start : word.end]))
        last = word.end


cues = st.sampled_from([cue for mission in ENGLISH.missions for cue in mission.cues])


@given(cues, st.sampled_from(["", "You will: ", "— "]), st.sampled_from(["", ", daily", " !"]))
@settings(deadline=None)
def test_every_cue_is_found_wherever_it_stands(cue, before, after):
    text = before + cue.upper() + after

    found = matcher(ENGLISH).recognise_all(text)

    assert any(cue.upper() in [one.text for one in match.cues] for match in found)

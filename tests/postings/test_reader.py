import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.reader import guess_language, read_ad
from postings.reader.details import contract_of, email_of, pay_of, remote_of
from postings.reader.facts import read_facts
from postings.reader.formats import EmptyAd
from postings.reader.sections import AdKind
from postings.reader.split import AdLine, split_ad
from postings.reader.words import flat
from postings.sheets import shipped_reference

ENGLISH = shipped_reference("cto", "en")
FRENCH = shipped_reference("cto", "fr")


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(line.kind), line.text) for line in split_ad(text)]


# Splitting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        "-",
        "*",
        "+",
        "•",
        "·",
        "–",
        "—",
        "▪",
        "►",
        "✓",
        "✔",
        "→",
        "○",
        "o",
        "1.",
        "2)",
        "(a)",
        "b)",
        "👉",
        "➤",
        ">",
        "»",
    ],
)
def test_bullets_of_every_kind(mark):
    text = f"YOUR ROLE\n\n{mark} Build the product\n{mark} Hire engineers"

    assert kinds(text) == [("mission", "Build the product"), ("mission", "Hire engineers")]


def test_lines_that_e_mail_cut_are_joined():
    text = (
        "Responsibilities\n\n"
        "* Guide the team day to day: who does what, what is done, what is in the\n"
        "  way\n"
        "* Code along with them, about half of the time; the rest is\n"
        "people and planning\n"
    )

    assert kinds(text) == [
        ("mission", "Guide the team day to day: who does what, what is done, what is in the way"),
        ("mission", "Code along with them, about half of the time; the rest is people and planning"),
    ]


def test_items_without_bullets_stay_apart():
    text = (
        "Responsibilities\n"
        "Establish the company's technical vision and lead all aspects of its development\n"
        "Align technology with the goals\n"
        "Manage the technology budget and ensure that resources are used well\n"
    )

    assert [line for _kind, line in kinds(text)] == text.splitlines()[1:]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("WHAT YOU WILL DO", "mission"),
        ("Your responsibilities:", "mission"),
        ("ESSENTIAL DUTIES AND RESPONSIBILITIES", "mission"),
        ("## The role", "mission"),
        ("Vos missions", "mission"),
        ("CE QUE TU FERAS", "mission"),
        ("Requirements", "must"),
        ("WHO YOU ARE", "must"),
        ("What we're looking for:", "must"),
        ("Profil recherché", "must"),
        ("Nice to have", "nice"),
        ("Les plus", "nice"),
        ("ABOUT US", "company"),
        ("Qui sommes-nous ?", "company"),
        ("What we offer", "benefits"),
        ("Avantages", "benefits"),
        ("Hiring process", "process"),
        ("Processus de recrutement", "process"),
        ("Salary", "pay"),
        ("Rémunération :", "pay"),
        ("Equal opportunity", "equal"),
        ("• MISSIONS •", "mission"),
        ("Requirements\n------------", "must"),
    ],
)
def test_sections_are_told_by_their_headings(heading, kind):
    text = f"CTO at Marée\n\n{heading}\n- Something blue\n- Something new"

    assert kinds(text)[1:] == [(kind, "Something blue"), (kind, "Something new")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("We are an equal opportunity employer.", "equal"),
        ("Poste ouvert aux personnes en situation de handicap.", "equal"),
        ("€85,000 to €105,000 a year.", "pay"),
        ("Tickets restaurant et mutuelle.", "benefits"),
        ("You will choose the technologies.", "mission"),
        ("Vous managez une équipe de trois personnes.", "mission"),
        ("We are a young company in Nantes.", "company"),
        ("Minimum 5 years of experience in software.", "must"),
        ("Knowing Rust is a plus.", "nice"),
        ("Send your CV to Claire.", "process"),
    ],
)
def test_a_sentence_on_its_own_says_what_it_is(line, kind):
    assert kinds(f"Hello there, this is a note without any sections at all.\n\n{line}")[-1] == (kind, line)


def test_boilerplate_under_missions_is_no_mission():
    text = "Missions\n- Build\n\nWe celebrate diversity and welcome people from all backgrounds."

    assert kinds(text)[-1][0] == "equal"


def test_the_title_is_the_first_line_without_its_label():
    assert kinds("Job title: CTO (m/f/d)\n\nYour role\n- Build")[0] == ("title", "CTO (m/f/d)")


def test_sentences_of_a_paragraph_are_lines_of_their_own():
    text = "Your role\nYou will build the product, e.g. The Tides. Then you hire. Honest. Work starts now."

    assert [line for _kind, line in kinds(text)] == [
        "You will build the product, e.g. The Tides.",
        "Then you hire.",
        "Honest.",
        "Work starts now.",
    ]


# Facts ---------------------------------------------------------------------------------------------------


def facts(text: str, kind: AdKind = AdKind.COMPANY):
    found = read_facts([AdLine(text, kind, 0, len(text))])
    return tuple(one and one.value for one in (found.engineers, found.people, found.coding_percent))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are 24 people, 7 of them engineers.", (7, 24, None)),
        ("Nous sommes 32, dont une équipe technique de 6 développeurs.", (6, 32, None)),
        ("an eight-person engineering team", (8, None, None)),
        ("grow from 5 to 12 engineers", (5, None, None)),
        ("hire 12 engineers next year", (None, None, None)),
        ("have led 40 engineers", (None, None, None)),
        ("trusted by 20,000 developers", (None, None, None)),
        ("There is no engineering team.", (0, None, None)),
        ("1 200 collaborateurs dans 9 pays", (None, 1200, None)),
        ("60 % of your time is coding", (None, None, 60)),
        ("environ 40 % de code", (None, None, 40)),
        ("hands-on (around 20%)", (None, None, 20)),
        ("Half of your day goes into code", (None, None, 50)),
        ("You code three days a week", (None, None, 60)),
        ("raised 6M in 2019", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_stated_figures(text, expected):
    assert facts(text) == expected


def test_a_team_that_a_candidate_must_have_led_is_not_this_company_s():
    assert facts("You managed a team of 20 engineers", AdKind.MUST) == (None, None, None)


# Stage ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["We like cheese.", "CTO", "Director of cheese wanted, apply within."])
def test_an_ad_that_says_nothing_of_a_stage_has_no_number(text):
    stage = read_ad(text, ENGLISH).stage

    assert (stage.number, stage.confidence, stage.reasons) == (
        None,
        0.0,
        ("Nothing in the text tells one stage from another.",),
    )


def test_what_is_denied_does_not_count():
    told = read_ad("Your role\n- You manage managers\n- You run a budget", ENGLISH).stage
    denied = read_ad("Your role\n- You won't manage managers\n- There is no budget to run", ENGLISH).stage

    assert told.number == 3
    assert denied.number != 3


def test_facts_outweigh_verbs():
    text = (
        "About us\nWe are 14 people, 5 of them engineers.\n\n"
        "Your role\n- Own the technology strategy\n- Build a culture of innovation"
    )

    assert read_ad(text, ENGLISH).stage.number == 2


def test_shares_sum_to_1_and_reasons_quote_the_ad():
    stage = read_ad("Your role\n- Build the MVP from scratch", ENGLISH).stage

    assert round(sum(stage.shares.values()), 6) == 1
    assert stage.reasons[:2] == (
        "A first version or prototype is to be built: “MVP”.",
        "The product is built from nothing: “from scratch”.",
    )


# The whole -----------------------------------------------------------------------------------------------


def test_an_ad_s_lines_carry_their_source_and_become_a_posting_s():
    ad = read_ad("CTO\n\nMissions\n- Assurer les revues de code\n\nProfil\n- Rigueur\n\nAvantages\n- RTT", FRENCH)

    assert [(line.id, line.kind, line.text, line.mission, line.skill) for line in ad.content_lines()] == [
        (2, "mission", "Assurer les revues de code", "review-code", None),
        (3, "must", "Rigueur", None, "rigour"),
    ]
    assert (ad.title, ad.language) == ("CTO", "fr")


@pytest.mark.parametrize(
    ("text", "language"), [("You will lead the team", "en"), ("Vous dirigez l’équipe", "fr"), ("", "en")]
)
def test_language_is_guessed_from_small_words(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€85,000 to €105,000 a year", ("EUR", "year", 85_000, 105_000)),
        ("65 à 78 k€", ("EUR", "year", 65_000, 78_000)),
        ("60-75 K€ selon profil", ("EUR", "year", 60_000, 75_000)),
        ("£90-105k", ("GBP", "year", 90_000, 105_000)),
        ("$160,000 - $185,000", ("USD", "year", 160_000, 185_000)),
        ("600 à 700 € par jour", ("EUR", "day", 600, 700)),
    ],
)
def test_pay_ranges(text, expected):
    pay = pay_of(text)

    assert (pay.currency, pay.period, pay.min, pay.max) == expected


@pytest.mark.parametrize("text", ["competitive", "from €85,000", "5-10 % equity", "3 to 5 years", "€9 to €3", ""])
def test_what_is_no_pay_range(text):
    assert pay_of(text) is None


def test_other_details():
    text = "CDI à Nantes, télétravail partiel. Contact : claire@maree.example."

    assert (contract_of(text), remote_of(text), email_of(text)) == ("permanent", "hybrid", "claire@maree.example")


pieces = st.sampled_from(
    [
        *("\n", "\n\n", "- ", "• ", "## ", "WHO WE ARE\n", "Vos missions :\n", "You will ", "managers of managers"),
        *("60 % ", "team of ", "12 ", "engineers", "e\u0301quipe ", "ﬁ", "İ", "ß", "MVP", "€", ". ", ": ", "=====\n"),
        *("    ", "\u200b", "\x00", "🚀 ", "not "),
    ]
)
messy = st.one_of(st.text(max_size=300), st.lists(pieces, max_size=60).map("".join))


@given(messy)
@settings(deadline=None, max_examples=100)
def test_any_text_is_read_and_offsets_lie_on_their_words(text):
    if not any(char.isalnum() for char in text):
        return
    try:
        ad = read_ad(text, ENGLISH)
    except EmptyAd:  # nothing but invisible characters
        return

    last = 0
    for line in ad.lines:
        assert last <= line.line.start < line.line.end <= len(ad.text)
        assert " ".join(ad.text[line.line.start : line.line.end].split()) == line.text
        for cue in line.match.cues if line.match else ():
            assert line.text[cue.start : cue.end] == cue.text
        last = line.line.end
    for one in ad.stage.evidence:
        assert ad.lines[one.line].text[one.start : one.end] == one.text
    assert round(sum(ad.stage.shares.values()), 6) == 1
    assert 0 <= ad.stage.confidence <= 1


@given(st.text())
def test_flat_text_keeps_every_offset(text):
    assert len(flat(text)) == len(text)

"""What the law asks of facts and words, hits and near misses, in English and French."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from postings.checks.data.pay_laws import PAY_LAWS, PayLaw
from postings.checks.data.regions import region_code
from postings.content import ContentCompany, Pay
from postings.places import Place
from tests.postings import builders

from .helpers import TODAY, found, words_found

DENVER, PARIS, VILNIUS = Place("Denver", "US", "Colorado"), Place("Paris", "FR"), Place("Vilnius", "LT")
RANGE = Pay("USD", "year", Decimal(100), Decimal(120))


@pytest.mark.parametrize(
    ("place", "article"),
    [
        (Place("Oakland", "US", "California"), "California Labor Code § 432.3 (SB 1162)"),
        (Place("Oakland", "US", "CA"), "California Labor Code § 432.3 (SB 1162)"),
        (Place("San Mateo", "US", "San Mateo County, ca"), "California Labor Code § 432.3 (SB 1162)"),
        (DENVER, "Colorado Revised Statutes § 8-5-201"),
        (Place("Seattle", "US", "WA"), "Revised Code of Washington 49.58.110"),
        (Place("Albany", "US", "New York"), "New York Labor Law § 194-b"),
        (Place("Washington", "US", "D.C."), "D.C. Code § 32-1453.01"),
        (Place("Montréal", "CA", "Québec"), None),
        (Place("Victoria", "CA", "Colombie-Britannique"), "British Columbia Pay Transparency Act, s. 2"),
        (Place("Austin", "US", "Texas"), None),
        (VILNIUS, "Lithuanian Labour Code, art. 25; Directive (EU) 2023/970, art. 5(1)"),
        (PARIS, None),
        (Place("London", "GB"), None),
    ],
)
def test_pay_range_is_asked_for_where_the_law_does(place, article):
    findings = found("law.pay-range", places=(place,))

    assert [(finding.evidence.source, finding.severity, finding.anchor) for finding in findings] == (
        [(article, "blocks", "id_pay_min")] if article else []
    )


@pytest.mark.parametrize(
    ("pay", "anchor"),
    [
        (None, "id_pay_min"),
        (Pay("USD", "year", Decimal(100), None), "id_pay_max"),
        (Pay("USD", "year", None, Decimal(100)), "id_pay_min"),
        (Pay("", "year", Decimal(100), Decimal(120)), "id_pay_currency"),
        (RANGE, None),
    ],
)
def test_an_open_range_is_no_range(pay, anchor):
    findings = found("law.pay-range", places=(DENVER,), pay=pay)

    assert [finding.anchor for finding in findings] == ([anchor] if anchor else [])


def test_each_place_asks_once():
    places = (DENVER, Place("Boulder", "US", "CO"), Place("Remote", "US", "Illinois"), PARIS)

    assert [finding.message.split(" asks")[0] for finding in found("law.pay-range", places=places)] == [
        "Colorado",
        "Illinois",
    ]


def test_curators_switch_a_place_on_from_a_day():
    days = {"FR": TODAY, "US-TX": TODAY, "US-CO": date(2030, 1, 1), "DE": date(2026, 11, 23)}
    switched = {code: replace(PAY_LAWS.get(code) or PayLaw(code, code, ""), since=day) for code, day in days.items()}
    places = (PARIS, Place("Austin", "US", "TX"), DENVER, Place("Berlin", "DE"))

    findings = found("law.pay-range", places=places, jurisdictions=switched)

    assert [finding.evidence.source for finding in findings] == [
        "Directive (EU) 2023/970, art. 5(1)",
        "Pay transparency law of US-TX, switched on by a curator",
    ]


@pytest.mark.parametrize(("people", "severity"), [(None, "blocks"), (15, "blocks"), (14, "warns")])
def test_a_law_for_larger_employers_stops_no_small_one(people, severity):
    company = ContentCompany(name="Marée", people=people)

    findings = found("law.pay-range", places=(Place("Oakland", "US", "CA"),), company=company)

    assert [finding.severity for finding in findings] == [severity]


def test_a_remote_job_goes_by_the_company():
    company = ContentCompany(name="Marée", country="LT")

    assert len(found("law.pay-range", places=(), remote="remote", company=company)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Salary depending on profile", ["Salary depending on profile"]),
        ("A competitive salary.", ["competitive salary"]),
        ("Pay: from €60,000", ["Pay: from €6"]),
        ("Salaire selon profil", ["Salaire selon profil"]),
        ("Rémunération attractive", ["Rémunération attractive"]),
        ("Salaire à partir de 60 k€", ["Salaire à partir de 6"]),
        ("À définir selon votre expérience", ["selon votre expérience"]),
        ("Salary: £120k - £150k DOE", []),
        ("Salaire : 80 à 100 k€ selon profil", []),
        ("You set the salary bands of the team.", []),
        ("You write software depending on the need.", []),
        ("Vous choisissez selon le besoin.", []),
    ],
)
def test_vague_words_about_pay(text, words):
    assert words_found("law.pay-words", text) == words
    assert words_found("law.pay-words", text, pay=RANGE) == []


@pytest.mark.parametrize(("place", "severity"), [(DENVER, "blocks"), (Place("London", "GB"), "warns")])
def test_vague_words_block_where_the_law_asks_for_a_range(place, severity):
    (finding,) = found("law.pay-words", places=(place,), pay_note="from 60,000")

    assert (finding.severity, finding.anchor) == (severity, "id_pay_note")


@pytest.mark.parametrize(
    ("pay", "anchors"),
    [
        (None, []),
        (RANGE, []),
        (Pay("EUR", "year", Decimal(100), Decimal(100)), []),
        (Pay("EUR", "year", None, None), []),
        (Pay("EUR", "year", Decimal(120), Decimal(100)), ["id_pay_max"]),
        (Pay("EUR", "year", Decimal(0), Decimal(100)), ["id_pay_min"]),
        (Pay("EUR", "year", Decimal(-1), Decimal("NaN")), ["id_pay_min", "id_pay_max"]),
        (Pay("", "", Decimal(1), Decimal(2)), ["id_pay_currency", "id_pay_period"]),
    ],
)
def test_amounts(pay, anchors):
    findings = found("law.pay-amounts", pay=pay)

    assert sorted(finding.anchor for finding in findings) == sorted(anchors)
    assert {finding.severity for finding in findings} <= {"blocks"}


@pytest.mark.parametrize(
    ("low", "high", "count"), [(100_000, 150_000, 0), (100_000, 150_001, 1), (140_000, 210_000, 0)]
)
def test_ontario_limits_the_width(low, high, count):
    pay = Pay("CAD", "year", Decimal(low), Decimal(high))

    assert len(found("law.pay-width", places=(Place("Toronto", "CA", "Ontario"),), pay=pay)) == count


@pytest.mark.parametrize(
    ("place", "pay", "count"),
    [
        (Place("Denver", "US"), None, 1),
        (Place("Denver", "US"), RANGE, 0),
        (DENVER, None, 0),
        (PARIS, None, 0),
    ],
)
def test_a_state_is_asked_for_where_it_matters(place, pay, count):
    assert len(found("law.place-without-state", places=(place,), pay=pay)) == count


@pytest.mark.parametrize(
    ("contract", "text", "words"),
    [
        ("freelance", "CDI à pourvoir.", ["CDI"]),
        ("permanent", "A fixed-term contract of a year.", ["fixed-term contract"]),
        ("permanent", "CDI à pourvoir.", []),
        ("permanent", "Passage de CDD en CDI.", []),
        ("permanent", "You manage freelance designers.", []),
        ("founder", "CDI", []),
    ],
)
def test_words_that_contradict_the_contract(contract, text, words):
    assert words_found("law.contract", text, contract=contract) == words


def test_an_unknown_contract():
    assert [finding.anchor for finding in found("law.contract", contract="zero-hours")] == ["id_contract"]


@pytest.mark.parametrize(
    ("language", "place", "count"),
    [("en", PARIS, 1), ("fr", PARIS, 0), ("en", Place("London", "GB"), 0), ("en", Place("Cayenne", "GF"), 1)],
)
def test_a_posting_for_france_needs_french(language, place, count):
    lines = (builders.line(1, "Vous codez."),)

    findings = found("law.french-text", language=language, places=(place,), lines=lines)

    assert [(finding.severity, finding.anchor) for finding in findings] == [("blocks", "id_title")] * count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You build the product with our team.", ["You build the product with our team"]),
        ("Vous construisez le produit avec notre team.", []),
        ("Stack : Python, Django, PostgreSQL, AWS, Terraform, Docker.", []),
        ("You will code.", []),
    ],
)
def test_english_lines_in_french_text(text, words):
    assert words_found("law.french-text", text, language="fr", places=(PARIS,)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You are under 35.", ["under 35"]),
        ("Under 35", ["Under 35"]),
        ("We want someone under 40 and driven", ["under 40"]),
        ("Ideally under the age of 35", ["under the age of 35"]),
        ("Maximum age: 40", ["Maximum age"]),
        ("Aged 25 to 35", ["Aged 25 to 35"]),
        ("25-35 years old", ["25-35 years old"]),
        ("No older than 40", ["No older than 40"]),
        ("A digital native", ["digital native"]),
        ("30 ans maximum", ["30 ans maximum"]),
        ("Vous avez moins de 35 ans", ["moins de 35 ans"]),
        ("Entre 25 et 35 ans", ["Entre 25 et 35 ans"]),
        ("Âgée de 30 ans environ", ["Âgée de 30"]),
        ("Limite d’âge : 40 ans", ["Limite d’âge"]),
        ("A technologist aged 30+", ["aged 30+"]),
        ("Aged 18 or over", []),
        ("La plateforme a moins de 20 ans", []),
        ("Builds under 35 minutes", []),
        ("Latency under 35 ms.", []),
        ("Keep it below 50%", []),
        ("Teams of under 35 people", []),
        ("No age limit.", []),
        ("Sans limite d’âge", []),
        ("At least 18 years of experience", []),
        ("Moins de 20 ans d’expérience", []),
        ("Une entreprise de moins de 20 ans", []),
        ("20 ans maximum d’expérience", []),
        ("De 25 à 35 ans d’expérience", []),
        ("You reduce page size below 40 kB", []),
    ],
)
def test_age(text, words):
    assert words_found("law.age", text) == words


@pytest.mark.parametrize(
    ("text", "words", "fixed"),
    [
        ("Join a young, dynamic team", ["young"], "Join a dynamic team"),
        ("You are young", ["young"], "You are"),
        ("Mentor young engineers", ["young"], "Mentor junior engineers"),
        ("We look for young people", ["young"], "We look for people"),
        ("Une équipe jeune et dynamique", ["jeune"], "Une équipe dynamique"),
        ("Jeune diplômé accepté", ["Jeune"], "diplômé accepté"),
        ("Encadrer les jeunes développeurs", ["jeunes"], "Encadrer les développeurs"),
        ("Join a young company", [], None),
        ("A young and growing company", [], None),
        ("Our product is still young", [], None),
        ("Our app helps young people find a home", [], None),
        ("Une jeune pousse nantaise", [], None),
        ("Une entreprise jeune et ambitieuse", [], None),
        ("Un service pour les jeunes", [], None),
        ("Youngstown", [], None),
    ],
)
def test_young(text, words, fixed):
    assert words_found("law.young", text) == words
    findings = found("law.young", lines=(builders.line(1, text),))
    assert [finding.fix.text for finding in findings] == ([fixed] if words else [])


@pytest.mark.parametrize(
    ("title", "fixed"),
    [
        ("Salesman", "Salesperson"),
        ("Technical foreman", "Technical supervisor"),
        ("Chief Technical Officer", None),
        ("Human resources", None),
    ],
)
def test_an_english_title_for_one_gender(title, fixed):
    findings = found("law.gendered-title", title=title)

    assert [(finding.fix.text, finding.anchor) for finding in findings] == ([(fixed, "id_title")] if fixed else [])


@pytest.mark.parametrize(
    ("title", "is_found"),
    [
        ("Directeur technique", True),
        ("Directrice technique", True),
        ("Ingénieur logiciel", True),
        ("Directeur technique (F/H)", False),
        ("Directeur technique H/F", False),
        ("Directeur technique h / f", False),
        ("Directeur technique (M/F/X)", False),
        ("Directeur ou directrice technique", False),
        ("Directeur/Directrice technique", False),
        ("Directeur·rice technique", False),
        ("Directeur(trice) technique", False),
        ("Associé(e) technique", False),
        ("Direction technique", False),
        ("Responsable technique", False),
        ("CTO", False),
        ("Chief Technical Officer", False),
    ],
)
def test_a_french_title_calls_on_women_and_men(title, is_found):
    findings = found("law.gendered-title", title=title, language="fr", places=(PARIS,))

    assert [(finding.fix.text, finding.evidence.source) for finding in findings] == (
        [(f"{title} (F/H)", "Code du travail, art. L1142-1 et L1132-1 (France)")] if is_found else []
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Male candidates preferred", ["Male candidates"]),
        ("Hommes uniquement", ["Hommes uniquement"]),
        ("Women and men are welcome", []),
        ("Un poste pour femmes et hommes", []),
    ],
)
def test_one_gender(text, words):
    assert words_found("law.one-gender", text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tell us your current salary.", ["current salary"]),
        ("What did you earn?", ["What did you earn"]),
        ("Tell us what you earn today.", ["what you earn today"]),
        ("Please say how much you are paid now", ["how much you are paid now"]),
        ("You see how much you earned us at the end of the year", []),
        ("Tell us what you expect to earn.", []),
        ("Send your salary history", ["salary history"]),
        ("Send your last payslips", ["last payslips"]),
        ("Indiquez votre salaire actuel", ["salaire actuel"]),
        ("Vos trois derniers bulletins de paie", ["derniers bulletins de paie"]),
        ("Combien gagnez-vous ?", ["Combien gagnez-vous"]),
        ("Tell us your salary expectations", []),
        ("Vos prétentions salariales", []),
        ("We never ask about your current salary", []),
        ("Nous ne demandons jamais votre salaire actuel", []),
        ("Review the current salary grid", []),
        ("Our app generates fiches de paie", []),
    ],
)
def test_past_pay(text, words):
    assert words_found("law.past-pay", text) == words


def test_past_pay_in_a_field_and_its_fix_in_a_line():
    lines = (builders.line(1, "Write to us. State your current salary."), builders.line(2, "Your last salary?"))
    findings = found("law.past-pay", lines=lines, process=("A call about your previous pay.",))

    assert [(finding.anchor, finding.fix and finding.fix.text) for finding in findings] == [
        ("id_process", None),
        ("", "Write to us."),
        ("", None),
    ]


def test_the_data_names_an_article_for_each_law():
    assert [law.code for law in PAY_LAWS.values() if not law.article] == []
    assert sum(law.since is not None for law in PAY_LAWS.values()) == 17
    assert region_code("US", "Nowhere") is None

"""Places of work, as ads say them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.reader.gazetteer import cities, fold
from postings.reader.where import MAX_PLACES, places_of

ADS = Path(__file__).parent / "ads"


def places(text: str) -> list[str]:
    """The places as "town, state, country code"."""
    return [", ".join(filter(None, (one.locality, one.region, one.country))) for one in places_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CTO, Lyon", ["Lyon, FR"]),
        ("CTO London", ["London, GB"]),
        ("CTO H/F - Paris 9e - CDI", ["Paris, FR"]),
        ("Founding CTO (m/f/d) – Berlin or remote", ["Berlin, DE"]),
        ("Chief Technology Officer — Scale-up santé (Paris)", ["Paris, FR"]),
        ("Bank of Ireland – CTO – Dublin", ["Dublin, IE"]),
        ("VP Engineering, New York", ["New York, New York, US"]),
        ("CTO\n\nLyon | CDI | Hybride", ["Lyon, FR"]),
        ("CTO · Remote · United States", ["US"]),
        ("Head of Engineering, France", ["FR"]),
    ],
)
def test_places_in_the_title_and_the_lines_around_it(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Location: Dublin / Remote (EU)", ["Dublin, IE"]),
        ("Location: Lyon, Paris or Nantes", ["Lyon, FR", "Paris, FR", "Nantes, FR"]),
        ("Location\n\nCambridge, MA", ["Cambridge, Massachusetts, US"]),
        (
            "Location: New York, NY or San Francisco, California",
            ["New York, New York, US", "San Francisco, California, US"],
        ),
        ("- Location: Springfield, IL 62701", ["Springfield, Illinois, US"]),
        ("Location: Toronto, ON, Canada", ["Toronto, Ontario, CA"]),
        ("Location: Chamonix, France / Lyon", ["Chamonix, FR", "Lyon, FR"]),
        ("Location: Fully remote within the UK", ["GB"]),
        ("Location: Remote (France)", ["FR"]),
        ("Lieu : 75009 Paris", ["Paris, FR"]),
        ("Lieu de travail : La Défense", ["La Défense, FR"]),
        ("Lieu : Annecy, Haute-Savoie, France", ["Annecy, FR"]),
        ("Lieu : Londres, Royaume-Uni", ["Londres, GB"]),
        ("📍 Genève, Suisse", ["Genève, CH"]),
        ("Ville : RENNES (35)", ["Rennes, FR"]),
    ],
)
def test_places_after_a_label(text, expected):
    assert places(f"Chief of everything\n\n{text}\n\nWe make cheese.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You will be based in Austin, TX.", ["Austin, Texas, US"]),
        ("The role is based in Paris, France.", ["Paris, FR"]),
        ("You will work from our Madrid office.", ["Madrid, ES"]),
        ("Working from our office in central London, 2 days a week.", ["London, GB"]),
        ("Relocation to Berlin, Germany is paid.", ["Berlin, DE"]),
        ("The job is based in the Netherlands.", ["NL"]),
        ("Poste basé à Lyon 7e, télétravail 2 jours.", ["Lyon, FR"]),
        ("Deux jours par semaine dans nos bureaux de Nantes.", ["Nantes, FR"]),
        ("We're a New York-based fintech.", ["New York, New York, US"]),
        ("We are a 20-person company in Amsterdam, building trams.", ["Amsterdam, NL"]),
        ("Nous sommes une startup basée à Lille.", ["Lille, FR"]),
        ("We are based in Lille. The role is based in Gent, Belgium.", ["Gent, BE"]),
    ],
)
def test_places_in_sentences_of_the_work_before_the_company_s(text, expected):
    assert places(f"{'One. ' * 40}\n\n{text}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Our customers are in Paris and Madrid.",
        "You will work with teams in Berlin and Paris.",
        "We serve hospitals in Germany.",
        "University of Cambridge, CTO",
        "Nice to have\n- Reading code",
        "ABOUT US\nJOIN US",
        "Tours de table: three so far",
        "Location: EU timezone",
        "CTO\nPlace: Cambridge",  # there are three, and nothing says which
        "",
    ],
)
def test_names_that_are_no_place_of_work(text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Location: Paris, TX", ["Paris, Texas, US"]),
        ("Location: Berlin, DE", ["Berlin, DE"]),
        ("Location: Georgia", ["Georgia, US"]),
        ("Location: Ontario, Canada", ["Ontario, CA"]),
        ("Location: Springfield", ["Springfield, US"]),
        ("Location: Cambridge\nWe work for the United Kingdom", ["Cambridge, GB"]),
        ("Location: Vancouver", ["Vancouver, British Columbia, CA"]),
    ],
)
def test_towns_that_share_a_name(text, expected):
    assert places(text) == expected


def test_the_ads_of_the_regression_set():
    found = {path.name[:2]: places(path.read_text()) for path in sorted(ADS.glob("*.txt"))}

    assert {number: named for number, named in found.items() if named} == {
        "01": ["Berlin, DE"],
        "02": ["Lyon, FR"],
        "05": ["Porto, PT"],
        "07": ["Rotterdam, NL"],
        "08": ["Nantes, FR"],
        "18": ["Paris, FR"],
        "20": ["Ghent, BE"],
        "22": ["Bordeaux, FR"],
        "25": ["Dublin, IE"],
        "28": ["Toulouse, FR"],
        "30": ["Paris, FR"],
        "31": ["London, GB"],
        "34": ["Kraków, PL"],
        "35": ["Lille, FR"],
        "40": ["Manchester, GB"],
        "42": ["Rennes, FR"],
    }


def test_the_gazetteer_says_where_it_is_from_and_has_capitals():
    assert {key: cities()[fold(key)][0].country for key in ("Paris", "Londres", "Wien", "Bruxelles", "Ottawa")} == {
        "Paris": "FR",
        "Londres": "GB",
        "Wien": "AT",
        "Bruxelles": "BE",
        "Ottawa": "CA",
    }


pieces = st.sampled_from(
    [
        *(
            "Location: ",
            "Lieu : ",
            "based in ",
            "Paris",
            "New York",
            "NY",
            "France",
            ", ",
            " / ",
            "\n",
            "(",
            ")",
            "TX",
            "-",
        ),
        *(
            "Saint-",
            "St. ",
            "9e",
            "75009 ",
            "our ",
            "office",
            "CTO – ",
            "É",
            "İ",
            "ß",
            "’",
            "remote",
            "US",
            "| ",
            "📍",
            " ",
        ),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(pieces, max_size=40).map("".join)))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_places_whose_words_it_has(text):
    found = places_of(text)

    assert len(found) <= MAX_PLACES
    assert len(set(found)) == len(found)
    said = fold(text)
    for place in found:
        assert len(place.country) == 2
        assert place.locality or place.country
        assert not place.locality or fold(place.locality) in said or fold(place.locality) in cities()

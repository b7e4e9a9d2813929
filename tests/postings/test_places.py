import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from postings.places import Place, country_name, parse_places, places_as_text, usual_currency


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("Nantes, France", [Place("Nantes", "FR")]),
        ("Nantes, fr", [Place("Nantes", "FR")]),
        ("  Malmö ,  sweden ", [Place("Malmö", "SE")]),
        ("Genève, Suisse", [Place("Genève", "CH")]),
        ("San Francisco, California, USA", [Place("San Francisco", "US", "California")]),
        ("Nantes, France\n\nLyon, France", [Place("Nantes", "FR"), Place("Lyon", "FR")]),
        ("Nantes, France\nNantes, France", [Place("Nantes", "FR")]),
        ("Abidjan, Cote d'Ivoire", [Place("Abidjan", "CI")]),
    ],
)
def test_places_are_read_as_people_write_them(text, places):
    assert parse_places(text) == places


@pytest.mark.parametrize("text", ["Nantes", "France", "Nantes, Atlantis", ", ,", "Nantes,"])
def test_a_line_without_a_known_country_is_named_in_the_message(text):
    with pytest.raises(ValidationError) as raised:
        parse_places(text)

    assert f"“{text}”" in raised.value.messages[0]


def test_no_more_than_ten_places():
    with pytest.raises(ValidationError, match="11 places"):
        parse_places("\n".join(f"Town {number}, France" for number in range(11)))


def test_a_country_is_named_in_the_active_language():
    assert country_name("DE") == "Germany"
    with translation.override("fr"):
        assert country_name("DE") == "Allemagne"


@given(
    st.lists(st.sampled_from(["Nantes", "Saint-Étienne", "Łódź"]), max_size=3, unique=True),
    st.sampled_from(["FR", "PL"]),
)
def test_what_is_written_out_is_read_back(towns, country):
    data = [Place(town, country).as_data() for town in towns]

    assert [place.as_data() for place in parse_places(places_as_text(data))] == data


@given(st.text())
def test_any_text_gives_places_or_a_message(text):
    try:
        places = parse_places(text)
    except ValidationError:
        return
    assert all(place.locality and len(place.country) == 2 for place in places)


@pytest.mark.parametrize(
    ("country", "currency"), [("GB", "GBP"), ("CH", "CHF"), ("FR", "EUR"), ("", "EUR"), ("JP", "EUR"), ("XX", "EUR")]
)
def test_pay_starts_in_a_likely_currency(country, currency):
    assert usual_currency(country) == currency

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.search.words import LONGEST, fold, read, stem, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Chief Technology Officer", ["chief", "technology", "officer"]),
        ("Équipe, ÉQUIPE; equipe", ["equipe", "equipe", "equipe"]),
        ("Straße cœur ﬁnance", ["strasse", "coeur", "finance"]),
        ("C++ C# F#, C", ["cplusplus", "csharp", "fsharp", "c"]),
        (".NET and ASP.NET", ["dotnet", "and", "asp", "net"]),
        ("ada@example.com", ["ada", "example", "com"]),
        ("full-stack l’équipe snake_case", ["full", "stack", "l", "equipe", "snake", "case"]),
        ("+33 6 12", ["33", "6", "12"]),
        ("Привет мир", ["привет", "мир"]),
        ("3½ years", ["312", "years"]),
        ("— … '\" \\", []),
        ("#hashtag tag#x", ["hashtag", "tag", "x"]),
    ],
)
def test_words_of_a_text(text, expected):
    assert words(text) == expected


@given(st.text())
def test_a_word_holds_no_sign_that_a_database_reads(text):
    for word in words(text):
        assert re.fullmatch(rf"\w{{1,{LONGEST}}}", word), word
        assert not set(word) & set("'\"\\~_ ")


@given(st.text())
def test_words_are_where_they_are_said_to_be(text):
    places, said = read(text)

    assert said == words(text)
    assert [fold(text[start:end]) for start, end in places] == words(text)
    assert all(end <= start for (_start, end), (start, _end) in pairwise(places))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("managing", "en", "manag"),
        ("managers", "en", "manag"),
        ("equipes", "fr", "equip"),
        ("dirige", "fr", "dirig"),
        ("managing", "de", "managing"),
        ("python3", "en", "python3"),
    ],
)
def test_stem(word, language, expected):
    assert stem(word, language) == expected


@pytest.mark.parametrize(("word", "expected"), [("managing", ["manag", "managing"]), ("go", ["go"])])
def test_stems_of_a_word_whose_language_nobody_knows(word, expected):
    assert stems(word) == expected

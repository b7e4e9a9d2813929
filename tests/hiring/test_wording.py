"""Fields in words: replaced once, inert, and nothing else."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring import wording
from hiring.message_choices import MessageKind
from hiring.shipped import LANGUAGES, shipped

NAME = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
HOSTILE = [
    "<b>x</b>",
    "[x](http://evil.example)",
    "{company}",
    "**x**",
    "# x",
    "1. x",
    "a\nBcc: b@example.com",
    "&lt;",
    "`x`",
]


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Hello {name},", {"name": "Ada"}, "Hello Ada,"),
        ("{a}{b}", {"a": "1", "b": "2"}, "12"),
        ("{a}", {"a": "{b}", "b": "no"}, "{b}"),
        ("{{a}} {{", {"a": "no"}, "{a} {"),
        ("{ a } {A} {a.b} {a!r} {0}", {"a": "no"}, "{ a } {A} {a.b} {a!r} {0}"),
        ("one\n\n{a}\n\ntwo", {"a": ""}, "one\n\ntwo"),
        ("by {a}.\nbye", {"a": " "}, "bye"),
        ("{a}", {"a": "x\r\ny"}, "x y"),
        ("**Bold** and [words]({a})", {"a": "https://x.example"}, "Bold and words: https://x.example"),
        ("{a}", {"a": "**x** [y](z)"}, "**x** [y](z)"),
        ("a\r\nb", {}, "a\nb"),
        ("a brace } and { one", {}, "a brace } and { one"),
    ],
)
def test_text(text, values, expected):
    assert wording.text_of(text, values) == expected


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Hello {name},\nwe", {"name": "A & <B>"}, "<p>Hello A &amp; &lt;B&gt;,<br>\nwe</p>"),
        ("**{name}**", {"name": "*x*"}, "<p><strong>*x*</strong></p>"),
        ("[here]({link})", {"link": "https://x.example/a_b_c"}, '<p><a href="https://x.example/a_b_c">here</a></p>'),
        ("{link}", {"link": "https://x.example/"}, '<p><a href="https://x.example/">https://x.example/</a></p>'),
        ("- {name}", {"name": "- x"}, "<ul>\n<li>- x</li>\n</ul>"),
        ("[x](javascript:alert(1))", {}, "<p>[x](javascript:alert(1))</p>"),
        ("[x](//evil.example)", {}, "<p><a>x</a></p>"),
        ("<script>x</script>", {}, "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("![x](https://x.example/pixel.png)", {}, '<p>!<a href="https://x.example/pixel.png">x</a></p>'),
        ("    code {name}", {"name": "x"}, "<p>code x</p>"),
        (
            "{contact_email}",
            {"contact_email": "a.b@example.com"},
            '<p><a href="mailto:a.b@example.com">a.b@example.com</a></p>',
        ),
        ("{contact_email}", {"contact_email": '"<b>"@example.com'}, '<p>"&lt;b&gt;"@example.com</p>'),
    ],
)
def test_html(text, values, expected):
    assert wording.html_of(text, values).strip() == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_text(value):
    html = wording.html_of("Hello {name}, **how** are you?", {"name": value})

    assert set(re.findall(r"</?(\w+)", html)) == {"p", "strong"}
    assert wording.one_line(value) in unescape(html)


@given(NAME, NAME)
def test_a_value_is_never_markup_nor_a_field(name, company):
    html = wording.html_of("Hello x{name}x at x{company}x", {"name": name, "company": company})

    assert set(re.findall(r"<(/?\w+)", html)) <= {"p", "/p"}
    shown = f"Hello x{wording.one_line(name)}x at x{wording.one_line(company)}x"
    if wording.one_line(name) and wording.one_line(company):
        assert unescape(html).strip() == f"<p>{shown}</p>"
        assert wording.text_of("Hello x{name}x at x{company}x", {"name": name, "company": company}) == shown


@given(st.text(), st.dictionaries(st.sampled_from(list(wording.FIELDS)), st.text()))
def test_any_words_can_be_filled(text, values):
    wording.text_of(text, values)
    assert "<script" not in wording.html_of(text, values)
    assert not wording.unknown_fields(text, MessageKind.OTHER) or "{" in text


@given(NAME, NAME)
def test_a_subject_is_one_header_line(template, name):
    subject = wording.subject_of(template + "{name}", {"name": name})

    assert len(subject) <= wording.SUBJECT_MAX
    assert subject == "" or subject.splitlines() == [subject]
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", subject)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("{name} {posting}", MessageKind.RECEIVED, ["name"]),
        ("{first_name} {sender}", MessageKind.DATA_ENDING, ["first_name", "sender"]),
        ("{name} {reason}", MessageKind.REJECTED, []),
        ("{ name } {x} {x} {{y}}", MessageKind.OTHER, [" name ", "x"]),
    ],
)
def test_unknown_fields(text, kind, expected):
    assert wording.unknown_fields(text, kind) == expected


def test_what_goes_to_an_address_that_nobody_proved_names_nobody():
    typed_in_the_form = {"name", "first_name"}

    assert typed_in_the_form.isdisjoint(
        wording.ALLOWED[MessageKind.RECEIVED] | wording.ALLOWED[MessageKind.DATA_ENDING]
    )


def test_words_ship_for_each_kind_in_each_language():
    wanted = {(kind, language) for kind in wording.KINDS for language in LANGUAGES}

    assert {(kind, language) for kind, language, _name in shipped()} == wanted


@pytest.mark.parametrize(
    ("key", "words"), shipped().items(), ids=lambda part: "-".join(part) if isinstance(part, tuple) else ""
)
def test_shipped_words_use_fields_of_their_kind(key, words):
    kind, language, _name = key

    assert wording.unknown_fields(f"{words.subject}\n{words.body}", kind) == []
    assert len(words.subject) <= 200
    if language == "fr":
        assert re.findall(r"[\w)»}] ?[;!?](?=\s|$)| [;:!?»]|« |\w'\w", words.body + words.subject) == []

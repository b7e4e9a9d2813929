"""Template tags of the component library, and the contrast of the design tokens."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from config import ui
from tests.strict_client import faults_of


def rendered(source: str, **context) -> str:
    """Render a template's source with runs of space folded."""
    return " ".join(Template(source).render(Context(context)).split())


# Badges and bars -------------------------------------------------------------------------------------


def test_stage_badge_shows_number_and_name():
    html = rendered('{% stage_badge "CTO" 2 "growing team" %}')

    assert html == '<span class="stage s2">CTO #2 <span class="name">growing team</span></span>'


def test_stage_badge_without_abbreviation_as_a_link():
    assert rendered('{% stage_badge "" 3 url="/x/" %}') == '<a class="stage s3" href="/x/">#3</a>'


def test_state_badge_takes_its_words_from_the_object():
    html = rendered("{% state_badge obj %}", obj=SimpleNamespace(state="closed", get_state_display=lambda: "Closed"))

    assert re.sub(r"<svg.*</svg>", "<svg/>", html) == '<span class="state closed"><svg/>Closed</span>'


@pytest.mark.parametrize(("percent", "words"), [(0, "Technical 0 %"), (52, "Technical 52 %"), (130, "Technical 100 %")])
def test_share_bar_says_the_share_in_words(percent, words):
    assert re.findall(r"Technical \d+ %", rendered("{% share_bar percent %}", percent=percent)) == [words]


def test_share_bar_draws_nothing_where_the_share_is_not_known():
    assert rendered("{% share_bar percent %}", percent=None) == ""


def test_icon_is_hidden_from_screen_readers():
    assert re.findall(r'aria-hidden="(\w+)"', rendered('{% icon "check" %}')) == ["true"]


@pytest.mark.parametrize(("label", "words"), [("Title", "Title:"), ("Why does it close?", "Why does it close?")])
def test_with_colon_leaves_a_question_alone(label, words):
    assert ui.with_colon(label) == words


# Markdown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *calm*", "<p><strong>bold</strong> and <em>calm</em></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Title\n\n## Part", "<h3>Title</h3>\n<h4>Part</h4>"),
        (
            "[x](https://a.example/)",
            '<p><a href="https://a.example/" rel="nofollow noopener noreferrer">x</a></p>',
        ),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="nofollow noopener noreferrer">x</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](//evil.example/)", '<p><a rel="nofollow noopener noreferrer">x</a></p>'),
        ("[x](/studio/)", '<p><a rel="nofollow noopener noreferrer">x</a></p>'),
        ("![x](https://a.example/spy.png)", "<p></p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_markdown_lets_through_plain_structure_only(text, html):
    assert ui.markdown(text).strip() == html


@given(st.text(max_size=400))
def test_markdown_never_raises_and_never_lets_a_handler_or_script_through(text):
    html = ui.markdown(text)

    assert faults_of(html) == []
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= ui.MARKDOWN_TAGS


# Numbers and dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        ((Decimal("85000"), Decimal("105000"), "EUR", "year"), "€85,000 to €105,000 a year"),
        ((85_000, 85_000, "EUR", "year"), "€85,000 a year"),
        ((620, None, "EUR", "day"), "from €620 a day"),
        ((None, Decimal("7400.50"), "GBP", "month"), "up to £7,400.50 a month"),
        ((None, None, "", ""), ""),
        ((90_000, 100_000, "SEK", ""), "SEK 90,000 to SEK 100,000"),
    ],
)
def test_pay_range_in_english(pay, words):
    assert ui.pay_range(*pay).replace("\xa0", " ") == words


def test_pay_range_takes_the_active_language_for_its_numbers():
    with translation.override("fr"):
        words = ui.pay_range(85_000, 105_000, "EUR", "")

    assert re.findall(r"\d+\s\d{3}\s€", words) == ["85\u202f000\xa0€", "105\u202f000\xa0€"]


def test_long_date_writes_the_month_out():
    html = ui.long_date(datetime.date(2026, 12, 15))

    assert html == '<time datetime="2026-12-15">15 December 2026</time>'


def test_long_date_of_the_first_of_a_month_in_french():
    with translation.override("fr"):
        html = ui.long_date(datetime.date(2026, 12, 1))

    assert html == '<time datetime="2026-12-01">1er décembre 2026</time>'


def test_long_date_and_long_time_of_a_moment_are_local():
    moment = datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC)

    assert ui.long_date(moment) == '<time datetime="2026-07-01">1 July 2026</time>'
    assert ui.long_time(moment) == '<time datetime="2026-07-01T00:30+02:00">1 July 2026, 00:30</time>'


@pytest.mark.parametrize(
    ("day", "words"), [(1, "over"), (2, "last day"), (3, "1 day left"), (25, "23 days left"), (None, "")]
)
@time_machine.travel("2026-11-02 12:00", tick=False)
def test_days_left(day, words):
    assert ui.days_left(datetime.date(2026, 11, day) if day else None) == words


@pytest.mark.parametrize(
    ("language", "number", "words"), [("en", 999, "999"), ("en", 1270, "1,270"), ("fr", 66177, "66\xa0177")]
)
def test_long_numbers_are_grouped(language, number, words):
    with translation.override(language):
        assert Template("{{ number|grouped }}").render(Context({"number": number})) == words


@pytest.mark.parametrize(("day", "words"), [(14, "today"), (13, "yesterday"), (2, "12 days ago"), (None, "")])
@time_machine.travel("2026-11-14 12:00", tick=False)
def test_ago(day, words):
    assert ui.ago(datetime.date(2026, 11, day) if day else None) == words


# Ways around -------------------------------------------------------------------------------------------


def test_pager_keeps_the_rest_of_the_query_and_offers_neighbours_and_ends():
    request = RequestFactory().get("/", {"state": "active", "page": "5"})
    page = Paginator(range(240), 20).page(5)

    html = render_to_string("components/pager.html", {"page": page}, request=request)

    assert re.findall(r'href="([^"]+)"', html) == [
        "?state=active&amp;page=4",
        "?state=active&amp;page=1",
        "?state=active&amp;page=4",
        "?state=active&amp;page=6",
        "?state=active&amp;page=12",
        "?state=active&amp;page=6",
    ]


def test_pager_draws_nothing_for_a_single_page():
    page = Paginator(range(3), 20).page(1)

    assert rendered('{% include "components/pager.html" %}', page=page) == ""


@pytest.mark.parametrize(
    ("path", "current"), [("/studio/", ["Today"]), ("/studio/postings/new/", ["Postings"]), ("/accounts/2fa/", [])]
)
def test_studio_menu_marks_the_current_part(path, current):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_staff=False)

    html = Template("{% studio_nav %}").render(Context({"request": request}))

    assert re.findall(r'aria-current="page">([^<]+)<', html) == current


@pytest.mark.parametrize("is_staff", [True, False])
def test_studio_menu_offers_the_admin_to_those_it_lets_in(is_staff):
    request = RequestFactory().get("/studio/")
    request.user = SimpleNamespace(is_staff=is_staff)

    html = Template("{% studio_nav %}").render(Context({"request": request}))

    assert ("/admin/" in html) is is_staff


# Forms -----------------------------------------------------------------------------------------------------


def test_every_error_of_the_summary_leads_to_a_field_that_names_it():
    from config.gallery import SampleForm

    form = SampleForm({"email": "claire@", "title": ""})
    html = Template(
        '{% load crispy_forms_tags %}{% include "components/error_summary.html" %}{% crispy form %}'
    ).render(Context({"form": form}))

    links = re.findall(r'<a href="#(\w+)">', html)
    assert links == ["id_title", "id_email", "id_country", "id_stage_0", "id_languages_0", "id_cv", "id_agree"]
    assert [link for link in links if f'id="{link}"' not in html] == []
    described = set(" ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split())
    assert [name for name in sorted(described) if f'id="{name}"' not in html] == []
    assert {f"id_{name}_error" for name in form.errors if name != "__all__"} <= described


def test_optional_fields_say_so_and_those_of_a_filter_do_not():
    from config.gallery import SampleForm

    source = '{% load crispy_forms_tags %}{% include "components/field.html" with field=form.phone %}'
    form = SampleForm()
    assert "(optional)" in rendered(source, form=form)

    form.hide_optional = True
    assert "(optional)" not in rendered(source, form=form)


# Tokens ----------------------------------------------------------------------------------------------------


def tokens(theme: str) -> dict[str, str]:
    """Read the colours of a theme; dark inherits what it does not set."""
    light, dark = (settings.BASE_DIR / "static/css/tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    colour = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});")
    return dict(colour.findall(light)) | (dict(colour.findall(dark)) if theme == "dark" else {})


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("paper", "sheet", "sunk")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent", "accent-strong", "block") for ground in GROUNDS),
    *((kind, f"{kind}-soft") for kind in ("accent", "warn", "block", "good", "stage-1", "stage-2", "stage-3")),
    *((ink, soft) for ink in ("ink", "ink-2", "accent") for soft in ("accent-soft", "warn-soft", "block-soft")),
    *((ink, "good-soft") for ink in ("ink", "ink-2")),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("block-ink", "block"),
    ("block-ink", "block-strong"),
]
EDGES = [(edge, ground) for edge in ("edge", "accent", "block", "warn") for ground in ("paper", "sheet")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tokens_have_enough_contrast(theme):
    colours = tokens(theme)

    weak = [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f}"
        for pairs, least in ((TEXT, 4.5), (EDGES, 3))
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    ]

    assert weak == []


def test_no_colour_outside_the_tokens():
    sheets = [path for path in (settings.BASE_DIR / "static/css").glob("*.css") if path.name != "tokens.css"]

    raw = [
        f"{path.name}: {found}"
        for path in sheets
        for found in re.findall(r"(?<!&)#[0-9a-fA-F]{3,8}\b(?=[^{]*\})|\b(?:rgb|hsl)a?\(", path.read_text())
        # Paper is white and ink is black; a QR code needs a white ground in both themes.
        if not (path.name == "print.css" or (path.name, found) == ("account.css", "#fff"))
    ]

    assert raw == []

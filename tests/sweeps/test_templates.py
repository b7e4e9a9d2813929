"""What no template may hold: inline script, style or handlers; text that nobody can translate."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SAME_EVERYWHERE = {"Rolecraft"}
IN_ENGLISH = {
    "500.html",  # shown when nothing works, translations included; says the same in French below
    "components/gallery.html",  # for developers
}
# Legends and help texts are the developers' own: Django's password rules come as a list.
OWN_MARKUP = {"bootstrap5/layout/fieldset.html", "bootstrap5/layout/help_text.html"}

NOT_TEXT = re.compile(
    r"""
    {%\ *comment.*?{%\ *endcomment\ *%}              # comments
    | {%\ *blocktrans(?:late)?\b.*?{%\ *endblocktrans(?:late)?\ *%}
    | {\#.*?\#}
    | {%\ *block\ \w*attributes\ *%}.*?{%\ *endblock\b[^%]*%}
    | <(?!html)(\w+)\b[^>]*\slang="[^"]*"[^>]*>.*?</\1>  # text that says which language it is in
    | <(script|style)\b.*?</\2>
    | <!--.*?-->
    """,
    re.VERBOSE | re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
ELEMENT = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'\b(?:aria-label|aria-description|title|alt|placeholder|label|data-[a-z-]*text)="([^"]*)"')
INLINE = {
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "a script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE),
    "a javascript address": re.compile(r"=\s*[\"']?javascript:", re.IGNORECASE),
    "an htmx handler": re.compile(r"\shx-on[:-]|hx-vals=[\"']js:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b(?!seq)|{%\s*autoescape\s+off"),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


def faults(source: str) -> list[str]:
    """What a template's source has that the policy would block, or that goes out unescaped."""
    return [name for name, pattern in INLINE.items() if pattern.search(source)]


def untranslated(source: str) -> list[str]:
    """Words for people that stand outside every translation tag, in text or in an attribute that is read out."""
    plain = TAG.sub("\0", NOT_TEXT.sub("\0", source))
    found = ATTRIBUTE.findall(plain) + re.split(r"[\0\n]", ELEMENT.sub("\0", plain))
    return [text.strip() for text in found if re.search(r"[^\W\d_]{2}", strip_known(text))]


def strip_known(text: str) -> str:
    text = re.sub(r"&[a-z]+;|&#\d+;", " ", text.replace("\0", " "))
    for name in SAME_EVERYWHERE:
        text = text.replace(name, " ")
    return text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_inline_code(path):
    allowed = ["unescaped text"] if name_of(path) in OWN_MARKUP else []

    assert faults(path.read_text()) == allowed


@pytest.mark.parametrize("path", [path for path in TEMPLATES if name_of(path) not in IN_ENGLISH], ids=name_of)
def test_all_text_can_be_translated(path):
    assert untranslated(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p style="color: red">', ["a style"]),
        ('<button onclick="go()">', ["a handler"]),
        ("<script>go()</script>", ["a script"]),
        ('<script src="{% static "js/x.js" %}" defer></script>', []),
        ('<script type="application/ld+json">{{ data }}</script>', []),
        ('<a href="javascript:go()">', ["a javascript address"]),
        ("{{ text|safe }}", ["unescaped text"]),
        ('<p class="only" id="one">', []),
    ],
)
def test_what_counts_as_inline(source, expected):
    assert faults(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p>{% translate "Apply" %}</p>', []),
        ("<p>Apply</p>", ["Apply"]),
        ("{% blocktranslate %}Apply <b>now</b>{% endblocktranslate %}", []),
        ('<a aria-label="Close">×</a>', ["Close"]),
        ('<a aria-label="{% translate "Close" %}">×</a>', []),
        ("{# Apply #}<p>{{ text }} · 12 &nbsp; %</p>", []),
        ("<b>Rolecraft</b>", []),
        ('<a href="/fr/" hreflang="fr" lang="fr">Français</a>', []),
        ('{% if a > b %}{% url "x" %}{% endif %}', []),
    ],
)
def test_what_counts_as_untranslated(source, expected):
    assert untranslated(source) == expected

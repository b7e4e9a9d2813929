"""Links that somebody gives."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from candidates.links import LINK_MAX, LINKS_MAX, tidy_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("https://example.com/ada", "https://example.com/ada"),
        ("example.com/ada", "https://example.com/ada"),
        ("https://a.example\r\n\r\n  https://b.example  ", "https://a.example\nhttps://b.example"),
        ("https://a.example\nhttps://a.example", "https://a.example"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
    ],
)
def test_links_are_tidied(text, links):
    assert tidy_links(text) == links


@pytest.mark.parametrize(
    "text",
    [
        "my site",
        "javascript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "data:text/html,x",
        "ftp://example.com",
        "https://",
        "https://example.com/" + "x" * LINK_MAX,
        "\n".join(f"https://example.com/{number}" for number in range(LINKS_MAX + 1)),
    ],
)
def test_what_is_no_link_to_the_web_is_refused(text):
    with pytest.raises(ValidationError):
        tidy_links(text)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_tidied_to_web_links_or_refused(text):
    try:
        links = tidy_links(text)
    except ValidationError:
        return

    assert [link for link in links.splitlines() if not link.lower().startswith(("http://", "https://"))] == []
    assert tidy_links(links) == links

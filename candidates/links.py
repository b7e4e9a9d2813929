"""Links that somebody gives: a profile, code, talks; one a line, to the web and nowhere else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

LINKS_MAX = 10
LINK_MAX = 300
is_link = URLValidator(schemes=["http", "https"])


def tidy_links(text: str) -> str:
    """Return links one a line, each once and with its scheme; raise ValidationError that quotes the first wrong one."""
    links = [tidy_link(line.strip()) for line in text.splitlines() if line.strip()]
    if len(links) > LINKS_MAX:
        raise ValidationError(_("Give %(max)d links at most."), params={"max": LINKS_MAX})
    return "\n".join(dict.fromkeys(links))


def tidy_link(line: str) -> str:
    """Return one link with its scheme."""
    link = line if "://" in line else f"https://{line}"
    try:
        is_link(link)
    except ValidationError:
        link = ""
    if not 0 < len(link) <= LINK_MAX:
        raise ValidationError(
            _("“%(link)s” is not a link. Give one a line, like https://example.com/me."),
            params={"link": line[:60]},
        )
    return link


def validate_links(text: str) -> None:
    """Refuse what `tidy_links` refuses."""
    tidy_links(text)

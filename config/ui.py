"""Template tags of the component library; built into every template.

Each draws one small thing in one way everywhere: a stage's badge, a state, a share, pay, a date, an
icon, Markdown. The templates they fill are in `templates/components/`; the gallery at
`/studio/components/` (debug only) shows them all.
"""

import datetime
from functools import lru_cache

import nh3
from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from heroicons.templatetags.heroicons import heroicon_outline
from markdown_it import MarkdownIt

from postings.counting import grouped, up_to
from postings.wording import date_words, moment_words, pay_words

register = template.Library()

# A state is told by word, shape and colour; the word comes from the enum, the shape from here.
STATE_ICONS = {
    "draft": "pencil",
    "published": "globe-alt",
    "closed": "lock-closed",
    "archived": "archive-box",
    "active": "clock",
    "hired": "check",
    "rejected": "x-mark",
    "withdrawn": "arrow-uturn-left",
    "open": "clock",
    "approved": "check-badge",
    "returned": "arrow-uturn-left",
    "waiting": "clock",
    "sent": "paper-airplane",
    "failed": "exclamation-triangle",
    "called_off": "arrow-uturn-left",
    "received": "inbox-arrow-down",
}
MESSAGE_ICONS = {"success": "check-circle", "warning": "exclamation-triangle", "error": "exclamation-circle"}
SEVERITY_ICONS = {
    "block": "no-symbol",
    "warn": "exclamation-triangle",
    "advise": "light-bulb",
    "good": "check-circle",
}
MARKDOWN_TAGS = {"p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4"}


# Badges and bars -------------------------------------------------------------------------------------


@register.inclusion_tag("components/stage_badge.html")
def stage_badge(abbreviation: str, number: int, name: str = "", url: str = "") -> dict:
    """Draw a stage: its colour, its number, and its name where there is room; a link where `url` is given."""
    return {"abbreviation": abbreviation, "number": number, "name": name, "url": url}


@register.inclusion_tag("components/state_badge.html")
def state_badge(obj) -> dict:
    """Draw the state of a posting, an application or a review, in the words of its own enum."""
    return {"state": obj.state, "label": obj.get_state_display(), "icon_name": STATE_ICONS.get(obj.state, "minus")}


@register.inclusion_tag("components/share_bar.html")
def share_bar(percent: int | None) -> dict:
    """Draw how much of the work is technical, the rest being management; nothing where it is not known."""
    if percent is None or percent == "":
        return {"known": False}
    technical = min(100, max(0, round(percent)))
    return {"known": True, "technical": technical, "management": 100 - technical}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a decorative icon (heroicons, 24/outline); the words beside it carry the meaning."""
    return _icon(str(name))


@register.filter
def message_icon(tags: str) -> SafeString:
    """Return the icon of a message by its level's tag."""
    return _icon(next((MESSAGE_ICONS[tag] for tag in tags.split() if tag in MESSAGE_ICONS), "information-circle"))


@register.filter
def move_to_undo(tags: str | None) -> str:
    """Return the number of the move that a message offers to undo, as `say_moved` wrote it; empty for none."""
    return str(tags or "").partition("undo-")[2]


@register.filter
def finding_class(severity: str) -> str:
    """Return the CSS class of a finding by what it does: "blocks" is drawn as `block`."""
    return {"blocks": "block", "warns": "warn", "advises": "advise"}.get(str(severity), "advise")


@register.filter
def severity_icon(severity: str) -> SafeString:
    """Return the icon of a finding by its severity."""
    return _icon(SEVERITY_ICONS.get(severity, "information-circle"))


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    return heroicon_outline(name, size=24, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})


@register.filter
def with_colon(label: str) -> str:
    """Return a label with a colon after it, unless it ends its own sentence ("Why does it close?")."""
    label = str(label)
    return label if label.endswith(("?", "!", ".", ":")) else _("%(label)s:") % {"label": label}


# Text ------------------------------------------------------------------------------------------------


def _shift_heading(self, tokens, index, options, env) -> str:
    """Open or close a heading two levels down: the page's own headings come first."""
    token = tokens[index]
    token.tag = "h3" if token.tag in {"h1", "h3"} else "h4"
    return self.renderToken(tokens, index, options, env)


_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
_markdown.add_render_rule("heading_open", _shift_heading)
_markdown.add_render_rule("heading_close", _shift_heading)


@register.filter
def markdown(text: str | None) -> SafeString:
    """Return Markdown as clean HTML: plain structure and links out; HTML is shown as typed, images are dropped.

    Links to other sites only, never followed by search engines; no `javascript:`, no `//host`.
    """
    return _render_markdown(str(text or ""))


@lru_cache(maxsize=512)
def _render_markdown(text: str) -> SafeString:
    cleaned = nh3.clean(
        _markdown.render(text),
        tags=MARKDOWN_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(cleaned)  # what nh3 lets through is the allow-list above


# Numbers and dates, in the active language -------------------------------------------------------------


@register.simple_tag
def pay_range(minimum, maximum, currency: str, period: str) -> str:
    """Return pay in words: "€85,000 to €105,000 a year"; nothing where there is none.

    A single figure, or a range open at one end, reads accordingly.
    """
    return pay_words(minimum, maximum, currency, period)


register.filter(up_to)
register.filter(grouped)


@register.filter
def long_date(value: datetime.date | None) -> str:
    """Return a date written out, "15 December 2026", as a `<time>`; a moment is taken in the active time zone."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_words(value))


@register.filter
def long_time(value: datetime.datetime | None) -> str:
    """Return a moment written out, "15 December 2026, 14:05", as a `<time>` in the active time zone."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), moment_words(value))


@register.filter
def days_left(value: datetime.date | None) -> str:
    """Return how long until a date: "23 days left", "last day", or "over"."""
    if not value:
        return ""
    days = (value - timezone.localdate()).days
    if days < 0:
        return _("over")
    if days == 0:
        return _("last day")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


@register.filter
def ago(value: datetime.datetime | datetime.date | None) -> str:
    """Return how long since a day: "today", "yesterday", "12 days ago"."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    days = (timezone.localdate() - value).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


# Ways around -------------------------------------------------------------------------------------------


@register.simple_tag
def page_numbers(page: Page) -> list:
    """Return the page numbers to offer, with an ellipsis for a gap."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _entry(
    path: str, name: str, label: str, icon_name: str, *, exact: bool = False, args: tuple = (), also: str = "\0"
) -> dict | None:
    """Return an entry of a menu; None where there is no such page here. `also` begins other paths of its part."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return None
    current = path == url if exact else path.startswith((url, also))
    return {"url": url, "label": label, "icon": icon_name, "current": current}


@register.inclusion_tag("components/studio_nav.html", takes_context=True)
def studio_nav(context: Context, icons: bool = False) -> dict:
    """Draw the studio's main menu, the current part marked; with icons in the small-screen menu."""
    request = context["request"]
    path = request.path
    entries = [
        _entry(path, "studio:today", _("Today"), "sun", exact=True),
        _entry(path, "studio:postings", _("Postings"), "document-text"),
        _entry(path, "studio:candidates", _("Candidates"), "user-group", also="/studio/applications/"),
        _entry(path, "studio:companies", _("Companies"), "building-office-2"),
        _entry(path, "studio:usage", _("Insights"), "chart-bar", also="/studio/insights/")
        if request.user.is_staff
        else None,
        _entry(path, "roles:role", _("Reference"), "book-open", args=("cto",)),
        _entry(path, "admin:index", _("Admin"), "cog-6-tooth") if request.user.is_staff else None,
    ]
    return {"entries": [entry for entry in entries if entry], "icons": icons}


@register.inclusion_tag("components/account_nav.html", takes_context=True)
def account_nav(context: Context, icons: bool = False) -> dict:
    """Draw the pages of somebody's own account, the current one marked."""
    path = context["request"].path
    entries = [
        _entry(path, "mfa_index", _("Security"), "shield-check"),
        _entry(path, "account_change_password", _("Password"), "key"),
        _entry(path, "account_email", _("E-mail"), "envelope"),
        _entry(path, "studio:reminders", _("Reminders"), "bell"),
    ]
    return {"entries": [entry for entry in entries if entry], "icons": icons}

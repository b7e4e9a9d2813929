"""Interviews as calendar programs read them (RFC 5545, RFC 5546): what the mails to interviewers carry. Pure."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

REQUEST, CANCEL = "REQUEST", "CANCEL"
NO_TEXT = {"Cc", "Cs", "Zl", "Zp"}  # categories of Unicode: what a text there must not have, or can't


def invitation(
    *,
    uid: str,
    sequence: int,
    method: str,
    starts_at: datetime,
    minutes: int,
    summary: str,
    url: str,
    organizer: str,
    attendee: str,
    now: datetime,
) -> str:
    """Return the file that puts an interview into the attendee's calendar, or takes it out.

    A later `sequence` of the same `uid` takes the place of the earlier ones.
    """
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("duration", vDuration(timedelta(minutes=minutes)))
    event.add("summary", clean(summary))
    event.add("description", vText(clean(url)))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{clean(organizer)}"))
    who = vCalAddress(f"mailto:{clean(attendee)}")
    who.params["role"], who.params["partstat"] = "REQ-PARTICIPANT", "NEEDS-ACTION"
    event.add("attendee", who)
    calendar = Calendar()
    calendar.add("prodid", "-//Rolecraft//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def clean(text: str) -> str:
    """Return a text of one line without control characters: what a calendar shows as a title, and no new property."""
    worded = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in NO_TEXT)
    return " ".join(worded.split())

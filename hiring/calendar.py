"""Interviews as calendar programs read them (RFC 5545, RFC 5546): what the mails to interviewers carry. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration

from accounts.mail import one_line

REQUEST, CANCEL = "REQUEST", "CANCEL"


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
    event.add("summary", one_line(summary))
    event.add("description", one_line(url))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{one_line(organizer)}"))
    who = vCalAddress(f"mailto:{one_line(attendee)}")
    who.params["role"], who.params["partstat"] = "REQ-PARTICIPANT", "NEEDS-ACTION"
    event.add("attendee", who)
    calendar = Calendar()
    calendar.add("prodid", "-//Rolecraft//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode()

"""People whom the demo's recruiter found, tags, notes between colleagues, and who looks at whom."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.models import User
from candidates.actions import add_candidate, add_tags, note_told
from candidates.models import Candidate
from hiring.actions.assigning import assign
from hiring.actions.interviewing import plan_interview
from hiring.actions.noting import add_note
from hiring.actions.scoring import give_verdict
from hiring.days import beginning_of
from hiring.models import Application
from postings.models import Company

NOTES = uuid.UUID("0f5f2f0a-53a1-4b3e-8a3f-5d7d3f1a9c11")  # the demo's own name space for notes' forms
FOUND = [  # name, source, where exactly, basis, days ago
    ("Oluwaseun Bakare", "network", "A talk on offline-first software, published online", "interest", 24),
    ("Marit Haugland", "referral", "Recommended by Aoife Brennan", "interest", 12),
    ("Teodor Ivanov", "event", "Talked at a meet-up in Bristol, and gave his card", "contract", 6),
]
TAGS = {
    "Oluwaseun Bakare": ["Offline first", "Speaks at conferences"],
    "Marit Haugland": ["Health care"],
    "Aoife Brennan": ["Health care", "Large teams"],
    "Wanjiru Kamau": ["Offline first", "Write to her"],
}
ASSIGNED = ["Arjun Mehta", "Katharina Brandt", "Daan de Vries"]  # to the posting's interviewer
SAID = [  # of whom, by whom, what, days ago
    ("Aoife Brennan", "recruiter@example.com", "Knows three of our hospitals. @lena.vogel, talk to her yourself?", 5),
    ("Wanjiru Kamau", "lead@example.com", "Asked for a post with more travel; free from spring.", 20),
    ("Oluwaseun Bakare", "recruiter@example.com", "Answers messages on weekends only.", 9),
]

INTERVIEWS = [  # with whom, in how many days (ago where negative), at what hour, how long, where
    ("Arjun Mehta", 0, 15, 45, "https://meet.example.org/speichenwerk-cto"),
    ("Katharina Brandt", 1, 10, 60, "Second floor, the room above the yard"),
    ("Daan de Vries", -2, 14, 45, "By telephone"),
]
VERDICTS = [  # on whom, by whom, verdict, words, hours ago
    (
        "Daan de Vries",
        "interviewer@example.com",
        3,
        "Explained how he would cut the first release in half, and why.",
        20,
    ),
    (
        "Daan de Vries",
        "recruiter@example.com",
        4,
        "Asked better questions than we did. Wants to meet the mechanics.",
        19,
    ),
    (
        "Katharina Brandt",
        "recruiter@example.com",
        2,
        "Strong on her own; could not say how she would tell others what to leave out.",
        17,
    ),
    ("Tomáš Dvořák", "manager@example.com", 4, "Has done our next two years once already, and says what hurt.", 16),
    ("Arjun Mehta", "recruiter@example.com", 3, "Clear on what he has not done yet, and how he would learn it.", 18),
]

Event = tuple[datetime, Callable[[], object]]


def events(users: dict[str, User], companies: dict[str, Company], now: datetime) -> list[Event]:
    """What the recruiter and colleagues did at which moment, after all applications have come in."""
    by, company = users["recruiter@example.com"], companies["Tidewell"]
    found = [
        (now - timedelta(days=days), partial(_find, name, source, note, basis, company, by))
        for name, source, note, basis, days in FOUND
    ]
    tagged = [(now - timedelta(minutes=90), partial(_tag, name, tags, by)) for name, tags in TAGS.items()]
    said = [(now - timedelta(days=days), partial(_say, name, text, users[email])) for name, email, text, days in SAID]
    told = (now - timedelta(days=5), partial(_tell, "Teodor Ivanov", by))
    assigned = [
        (now - timedelta(hours=20), partial(_assign, name, users["interviewer@example.com"], by)) for name in ASSIGNED
    ]
    interviewer = users["interviewer@example.com"]
    planned = [
        (now - timedelta(hours=70 if days < 0 else 19), partial(_plan, name, days, *rest, now, interviewer, by))
        for name, days, *rest in INTERVIEWS
    ]
    judged = [
        (now - timedelta(hours=hours), partial(_judge, name, users[email], verdict, words))
        for name, email, verdict, words, hours in VERDICTS
    ]
    return [*found, *tagged, *said, told, *assigned, *planned, *judged]


def _person(name: str) -> Candidate:
    return Candidate.objects.get(name=name, erased_at=None)


def _find(name: str, source: str, note: str, basis: str, company: Company, by: User) -> None:
    email = f"{name.lower().replace(' ', '-')}@example.org"
    add_candidate(
        by=by, name=name, email=email, source=source, source_note=note, basis=basis, company=company, language="en"
    )


def _tag(name: str, tags: list[str], by: User) -> None:
    add_tags(candidate=_person(name), names=tags, by=by)


def _say(name: str, text: str, by: User) -> None:
    add_note(candidate=_person(name), application=None, text=text, form_key=uuid.uuid5(NOTES, text), by=by)


def _assign(name: str, user: User, by: User) -> None:
    applications = Application.objects.filter(candidate=_person(name), posting__memberships__user=user)
    assign(application=applications.select_related("version").get(), user=user, by=by)


def _plan(name: str, days: int, hour: int, minutes: int, place: str, now: datetime, user: User, by: User) -> None:
    starts_at = beginning_of(timezone.localdate(now) + timedelta(days=days)) + timedelta(hours=hour)
    plan_interview(
        application=_application(name, user),
        starts_at=starts_at,
        minutes=minutes,
        place=place,
        interviewers=[user],
        form_key=uuid.uuid5(NOTES, f"{name} {place}"),
        by=by,
    )


def _judge(name: str, user: User, verdict: int, words: str) -> None:
    give_verdict(application=_application(name, user), verdict=verdict, words=words, by=user)


def _application(name: str, member: User) -> Application:
    return Application.objects.select_related("version").get(candidate=_person(name), posting__memberships__user=member)


def _tell(name: str, by: User) -> None:
    note_told(candidate=_person(name), at=timezone.now(), how="In person, at the meet-up", by=by)

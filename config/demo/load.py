"""Loads the demo through the same actions that people use, each at its own moment in the past."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from io import BytesIO
from operator import itemgetter
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office.models import STATUS, Email

from accounts.models import User
from candidates.files import read_cv
from hiring.actions import Sent, SentAnswer, move_application, submit_application
from hiring.choices import State
from hiring.models import Application, RejectionReason, Step
from postings import actions
from postings.choices import QuestionKind
from postings.comments import line_key, texts_of
from postings.content import Content
from postings.merge import canonical
from postings.models import Company, Line, Template
from postings.questions import QuestionValues
from roles.models import Mission, Role, Stage

from . import records
from .accounts import ACCOUNTS, PASSWORD
from .cvs import cv_file
from .people import Person, people, read

ROLE = "cto"
LONG_AGO = 45  # days
FORMS = uuid.UUID("6f1f0f3e-6f3f-4d1c-9a53-0c1f7a1f3b52")  # the demo's own name space for form keys


Event = tuple[dt.datetime, Callable[[], object]]


@transaction.atomic
def load() -> None:
    """Make the demo's users, companies, postings and applications; all of it or nothing."""
    now = timezone.now()
    data, sent, by_name = read("openings"), read("applications"), people()
    with clock_at(now - dt.timedelta(days=230)):
        users = add_users()
        recruiter = users["recruiter@example.com"]
        companies = {
            name: Company.objects.create(name=name, created_by=recruiter, **facts)
            for name, facts in data["companies"].items()
        }
        templates = {
            name: add_template(name=name, by=recruiter, **fields | {"company": companies[fields["company"]]})
            for name, fields in data["templates"].items()
        }
    events: list[Event] = []
    for key, opening in data["openings"].items():
        company, template = companies[opening["company"]], templates.get(opening.get("template"))
        story = Story(key, opening, company, template=template, users=users, by_name=by_name, now=now)
        events += story.events(sent.get(key, []))
    events += records.events(users, companies, now)
    for moment, happen in sorted(events, key=itemgetter(0)):
        with clock_at(moment):
            happen()
    actions.refresh_proposals()
    # All but the newest messages were sent long ago; the sweep sends those, so no task need wait for each.
    Email.objects.filter(created__lt=now - dt.timedelta(days=2)).update(status=STATUS.sent)
    DBTaskResult.objects.all().delete()


def add_users() -> dict[str, User]:
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    users = {}
    for account in ACCOUNTS:
        user = User(email=account.email, name=account.name, password=password, is_superuser=account.kind is None)
        user.save()
        if account.kind:
            user.groups.add(Group.objects.get(name=account.kind))
        users[account.email] = user
    return users


def add_template(*, by: User, **fields: Any) -> Template:
    template = Template(created_by=by, **fields)
    actions.save_template(template=template, by=by)
    return template


class Story:
    """A posting and its applications: what happened to them, and when."""

    def __init__(
        self,
        key: str,
        opening: dict[str, Any],
        company: Company,
        *,
        template: Template | None,
        users: dict[str, User],
        by_name: dict[str, Person],
        now: dt.datetime,
    ) -> None:
        self.key, self.opening, self.company, self.template = key, opening, company, template
        self.users, self.by_name, self.now = users, by_name, timezone.localtime(now)
        self.owner = users[opening.get("owner", "recruiter@example.com")]
        self.chance = random.Random(key)  # noqa: S311 an hour of the day, not a secret
        self.applications: dict[str, Application] = {}

    def events(self, sent: list[dict[str, Any]]) -> list[Event]:
        """What to do at which moment, in no order."""
        opening = self.opening
        events = [(self.ago(opening["created"]), self.draft)]
        if "published" in opening:
            events.append((self.ago(opening["published"]), self.publish))
        if "republished" in opening:
            moment = self.ago(opening["republished"])
            events += [(moment, partial(self.reword, opening["second_text"])), (moment, self.publish)]
        for item in sent:
            # Who applied long ago agreed to be kept: otherwise the first sweep would erase them.
            apply = partial(self.apply, item["who"], item.get("words", ""), keep=item["days"] > LONG_AGO)
            events.append((self.ago(item["days"]), apply))
            events += [
                (self.ago(move["days"]), partial(self.move, item["who"], move)) for move in item.get("moves", [])
            ]
        if "closed" in opening:
            close = partial(actions.close_posting, by=self.owner, reason=opening["closed"]["reason"])
            events.append((self.ago(opening["closed"]["days_ago"] - 1), lambda: close(posting=self.posting)))
        if "archived" in opening:
            archive = partial(actions.archive_posting, by=self.owner)
            events.append((self.ago(opening["archived"]), lambda: archive(posting=self.posting)))
        if "working_text" in opening:
            events.append((self.ago(2), partial(self.reword, opening["working_text"])))
        if "review" in opening:
            asked, said = sorted((self.ago(1), self.ago(1)))
            events += [(asked, self.ask_review), (said, self.comment)]
        return events

    def ago(self, days: int) -> dt.datetime:
        """A moment of the working day so many days ago, always the same for the same posting."""
        day = self.now - dt.timedelta(days=days)
        return day.replace(hour=self.chance.randint(8, 18), minute=self.chance.randint(0, 59), second=0, microsecond=0)

    def draft(self) -> None:
        with sheet_worded(self.opening.get("sheet_then", {}), language=self.opening.get("language", "en")):
            self.draft_by_sheet()

    def draft_by_sheet(self) -> None:
        opening, role = self.opening, Role.objects.get(key=ROLE)
        posting = self.posting = actions.create_posting(
            company=self.company,
            role=role,
            stage=Stage.objects.get(role=role, number=opening["stage"]),
            language=opening.get("language", "en"),
            title=opening["title"],
            template=self.template,
            by=self.owner,
        )
        values = dict(opening["facts"])
        for name in values.keys() & {"pay_min", "pay_max"}:
            values[name] = Decimal(values[name])
        if "closes_in" in opening:
            values["closes_on"] = self.now.date() + dt.timedelta(days=opening["closes_in"])
        base = {name: canonical(getattr(posting, name)) for name in values}
        actions.update_facts(posting=posting, values=values, base=base, by=self.owner)
        for key in opening.get("pick", []):
            source = role.missions.filter(key=key).first() or role.skills.get(key=key)
            actions.pick(posting=posting, source=source, by=self.owner)
        lines = self.lines()
        for key in opening.get("drop", []):
            actions.drop_line(line=lines[key], by=self.owner)
        self.reword(opening.get("reword", {}))
        for line in opening.get("add", []):
            actions.add_line(posting=posting, kind=line["kind"], text=line["text"], by=self.owner)
        self.ask()
        for email, part in opening.get("members", {}).items():
            actions.set_member(posting=posting, user=self.users[email], part=part, by=self.owner)

    def ask(self) -> None:
        """Say what the form asks: fields, lines, further questions."""
        opening, lines = self.opening, self.lines()
        actions.set_form_fields(posting=self.posting, fields=opening.get("form_fields", {}), by=self.owner)
        for key in opening.get("ask", []):
            actions.ask_about(line=lines[key], by=self.owner)
        for asked in opening.get("questions", []):
            values = QuestionValues(**asked | {"options": tuple(asked.get("options", ()))})
            actions.add_question(posting=self.posting, values=values, by=self.owner)

    def publish(self) -> None:
        self.version = actions.publish_posting(posting=self.posting, by=self.owner)

    def lines(self) -> dict[str, Line]:
        """The posting's lines by the key of the mission or skill that they came from."""
        lines = self.posting.lines.select_related("posting", "mission", "skill")
        return {line.source.key: line for line in lines if line.source}

    def reword(self, texts: dict[str, str]) -> None:
        lines = self.lines()
        for key, text in texts.items():
            actions.reword_line(line=lines[key], text=text, revision=lines[key].revision, by=self.owner)

    def ask_review(self) -> None:
        asked = self.opening["review"]
        actions.ask_review(
            posting=self.posting, reviewer=self.users[asked["reviewer"]], message=asked["message"], by=self.owner
        )

    def comment(self) -> None:
        """Say what colleagues have to say, each of a line or of a field, as it reads in the review."""
        content = Content.from_data(self.posting.reviews.latest("asked_at").content)
        lines, texts = self.lines(), texts_of(content)
        for said in self.opening["review"]["comments"]:
            line = lines[said["line"]] if "line" in said else None
            key = line_key(line.pk) if line else said["field"]
            actions.add_comment(
                posting=self.posting,
                line=line,
                anchor="" if line else key,
                said_of=texts[key],
                text=said["text"],
                by=self.users[said["who"]],
            )

    def apply(self, name: str, words: str, *, keep: bool) -> None:
        """Fill the form in as the person would, and send it."""
        person = self.by_name[name]
        file_name, data = cv_file(person, year=self.now.year)
        upload = BytesIO(data)
        upload.name = file_name
        sent = Sent(
            form_key=uuid.uuid5(FORMS, f"{self.key} {person.email}"),
            name=person.name,
            email=person.email,
            cv=read_cv(upload),
            links=person.website,
            words=words,
            keep=keep,
            answers=self.answers(person),
        )
        receipt = submit_application(posting=self.posting, version=self.version, sent=sent, by=None)
        self.applications[name] = receipt.application

    def answers(self, person: Person) -> tuple[SentAnswer, ...]:
        """What somebody answers where there is something to choose from; always the same."""
        chance = random.Random(f"{self.key} {person.email}")  # noqa: S311 an answer, not a secret
        choices = {QuestionKind.YES_NO: ["yes", "yes", "yes", "no"]}
        asked = [
            (question, choices.get(question.kind) or question.options)
            for question in Content.from_data(self.version.content).questions
        ]
        return tuple(SentAnswer(question, chance.choice(answers)) for question, answers in asked if answers)

    def move(self, name: str, move: dict[str, Any]) -> None:
        if "step" in move:
            step = Step.objects.live().get(posting=self.posting, position=move["step"])
            move_application(application=self.applications[name], to_step=step, by=self.owner)
            return
        move_application(
            application=self.applications[name],
            to_state=move["to"],
            reason=RejectionReason.objects.get(key=move["reason"]) if "reason" in move else None,
            note=move.get("note", ""),
            by=None if move["to"] == State.WITHDRAWN else self.owner,
        )


@contextmanager
def sheet_worded(lines: dict[str, str], *, language: str) -> Iterator[None]:
    """Let the sheet's missions, by key, have other lines, as they had before a curator changed them. Demo only."""
    field, missions = f"line_{language}", Mission.objects.filter(role__key=ROLE)
    today = dict(missions.filter(key__in=lines).values_list("key", field))
    for key, line in lines.items():
        missions.filter(key=key).update(**{field: line})
    try:
        yield
    finally:
        for key, line in today.items():
            missions.filter(key=key).update(**{field: line})


@contextmanager
def clock_at(moment: dt.datetime) -> Iterator[None]:
    """Let Django's clock say another moment: what the actions write down then happened then. Demo only."""
    now = timezone.now
    timezone.now = lambda: moment.astimezone(dt.UTC)
    try:
        yield
    finally:
        timezone.now = now

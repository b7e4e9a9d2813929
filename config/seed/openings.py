"""Companies, their people and their postings, made through the actions that everybody uses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle, islice

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation

from accounts.models import Kind, User
from candidates.models import Tag
from candidates.privacy import keep_wording
from postings import actions
from postings.choices import Part, QuestionKind
from postings.merge import canonical
from postings.models import Company, Posting, Question, Version
from postings.questions import QuestionValues
from roles.models import Role, Stage

from ..demo.load import clock_at
from .lists import FIRST, LAST, TAGS
from .people import slug
from .vocabulary import name_of

ROLE = "cto"
A_COMPANY = 3  # postings of it
RECRUITERS, MANAGERS = 6, 12
LONG_AGO, LATELY = 720, 78  # days: when old postings were published, and new ones
PLACES = [  # of companies: town, country, language of their postings, currency
    ("Bristol", "GB", "en", "GBP"),
    ("Leipzig", "DE", "en", "EUR"),
    ("Nantes", "FR", "fr", "EUR"),
    ("Dublin", "IE", "en", "EUR"),
]
ASKED = {
    "en": "Have you recruited engineers before?",
    "fr": "Avez-vous déjà recruté des ingénieurs ou ingénieures ?",
}
TITLES = {"en": "Chief technology officer", "fr": "Directrice ou directeur technique"}


@dataclass(frozen=True)
class Opening:
    """A posting as applications need it."""

    posting: Posting
    version: Version
    question: Question
    members: list[int]
    steps: list[int]  # by number, in their order
    opened: dt.datetime
    closed: dt.datetime | None
    wording: str  # of a consent

    @property
    def language(self) -> str:
        return self.version.language


def add_openings(*, count: int, now: dt.datetime) -> list[Opening]:
    """Publish postings of companies of their own; a third were published long ago, and half of those are closed."""
    role = Role.objects.get(key=ROLE)
    stages = list(Stage.objects.filter(role=role).order_by("number"))
    recruiters = _users(Kind.RECRUITER, RECRUITERS, "recruiter@example.com")
    managers = _users(Kind.HIRING_MANAGER, MANAGERS, "manager@example.com")
    openings = []
    for number in range(count):
        owner = recruiters[number % len(recruiters)]
        moment = now - dt.timedelta(days=LONG_AGO if number % 3 == 0 else LATELY)
        with transaction.atomic():
            with clock_at(moment):
                if number % A_COMPANY == 0:
                    company, place = _company(owner)
                stage = stages[number % len(stages)]
                opening = _publish(company, place, stage, number, owner, managers[number % len(managers)], moment)
            if number % 6 == 3:
                closed = now - dt.timedelta(days=LATELY + 10)
                with clock_at(closed):
                    actions.close_posting(posting=opening.posting, by=owner, reason="filled")
                opening = Opening(**vars(opening) | {"closed": closed})
        openings.append(opening)
    return openings


def _users(kind: str, count: int, known: str) -> list[User]:
    """Users of a kind, the demo's among them where it is there; nobody can sign in as one that is made here."""
    group = Group.objects.get(name=kind)
    users = list(User.objects.filter(email=known, groups=group))
    names = zip(cycle(FIRST), islice(cycle(LAST), len(kind), None), strict=False)
    for first, last in islice(names, count - len(users)):
        email = f"{slug(f'{first} {last}')}@{slug(kind)}.example"
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=f"{first} {last}")
        user.groups.add(group)
        users.append(user)
    return users


def _company(owner: User) -> tuple[Company, tuple[str, str, str, str]]:
    number = Company.objects.count()
    place = PLACES[number % len(PLACES)]
    people = 20 * (number % 30 + 1)
    company = Company.objects.create(
        name=name_of(100_000 + 211 * number),
        website="https://company.example",
        description="Software for people who have little time.",
        people=people,
        engineers=people // 4,
        place=place[0],
        country=place[1],
        created_by=owner,
    )
    return company, place


def _publish(
    company: Company,
    place: tuple[str, str, str, str],
    stage: Stage,
    number: int,
    owner: User,
    manager: User,
    moment: dt.datetime,
) -> Opening:
    town, country, language, currency = place
    title = f"{TITLES[language]}, {name_of(5_000 + number)}"
    posting = actions.create_posting(
        company=company, role=stage.role, stage=stage, language=language, title=title, by=owner
    )
    values = {
        "places": [{"locality": town, "region": "", "country": country}],
        "remote": "hybrid",
        "contract": "permanent",
        "pay_min": Decimal(70_000 + 1_000 * (number % 20)),
        "pay_max": Decimal(95_000 + 1_000 * (number % 20)),
        "pay_currency": currency,
        "pay_period": "year",
        "answer_days": 7 + number % 14,
        "contact_name": owner.name,
        "contact_email": owner.email,
    }
    base = {name: canonical(getattr(posting, name)) for name in values}
    actions.update_facts(posting=posting, values=values, base=base, by=owner)
    values = QuestionValues(QuestionKind.YES_NO, ASKED[language], knock_out=["no"])
    question = actions.add_question(posting=posting, values=values, by=owner)
    actions.set_member(posting=posting, user=manager, part=Part.HIRING_MANAGER, by=owner)
    version = actions.publish_posting(posting=posting, by=owner)
    with translation.override(language):
        wording = keep_wording(company=company.name)
    steps = list(posting.steps.live().values_list("pk", flat=True))
    return Opening(posting, version, question, [owner.pk, manager.pk], steps, moment, None, wording)


def add_tags(by: User) -> list[Tag]:
    """The tags that are put on people, by name; those that are there already stay."""
    known = {tag.name.lower(): tag for tag in Tag.objects.filter(name__in=TAGS)}
    made = [known.get(name.lower()) or Tag.objects.create(name=name, created_by=by) for name in TAGS]
    return sorted(made, key=lambda tag: tag.name.lower())

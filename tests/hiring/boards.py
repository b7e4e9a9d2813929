"""What tests of boards share: addresses, somebody in a step, a card’s move, and who is where."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from hiring.models import Step
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory

HTMX = {"HX-Request": "true"}


def url(name: str, *args) -> str:
    return reverse(f"studio:{name}", args=args)


def board_url(posting) -> str:
    return url("board", posting.code)


def step(posting, name: str) -> Step:
    return Step.objects.live().get(posting=posting, name=name)


def person(name: str, posting, at: str = "New", days: int = 0, **fields):
    """Somebody who applied some days ago and is in a step since."""
    return ApplicationFactory(
        posting=posting,
        candidate=CandidateFactory(name=name),
        step=step(posting, at),
        received=timezone.now() - timedelta(days=days),
        **fields,
    )


def names_by_step(response) -> dict[str, list[str]]:
    columns = response.context["board"].columns
    return {c.step.name: [card.application.candidate.name for card in c.cards] for c in columns if c.cards}


def to(client, application, name: str, seen: str = "New", htmx: bool = True, query: str = "", **data):
    posting = application.posting
    return client.post(
        url("move_card", posting.code, application.pk) + query,
        {"to_step": step(posting, name).pk, "seen_step": step(posting, seen).pk, **data},
        headers=HTMX if htmx else {},
    )


def place_of(application) -> str:
    application.refresh_from_db()
    return application.step.name


def steps_on(response) -> str:
    return "-".join(str(one.pk) for one in response.context["steps"])


def look(client, posting, page, **query):
    sent = {"since": str(page.context["mark"]), "steps": steps_on(page), **query}
    return client.get(url("board_changes", posting.code), sent)

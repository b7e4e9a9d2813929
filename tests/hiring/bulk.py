"""What tests of bulk actions share: who is chosen, where each was seen, and what is sent."""

import uuid

from django.urls import reverse

from hiring.actions import (
    reject_chosen,
)
from hiring.chosen import written
from hiring.models import Application, Batch
from hiring.shipped import Words
from tests.factories.hiring import shipped_reason

SHARED = {"en": "", "fr": ""}


def url(name: str, posting, *args, query: str = "") -> str:
    return reverse(f"studio:{name}", args=[posting.code, *args]) + query


def chosen(*applications) -> list[str]:
    return [written({application.pk: application.step_id}) for application in applications]


def seen(*applications) -> dict[int, int]:
    return {application.pk: application.step_id for application in applications}


def places(*applications) -> list[tuple[str, str]]:
    rows = Application.objects.select_related("step").in_bulk([application.pk for application in applications])
    return [(rows[application.pk].state, rows[application.pk].step.name) for application in applications]


def left_out_of(batch) -> list[tuple[int, str]]:
    batch.refresh_from_db()
    return [tuple(row) for row in batch.left_out]


def move(client, posting, step, query="", **data):
    return client.post(url("move_many", posting, query=query), {"to_step": getattr(step, "pk", step)} | data)


def rejection(*applications, **changes) -> dict:
    return {
        "creation_key": "7b0f3b0e-5a0a-4d6e-9a53-3f6f0a6a2b11",
        "people": written(seen(*applications)),
        "reason": "skills",
        "share_reason": "",
        "tell": "on",
        "subject": "About {posting}",
        "text": "Hello {first_name},\n\nno.",
        "when": "hour",
        "note": "",
        "send": "1",
    } | changes


def reject(client, posting, *applications, **changes):
    return client.post(url("reject_many", posting), rejection(*applications, **changes))


def in_batch(posting, owner, *applications, **fields) -> Batch:
    return reject_chosen(
        posting=posting,
        chosen=seen(*applications),
        by=owner,
        key=uuid.uuid4(),
        reason=shipped_reason("skills"),
        shared_reason=SHARED,
        words=Words("About {posting}", "Hello {first_name}, no."),
        **fields,
    )

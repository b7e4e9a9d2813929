"""Every form of hiring, sent well and sent again: the second time nothing fails, nothing more is done, and nobody is
written to twice. With something left out it is refused, and what else was typed is still there.

The form is the one that the page shows, filled in; what is not on a page in the world of the sweeps is arranged first.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import resolve, reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from candidates.actions import add_tags
from candidates.models import Candidate, Document, Tag
from hiring import actions, form_time
from hiring.actions.own_data import add_link
from hiring.chosen import written
from hiring.models import Application, Batch, DataLink, RejectionReason
from hiring.shipped import Words
from postings.actions import close_posting, set_blind
from tests.factories.candidates import PDF
from tests.factories.hiring import shipped_reason
from tests.factories.messages import MessageFactory
from tests.sweeps.access_table import CANDIDATE, PAGES, RECRUITER
from tests.sweeps.forms import forms_of
from tests.sweeps.test_odd_forms import sender_of
from tests.sweeps.world import World

WORDS = Words("About {posting}", "Hello {first_name}.")


@dataclass
class Post:
    """A form on its way."""

    kind: str
    address: str
    data: dict[str, Any]


@dataclass
class Here:
    """The world, and who sends."""

    world: World
    name: str
    kind: str

    @property
    def user(self) -> User:
        return User.objects.get(pk=self.client().session["_auth_user_id"])

    @property
    def application(self) -> Application:
        return Application.objects.select_related("posting", "candidate").get(pk=self.world.values.application)

    def client(self):
        return self.world.client(self.kind)

    def address(self, name: str = "", *args) -> str:
        name = name or self.name
        return reverse(name, args=args or [self.world.value(arg, self.kind) for arg in PAGES[name].args])

    def plain(self, *args, **data) -> Post:
        """What a form sends that is known."""
        return Post(self.kind, self.address(self.name, *args), data)

    def shown(self, page: str = "", *args, **typed) -> Post:
        """The form as a page shows it, with what somebody types into it; None takes a field out."""
        address, page = self.address(self.name, *args), page or self.name
        html = self.client().get(self.address(page)).content.decode()
        forms = [form for form in forms_of(html) if (form.action or self.address(page)).split("?")[0] == address]
        assert forms, f"no form for {address} on {page}"
        data = forms[0].data() | typed
        return Post(self.kind, address, {name: value for name, value in data.items() if value is not None})


def file(name: str = "Ada.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


# How each is filled in -------------------------------------------------------------------------------------


def shown(page: str = "", **typed) -> Callable[[Here], Post]:
    """By its page."""
    return lambda here: here.shown(page, **{name: _now(value) for name, value in typed.items()})


def plain(**data) -> Callable[[Here], Post]:
    """A button alone, or little more."""
    return lambda here: here.plain(**data)


def _now(value: Any) -> Any:
    return value() if callable(value) else value


def applying(here: Here) -> Post:
    here.kind = CANDIDATE
    typed = {"name": "Ada Lovelace", "email": "ada@new.example", "phone": "+33 1 23 45 67 89", "words": "Engines."}
    return here.shown(**typed, cv=file(), save=None, opened=form_time.stamp(settled=True))


def naming_an_address(here: Here) -> Post:
    secret = add_link(candidate=here.application.candidate, purpose=DataLink.Purpose.EMAIL)
    return here.plain(secret, email="ada@new.example")


def confirming_an_address(here: Here) -> Post:
    candidate, purpose = here.application.candidate, DataLink.Purpose.CONFIRM
    return here.plain(add_link(candidate=candidate, purpose=purpose, new_email="ada@new.example"))


def using_a_link(purpose: str) -> Callable[[Here], Post]:
    return lambda here: here.plain(add_link(candidate=here.application.candidate, purpose=purpose))


def wanting_messages_again(here: Here) -> Post:
    stop = here.plain(stop="1")
    here.client().post(stop.address, stop.data)
    return here.shown()


def applying_a_second_time(here: Here) -> Post:
    """Under an address that is known: its owner gets the link."""
    post = applying(here)
    post.data["email"] = here.application.candidate.email
    return post


def deleting_a_saved_form(here: Here) -> Post:
    posting = here.application.posting
    actions.save_form(
        posting=posting,
        version=posting.live_version,
        form_key=uuid.uuid4(),
        email="ada@new.example",
        data={"name": ["Ada"]},
        files={},
    )
    body = Email.objects.latest("pk").message
    return here.plain(body.split("/my/form/")[1].split("/")[0])


def confirming_an_import(here: Here) -> Post:
    post = Here(here.world, "studio:check_import", here.kind).shown("studio:import")
    here.client().post(post.address, post.data)
    return here.shown("studio:import", basis="interest", source_note="Our old system")


def taking_a_reason_back(here: Here) -> Post:
    reason = RejectionReason.objects.get(pk=here.world.values.reason)
    actions.retire_reason(reason=reason, by=here.user)
    return here.plain()


def taking_a_tag_off(here: Here) -> Post:
    add_tags(candidate=here.application.candidate, names=["Engines"], by=here.user)
    return here.plain(tag=str(Tag.objects.get(name="Engines").pk))


def telling(here: Here) -> Post:
    return here.shown("studio:steps", tell="on")


def undoing_a_move(here: Here) -> Post:
    step = here.application.posting.steps.get(name="Team")
    move = actions.move_application(application=here.application, to_step=step, by=here.user)
    return here.plain(move.pk)


def of_many(**data) -> Callable[[Here], Post]:
    """Those ticked on a list."""

    def post(here: Here) -> Post:
        people = written({here.application.pk: here.application.step_id})
        step = here.application.posting.steps.get(name="Team")
        known = {"people": people, "chosen": [people], "creation_key": str(uuid.uuid4()), "to_step": step.pk}
        return here.plain(**known | data)

    return post


def in_a_batch(here: Here) -> Batch:
    return actions.reject_chosen(
        posting=here.application.posting,
        chosen={here.application.pk: here.application.step_id},
        by=here.user,
        key=uuid.uuid4(),
        reason=shipped_reason("pay"),
        shared_reason={"en": "", "fr": ""},
        words=WORDS,
    )


def on_a_batch(here: Here) -> Post:
    return here.plain(in_a_batch(here).pk)


def taking_off(here: Here) -> Post:
    assign = Here(here.world, "studio:assign", here.kind)
    here.client().post(assign.address(), {"user": here.world.values.member})
    return here.plain()


def planning(here: Here) -> Post:
    return here.shown(day=tomorrow(), time="14:30", place="Room 3", interviewers=[here.world.values.member])


def changing_an_interview(here: Here) -> Post:
    return here.shown(place="Room 4", day=tomorrow(), interviewers=[here.world.values.member])


def revealing(here: Here) -> Post:
    set_blind(posting=here.application.posting, is_blind=True, by=here.user)
    return here.plain(reason="They are known.")


def rejecting(here: Here) -> Post:
    return here.plain(
        to_state="rejected",
        seen="active",
        creation_key=str(uuid.uuid4()),
        reason="pay",
        share_reason="",
        tell="on",
        subject=WORDS.subject,
        text=WORDS.body,
        when="hour",
        note="They ask for more.",
        send="1",
    )


def closed(here: Here) -> Post:
    posting = here.application.posting
    close_posting(posting=posting, by=here.user, reason="filled")
    return here.shown(reason="pay", subject=WORDS.subject, text=WORDS.body, when="hour", preview=None)


def on_a_message(**fields) -> Callable[[Here], Post]:
    return lambda here: here.plain(MessageFactory(application=here.application, **fields).pk)


def taking_what_a_file_says(here: Here) -> Post:
    Document.objects.filter(pk=here.application.cv_id).update(
        text="Write to ada@new.example", reading="read", read_at=timezone.now()
    )
    return here.plain(field="email", value="ada@new.example")


GOOD: dict[str, Callable[[Here], Post]] = {
    "hiring:apply": applying,
    "hiring:apply, a second time": applying_a_second_time,
    "hiring:withdraw": plain(),
    "hiring:add_document": shown(file=file),
    "hiring:contact": shown(name="Augusta King", phone="+33 1 23 45 67 89"),
    "hiring:ask_new_email": shown(),
    "hiring:new_email": naming_an_address,
    "hiring:new_email, confirmed": confirming_an_address,
    "hiring:ask_data": shown(purpose="export", email=lambda: Candidate.objects.earliest("pk").email),
    "hiring:saved_form": deleting_a_saved_form,
    "hiring:data": using_a_link("erase"),
    "hiring:agree": shown(agree="on"),
    "hiring:consent": shown(renew=None, withdraw=""),
    "hiring:consent, renewed": shown(),
    "hiring:stop_messages": shown(),
    "hiring:stop_messages, wanted again": wanting_messages_again,
    "studio:reminders": shown(often="weekly"),
    "studio:duplicate": shown(name="one", email="other"),
    "studio:dismiss_duplicate": plain(),
    "studio:undo_merge": plain(),
    "studio:new_import": shown(file=lambda: file("b.csv", b"Name,E-mail\nB,b@example.com")),
    "studio:check_import": shown("studio:import"),
    "studio:confirm_import": confirming_an_import,
    "studio:drop_import": plain(),
    "studio:save_search": plain(name="Looms", query="q=looms"),
    "studio:rename_search": shown("studio:searches", name="Looms"),
    "studio:delete_search": plain(),
    "studio:add_candidate": shown(
        name="Ada Lovelace", email="ada@new.example", source="network", basis="interest", phone="+33 1 23 45 67 89"
    ),
    "studio:add_note": shown("studio:person", text="Knows engines well."),
    "studio:add_application_note": shown("studio:application", text="Knows engines well."),
    "studio:change_note": shown(text="Knows looms."),
    "studio:delete_note": plain(),
    "studio:reasons": shown(name_en="Too far", name_fr="Trop loin", words_en="It is far.", words_fr="C’est loin."),
    "studio:edit_reason": shown(name_en="Too far"),
    "studio:place_reason": shown("studio:reasons", to="2"),
    "studio:retire_reason": plain(),
    "studio:take_back_reason": taking_a_reason_back,
    "studio:rename_tag": shown("studio:tags", name="Looms"),
    "studio:delete_tag": plain(),
    "studio:add_tags": shown("studio:application", tags="Rust, Nantes"),
    "studio:remove_tag": taking_a_tag_off,
    "studio:ask_consent": shown(),
    "studio:tell": shown(),
    "studio:told": shown("studio:tell", on=lambda: timezone.localdate().isoformat(), how="By telephone"),
    "studio:add_step": shown("studio:steps", name="Dinner", kind="interview"),
    "studio:tell_moved_on": telling,
    "studio:keep_steps": shown("studio:steps", name="Ours"),
    "studio:use_steps": shown(),
    "studio:edit_step": shown(name="A call"),
    "studio:move_step": shown("studio:steps", to="3"),
    "studio:remove_step": shown(),
    "studio:move_card": shown("studio:board"),
    "studio:undo_move": undoing_a_move,
    "studio:list_columns": shown("studio:posting_applications", columns=["tags"]),
    "studio:saved_views": plain(name="Mine", query="late=on", place="mine"),
    "studio:rename_view": shown("studio:saved_views", name="Overdue"),
    "studio:delete_view": plain(),
    "studio:move_many": of_many(),
    "studio:reject_many": of_many(
        reason="pay", share_reason="", tell="on", subject=WORDS.subject, text=WORDS.body, when="hour", note="", send="1"
    ),
    "studio:write_many": of_many(template="other", subject=WORDS.subject, text=WORDS.body, when="hour", send="1"),
    "studio:tag_many": of_many(tags="Rust, Nantes"),
    "studio:export_many": of_many(),
    "studio:undo_batch": on_a_batch,
    "studio:call_back_batch": on_a_batch,
    "studio:assign": lambda here: here.plain(user=here.world.values.member),
    "studio:unassign": taking_off,
    "studio:plan_interview": planning,
    "studio:interview": changing_an_interview,
    "studio:cancel_interview": plain(),
    "studio:scorecard": shown(verdict="2", words="Knows engines well."),
    "studio:reveal": revealing,
    "studio:move_to_step": shown("studio:application"),
    "studio:move_application": rejecting,
    "studio:move_application, hired": plain(to_state="hired", seen="active"),
    "studio:write_message": shown(preview=None, send="1", subject="A call", text="When may we call?"),
    "studio:preview_message": plain(subject="A call", text="When may we call?"),
    "studio:answer_all": closed,
    "studio:record_reply": shown(text="On Monday."),
    "studio:record_reply_of_person": shown(text="On Monday."),
    "studio:settle_reply": plain(),
    "studio:remove_reply": plain(),
    "studio:call_off_message": on_a_message(delayed=True),
    "studio:send_message_again": on_a_message(failed=True),
    "studio:export_candidate": plain(),
    "studio:erase_candidate": plain(),
    "studio:hold_candidate": shown(reason="A dispute"),
    "studio:take_found": taking_what_a_file_says,
}

# What is typed by nobody: it comes with the page, or with what is pressed.
COMES_ALONG = {
    "as_of",
    "creation_key",
    "csrfmiddlewaretoken",
    "field",
    "form_key",
    "on_page",
    "opened",
    "people",
    "query",
    "seen",
    "seen_step",
    "tag",
    "tell",
    "to",
    "to_state",
    "value",
    "version",
}
# Where nothing may be chosen as well: the page says what became of it.
MAY_BE_NONE = {("studio:move_card", "to_step"), ("studio:list_columns", "columns"), ("studio:hold_candidate", "reason")}

# What asks and changes nothing.
LOOKS = {"studio:preview_message"}
# Where the same again does more, and why that is right.
MORE = {
    "hiring:consent, renewed": "the time starts anew each time",
    "studio:save_search": "who saves a search has just looked at it: what is new counts from then",
    "hiring:apply, a second time": "another link, as often as an hour allows: a mail may not arrive",
    "hiring:ask_new_email": "another link, as often as an hour allows: a mail may not arrive",
    "hiring:ask_data": "another link, as often as an hour allows: a mail may not arrive",
    "studio:export_candidate": "each copy of somebody's data that leaves is in the audit trail",
    "studio:export_many": "each copy of somebody's data that leaves is in the audit trail",
}


def is_of_hiring(address: str) -> bool:
    view = resolve(address).func
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view.__module__.startswith("hiring.")


def sender(name: str) -> str:
    return sender_of(PAGES[address_of(name)]) or RECRUITER


def address_of(name: str) -> str:
    """The name of an address, without what is said of the form besides."""
    return name.split(",")[0]


def state() -> dict[str, list[tuple]]:
    """All rows of all tables, but for sessions and what a page remembers for its next visit."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table in {"django_session", "accounts_bucket"} or not model._meta.managed:
                continue
            columns = ", ".join(connection.ops.quote_name(one.column) for one in model._meta.concrete_fields)
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def differences(before: dict, after: dict) -> dict[str, list[str]]:
    return {
        table: [f"{'+' if row in after[table] else '-'}{row[:300]}" for row in {*before[table]} ^ {*after[table]}]
        for table in before
        if before[table] != after[table]
    }


def send(here: Here, post: Post):
    for values in post.data.values():
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, BytesIO | SimpleUploadedFile):
                value.seek(0)
    response = here.world.client(post.kind).post(post.address, post.data)
    b"".join(response)
    return response


def said(response) -> str:
    """What the page says is wrong."""
    words = re.sub(r"(?s)<script.*?</script>|<[^>]*>", " ", response.content.decode().split("<main")[-1])
    return f"{response.status_code} {' '.join(unescape(words).split())[:600]}"


def test_every_form_of_hiring_is_known_here(here):
    posts = {
        name
        for name, row in PAGES.items()
        if name.split(":")[0] in {"studio", "hiring", "jobs"}
        and (sender_of(row) or name in GOOD)
        and is_of_hiring(Here(here, name, sender(name)).address())
    }

    assert posts == set(map(address_of, GOOD))


@pytest.mark.parametrize("name", GOOD)
def test_the_same_again_does_nothing_more(name, here, db):
    with transaction.atomic():
        us = Here(here, address_of(name), sender(name))
        post = GOOD[name](us)
        before = state()
        first = send(us, post)
        left_out = [batch.left_out for batch in Batch.objects.all()]
        once = state()
        second = send(us, post)
        twice = state()
        transaction.set_rollback(True)

    assert first.status_code in {200, 302}, said(first)
    assert not any(left_out)
    assert (before != once) is (name not in LOOKS), f"{first.status_code} {first.headers.get('Location')}"
    assert second.status_code < 500
    if name not in MORE:
        assert differences(once, twice) == {}


def typed_in(post: Post) -> dict[str, Any]:
    of_one = {name: value[0] if isinstance(value, list) and value else value for name, value in post.data.items()}
    return {name: value for name, value in of_one.items() if name not in COMES_ALONG and value}


@pytest.mark.parametrize("name", [name for name in GOOD if name not in LOOKS])
def test_what_is_left_out_is_asked_for_and_the_rest_is_kept(name, here, db):
    strange = []
    with transaction.atomic():
        us = Here(here, address_of(name), sender(name))
        post = GOOD[name](us)
        before = state()
        typed = typed_in(post)
        for field in typed:
            with transaction.atomic():
                response = send(us, Post(post.kind, post.address, post.data | {field: ""}))
                is_taken = state() != before
                transaction.set_rollback(True)
            if is_taken or (name, field) in MAY_BE_NONE:
                continue
            page = unescape(response.content.decode())
            if response.status_code not in {200, 422} or "There is a problem" not in page:
                strange.append((field, response.status_code))
            words = {key: value for key, value in typed.items() if isinstance(value, str) and key != field}
            strange += [(field, key) for key, value in words.items() if f"{value}" not in page]
        transaction.set_rollback(True)

    assert strange == []

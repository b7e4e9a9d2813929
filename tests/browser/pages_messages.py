"""Pages of messages to candidates: their list, and where a candidate stops some."""

from django.urls import reverse
from playwright.sync_api import Page

from hiring import mail
from hiring.models import Application, MessageTemplate
from postings.actions import close_posting
from tests.factories.messages import MessageFactory, MessageWishFactory, ReplyFactory

from .pages_hiring import a_posting, an_application, applied, of_application, of_posting


def written(user) -> Application:
    """An application with a message in each state, one of them nothing but a link."""
    application = an_application(a_posting(user))
    mail.queue_received(application)
    mail.queue_data_link(application.candidate, secret="s" * 40, purpose="export")
    for trait in ("sent", "failed", "delayed"):
        MessageFactory(application=application, by=user, text="Hello Inès,\n\nwhen may we call?", **{trait: True})
    MessageFactory(
        application=application, by=user, email=None, outcome="called_off", outcome_at=application.created_at
    )
    return application


def replied(user) -> Application:
    """An application with a message and a reply to it, which quotes it and came with files."""
    application = an_application(a_posting(user))
    sent = MessageFactory(
        application=application, by=user, subject=f"When may we call you about {'bicycles' * 9}?", sent=True
    )
    of = {"application": application, "answers": sent}
    long = "https://example.com/a/long/address/of/a/talk/that/is/not/broken/anywhere/by/itself"
    ReplyFactory(text=f"On Monday.\n\nSee {long}", quoted="> When may we call?", left_out=["CV.pdf", "photo.jpg"], **of)
    ReplyFactory(by=None, sender="ines.at.another.address@elsewhere.example", text="", **of)
    return application


def record_nothing(page: Page) -> None:
    page.watch.allow(422)
    page.get_by_role("button", name="Record it").click()
    page.locator("[data-error-summary]").wait_for()


def of_reply(application) -> str:
    reply = application.messages.filter(kind="reply", by=None).first()
    return reverse("studio:remove_reply", args=[reply.pk])


def wish(stopped: bool):
    """Return a set-up that makes a candidate who stopped messages, or did not."""

    def make(user):
        application = an_application(a_posting(user))
        return MessageWishFactory(
            candidate=application.candidate, stopped_at=application.created_at if stopped else None
        )

    return make


def waiting(user):
    posting = a_posting(user)
    for name in ("Inès Moreau", "Tomasz Zieliński"):
        an_application(posting, name=name)
    close_posting(posting=posting, by=posting.created_by, reason="filled")
    return posting


def stopped(user) -> Application:
    application = an_application(a_posting(user))
    MessageWishFactory(candidate=application.candidate, stopped_at=application.created_at)
    return application


def the_rejection(page: Page) -> None:
    """Open the rejection with its message."""
    page.locator("summary", has_text="Reject").click()
    page.locator("summary", has_text="The message").click()
    page.locator(".decision[open] textarea[name=text]").fill("Hello {first_name}, **no**.")
    page.get_by_text("Hello Inès, no.").wait_for()


def send_without_text(page: Page) -> None:
    page.watch.allow(422)
    page.locator("textarea[name=text]").fill("")
    page.locator("button[name=send]").click()
    page.locator("[data-error-summary]").wait_for()


def type_a_template(page: Page) -> None:
    """The preview follows what is typed."""
    page.fill("#id_body", "Hello {nickname}, about **{posting}**.")
    page.locator(".letter-html strong", has_text="CTO").wait_for()
    page.locator(".letter-preview .errornote").wait_for()


def of_waiting(made) -> str:
    return reverse("studio:answer_all", args=[made.code])


def writing(query: str = ""):
    return lambda application: reverse("studio:write_message", args=[application.pk]) + query


def template(user) -> MessageTemplate:
    return MessageTemplate.objects.get(kind="received", language="en", company=None)


def of_wish(made) -> str:
    return reverse("hiring:stop_messages", args=[made.token])


def of_person(name: str):
    return lambda application: reverse(f"studio:{name}", args=[application.candidate_id])


def of_template(made) -> str:
    return reverse("admin:hiring_messagetemplate_change", args=[made.pk])


def rows(row, address) -> list:
    """The rows of messages, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("messages of an application", of_application("application"), "recruiter", written),
        row("messages of a person", of_person("person"), "recruiter", written),
        row("messages of a person, all", of_person("person_messages"), "recruiter", written),
        row("replies of an application", of_application("application"), "recruiter", replied),
        row("replies of a person", of_person("person"), "recruiter", replied),
        row("replies, today", address("studio:today"), "recruiter", replied),
        row("reply, record", of_application("record_reply"), "recruiter", replied),
        row("reply, record, errors", of_application("record_reply"), "recruiter", replied, record_nothing),
        row("reply, record of a person", of_person("record_reply_of_person"), "recruiter", replied),
        row("reply, remove", of_reply, "recruiter", replied),
        row("messages, stop", of_wish, setup=wish(stopped=False)),
        row("messages, stopped", of_wish, setup=wish(stopped=True)),
        row("message of a rejection", of_application("application"), "recruiter", applied(), the_rejection),
        row("message, write", writing(), "recruiter", applied()),
        row("message, write, errors", writing(), "recruiter", applied(), send_without_text),
        row("message, write to who stopped", writing("?template=moved_on"), "recruiter", stopped),
        row("messages to all who wait", of_waiting, "recruiter", waiting),
        row("messages to all who wait, errors", of_waiting, "recruiter", waiting, send_without_text),
        row("messages, who waits", of_posting(), "recruiter", waiting),
        row("message templates", address("admin:hiring_messagetemplate_changelist"), user="superuser"),
        row("message template", of_template, "superuser", template),
        row("message template, typed", of_template, "superuser", template, type_a_template),
        row("message template, new", address("admin:hiring_messagetemplate_add"), user="superuser"),
    ]

"""Pages of messages to candidates: their list, and where a candidate stops some."""

from django.urls import reverse

from hiring import mail
from hiring.models import Application, MessageTemplate
from tests.factories.messages import MessageFactory, MessageWishFactory

from .pages_hiring import a_posting, an_application, of_application


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


def wish(stopped: bool):
    """Return a set-up that makes a candidate who stopped messages, or did not."""

    def make(user):
        application = an_application(a_posting(user))
        return MessageWishFactory(
            candidate=application.candidate, stopped_at=application.created_at if stopped else None
        )

    return make


def template(user) -> MessageTemplate:
    return MessageTemplate.objects.get(kind="received", language="en", company=None)


def of_wish(made) -> str:
    return reverse("hiring:stop_messages", args=[made.token])


def of_template(made) -> str:
    return reverse("admin:hiring_messagetemplate_change", args=[made.pk])


def rows(row, address) -> list:
    """The rows of messages, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("messages of an application", of_application("application"), "recruiter", written),
        row("messages, stop", of_wish, setup=wish(stopped=False)),
        row("messages, stopped", of_wish, setup=wish(stopped=True)),
        row("message templates", address("admin:hiring_messagetemplate_changelist"), user="superuser"),
        row("message template", of_template, "superuser", template),
        row("message template, new", address("admin:hiring_messagetemplate_add"), user="superuser"),
    ]

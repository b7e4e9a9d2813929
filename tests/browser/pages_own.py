"""Pages on which candidates change what they sent: a document more, contact data, the e-mail address."""

import re

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page
from post_office.models import Email

from accounts.client import reset_current_address, set_current_address
from accounts.limits import client_key, seconds_to_wait
from candidates.files import DOCX, CheckedFile
from hiring.actions import add_own_document, ask_for_data, change_email, correct_contact, offer_address
from hiring.models import Application
from postings.models import Posting
from tests.factories.candidates import checked_cv, docx

from .pages_hiring import a_posting, an_application, apply, of_application, of_candidate
from .pages_hiring import send as send_form

LETTER = "Lettre de motivation pour le poste de directrice technique, version du 20 novembre.docx"


def applied(user) -> Application:
    return an_application(a_posting(user))


def applied_in_french(user) -> Application:
    return an_application(a_posting(user, language="fr"))


def changed(user) -> Application:
    """An application with a document more, corrections, and another address."""
    application = applied(user)
    add_own_document(application=application, file=letter(), by=None)
    correct_contact(application=application, name="Inès Moreau-Diallo", phone="", links="", by=None)
    asked_for_new_email(application)
    offer_address(secret=secret(), email="ines@new.example")
    change_email(secret=secret(), by=None)
    application.refresh_from_db()
    return application


def letter() -> CheckedFile:
    return checked_cv(docx("Dear all"), name=LETTER, format=DOCX)


def asked_for_new_email(application: Application) -> None:
    ask_for_data(email=application.candidate.email, purpose="email")


def secret() -> str:
    return re.search(r"/my/email/([\w-]+)/", Email.objects.latest("pk").email_message().body).group(1)


def asked(user) -> str:
    asked_for_new_email(applied(user))
    return reverse("hiring:new_email", args=[secret()])


def offered(user) -> str:
    asked(user)
    offer_address(secret=secret(), email="ines@new.example")
    return reverse("hiring:new_email", args=[secret()])


def itself(made: str) -> str:
    return made


def done(what: str):
    return lambda application: f"{reverse('hiring:mine', args=[application.token])}?done={what}"


def send(name: str):
    """Return an act that presses a button and waits for the errors."""

    def act(page: Page) -> None:
        page.watch.allow(422)
        page.get_by_role("button", name=name).click()
        page.locator("[data-error-summary]").wait_for()

    return act


def send_without_name(page: Page) -> None:
    page.fill("#id_name", "")
    send("Save")(page)


def press(name: str, then: str):
    """Return an act that presses a button and waits for a heading."""

    def act(page: Page) -> None:
        page.get_by_role("button", name=name).click()
        page.get_by_role("heading", name=then).wait_for()

    return act


def name_address(page: Page) -> None:
    page.fill("#id_email", "ines@new.example")
    press("Send the link there", "Look into your e-mail")(page)


def applied_too_often(user) -> Posting:
    """A posting, and a network that sent as many forms as it may."""
    token = set_current_address("127.0.0.1")
    while not seconds_to_wait("apply-try", per_hour=settings.APPLY_TRIES_PER_HOUR, key=client_key()):
        pass
    reset_current_address(token)
    return a_posting(user)


def send_too_often(page: Page) -> None:
    page.watch.allow(429)
    send_form(page)


def ask_too_often(page: Page) -> None:
    """Ask until the limit answers; the test's settings leave it as it is."""
    page.watch.allow(429)
    url = page.url
    for _time in range(40):
        page.get_by_role("button", name="Send me the link").click()
        page.wait_for_load_state()
        if page.locator("[data-error-summary]").count():
            return
        page.goto(url)


def rows(row, address) -> list:
    """The rows of these pages, for `pages.py`, which gives its `Row` and `address`."""
    gone = frozenset({410})
    return [
        row("apply, too many", apply, setup=applied_too_often, act=send_too_often),
        row("mine, changed", done("document"), setup=changed),
        row("mine, corrected", done("contact"), setup=changed),
        row("application, changed", of_application("application"), user="recruiter", setup=changed),
        row("add document", of_candidate("add_document"), setup=applied),
        row("add document, french", of_candidate("add_document"), setup=applied_in_french),
        row("add document, errors", of_candidate("add_document"), setup=applied, act=send("Add it")),
        row("contact", of_candidate("contact"), setup=applied),
        row("contact, errors", of_candidate("contact"), setup=applied, act=send_without_name),
        row("ask new e-mail", of_candidate("ask_new_email"), setup=applied),
        row(
            "ask new e-mail, sent",
            of_candidate("ask_new_email"),
            setup=applied,
            act=press("Send me the link", "Look into your e-mail"),
        ),
        row("ask new e-mail, too often", of_candidate("ask_new_email"), setup=applied, act=ask_too_often),
        row("new e-mail", itself, setup=asked),
        row("new e-mail, errors", itself, setup=asked, act=send("Send the link there")),
        row("new e-mail, sent", itself, setup=asked, act=name_address),
        row("new e-mail, confirm", itself, setup=offered),
        row(
            "new e-mail, changed",
            itself,
            setup=offered,
            act=press("Yes, use this address", "Your e-mail address is changed"),
        ),
        row("new e-mail, spent", lambda made: reverse("hiring:new_email", args=["spent"]), statuses=gone),
    ]

"""Pages of hiring: the apply form, the candidate's own page, and the studio around candidates."""

import re
from datetime import timedelta
from urllib.parse import urljoin

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from post_office.models import Email

from candidates.actions import give_consent, read_waiting_documents
from hiring.actions import move_application
from hiring.models import Application, Move
from postings.actions import close_posting, publish_posting
from postings.choices import Part, QuestionKind
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.candidates import PDF, CandidateFactory, pdf
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory, QuestionFactory

from . import pages_interviews, pages_people, pages_team

CV_TEXT = "Inès Moreau\nines@moreau.example\n+33 6 12 34 56 79\ngithub.com/ines"
NAMES = ["Inès Moreau", "Tomasz Zieliński", "Amara Diallo", "Maximiliane Freifrau von Schönhausen-Wittgenstein"]


def a_posting(user=None, **fields) -> Posting:
    """An open posting of the user's."""
    owner = user or UserFactory(recruiter=True)
    facts = {"published": True, "answer_days": 10, "process": "A call of 30 minutes.\nA paid working session."}
    return PostingFactory(**(facts | fields), company=CompanyFactory(name="Marée", created_by=owner), owner=owner)


def closed(user=None) -> Posting:
    posting = a_posting(user)
    close_posting(posting=posting, by=posting.created_by, reason="filled")
    return posting


def an_application(posting: Posting, *, days_ago: int = 3, name: str = NAMES[0], **fields) -> Application:
    candidate = CandidateFactory(name=name, phone="+33 6 12 34 56 78")
    facts = {
        "sent_phone": "+33 6 12 34 56 78",
        "sent_links": "https://code.example/ines\nhttps://ines.example/talks/offline-first-on-a-fish-market",
        "words": "I ran the engineering of a marketplace.\n\nThe offline problem I solved once badly, once well.",
    }
    return ApplicationFactory(
        **(facts | fields), posting=posting, candidate=candidate, received=timezone.now() - timedelta(days=days_ago)
    )


def applied(**fields):
    """Return a set-up that makes one application for a posting of the user's."""
    return lambda user: an_application(a_posting(user), **fields)


def applied_in_french(user) -> Application:
    return an_application(a_posting(user, language="fr"))


def a_pipeline(user) -> Posting:
    """A posting with an application in each state and more than a page of them, one of the posting's too late."""
    posting = a_posting(user)
    for number, state in enumerate(["", "hired", "rejected", "withdrawn"]):
        an_application(posting, name=NAMES[number], days_ago=12 - number, **({state: True} if state else {}))
    ApplicationFactory.create_batch(24, posting=posting)
    PostingFactory(ready=True, owner=user)
    return posting


def many_wait(user) -> Posting:
    """More than a page of people who wait for an answer, over two postings."""
    posting = a_pipeline(user)
    ApplicationFactory.create_batch(3, posting=a_posting(user))
    return posting


def to_the_next_part(page: Page) -> None:
    page.get_by_role("link", name="Next", exact=True).click()
    page.get_by_role("link", name="Previous", exact=True).wait_for()


def seen_by_hiring_manager(user) -> Application:
    posting = a_posting()
    MembershipFactory(posting=posting, user=user, part=Part.HIRING_MANAGER)
    application = an_application(posting, rejected=True)
    ApplicationFactory(candidate=application.candidate)
    return application


def read(data: bytes):
    """Return a set-up that makes one application for a posting of the user's, its CV read."""

    def make(user) -> Application:
        application = an_application(a_posting(user), cv__file__data=data)
        read_waiting_documents()
        return application

    return make


def of_document(application: Application) -> str:
    return reverse("studio:read_document", args=[application.cv.pk])


def agreed(user) -> Application:
    application = an_application(a_posting(user), rejected=True)
    give_consent(candidate=application.candidate, wording="Marée may keep my data for 24 months.", by=None)
    return application


def long_ago(user) -> Application:
    application = an_application(a_posting(user), rejected=True)
    Move.objects.update(at=timezone.now() - timedelta(days=60))
    return application


def of_consent(application: Application) -> str:
    return reverse("hiring:consent", args=[application.candidate.consents.get().token])


def of_person(name: str):
    return lambda application: reverse(f"studio:{name}", args=[application.candidate_id])


def ask_for_nothing(page: Page) -> None:
    page.get_by_role("button", name="Send me the link").click()
    page.locator("[data-error-summary]").wait_for()


def take_back(page: Page) -> None:
    page.get_by_role("button", name="Take it back").click()
    page.locator(".finding.good").wait_for()


def hold_for_long(page: Page) -> None:
    page.watch.allow(422)
    page.locator("#id_reason").evaluate("field => field.removeAttribute('maxlength')")
    page.fill("#id_reason", "x" * 201)
    page.get_by_role("button", name="Save").click()
    page.locator("[data-error-summary]").wait_for()


def apply(posting: Posting) -> str:
    return reverse("hiring:apply", args=[posting.live_version.slug, posting.code])


def of_candidate(name: str):
    """Return a `url` for a page behind the candidate's secret address."""
    return lambda application: reverse(f"hiring:{name}", args=[application.token])


def of_application(name: str):
    return lambda application: reverse(f"studio:{name}", args=[application.pk])


def of_posting(query: str = ""):
    return lambda posting: reverse("studio:posting_applications", args=[posting.code]) + query


def send(page: Page) -> None:
    page.get_by_role("button", name="Send my application").click()
    page.locator("[data-error-summary]").wait_for()


def send_with_cv(page: Page) -> None:
    """Send a good CV with a bad address: the CV is kept."""
    page.fill("#id_email", "ines@")
    page.set_input_files("#id_cv", {"name": "Inès Moreau.pdf", "mimeType": "application/pdf", "buffer": PDF})
    send(page)
    page.locator(".kept-cv").wait_for()


def asking(user=None, **fields) -> Posting:
    """A posting that asks a question of each kind, all of them required but the last."""
    posting = a_posting(user, **fields)
    options = {"one": ["Seed", "Series A", "Later"], "several": ["Python", "Go", "A language that has a long name"]}
    for kind in QuestionKind:
        QuestionFactory(
            posting=posting,
            kind=kind,
            text=f"A question of the kind “{kind.label}”, which has some words to it?",
            help_text="Say it in a sentence or two.",
            options=options.get(kind, []),
            is_required=kind != QuestionKind.FILE,
        )
    publish_posting(posting=posting, by=posting.created_by)
    posting.refresh_from_db()
    return posting


def asking_in_french(user=None) -> Posting:
    return asking(user, language="fr")


def come_back(page: Page) -> None:
    """Save the form with a file and open it by the link in the mail."""
    page.fill("#id_name", NAMES[3])
    page.fill("#id_email", "ines@example.com")
    page.set_input_files("#id_cv", {"name": "Inès Moreau.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Save and finish later").click()
    page.get_by_role("heading", name="Your form is saved").wait_for()
    page.goto(urljoin(page.url, path_in_mail()))
    page.locator(".as-left").wait_for()


def path_in_mail() -> str:
    """The path of the link to the form that was saved last."""
    return re.search(r"/my/form/[\w-]+/", Email.objects.latest("pk").email_message().body)[0]


def answered(user) -> Application:
    """An application with an answer of each kind but one, one of them to look at."""
    posting = asking(user)
    application = an_application(posting)
    values = {
        "short": "A ledger.",
        "yes_no": "no",
        "one": "Seed",
        "several": ["Python", "Go"],
        "number": "3.5",
        "date": "2027-02-01",
    }
    for number, question in enumerate(posting.questions.filter(kind__in=values), start=1):
        AnswerFactory(
            application=application,
            question=question,
            number=number,
            kind=question.kind,
            text=question.text,
            value=values[question.kind],
            is_knock_out=question.kind == "yes_no",
        )
    return application


def of_its_posting(application: Application) -> str:
    return reverse("studio:posting_applications", args=[application.posting.code]) + "?sort=screening"


def open_decision(page: Page) -> None:
    page.locator("summary", has_text="Reject").click()


def reject_without_reason(page: Page) -> None:
    open_decision(page)
    page.get_by_role("button", name="Reject", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def move_too_late(page: Page) -> None:
    """Move somebody whom a colleague moves at the same moment."""
    page.watch.allow(409)
    application = Application.objects.get()
    move_application(
        application=application,
        to_step=application.posting.steps.get(kind="offer"),
        by=application.posting.created_by,
    )
    page.get_by_role("button", name="Move to Screening", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def reject_too_late(page: Page) -> None:
    """Write to somebody of a rejection whom a colleague hires at the same moment: the message is kept."""
    page.watch.allow(409)
    application = Application.objects.get()
    move_application(application=application, to_state="hired", by=application.posting.created_by)
    open_decision(page)
    page.get_by_label("Reason", exact=True).select_option("stage")
    page.get_by_text("The message", exact=True).click()
    page.get_by_label("Message", exact=True).fill("Not this time, but do write in May.")
    page.get_by_role("button", name="Reject", exact=True).click()
    page.get_by_text("Your message was not sent").wait_for()


def move_nowhere(page: Page) -> None:
    page.watch.allow(422)
    page.get_by_role("button", name="Move", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def reject_and_go_on(page: Page) -> None:
    """Reject one of three and come to the next one, with the way back; their data is looked at."""
    open_decision(page)
    page.get_by_label("Reason", exact=True).select_option("stage")
    page.get_by_role("button", name="… and next candidate, once decided: Reject").click()
    page.get_by_role("button", name="Undo").wait_for()
    page.get_by_text("Personal data").click()
    page.get_by_text("Kept while an application is open").wait_for()


def three_in_a_row(user) -> Application:
    posting = a_posting(user)
    first, *_others = [an_application(posting, name=name, days_ago=9 - number) for number, name in enumerate(NAMES[:3])]
    return first


def from_list(application: Application) -> str:
    return f"{application.get_absolute_url()}?from=list&sort=oldest&state=active"


def open_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog", name="By keyboard").wait_for()


def rows(row, address) -> list:
    """The rows of this app, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("apply", apply, setup=a_posting),
        row("apply, french", apply, setup=lambda user: a_posting(language="fr")),
        row("apply, errors", apply, setup=a_posting, act=send),
        row("apply, errors beside a CV", apply, setup=a_posting, act=send_with_cv),
        row("apply, closed", apply, setup=closed, statuses=frozenset({410})),
        row("apply, questions", apply, setup=asking),
        row("apply, questions in French", apply, setup=asking_in_french),
        row("apply, questions with errors", apply, setup=asking, act=send),
        row("apply, saved", lambda posting: f"{apply(posting)}saved/", setup=a_posting),
        row("apply, as it was left", apply, setup=asking, act=come_back),
        row("saved form, gone", lambda made: reverse("hiring:saved_form", args=["none"]), statuses=frozenset({410})),
        row("apply, link sent", lambda posting: f"{apply(posting)}sent/", setup=a_posting),
        row("mine", of_candidate("mine"), setup=applied()),
        row("mine, french", of_candidate("mine"), setup=applied_in_french),
        row("mine, late", of_candidate("mine"), setup=applied(days_ago=30)),
        row("mine, accepted", of_candidate("mine"), setup=applied(hired=True)),
        row("mine, rejected", of_candidate("mine"), setup=applied(rejected=True)),
        row("mine, withdrawn", of_candidate("mine"), setup=applied(withdrawn=True)),
        row("mine, posting", of_candidate("posting_read"), setup=applied()),
        row("mine, withdraw", of_candidate("withdraw"), setup=applied()),
        row("today", address("studio:today"), user="recruiter", setup=a_pipeline),
        row("debt", address("studio:debt"), user="recruiter", setup=a_pipeline),
        row("debt, many", address("studio:debt"), user="recruiter", setup=many_wait),
        row("debt, the next ones", address("studio:debt"), user="recruiter", setup=many_wait, act=to_the_next_part),
        row("reminders", address("studio:reminders"), user="recruiter"),
        row("debt, none", address("studio:debt"), user="recruiter"),
        row("today, none", address("studio:today"), user="recruiter"),
        row("today, interviewer", address("studio:today"), user="interviewer"),
        row("applications", of_posting(), user="recruiter", setup=a_pipeline),
        row("applications, second page", of_posting("?page=2&sort=name"), user="recruiter", setup=a_pipeline),
        row("applications, none", of_posting(), user="recruiter", setup=a_posting),
        row("applications, none so", of_posting("?state=hired"), user="recruiter", setup=a_posting),
        row("candidates", address("studio:candidates"), user="recruiter", setup=a_pipeline),
        row("candidates, none", address("studio:candidates"), user="recruiter"),
        row("candidates, nobody fits", lambda made: "/studio/candidates/?q=nobody", user="recruiter", setup=a_pipeline),
        *pages_people.rows(row, address),
        row("application", of_application("application"), user="recruiter", setup=applied()),
        *pages_team.of_application(row, of_application, applied),
        *pages_interviews.of_application(row, of_application, applied),
        row("application, moved meanwhile", of_application("application"), "recruiter", applied(), move_too_late),
        row("application, hired meanwhile", of_application("application"), "recruiter", applied(), reject_too_late),
        row("application, moved nowhere", of_application("application"), "recruiter", applied(), move_nowhere),
        row("application, next one", from_list, "recruiter", three_in_a_row, reject_and_go_on),
        row("application, keys", from_list, "recruiter", three_in_a_row, open_keys),
        row("application, answers", of_application("application"), user="recruiter", setup=answered),
        row("applications, screening", of_its_posting, user="recruiter", setup=answered),
        row("mine, answers", of_candidate("mine"), setup=answered),
        row("application, rejecting", of_application("application"), "recruiter", applied(), open_decision),
        row("application, errors", of_application("application"), "recruiter", applied(), reject_without_reason),
        row("application, hired", of_application("application"), user="recruiter", setup=applied(hired=True)),
        row("application, reading", of_application("application"), "hiring_manager", seen_by_hiring_manager),
        row("application, posting", of_application("application_posting"), user="recruiter", setup=applied()),
        row("ask for data", address("hiring:ask_data")),
        row("ask for data, errors", address("hiring:ask_data"), act=ask_for_nothing),
        row("data, spent", lambda made: reverse("hiring:data", args=["spent"]), statuses=frozenset({410})),
        row("consent", of_consent, setup=agreed),
        row("consent, taken back", of_consent, setup=agreed, act=take_back),
        row("erase", of_person("erase_candidate"), user="lead", setup=applied(rejected=True)),
        row("hold", of_person("hold_candidate"), user="lead", setup=applied(rejected=True)),
        row("hold, errors", of_person("hold_candidate"), "lead", applied(rejected=True), hold_for_long),
        row("retention", address("studio:retention"), user="lead", setup=long_ago),
        row("retention, none", address("studio:retention"), user="lead"),
        row("document", of_document, user="recruiter", setup=read(pdf(CV_TEXT))),
        row("document, waiting", of_document, user="recruiter", setup=applied()),
        row("document, damaged", of_document, user="recruiter", setup=read(b"%PDF-1.7")),
    ]

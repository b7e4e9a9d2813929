"""Adding somebody by hand, telling them, and the end of what nothing came of."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.actions import add_candidate, give_consent, note_told
from candidates.models import Candidate, RetentionRule
from hiring import retention
from hiring.actions import erase_candidate
from hiring.actions.own_data import ask_for_data
from tests.factories.candidates import PDF, CandidateFactory, checked_cv
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import CompanyFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

ADD = "/studio/candidates/add/"
TO_TELL = "/studio/candidates/to-tell/"


def travel(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


@pytest.fixture
def company(recruiter):
    return CompanyFactory(name="Marée", created_by=recruiter, country="FR")


@pytest.fixture
def client(sign_in, recruiter, company):
    return sign_in(recruiter)


@pytest.fixture
def sourced(recruiter, company):
    return CandidateFactory(
        name="Ada", email="ada@example.com", sourced=True, added_by=recruiter, company=company, source_note="GitHub"
    )


def typed(company, /, **changes) -> dict:
    data = {
        "form_key": str(uuid.uuid4()),
        "name": "  Ada\tLovelace ",
        "email": "Ada@Example.com",
        "phone": "",
        "links": "example.com/ada",
        "source": "network",
        "source_note": "GitHub",
        "basis": "interest",
        "company": company.pk,
        "language": "fr",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def errors_of(response) -> dict:
    assert response.status_code == 422
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def url_of(name: str, candidate) -> str:
    return reverse(f"studio:{name}", args=[candidate.pk])


# Adding ----------------------------------------------------------------------------------------------


def test_somebody_is_added_with_source_basis_and_a_day_to_tell_them(client, company, recruiter):
    with time_machine.travel("2026-05-01 10:00Z", tick=False):
        response = client.post(ADD, typed(company, cv=SimpleUploadedFile("Ada.pdf", PDF)))

    person = Candidate.objects.get()
    assert response["Location"] == person.get_absolute_url()
    assert (person.name, person.email, person.links) == ("Ada Lovelace", "ada@example.com", "https://example.com/ada")
    assert (person.source, person.source_note, person.basis) == ("network", "GitHub", "interest")
    assert (person.added_by, person.company, person.language) == (recruiter, company, "fr")
    assert (person.tell_by, person.told_at) == (date(2026, 5, 31), None)
    assert [document.original_name for document in person.documents.all()] == ["Ada.pdf"]
    assert AuditEvent.objects.filter(action=AuditAction.CANDIDATE_ADDED, actor_id=recruiter.pk).count() == 1
    assert not Email.objects.exists()


def test_the_same_form_again_is_the_same_person(client, company):
    data = typed(company, email="", phone="+33 1 23 45 67 89")

    pages = [client.post(ADD, data)["Location"] for _time in range(2)]

    assert (len(set(pages)), Candidate.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": " \u2028"}, "name", "Enter a name."),
        ({"email": "", "links": ""}, "email", "one of them at least"),
        ({"email": "ada@"}, "email", "Enter an e-mail address like"),
        ({"phone": "none"}, "phone", "Enter a phone number like"),
        ({"links": "javascript:alert(1)"}, "links", "is not a link"),
        ({"source": ""}, "source", "Choose where"),
        ({"source": "applied"}, "source", "applied"),
        ({"basis": ""}, "basis", "Choose the lawful basis"),
        ({"company": ""}, "company", "Choose a company"),
        ({"cv": SimpleUploadedFile("x.pdf", b"MZ")}, "cv", "neither a PDF nor"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, company, changes, field, words):
    response = client.post(ADD, typed(company, **changes))

    errors = errors_of(response)
    assert list(errors) == [field]
    assert words in errors[field][0]
    assert 'value="GitHub"' in page_of(response)
    assert not Candidate.objects.exists()


def test_another_teams_company_is_no_choice(client, company):
    assert list(errors_of(client.post(ADD, typed(company, company=CompanyFactory().pk)))) == ["company"]


def test_a_good_cv_survives_an_error_elsewhere(client, company):
    refused = client.post(ADD, typed(company, name="", cv=SimpleUploadedFile("Ada.pdf", PDF)))
    kept = refused.context["form"]["kept_cv"].value()

    client.post(ADD, typed(company, kept_cv=kept))

    assert "The CV Ada.pdf is kept." in page_of(refused)
    assert Candidate.objects.get().documents.get().original_name == "Ada.pdf"


def test_who_is_known_is_said_with_a_link(client, company, sourced):
    page = page_of(client.post(ADD, typed(company)))

    assert f'This address is known: it is that of <a href="{sourced.get_absolute_url()}">Ada</a>.' in page
    assert Candidate.objects.count() == 1


def test_of_another_teams_person_nothing_is_said(client, company):
    other = ApplicationFactory(candidate=CandidateFactory(email="ada@example.com", name="Secret Lovelace")).candidate

    response = client.post(ADD, typed(company))

    assert errors_of(response)["email"] == ["This address is known already to another team: ask a lead."]
    assert "Secret" not in page_of(response)
    assert other.get_absolute_url() not in page_of(response)


def test_who_was_erased_is_not_added(client, company, sourced):
    erase_candidate(candidate=sourced, by=None)

    assert "Don’t add them without their word" in errors_of(client.post(ADD, typed(company)))["email"][0]
    assert not Candidate.objects.filter(erased_at=None).exists()


def test_hiring_managers_add_nobody(sign_in, hiring_manager, company):
    assert sign_in(hiring_manager).get(ADD).status_code == 403
    assert sign_in(hiring_manager).post(ADD, typed(company)).status_code == 403


# Who is to be told -----------------------------------------------------------------------------------


def test_who_has_to_hear_of_it(recruiter, sourced):
    told, agreed = CandidateFactory(sourced=True), CandidateFactory(sourced=True)
    note_told(candidate=told, at=timezone.now(), how="By phone", by=recruiter)
    give_consent(candidate=agreed, wording="Yes.", by=None)
    ApplicationFactory(candidate=CandidateFactory(sourced=True))
    erase_candidate(candidate=CandidateFactory(sourced=True), by=None)
    CandidateFactory()

    assert list(Candidate.objects.to_tell()) == [sourced]


def test_the_first_page_says_so_by_when(client, sourced):
    CandidateFactory(sourced=True)  # somebody else's
    with time_machine.travel("2026-05-01 10:00Z", tick=False):
        Candidate.objects.update(tell_by=date(2026, 5, 20))
        page = " ".join(page_of(client.get("/studio/")).split())
    with time_machine.travel("2026-05-21 10:00Z", tick=False):
        late = " ".join(page_of(client.get("/studio/")).split())

    assert "Tell 1 person that you hold their data" in page
    assert ("overdue since" in page, "overdue since" in late) == (False, True)


def test_the_list_is_of_ones_own_and_a_leads_of_all(client, sign_in, lead, sourced):
    other = CandidateFactory(sourced=True, tell_by=timezone.localdate() - timedelta(days=1))

    assert list(client.get(TO_TELL).context["people"]) == [sourced]
    assert list(sign_in(lead).get(TO_TELL).context["people"]) == [other, sourced]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(client, recruiter, django_assert_num_queries, count):
    CandidateFactory.create_batch(count, sourced=True, added_by=recruiter)

    with django_assert_num_queries(5):
        assert len(client.get(TO_TELL).context["people"]) == count


def test_nobody_to_tell_is_said(client):
    assert "Everybody knows" in page_of(client.get(TO_TELL))
    assert "that you hold their data" not in page_of(client.get("/studio/"))


# Telling ---------------------------------------------------------------------------------------------


def test_the_message_says_all_that_the_law_asks_for(client, recruiter, sourced, company):
    shown = page_of(client.get(url_of("tell", sourced)))

    response = client.post(url_of("tell", sourced), {"company": company.pk, "language": "en"}, follow=True)

    sourced.refresh_from_db()
    email = Email.objects.get()
    text = email.email_message().body
    wanted = [
        "Marée, through Rolecraft",
        recruiter.email,
        "your name, your e-mail address.",
        "found on a network: GitHub.",
        "article 6(1)(f)",
        "3 months from today",
        "to object at any time",
        "/my/data/?purpose=erase",
        "data protection authority",
    ]
    assert [words for words in wanted if words not in text] == []
    assert email.to == ["ada@example.com"]
    assert "ada@example.com" not in text
    assert "found on a network: GitHub." in shown
    assert sourced.told_at is not None
    assert "on its way to ada@example.com" in page_of(response)
    assert AuditEvent.objects.filter(action=AuditAction.CANDIDATE_TOLD).count() == 1


def test_they_are_told_once(client, sourced, company):
    for _time in range(2):
        response = client.post(url_of("tell", sourced), {"company": company.pk, "language": "en"}, follow=True)

    assert Email.objects.count() == 1
    assert "they know already" in page_of(response)


def test_the_link_to_object_asks_to_delete(client, sourced):
    form = client.get(reverse("hiring:ask_data"), {"purpose": "erase"}).context["form"]

    assert form["purpose"].value() == "erase"
    ask_for_data(email="ada@example.com", purpose="erase")
    assert "deletes all that we know of you" in Email.objects.get().email_message().body


def test_without_a_company_nothing_is_sent(client, sourced):
    response = client.post(url_of("tell", sourced), {"language": "en"})

    assert (response.status_code, Email.objects.count()) == (422, 0)
    assert "Choose a company" in page_of(response)


def test_without_an_address_they_are_told_by_hand(client, recruiter):
    person = CandidateFactory(sourced=True, added_by=recruiter, email=None, phone="+33 1 23 45 67 89")

    client.post(url_of("tell", person), {"language": "en"})
    client.post(url_of("told", person), {"on": timezone.localdate().isoformat(), "how": "By phone"})

    person.refresh_from_db()
    assert (person.told_how, timezone.localdate(person.told_at), Email.objects.count()) == (
        "By phone",
        timezone.localdate(),
        0,
    )


@pytest.mark.parametrize(
    ("days", "how", "words"),
    [(1, "By phone", "still to come"), (-1, "By phone", "before they were added"), (0, "", "Say how you told them")],
)
def test_how_and_when_are_checked(client, sourced, days, how, words):
    day = timezone.localdate() + timedelta(days=days)

    response = client.post(url_of("told", sourced), {"on": day.isoformat(), "how": how})

    sourced.refresh_from_db()
    assert (response.status_code, sourced.told_at) == (422, None)
    assert words in page_of(response)
    assert f'value="{day.isoformat()}"' in page_of(response)


def test_a_day_of_before_is_kept_as_that_day(client, sourced):
    with travel(5):
        day = timezone.localdate() - timedelta(days=2)
        client.post(url_of("told", sourced), {"on": day.isoformat(), "how": "In person"})

    sourced.refresh_from_db()
    assert timezone.localdate(sourced.told_at) == day


@pytest.mark.parametrize("name", ["tell", "told"])
def test_another_teams_person_is_not_found(sign_in, sourced, name):
    other = PostingFactory(published=True).created_by

    assert sign_in(other).post(url_of(name, sourced), {"on": "2026-01-01", "how": "x"}).status_code == 404


def test_who_applied_needs_no_telling(client, recruiter):
    application = ApplicationFactory(posting=PostingFactory(published=True, owner=recruiter))

    assert client.get(url_of("tell", application.candidate)).status_code == 404


@pytest.mark.parametrize(("name", "method"), [("told", "get"), ("tell", "put"), ("told", "put")])
def test_other_methods_are_refused(client, sourced, name, method):
    assert getattr(client, method)(url_of(name, sourced)).status_code == 405


# How long --------------------------------------------------------------------------------------------


def erased_on(days: int) -> int:
    with travel(days):
        return retention.erase_ended()


def test_who_never_answered_is_erased_three_months_after_being_added(sourced):
    assert [erased_on(days) for days in (85, 93, 94)] == [0, 1, 0]


def test_being_told_is_a_contact(recruiter, sourced):
    with travel(20):
        note_told(candidate=sourced, at=timezone.now(), how="By phone", by=recruiter)

    assert [erased_on(days) for days in (95, 113)] == [0, 1]


def test_the_rule_of_the_companys_country_holds(sourced):
    RetentionRule.objects.create(country="FR", decided_months=6)
    RetentionRule.objects.create(country="", decided_months=1)
    CandidateFactory(sourced=True, email="ben@example.com")

    assert [erased_on(days) for days in (35, 170, 185)] == [1, 0, 1]


def test_who_applied_since_is_kept_like_everybody(sourced):
    ApplicationFactory(candidate=sourced)

    assert erased_on(4000) == 0


def test_who_agreed_is_reminded_and_kept(sourced):
    give_consent(candidate=sourced, wording="Marée may keep my data.", by=None)

    assert erased_on(95) == 0
    with travel(705):
        assert retention.remind() == 1
        assert "you agreed that Marée may keep your data for other jobs." in Email.objects.get().email_message().body
    assert erased_on(735) == 1


def test_the_report_says_why(sign_in, lead, sourced):
    with travel(60):
        page = page_of(sign_in(lead).get("/studio/candidates/retention/"))

    assert "added by hand, and nothing came of it" in page


def test_a_cv_whose_candidate_does_not_come_to_be_is_taken_away(recruiter, private_folder, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise IntegrityError

    monkeypatch.setattr("candidates.actions.sourcing.record", refuse)

    with pytest.raises(IntegrityError):
        add_candidate(by=recruiter, name="Ada", source="network", basis="interest", phone="+33123456", cv=checked_cv())

    assert (Candidate.objects.count(), [path for path in private_folder.rglob("*") if path.is_file()]) == (0, [])

"""Support: candidates and applications can be found and read; states change in the studio only."""

import pytest
from django.urls import reverse
from post_office.models import Email

from candidates.models import Candidate
from hiring.models import Application, Move
from tests.factories.candidates import CandidateFactory, DocumentFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db

LISTS = ["admin:candidates_candidate_changelist", "admin:hiring_application_changelist"]


@pytest.fixture
def application(posting):
    return ApplicationFactory(
        posting=posting, candidate=CandidateFactory(name="Ada Lovelace", email="ada@example.com"), rejected=True
    )


@pytest.fixture
def pages(application):
    return {
        "candidate": reverse("admin:candidates_candidate_change", args=[application.candidate.pk]),
        "application": reverse("admin:hiring_application_change", args=[application.pk]),
    }


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("words", ["lovelace", "ada@example"])
def test_support_finds_by_name_and_address(sign_in, lead, application, name, words):
    ApplicationFactory()

    response = sign_in(lead).get(reverse(name), {"q": words})

    assert response.context["cl"].result_count == 1
    assert "Ada Lovelace" in response.content.decode()


@pytest.mark.parametrize("page", ["candidate", "application"])
def test_support_follows_the_links(sign_in, lead, application, pages, page):
    html = sign_in(lead).get(pages[page]).content.decode()

    assert reverse("studio:document", args=[application.cv.pk]) in html
    assert (pages["application"] if page == "candidate" else application.get_absolute_url()) in html


def test_the_moves_are_read(sign_in, lead, pages):
    html = sign_in(lead).get(pages["application"]).content.decode()

    assert "A must-have skill is missing" in html


def test_the_answers_are_read(sign_in, lead, application, pages):
    AnswerFactory(application=application, text="Which ledger?", value="A ledger of fish")
    AnswerFactory(
        application=application, kind="file", value=None, document=DocumentFactory(candidate=application.candidate)
    )

    html = sign_in(lead).get(pages["application"]).content.decode()

    assert [words in html for words in ("Which ledger?", "A ledger of fish", ">cv.pdf</a>")] == [True] * 3


@pytest.mark.parametrize("user", ["curator", "recruiter"])
@pytest.mark.parametrize("name", LISTS)
def test_who_is_no_support_reads_nothing(sign_in, request, user, name):
    assert sign_in(request.getfixturevalue(user)).get(reverse(name)).status_code in {302, 403}


def test_a_lead_only_reads(sign_in, lead, pages, application):
    client = sign_in(lead)

    for page in pages.values():
        assert client.post(page, {"name": "Eve", "state": "hired"}).status_code == 403
    application.refresh_from_db()
    assert (application.state, application.candidate.name) == ("rejected", "Ada Lovelace")


def test_a_superuser_corrects_contact_data_and_no_state(sign_in, superuser, pages, application):
    client = sign_in(superuser)
    empty = {"documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0}
    empty |= {"applications-TOTAL_FORMS": 0, "applications-INITIAL_FORMS": 0}

    client.post(pages["candidate"], {"name": "Ada King", "email": "ada@example.com", "phone": "", "links": ""} | empty)
    answer = client.post(pages["application"], {"state": "hired"})

    application.refresh_from_db()
    assert (application.candidate.name, answer.status_code, application.state) == ("Ada King", 403, "rejected")


def test_a_link_to_anything_but_the_web_is_refused(sign_in, superuser, pages):
    fields = {"name": "Ada", "email": "ada@example.com", "phone": "", "links": "javascript://example.com/%0aalert(1)"}
    empty = {"documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0}

    response = sign_in(superuser).post(pages["candidate"], fields | empty)

    assert list(response.context["adminform"].form.errors) == ["links"]


@pytest.mark.parametrize("model", ["candidates_candidate", "hiring_application"])
def test_nobody_adds_or_deletes_by_a_click(sign_in, superuser, application, model):
    client = sign_in(superuser)
    pk = application.pk if model == "hiring_application" else application.candidate.pk

    assert client.get(reverse(f"admin:{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    client.post(reverse(f"admin:{model}_changelist"), {"action": "delete_selected", "_selected_action": [pk]})
    assert (Candidate.objects.count(), Application.objects.count(), Move.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(LISTS[0], 7), (LISTS[1], 5)])
def test_the_lists_take_the_same_queries(sign_in, superuser, posting, count, name, queries, django_assert_num_queries):
    ApplicationFactory.create_batch(count, posting=posting)
    client = sign_in(superuser)

    with django_assert_num_queries(queries):
        client.get(reverse(name))


@pytest.mark.parametrize("count", [1, 3])
def test_a_candidates_page_takes_the_same_queries(sign_in, superuser, application, count, django_assert_num_queries):
    for _ in range(count):
        ApplicationFactory(candidate=application.candidate)
    client = sign_in(superuser)

    with django_assert_num_queries(5):
        client.get(reverse("admin:candidates_candidate_change", args=[application.candidate.pk]))


@pytest.mark.parametrize(
    ("changes", "to"),
    [({"email": "ada@new.example"}, "ada@new.example"), ({"phone": "06 11 22 33 44"}, "ada@example.com")],
)
def test_what_waits_to_be_sent_follows_a_new_address(sign_in, superuser, application, pages, changes, to):
    waiting = MessageFactory(application=application, delayed=True)
    sent = MessageFactory(application=application, sent=True)
    person = application.candidate
    data = {"name": person.name, "email": person.email, "phone": person.phone, "links": person.links}
    client = sign_in(superuser)
    inlines = client.get(pages["candidate"]).context["inline_admin_formsets"]
    none = {f"{one.formset.prefix}-{name}_FORMS": 0 for one in inlines for name in ("TOTAL", "INITIAL")}

    response = client.post(pages["candidate"], data | none | changes)

    assert response.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.to, Email.objects.get(pk=waiting.email_id).to) == (to, [to])
    assert Email.objects.get(pk=sent.email_id).to == ["ada@example.com"]

"""The words that messages start from: curators keep them, shipped ones never go over an edit."""

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from hiring.models import MessageTemplate
from hiring.shipped import REASON, Words, fill_templates, shipped
from tests.factories.messages import MessageTemplateFactory
from tests.factories.postings import CompanyFactory

pytestmark = pytest.mark.django_db

ADD = "admin:hiring_messagetemplate_add"


def page_of(name: str, template) -> str:
    return reverse(f"admin:hiring_messagetemplate_{name}", args=[template.pk])


def words_of(template) -> Words:
    template.refresh_from_db()
    return Words(template.subject, template.body)


@pytest.fixture
def received(db):
    return MessageTemplate.objects.get(kind="received", language="en", company=None)


def fill():
    fill_templates(apps.get_app_config("hiring"), using="default")


# What ships ------------------------------------------------------------------------------------------


def test_the_table_starts_with_what_ships():
    rows = {(row.kind, row.language, row.name): Words(row.subject, row.body) for row in MessageTemplate.objects.all()}

    assert rows == shipped()


def test_filling_again_changes_nothing():
    before = (list(MessageTemplate.objects.values()), MessageTemplate.history.count())

    fill()

    assert (list(MessageTemplate.objects.values()), MessageTemplate.history.count()) == before


def test_new_shipped_words_come_where_nobody_edited(received):
    MessageTemplate.objects.filter(pk=received.pk).update(body="What shipped last year.")

    fill()

    assert words_of(received) == shipped()["received", "en", ""]


def test_an_edit_stays(sign_in, curator, received):
    sign_in(curator).post(page_of("change", received), {"subject": "We have it", "body": "Hello,\n\nit is here."})

    fill()

    assert words_of(received) == Words("We have it", "Hello,\n\nit is here.")
    assert received.history.first().history_user == curator
    assert AuditEvent.objects.filter(action=AuditAction.MESSAGE_TEMPLATE).count() == 1


def test_what_was_deleted_does_not_come_back(sign_in, curator):
    blank = MessageTemplate.objects.get(kind="other", language="en")

    sign_in(curator).post(page_of("delete", blank), {"post": "yes"})
    fill()

    assert not MessageTemplate.objects.filter(kind="other", language="en").exists()


def test_back_to_the_shipped_words(sign_in, curator, received):
    client = sign_in(curator)
    client.post(page_of("change", received), {"subject": "We have it", "body": "It is here."})
    assert "Back to the shipped words" in client.get(page_of("change", received)).content.decode()

    client.post(page_of("shipped", received))

    assert words_of(received) == shipped()["received", "en", ""]
    assert received.history.first().history_change_reason == REASON
    assert "Back to the shipped words" not in client.get(page_of("change", received)).content.decode()


def test_a_companys_words_have_nothing_to_go_back_to(sign_in, curator):
    own = MessageTemplateFactory(company=CompanyFactory(), kind="received", name="")

    response = sign_in(curator).post(page_of("shipped", own), follow=True)

    assert "No words ship for this template." in response.content.decode()


# The form --------------------------------------------------------------------------------------------


def new(**changes) -> dict:
    return {
        "kind": "rejected",
        "name": "",
        "language": "en",
        "company": CompanyFactory().pk,
        "subject": "About {posting}",
        "body": "Hello {first_name},\n\n{reason}",
    } | changes


def test_a_curator_adds_a_companys_words(sign_in, curator):
    sign_in(curator).post(reverse(ADD), new())

    template = MessageTemplate.objects.get(company__isnull=False)
    assert (template.kind, template.subject) == ("rejected", "About {posting}")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"body": "Hello {nickname},"}, "No such field here: {nickname}. There are {name}, {first_name},"),
        ({"subject": "{ends_on}"}, "No such field here: {ends_on}."),
        ({"kind": "received", "body": "Hello {name},"}, "No such field here: {name}. There are {posting}, {company},"),
        ({"kind": "other"}, "A template for other messages has a name"),
        ({"name": "One"}, "A template for other messages has a name"),
        ({"company": "", "body": "x"}, "There is such a template already"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, curator, changes, complaint):
    data = new(**changes)

    page = sign_in(curator).post(reverse(ADD), data).content.decode()

    assert complaint in page
    assert data["body"] in page
    assert not MessageTemplate.objects.filter(company__isnull=False).exists()


def test_kind_and_language_stay(sign_in, curator, received):
    sign_in(curator).post(page_of("change", received), new(body="x", subject="y"))

    received.refresh_from_db()
    assert (received.kind, received.language, received.company) == ("received", "en", None)


def test_the_page_says_which_fields_there_are(sign_in, curator, received):
    page = sign_in(curator).get(page_of("change", received)).content.decode()

    assert "<code>{posting}</code>" in page
    assert "<code>{name}</code>" not in page
    assert "What nobody has shown to be theirs gets no name" in page


def test_the_houses_words_are_not_deleted(sign_in, curator, received):
    assert sign_in(curator).post(page_of("delete", received), {"post": "yes"}).status_code == 403


# The preview -----------------------------------------------------------------------------------------

PREVIEW = "admin:hiring_messagetemplate_preview"


def test_the_page_shows_how_it_reads(sign_in, curator, received):
    page = sign_in(curator).get(page_of("change", received)).content.decode()

    assert "We have your application: CTO, Marée" in page
    assert "your application as CTO at Marée has come in." in page
    assert page.count("mailto:claire@example.com") == 1


def test_a_preview_saves_nothing(sign_in, curator):
    before = MessageTemplate.objects.count()
    data = {"kind": "other", "language": "fr", "subject": "{posting}", "body": "**{name}** <i> {nickname}"}

    part = sign_in(curator).post(reverse(PREVIEW), data, headers={"X-Requested-With": "fetch"}).content.decode()
    page = sign_in(curator).post(reverse(PREVIEW), data).content.decode()

    assert "<strong>Ada Lovelace</strong> &lt;i&gt; {nickname}" in part
    assert "No such field here: {nickname}" in part
    assert ("<html" in part, "<html" in page) == (False, True)
    assert MessageTemplate.objects.count() == before


def test_a_preview_of_nothing_asks_for_a_choice(sign_in, curator):
    page = sign_in(curator).post(reverse(PREVIEW), {"kind": "", "subject": "x"}).content.decode()

    assert "Choose a message and a language" in page


@pytest.mark.parametrize("user", ["lead", "recruiter"])
def test_others_get_no_preview(sign_in, request, user):
    assert sign_in(request.getfixturevalue(user)).post(reverse(PREVIEW)).status_code == 403


def test_a_lead_reads_templates(sign_in, lead, received):
    page = sign_in(lead).get(page_of("change", received)).content.decode()

    assert "your application as CTO at Marée has come in." in page
    assert "Preview in a new tab" not in page

"""The preview of the apply form: the working text's questions, and no way to send."""

import pytest
from django.urls import reverse

from postings import actions
from postings.choices import Part, QuestionKind
from tests.factories.postings import MembershipFactory, PostingFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def preview(client, posting):
    return client.get(reverse("studio:form_preview", args=[posting.code]))


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


def test_the_preview_shows_the_working_form_of_each_kind_and_can_not_be_sent(sign_in, posting, recruiter):
    for kind in QuestionKind:
        options = ["Seed", "Later"] if kind in QuestionKind.choosing() else []
        QuestionFactory(posting=posting, kind=kind, options=options, text=f"Of kind {kind}?")
    actions.drop_question(question=QuestionFactory(posting=posting, text="Dropped?"), by=recruiter)
    actions.set_form_fields(posting=posting, fields={"phone": "off"}, by=recruiter)

    response = preview(sign_in(recruiter), posting)

    page = main_of(response.text)
    assert [kind for kind in QuestionKind if f"Of kind {kind}?" not in page] == []
    assert "Dropped?" not in page
    assert 'name="phone"' not in page
    assert "<form" not in page
    assert "<button" not in page
    assert response["Cache-Control"] == "no-store"


def test_the_preview_speaks_the_postings_language_and_its_note_the_studios(sign_in, recruiter):
    posting = PostingFactory(ready=True, owner=recruiter, language="fr")

    page = main_of(preview(sign_in(recruiter), posting).text)

    assert "Votre nom" in page
    assert "Nothing can be sent from here." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_however_many_questions(
    sign_in, posting, recruiter, django_assert_num_queries, count
):
    QuestionFactory.create_batch(count, posting=posting)
    client = sign_in(recruiter)

    with django_assert_num_queries(7):
        preview(client, posting)


def test_members_read_it_and_others_do_not(sign_in, posting, interviewer):
    assert preview(sign_in(interviewer), posting).status_code == 404

    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)

    assert preview(sign_in(interviewer), posting).status_code == 200

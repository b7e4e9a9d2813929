"""Questions that the law forbids, in a text: they stop publishing, and say where they are."""

import pytest
from django.urls import reverse

from postings import actions
from postings.checks import Severity
from postings.content import ContentQuestion
from tests.factories.postings import QuestionFactory

from .helpers import found


def asked(**fields) -> ContentQuestion:
    return ContentQuestion(**{"id": 7, "kind": "short", "text": "What did you build?"} | fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, []),
        ({"text": "How old are you?"}, ["How old are you"]),
        ({"help_text": "Say your nationality."}, ["your nationality"]),
        ({"kind": "one", "options": ("Married", "Health")}, ["Married"]),
        ({"text": "How old are you?", "help_text": "Are you married?"}, ["How old are you", "Are you married"]),
    ],
)
def test_what_a_question_must_not_ask_is_found(fields, words):
    findings = found("law.question", questions=(asked(), asked(**fields | {"id": 9})))

    assert sorted(finding.words for finding in findings) == sorted(words)
    assert all((one.severity, one.anchor) == (Severity.BLOCKS, "question-9") for one in findings)
    assert all(one.reason and one.evidence.url and "Directive" in one.evidence.source for one in findings)


@pytest.mark.django_db
def test_publishing_stops_at_such_a_question_with_a_link_to_it(sign_in, posting, recruiter):
    question = QuestionFactory(posting=posting, text="How old are you?")
    client = sign_in(recruiter)

    page = client.post(reverse("studio:publish", args=[posting.code]))

    assert page.status_code == 422
    link = f'<a href="{reverse("studio:form", args=[posting.code])}#question-{question.pk}">'
    assert page.text.count(f"{link}The form asks “How old are you”") == 2  # in the summary and beside the text
    with pytest.raises(actions.NotReady, match="How old are you"):
        actions.publish_posting(posting=posting, by=recruiter)

"""Answers after they came in: how they sort, who reads them, and what becomes of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.models import Document
from hiring.actions import erase_candidate, sort_answers_anew
from hiring.archive import data_of
from hiring.models import Answer, Application
from postings.choices import Part
from postings.models import Question
from postings.signals import knock_out_changed
from tests.factories.candidates import PDF
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.postings import MembershipFactory

from .conftest import apply_url_of, field_of, filled_in, page_of, posting_that_asks

pytestmark = pytest.mark.django_db

STAGES = ["Seed", "Series A"]


# Sorting ---------------------------------------------------------------------------------------------


def test_an_answer_that_puts_last_is_marked_and_nothing_else_happens(client):
    posting = posting_that_asks({"kind": "yes_no", "knock_out": ["no"]})

    client.post(apply_url_of(posting), filled_in(**{field_of(posting): "no"}))

    assert (Answer.objects.get().is_knock_out, Application.objects.get().state) == (True, "active")


def test_a_changed_rule_sorts_answers_anew(client):
    posting = posting_that_asks({"kind": "number", "knock_out": {"min": 3, "max": None}})
    client.post(apply_url_of(posting), filled_in(**{field_of(posting): "2"}))
    question = posting.questions.get()
    before = Answer.objects.get().is_knock_out
    question.knock_out = {"min": 1, "max": None}
    question.save()

    knock_out_changed.send(Question, question=question)

    assert (before, Answer.objects.get().is_knock_out) == (True, False)
    assert sort_answers_anew(question=question) == 0


# One's data ------------------------------------------------------------------------------------------


def test_answers_are_in_the_archive_and_go_with_the_person(client, lead):
    posting = posting_that_asks({"kind": "several", "options": STAGES, "text": "Where?"}, {"kind": "file"})
    several, file = (f"question_{question.pk}" for question in posting.questions.all())
    client.post(apply_url_of(posting), filled_in(**{several: ["Seed"], file: SimpleUploadedFile("Talk.pdf", PDF)}))
    candidate = Application.objects.get().candidate

    (application,) = data_of(candidate)["applications"]
    erase_candidate(candidate=candidate, by=lead)

    where, talk = application["sent"]["answers"]
    assert (where["question"], where["answer"], talk["document"] is None) == ("Where?", ["Seed"], False)
    assert (Answer.objects.count(), Document.objects.count(), Application.objects.count()) == (0, 0, 1)


# In lists ---------------------------------------------------------------------------------------------


def status_of(client, url: str) -> int:
    response = client.get(url)
    response.getvalue()  # a file is open until it is read
    return response.status_code


def list_of(posting) -> str:
    return reverse("studio:posting_applications", args=[posting.code])


def test_the_list_sorts_what_is_to_be_looked_at_last(sign_in, posting):
    first, second, third = ApplicationFactory.create_batch(3, posting=posting)
    AnswerFactory.create_batch(2, application=third, is_knock_out=True)
    AnswerFactory(application=second)
    client = sign_in(posting.created_by)

    last = client.get(list_of(posting), {"sort": "screening"})
    first_of_all = client.get(list_of(posting), {"sort": "-screening"})

    assert list(last.context["page"]) == [second, first, third]
    assert list(first_of_all.context["page"]) == [third, second, first]
    assert page_of(last).count("2 answers to look at") == 1
    assert 'aria-sort="ascending"' in page_of(last)


def test_a_list_with_nothing_to_look_at_sends_nobody_to_look(sign_in, posting):
    AnswerFactory(application__posting=posting)

    assert "to look at" not in page_of(sign_in(posting.created_by).get(list_of(posting)))


# On the pages of one application ------------------------------------------------------------------------


def test_the_studio_shows_each_answer_with_the_line_it_came_from(sign_in, client):
    posting = posting_that_asks(
        {"kind": "short", "text": "Which one?", "from_line": True},
        {"kind": "several", "options": STAGES, "text": "Where?"},
        {"kind": "number", "text": "How many?", "knock_out": {"min": 3, "max": None}},
        {"kind": "date", "text": "When?"},
        {"kind": "long", "text": "Why not?"},
    )
    short, several, number, date, _long = posting.questions.all()
    answers = {f"question_{short.pk}": "<b>A ledger</b>", f"question_{several.pk}": STAGES}
    answers |= {f"question_{number.pk}": "2.5"}
    answers |= {f"question_{date.pk}_{part}": value for part, value in [("day", 1), ("month", 2), ("year", 2027)]}
    client.post(apply_url_of(posting), filled_in(**answers))
    application = Application.objects.get()
    team = sign_in(posting.created_by)

    page = page_of(team.get(application.get_absolute_url()))

    line = f"{reverse('studio:application_posting', args=[application.pk])}#line-{short.line_id}"
    for words in ("Which one?", "&lt;b&gt;A ledger&lt;/b&gt;", "<dd>Seed</dd><dd>Series A</dd>", "1 February 2027"):
        assert words in page
    assert page.count("Screening: to look at") == 1
    assert page.count("No answer") == 1
    assert f'href="{line}"' in page
    assert f'id="line-{short.line_id}"' in page_of(team.get(line))


def test_a_file_is_for_those_who_see_the_application(sign_in, client, recruiter, interviewer):
    posting = posting_that_asks({"kind": "file"})
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    client.post(apply_url_of(posting), filled_in(**{field_of(posting): SimpleUploadedFile("Talk.pdf", PDF)}))
    document = Answer.objects.get().document
    urls = [reverse(f"studio:{name}", args=[document.pk]) for name in ("document", "read_document")]
    page = page_of(sign_in(posting.created_by).get(Application.objects.get().get_absolute_url()))

    assert f'href="{urls[1]}">Talk.pdf</a>' in page
    assert [status_of(sign_in(posting.created_by), url) for url in urls] == [200, 200]
    for other in (recruiter, interviewer):
        assert [status_of(sign_in(other), url) for url in urls] == [404, 404]


def test_the_candidate_reads_what_they_sent(client):
    posting = posting_that_asks({"kind": "file", "text": "A talk?"}, {"kind": "yes_no", "text": "Now?"})
    talk, now = (f"question_{question.pk}" for question in posting.questions.all())
    Question.objects.filter(kind="yes_no").update(knock_out=["yes"])

    page = page_of(
        client.post(
            apply_url_of(posting), filled_in(**{talk: SimpleUploadedFile("Talk.pdf", PDF), now: "yes"}), follow=True
        )
    )

    assert "<dt>A talk?</dt><dd>Talk.pdf" in page
    assert "<dt>Now?</dt><dd>Yes</dd>" in page
    assert "look at" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_answers_take_the_same_queries(sign_in, client, count, django_assert_num_queries):
    posting = posting_that_asks(*({"text": f"What did you build in year {number}?"} for number in range(count)))
    application = ApplicationFactory(posting=posting)
    for question in posting.questions.all():
        AnswerFactory(application=application, question=question, text=question.text)
    team = sign_in(posting.created_by)

    with django_assert_num_queries(14):
        team.get(application.get_absolute_url())
    with django_assert_num_queries(3):
        client.get(reverse("hiring:mine", args=[application.token]))


# What the database refuses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("answer_once|application_id", {"number": 1}),
        ("answer_file_or_value", {"value": None}),
        ("answer_file_or_value", {"kind": "file"}),
    ],
)
def test_an_answer(name, fields):
    first = AnswerFactory(number=1)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AnswerFactory(application=first.application, **fields)

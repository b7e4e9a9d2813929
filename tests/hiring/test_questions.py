"""The posting's own questions in the apply form: how they are asked, what is wrong, and what is kept."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidates.models import Document
from hiring.forms import ApplyForm
from hiring.models import Answer, Application
from postings.actions import publish_posting
from postings.content import Content, ContentQuestion, draft_content
from postings.models import Question
from tests.factories.candidates import PDF, docx
from tests.factories.postings import PostingFactory, QuestionFactory

from .conftest import apply_url_of, field_of, filled_in, page_of, posting_that_asks, value_of

pytestmark = pytest.mark.django_db

STAGES = ["Seed", "Series A"]
UNKNOWN = "Choose one of the answers offered."

# kind, options, what is sent (without the field's name), what is kept
ANSWERS = {
    "short": ("short", [], {"": "  A ledger. "}, "A ledger."),
    "long": ("long", [], {"": "One.\r\n\r\nTwo."}, "One.\n\nTwo."),
    "yes": ("yes_no", [], {"": "yes"}, "yes"),
    "no": ("yes_no", [], {"": "no"}, "no"),
    "one": ("one", STAGES, {"": "Series A"}, "Series A"),
    "several": ("several", STAGES, {"": ["Seed", "Series A"]}, ["Seed", "Series A"]),
    "number": ("number", [], {"": "1,500.50"}, "1500.5"),
    "date": ("date", [], {"_day": "1", "_month": "02", "_year": "2027"}, "2027-02-01"),
}

MISTAKES = {
    "short, none": ("short", {"": " "}, "Answer this question."),
    "short, long": ("short", {"": "x" * 301}, "Your answer has 301 characters. Shorten it to 300."),
    "short, null": ("short", {"": "a\0b"}, "Null characters are not allowed."),
    "long, none": ("long", {}, "Answer this question."),
    "long, long": ("long", {"": "x" * 3001}, "Your answer has 3001 characters. Shorten it to 3000."),
    "yes or no, none": ("yes_no", {}, "Choose an answer."),
    "yes or no, other": ("yes_no", {"": "maybe"}, UNKNOWN),
    "one, none": ("one", {"": ""}, "Choose an answer."),
    "one, other": ("one", {"": "Seed B"}, UNKNOWN),
    "several, none": ("several", {}, "Choose at least one answer."),
    "several, other": ("several", {"": ["Seed", "x"]}, UNKNOWN),
    "number, none": ("number", {"": ""}, "Enter a number."),
    "number, words": ("number", {"": "three"}, "Enter a number like 3 or 3.5."),
    "number, long": ("number", {"": "9" * 61}, "Enter a number like 3 or 3.5."),
    "date, none": ("date", {}, "Enter a date."),
    "date, part": ("date", {"_day": "3"}, "Enter a real date, like 27 3 2027."),
    "date, no day": (
        "date",
        {"_day": "30", "_month": "2", "_year": "2027"},
        "Enter a real date, like 27 3 2027.",
    ),
    "file, none": ("file", {}, "Choose a file."),
    "file, a picture": (
        "file",
        {"": SimpleUploadedFile("cv.pdf", b"\xff\xd8\xff\xe0")},
        "This is a picture. Put it into a document, save that as PDF, then choose the new file.",
    ),
}


def options_of(kind: str) -> list[str]:
    return STAGES if kind in {"one", "several"} else []


def sent_for(posting, values: dict, **changes) -> dict:
    """The filled-in form with an answer to the posting's one question."""
    name = field_of(posting)
    return filled_in(**{f"{name}{ending}": value for ending, value in values.items()}, **changes)


# How they are asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "control"),
    [
        ("short", r'<input type="text" name="question_\d+" maxlength="300"'),
        ("long", r'<textarea name="question_\d+" cols="40" rows="5" maxlength="3000"'),
        ("yes_no", r'<input type="radio" class="form-check-input" name="question_\d+" value="yes"'),
        ("one", r'<input type="radio" class="form-check-input" name="question_\d+" value="Seed"'),
        ("several", r'<input type="checkbox" class="form-check-input" name="question_\d+" value="Seed"'),
        ("number", r'<input type="text" name="question_\d+" inputmode="decimal"'),
        ("date", r'<input type="text" name="question_\d+_year" class="form-control" inputmode="numeric"'),
        ("file", r'<input type="file" name="question_\d+" class="form-control'),
    ],
)
@pytest.mark.parametrize("is_required", [True, False])
def test_each_kind_has_its_control_and_its_label(client, kind, control, is_required):
    posting = posting_that_asks(
        {"kind": kind, "text": "What <b>now</b>?", "help_text": "Say <i>so</i>.", "options": options_of(kind)}
        | {"is_required": is_required}
    )

    page = page_of(client.get(apply_url_of(posting)))

    tag = "legend" if kind in {"yes_no", "one", "several", "date"} else "label"
    label = re.search(rf"<{tag}[^>]*>What &lt;b&gt;now&lt;/b&gt;\?( <span class=\"optional\">)?", page)
    assert bool(label[1]) is not is_required
    assert "Say &lt;i&gt;so&lt;/i&gt;." in page
    assert re.search(control, page)
    assert ("No answer" in page) is (kind in {"yes_no", "one"} and not is_required)


def test_fields_are_asked_as_the_posting_says(client):
    posting = posting_that_asks(form_fields={"phone": "off", "links": "required", "words": "optional"})

    page = page_of(client.get(apply_url_of(posting)))
    response = client.post(apply_url_of(posting), filled_in(phone="x", links=""))

    assert ('id="id_phone"' in page, "A CV and your name are enough" in page) == (False, False)
    assert response.context["form"].errors == {"links": ["Enter at least one link."]}


@pytest.mark.parametrize(
    ("field", "message"),
    [("phone", "Enter your phone number."), ("words", "Write a few words.")],
)
def test_a_required_field_is_asked_for(client, field, message):
    posting = posting_that_asks(form_fields={field: "required"})

    response = client.post(apply_url_of(posting), filled_in(**{field: ""}))

    assert response.context["form"].errors == {field: [message]}


def test_a_field_that_is_off_takes_nothing(client):
    posting = posting_that_asks(form_fields={"phone": "off", "links": "off", "words": "off"})

    client.post(apply_url_of(posting), filled_in())

    application = Application.objects.get()
    assert (application.sent_phone, application.sent_links, application.words) == ("", "", "")


def test_the_form_of_a_draft_needs_no_version():
    posting = PostingFactory(ready=True)
    question = QuestionFactory(posting=posting)

    form = ApplyForm(content=draft_content(posting, posting.lines.all()))

    assert f"question_{question.pk}" in form.fields


def test_a_form_in_french_asks_in_french(client):
    posting = posting_that_asks({"kind": "number"}, {"kind": "yes_no"}, language="fr")
    number = posting.questions.get(kind="number")

    page = page_of(client.get(apply_url_of(posting)))
    client.post(apply_url_of(posting), filled_in(**{f"question_{number.pk}": "3,5"}))

    assert [f">{word}</label>" in page for word in ("Oui", "Non")] == [True, True]
    assert Answer.objects.get().value == "3.5"


@pytest.mark.parametrize("count", [1, 3])
def test_questions_take_no_queries(client, count, django_assert_num_queries):
    url = apply_url_of(posting_that_asks(*[{"kind": "one", "options": STAGES}] * count))

    with django_assert_num_queries(3):
        client.get(url)


# What is kept ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "options", "values", "kept"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_kept_with_its_question_as_read(client, kind, options, values, kept):
    posting = posting_that_asks({"kind": kind, "options": options, "text": "What now?", "from_line": True})
    question = posting.questions.get()

    client.post(apply_url_of(posting), sent_for(posting, values))

    answer = Answer.objects.get()
    assert (answer.application, answer.question) == (Application.objects.get(), question)
    assert (answer.kind, answer.text, answer.line, answer.source) == (
        kind,
        "What now?",
        question.line_id,
        posting.live_version.content["questions"][0]["source"],
    )
    assert (answer.value, answer.document, answer.is_knock_out) == (kept, None, False)


def test_a_file_is_kept_as_a_document_to_be_read(client):
    posting = posting_that_asks({"kind": "file"})
    upload = SimpleUploadedFile("Talk.docx", docx())

    client.post(apply_url_of(posting), sent_for(posting, {"": upload}))

    answer, application = Answer.objects.get(), Application.objects.get()
    assert (answer.value, answer.document.kind, answer.document.original_name) == (None, "answer", "Talk.docx")
    assert (answer.document.candidate, answer.document.reading) == (application.candidate, "waiting")
    assert application.cv.kind == "cv"


@pytest.mark.parametrize("kind", ["short", "long", "yes_no", "one", "several", "number", "date", "file"])
def test_an_optional_question_may_stay_unanswered(client, kind):
    posting = posting_that_asks({"kind": kind, "options": options_of(kind)})

    client.post(apply_url_of(posting), filled_in())

    assert (Application.objects.count(), Answer.objects.count()) == (1, 0)


def test_the_questions_are_those_of_the_version_read(client):
    posting = posting_that_asks({"text": "Old?", "is_required": True})
    question = posting.questions.get()
    Question.objects.update(text="New?")
    posting.title = "Head of Technology"
    posting.save()
    publish_posting(posting=posting, by=posting.created_by)

    client.post(apply_url_of(posting), filled_in(version="1", **{f"question_{question.pk}": "Yes."}))

    assert (Answer.objects.get().text, Application.objects.get().version.number) == ("Old?", 1)


def test_an_answer_to_another_postings_question_is_nothing(client):
    posting, other = posting_that_asks({"kind": "short"}), posting_that_asks({"kind": "short"})

    client.post(apply_url_of(posting), filled_in(**{field_of(other): "Hello"}))

    assert (Application.objects.count(), Answer.objects.count()) == (1, 0)


def test_the_same_form_again_makes_nothing_twice(client, storage):
    posting = posting_that_asks({"kind": "file"}, {"kind": "short"})
    file, short = posting.questions.all()
    answers = {f"question_{file.pk}": SimpleUploadedFile("Talk.pdf", PDF), f"question_{short.pk}": "A ledger."}
    data = filled_in(**answers)
    for _time in range(2):
        for upload in (data["cv"], answers[f"question_{file.pk}"]):
            upload.seek(0)
        client.post(apply_url_of(posting), data)

    assert (Application.objects.count(), Answer.objects.count(), Document.objects.count()) == (1, 2, 2)
    assert sum(path.is_file() for path in storage.rglob("*")) == 2


# What is wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "values", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_beside_the_question_and_on_top(client, kind, values, message):
    posting = posting_that_asks({"kind": kind, "is_required": True, "options": options_of(kind), "text": "What now?"})
    name = field_of(posting)

    response = client.post(apply_url_of(posting), sent_for(posting, values))

    page = page_of(response)
    assert response.context["form"].errors == {name: [message]}
    first = f"id_{name}_0" if kind in {"yes_no", "one", "several", "date"} else f"id_{name}"
    assert f'<a href="#{first}">What now? {message}</a>' in page
    assert f'id="{first}"' in page
    assert page.count(message) == 2
    assert Application.objects.count() == 0


def test_what_was_typed_is_kept(client):
    kinds = ["short", "long", "number", "date", "yes_no", "one", "several"]
    posting = posting_that_asks(*({"kind": kind, "options": options_of(kind)} for kind in kinds))
    names = {question.kind: f"question_{question.pk}" for question in posting.questions.all()}
    typed = {
        names["short"]: "Short one",
        names["long"]: "Long one",
        names["number"]: "three",
        f"{names['date']}_day": "31",
        f"{names['date']}_month": "feb",
        f"{names['date']}_year": "2027",
        names["yes_no"]: "no",
        names["one"]: "Series A",
        names["several"]: ["Seed"],
    }

    page = page_of(client.post(apply_url_of(posting), filled_in(**typed, name="")))

    for words in ('value="Short one"', ">\nLong one</textarea>", 'value="three"', 'value="31"', 'value="feb"'):
        assert words in page
    assert len(re.findall(r"<input[^>]* checked", page)) == 3


def test_a_file_survives_an_error_elsewhere(client):
    posting = posting_that_asks({"kind": "file", "is_required": True})
    name, url = field_of(posting), apply_url_of(posting)
    key = filled_in()["form_key"]
    upload = SimpleUploadedFile("Talk.pdf", PDF)
    page = page_of(client.post(url, filled_in(form_key=key, name="", **{name: upload})))
    kept = {reference: value_of(page, reference) for reference in ("kept_cv", f"kept_{name}")}
    assert "We still have your file <strong>Talk.pdf</strong>" in page

    client.post(url, filled_in(**{"form_key": key, "cv": None} | kept))

    assert Answer.objects.get().document.original_name == "Talk.pdf"
    assert Application.objects.get().cv.original_name == "Ada.pdf"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(max_size=400), min_size=3, max_size=3), day=st.tuples(*[st.text(max_size=5)] * 3))
def test_whatever_is_typed_is_an_answer_or_an_error(posting, texts, day):
    kinds = ["short", "long", "number", "date"]
    asked = tuple(ContentQuestion(id=number, kind=kind, text="?") for number, kind in enumerate(kinds))
    content = Content.from_data(posting.live_version.content | {"questions": [vars(one) for one in asked]})
    data = {f"question_{number}": text for number, text in enumerate(texts)}
    data |= {f"question_3_{part}": text for part, text in zip(("day", "month", "year"), day, strict=True)}

    form = ApplyForm(data, content=content)

    assert set(form.errors) - set(data) - {"question_3"} == {"name", "email", "cv"}

"""The form's page in the studio: fields, questions, asking about a line; as plain forms and as htmx sends them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.choices import LineKind
from postings.models import Question
from postings.questions import QuestionValues
from tests.factories.accounts import UserFactory
from tests.factories.postings import LineFactory, MembershipFactory, PostingFactory, QuestionFactory, ReviewFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def question(posting):
    return QuestionFactory(posting=posting, text="What did you build?", order=1)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


def texts(posting):
    return list(posting.questions.kept().values_list("text", flat=True))


# The page


def test_the_page_shows_fields_and_questions_with_their_line_and_what_puts_last(client, posting):
    QuestionFactory(posting=posting, from_line=True, yes_no=True, text="Do you code?", knock_out=["no"])

    page = client.get(url("form", posting)).text

    assert "Name, e-mail and CV are always asked. A photo never is." in page
    assert "They never reject anybody" in page
    assert "Puts last: No" in page
    assert f"{posting.get_absolute_url()}#line-{posting.questions.get().line_id}" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_questions(client, posting, django_assert_num_queries, count):
    actions.publish_posting(posting=posting, by=posting.created_by)
    for _ in range(count):
        QuestionFactory(posting=posting, from_line=True)
        QuestionFactory(posting=posting, dropped_at=timezone.now())

    with django_assert_num_queries(11):
        client.get(url("form", posting))


def test_a_member_who_does_not_edit_reads_the_form(sign_in, manager, posting, question):
    page = sign_in(manager).get(url("form", posting)).text

    assert "What did you build?" in page
    assert 'action="' not in page.partition("<main")[2].partition("</main>")[0]


def test_the_page_says_when_candidates_still_get_another_form(client, posting, question):
    actions.publish_posting(posting=posting, by=posting.created_by)
    assert "Candidates get this form, as it is in version 1." in client.get(url("form", posting)).text

    QuestionFactory(posting=posting, text="When could you start?")

    page = client.get(url("form", posting)).text
    assert "Candidates still get the form of version 1." in page
    assert "When could you start?<br>Short text, may be left out" in page


def test_the_page_says_when_only_the_order_is_another(client, posting, question):
    other = QuestionFactory(posting=posting, order=2)
    actions.publish_posting(posting=posting, by=posting.created_by)
    actions.move_question(question=other, to=0, by=posting.created_by)

    assert "Questions were moved; no words changed." in client.get(url("form", posting)).text


def test_a_question_whose_line_was_dropped_says_so(client, posting):
    question = QuestionFactory(posting=posting, from_line=True)
    actions.drop_line(line=question.line, by=posting.created_by)

    assert "The line was dropped" in client.get(url("form", posting)).text


# Fields


def test_saving_the_fields(client, posting):
    sent = {"phone": "off", "links": "required", "words": "optional"}
    shown = {"initial-phone": "optional", "initial-links": "optional", "initial-words": "optional"}

    response = client.post(url("form_fields", posting), sent | shown)

    assert response.url == url("form", posting)
    posting.refresh_from_db()
    assert posting.form_fields == {"phone": "off", "links": "required", "words": "optional"}


def test_saving_leaves_alone_what_somebody_else_set_meanwhile(client, posting):
    actions.set_form_fields(posting=posting, fields={"words": "off"}, by=posting.created_by)
    sent = {"phone": "off", "links": "optional", "words": "optional"}
    shown = {"initial-phone": "optional", "initial-links": "optional", "initial-words": "optional"}

    client.post(url("form_fields", posting), sent | shown)

    posting.refresh_from_db()
    assert posting.form_fields == {"phone": "off", "links": "optional", "words": "off"}


def test_a_field_that_is_set_to_nonsense_is_told(client, posting):
    response = client.post(url("form_fields", posting), {"phone": "always", "links": "off", "words": "off"})

    assert response.status_code == 422
    assert "always is not one of the available choices" in response.text
    posting.refresh_from_db()
    assert posting.form_fields == {}


# Writing questions


def sent(**data):
    return {"kind": "short", "text": "What did you build?"} | data


def test_writing_a_question_of_each_kind(client, posting):
    for kind, extra, options, knock_out in [
        ("short", {}, [], None),
        ("long", {}, [], None),
        ("yes_no", {"last_yes_no": ["no"]}, [], ["no"]),
        ("one", {"options": "Seed\nSeries A", "last_options": "seed"}, ["Seed", "Series A"], ["Seed"]),
        ("several", {"options": "- Go\n- Rust\n- C"}, ["Go", "Rust", "C"], None),
        ("number", {"last_below": "3", "last_above": "40.5"}, [], {"min": 3, "max": 40.5}),
        ("date", {}, [], None),
        ("file", {}, [], None),
    ]:
        response = client.post(url("new_question", posting), sent(kind=kind, text=f"Of {kind}?", **extra))

        question = posting.questions.get(kind=kind)
        assert response.url == f"{url('form', posting)}#question-{question.pk}"
        assert (question.options, question.knock_out) == (options, knock_out)


def test_what_another_kind_would_have_is_not_read(client, posting):
    client.post(
        url("new_question", posting), sent(options="a", last_yes_no=["yes", "no"], last_below="5", last_above="1")
    )

    question = posting.questions.get()
    assert (question.options, question.knock_out) == ([], None)


def test_a_form_that_is_sent_twice_makes_one_question(client, posting):
    key = "8a1c2c0e-3b5f-4f36-9d4b-0c5b1a0f9a11"
    for _ in range(2):
        client.post(url("new_question", posting), sent(creation_key=key))

    assert texts(posting) == ["What did you build?"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": ""}, "Write the question."),
        ({"text": "x" * 301}, "Ensure this value has at most 300 characters"),
        ({"kind": "song"}, "song is not one of the available choices"),
        ({"kind": "one", "options": "Seed"}, "Give at least two answers"),
        ({"kind": "one", "options": "Seed\nseed"}, "Two answers are the same."),
        ({"kind": "one", "options": "\n".join(map(str, range(21)))}, "Give at most 20 answers."),
        ({"kind": "one", "options": f"a\n{'x' * 121}"}, "An answer has at most 120 characters"),
        ({"kind": "one", "options": "a\nb", "last_options": "c"}, "“c” is not among the answers above."),
        ({"kind": "one", "options": "a\nb", "last_options": "a\nb"}, "Leave one answer that doesn’t put last."),
        ({"kind": "yes_no", "last_yes_no": ["yes", "no"]}, "Leave one answer that doesn’t put last."),
        ({"kind": "number", "last_below": "9", "last_above": "3"}, "Then every number puts last"),
        ({"text": "How old are you?"}, "“How old are you” can’t be asked."),
        ({"help_text": "Say your nationality."}, "Directives 2000/43/EC and 2000/78/EC"),
        ({"kind": "one", "options": "Married\nOther"}, "“Married” can’t be asked."),
    ],
)
def test_what_is_wrong_with_a_question_is_said_and_what_was_typed_is_kept(client, posting, data, message):
    response = client.post(url("new_question", posting), sent(help_text="Ours.") | data)

    assert response.status_code == 422
    assert message in response.text.replace("&#x27;", "'")
    assert "<title>Error:" in response.text
    assert (data.get("help_text") or "Ours.") in response.text
    assert texts(posting) == []


def test_changing_a_question(client, posting, question):
    response = client.post(url("edit_question", posting, question.pk), sent(text="What broke?", revision=1))

    assert response.url == f"{url('form', posting)}#question-{question.pk}"
    question.refresh_from_db()
    assert (question.text, question.revision) == ("What broke?", 2)


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        ("yes_no", {"knock_out": ["no"]}, 'value="no" id="id_last_yes_no_1" checked'),
        ("one", {"options": ["a", "b"], "knock_out": ["b"]}, "b</textarea>"),
        ("number", {"knock_out": {"min": 3, "max": None}}, 'name="last_below" value="3"'),
    ],
)
def test_the_page_of_a_question_shows_what_it_has(client, posting, kind, fields, shown):
    question = QuestionFactory(posting=posting, kind=kind, **fields)

    page = client.get(url("edit_question", posting, question.pk)).text

    assert shown in page.replace('class="form-check-input" ', "").replace(' class="numberinput form-control"', "")


def test_a_stale_page_overwrites_nothing_and_says_who_was_quicker(client, posting, question):
    other = UserFactory(recruiter=True, name="Claire Morel")
    values = QuestionValues(kind="short", text="Theirs?")
    actions.edit_question(question=question, values=values, revision=1, by=other)

    response = client.post(url("edit_question", posting, question.pk), sent(text="Mine?", revision=1))

    assert response.status_code == 409
    assert "Claire Morel changed this question while you were writing. It reads now: “Theirs?”" in response.text
    assert "Mine?" in response.text
    assert 'name="revision" value="2"' in response.text
    assert texts(posting) == ["Theirs?"]


def test_the_kind_of_a_question_that_candidates_read_stays(client, posting, question):
    actions.publish_posting(posting=posting, by=posting.created_by)

    response = client.post(url("edit_question", posting, question.pk), sent(kind="long", revision=1))

    assert response.status_code == 422
    assert "its kind stays" in response.text


# Moving, dropping, asking


def test_moving_a_question(client, posting, question):
    QuestionFactory(posting=posting, text="Second?", order=2)

    client.post(url("move_question", posting, question.pk), {"to": "1"})

    assert texts(posting) == ["Second?", "What did you build?"]


def test_a_place_that_is_none_moves_nothing(client, posting, question):
    response = client.post(url("move_question", posting, question.pk), {"to": "up"}, follow=True)

    assert "That is not a place in the list." in response.text


def test_dropping_and_putting_back(client, posting, question):
    for _ in range(2):
        client.post(url("drop_question", posting, question.pk))
    assert "1 dropped question" in client.get(url("form", posting)).text

    for _ in range(2):
        client.post(url("restore_question", posting, question.pk))
    assert texts(posting) == ["What did you build?"]


def test_what_became_forbidden_is_not_put_back(client, posting):
    question = QuestionFactory(posting=posting, text="How old are you?", dropped_at=timezone.now())

    response = client.post(url("restore_question", posting, question.pk), follow=True)

    assert "can’t be asked" in response.text
    assert texts(posting) == []


def test_asking_about_a_line_twice_makes_one_question(client, posting, line):
    for _ in range(2):
        response = client.post(url("ask_about", posting, line.pk))

    question = posting.questions.get()
    assert response.url == f"{url('form', posting)}#question-{question.pk}"
    assert question.text == f"“{line.text}” Tell us of one time you did this."
    assert (question.line, question.line_text) == (line, line.text)


def test_a_line_whose_words_would_be_forbidden_as_a_question_is_not_asked_about(client, posting):
    line = LineFactory(posting=posting, kind=LineKind.OTHER, text="Tell us your nationality when you apply.")

    response = client.post(url("ask_about", posting, line.pk), follow=True)

    assert "“your nationality” can’t be asked." in response.text
    assert texts(posting) == []


def test_htmx_gets_the_parts_that_changed(client, posting, line):
    page = client.post(url("ask_about", posting, line.pk), **HTMX).text

    question = posting.questions.get()
    assert page.count("hx-swap-oob") == 5
    assert f'id="edit-{question.pk}"' in page
    assert "autofocus" in page
    assert "<html" not in page


@pytest.mark.parametrize("name", ["edit_question", "move_question", "drop_question", "restore_question"])
def test_a_question_of_another_posting_is_not_found(client, posting, name):
    foreign = QuestionFactory(posting=PostingFactory(owner=posting.created_by))

    assert client.post(url(name, posting, foreign.pk)).status_code == 404
    assert Question.objects.get() == foreign


def test_the_form_of_an_archived_posting_is_read_only(client, recruiter):
    posting = PostingFactory(archived=True, owner=recruiter, created_by=recruiter)
    question = QuestionFactory(posting=posting)

    assert "Write a question" not in client.get(url("form", posting)).text
    assert client.post(url("drop_question", posting, question.pk)).status_code == 404


def test_a_recruiter_of_another_posting_finds_nothing(sign_in, posting, question):
    outsider = MembershipFactory().user

    assert sign_in(outsider).get(url("form", posting)).status_code == 404


# Around it


def test_a_review_shows_the_form_that_is_approved(sign_in, posting, manager, question):
    review = ReviewFactory(posting=posting, reviewer=manager)
    QuestionFactory(posting=posting, text="Asked later?")

    page = sign_in(manager).get(review.get_absolute_url()).text

    frozen = page.partition('id="part-form"')[2].partition("</section>")[0]
    assert "Phone: Optional; Links: Optional; A few words: Optional." in frozen
    assert "What did you build?<br>Short text, may be left out" in frozen
    assert "Asked later?" not in frozen


def test_the_versions_say_what_changed_in_the_form(client, posting, question):
    actions.publish_posting(posting=posting, by=posting.created_by)
    actions.drop_question(question=question, by=posting.created_by)

    assert "What did you build?<br>Short text" in client.get(url("versions", posting)).text


def test_the_editor_leads_to_the_form_and_asks_about_a_line(client, posting, line):
    page = client.get(url("posting", posting)).text

    assert f'href="{url("form", posting)}"' in page
    assert f'action="{url("ask_about", posting, line.pk)}"' in page

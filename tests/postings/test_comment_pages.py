"""Comments in the editor and on the page of a review; as plain forms and as htmx sends them."""

import pytest
from django.urls import reverse

from postings import actions
from postings.choices import Part
from postings.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.postings import CommentFactory, LineFactory, MembershipFactory, ReviewFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def review(posting, manager):
    return ReviewFactory(posting=posting, reviewer=manager)


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def reader(sign_in, manager):
    return sign_in(manager)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


def place(line):
    return f"line-{line.pk}"


# Saying


@pytest.mark.parametrize("where", ["line", "id_title", "id_pay_min", "company", "whole"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_comment_in_the_editor(client, posting, line, where, headers):
    key = place(line) if where == "line" else where

    response = client.post(url("add_comment", posting), {"place": key, "text": "Is that so?"}, **headers)

    comment = Comment.objects.get()
    assert (comment.line, comment.anchor) == (
        line if where == "line" else None,
        where if where not in {"line", "whole"} else "",
    )
    assert comment.quoted == {"line": line.text, "id_title": posting.title, "company": posting.company.name}.get(
        where, ""
    )
    if headers:
        assert "Is that so?" in response.text
        assert response.text.count(f'id="say-{key}-form"') == 1
        assert "<html" not in response.text
    else:
        assert response.url == f"{posting.get_absolute_url()}#comments-{key}"
        assert "Is that so?" in client.get(response.url).text


def test_a_comment_on_the_page_of_a_review_is_on_the_text_there(reader, posting, review, line, recruiter):
    actions.reword_line(line=line, text="You hire.", revision=1, by=recruiter)
    data = {"place": place(line), "text": "Is that so?", "review": review.pk}

    response = reader.post(url("add_comment", posting), data)

    assert response.url == f"{review.get_absolute_url()}#comments-{place(line)}"
    assert Comment.objects.get().quoted == "You carry out mission 1."
    assert "said of:" not in reader.get(review.get_absolute_url()).text


def test_the_editor_shows_what_it_was_said_of(client, posting, line, recruiter):
    CommentFactory(posting=posting, line=line)
    actions.reword_line(line=line, text="You hire.", revision=1, by=recruiter)

    assert "said of: “You carry out mission 1.”" in client.get(url("posting", posting)).text


@pytest.mark.parametrize(
    ("text", "message"), [("", "Write the comment first."), ("x" * 2001, "at most 2000 characters")]
)
@pytest.mark.parametrize("on_review", [False, True], ids=["editor", "review"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_comment_that_cannot_be_taken_is_explained(client, posting, line, review, text, message, on_review, headers):
    data = {"place": place(line), "text": text} | ({"review": review.pk} if on_review else {})

    response = client.post(url("add_comment", posting), data, **headers)

    assert response.status_code == (200 if headers else 422)
    assert message in response.text
    assert f">{text}</textarea>" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("where", ["", "line-0", "line-x", "id_nothing", "lines-mission"])
def test_a_place_that_is_not_there_is_not_found(client, posting, where):
    assert client.post(url("add_comment", posting), {"place": where, "text": "Hm."}).status_code == 404


def test_a_line_of_another_posting_is_not_found(client, posting):
    stranger = LineFactory()

    assert client.post(url("add_comment", posting), {"place": place(stranger), "text": "Hm."}).status_code == 404


@pytest.mark.parametrize("pk", ["x", "-1", "0", "9" * 30])
def test_a_review_that_is_not_there_is_not_found(client, posting, pk):
    data = {"place": "whole", "text": "Hm.", "review": pk}

    assert client.post(url("add_comment", posting), data).status_code == 404


def test_sending_a_comment_again_is_harmless(client, posting):
    for _ in range(2):
        client.post(url("add_comment", posting), {"place": "whole", "text": "Good."})

    assert Comment.objects.count() == 1


# Settling


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_settling_and_reopening_twice_is_harmless(client, posting, line, headers):
    comment = CommentFactory(posting=posting, line=line)

    for _ in range(2):
        settled = client.post(url("settle_comments", posting, comment.pk), **headers)
    comment.refresh_from_db()
    assert comment.resolved_by == posting.created_by
    assert not headers or "1 comment settled by" in settled.text

    for _ in range(2):
        client.post(url("reopen_comments", posting, comment.pk), **headers)
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_a_comment_of_another_posting_is_not_found(client, posting):
    other = CommentFactory()

    for name in ("settle_comments", "reopen_comments"):
        assert client.post(url(name, posting, other.pk)).status_code == 404


@pytest.mark.parametrize("name", ["add_comment", "settle_comments", "reopen_comments"])
def test_nothing_is_said_by_looking(client, posting, name):
    comment = CommentFactory(posting=posting)
    args = [] if name == "add_comment" else [comment.pk]

    assert client.get(url(name, posting, *args), {"place": "whole", "text": "Hm."}).status_code == 405


@pytest.mark.parametrize(
    ("who", "add", "settle_others"),
    [
        ("reviewer", 302, 403),
        ("lead", 302, 302),
        (Part.HIRING_MANAGER, 302, 403),
        (Part.RECRUITER, 302, 302),
        (Part.INTERVIEWER, 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_who_comments_on_the_page_of_a_review(sign_in, posting, review, lead, who, add, settle_others):
    user = {"reviewer": review.reviewer, "lead": lead}.get(who) or UserFactory(recruiter=True)
    if who in Part.values:
        MembershipFactory(posting=posting, user=user, part=who)
    others = CommentFactory(posting=posting, anchor="id_title")
    client = sign_in(user)

    added = client.post(url("add_comment", posting), {"place": "whole", "text": "Hm.", "review": review.pk})
    settled = client.post(url("settle_comments", posting, others.pk), {"review": review.pk})

    assert (added.status_code, settled.status_code) == (add, settle_others)
    if add == 302:
        own = Comment.objects.get(by=user)
        assert client.post(url("settle_comments", posting, own.pk), {"review": review.pk}).status_code == 302


@pytest.mark.parametrize("part", [Part.HIRING_MANAGER, Part.INTERVIEWER, None])
def test_the_editors_comments_are_for_editors(sign_in, posting, part):
    user = UserFactory(recruiter=True)
    if part:
        MembershipFactory(posting=posting, user=user, part=part)

    assert sign_in(user).post(url("add_comment", posting), {"place": "whole", "text": "Hm."}).status_code == 404
    assert not Comment.objects.exists()


# What the pages show


def test_comments_on_a_dropped_line_stay_readable(client, reader, posting, review, line, recruiter):
    CommentFactory(posting=posting, line=line, text="Not this one.")
    actions.drop_line(line=line, by=recruiter)
    later = actions.take_back_review(review=review, by=recruiter)
    fresh = ReviewFactory(posting=posting, reviewer=later.reviewer)

    for page in (url("posting", posting), review.get_absolute_url()):
        assert "Not this one." in client.get(page).text
    response = reader.get(fresh.get_absolute_url())
    assert [thread.key for thread in response.context["elsewhere"]] == [place(line)]
    assert "Not this one." in response.text


def test_an_archived_posting_keeps_its_comments_and_takes_none(client, posting, review, recruiter):
    comment = CommentFactory(posting=posting, text="Good.")
    actions.archive_posting(posting=posting, by=recruiter)

    response = client.get(review.get_absolute_url())

    assert "Good." in response.text
    assert "</textarea>" not in response.text
    assert f'form="settle-{comment.pk}"' not in response.text
    for name, args in (("add_comment", []), ("settle_comments", [comment.pk]), ("reopen_comments", [comment.pk])):
        data = {"place": "whole", "text": "Hm.", "review": review.pk}
        assert client.post(url(name, posting, *args), data).status_code == 404


def test_a_refused_line_keeps_its_comments(client, posting, line):
    CommentFactory(posting=posting, line=line, text="Which team?")

    response = client.post(url("reword_line", posting, line.pk), {"text": " ", "revision": 1}, **HTMX)

    assert "Which team?" in response.text

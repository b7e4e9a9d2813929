"""What is said of a posting: saying, settling, reopening, and what it was said of."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from postings import actions
from postings.comments import ANCHORS, QUOTED, WHOLE, comments_of, excerpt, texts_of, threads
from postings.compare import LABELS
from postings.content import draft_content
from postings.models import Comment
from tests.factories.postings import CommentFactory

pytestmark = pytest.mark.django_db


def talk(posting, reader=None, **changes):
    texts = texts_of(draft_content(posting, posting.lines.kept().with_sources())) | changes
    return threads(comments_of(posting), texts, reader=reader, may_comment=True)


def key(line):
    return f"line-{line.pk}"


def said(conversation):
    return [remark.comment.text for remark in conversation.remarks] if conversation else []


def test_every_fact_has_a_place():
    assert sorted(ANCHORS.values()) == sorted(LABELS)


def test_comments_stand_at_their_place(posting, line):
    CommentFactory(posting=posting, line=line, text="Which team?")
    CommentFactory(posting=posting, anchor="id_title", text="Too grand.")
    CommentFactory(posting=posting, text="Good.")

    found = talk(posting)

    assert {thread.key: said(thread.open) for thread in found.waiting} == {
        WHOLE: ["Good."],
        "id_title": ["Too grand."],
        key(line): ["Which team?"],
    }
    assert [found[name].label for name in (WHOLE, "id_title", key(line))] == [
        "The whole posting",
        "Title",
        "You carry out mission 1.",
    ]


def test_the_same_sent_twice_is_one_comment(posting, line):
    for text in ("Why?", "Why?", "Because.", "Why?"):
        CommentFactory(posting=posting, line=line, text=text)

    assert said(talk(posting)[key(line)].open) == ["Why?", "Because.", "Why?"]


def test_settling_settles_what_was_seen(posting, line, recruiter, manager):
    first = CommentFactory(posting=posting, line=line, by=manager)
    seen = CommentFactory(posting=posting, line=line)
    later = CommentFactory(posting=posting, line=line, by=manager)

    for _ in range(2):
        actions.settle_comments(comment=seen, by=recruiter)

    thread = talk(posting)[key(line)]
    assert said(thread.open) == [later.text]
    assert [said(conversation) for conversation in thread.settled] == [[first.text, seen.text]]
    assert thread.settled[0].last.resolved_by == recruiter


def test_reopening_reopens_what_was_settled_together(posting, line, recruiter):
    old = CommentFactory(posting=posting, line=line)
    actions.settle_comments(comment=old, by=recruiter)
    first, last = CommentFactory.create_batch(2, posting=posting, line=line)
    actions.settle_comments(comment=last, by=recruiter)

    for _ in range(2):
        actions.reopen_comments(comment=last, by=recruiter)

    thread = talk(posting)[key(line)]
    assert said(thread.open) == [first.text, last.text]
    assert [said(conversation) for conversation in thread.settled] == [[old.text]]


def test_who_began_it_settles_it_and_editors_do(posting, line, recruiter, manager):
    theirs = CommentFactory(posting=posting, line=line, by=manager)
    other = CommentFactory(posting=posting, anchor="id_title", by=recruiter)
    CommentFactory(posting=posting, anchor="id_title", by=manager)

    actions.settle_comments(comment=theirs, by=manager)
    actions.reopen_comments(comment=theirs, by=recruiter)
    with pytest.raises(PermissionDenied):
        actions.settle_comments(comment=other, by=manager)

    seen = talk(posting, manager)
    assert [seen[name].open.may_settle for name in (key(line), "id_title")] == [True, False]
    assert talk(posting)["id_title"].open.may_settle


def test_a_comment_shows_what_it_was_said_of_once_that_changed(posting, line):
    CommentFactory(posting=posting, line=line, said_of="You lead.")
    CommentFactory(posting=posting, line=line, said_of="You lead.")
    CommentFactory(posting=posting, line=line, said_of=line.text)

    (first, second, third) = talk(posting)[key(line)].open.remarks

    assert [first.said_of, second.said_of, third.said_of] == ["You lead.", "", line.text]
    assert [remark.said_of for remark in talk(posting, **{key(line): "You lead."})[key(line)].open.remarks] == [
        "",
        "",
        line.text,
    ]


def test_comments_on_a_dropped_line_stay(posting, line, recruiter):
    CommentFactory(posting=posting, line=line, text="Not this one.")
    actions.drop_line(line=line, by=recruiter)

    thread = talk(posting)[key(line)]

    assert (said(thread.open), thread.may_comment, thread.label) == (["Not this one."], False, line.text)
    assert Comment.objects.count() == 1


@given(st.text(max_size=QUOTED * 2))
def test_an_excerpt_fits_and_is_the_same_again(text):
    short = excerpt(text)

    assert len(short) <= QUOTED
    assert excerpt(short) == short
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))

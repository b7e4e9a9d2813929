"""Reviews in the studio: asking, the page of a review, deciding; the editor, the versions and today around them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.choices import Part
from postings.models import Company, Review
from postings.studio_choices import ReviewState
from tests.factories.accounts import UserFactory
from tests.factories.postings import (
    CommentFactory,
    CompanyFactory,
    LineFactory,
    MembershipFactory,
    PostingFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(recruiter):
    return PostingFactory(ready=True, owner=recruiter, created_by=recruiter, company__name="Marée")


@pytest.fixture
def review(posting, manager):
    return ReviewFactory(posting=posting, reviewer=manager, message="Is the pay right?")


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def reader(sign_in, manager):
    return sign_in(manager)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


def reword(posting, text="You hire.", *, by):
    line = posting.lines.first()
    actions.reword_line(line=line, text=text, revision=line.revision, by=by)


# Asking


def test_the_form_offers_managers_of_the_posting_and_leads(client, posting, manager, lead):
    MembershipFactory(part=Part.HIRING_MANAGER)

    response = client.get(url("ask_review", posting))

    choices = [str(label) for _value, label in response.context["form"]["reviewer"].field.choices]
    assert sorted(choices) == sorted([f"{manager}, hiring manager of this posting", f"{lead}, lead"])


def test_asking(client, posting, manager):
    data = {"reviewer": manager.pk, "message": "Is the pay right?"}

    for _ in range(2):
        response = client.post(url("ask_review", posting), data, follow=True)

    assert f"{manager} is asked, and gets an e-mail." in response.text
    assert f"Waiting for {manager}’s review" in response.text
    assert Review.objects.get().message == "Is the pay right?"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"message": "Please."}, "Choose somebody."),
        ({"reviewer": "0", "message": "Please."}, "Choose a hiring manager of this posting, or a lead."),
        ({"reviewer": "x", "message": "Please."}, "Choose a hiring manager of this posting, or a lead."),
    ],
)
def test_a_bad_choice_is_explained(client, posting, manager, data, message):
    response = client.post(url("ask_review", posting), data)

    assert response.status_code == 422
    assert message in response.text
    assert "Please.</textarea>" in response.text
    assert not Review.objects.exists()


def test_without_anybody_to_ask_the_page_says_how_to_get_somebody(client, posting):
    response = client.get(url("ask_review", posting))

    assert "Nobody to ask yet" in response.text
    assert url("team", posting) in response.text


def test_asking_while_somebody_reads_is_refused_in_words(client, posting, review, lead):
    response = client.post(url("ask_review", posting), {"reviewer": lead.pk}, follow=True)

    assert "is asked already: take that review back before you ask again." in response.text
    assert Review.objects.count() == 1


def test_asking_again_proposes_the_same_person(client, posting, manager, lead):
    ReviewFactory(posting=posting, reviewer=manager, returned=True)

    response = client.get(url("ask_review", posting))

    assert response.context["form"]["reviewer"].value() == manager.pk
    assert "Say what it pays." in response.text


@pytest.mark.parametrize("part", [None, Part.HIRING_MANAGER, Part.INTERVIEWER])
@pytest.mark.parametrize("name", ["ask_review", "take_back_review"])
def test_only_editors_ask_and_take_back(sign_in, posting, review, part, name):
    user = UserFactory(recruiter=True)
    if part:
        MembershipFactory(posting=posting, user=user, part=part)
    args = [] if name == "ask_review" else [review.pk]

    assert sign_in(user).post(url(name, posting, *args), {"reviewer": review.reviewer_id}).status_code == 404
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_an_archived_posting_is_not_asked_for(client, recruiter):
    posting = PostingFactory(archived=True, owner=recruiter, created_by=recruiter)

    assert client.get(url("ask_review", posting)).status_code == 404


def test_taking_back_twice_is_harmless(client, posting, review):
    for _ in range(2):
        response = client.post(url("take_back_review", posting, review.pk), follow=True)

    assert "is no longer asked." in response.text
    review.refresh_from_db()
    assert review.state == ReviewState.WITHDRAWN


def test_taking_back_what_was_decided_is_refused_in_words(client, posting, manager):
    review = ReviewFactory(posting=posting, reviewer=manager, approved=True)

    response = client.post(url("take_back_review", posting, review.pk), follow=True)

    assert f"{manager} approved it meanwhile." in response.text


@pytest.mark.parametrize("name", ["decide_review", "take_back_review"])
def test_nothing_is_decided_by_looking(client, posting, review, name):
    assert client.get(url(name, posting, review.pk)).status_code == 405


# The page of a review


def test_the_reviewer_reads_the_text_as_submitted(reader, posting, review, recruiter):
    reword(posting, "You hire.", by=recruiter)

    response = reader.get(review.get_absolute_url())

    words = [item.text for section in response.context["sections"] if section.is_lines for item in section.items]
    assert words == ["You carry out mission 1.", "You carry out mission 2.", "You carry out mission 3."]
    assert "Is the pay right?" in response.text
    assert "The posting was edited after this review was asked for." in response.text
    assert [(one.before, one.after) for one in response.context["since_asked"]] == [
        ("You carry out mission 1.", "You hire.")
    ]


def test_an_unchanged_text_is_not_called_edited(reader, review):
    response = reader.get(review.get_absolute_url())

    assert "The posting was edited after this review was asked for." not in response.text


def test_findings_stand_at_what_they_are_about(reader, posting, manager, recruiter):
    line = LineFactory(posting=posting, text="You are a young rockstar aged 25 to 30.", order=9)
    review = ReviewFactory(posting=posting, reviewer=manager)

    response = reader.get(review.get_absolute_url())

    items = {item.key: item for section in response.context["sections"] for item in section.items}
    assert {finding.severity for finding in items[f"line-{line.pk}"].findings} >= {"blocks"}
    assert response.context["assessment"].fit is not None


def test_what_changed_since_the_version_and_since_the_last_review(reader, posting, manager, recruiter):
    actions.publish_posting(posting=posting, by=recruiter)
    reword(posting, "You hire.", by=recruiter)
    ReviewFactory(posting=posting, reviewer=manager, returned=True)
    actions.update_facts(posting=posting, values={"title": "Head of Technology"}, base={}, by=recruiter)
    review = ReviewFactory(posting=posting, reviewer=manager)

    context = reader.get(review.get_absolute_url()).context

    assert [change.after for change in context["since_published"]] == ["Head of Technology", "You hire."]
    assert [change.after for change in context["since_former"]] == ["Head of Technology"]
    marked = {item.key: item.before for section in context["sections"] for item in section.items}
    assert {key: before for key, before in marked.items() if before is not None} == {
        "id_title": "Chief Technical Officer"
    }


def test_another_round_leaves_the_former_readable(reader, posting, manager):
    former = ReviewFactory(posting=posting, reviewer=manager, returned=True)
    ReviewFactory(posting=posting, reviewer=manager)

    response = reader.get(former.get_absolute_url())

    assert "Returned by" in response.text
    assert "Say what it pays." in response.text
    assert 'id="decide"' not in response.text


@pytest.mark.parametrize(
    ("who", "status", "decides"),
    [
        ("reviewer", 200, True),
        ("lead", 200, True),
        ("asker", 200, False),
        (Part.HIRING_MANAGER, 200, False),
        (Part.RECRUITER, 200, False),
        (Part.INTERVIEWER, 404, False),
        ("outsider", 404, False),
    ],
)
def test_who_reads_and_who_decides(sign_in, posting, review, lead, recruiter, who, status, decides):
    user = {"reviewer": review.reviewer, "lead": lead, "asker": recruiter}.get(who) or UserFactory(recruiter=True)
    if who in Part.values:
        MembershipFactory(posting=posting, user=user, part=who)
    client = sign_in(user)

    page = client.get(review.get_absolute_url())
    answer = client.post(url("decide_review", posting, review.pk), {"state": "approved"})

    assert page.status_code == status
    assert ('id="decide"' in page.text) is decides
    assert answer.status_code == (302 if decides else 403 if status == 200 else 404)
    review.refresh_from_db()
    assert review.state == (ReviewState.APPROVED if decides else ReviewState.OPEN)


def test_a_review_of_another_posting_is_not_found(sign_in, lead, posting, review):
    other = PostingFactory()
    client = sign_in(lead)

    assert client.get(url("review", other, review.pk)).status_code == 404
    assert client.post(url("decide_review", other, review.pk), {"state": "approved"}).status_code == 404
    assert client.post(url("take_back_review", other, review.pk)).status_code == 404


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"state": "returned", "answer": " "}, "Say what should change before you return it."),
        ({"answer": "Hm."}, "Approve it or return it."),
        ({"state": "withdrawn", "answer": "Hm."}, "Approve it or return it."),
        ({"state": "returned", "answer": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_a_word_that_cannot_be_taken_is_explained(reader, posting, review, data, message):
    response = reader.post(url("decide_review", posting, review.pk), data)

    assert response.status_code == 422
    assert message in response.text
    assert f"{data['answer'].strip()}</textarea>" in response.text.replace("\n", "")
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


@pytest.mark.parametrize(("state", "said"), [("approved", "Approved."), ("returned", "Returned.")])
def test_deciding_twice_is_harmless(reader, posting, review, recruiter, state, said):
    for _ in range(2):
        response = reader.post(
            url("decide_review", posting, review.pk), {"state": state, "answer": "Well done."}, follow=True
        )

    assert f"{said} {recruiter} gets an e-mail." in response.text
    review.refresh_from_db()
    assert (review.state, review.answer) == (state, "Well done.")


def test_the_second_to_decide_is_told(sign_in, reader, posting, review, lead):
    sign_in(lead).post(url("decide_review", posting, review.pk), {"state": "approved"})

    response = reader.post(
        url("decide_review", posting, review.pk), {"state": "returned", "answer": "No."}, follow=True
    )

    assert f"{lead} approved it meanwhile." in response.text


def test_words_are_escaped(sign_in, lead, posting, manager):
    evil = "</textarea><script>alert(1)</script>"
    CommentFactory(posting=posting, text=evil)
    review = ReviewFactory(posting=posting, reviewer=manager, message=evil, reach="returned", answer=evil)

    for page in (review.get_absolute_url(), url("posting", posting), url("versions", posting)):
        assert evil not in sign_in(lead).get(page).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(reader, posting, manager, recruiter, django_assert_num_queries, count):
    actions.publish_posting(posting=posting, by=recruiter)
    for line in posting.lines.all()[:count]:
        CommentFactory(posting=posting, line=line)
        LineFactory(posting=posting)
        ReviewFactory(posting=posting, reviewer=manager, returned=True)
    review = ReviewFactory(posting=posting, reviewer=manager)

    with django_assert_num_queries(22):
        reader.get(review.get_absolute_url())


# Around it


def test_what_waits_is_on_the_first_page(reader, review, recruiter):
    response = reader.get(reverse("studio:today"))

    assert [item.pk for item in response.context["today"].reviews] == [review.pk]
    assert "Waiting for your review" in response.text
    assert review.get_absolute_url() in response.text


@pytest.mark.parametrize("why", ["decided", "no longer a member", "archived", "somebody else’s"])
def test_what_does_not_wait_is_not_on_it(sign_in, reader, posting, review, manager, recruiter, lead, why):
    if why == "decided":
        actions.decide_review(review=review, state=ReviewState.APPROVED, by=lead)
    elif why == "no longer a member":
        posting.memberships.filter(user=manager).delete()
    elif why == "archived":
        actions.archive_posting(posting=posting, by=recruiter)

    client = sign_in(recruiter) if why == "somebody else’s" else reader
    response = client.get(reverse("studio:today"))

    assert list(response.context["today"].reviews) == []
    assert "Waiting for your review" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_takes_the_same_queries(sign_in, lead, count, django_assert_num_queries):
    for _ in range(count):
        ReviewFactory(reviewer=lead)
    client = sign_in(lead)

    with django_assert_num_queries(7):
        response = client.get(reverse("studio:today"))

    assert len(response.context["today"].reviews) == count


def test_the_editor_tells_how_the_text_stands(client, posting, manager, recruiter):
    page = url("posting", posting)
    assert 'class="review-note' not in client.get(page).text

    ReviewFactory(posting=posting, reviewer=manager, approved=True)
    assert f"Approved by {manager} on" in client.get(page).text

    reword(posting, by=recruiter)
    edited = client.get(page).text
    assert f"Edited since {manager}’s approval of" in edited
    assert "1 change since" in edited

    ReviewFactory(posting=posting, reviewer=manager, returned=True)
    assert f"Returned by {manager} on" in client.get(page).text


def test_htmx_gets_the_note_with_every_change(client, posting, manager):
    ReviewFactory(posting=posting, reviewer=manager, approved=True)
    line = posting.lines.first()

    response = client.post(
        url("reword_line", posting, line.pk), {"text": "You hire.", "revision": 1}, headers={"HX-Request": "true"}
    )

    assert 'id="review-note"' in response.text
    assert f"Edited since {manager}’s approval of" in response.text


def test_a_member_who_does_not_edit_is_led_to_the_review(reader, posting, review):
    response = reader.get(url("posting", posting))

    assert "Your review is asked for." in response.text
    assert review.get_absolute_url() in response.text


def test_an_interviewer_is_not_told_of_reviews(sign_in, posting, review, interviewer):
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    client = sign_in(interviewer)

    for page in (url("posting", posting), url("versions", posting)):
        assert review.get_absolute_url() not in client.get(page).text


def test_publishing_without_the_approval_links_to_asking(client, posting):
    Company.objects.update(review_required=True)

    response = client.post(url("publish", posting))

    assert response.status_code == 422
    assert "Not published yet" in response.text
    assert f'<a href="{url("ask_review", posting)}">An approval of this text is needed: ask for a review.</a>' in (
        response.text
    )


def test_versions_say_who_approved_them(client, posting, manager, recruiter):
    ReviewFactory(posting=posting, reviewer=manager, approved=True)
    actions.publish_posting(posting=posting, by=recruiter)
    reword(posting, by=recruiter)
    actions.publish_posting(posting=posting, by=recruiter)

    response = client.get(url("versions", posting))

    approved = [version.approval and version.approval.decided_by for version, _changes in response.context["versions"]]
    assert approved == [None, manager]
    assert response.text.count("Approved by") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_versions_take_the_same_queries_however_many_reviews(
    client, posting, manager, recruiter, django_assert_num_queries, count
):
    actions.publish_posting(posting=posting, by=recruiter)
    for _ in range(count):
        ReviewFactory(posting=posting, reviewer=manager, returned=True)

    with django_assert_num_queries(10):
        response = client.get(url("versions", posting))

    assert len(response.context["reviews"]) == count


# The company's rule


@pytest.mark.parametrize(("kind", "changes"), [("lead", True), ("recruiter", False)])
def test_only_a_lead_makes_approvals_needed(sign_in, kind, changes):
    user = UserFactory(**{kind: True})
    company = CompanyFactory(created_by=user)

    response = sign_in(user).post(
        reverse("studio:company", args=[company.pk]), {"name": company.name, "review_required": "on"}
    )

    company.refresh_from_db()
    assert response.status_code == 302
    assert company.review_required is changes


def test_a_recruiter_saving_the_facts_leaves_the_rule_alone(client, recruiter):
    company = CompanyFactory(created_by=recruiter, review_required=True)
    address = reverse("studio:company", args=[company.pk])

    assert "need somebody else’s approval" in client.get(address).text
    client.post(address, {"name": "Marée"})

    company.refresh_from_db()
    assert (company.name, company.review_required) == ("Marée", True)


def test_a_review_page_says_when_it_was_asked(reader, review):
    assert timezone.localtime(review.asked_at).strftime("%H:%M") in reader.get(review.get_absolute_url()).text

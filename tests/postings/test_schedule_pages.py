"""The page that plans when a posting is shown, the switch that hides it from lists, and where both are seen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from postings import actions
from postings.choices import Part
from postings.models import Posting
from postings.schedule import Schedule
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # 10:00 in Paris
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=20)
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def clock():
    with travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def draft(recruiter):
    return PostingFactory(ready=True, owner=recruiter, created_by=recruiter)


@pytest.fixture
def published(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


def url(name, posting):
    return reverse(f"studio:{name}", args=[posting.code])


PUBLISH = {"publish_date": "2026-11-22", "publish_time": "11:00"}
CLOSE = {"close_date": "2026-12-12", "close_time": "10:00", "close_reason": "filled"}


# The page


def test_the_page_says_whose_time_it_is(client, draft):
    text = client.get(url("schedule", draft)).text

    assert "Times are those of Europe/Paris, where it is now" in text
    assert "22 November 2026, 10:00" in text


def test_a_draft_is_planned_in_the_sites_time(client, draft, recruiter):
    response = client.post(url("schedule", draft), PUBLISH | CLOSE, follow=True)

    draft.refresh_from_db()
    assert response.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert (draft.publish_at, draft.close_at, draft.close_at_reason, draft.scheduled_by) == (
        SOON,
        LATER,
        "filled",
        recruiter,
    )
    assert "It goes out on 22 November 2026, 11:00. It closes on 12 December 2026, 10:00." in response.text


def test_a_published_posting_may_only_be_closed(client, published):
    client.post(url("schedule", published), CLOSE)

    published.refresh_from_db()
    assert (published.publish_at, published.close_at) == (None, LATER)


def test_what_is_planned_stands_in_the_form(client, draft, recruiter):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "paused"), by=recruiter)

    form = client.get(url("schedule", draft)).context["form"]

    assert [form[name].value() for name in ("publish_date", "close_date", "close_reason")] == [
        date(2026, 11, 22),
        date(2026, 12, 12),
        "paused",
    ]
    assert 'value="11:00"' in str(form["publish_time"])


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({}, "__all__", "Choose a day and a time"),
        ({"publish_date": "2026-11-22"}, "publish_time", "Say the time, too."),
        ({"publish_time": "11:00"}, "publish_date", "Choose the day, too."),
        ({"publish_date": "2026-11-22", "publish_time": "10:00"}, "publish_date", "This has passed"),
        ({"publish_date": "32.13.", "publish_time": "25:00"}, "publish_time", "Enter a valid time."),
        (PUBLISH | CLOSE | {"close_date": "2026-11-22"}, "close_date", "This has passed"),
        (CLOSE | {"publish_date": "2026-12-13", "publish_time": "9:00"}, "close_date", "close before it is published"),
        (CLOSE, "close_date", "Nobody can apply yet"),
        (PUBLISH | CLOSE | {"close_reason": ""}, "close_reason", "Choose a reason"),
        (PUBLISH | CLOSE | {"close_reason": "bored"}, "close_reason", "Select a valid choice"),
        ({"publish_date": "2027-03-28", "publish_time": "02:30"}, "publish_time", "There is no such time on that day"),
        ({"publish_date": "2027-10-31", "publish_time": "02:30"}, "publish_time", "There is no such time on that day"),
        ({"publish_date": "9999-12-31", "publish_time": "23:59"}, None, None),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(client, draft, sent, field, message):
    response = client.post(url("schedule", draft), sent)

    draft.refresh_from_db()
    if field is None:
        assert response.status_code == 302
        return
    assert (response.status_code, draft.publish_at, draft.close_at) == (422, None, None)
    assert message in response.context["form"].errors[field][0]
    assert all(value in response.text for value in sent.values() if value != "bored")


def test_a_text_that_is_not_ready_shows_what_is_missing_and_keeps_what_was_typed(client, recruiter):
    draft = PostingFactory(ready=True, title="", owner=recruiter)

    response = client.post(url("schedule", draft), PUBLISH)

    draft.refresh_from_db()
    assert (response.status_code, draft.publish_at) == (422, None)
    assert "Not published yet" in response.text
    assert f'<a href="{draft.get_absolute_url()}#id_title">A title is missing.</a>' in response.text
    assert 'value="2026-11-22"' in response.text


def test_the_same_form_sent_twice_plans_once(client, draft):
    for _ in range(2):
        assert client.post(url("schedule", draft), PUBLISH).status_code == 302

    draft.refresh_from_db()
    assert draft.publish_at == SOON


@pytest.mark.parametrize(("name", "sent"), [("schedule", {}), ("cancel_schedule", {})])
def test_emptying_the_form_cancels_as_the_button_does(client, draft, recruiter, name, sent):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)

    for _ in range(2 if name == "cancel_schedule" else 1):
        response = client.post(url(name, draft), sent, follow=True)

    draft.refresh_from_db()
    assert (draft.publish_at, draft.scheduled_by) == (None, None)
    assert "Nothing is scheduled any more." in response.text


def test_what_somebody_else_did_meanwhile_is_said(client, published, monkeypatch, recruiter):
    def beaten(**kwargs):
        raise actions.TransitionRefused("Too late.")

    monkeypatch.setattr("postings.actions.schedule_posting", beaten)

    response = client.post(url("schedule", published), CLOSE, follow=True)

    assert response.redirect_chain == [(url("schedule", published), 302)]
    assert "Too late." in response.text


@pytest.mark.parametrize("name", ["schedule", "cancel_schedule", "listing"])
@pytest.mark.parametrize("who", ["stranger", "interviewer", "archived"])
def test_who_may_not_edit_finds_nothing(sign_in, recruiter, published, name, who):
    reader = MembershipFactory(posting=published, part=Part.INTERVIEWER).user
    if who == "archived":
        actions.close_posting(posting=published, by=recruiter, reason="filled")
        actions.archive_posting(posting=published, by=recruiter)
    user = {"stranger": PostingFactory().created_by, "interviewer": reader, "archived": recruiter}[who]

    response = sign_in(user).post(url(name, published), CLOSE | {"listed": "unlisted"})

    published.refresh_from_db()
    assert (response.status_code, published.close_at, published.listed) == (404, None, True)


@pytest.mark.parametrize(("name", "statuses"), [("schedule", (405, 405)), ("cancel_schedule", (405, 405))])
def test_wrong_methods(client, draft, name, statuses):
    assert (client.put(url(name, draft)).status_code, client.delete(url(name, draft)).status_code) == statuses


@pytest.mark.parametrize("name", ["cancel_schedule", "listing"])
def test_changes_are_posted(client, draft, name):
    assert client.get(url(name, draft)).status_code == 405


# Listing


def test_the_switch_takes_effect_at_once_and_back(client, published):
    for value, listed in (("unlisted", False), ("unlisted", False), ("listed", True)):
        response = client.post(url("listing", published), {"listed": value})

        published.refresh_from_db()
        assert (response.status_code, published.listed) == (302, listed)


@pytest.mark.parametrize("sent", [{}, {"listed": "maybe"}])
def test_a_switch_without_a_choice_changes_nothing(client, published, sent):
    response = client.post(url("listing", published), sent)

    published.refresh_from_db()
    assert (response.status_code, published.listed) == (422, True)
    assert response.context["listing"].errors.keys() == {"listed"}


# Where it is seen


PLACES = ["editor", "list", "today"]


def shown(client, posting, place) -> str:
    address = {"editor": url("posting", posting), "list": reverse("studio:postings"), "today": reverse("studio:today")}
    return " ".join(client.get(address[place]).text.split())


@pytest.mark.parametrize("place", PLACES)
def test_a_plan_is_seen(client, draft, recruiter, place):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    text = shown(client, draft, place)

    assert 'Goes out on <time datetime="2026-11-22T11:00+01:00">22 November 2026, 11:00</time>' in text
    assert 'Closes on <time datetime="2026-12-12T10:00+01:00">12 December 2026, 10:00</time>' in text


@pytest.mark.parametrize("place", PLACES)
def test_what_was_not_done_is_seen_until_somebody_takes_note(client, draft, place):
    Posting.objects.filter(pk=draft.pk).update(schedule_problem="Not published. A title is missing.")
    assert "Not done as scheduled" in shown(client, draft, place)

    client.post(url("cancel_schedule", draft))

    assert "Not done as scheduled" not in shown(client, draft, place)


def test_the_reason_is_said_in_the_editor_and_on_the_first_page(client, draft):
    Posting.objects.filter(pk=draft.pk).update(schedule_problem="Not published. A title is missing.")

    for place in ("editor", "today"):
        assert "Not published. A title is missing." in shown(client, draft, place)


def test_nothing_of_others_is_on_the_first_page(client, lead):
    theirs = PostingFactory(ready=True, title="Somebody else’s")
    actions.schedule_posting(posting=theirs, schedule=Schedule(SOON), by=lead)

    assert "Somebody else’s" not in client.get(reverse("studio:today")).text


@pytest.mark.parametrize("place", ["editor", "list"])
def test_an_unlisted_posting_is_marked(client, recruiter, place):
    posting = PostingFactory(published=True, listed=False, owner=recruiter)

    assert "Unlisted" in shown(client, posting, place)


def test_what_went_wrong_comes_first_then_what_comes_next(client, recruiter):
    later, wrong, next_one = PostingFactory.create_batch(3, ready=True, owner=recruiter)
    actions.schedule_posting(posting=later, schedule=Schedule(LATER), by=recruiter)
    actions.schedule_posting(posting=next_one, schedule=Schedule(SOON), by=recruiter)
    Posting.objects.filter(pk=wrong.pk).update(schedule_problem="Not published.")

    assert list(client.get(reverse("studio:today")).context["today"].scheduled) == [wrong, next_one, later]


def test_facts_that_clash_with_the_plan_warn_at_once(client, draft, recruiter):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)
    form = client.get(url("posting", draft)).context["facts"]

    response = client.post(url("facts", draft), {"closes_on": "2026-12-24", "base": form["base"].value()}, **HTMX)

    assert "It closes on 12 December 2026, 10:00, before the closing date that candidates read is over" in response.text


def test_the_log_says_what_went_as_scheduled_and_what_nobody_did(client, published, recruiter, clock):
    actions.schedule_posting(posting=published, schedule=Schedule(close_at=SOON, close_reason="filled"), by=recruiter)
    clock.move_to(SOON)
    actions.carry_out_schedule(posting=published)
    expired = PostingFactory(published=True, closes_on=timezone.localdate(), owner=recruiter)
    clock.move_to(SOON + timedelta(days=1))
    actions.close_expired_posting(posting=expired)

    assert ", as scheduled" in client.get(url("versions", published)).text
    assert "by itself, " in client.get(url("versions", expired)).text
    assert ", as scheduled" not in client.get(url("versions", expired)).text


def test_closing_by_hand_says_that_the_plan_goes(client, published, recruiter):
    assert "What is scheduled for it is cancelled." not in client.get(url("close", published)).text
    actions.schedule_posting(posting=published, schedule=Schedule(close_at=SOON, close_reason="filled"), by=recruiter)

    assert "What is scheduled for it is cancelled." in client.get(url("close", published)).text


# What the editor offers


def edit(posting, recruiter) -> None:
    actions.update_facts(posting=posting, values={"title": "Head of Technology"}, base={}, by=recruiter)


@pytest.mark.parametrize(
    ("trait", "edited", "buttons", "reason"),
    [
        ("ready", False, {"publish"}, ""),
        ("published", False, set(), "Nothing changed since version 1"),
        ("published", True, {"publish"}, ""),
        ("closed", False, {"reopen"}, ""),
        ("closed", True, {"publish", "reopen"}, "Reopen with version 1"),
    ],
)
def test_the_editor_offers_what_makes_sense(client, recruiter, trait, edited, buttons, reason):
    posting = PostingFactory(**{trait: True}, owner=recruiter)
    if edited:
        edit(posting, recruiter)

    text = client.get(url("posting", posting)).text

    assert {name for name in ("publish", "reopen") if f'action="{url(name, posting)}"' in text} == buttons
    assert reason in text


def test_a_closed_posting_whose_date_has_passed_can_only_get_a_later_one(client, recruiter, clock):
    posting = PostingFactory(closed=True, closes_on=timezone.localdate(), owner=recruiter)
    clock.move_to(NOW + timedelta(days=2))

    text = client.get(url("posting", posting)).text

    assert [f'action="{url(name, posting)}"' in text for name in ("publish", "reopen")] == [False, False]
    assert "The closing date has passed: set a later one to open it again." in text


def test_an_edit_brings_the_button_and_taking_it_back_takes_it_away(client, published):
    line = published.lines.first()
    words = {}
    for revision, text in ((1, "Other words."), (2, "You carry out mission 1.")):
        sent = {"text": text, "revision": revision}
        response = client.post(reverse("studio:reword_line", args=[published.code, line.pk]), sent, **HTMX)
        words[text] = 'data-offer="publish_version"' in response.text, 'data-offer="nothing_changed"' in response.text

    assert list(words.values()) == [(True, False), (False, True)]

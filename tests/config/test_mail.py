"""Sending what waits: once each, in order, again after a failure, never lost."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office import mail as post_office
from post_office.models import STATUS, Email, Log
from time_machine import travel

from accounts.mail import queue_text
from config import mail, tasks
from hiring.actions import give_up
from tests.factories.accounts import UserFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db

NOW = "2026-03-02T09:00:00Z"


@pytest.fixture(autouse=True)
def delivers(settings):
    """Messages go to `outbox.outbox`."""
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }


@pytest.fixture
def fails(settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": "tests.config.test_mail.Refusing"}}


class Refusing(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"ada@example.com": (550, b"no such user")})


def queue(subject="Hello", **given):
    return post_office.send("ada@example.com", subject=subject, message="Words.", **given)


def state(email) -> tuple:
    email.refresh_from_db()
    return email.get_status_display(), email.number_of_retries, email.scheduled_time


def test_what_waits_is_sent_once_the_urgent_first():
    queue("first")
    queue("second")
    queue("urgent", priority="high")

    assert (mail.send_waiting(), mail.send_waiting()) == (3, 0)

    assert [message.subject for message in outbox.outbox] == ["urgent", "first", "second"]
    assert set(Email.objects.values_list("status", "scheduled_time")) == {(STATUS.sent, None)}


def test_what_is_not_due_yet_or_no_more_stays():
    queue(scheduled_time=timezone.now() + timedelta(hours=1))
    expired = queue()
    Email.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(hours=1))

    assert mail.send_waiting() == 0


def test_a_failure_is_put_off_and_stops_no_other(fails, settings, caplog):
    with travel(NOW, tick=False):
        email = queue()
        mail.send_waiting()
        assert state(email) == ("requeued", 0, timezone.now() + timedelta(minutes=1))
        assert mail.send_waiting() == 0

    assert list(Log.objects.values_list("email", "exception_type")) == [(email.pk, "SMTPRecipientsRefused")]
    assert "ada@example.com" not in caplog.text
    assert f"put off mail={email.pk} try=1 error=SMTPRecipientsRefused" in caplog.text


def test_it_goes_out_when_the_server_is_back(fails, settings):
    email = queue()
    mail.send_waiting()
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }

    with travel(timezone.now() + timedelta(minutes=2)):
        assert mail.send_waiting() == 1

    assert state(email) == ("sent", 1, None)


def test_after_six_tries_in_sixteen_hours_it_is_given_up_and_can_be_tried_again_by_hand(fails):
    with travel(NOW, tick=False) as clock:
        email = queue()
        tries = 0
        while state(email)[0] != "failed":
            mail.send_waiting()
            tries += 1
            clock.shift(timedelta(hours=12, minutes=1))

    assert tries == Log.objects.count() == 6
    assert mail.retry(Email.objects.all()) == 1
    assert state(email) == ("queued", None, None)


def test_a_message_that_one_sender_holds_is_left_alone_by_another():
    email = queue()
    assert mail._claim() == email

    assert mail._claim() is None


def test_what_a_killed_sender_held_is_sent_by_the_next():
    email = queue()
    mail._claim()

    with travel(timezone.now() + mail.LEASE):
        assert mail.send_waiting() == 1

    assert state(email) == ("sent", 1, None)


def test_a_sender_that_was_too_slow_changes_nothing_of_what_the_next_did():
    queue()
    slow = mail._claim()
    with travel(timezone.now() + mail.LEASE + timedelta(seconds=1)):
        assert mail.send_waiting() == 1
        mail._put_off(slow, TimeoutError())

    assert state(slow) == ("sent", 1, None)
    assert Log.objects.count() == 0


def test_a_mail_that_was_erased_while_it_was_sent_is_forgotten():
    queue()
    email = mail._claim()
    Email.objects.all().delete()

    mail._put_off(email, TimeoutError())

    assert Log.objects.count() == 0


def test_what_ends_its_worker_each_time_is_given_up():
    with travel(NOW, tick=False) as clock:
        email = queue()
        for _time in range(len(mail.PAUSES) + 1):
            assert mail._claim() == email  # and the worker is killed
            clock.shift(mail.LEASE)

        assert mail.send_waiting() == 0

    assert state(email) == ("failed", 6, None)
    assert (outbox.outbox, list(Log.objects.values_list("exception_type", flat=True))) == ([], ["WorkerLost"])


def test_a_mail_that_is_sent_twice_has_one_id_and_no_other_has_it(settings):
    settings.BASE_URL = "https://jobs.example.com:8443"
    for _time in range(2):
        queue_text(to="ada@example.com", subject="Hello", text="Words.")
    mail.send_waiting()
    Email.objects.update(status=STATUS.queued)
    mail.send_waiting()

    one, other, *again = [message.message()["Message-ID"] for message in outbox.outbox]

    assert again == [one, other]
    assert one != other
    assert one.endswith("@jobs.example.com>")


def test_a_message_that_is_tried_again_counts_as_an_answer_again():
    message = MessageFactory(failed=True)
    application = message.application
    give_up(email=message.email)
    application.refresh_from_db()
    before = application.answered_at

    mail.retry(Email.objects.all())

    application.refresh_from_db()
    assert (before, application.answered_at) == (None, message.created_at)


def test_old_mail_is_deleted_in_batches(monkeypatch):
    monkeypatch.setattr(mail, "BATCH", 2)
    for _number in range(5):
        queue()
    long_ago = timezone.now() - mail.KEPT_FOR - timedelta(days=1)
    Email.objects.update(status=STATUS.sent, last_updated=long_ago)

    assert mail.prune() == 5


def test_old_mail_is_deleted_and_what_waits_is_kept():
    old, waiting, fresh = queue(), queue(), queue()
    long_ago = timezone.now() - mail.KEPT_FOR - timedelta(days=1)
    Email.objects.filter(pk__in=[old.pk, fresh.pk]).update(status=STATUS.sent)
    Email.objects.filter(pk__in=[old.pk, waiting.pk]).update(last_updated=long_ago)

    assert mail.prune() == 1

    assert set(Email.objects.all()) == {waiting, fresh}


# The worker is told -----------------------------------------------------------------------------------------


def test_queueing_a_message_wakes_a_worker_once_the_transaction_is_through(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue()
        assert DBTaskResult.objects.count() == 0

    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == ["config.tasks.send_mail_queue"]
    assert tasks.send_mail_queue.call() == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_that_was_rolled_back_wakes_nobody():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert (Email.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_where_the_worker_cannot_be_told_the_message_is_still_there(monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(type(tasks.send_mail_queue), "enqueue", broken)

    with transaction.atomic():
        queue()

    assert Email.objects.count() == 1


# In the admin --------------------------------------------------------------------------------------------------

QUEUE = "/admin/post_office/email/"


def test_a_lead_sees_where_a_message_stands_and_not_what_it_says(sign_in, lead):
    email = queue("Your invitation", headers=None)
    Log.objects.create(email=email, status=STATUS.failed, exception_type="TimeoutError", message="secret words")
    browser = sign_in(lead)

    page = browser.get(f"{QUEUE}{email.pk}/change/").content.decode()

    assert browser.get(QUEUE).status_code == 200
    assert [word for word in ("ada@example.com", "Your invitation", "TimeoutError") if word not in page] == []
    assert [word for word in ("Words.", "secret words") if word in page] == []
    assert browser.post(f"{QUEUE}{email.pk}/change/", {"subject": "x"}).status_code == 403


@pytest.mark.parametrize("path", [f"{QUEUE}%d/preview/", f"{QUEUE}%d/resend/"])
def test_the_librarys_own_pages_are_gone(path, sign_in, superuser):
    assert sign_in(superuser).get(path % queue().pk).status_code in {302, 404}


def test_failed_ones_are_tried_again_from_the_list(sign_in, superuser):
    failed, sent = queue(), queue()
    Email.objects.filter(pk=failed.pk).update(status=STATUS.failed)
    Email.objects.filter(pk=sent.pk).update(status=STATUS.sent)

    form = {"action": "send_again", "_selected_action": [failed.pk, sent.pk]}
    page = sign_in(superuser).post(QUEUE, form, follow=True)

    assert [str(message) for message in page.context["messages"]] == ["1 message is queued again."]
    assert (state(failed)[0], state(sent)[0]) == ("queued", "sent")


def test_curators_keep_templates_and_see_no_mail(sign_in, curator):
    browser = sign_in(curator)
    form = {"name": "hello", "subject": "Hello", "content": "Words."}

    assert browser.get("/admin/post_office/emailtemplate/add/").status_code == 200
    assert browser.post("/admin/post_office/emailtemplate/add/", form).status_code == 302
    assert browser.get(QUEUE).status_code == 403


def test_the_list_takes_as_many_queries_for_three_messages_as_for_one(
    sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    browser = sign_in(UserFactory(lead=True))
    queue()
    with django_assert_max_num_queries(100) as one:
        browser.get(QUEUE)
    queue()
    queue()

    with django_assert_num_queries(len(one)):
        browser.get(QUEUE)

"""What is done now and then."""

import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from post_office import mail as post_office
from post_office.models import STATUS, Email

from config import jobs, tasks
from config.management.commands.sweep import Command

ROOT = Path(__file__).resolve().parent.parent.parent


def lost_task(age: timedelta, *, tries: int = 1) -> DBTaskResult:
    """A task whose worker took it so long ago, and was killed."""
    task = tasks.send_mail_queue.enqueue().db_result
    started = {"status": TaskResultStatus.RUNNING, "started_at": timezone.now() - age}
    DBTaskResult.objects.filter(pk=task.pk).update(**started, worker_ids=[f"worker {n}" for n in range(tries)])
    return task


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "tries", "requeued", "status"),
    [(9, 1, 0, "RUNNING"), (11, 1, 1, "READY"), (11, 4, 1, "READY"), (11, 5, 0, "FAILED")],
)
def test_a_task_whose_worker_was_killed_gets_another_a_few_times(minutes, tries, requeued, status):
    task = lost_task(timedelta(minutes=minutes), tries=tries)

    assert jobs.requeue_lost_tasks() == requeued

    task.refresh_from_db()
    assert task.status == status


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_a_requeued_task_is_run_by_the_next_worker():
    lost_task(timedelta(minutes=11))
    jobs.requeue_lost_tasks()

    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)

    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_tasks_that_ended_long_ago_are_deleted():
    for age in (1, 8):
        task = tasks.send_mail_queue.enqueue().db_result
        ended = timezone.now() - timedelta(days=age)
        DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=ended)
    waiting = tasks.send_mail_queue.enqueue()

    assert jobs.prune_tasks() == 1

    assert DBTaskResult.objects.filter(pk=waiting.id).exists()


@pytest.mark.django_db
def test_sessions_that_ran_out_are_deleted():
    for name, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=name, expire_date=timezone.now() + timedelta(days=days))

    jobs.clear_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.django_db
def test_one_sweep_does_everything(storage):
    email = post_office.send("ada@example.com", subject="Hello", message="Words.")
    task = lost_task(timedelta(minutes=11))

    call_command("sweep")

    email.refresh_from_db()
    task.refresh_from_db()
    assert (email.status, task.status) == (STATUS.sent, "READY")


@pytest.mark.django_db
def test_a_job_that_fails_stops_no_other_and_is_named(monkeypatch, caplog):
    ran = []

    def broken():
        raise ValueError("somebody@example.com")

    def sound():
        ran.append(1)
        return 1

    every = timedelta(0)
    monkeypatch.setattr(jobs, "JOBS", (jobs.Job("broken", broken, every), jobs.Job("sound", sound, every)))

    with pytest.raises(CommandError, match=r"failed: broken$"):
        call_command("sweep")

    assert ran == [1]


def test_a_pause_has_to_be_one():
    with pytest.raises(CommandError, match="above 0"):
        call_command("sweep", "--every", "0")


@pytest.mark.django_db
def test_a_repeated_sweep_runs_each_job_in_its_own_time(monkeypatch):
    ran = []
    stopped = threading.Event()

    def often():
        ran.append("often")
        if ran.count("often") == 3:
            stopped.set()
        return 1

    def seldom():
        ran.append("seldom")
        return 1

    table = (jobs.Job("often", often, timedelta(0)), jobs.Job("seldom", seldom, timedelta(hours=1)))
    monkeypatch.setattr(jobs, "JOBS", table)
    monkeypatch.setattr("config.management.commands.sweep.close_old_connections", lambda: None)

    Command().repeat(0.01, stopped)

    assert ran == ["often", "seldom", "often", "often"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_quietly_when_told(number, tmp_path):
    command = [sys.executable, "manage.py", "sweep", "--every", "60"]
    environment = {"VAR_DIR": str(tmp_path), "ROLECRAFT_READ_DOTENV": "0", "PATH": ""}
    sweep = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = sweep.stdout.readline()  # it runs: there are no tables, and it says so

    sweep.send_signal(number)
    said += sweep.communicate(timeout=20)[0]

    assert (sweep.returncode, b"failed job=send-mail" in said, b"Traceback" in said) == (0, True, False)


def test_every_job_has_a_name_of_its_own():
    names = [job.name for job in jobs.JOBS]

    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_what_is_logged_names_nobody(caplog):
    post_office.send("ada@example.com", subject="Hello Ada", message="Words.")
    caplog.set_level("INFO")

    jobs.run(jobs.JOBS[:1])

    pk = Email.objects.get().pk
    assert caplog.messages == [f"sent mail={pk}", "ran job=send-mail done=1"]

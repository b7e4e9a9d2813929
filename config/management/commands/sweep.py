"""`sweep`: do all that is due now and then, once, or again and again with `--every SECONDS`."""

from __future__ import annotations

import signal
import threading
import time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from config import jobs


class Command(BaseCommand):
    help = (
        "Send waiting mail, publish and close what is due, requeue lost tasks, delete what is past its time:"
        " once, or every so many seconds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until stopped, with this pause")

    def handle(self, *args, every: float | None, **options) -> None:
        if every is None:
            if failed := jobs.run(jobs.JOBS):
                raise CommandError(f"failed: {', '.join(failed)}")
            return
        if every <= 0:
            raise CommandError("--every takes a number of seconds above 0.")
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        self.repeat(every, stopped)

    def repeat(self, every: float, stopped: threading.Event) -> None:
        """Run each job when its time has come, until stopped."""
        next_run = dict.fromkeys(jobs.JOBS, time.monotonic())
        while not stopped.is_set():
            close_old_connections()
            now = time.monotonic()
            for job in [job for job, at in next_run.items() if at <= now]:
                if stopped.is_set():
                    return
                jobs.run([job])
                next_run[job] = now + job.every.total_seconds()
            close_old_connections()
            stopped.wait(every)

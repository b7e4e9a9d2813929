"""Takes one mail from standard input, for a mail server to pipe into."""

from __future__ import annotations

import logging
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ...actions.incoming import take_mail
from ...inbound.reading import MOST_BYTES

logger = logging.getLogger("rolecraft.inbound")


class Command(BaseCommand):
    help = (
        "Read one mail (RFC 5322) from standard input and record it as the reply of the candidate whom it comes from."
        " The exit code tells the mail server what to do (sysexits.h): 0 done, or nothing to do; 65 no mail that can be"
        " read; 67 nobody's; 69 too many of one person; 75 try again later."
    )
    requires_system_checks: list[str] = []  # one process a mail

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", metavar="ADDRESS", help="whom the server says that the mail is for")

    def handle(self, *, to: str, **options: Any) -> None:
        sys.exit(self.taken(to))

    def taken(self, to: str) -> int:
        if not settings.INBOUND_ADDRESS:
            self.stderr.write("INBOUND_ADDRESS is not set: the mail stays with the server.")
            return os.EX_TEMPFAIL
        stream = self.stdin()
        raw = stream.read(MOST_BYTES + 1)
        while stream.read(1 << 16):  # a server that can't write all of it would call that a failure of ours
            pass
        try:
            outcome = take_mail(raw, recipient=to)
        except Exception as error:  # a database that is away, a disk that is full: the server keeps the mail
            logger.warning("could not take a mail error=%s", type(error).__name__)  # its text may quote the mail
            return os.EX_TEMPFAIL
        logger.info("mail code=%s what=%s", outcome.code, outcome.what)
        if outcome.code:
            self.stderr.write(WORDS[outcome.code])
        return outcome.code

    def stdin(self):
        return sys.stdin.buffer


WORDS = {
    os.EX_DATAERR: "This is no mail that can be read here, or it is larger than 25 MB.",
    os.EX_NOUSER: "This address takes answers to messages of ours only.",
    os.EX_UNAVAILABLE: "Too many answers in a day.",
    os.EX_TEMPFAIL: "Not now: try again later.",
}

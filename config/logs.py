"""Log lines: one line an event, and nothing in it that names a person or opens a door."""

import logging
import re
from traceback import extract_tb

# Addresses that let in whoever knows them: candidates' own pages, the links to set a password or confirm an address.
SECRETS = re.compile(r"(/my/[a-z]+/|/password/reset/key/|/confirm-email/)[^/\s]+")


class OneLineFormatter(logging.Formatter):
    """Format a record as `time level logger message`, an exception as its kind and where it was raised.

    An exception's own message is left out: it may quote what somebody typed.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record = logging.makeLogRecord(record.__dict__)
        raised = record.exc_info[1] if record.exc_info else None
        record.exc_info = record.exc_text = record.stack_info = None
        line = super().format(record).replace("\r", "\\r").replace("\n", "\\n")
        line = SECRETS.sub(r"\1[...]", line)
        if raised is None:
            return line
        where = " < ".join(
            f"{frame.filename}:{frame.lineno}" for frame in reversed(extract_tb(raised.__traceback__)[-4:])
        )
        return f"{line} raised={type(raised).__name__} at {where}"

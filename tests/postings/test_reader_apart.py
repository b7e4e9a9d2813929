"""A stranger's ad is opened in a process of its own; what comes back is what reading it here would give."""

import sys

import pytest

from postings.isolated import Crashed, TooSlow, run_isolated
from postings.reader import UnreadableAd, read_file
from postings.reader.apart import WORKER, read_apart
from postings.reader.formats import MalformedAd
from tests.factories.candidates import docx, pdf

AD = "CTO at Maree\nYou hire four engineers."


@pytest.mark.parametrize("data", [pdf(AD), docx(AD), AD.encode(), b"<html><p>You hire.</p></html>"])
def test_the_text_is_the_same(data):
    assert read_apart(data) == read_file(data)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 junk", b"PK\x03\x04 junk", pdf(""), b"\x89PNG", b"%PDF-" + b"x" * 6_000_000]
)
def test_the_refusal_is_the_same(data):
    with pytest.raises(UnreadableAd) as here:
        read_file(data)
    with pytest.raises(type(here.value)):
        read_apart(data)


@pytest.mark.parametrize(
    "code", ["sys.exit(1)", "print('no json')", "print('[]')", "print('{}')", 'print(\'{"problem": "of its own"}\')']
)
def test_a_process_that_misbehaves_is_a_damaged_file(code):
    command = (sys.executable, "-c", f"import sys; sys.stdin.buffer.read(); {code}")

    with pytest.raises(MalformedAd):
        read_apart(pdf(AD), command=command)


@pytest.mark.parametrize(
    ("code", "raised"), [("import time; time.sleep(30)", TooSlow), ("import os; os.kill(os.getpid(), 9)", Crashed)]
)
def test_a_process_is_killed_after_its_time(code, raised):
    with pytest.raises(raised):
        run_isolated(WORKER, b"", seconds=2, command=(sys.executable, "-c", code))

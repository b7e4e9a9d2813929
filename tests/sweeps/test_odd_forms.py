"""What forms send, said as nobody means it: never an error. Which fields an address reads is found out by asking it."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms import FileInput
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.datastructures import MultiValueDict

from tests.sweeps.access_table import CANDIDATE, LEAD, PAGES, RECRUITER, Row
from tests.sweeps.test_odd_addresses import ODD
from tests.sweeps.world import World

SENDERS = (RECRUITER, LEAD, CANDIDATE)
REFUSALS = {"login", "reauth", 403, 404, 405}
ODD_IN_A_FORM = {
    name: ODD[name] for name in ("nul", "beyond a number", "digits without end", "half a character, and none")
} | {"a file": None}
ALONE = {"nul", "beyond a number"}  # sent in a form that is good otherwise
STAND_IN = 10**17 + 7  # for what takes its place in an address
ROUNDS = 4  # an answer to one field may lead to the next being read


def sender_of(row: Row) -> str | None:
    """Who may send a form to an address; None where nobody may who is asked here."""
    return next((kind for kind in SENDERS if row.post[kind] not in REFUSALS), None)


FORMS = {
    name: row for name, row in PAGES.items() if name.split(":")[0] in {"studio", "hiring", "jobs"} and sender_of(row)
}


@pytest.fixture
def read(monkeypatch):
    """The names of the fields that were read of any form since it was emptied."""
    names: set[str] = set()
    for method in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, method, _recording(getattr(QueryDict, method), names))
    ask_for_file = FileInput.value_from_datadict

    def asking_for_file(self: FileInput, data: QueryDict, files: MultiValueDict, name: str) -> object:
        names.add(name)
        return ask_for_file(self, data, files, name)

    monkeypatch.setattr(FileInput, "value_from_datadict", asking_for_file)
    return names


def _recording(known: Callable, names: set[str]) -> Callable:
    def recording(self: QueryDict, key: str, *args: object, **kwargs: object) -> object:
        names.add(key)
        return known(self, key, *args, **kwargs)

    return recording


def filled(fields: set[str], what: str) -> dict:
    """All fields with one odd value; a file can be read but once."""
    return {
        name: SimpleUploadedFile("a.txt", b"\0\xff") if what == "a file" else ODD_IN_A_FORM[what] for name in fields
    }


def send(here: World, name: str, kind: str, data: dict) -> int | str:
    address = reverse(name, args=[here.value(arg, kind) for arg in PAGES[name].args])
    try:
        with transaction.atomic():
            response = here.client(kind).post(address, data)
            b"".join(response)
            transaction.set_rollback(True)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return response.status_code


@pytest.fixture(scope="module")
def fields() -> dict[str, set[str]]:
    """What each address was found to read."""
    return {}


def find_fields(here: World, name: str, read: set[str]) -> set[str]:
    found: set[str] = set()
    for _round in range(ROUNDS):
        read.clear()
        send(here, name, sender_of(PAGES[name]), dict.fromkeys(found, "1"))
        if read <= found:
            break
        found |= read
    return found


def questions(name: str, what: str, fields: set[str]) -> Iterator[dict]:
    """All that an address reads with the odd value; then its good form with one odd field after the other."""
    yield filled(fields, what)
    if what in ALONE and (good := PAGES[name].data):
        yield from (good | filled({field}, what) for field in sorted(fields))


def test_what_recruiters_send_is_asked(db):  # `db`: without one test that asks, no database is made
    assert {
        name for name, row in PAGES.items() if name.startswith("studio:") and row.post[RECRUITER] in {302, 422}
    } <= {*FORMS}


@pytest.mark.parametrize("what", ODD_IN_A_FORM)
def test_no_form_fails(what, here, read, fields):
    failed = []
    for name, row in FORMS.items():
        if name not in fields:
            fields[name] = find_fields(here, name, read)
        for data in questions(name, what, fields[name]):
            answer = send(here, name, sender_of(row), data)
            if isinstance(answer, str) or answer >= 500:
                failed.append((name, sorted(data), answer))

    assert "\n".join(map(str, failed)) == ""


@pytest.mark.parametrize("odd", [str(2**64), "a\0b", "²"], ids=ascii)
def test_no_address_fails(odd, here):
    """Each part of each address in turn."""
    failed = []
    for name, row in PAGES.items():
        kind = sender_of(row) or RECRUITER
        method = "post" if row.get[kind] == 405 else "get"
        for place in range(len(row.args)):
            args = [here.value(arg, kind) for arg in row.args]
            args[place] = STAND_IN if isinstance(args[place], int) else str(STAND_IN)
            try:
                address = reverse(name, args=args).replace(str(STAND_IN), quote(odd))
            except NoReverseMatch:  # one of a few words
                continue
            try:
                with transaction.atomic():
                    status = getattr(here.client(kind), method)(address).status_code
                    transaction.set_rollback(True)
            except Exception as error:
                failed.append((name, place, f"{type(error).__name__}: {error}"[:200]))
            else:
                failed += [(name, place, status)] if status >= 500 else []

    assert "\n".join(map(str, failed)) == ""

"""A form that comes back too soon or too late is asked for once more, and nothing in it is lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing

from hiring import form_time
from hiring.form_time import Trouble
from hiring.models import Application

from .conftest import filled_in, mine_url, page_of, value_of

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 20, 8, tzinfo=UTC)
QUICK = "That was quick, as robots are. Nothing is lost: look it over, then send it again."
OLD = "The form was open for more than a day. Nothing is lost: look it over, then send it again."
UNKNOWN = "We can’t tell when the form was opened. Nothing is lost: look it over, then send it again."


def after(**delta) -> time_machine.travel:
    return time_machine.travel(START + timedelta(**delta), tick=False)


@pytest.mark.parametrize(
    ("delta", "settled", "expected"),
    [
        ({"seconds": 0}, False, Trouble.QUICK),
        ({"seconds": 2.9}, False, Trouble.QUICK),
        ({"seconds": 3}, False, None),
        ({"hours": 24}, False, None),
        ({"hours": 24, "seconds": 1}, False, Trouble.OLD),
        ({"seconds": 0}, True, None),
        ({"hours": 24, "seconds": 1}, True, Trouble.OLD),
        ({"seconds": -5}, False, Trouble.QUICK),
        ({"seconds": -5}, True, None),
    ],
)
def test_what_is_too_soon_and_what_too_late(delta, settled, expected):
    with after():
        stamp = form_time.stamp(settled=settled)

    with after(**delta):
        assert form_time.trouble_with(stamp) is expected


@pytest.mark.parametrize("stamp", ["", "x", "a:b:c"])
def test_what_we_did_not_sign_is_unknown(stamp):
    assert form_time.trouble_with(stamp) is Trouble.UNKNOWN


def test_what_we_signed_for_something_else_is_unknown():
    stamp = signing.dumps({"at": 0, "settled": True}, salt="another")

    assert form_time.trouble_with(stamp) is Trouble.UNKNOWN


@pytest.mark.parametrize(
    ("delta", "words"), [({"seconds": 1}, QUICK), ({"hours": 30}, OLD)], ids=["too soon", "too late"]
)
def test_the_form_is_asked_for_once_more_and_then_comes_in(client, apply_url, delta, words):
    with after():
        opened = value_of(page_of(client.get(apply_url)), "opened")

    with after(**delta):
        page = page_of(client.post(apply_url, filled_in(opened=opened)))
        assert words in page
        assert "<title>Error: " in page
        assert 'value="Ada Lovelace"' in page
        assert Application.objects.count() == 0
        carried = {name: value_of(page, name) for name in ("opened", "kept_cv", "form_key")}
        response = client.post(apply_url, filled_in(cv=None, **carried))

    assert response["Location"] == mine_url()


@pytest.mark.parametrize("opened", ["", "x", None])
def test_a_form_without_its_moment_is_asked_for_once_more(client, apply_url, opened):
    page = page_of(client.post(apply_url, filled_in(opened=opened)))
    client.post(apply_url, filled_in(opened=value_of(page, "opened")))

    assert UNKNOWN in page
    assert Application.objects.count() == 1


def test_who_mends_a_slip_at_once_is_not_asked_about_the_time(client, apply_url):
    with after():
        opened = value_of(page_of(client.get(apply_url)), "opened")
        page = page_of(client.post(apply_url, filled_in(opened=opened, name="")))
        response = client.post(apply_url, filled_in(opened=value_of(page, "opened")))

    assert "quick" not in page
    assert response["Location"] == mine_url()


def test_the_limits_are_settings(client, apply_url, settings):
    settings.FORM_MIN_SECONDS = 0
    opened = value_of(page_of(client.get(apply_url)), "opened")

    assert client.post(apply_url, filled_in(opened=opened)).status_code == 302


def test_a_full_disk_or_a_limit_settles_the_form_too(client, apply_url, settings):
    settings.APPLICATIONS_PER_HOUR = 0

    response = client.post(apply_url, filled_in())

    assert response.status_code == 429
    assert form_time.trouble_with(value_of(page_of(response), "opened")) is None

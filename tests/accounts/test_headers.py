"""Nothing that somebody typed becomes a header, or one recipient more."""

import uuid
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import mail
from accounts.addresses import AddressField, validate_address
from tests.factories.accounts import UserFactory

HOSTILE = [
    "a\r\nBcc: eve@evil.example",
    "a\nBcc: eve@evil.example",
    "a\rBcc: eve@evil.example",
    "a\r\n\r\nNew body",
    "a\n\n<script>",
    "a\x00Bcc: eve@evil.example",
    "a\x0bBcc: eve@evil.example",
    "a\x0cBcc: eve@evil.example",
    "a\x1cBcc: eve@evil.example",
    "a\x85Bcc: eve@evil.example",
    "a\u2028Bcc: eve@evil.example",
    "a\u2029Bcc: eve@evil.example",
    "a%0d%0aBcc: eve@evil.example",
    "=?utf-8?Q?a=0D=0ABcc:_eve=40evil.example?=",
    "=?utf-8?B?YQ0KQmNjOiBldmVAZXZpbC5leGFtcGxl?=",
    "{{ settings.SECRET_KEY }}{% include 'x' %}",
    "Łukasz “Ł” Żółć, Jr. <eve@evil.example>",
    '"Ada", eve@evil.example',
    "Ada; Bcc: eve@evil.example",
    "\u202eelpmaxe.live@eve",
    "\U0001f600" * 300,
    "x" * 5000,
    "é" * 5000,
    ("word " * 500) + "\r\nBcc: eve@evil.example",
    " \t\r\n",
    "",
]
USUAL = {"Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"}
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
lines = st.lists(
    st.one_of(text, st.sampled_from(HOSTILE), st.sampled_from(["\r\n", "\n", "\u2028", "\x85"])), max_size=5
)


def sent(**given):
    """What goes over the wire, taken apart again."""
    email = mail.queue_text(**{"to": "ada@example.com", "subject": "S", "text": "T"} | given)
    email.refresh_from_db()
    return message_from_bytes(email.email_message().message().as_bytes())


def check(message, *, subject: str, **more: str) -> None:
    assert set(message.keys()) - USUAL == set(more)
    assert len(message.keys()) == len(set(message.keys()))
    assert message["To"] == "ada@example.com"
    read = str(make_header(decode_header(message["Subject"])))
    assert " ".join(read.split()) == mail.one_line(subject).replace("=?", "= ?")[:900].rstrip()  # long lines are folded
    again = message_from_bytes(message.as_bytes(), policy=policy.default)  # a stricter reader finds the same
    assert (set(again.keys()), again["Bcc"], again["Cc"]) == (set(message.keys()), None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_header_is_slipped_in_by_a_subject(hostile):
    message = sent(subject=hostile, html="<p>x</p>")

    assert set(message.keys()) - USUAL == set()
    assert (message["To"], message["Bcc"], message["Cc"]) == ("ada@example.com", None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["List-Unsubscribe", "X-Anything"])
def test_nor_by_another_header(name, hostile):
    message = sent(headers={name: f"{hostile} <claire@example.com>"})

    assert set(message.keys()) - USUAL == {name}
    assert (message["To"], message["Bcc"], message["Subject"]) == ("ada@example.com", None, "S")


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_address_to_answer_to_is_left_out(hostile):
    message = sent(headers={"Reply-To": f"{hostile}claire@example.com, eve@evil.example", "X-Anything": "kept"})

    assert set(message.keys()) - USUAL == {"X-Anything"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "ada@example.com\nBcc: eve@evil.example",
        "ada@example.com\r\n",
        "ada@example.com, eve@evil.example",
        "ada@example.com,eve@evil.example",
        "ada@example.com eve@evil.example",
        "Ada <ada@example.com>",
        '"x,eve@evil.example,y"@example.com',
        '"a b"@example.com',
        '"a\\ b"@example.com',
        "ada@[127.0.0.1]\u2028",
        "a\u2028da@example.com",
        "",
        "ada",
        "@example.com",
    ],
)
def test_a_mail_goes_to_one_address_or_nowhere(address):
    with pytest.raises(ValidationError), transaction.atomic():
        mail.queue_text(to=address, subject="S", text="T")
    with pytest.raises(ValidationError):
        validate_address(address)


@pytest.mark.parametrize("address", ["ada@example.com", "a.b+c@example.co.uk", "o'neil@example.com"])
def test_a_usual_address_is_fine(address):
    assert AddressField().clean(address) == address


def test_a_field_says_so_in_its_own_words():
    field = AddressField(error_messages={"invalid": "No."})

    with pytest.raises(ValidationError, match=r"No\."):
        field.clean('"a,b"@example.com')


class TestAnything(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(lines.map("".join), lines.map("".join))
    @example("\r\n", "\r\nBcc: x@y.example")
    @example("0 \x1b\r0", "")  # one space stays, whatever was around it
    def test_whatever_is_typed(self, subject, name):
        message = sent(subject=subject, text=name, headers={"X-Anything": name, "Reply-To": "claire@example.com"})

        check(message, subject=subject, **{"Reply-To": "", "X-Anything": name})

    @settings(max_examples=25, deadline=None)
    @given(lines.map("".join))
    @example("\0")  # PostgreSQL refuses it
    def test_whatever_a_colleague_is_called(self, name):
        user = UserFactory(name=mail.one_line(name)[:120].replace("\x00", ""), email=f"{uuid.uuid4().hex}@example.com")

        email = mail.queue("hiring/mentioned", to=user.email, context={"who": name, "url": "https://x.example"})

        message = message_from_bytes(email.email_message().message().as_bytes())
        assert (set(message.keys()) - USUAL, message["To"]) == (set(), user.email)

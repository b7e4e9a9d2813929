"""Mails taken apart: addresses that nobody makes up, words that are new, and bytes that are no mail. No database."""

import time
from contextlib import suppress
from email.message import EmailMessage
from uuid import UUID, uuid4

import pytest
from django.core.checks import run_checks
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.inbound import addresses, words
from hiring.inbound.reading import MOST_BYTES, Incoming, Unreadable, read

from .mails import GMAIL, HEAD, SAMPLES, report

KEY = UUID("12345678123456781234567812345678")


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_ADDRESS = "replies@jobs.example.com"


# Addresses -------------------------------------------------------------------------------------------


def test_an_address_names_its_message_and_fits():
    keys = [uuid4() for _time in range(200)]
    made = [addresses.address_of(key) for key in keys]

    assert [addresses.keys_in([address]) for address in made] == [[key] for key in keys]
    assert max(len(address.partition("@")[0]) for address in made) == len("replies+") + 42
    assert addresses.keys_in([f"Claire <{address.upper()}>, x@y.example" for address in made]) == keys


def test_where_none_is_set_up_there_is_none(settings):
    address = addresses.address_of(KEY)
    settings.INBOUND_ADDRESS = ""

    assert (addresses.address_of(KEY), addresses.keys_in([address])) == ("", [])


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.replace("replies+", "replies+a"),
        lambda one: one.replace("@", "a@"),
        lambda one: one.replace("example", "evil"),
        lambda one: f"x{one}",
        lambda one: f"{one}.evil.example",
        lambda one: f"{addresses.message_id(KEY)} replies+{KEY.hex}@jobs.example.com",
        lambda one: (
            one.partition("+")[0] + "+" + ("b" if one.partition("+")[2][0] != "b" else "c") + one.partition("+")[2][1:]
        ),
    ],
)
def test_nobody_makes_one_up(change):
    address = addresses.address_of(KEY)

    assert (addresses.keys_in([address]), addresses.keys_in([change(address)])) == ([KEY], [])


def test_an_address_outlives_a_change_of_the_secret_key(settings):
    address = addresses.address_of(KEY)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    with_former = addresses.keys_in([address])
    settings.SECRET_KEY_FALLBACKS = []

    assert (with_former, addresses.keys_in([address])) == ([KEY], [])


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("replies@jobs.example.com", True),
        ("a.b-c@example.com", True),
        ("", True),
        ("replies", False),
        ("re+plies@example.com", False),
        ("réponses@example.com", False),
        ("a" * 22 + "@example.com", False),
        ("a@b\nc.example", False),
    ],
)
def test_what_can_be_set_up(settings, address, fits):
    settings.INBOUND_ADDRESS = address

    assert [error.id for error in run_checks() if error.id == "hiring.E001"] == ([] if fits else ["hiring.E001"])


# Words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_new_in_a_mail_and_what_it_quotes(name):
    sample = SAMPLES[name]

    found = read(sample.filled(id=KEY.hex, token=addresses.token_of(KEY)))

    assert (found.text, tuple(found.left_out)) == (sample.new, sample.files)
    assert sample.quotes in found.quoted if sample.quotes else found.quoted == ""
    assert (found.sender, found.subject) == ("ada@example.com", "Re: When may we call?")
    assert (found.named, found.referred, found.is_automatic) == ([KEY], [KEY], False)
    assert f"{found.sent_at:%Y-%m-%d %H:%M}" == "2026-03-02 13:30"


def test_nothing_of_html_comes_through_as_such():
    new, quoted = words.from_html(
        "<p onclick=x>a &lt;b&gt; <a href='javascript:x'>c</a><img src=x></p><style>x</style><ul><li>one<li>two</ul>"
        "<blockquote type=cite>before<blockquote type=cite>earlier"
    )

    assert (new, quoted) == ("a <b> c\n\n- one\n- two", "before\nearlier")


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote: a book",
        "On the whole:\nyes.",
        "Le voisin a écrit un livre : le voici.",
        "De : nulle part, je viens.",
        "From: me, with love.",
        "a > b\nand b > c",
    ],
)
def test_words_that_only_look_like_a_quotation_stay(text):
    assert words.split(text) == (text, "")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("On 2 Mar 2026, at 10:12, Claire <a@b.example> wrote:", "English"),
        ("Le 02/03/2026 à 10:12, Claire a écrit\u202f:", "French"),
        ("Am 02.03.26 um 10:12 schrieb Claire:", "German"),
        ("El lun, 2 mar 2026 a las 10:12, Claire (<a@b.example>) escribió:", "Spanish"),
    ],
)
def test_the_line_before_a_quotation_in(line, language):
    assert words.split(f"Yes.\n\n{line}\n\n> Before") == ("Yes.", f"{line}\n\n> Before")


def test_a_quotation_without_words_of_ones_own():
    assert words.split("> only\n> this") == ("", "> only\n> this")


@pytest.mark.parametrize(
    "text",
    [
        "On " + "x " * 200_000,
        "On a\n" * 50_000,
        ">" * 500_000,
        "From:\n" * 100_000,
        "_" * 500_000,
        "Le a" * 100_000,
        " \n" * 200_000,
    ],
    ids=["one line", "many lines", "marks", "heads", "rules", "starts", "blanks"],
)
def test_words_made_to_take_long_do_not(text):
    began = time.process_time()
    words.split(text)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<b><div></b>" * 40_000,
        "<a><div></x>" * 40_000,
        "<p" * 200_000,
        "<!--" * 100_000,
        "&" * 400_000,
        "<a <b" * 90_000,
        "</" * 200_000,
    ],
    ids=["deep", "crossed", "ends of others", "open", "comments", "entities", "tags", "ends"],
)
def test_html_made_to_take_long_does_not(markup):
    began = time.process_time()
    words.from_html(markup)

    assert time.process_time() - began < 10


# What nobody wrote -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-generated; reason=x", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("Precedence: first-class", False),
        ("X-Auto-Response-Suppress: All", True),
        ("X-Autoreply: yes", True),
        ("Return-Path: <>", True),
        ("Return-Path: <ada@example.com>", False),
        ("Importance: high", False),
    ],
)
def test_what_a_machine_wrote(header, automatic):
    raw = f"{header}\r\n".encode() + GMAIL.filled()

    assert read(raw).is_automatic == automatic


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_says_which_message_came_back_from_where(kind):
    bounce = read(report(id=KEY.hex, address="Ada@Example.com", kind=kind)).bounce

    assert (bounce.keys, bounce.addresses) == ([KEY], ["ada@example.com"])


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_report_of_a_delay_is_none_of_a_failure(action):
    found = read(report(id=KEY.hex, address="ada@example.com", action=action))

    assert (found.bounce, found.is_automatic) == (None, True)


# Odd mails -------------------------------------------------------------------------------------------


def with_headers(**changes: str) -> bytes:
    """A mail with other headers than usual; None leaves one out."""
    lines = [
        line for line in HEAD.strip().split("\n") if line.split(":")[0] not in {n.replace("_", "-") for n in changes}
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in changes.items() if value is not None]
    return "\r\n".join([*lines, "", "Yes.", ""]).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("Ada <ada@example.com>", "ada@example.com"),
        ("ADA@Example.com", "ada@example.com"),
        ('"ada@example.com" <eve@evil.example>', "eve@evil.example"),
        ("ada@example.com, eve@evil.example", ""),
        ("ada@example.com <eve@evil.example>", ""),
        ("Ada", ""),
        ("<>", ""),
        ("a" * 300 + "@example.com", ""),
        ("=?utf-8?q?ada=40example=2Ecom?= <eve@evil.example>", "eve@evil.example"),
        (None, ""),
    ],
)
def test_who_sent_it(sender, found):
    assert read(with_headers(From=sender)).sender == found


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("=?utf-8?B?w4l0w6k=?= =?iso-8859-1?Q?=E9t=E9?=", "Étéété"),
        ("=?x-nothing?Q?a=E9?=", "aé"),
        ("=?utf-8?B?!!!?=", ""),
        ("=?utf-8?Q?a=0D=0ABcc:_x@y?=", "a Bcc: x@y"),
        ("x" * 1000, "x" * 250),
        (None, ""),
    ],
)
def test_its_subject_is_one_line(subject, found):
    assert read(with_headers(Subject=subject)).subject == found


@pytest.mark.parametrize(
    "date",
    ["yesterday", "", "Mon, 99 Mar 2026 99:99:99 +9999", "Mon, 2 Mar 99999 1:1", None],
)
def test_a_date_that_is_none(date):
    assert read(with_headers(Date=date)).sent_at is None


def test_the_same_mail_is_known_again_also_without_an_id():
    first = with_headers(Message_ID=None)
    again, other = b"Received: by mx\r\n" + first, first.replace(b"Yes.", b"No.")
    digests = [read(raw).digest for raw in (first, again, other)]

    assert (digests[0] == digests[1], digests[0] == digests[2], {len(one) for one in digests}) == (True, False, {64})


@pytest.mark.parametrize("raw", [b"", b" \r\n", b"x" * (MOST_BYTES + 1)], ids=["empty", "blank", "large"])
def test_what_is_no_mail(raw):
    with pytest.raises(Unreadable):
        read(raw)


def test_parts_in_parts_in_parts():
    raw = b"From: a@b.example\r\n"
    for depth in range(2000):
        raw += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth)

    with suppress(Unreadable):  # deeper than the parser goes
        assert isinstance(read(raw + b"\r\nYes."), Incoming)


def test_many_parts_and_files_are_named_up_to_a_number():
    mail = EmailMessage()
    mail["From"] = "ada@example.com"
    mail.set_content("Yes.")
    for number in range(300):
        mail.add_attachment(b"x", maintype="application", subtype="x", filename=f"{number}.bin")

    found = read(mail.as_bytes())

    assert (found.text, len(found.left_out), found.left_out[0], found.left_out[-1]) == ("Yes.", 21, "0.bin", "…")


def test_characters_that_no_database_keeps_are_gone():
    raw = (
        HEAD.strip().replace("\n", "\r\n").encode()
        + b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\na\x00b\x1b\xed\xa0\x80c\r\n"
    )

    text = read(raw).text

    assert (text[:2], text[-1], text.encode("utf-8").decode()) == ("ab", "c", text)
    assert not set(text) & {"\x00", "\x1b"}


# Anything at all -------------------------------------------------------------------------------------

CHARSETS = [
    "utf-8",
    "latin-1",
    "x-none",
    "utf-7",
    "utf-16",
    "idna",
    "punycode",
    "unicode_escape",
    "base64",
    "\x00",
    "ü",
]
ENCODINGS = ["7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary", "nonsense"]
TYPES = [
    "text/plain",
    "text/html",
    "multipart/mixed",
    "multipart/report",
    "message/rfc822",
    "message/delivery-status",
    "x",
    "",
]
NAMES = ["From", "To", "Subject", "Date", "Message-ID", "References", "In-Reply-To", "Delivered-To", "X", "Content-ID"]
header = st.tuples(st.sampled_from(NAMES), st.binary(max_size=80).map(lambda value: value.replace(b"\n", b" ")))
body = st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))


@st.composite
def part(draw, depth=3) -> bytes:
    kind = draw(st.sampled_from(TYPES)).encode()
    charset, encoding = draw(st.sampled_from(CHARSETS)).encode(), draw(st.sampled_from(ENCODINGS)).encode()
    flowed = draw(st.sampled_from([b"", b"; format=flowed", b"; name*=utf-8''%ff", b"; name*0=a; name*9*=b"]))
    head = b"Content-Type: %s; boundary=b%d; charset=%s%s\r\n" % (kind, depth, charset, flowed)
    head += b"Content-Transfer-Encoding: %s\r\n" % encoding
    head += draw(
        st.sampled_from([b"", b"Content-Disposition: attachment; filename==?x?\r\n", b"Content-Disposition: \xff\r\n"])
    )
    if depth and kind.startswith((b"multipart", b"message")):
        inner = b"".join(
            b"--b%d\r\n%s\r\n" % (depth, draw(part(depth - 1))) for _time in range(draw(st.integers(0, 3)))
        )
        return head + b"\r\n" + inner + draw(st.sampled_from([b"", b"--b%d--" % depth]))
    return head + b"\r\n" + draw(body)


@settings(max_examples=150, deadline=None)
@given(st.lists(header, max_size=8), part())
def test_whatever_comes_is_read_or_refused(headers, rest):
    raw = b"".join(b"%s: %s\r\n" % (name.encode(), value) for name, value in headers) + rest
    try:
        found = read(raw)
    except Unreadable:
        return
    kept = [found.text, found.quoted, found.subject, found.sender, *found.left_out]
    assert "\x00" not in "".join(kept).encode("utf-8").decode()  # a lone surrogate can't be encoded
    assert (len(found.subject) <= 250, "\n" in found.subject, len(found.digest)) == (True, False, 64)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_bytes_are_read_or_refused(raw):
    with suppress(Unreadable):
        assert isinstance(read(raw), Incoming)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_word_is_lost_in_splitting(text):
    new, quoted = words.split(text)

    assert "".join((new + quoted).split()) == "".join(words.plain(text).split())

"""A mail taken apart: who sent it, what it answers, its words. Pure; whatever the bytes are, a mail or Unreadable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256
from uuid import UUID

from .. import wording
from .addresses import keys_in, keys_of_ids
from .words import from_html, plain, split, unflowed

MOST_BYTES = 25 * 1024 * 1024
MOST_PARTS = 200
MOST_NAMES = 20  # files that are named
WORDS_MAX = 20_000
HEADER_MAX = 10_000
NAME_MAX = 100

RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To")
AUTO_REPLIES = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Autoresponder")
AUTO_PRECEDENCE = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
BODIES = {"text/plain", "text/html"}


class Unreadable(Exception):
    """The bytes are no mail that can be read; the text says why, without a word of it."""


@dataclass(frozen=True)
class Bounce:
    """That a mail could not be delivered: which messages of ours came back, and from which addresses."""

    keys: list[UUID]
    addresses: list[str]


@dataclass(frozen=True)
class Incoming:
    """What a mail says. `named` are the messages that its addresses name, `referred` those that it says to answer."""

    digest: str
    sender: str
    subject: str
    sent_at: datetime | None
    named: list[UUID]
    referred: list[UUID]
    text: str = ""
    quoted: str = ""
    left_out: list[str] = field(default_factory=list)
    is_automatic: bool = False
    bounce: Bounce | None = None


def read(raw: bytes, *, recipient: str = "") -> Incoming:
    """Take a mail apart; `recipient` is whom the server says that it is for. Raises Unreadable."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("It is too large.")
    if not raw.strip():
        raise Unreadable("It is empty.")
    try:
        return _read(raw, recipient)
    except Exception as error:  # the standard parser fails in many ways on what somebody made to break it
        raise Unreadable("It can't be taken apart.") from error


def _read(raw: bytes, recipient: str) -> Incoming:
    mail = message_from_bytes(raw)
    addresses = [recipient, *(value for name in RECIPIENTS for value in _headers(mail, name))]
    referred = keys_of_ids(" ".join(_headers(mail, "In-Reply-To")))
    referred += reversed(keys_of_ids(" ".join(_headers(mail, "References"))))
    found = {
        "digest": _digest(mail, raw),
        "sender": _sender(mail),
        "subject": wording.one_line(plain(_decoded(_header(mail, "Subject"))))[: wording.SUBJECT_MAX],
        "sent_at": _moment(_header(mail, "Date")),
        "named": keys_in(addresses),
        "referred": list(dict.fromkeys(referred)),
    }
    if bounce := _bounce(mail):
        return Incoming(**found, is_automatic=True, bounce=bounce)
    if _is_automatic(mail):
        return Incoming(**found, is_automatic=True)
    text, quoted, left_out = _words(mail)
    return Incoming(**found, text=text[:WORDS_MAX], quoted=quoted[:WORDS_MAX], left_out=left_out)


# Headers ---------------------------------------------------------------------------------------------


def _headers(mail: Mail, name: str) -> list[str]:
    return [str(value)[:HEADER_MAX] for value in mail.get_all(name, [])[:MOST_PARTS]]


def _header(mail: Mail, name: str) -> str:
    return next(iter(_headers(mail, name)), "")


def _decoded(value: str) -> str:
    """A header's words, in whatever character sets; what can't be decoded is shown as it is."""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        return value
    return "".join(part if isinstance(part, str) else _text(part, charset or "ascii") for part, charset in parts)


def _text(data: bytes, charset: str) -> str:
    """Bytes as text; where they are not what they say, as UTF-8, or as what Windows writes."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _sender(mail: Mail) -> str:
    """The one address that a mail says to be from; nothing where there are several or none."""
    found = [address for _name, address in getaddresses(_headers(mail, "From")) if "@" in address]
    address = wording.one_line(found[0]).lower() if len(found) == 1 else ""
    return address if re.fullmatch(r"[^@\s<>\"]{1,64}@[\w.-]{1,180}", address) else ""


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _digest(mail: Mail, raw: bytes) -> str:
    """What tells a mail from others, however often it is brought: its id, else what does not change on the way."""
    own = _header(mail, "Message-ID").strip()
    if not own:
        body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
        own = "\n".join([*(_header(mail, name) for name in ("From", "Date", "Subject")), sha256(body).hexdigest()])
    return sha256(own.encode("utf-8", "replace")).hexdigest()


# What nobody wrote -----------------------------------------------------------------------------------


def _is_automatic(mail: Mail) -> bool:
    """Whether a machine answered (RFC 3834, and what servers wrote before it)."""
    submitted = _header(mail, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or _header(mail, "Precedence").strip().lower() in AUTO_PRECEDENCE
        or any(name in mail for name in AUTO_REPLIES)
        or _header(mail, "Return-Path").strip() == "<>"
        or mail.get_content_type() == "multipart/report"
    )


def _bounce(mail: Mail) -> Bounce | None:
    """What a report of a delivery says that failed (RFC 3464)."""
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return None
    keys: list[UUID] = []
    addresses: list[str] = []
    for part in _parts(mail, into_mails=True):
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in _blocks(part):
                if _header(block, "Action").strip().lower() == "failed":
                    values = _headers(block, "Final-Recipient") + _headers(block, "Original-Recipient")
                    addresses += [value.rpartition(";")[2].strip().lower() for value in values]
        elif kind == "text/rfc822-headers":
            keys += keys_of_ids(_header(message_from_bytes(_bytes(part)), "Message-ID"))
        elif part is not mail:
            keys += keys_of_ids(_header(part, "Message-ID"))
    return Bounce(list(dict.fromkeys(keys)), addresses) if keys and addresses else None


def _blocks(part: Mail) -> list[Mail]:
    """The blocks of a report: the parser makes each a mail of its own."""
    payload = part.get_payload()
    return payload[:MOST_PARTS] if isinstance(payload, list) else [message_from_bytes(_bytes(part))]


# Words -----------------------------------------------------------------------------------------------


def _parts(mail: Mail, *, into_mails: bool = False) -> Iterator[Mail]:
    """The parts of a mail in order, without those of mails within it; at most MOST_PARTS."""
    todo, count = [mail], 0
    while todo and count < MOST_PARTS:
        part = todo.pop()
        count += 1
        yield part
        payload = part.get_payload()
        if not isinstance(payload, list) or part.get_content_type() == "message/delivery-status":
            continue
        if part is mail or into_mails or part.get_content_maintype() == "multipart":
            todo.extend(reversed([one for one in payload if isinstance(one, Mail)]))


def _words(mail: Mail) -> tuple[str, str, list[str]]:
    """What is new in a mail, what it quotes, and the names of the files that came along."""
    texts: list[str] = []
    pages: list[str] = []
    names: list[str] = []
    for part in _parts(mail):
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart":
            continue
        disposition = (part.get_content_disposition() or "").lower()
        name = _file_name(part)
        if kind in BODIES and disposition != "attachment" and not name:
            (texts if kind == "text/plain" else pages).append(_body(part))
        elif not _is_decoration(part, disposition):
            names.append(name or kind)
    if any(text.strip() for text in texts):
        new, quoted = split("\n".join(texts))
    else:
        new, marked = from_html("\n".join(pages))
        new, more = split(new)
        quoted = "\n\n".join(filter(None, [more, marked]))
    kept = names[:MOST_NAMES]
    return new, quoted, [*kept, *(["…"] if len(names) > MOST_NAMES else [])]


def _body(part: Mail) -> str:
    text = _text(_bytes(part), part.get_content_charset("utf-8") or "utf-8")
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return unflowed(text) if is_flowed else text


def _bytes(part: Mail) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _file_name(part: Mail) -> str:
    return wording.one_line(plain(_decoded(part.get_filename() or "")))[:NAME_MAX]


def _is_decoration(part: Mail, disposition: str) -> bool:
    """A picture that the words show, such as a signature's logo: nobody misses it."""
    return part.get_content_maintype() == "image" and disposition != "attachment" and "Content-ID" in part

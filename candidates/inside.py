"""What a PDF or a Word file would do in the program that opens it, told from its bytes; nothing is opened here.

This is no scanner: whoever hides something well gets by. It refuses what a CV has no use for, so that nobody in the
team has to find out, and it takes time in proportion to the file and no more memory than its limits.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator

MAX_OBJECT_STREAM = 2 * 1024 * 1024
MAX_OBJECTS = 16 * 1024 * 1024

PDF_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_PAGE = re.compile(rb"/Type\s{0,9}/Page(?![A-Za-z])")
PDF_PROGRAM = re.compile(rb"/S\s{0,9}/(?:JavaScript|Launch|ImportData|SubmitForm)\b|/JS\s{0,9}[(<0-9]")
HTML = re.compile(rb"<(?:script|html|iframe|!doctype\s{1,9}html)\b", re.IGNORECASE)
RELATIONSHIP = re.compile(rb"<(?:\w{1,20}:)?Relationship\s[^<>]{0,4000}>")
EXTERNAL = re.compile(r"TargetMode\s{0,9}=\s{0,9}[\"']\s{0,9}External", re.IGNORECASE)
HYPERLINK = re.compile(r"Type\s{0,9}=\s{0,9}[\"'][^\"']{1,200}/hyperlink[\"']")
DDE = re.compile(rb"<w:instrText[^<>]{0,200}>\s{0,99}DDE|w:instr=[\"']\s{0,99}DDE", re.IGNORECASE)
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")


# PDF -------------------------------------------------------------------------------------------------


def objects_of(pdf: bytes) -> bytes:
    """Return what stands outside of a PDF's streams, and inside its object streams, names written plainly."""
    text = b"\n".join(_objects(pdf))
    return PDF_NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text) if b"#" in text else text


def _objects(pdf: bytes) -> Iterator[bytes]:
    at = searched = room = 0
    room = MAX_OBJECTS
    while (start := pdf.find(b"stream", searched)) >= 0:
        if pdf[start + 6 : start + 7] not in {b"\r", b"\n"}:
            searched = start + 6
            continue
        end = pdf.find(b"endstream", start)
        if end < 0:
            break
        outside = pdf[at:start]
        yield outside
        head = outside[-600:]
        if b"/ObjStm" in head and b"/FlateDecode" in head and room > 0:
            unpacked = _unpacked(pdf[start + 6 : end].lstrip(b"\r\n"))
            room -= len(unpacked)
            yield unpacked
        at = searched = end + 9
    yield pdf[at:]


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_OBJECT_STREAM)
    except zlib.error:
        return b""


def count_pages(objects: bytes) -> int:
    """Return how many pages a PDF's objects make; 0 where they don't say."""
    return len(PDF_PAGE.findall(objects))


def has_program(objects: bytes) -> bool:
    """Whether a PDF's objects run something: a script, a command, a form that sends itself."""
    return PDF_PROGRAM.search(objects) is not None


def is_web_page(objects: bytes) -> bool:
    """Whether a browser could take it for a web page."""
    return HTML.search(objects) is not None


# Word ------------------------------------------------------------------------------------------------


def loads_from_elsewhere(name: str, part: bytes) -> bool:
    """Whether a part of a Word file makes Word load or run something that is not in the file; links are none."""
    if name.lower().endswith(".rels"):
        tags = (html.unescape(match.group().decode("utf-8", "replace")) for match in RELATIONSHIP.finditer(part))
        return any(EXTERNAL.search(tag) and not HYPERLINK.search(tag) for tag in tags)
    return name.lower().endswith(".xml") and DDE.search(part) is not None


def is_disguised(name: str, part: bytes) -> bool:
    """Whether a part that Word reads as XML is written so that what looks at it may read something else."""
    if not name.lower().endswith((".xml", ".rels")):
        return False
    return part.startswith(UTF_16) or DTD.search(part[:4096]) is not None

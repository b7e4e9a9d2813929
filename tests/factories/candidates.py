import io
import zipfile
from datetime import timedelta

import factory
from django.utils import timezone
from docx import Document as WordDocument
from fpdf import FPDF

from candidates import files, models


def pdf(text: str = "Ada Lovelace, engineer") -> bytes:
    """Return a small real PDF."""
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.multi_cell(0, 8, text)
    return bytes(document.output())


def docx(text: str = "Ada Lovelace, engineer") -> bytes:
    """Return a small real Word document."""
    document = WordDocument()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zip_of(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of parts by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


PDF = pdf()  # made once: making one takes 20 ms


def checked_cv(data: bytes = PDF, *, name: str = "cv.pdf", format: str = files.PDF) -> files.CheckedFile:
    return files.CheckedFile(data=data, name=name, format=format)


class CandidateFactory(factory.django.DjangoModelFactory):
    """Somebody who applied; `sourced` was added by hand (give `added_by`) and is to be told."""

    class Meta:
        model = models.Candidate

    class Params:
        sourced = factory.Trait(
            source="network",
            basis="interest",
            added_by=factory.SubFactory("tests.factories.accounts.UserFactory", recruiter=True),
            tell_by=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30)),
        )

    name = factory.Sequence(lambda n: f"Candidate {n}")
    email = factory.Sequence(lambda n: f"candidate{n}@example.com")


class DocumentFactory(factory.django.DjangoModelFactory):
    """A PDF CV, its file in the private folder; `file__data` gives other bytes, `read` was read by the worker."""

    class Meta:
        model = models.Document

    class Params:
        read = factory.Trait(reading="read", read_at=factory.LazyFunction(timezone.now), text="Ada Lovelace, engineer")

    candidate = factory.SubFactory(CandidateFactory)
    original_name = "cv.pdf"
    format = files.PDF
    size = factory.LazyAttribute(lambda document: document.file.size)
    sha256 = "0" * 64
    file = factory.django.FileField(data=PDF, filename="cv.pdf")


class DocumentPageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DocumentPage

    document = factory.SubFactory(DocumentFactory)
    number = 1
    file = factory.django.FileField(data=b"\xff\xd8\xff", filename="1")
    width = 1200
    height = 1698


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Tag

    name = factory.Sequence(lambda n: f"tag {n}")
    created_by = factory.SubFactory("tests.factories.accounts.UserFactory", recruiter=True)


class ConsentAskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ConsentAsk

    candidate = factory.SubFactory(CandidateFactory)
    company_name = "Marée"
    wording = "Marée may keep my data for 24 months, to write to me about other jobs."
    language = "en"
    asked_by = factory.SubFactory("tests.factories.accounts.UserFactory", recruiter=True)
    asked_at = factory.LazyFunction(timezone.now)

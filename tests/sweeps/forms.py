"""The forms of a page, as a browser would send them: what is filled in already, and something good where it must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.candidates import PDF

TYPED = {
    "text": "Some words",
    "search": "Some words",
    "textarea": "Some more words.",
    "email": "new@example.com",
    "url": "https://example.com/",
    "tel": "+33 1 23 45 67 89",
    "number": "1",
    "password": "correct horse battery",
    "time": "10:00",
}
BUTTONS = {"submit", "image", "button", "reset"}


@dataclass
class Field:
    """One field: its kind, what is in it, whether something must be, and what can be chosen."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    required: bool = False
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that is posted."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def data(self) -> dict[str, list[object]]:
        """What a browser sends once everything that must be filled in is, and the first button pressed."""
        sent: dict[str, list[object]] = {}
        for one in self.fields.values():
            if values := one.values or (_good(one) if one.required else []):
                sent[one.name] = values
        for name, value in self.buttons[:1]:
            sent[name] = [value]
        return sent


def _good(one: Field) -> list[object]:
    if one.kind == "file":
        return [SimpleUploadedFile("Ada.pdf", PDF, content_type="application/pdf")]
    if one.kind in {"date", "datetime-local"}:
        return [timezone.localdate().isoformat() + ("T10:00" if one.kind != "date" else "")]
    return [next((choice for choice in one.choices if choice), TYPED.get(one.kind, ""))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.form: Form | None = None
        self.select: Field | None = None
        self.textarea: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(has.get("action", ""))
            if has.get("method", "").lower() == "post":
                self.forms.append(self.form)
            if "id" in has:
                self.by_id[has["id"]] = self.form
            return
        form = self.by_id.get(has["form"]) if "form" in has else self.form
        if tag == "option" and self.select:
            value = has.get("value", "")
            self.select.choices.append(value)
            if "selected" in has:
                self.select.values.append(value)
        if form is None or "disabled" in has or not has.get("name"):
            return
        name, is_required = has["name"], "required" in has
        if tag == "button" or (tag == "input" and has.get("type") in BUTTONS):
            form.buttons.append((name, has.get("value", "")))
        elif tag == "input":
            kind = has.get("type", "text")
            one = form.fields.setdefault(name, Field(name, kind, required=is_required))
            one.required |= is_required
            if kind in {"checkbox", "radio"}:
                one.choices.append(has.get("value", "on"))
                if "checked" in has:
                    one.values.append(has.get("value", "on"))
            elif has.get("value"):
                one.values.append(has["value"])
        elif tag == "select":
            self.select = form.fields.setdefault(name, Field(name, "select", required=is_required))
        elif tag == "textarea":
            self.textarea = form.fields.setdefault(name, Field(name, "textarea", required=is_required))

    def handle_data(self, data: str) -> None:
        if self.textarea and data.strip():
            self.textarea.values = ["".join([*self.textarea.values, data]).removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            if self.select and not self.select.values and self.select.choices and self.select.choices[0]:
                self.select.values = self.select.choices[:1]
            self.select = None
        elif tag == "textarea":
            self.textarea = None


def forms_of(html: str) -> list[Form]:
    """The forms of a page that are posted."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms

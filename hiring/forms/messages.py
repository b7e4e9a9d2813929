"""Forms around messages to candidates, and the words that they start from."""

from __future__ import annotations

import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from postings.forms.once import OnceForm

from .. import wording
from ..choices import State
from ..chosen import Chosen, read
from ..message_choices import MessageKind
from ..models import Application, MessageTemplate
from ..shipped import Words
from .fields import RowsField
from .helper import FieldsHelper
from .reasons import GivenReason


def check_fields(text: str, kind: str) -> str:
    """Return a text whose fields are all known for a kind of message; raise ValidationError otherwise."""
    if unknown := wording.unknown_fields(text, kind):
        words = {
            "unknown": ", ".join(f"{{{name}}}" for name in unknown),
            "known": ", ".join(f"{{{name}}}" for name in wording.fields_of(kind)),
        }
        raise ValidationError(_("No such field here: %(unknown)s. There are %(known)s.") % words)
    return text


class MessageTemplateForm(forms.ModelForm):
    """A template; what stands in braces is a field that its kind knows."""

    class Meta:
        model = MessageTemplate
        fields = ("kind", "name", "language", "company", "subject", "body")
        widgets: ClassVar = {
            "subject": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "body": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 16}),
        }
        help_texts: ClassVar = {
            "body": gettext_lazy(
                "Plain text, with **bold**, lists and [words](address) if you like. A line with a field that has no "
                "value is left out."
            ),
        }

    def clean(self) -> dict:
        data = super().clean()
        kind = data.get("kind") or self.instance.kind
        for name in ("subject", "body"):
            if kind in wording.ALLOWED and data.get(name):
                try:
                    check_fields(data[name], kind)
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class TemplatePreviewForm(forms.Form):
    """What the preview of a template shows; nothing of it is saved."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in wording.KINDS])
    language = forms.ChoiceField(choices=[("en", "en"), ("fr", "fr")])
    subject = forms.CharField(required=False, max_length=200)
    body = forms.CharField(required=False, max_length=5000, strip=False)

    def words(self) -> Words:
        return Words(self.cleaned_data["subject"], self.cleaned_data["body"])

    def unknown(self) -> list[str]:
        text = f"{self.cleaned_data['subject']}\n{self.cleaned_data['body']}"
        return wording.unknown_fields(text, self.cleaned_data["kind"])


SOMEBODY_ELSE = "other_hired"  # what answering all of a closed posting starts from
TO_FILL = re.compile(r"^\W*…\W*$", re.MULTILINE)  # what a template leaves to whoever writes


class WordsForm(forms.Form):
    """The words of a message to one or more candidates: what stands in braces is a field of its kind."""

    use_required_attribute = False
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=200, error_messages={"required": gettext_lazy("Write a subject.")}
    )
    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=5000,
        error_messages={"required": gettext_lazy("Write a message.")},
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("What waits can be called back."),
        choices=[("hour", gettext_lazy("In an hour")), ("now", gettext_lazy("Now"))],
    )
    kind: str
    by: User | None = None  # who writes, for the preview

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["when"].required = not self.is_bound or "when" in self.data
        self.fields["text"].help_text = _("Fields: %(fields)s. A line with a field that has no value is left out.") % {
            "fields": ", ".join(f"{{{name}}}" for name in wording.fields_of(kind))
        }
        self.helper = FieldsHelper()

    def clean_subject(self) -> str:
        return check_fields(self.cleaned_data["subject"], self.kind)

    def clean_text(self) -> str:
        text = check_fields(self.cleaned_data["text"], self.kind)
        if TO_FILL.search(text):
            raise ValidationError(_("Write something in place of “…”."))
        return text

    def typed_words(self, language: str) -> str:
        """What the message may say of a reason; this form asks for none."""
        return ""

    @property
    def words(self) -> Words:
        return Words(self.cleaned_data["subject"], self.cleaned_data["text"])

    @property
    def delay(self) -> bool:
        return self.cleaned_data["when"] != "now"

    def typed(self) -> Words:
        """The words as they stand in the form, right or wrong, for a preview."""
        return Words(self["subject"].value() or "", self["text"].value() or "")


class PreviewForm(GivenReason, WordsForm):
    """What a preview shows of a message that somebody is writing; nothing of it is saved."""


class WriteForm(WordsForm, OnceForm):
    """A message written by hand to one candidate."""

    template = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("creation_key", "template", "subject", "text", "when")


class WriteManyForm(WriteForm):
    """A message written by hand to many; shown to one of them at a time."""

    people = forms.CharField(widget=forms.HiddenInput)
    field_order = ("creation_key", "people", "template", "subject", "text", "when")

    def clean_people(self) -> Chosen:
        return read(self.cleaned_data["people"])


class AnswerAllForm(GivenReason, WordsForm):
    """The answer to those who still wait at a closed posting."""

    people = RowsField(
        label=gettext_lazy("Who gets it"),
        queryset=Application.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose somebody.")},
    )
    field_order = ("people", "reason", "share_reason", "subject", "text", "when")

    def __init__(self, *args, posting, **kwargs):
        super().__init__(*args, kind=MessageKind.CLOSED, **kwargs)
        self.language = posting.language
        self.fields["reason"].initial = SOMEBODY_ELSE
        people = Application.objects.kept().filter(posting=posting).select_related("candidate", "version", "posting")
        # Who has been answered meanwhile is taken too: the action says who could not be done.
        self.fields["people"].queryset = people.order_by("-created_at", "-id")
        self.fields["people"].label_from_instance = lambda application: application.shown_name
        if not self.is_bound:
            waiting = people.filter(state=State.ACTIVE).order_by("-created_at", "-id")
            self.fields["people"].queryset = waiting
            self.initial.setdefault("people", [application.pk for application in waiting])

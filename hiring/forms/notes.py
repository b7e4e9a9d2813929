"""The form of a note."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.forms import FormKeyField

from ..models import NOTE_MAX
from .fields import TextField
from .helper import FieldsHelper


class NoteForm(forms.Form):
    """A note's words, and whether it is private."""

    use_required_attribute = False

    form_key = FormKeyField(required=False, widget=forms.HiddenInput, initial=uuid4)
    text = TextField(
        label=_("Note"),
        help_text=_("The candidate may ask to read it. Name a colleague with @, like @ada.martin: they get a message."),
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "data-mention-field": ""}),
        error_messages={"required": _("Write something first.")},
    )
    is_private = forms.BooleanField(label=_("Only for me and leads"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_note_%s")
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()

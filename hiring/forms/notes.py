"""The form of a note."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.forms import FormKeyField

from ..models import NOTE_FILES_MAX, NOTE_MAX, Note, NoteFile
from .fields import FilesField, RowsField, TextField
from .helper import FieldsHelper


class NoteForm(forms.Form):
    """A note's words, its files, and whether it is private; of a note that is changed, which files to take away."""

    use_required_attribute = False

    form_key = FormKeyField(required=False, widget=forms.HiddenInput, initial=uuid4)
    text = TextField(
        label=_("Note"),
        help_text=_("The candidate may ask to read it. Name a colleague with @, like @ada.martin: they get a message."),
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "data-mention-field": ""}),
        error_messages={"required": _("Write something first.")},
    )
    files = FilesField(label=_("Files"), help_text=_("PDF or Word files (DOCX), up to 5 MB each."), required=False)
    drop = RowsField(
        label=_("Take away"), queryset=NoteFile.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_private = forms.BooleanField(label=_("Only for me and leads"), required=False)

    def __init__(self, *args: Any, note: Note | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_note_%s")
        super().__init__(*args, **kwargs)
        self.has_files = note is not None and note.files.exists()
        if self.has_files:
            self.fields["drop"].queryset = note.files.select_related("document")
        self.helper = FieldsHelper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kept = self.fields["drop"].queryset.count() - len(data.get("drop", ()))
        if kept + len(data.get("files", ())) > NOTE_FILES_MAX:
            self.add_error("files", _("A note has %(most)d files at most.") % {"most": NOTE_FILES_MAX})
        elif self.errors and "files" not in self.errors and data.get("files"):
            self.add_error("files", _("Choose the files again: the note was not kept yet."))
        return data

"""An ad to be read: pasted, or as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Language
from ..reader import UnreadableAd
from ..reader.apart import read_apart
from ..reader.formats import MAX_BYTES, EmptyAd, TooLongAd
from ..reading import AdCheck, check_ad

# What the reader says of files, said of pasted text.
OF_TEXT = {
    EmptyAd: gettext_lazy("There are no words in it. Paste the text of an ad."),
    TooLongAd: gettext_lazy("It is too long to be an ad: at most 50,000 characters are read."),
}


class TextField(forms.CharField):
    """Pasted text: a line end counts as one character, and what no text holds is taken out, not complained of."""

    widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})

    def to_python(self, value: object) -> str:
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        return text.replace("\0", "")

    def run_validators(self, value: str) -> None:
        """Validate nothing here: what may be too long or empty is the reader's to say."""


class AdForm(forms.Form):
    """The text of an ad, or its file, and its language; `check` is the reading of a valid one.

    A file counts before the text: what is in the field may be that of the ad before.
    """

    hide_optional = True
    use_required_attribute = False

    text = TextField(
        label=gettext_lazy("Text of the ad"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Paste all of it: headings, bullets and the small print help."),
    )
    file = forms.Field(
        label=gettext_lazy("Or its file"),
        required=False,
        help_text=gettext_lazy("PDF, DOCX, HTML, Markdown or text, up to 5 MB. It counts before the text above."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.html,.htm,.md,.markdown,.txt,text/*"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the ad"),
        required=False,
        choices=[("", gettext_lazy("told by its words")), *Language.choices],
    )
    check: AdCheck | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        upload: UploadedFile | None = data.get("file")
        if not upload and not data.get("text", "").strip():
            self.add_error("text", ValidationError(_("Paste the text of an ad, or choose its file."), code="missing"))
            return data
        try:
            if upload:
                data["text"] = _read(upload)
            self.check = check_ad(data["text"], today=timezone.localdate(), language=data.get("language") or "")
        except UnreadableAd as error:
            words = error if upload else OF_TEXT.get(type(error), error)
            self.add_error("file" if upload else "text", ValidationError(str(words), code=error.code))
        return data

    def with_text(self, **fields: str) -> None:
        """Put what was read into the text field, a file's words too: it can be edited there and sent again."""
        if self.check:
            self.data = self.data.copy()
            self.data.update({"text": self.check.ad.text} | fields)

    @classmethod
    def refused(cls, sent: Mapping[str, str], words: str) -> AdForm:
        """The form as it was sent, unread, with the reason."""
        form = cls({"text": sent.get("text", ""), "language": sent.get("language", "")})
        form.cleaned_data, form._errors = {}, ErrorDict()
        form.add_error(None, words)
        return form

    @classmethod
    def too_big(cls) -> AdForm:
        """The form where what was sent is too long to be taken in at all, and so is lost."""
        form = cls.refused({}, "")
        form._errors = ErrorDict()
        form.add_error("text", str(OF_TEXT[TooLongAd]))
        return form


def _read(upload: UploadedFile) -> str:
    """Return the text of an upload. Raises UnreadableAd; a file without a byte is one without words."""
    if (upload.size or 0) > MAX_BYTES:
        raise TooLongAd
    upload.seek(0)
    return read_apart(upload.read(), upload.name or "")

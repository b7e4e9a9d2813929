"""Reasons for rejecting: choosing one, sharing it, and keeping the list of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import wording
from ..models import RejectionReason
from ..shipped import LANGUAGES
from .helper import FieldsHelper


class GivenReason(forms.Form):
    """Why somebody is rejected, and whether they may know; a part of other forms.

    The reasons are read once, and chosen by their keys; what comes out is the row.
    """

    language = "en"  # which the candidate reads

    reason = forms.TypedChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For your statistics; candidates read it only where you share it."),
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    share_reason = forms.BooleanField(
        label=gettext_lazy("Share the reason"),
        help_text=gettext_lazy("Its words stand in the message as {reason}, and on the candidate’s page."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {reason.key: reason for reason in RejectionReason.objects.live()}
        names = [(key, reason.name) for key, reason in self.reasons.items()]
        self.fields["reason"].choices = [("", _("Choose a reason")), *names]
        self.fields["reason"].coerce = self.reasons.__getitem__

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        reason = data.get("reason")
        if reason and data.get("share_reason") and not reason.is_shareable:
            self.add_error("share_reason", _("The reason “%s” is not shared with candidates.") % reason)
        return data

    def shared_words(self, language: str) -> str:
        """What candidates who are written to in a language read of the reason; for a form that is right."""
        return self.cleaned_data["reason"].words_in(language) if self.cleaned_data["share_reason"] else ""

    def typed_words(self, language: str) -> str:
        """The same of a form as it stands, right or wrong, for a preview."""
        reason = self.reasons.get(str(self["reason"].value() or ""))
        return reason.words_in(language) if reason and self["share_reason"].value() else ""

    def told(self) -> list[tuple[str, str]]:
        """Each reason, and what candidates read of it where it is shared."""
        return [(reason.name, reason.words_in(self.language)) for reason in self.reasons.values()]


class ReasonForm(forms.ModelForm):
    """A reason of the list, in both languages."""

    use_required_attribute = False

    class Meta:
        model = RejectionReason
        fields = RejectionReason.WRITTEN
        labels: ClassVar = {
            "name_en": gettext_lazy("Name in English"),
            "name_fr": gettext_lazy("Name in French"),
            "words_en": gettext_lazy("What candidates read, in English"),
            "words_fr": gettext_lazy("What candidates read, in French"),
            "is_shareable": gettext_lazy("May be shared with candidates"),
        }
        widgets: ClassVar = {f"words_{language}": forms.Textarea(attrs={"rows": 2}) for language in LANGUAGES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_shareable"].help_text = _("Whoever rejects decides each time whether to share it.")
        for language in LANGUAGES:
            self.fields[f"name_{language}"].error_messages["required"] = _("Give it a name in both languages.")
            self.fields[f"words_{language}"].required = False
            self.fields[f"words_{language}"].help_text = _("Needed where it may be shared.")
        self.helper = FieldsHelper()

    def differing(self, now: RejectionReason) -> list[tuple[str, str]]:
        """What a reason says, where that is not what was typed: each with its label."""
        mine = {name: (self.cleaned_data[name], getattr(now, name)) for name in RejectionReason.WRITTEN}
        words = {True: _("yes"), False: _("no")}
        return [
            (self.fields[name].label, words.get(its, its)) for name, (own, its) in mine.items() if own != (its or "")
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        others = RejectionReason.objects.live().exclude(pk=self.instance.pk) if not self.instance.retired_at else ()
        others = list(others)
        for language in LANGUAGES:
            name, words = (f"{field}_{language}" for field in ("name", "words"))
            data[words] = wording.one_line(data.get(words) or "")
            if name not in self.errors:
                data[name] = wording.one_line(data.get(name) or "")
                if not data[name]:
                    self.add_error(name, _("Give it a name in both languages."))
                elif data[name].casefold() in {getattr(other, name).casefold() for other in others}:
                    self.add_error(name, _("There is a reason of this name already."))
            if data.get("is_shareable") and not data[words] and words not in self.errors:
                self.add_error(words, _("Write what candidates read, or let it not be shared."))
        return data

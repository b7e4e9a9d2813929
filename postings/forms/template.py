"""What a company says in all its postings, and which of it is locked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..content import split_lines
from ..locks import LOCKABLE, TEMPLATE_FACTS
from ..models import Line, Template
from .fields import PlacesField
from .helper import PlainHelper, bound, offer_nothing

LINES_MAX = 20
PARTS = (
    (gettext_lazy("The job"), ("summary",)),
    (gettext_lazy("Where"), ("places", "remote", "remote_note")),
    (gettext_lazy("Contract"), ("contract", "benefits")),
    (gettext_lazy("Hiring"), ("process", "answer_days", "contact_name", "contact_email")),
    (gettext_lazy("At the end of every posting"), ("boilerplate",)),
)


class TemplateForm(forms.ModelForm):
    """A template. `seen` is what the page showed of it, `agreed` the postings that the user said yes to."""

    hide_optional = True  # a template may leave out anything but its name

    places = PlacesField()
    locked = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in LOCKABLE])
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Template
        fields = ("name", "language", *TEMPLATE_FACTS, "boilerplate", "locked")
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "benefits": forms.Textarea(attrs={"rows": 4}),
            "process": forms.Textarea(attrs={"rows": 4}),
            "boilerplate": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "name": gettext_lazy("For colleagues; candidates never see it."),
            "remote_note": gettext_lazy("For example “2 days a week at the office”."),
            "benefits": gettext_lazy("Markdown works: begin a line with “- ” for a bullet."),
            "process": gettext_lazy("One step a line, with how long it takes."),
            "answer_days": gettext_lazy("Candidates see this promise."),
            "boilerplate": gettext_lazy(
                "About the company, equal opportunity, accommodation. Each line becomes one of “Also good to know”."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("remote", "contract"):
            offer_nothing(self.fields[name])
        bound(self.fields["answer_days"], 1, 365)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()
            if self.instance.postings.exists():
                self.fields["language"].disabled = True
                self.fields["language"].help_text = _("It stays: postings follow this template.")
        self.helper = PlainHelper()

    def parts(self) -> Iterator[tuple[str, list[tuple[forms.BoundField, bool]]]]:
        """The template's parts under their headings, each with whether its lock is on."""
        locked = self["locked"].value() or []
        for heading, names in PARTS:
            yield str(heading), [(self[name], name in locked) for name in names]

    def show_again(self, **hidden: str) -> None:
        """Let the page that answers carry other hidden values than it was sent with."""
        self.data = self.data.copy()
        self.data.update(hidden)

    def clean_boilerplate(self) -> str:
        text = self.cleaned_data["boilerplate"]
        lines, most = split_lines(text), Line._meta.get_field("text").max_length
        errors = [
            _("“%(start)s…” has %(count)d characters; %(most)d is the most for a line.")
            % {"start": line[:40], "count": len(line), "most": most}
            for line in lines
            if len(line) > most
        ]
        if len(lines) > LINES_MAX:
            errors.append(_("That is %(count)d lines; %(max)d is the most.") % {"count": len(lines), "max": LINES_MAX})
        if errors:
            raise ValidationError(errors)
        return text

    def clean_locked(self) -> list[str]:
        return [name for name in LOCKABLE if name in self.cleaned_data["locked"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in data.get("locked", ()):
            if name in data and not (split_lines(data[name]) if name == "boilerplate" else data[name]):
                self.add_error(name, _("There is nothing to lock: write it, or take the lock off."))
        return data

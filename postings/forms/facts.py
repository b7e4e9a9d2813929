"""The facts of a posting, edited by several at once."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roles.models import Stage

from ..merge import canonical
from ..models import Posting
from .fields import PlacesField
from .helper import PlainHelper, bound, offer_nothing

PAY = ("pay_min", "pay_max", "pay_currency", "pay_period")  # saved together or not at all


class FactsForm(forms.ModelForm):
    """All of a posting but its lines. `base` says which values the page showed, so that two can edit at once."""

    hide_optional = True  # a draft may lack anything; the checklist says what publishing needs

    places = PlacesField()
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Posting
        fields = (
            "title",
            "stage",
            "summary",
            "places",
            "remote",
            "remote_note",
            "contract",
            "starts_on",
            "pay_min",
            "pay_max",
            "pay_currency",
            "pay_period",
            "pay_note",
            "benefits",
            "process",
            "answer_days",
            "contact_name",
            "contact_email",
            "closes_on",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "benefits": forms.Textarea(attrs={"rows": 4}),
            "process": forms.Textarea(attrs={"rows": 4}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "summary": gettext_lazy("Two or three sentences: the company, the team, why now."),
            "remote_note": gettext_lazy("For example “2 days a week at the office”."),
            "pay_note": gettext_lazy("Shares, bonus: “plus 0.5 % to 1 % of the shares”."),
            "benefits": gettext_lazy("Markdown works: begin a line with “- ” for a bullet."),
            "process": gettext_lazy("One step a line, with how long it takes."),
            "answer_days": gettext_lazy("Candidates see this promise."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("remote", "contract", "pay_currency", "pay_period"):
            offer_nothing(self.fields[name])
        for name, most in (("pay_min", None), ("pay_max", None), ("answer_days", 365)):
            bound(self.fields[name], 1, most)
        self.fields["stage"].queryset = Stage.objects.filter(role=self.instance.role).select_related("role")
        self.fields["stage"].empty_label = None
        self.initial["base"] = json.dumps(self.snapshot(), ensure_ascii=False)
        for name, field in self.fields.items():
            field.locked_text = self._shown(name) if name in self.instance.locked else None
        self.helper = PlainHelper()

    def _shown(self, name: str) -> str:
        """A fact as text, for one that is not edited here."""
        value = self.fields[name].prepare_value(getattr(self.instance, name))
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, "" if value is None else value))

    @property
    def fact_names(self) -> list[str]:
        """Names of the posting's fields that the form edits."""
        return list(self._meta.fields)

    def snapshot(self) -> dict[str, str]:
        """The fields as the row has them now, in canonical text: what a page that is rendered now shows."""
        values = {
            name: getattr(self.instance, self._meta.model._meta.get_field(name).attname) for name in self.fact_names
        }
        return {name: canonical(value) for name, value in values.items()}

    def rebase(self, names: list[str]) -> None:
        """Count these fields as seen as they are now: the page that answers shows them so, or says what they are.

        Every other field stays as it was seen: what somebody else wrote there is not on this page.
        """
        now = self.snapshot()
        base = self.cleaned_data.get("base") or now
        self.data = self.data.copy()
        # In ASCII: half a pair, which JSON may carry, has no bytes of its own to be sent in.
        self.data["base"] = json.dumps(base | {name: now[name] for name in names})

    def clean_base(self) -> dict[str, str]:
        """Read what the page showed; without it, what is there now counts as seen."""
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except (ValueError, RecursionError):
            return {}
        return base if isinstance(base, dict) else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._refuse_locked(data)
        low, high = data.get("pay_min"), data.get("pay_max")
        if low is not None and high is not None and low > high:
            self.add_error("pay_max", _("The highest pay is below the lowest."))
        if low is not None or high is not None:
            for name, message in (
                ("pay_currency", _("Pay needs a currency.")),
                ("pay_period", _("Pay needs a period.")),
            ):
                if not data.get(name) and not self.has_error(name):
                    self.add_error(name, message)
        return data

    def _refuse_locked(self, data: dict[str, Any]) -> None:
        """Say so where the page was older than a lock, and somebody wrote there; their words are in the message."""
        now, base = self.snapshot(), data.get("base") or {}
        for name in self.instance.locked & self.fields.keys():
            if name in data and self.was_sent(name) and canonical(data[name]) not in (now[name], base.get(name)):
                words = {"template": self.instance.template, "typed": self.data[self.add_prefix(name)]}
                self.add_error(name, _("The template “%(template)s” sets this now. Not saved: “%(typed)s”") % words)

    def _post_clean(self) -> None:
        """Leave the instance as it is: what changes goes through the action, which looks at the row again."""

    def values(self) -> dict[str, Any]:
        """The valid fields that were sent, by the name of the column that they go to."""
        unsure = PAY if any(self.has_error(name) for name in PAY) else ()
        valid = [
            name
            for name in self.fact_names
            if name in self.cleaned_data
            and self.was_sent(name)
            and name not in unsure
            and name not in self.instance.locked
        ]
        return {name: self.cleaned_data[name] for name in valid}

    def not_saved(self) -> list[str]:
        """Names of the fields that were sent and are not saved: those with an error; pay goes together, or all does."""
        unsure = PAY if any(self.has_error(name) for name in PAY) else ()
        nothing = bool(self.non_field_errors())
        sent = [name for name in self.fact_names if self.was_sent(name)]
        return [name for name in sent if nothing or self.has_error(name) or name in unsure]

    def was_sent(self, name: str) -> bool:
        return self.add_prefix(name) in self.data

"""Forms of the studio: parsing, validation and choices; what they save goes through the actions."""

from __future__ import annotations

import json
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from roles.diagnosis import Answer, Coder, CompanyFacts, Diagnosis, Manager
from roles.models import MissionStage, Stage, Weight

from .choices import CloseReason, Language, LineKind, Part, ProductPhase
from .merge import canonical
from .models import Company, Line, Posting
from .places import country_choices, parse_places, places_as_text

PAY = ("pay_min", "pay_max", "pay_currency", "pay_period")  # saved together or not at all
NOTHING = [("", gettext_lazy("not said"))]


class PlainHelper(FormHelper):
    """A crispy helper for forms whose `<form>`, buttons and hidden fields the template writes."""

    def __init__(self) -> None:
        super().__init__()
        self.form_tag = self.disable_csrf = False


class FactsOfCompanyForm(forms.Form):
    """What is known of a company, for the diagnosis of its stage; each may stay unknown."""

    hide_optional = True

    people = forms.IntegerField(label=gettext_lazy("People in the company"))
    engineers = forms.IntegerField(label=gettext_lazy("Engineers today"))
    engineers_next_year = forms.IntegerField(label=gettext_lazy("Engineers in a year"))
    hands_on = forms.IntegerField(label=gettext_lazy("Hands-on work wanted, %"), max_value=100)
    in_use = forms.ChoiceField(label=gettext_lazy("Is there a product in use?"), choices=Answer.choices)
    coder = forms.ChoiceField(label=gettext_lazy("Who writes the code today?"), choices=Coder.choices)
    manager = forms.ChoiceField(label=gettext_lazy("Who manages the engineers?"), choices=Manager.choices)
    rests_on_tech = forms.ChoiceField(
        label=gettext_lazy("Does the business rest on technology?"), choices=Answer.choices
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("not known")), *field.choices]
            else:
                field.max_value = field.max_value or 1_000_000
                field.validators += [MinValueValidator(0), MaxValueValidator(field.max_value)]
                field.widget.attrs |= {"min": 0, "max": field.max_value}

    def facts(self) -> CompanyFacts:
        """The valid answers."""
        return CompanyFacts(**{name: value for name, value in self.cleaned_data.items() if value not in (None, "")})


class NewPostingForm(forms.Form):
    """Which company, which stage, in which language."""

    hide_optional = True  # one of two company fields is needed, and the title says what empty means

    company = forms.ModelChoiceField(
        Company.objects.none(), required=False, label=gettext_lazy("Company"), empty_label=gettext_lazy("a new one:")
    )
    company_name = forms.CharField(required=False, max_length=120, label=gettext_lazy("Name of the new company"))
    stage = forms.ModelChoiceField(
        Stage.objects.none(),
        label=gettext_lazy("Which stage is the company at?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a stage.")},
    )
    stage_reason = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Why another stage than the facts call for"),
        help_text=gettext_lazy("Only where you choose another than recommended. It is kept with the posting."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the posting"), choices=Language.choices)
    title = forms.CharField(
        required=False,
        max_length=140,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Leave empty to take the role’s title in the posting’s language."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = Company.objects.editable_by(user)
        core = MissionStage.objects.filter(weight=Weight.CORE, mission__retired_at=None).select_related("mission")
        self.fields["stage"].queryset = (
            Stage.objects.select_related("role")
            .prefetch_related(Prefetch("of_missions", core.order_by("mission__order"), to_attr="core"))
            .order_by("role__title", "number")
        )
        self.fields["stage"].empty_label = None

    def needs_reason(self, diagnosis: Diagnosis) -> bool:
        """Add an error where the stage is not the one that the facts call for and nothing says why."""
        stage = self.cleaned_data.get("stage")
        missing = stage is not None and stage.number != diagnosis.stage and not self.cleaned_data.get("stage_reason")
        if missing:
            words = {"stage": diagnosis.stage}
            self.add_error("stage_reason", _("The facts call for #%(stage)d: say why you choose another.") % words)
        return missing

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.has_error("company") and bool(data.get("company")) == bool(data.get("company_name")):
            self.add_error("company_name", _("Choose a company, or name a new one."))
        return data


class CompanyForm(forms.ModelForm):
    """The facts of a company."""

    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    class Meta:
        model = Company
        fields = ("name", "website", "description", "people", "engineers", "product_phase", "place", "country")
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [*NOTHING, *country_choices()]
        self.fields["product_phase"].choices = [*NOTHING, *ProductPhase.choices]
        self.helper = PlainHelper()


class FactsForm(forms.ModelForm):
    """All of a posting but its lines. `base` says which values the page showed, so that two can edit at once."""

    hide_optional = True  # a draft may lack anything; the checklist says what publishing needs

    places = forms.CharField(
        label=gettext_lazy("Places"),
        required=False,
        help_text=gettext_lazy("One a line, with the country: “Nantes, France”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
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
            field = self.fields[name]
            field.choices = [*NOTHING, *(choice for choice in field.choices if choice[0])]
        for name, most in (("pay_min", None), ("pay_max", None), ("answer_days", 365)):
            self._bound(name, 1, most)
        self.fields["stage"].queryset = Stage.objects.filter(role=self.instance.role).select_related("role")
        self.fields["stage"].empty_label = None
        self.initial["places"] = places_as_text(self.instance.places)
        self.initial["base"] = json.dumps(self.snapshot(), ensure_ascii=False)
        self.helper = PlainHelper()

    def _bound(self, name: str, least: int, most: int | None) -> None:
        """Limit a number here too: the model's own validators run on instances only."""
        field = self.fields[name]
        field.validators.append(MinValueValidator(least))
        field.widget.attrs["min"] = least
        if most is not None:
            field.validators.append(MaxValueValidator(most))
            field.widget.attrs["max"] = most

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

    def clean_places(self) -> list[dict[str, str]]:
        return [place.as_data() for place in parse_places(self.cleaned_data["places"])]

    def clean_base(self) -> dict[str, str]:
        """Read what the page showed; without it, what is there now counts as seen."""
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except (ValueError, RecursionError):
            return {}
        return base if isinstance(base, dict) else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
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

    def _post_clean(self) -> None:
        """Leave the instance as it is: what changes goes through the action, which looks at the row again."""

    def values(self) -> dict[str, Any]:
        """The valid fields that were sent, by the name of the column that they go to."""
        unsure = PAY if any(self.has_error(name) for name in PAY) else ()
        valid = [
            name for name in self.fact_names if name in self.cleaned_data and self.was_sent(name) and name not in unsure
        ]
        return {name: self.cleaned_data[name] for name in valid}

    def was_sent(self, name: str) -> bool:
        return self.add_prefix(name) in self.data


class LineForm(forms.ModelForm):
    """The words of one line, and the revision of it that the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Line
        fields = ("text",)
        error_messages = {"text": {"required": gettext_lazy("A line needs words. To take it out, drop it.")}}

    def _post_clean(self) -> None:
        """Leave the instance as it is: the action compares with the row."""


class NewLineForm(forms.Form):
    """A line of the recruiter's own."""

    kind = forms.ChoiceField(label=gettext_lazy("Part"), choices=LineKind.choices)
    text = forms.CharField(
        label=gettext_lazy("Your own line"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the line first.")},
    )


class CloseForm(forms.Form):
    """Why a posting closes; candidates who look at it read the reason."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it close?"),
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()


class MemberForm(forms.Form):
    """Somebody, by e-mail, and the part to play."""

    email = forms.EmailField(label=gettext_lazy("E-mail of a colleague"))
    part = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=[(part.value, capfirst(part.label)) for part in Part],
        initial=Part.RECRUITER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()

    def clean_email(self) -> User:
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise ValidationError(_("Nobody here has this e-mail. Somebody with access to the admin can invite them."))
        return user

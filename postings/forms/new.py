"""Starting a posting: the company's facts, the stage, the language."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from roles.diagnosis import Answer, Coder, CompanyFacts, Diagnosis, Manager
from roles.models import MissionStage, Stage, Weight

from ..choices import Language
from ..models import Company, Template
from .once import OnceForm

ONLY_ONE = "only"  # the value that stands for a company's only template


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


class WhoseForm(OnceForm):
    """Whose posting it is: a company, known or new, and its stage."""

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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.has_error("company") and bool(data.get("company")) == bool(data.get("company_name")):
            self.add_error("company_name", _("Choose a company, or name a new one."))
        return data


class NewPostingForm(WhoseForm):
    """Which company, which stage, in which language."""

    stage_reason = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Why another stage than the facts call for"),
        help_text=gettext_lazy("Only where you choose another than recommended. It is kept with the posting."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the posting"), choices=Language.choices)
    template = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Template of the company"),
        help_text=gettext_lazy("The draft takes its words; what it locks can’t be changed in the posting."),
        initial=ONLY_ONE,
    )
    title = forms.CharField(
        required=False,
        max_length=140,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Leave empty to take the role’s title in the posting’s language."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        templates = Template.objects.visible_to(user).in_use().select_related("company")
        self.templates = list(templates.order_by("company__name", "company", "name", "pk"))
        self.fields["template"].choices = self._template_choices()

    def _template_choices(self) -> list[tuple[Any, Any]]:
        """Every template that the user may start with, under its company."""
        choices: list[tuple[Any, Any]] = [
            (ONLY_ONE, _("the one of the company and language, where there is just one")),
            ("", _("none")),
        ]
        for company, templates in groupby(self.templates, key=attrgetter("company")):
            named = [(template.pk, f"{template} ({template.get_language_display()})") for template in templates]
            choices.append((company.name, named))
        return choices

    def narrow_templates(self, company: str, language: str) -> None:
        """Offer the templates of one company in one language only; where there is just one, it is proposed."""
        self.templates = [
            template
            for template in self.templates
            if str(template.company_id) == company and template.language == language
        ]
        self.fields["template"].choices = [("", _("none")), *((item.pk, item.name) for item in self.templates)]
        self.initial["template"] = self.templates[0].pk if len(self.templates) == 1 else ""

    def _template(self, data: dict[str, Any]) -> Template | None:
        """The template that was chosen; adds an error where it doesn't go with the company or the language."""
        company, language, chosen = data.get("company"), data.get("language"), data.get("template")
        if chosen == ONLY_ONE:
            fitting = [item for item in self.templates if item.company == company and item.language == language]
            return fitting[0] if len(fitting) == 1 else None
        template = next((item for item in self.templates if str(item.pk) == chosen), None)
        if template and template.company != company:
            words = {"company": template.company}
            self.add_error("template", _("This template is of another company: %(company)s.") % words)
        elif template and language and template.language != language:
            words = {"language": template.get_language_display()}
            self.add_error("template", _("This template is in another language: %(language)s.") % words)
        return template

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
        data["template"] = self._template(data)
        return data


class FromAdForm(WhoseForm):
    """Which company and stage the draft of an ad is for; the ad itself says its language and the rest."""

    title = forms.CharField(required=False, max_length=140, label=gettext_lazy("Title"))

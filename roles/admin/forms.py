"""The curators' forms: both languages at once, stages beside the entry, errors beside the field they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Max
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roles import models

from .fields import FactsField, Textarea

NUMBERS = (1, 2, 3)
LANGUAGES = dict(settings.LANGUAGES)


class SheetForm(forms.ModelForm):
    """A form of any row of a sheet."""

    facts = FactsField(
        label=_("Source facts"),
        required=False,
        help_text=_("Ids of the source’s facts, such as “S2, P3”. Empty: the house’s own."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if language := language_of(name):
                self._mark_language(field, name, language)

    def _mark_language(self, field: forms.Field, name: str, language: str) -> None:
        field.widget.attrs |= {"lang": language, "data-language": language}
        translated = {field.name: getattr(field, "translated_field", None) for field in self._meta.model._meta.fields}
        if original := translated.get(name):
            words = {"label": capfirst(original.verbose_name), "language": LANGUAGES[language]}
            field.label = gettext("%(label)s, %(language)s") % words

    def _post_clean(self) -> None:
        super()._post_clean()
        move_errors_beside_fields(self)


def language_of(name: str) -> str:
    """The language of a translated field, by its name; empty for another field."""
    language = name.rpartition("_")[2]
    return language if language in LANGUAGES else ""


def move_errors_beside_fields(form: forms.ModelForm) -> None:
    """Put the errors of the model's constraints at the field they are about.

    A constraint's code names that field; a repeated value is about the last of the fields that repeat it.
    """
    if NON_FIELD_ERRORS not in form.errors:
        return
    kept = []
    for error in form.errors.pop(NON_FIELD_ERRORS).as_data():
        name = _field_of(error, form.fields)
        if name:
            form.add_error(name, error)
        else:
            kept.append(error)
    if kept:
        form.add_error(None, kept)


def _field_of(error: ValidationError, names: Iterable[str]) -> str:
    candidates = [error.code, *reversed((error.params or {}).get("unique_check", ()))]
    return next((name for name in candidates if name in names and name != "role"), "")


class EntryForm(SheetForm):
    """A form of a keyed and ordered entry: key and place may be left to the house when it is new."""

    NAMED_BY = ("name_en", "title_en", "question_en", "statement_en", "reason_en", "code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            key = self.fields["key"]
            key.required = False
            key.disabled = self.instance.pk is not None  # files and addresses know the entry by it
            key.help_text = "" if key.disabled else _("Left empty, it is made from the English words.")
        if "order" in self.fields:
            self.fields["order"].required = False
            if self.instance.pk is None:
                self.initial["order"] = None

    def clean(self) -> dict:
        cleaned = super().clean()
        role = self.role_in(cleaned)
        if role is not None and "key" in self.fields and not cleaned.get("key"):
            cleaned["key"] = self._new_key(role, cleaned)
        if "order" in self.fields and cleaned.get("order") is None:
            cleaned["order"] = self._last_place(role)
        return cleaned

    def role_in(self, cleaned: dict) -> models.Role | None:
        """The role that the entry belongs to, or is about to; None where it isn't chosen yet."""
        return cleaned.get("role") or (self.instance.role if self.instance.role_id else None)

    def stage_numbers(self, cleaned: dict) -> set[int]:
        """The stages that the role has; a role that isn't saved yet may get each of them."""
        role = self.role_in(cleaned)
        return {stage.number for stage in role.stages.all()} if role and role.pk else set(NUMBERS)

    def _new_key(self, role: models.Role, cleaned: dict) -> str:
        words = next((cleaned[name] for name in self.NAMED_BY if cleaned.get(name)), "")
        key = slugify(words)[:44].strip("-") or "entry"
        taken = set()
        if role.pk:
            taken = set(self._meta.model.objects.filter(role=role, key__startswith=key).values_list("key", flat=True))
        return next(name for name in (key, *(f"{key}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)

    def _last_place(self, role: models.Role | None) -> int:
        rows = self._meta.model.objects.filter(role=role) if role and role.pk else self._meta.model.objects.none()
        return (rows.aggregate(last=Max("order"))["last"] or 0) + 10


class DegreesForm(EntryForm):
    """A form of an entry that belongs to stages to some degree: one choice a stage, kept in rows of `through`."""

    through: type
    degree: str

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.at_stages = {}
        if self.instance.pk:
            self.at_stages = {at.stage.number: at for at in self.instance.at_stages.all()}
        for number in NUMBERS:
            if number in self.at_stages:
                self.initial[f"at_{number}"] = getattr(self.at_stages[number], self.degree)

    def is_valid(self) -> bool:
        """Whether it can be saved; not where somebody came back from a confirmation to go on writing."""
        return "_back" not in self.data and super().is_valid()

    def clean(self) -> dict:
        cleaned = super().clean()
        for number in set(NUMBERS) - self.stage_numbers(cleaned):
            if cleaned.get(f"at_{number}"):
                self.add_error(f"at_{number}", _("This role has no stage %(number)d.") % {"number": number})
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        changed = [number for number in NUMBERS if f"at_{number}" in self.changed_data]
        stages = {stage.number: stage for stage in self.instance.role.stages.all()} if changed else {}
        for number in changed:
            self._save_stage(stages[number], self.cleaned_data[f"at_{number}"], self.at_stages.get(number))

    def _save_stage(self, stage: models.Stage, degree: str, at) -> None:
        if not degree:
            if at:
                at.delete()
            return
        at = at or self.through(stage=stage, **{self._meta.model._meta.model_name: self.instance})
        setattr(at, self.degree, degree)
        at.save()


def degree_fields(choices) -> list[forms.ChoiceField]:
    """A choice for each stage, none at all among them."""
    options = [("", "–"), *choices]
    return [
        forms.ChoiceField(
            label=f"#{number}", choices=options, required=False, widget=forms.Select(attrs={"data-stage": number})
        )
        for number in NUMBERS
    ]


def how_fields() -> list[forms.CharField]:
    """A text for each stage in each language."""
    return [
        forms.CharField(
            label=_("At #%(number)d, %(language)s") % {"number": number, "language": name},
            required=False,
            max_length=models.CollaboratorStage._meta.get_field("how").max_length,
            widget=Textarea(one_line=True),
        )
        for number in NUMBERS
        for name in LANGUAGES.values()
    ]


def both(*names: str) -> list[str]:
    """Each translated field in each language."""
    return [f"{name}_{language}" for name in names for language in LANGUAGES]


PLACE = ("role", "key", "order")
WORD_WIDGETS = {f"cues_{language}": Textarea() for language in LANGUAGES}
LINE_WIDGETS = {f"line_{language}": Textarea(one_line=True) for language in LANGUAGES}


class MissionForm(DegreesForm):
    through, degree = models.MissionStage, "weight"
    at_1, at_2, at_3 = degree_fields(models.Weight.choices)

    class Meta:
        model = models.Mission
        fields = (*PLACE, "area", "technical_percent", *both("statement", "line", "cues"), "facts")
        widgets = WORD_WIDGETS | LINE_WIDGETS


class SkillForm(DegreesForm):
    through, degree = models.SkillStage, "importance"
    at_1, at_2, at_3 = degree_fields(models.Importance.choices)

    class Meta:
        model = models.Skill
        fields = (*PLACE, "kind", *both("name", "line", "cues"), "facts")
        widgets = WORD_WIDGETS | LINE_WIDGETS


class MissionRowForm(MissionForm):
    """One row of the missions' matrix."""

    facts = None

    class Meta:
        model = models.Mission
        fields = ("statement_en", "statement_fr", "area", "technical_percent", "order")
        widgets = {name: Textarea({"rows": 1}, one_line=True) for name in ("statement_en", "statement_fr")}


class SkillRowForm(SkillForm):
    """One row of the skills' matrix."""

    facts = None

    class Meta:
        model = models.Skill
        fields = ("name_en", "name_fr", "kind", "order")


class CollaboratorForm(EntryForm):
    """A collaborator, and how the role works with them at each stage."""

    how_1_en, how_1_fr, how_2_en, how_2_fr, how_3_en, how_3_fr = how_fields()

    class Meta:
        model = models.Collaborator
        fields = ("key", "order", "name_en", "name_fr", "description_en", "description_fr", "facts")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.at_stages = {at.stage.number: at for at in self.instance.at_stages.all()} if self.instance.pk else {}
        for number, at in self.at_stages.items():
            for language in LANGUAGES:
                self.initial[f"how_{number}_{language}"] = getattr(at, f"how_{language}")

    def clean(self) -> dict:
        cleaned = super().clean()
        present = self.stage_numbers(cleaned)
        for number in NUMBERS:
            texts = {language: cleaned.get(f"how_{number}_{language}") for language in LANGUAGES}
            if any(texts.values()) and number not in present:
                self.add_error(f"how_{number}_en", _("This role has no stage %(number)d.") % {"number": number})
            for language, text in texts.items():
                if any(texts.values()) and not text and f"how_{number}_{language}" not in self.errors:
                    self.add_error(f"how_{number}_{language}", _("Both languages, or neither."))
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        changed = {int(match[1]) for name in self.changed_data if (match := re.match(r"how_(\d)_", name))}
        stages = {stage.number: stage for stage in self.instance.role.stages.all()} if changed else {}
        for number in sorted(changed):
            texts = {f"how_{language}": self.cleaned_data[f"how_{number}_{language}"] for language in LANGUAGES}
            at = self.at_stages.get(number)
            if not any(texts.values()):
                if at:
                    at.delete()
                continue
            at = at or models.CollaboratorStage(collaborator=self.instance, stage=stages[number])
            for name, text in texts.items():
                setattr(at, name, text)
            at.save()

"""The forms by which a curator decides about recruiters' words; an entry is made by the sheet's own form."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roles.admin.fields import Textarea
from roles.admin.forms import MissionForm, SkillForm
from roles.models import Importance, Mission, Role, Skill, Weight

from ..drift import IN_PLAY
from ..matching import MISSION, SKILL, recognise
from ..models import Line, Proposal
from ..proposals import asks_to_bring, degrees_at, key_from, shared_cues, spaced, statement_of
from ..reference import reference_of

MODELS = {"mission": Mission, "skill": Skill}
Entry = Mission | Skill


def lines_of(proposal: Proposal) -> list[Line]:
    """The lines that a proposal stands on, with what a curator sees of where each is."""
    lines = proposal.lines.select_related(
        "posting__company", "posting__stage__role", "about_mission", "about_skill", "mission", "skill"
    )
    return list(lines.order_by("posting__stage__number", "posting__company__name", "posting", "pk"))


def is_about_skill(lines: list[Line]) -> bool:
    """Whether the lines say what somebody must bring, rather than what they will do."""
    return asks_to_bring(line.kind for line in lines)


def likely_entry(proposal: Proposal, lines: list[Line]) -> Entry | None:
    """The entry that the lines are about: as recruiters said, else as the words tell."""
    said = Counter((line.about_mission, line.about_skill) for line in lines if line.about_mission or line.about_skill)
    if said:
        [((mission, skill), _count)] = said.most_common(1)
        return mission or skill
    role = Role.objects.with_sheet().get(pk=proposal.role_id)
    prefer = SKILL if is_about_skill(lines) else MISSION
    match = recognise(proposal.text, reference_of(role, proposal.language), prefer=prefer)
    if match is None:
        return None
    entries = role.missions.all() if match.kind == MISSION else role.skills.all()
    return next(entry for entry in entries if entry.key == match.key)


class NewEntry:
    """An entry made of a proposal's words: filled in as far as they tell, at the end of the sheet.

    The other language is left to be translated: the sheet has every text in both.
    """

    facts = None  # the house's own

    def __init__(self, data=None, *, proposal: Proposal) -> None:
        # Once sent, the form goes by what was sent alone: a degree that was left as proposed is to be saved too.
        initial = self.told(proposal) if data is None else None
        super().__init__(data, instance=self._meta.model(role=proposal.role), initial=initial)

    def told(self, proposal: Proposal) -> dict[str, Any]:
        """What the proposal tells of the entry, by field."""
        language, lines = proposal.language, lines_of(proposal)
        like = likely_entry(proposal, lines)
        known = {name: getattr(like, name) for name in self.alike} if isinstance(like, self._meta.model) else {}
        short = statement_of(proposal.text, language, self._meta.model._meta.get_field(self.named).max_length)
        taken = self._meta.model.objects.filter(role=proposal.role).values_list("key", flat=True)
        degrees = degrees_at(proposal.stages, proposal.count, much=self.much, little=self.little)
        return {
            "key": key_from(short, taken),
            f"{self.named}_{language}": short,
            f"line_{language}": proposal.text,
            f"cues_{language}": "\n".join(shared_cues(line.text for line in lines)),
            **{f"at_{number}": degree for number, degree in degrees.items()},
            **known,
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        key = cleaned.get("key")
        if key and self._meta.model.objects.filter(role=self.instance.role, key=key).exists():
            self.add_error("key", _("The sheet has this key already."))
        return cleaned

    def save(self, commit: bool = True) -> Entry:
        self.instance.order = self._last_place(self.instance.role)
        return super().save(commit)


class NewMissionForm(NewEntry, MissionForm):
    named, alike, much, little = "statement", ("area", "technical_percent"), Weight.CORE, Weight.OCCASIONAL

    class Meta(MissionForm.Meta):
        fields = tuple(name for name in MissionForm.Meta.fields if name not in {"role", "order", "facts"})


class NewSkillForm(NewEntry, SkillForm):
    named, alike, much, little = "name", ("kind",), Importance.ESSENTIAL, Importance.USEFUL

    class Meta(SkillForm.Meta):
        fields = tuple(name for name in SkillForm.Meta.fields if name not in {"role", "order", "facts"})


NEW_FORMS = {"mission": NewMissionForm, "skill": NewSkillForm}


class TakeForm(forms.Form):
    """The words that the sheet is to have, and the entry that is to have them."""

    entry = forms.TypedChoiceField(label=gettext_lazy("Of"))
    text = forms.CharField(label=gettext_lazy("Wording"), max_length=400, widget=Textarea(one_line=True))

    def __init__(self, *args, proposal: Proposal, like: Entry | None = None, **kwargs) -> None:
        self.proposal, self.entries = proposal, {}
        initial = {"text": proposal.text, "entry": value_of(proposal.entry or like)}
        super().__init__(*args, initial=initial, auto_id="id_take_%s", **kwargs)
        self.fields["text"].widget.attrs["lang"] = proposal.language
        if proposal.entry:
            self.entries = {value_of(proposal.entry): proposal.entry}
            self.fields["entry"].widget = forms.HiddenInput()
            self.fields["entry"].choices = [(value, str(entry)) for value, entry in self.entries.items()]
        else:
            self.fields["entry"].choices = [("", "–"), *self._all_entries()]

    def _all_entries(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every entry in use, by kind, each with the number of postings that its wording concerns."""
        groups = []
        for model in MODELS.values():
            entries = list(model.objects.in_use().filter(role=self.proposal.role))
            counts = dict(postings_of(model, self.proposal.language))
            self.entries |= {value_of(entry): entry for entry in entries}
            labels = [(value_of(entry), _labelled(entry, counts.get(entry.pk, 0))) for entry in entries]
            groups.append((str(model._meta.verbose_name_plural).capitalize(), labels))
        return groups

    def clean_entry(self) -> Entry:
        return self.entries[self.cleaned_data["entry"]]

    def clean_text(self) -> str:
        return spaced(self.cleaned_data["text"])

    def clean(self) -> dict:
        cleaned = super().clean()
        entry, text = cleaned.get("entry"), cleaned.get("text")
        if entry and text and text == getattr(entry, f"line_{self.proposal.language}"):
            self.add_error("text", _("The sheet says this already."))
        return cleaned


def value_of(entry: Entry | None) -> str:
    """An entry as a choice's value; none for no entry."""
    return f"{entry._meta.model_name}-{entry.pk}" if entry else ""


def postings_of(model: type[Entry], language: str) -> QuerySet:
    """Pairs of an entry's id and the number of drafts and live postings in a language that have a line of it."""
    name = model._meta.model_name
    lines = Line.objects.kept().filter(
        posting__language=language, posting__state__in=IN_PLAY, **{f"{name}__isnull": False}
    )
    return lines.order_by().values(name).annotate(n=Count("posting", distinct=True)).values_list(name, "n")


def _labelled(entry: Entry, count: int) -> str:
    if not count:
        return str(entry)
    return ngettext("%(entry)s (%(n)d posting)", "%(entry)s (%(n)d postings)", count) % {"entry": entry, "n": count}


class DismissForm(forms.Form):
    """Why the sheet stays as it is."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": gettext_lazy("Say why in a word: the next curator will ask.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="id_dismiss_%s", **kwargs)

"""How the applications for one posting are narrowed, and what they may be sorted by, as an address says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.typed import whole_number
from candidates.models import Candidate
from postings.models import Membership, Posting, Version

from . import blind
from .answering import keep_answering
from .choices import State
from .days import PLAUSIBLE, beginning_of
from .debt import late_condition
from .filters import SORTS
from .json_rows import ListOf
from .models import Assignment
from .paging import MOST
from .querysets import ApplicationQuerySet

ME, NOBODY = "me", "none"  # besides a user's number
LIST_SORTS = SORTS | {
    "step": ("step__position", "step_since", "id"),
    "-step": ("-step__position", "step_since", "id"),
    "since": ("step_since", "id"),
    "-since": ("-step_since", "-id"),
    "source": ("candidate__source", "-created_at", "-id"),
    "-source": ("-candidate__source", "-created_at", "-id"),
    "rating": ("rating", "-created_at", "-id"),
    "-rating": ("-rating", "-created_at", "-id"),
}
WHOLE = ("", "received", "oldest", "waiting")  # orders that an index has; in others the newest MOST are sorted


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        validators=PLAUSIBLE,
        error_messages={"invalid": _("Enter a date, like 2026-03-02.")},
    )


class ListForm(forms.Form):
    """What is asked of a posting's applications; a value that makes no sense is left out."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Name, contact, words of the CV"),
        required=False,
        max_length=200,
        widget=forms.SearchInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )
    step = forms.IntegerField(
        label=_("Step"),
        required=False,
        min_value=1,
        max_value=2**62,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tag = forms.CharField(
        label=_("Tag"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "list": "tag-choices"}),
    )
    assigned = forms.RegexField(
        r"\A(me|none|[0-9]{1,18})\Z",
        label=_("Assigned to"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    source = forms.ChoiceField(
        label=_("Source"),
        required=False,
        choices=[("", _("All sources")), *Candidate.Source.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    since = _day(_("Applied from"))
    until = _day(_("until"))
    late = forms.BooleanField(
        label=_("Answer late"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    state = forms.ChoiceField(choices=State.choices, required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=[(sort, sort) for sort in LIST_SORTS], required=False, widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        """What is asked for, without what is empty or makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}

    def in_words(self, wanted: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """What is asked for as people read it: the label of each field that is shown, and the value, or its words where
        one chooses."""
        fields = {name: self.fields[name] for name in wanted if name in self.fields}
        shown = [(name, field) for name, field in fields.items() if not field.widget.is_hidden]
        return [(field.label, _words_of(field, wanted[name])) for name, field in shown]


def _words_of(field: forms.Field, value: Any) -> Any:
    choices = getattr(field.widget, "choices", ())
    return {str(key): words for key, words in choices}.get(str(value), value)


class Narrowed:
    """A posting's applications as an address narrows them: `form` reads it, `wanted` is what makes sense of it."""

    form: ListForm
    wanted: dict[str, Any]

    @property
    def query(self) -> str:
        """The address of what is asked for, after the "?": one spelling for one question."""
        return query_of(self.wanted)

    @property
    def typed(self) -> str:
        """The words that are looked for; empty where none are."""
        return self.wanted.get("q", "")

    @property
    def tells_who(self) -> bool:
        """Whether words or a tag are asked for, which lead to no hidden name."""
        return bool(self.typed or self.wanted.get("tag"))

    @property
    def in_words(self) -> list[tuple[str, Any]]:
        return self.form.in_words(self.wanted)


def narrow(
    applications: ApplicationQuerySet, wanted: Mapping[str, Any], *, posting: Posting, user: User
) -> ApplicationQuerySet:
    """Keep of a posting's applications those that are as the user asks for (`ListForm.wanted`); see `answering`."""
    for name, value in wanted.items():
        if name in _KEEP:
            applications = _KEEP[name](applications, user.pk if (name, value) == ("assigned", ME) else value)
    if "late" in wanted:
        applications = applications.active().filter(
            late_condition(promises_of(posting), timezone.localdate()) or Q(pk=None)
        )
    if "q" not in wanted:
        return applications
    return keep_answering(applications, wanted["q"], posting=posting, are_all=not set(wanted) - {"q", "sort"})


def newest_of(applications: QuerySet) -> QuerySet:
    """The numbers of the newest MOST."""
    return applications.order_by("-created_at", "-id").values("pk")[:MOST]


def query_of(wanted: Mapping[str, Any]) -> str:
    """What is asked for as an address says it, in the order of the form."""
    pairs = [(name, wanted[name]) for name in ListForm.base_fields if name in wanted]
    return urlencode([(name, "on" if value is True else value) for name, value in pairs])


def with_promises(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Postings that each say what their versions promised, for who is late (`promises_of`), in no query more."""
    said = Concat(Cast("pk", CharField()), Value(":"), Cast(KT("content__answer_days"), CharField()))
    versions = Version.objects.filter(posting=OuterRef("pk"), content__answer_days__isnull=False).order_by()
    return postings.annotate(promised=ListOf(versions.values(value=said)))


def promises_of(posting: Posting) -> dict[int, int | None]:
    """What each version of a posting promised, in days; one query where the posting doesn't say."""
    if not hasattr(posting, "promised"):
        posting.promised = with_promises(Posting.objects.filter(pk=posting.pk)).values_list("promised", flat=True).get()
    pairs = (one.split(":") for one in posting.promised)
    return {int(version): whole_number(days) for version, days in pairs}


def members_of(posting: Posting) -> list[tuple[int, str]]:
    """The posting's members, by number and name; one query."""
    members = Membership.objects.filter(posting=posting).select_related("user").order_by("user__name", "user__email")
    return [(member.user_id, str(member.user)) for member in members]


def assigned_choices(members: Iterable[tuple[int, str]], user: User) -> list[tuple[str, str]]:
    """Whom applications may be assigned to: the posting's members, the user first."""
    others = [(str(key), name) for key, name in members if key != user.pk]
    return [("", _("Anybody")), (ME, _("Me")), (NOBODY, _("Nobody")), *others]


def _assigned(applications: QuerySet, who: str) -> QuerySet:
    assigned = Assignment.objects.filter(application=OuterRef("pk"))
    if who == NOBODY:
        return applications.filter(~Exists(assigned))
    return applications.filter(Exists(assigned.filter(user=who)))


def _tagged(applications: QuerySet, name: str) -> QuerySet:
    """By a tag of the person, which may tell who somebody is that is screened without a name."""
    tagged = Candidate.tags.through.objects.filter(tag__name__iexact=name, candidate=OuterRef("candidate"))
    return applications.filter(~blind.HIDDEN, Exists(tagged))


_KEEP = {
    "tag": _tagged,
    "assigned": _assigned,
    "state": lambda applications, state: applications.filter(state=state),
    "step": lambda applications, step: applications.filter(step=step),
    "source": lambda applications, source: applications.filter(candidate__source=source),
    "since": lambda applications, day: applications.filter(created_at__gte=beginning_of(day)),
    "until": lambda applications, day: applications.filter(created_at__lt=beginning_of(day + timedelta(days=1))),
}

"""Asking for a review, deciding it, and saying something of a posting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

from ..choices import Part
from ..models import Posting
from ..reviews import DECIDED, reviewers
from ..studio_choices import ReviewState
from .helper import PlainHelper


class ReviewerField(forms.ModelChoiceField):
    """A person who may review a posting, shown with why."""

    managers: frozenset[int] = frozenset()

    def label_from_instance(self, user: User) -> str:
        part = _("hiring manager of this posting") if user.pk in self.managers else _("lead")
        return _("%(who)s, %(part)s") % {"who": user, "part": part}


class AskForm(forms.Form):
    """Whom to ask, and a word to them."""

    reviewer = ReviewerField(
        User.objects.none(),
        label=gettext_lazy("Who should read it?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose somebody."),
            "invalid_choice": gettext_lazy("Choose a hiring manager of this posting, or a lead."),
        },
    )
    message = forms.CharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("What to look at, and by when."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, posting: Posting, asked_by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reviewer"]
        managers = posting.memberships.filter(part=Part.HIRING_MANAGER).values_list("user", flat=True)
        field.managers = frozenset(managers)
        field.queryset = reviewers(posting, asked_by=asked_by)
        self.helper = PlainHelper()


class DecideForm(forms.Form):
    """The word on a posting; returning it needs an answer."""

    hide_optional = True  # the help says when the answer is needed

    state = forms.ChoiceField(
        choices=[(state, state) for state in DECIDED],
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Approve it or return it."),
            "invalid_choice": gettext_lazy("Approve it or return it."),
        },
    )
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Needed when you return it: what should change?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("state") == ReviewState.RETURNED and not data.get("answer") and not self.has_error("answer"):
            self.add_error("answer", _("Say what should change before you return it."))
        return data

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()


class CommentForm(forms.Form):
    """What somebody says of a place of a posting (`comments.threads` names them)."""

    place = forms.CharField(max_length=40)
    text = forms.CharField(
        max_length=2000, error_messages={"required": gettext_lazy("Write the comment first.")}, widget=forms.Textarea
    )

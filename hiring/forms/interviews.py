"""Forms of interviews and scorecards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postings.forms.once import OnceForm
from postings.wording import moment_words

from ..actions.interviewing import interviewers_for
from ..choices import Verdict
from ..models import PLACE_MAX, SCORECARD_MAX, Application, Interview
from .fields import RowsField, TextField
from .helper import FieldsHelper

EARLIEST, LATEST = timedelta(days=90), timedelta(days=366)
LONGEST = 480


class InterviewForm(OnceForm):
    """When, how long, where and with whom; `interview` is the one that is changed."""

    use_required_attribute = False

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Enter a date, like 2026-03-02."),
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Starts at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Enter the time."),
            "invalid": gettext_lazy("Enter a time, like 14:30."),
        },
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        initial=45,
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter how many minutes it takes."),
            "invalid": gettext_lazy("Enter a whole number of minutes."),
        },
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=PLACE_MAX,
        help_text=gettext_lazy("A room, a phone number, or the link to a call."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    interviewers = RowsField(
        label=gettext_lazy("Interviewers"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Who is chosen is assigned to the application, and gets an e-mail."),
        error_messages={
            "required": gettext_lazy("Choose who interviews."),
            "invalid_choice": gettext_lazy("Somebody of these left the posting’s team. Choose again."),
        },
    )

    def __init__(self, *args: Any, application: Application, interview: Interview | None = None, **kwargs: Any) -> None:
        if interview:
            local = timezone.localtime(interview.starts_at)
            kwargs["initial"] = {
                "day": local.date(),
                "time": local.time(),
                "minutes": interview.minutes,
                "place": interview.place,
                "interviewers": list(interview.interviewers.values_list("pk", flat=True)),
            }
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()
        self.fields["interviewers"].queryset = interviewers_for(application, interview)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("day") and data.get("time"):
            try:
                data["starts_at"] = timezone.make_aware(datetime.combine(data["day"], data["time"]))
            except (ValueError, OverflowError):
                self.add_error("day", _("Choose another day."))
            else:
                self._check_bounds(data["starts_at"])
        return data

    def _check_bounds(self, starts_at: datetime) -> None:
        """What was held lately may be written down; a day of long ago, or of another year, is a slip of the pen."""
        now = timezone.now()
        if starts_at < now - EARLIEST:
            problem = _("This is more than %(days)d days ago.") % {"days": EARLIEST.days}
        elif starts_at > now + LATEST:
            problem = _("This is more than a year ahead.")
        else:
            return
        self.add_error("day", ValidationError(problem))

    def plan(self) -> dict[str, Any]:
        """What was asked for, as the actions take it."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "place", "interviewers")}

    def differing(self, now: Interview) -> list[tuple[str, str]]:
        """What an interview says, where that is not what was asked for: each with its label."""
        mine, names = self.plan(), ", ".join(str(user) for user in now.interviewers.order_by("name", "email"))
        found = []
        if now.starts_at != mine["starts_at"]:
            found.append((_("When"), moment_words(now.starts_at)))
        if now.minutes != mine["minutes"]:
            found.append((self.fields["minutes"].label, str(now.minutes)))
        if now.place != mine["place"]:
            found.append((self.fields["place"].label, now.place))
        if set(now.interviewers.all()) != set(mine["interviewers"]):
            found.append((self.fields["interviewers"].label, names))
        return found


class ScorecardForm(forms.Form):
    """A verdict, and words for it."""

    use_required_attribute = False

    verdict = forms.TypedChoiceField(
        label=gettext_lazy("Your verdict"),
        choices=Verdict.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a verdict.")},
    )
    words = TextField(
        label=gettext_lazy("Why"),
        max_length=SCORECARD_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What you saw and heard that speaks for it. The candidate may ask to read it."),
        error_messages={"required": gettext_lazy("Say why in a few words.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()

"""When a posting is published and closed, and whether it may be found."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import workflow
from ..choices import CloseReason, State
from ..models import Posting
from ..schedule import Schedule, faults
from .helper import PlainHelper

FIELD_OF = {"publish": "publish_date", "close": "close_date", "reason": "close_reason"}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _time(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class ScheduleForm(forms.Form):
    """Day and time for publishing, for closing, or for both, in the site's time zone."""

    hide_optional = True  # the text above says that one of the two is enough

    publish_date = _day(gettext_lazy("Publish on"))
    publish_time = _time(gettext_lazy("Publish at"))
    close_date = _day(gettext_lazy("Close on"))
    close_time = _time(gettext_lazy("Close at"))
    close_reason = forms.ChoiceField(
        label=gettext_lazy("Why does it close?"),
        required=False,
        choices=[("", gettext_lazy("choose a reason")), *CloseReason.choices],
        help_text=gettext_lazy("Candidates read it on the page."),
    )

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        self.posting, self.schedule = posting, Schedule()
        initial = self._initial(Schedule.of(posting)) | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **kwargs)
        if not workflow.allows(posting.state, State.PUBLISHED):
            del self.fields["publish_date"], self.fields["publish_time"]
        elif posting.live_version:
            self.fields["publish_date"].label = _("Publish a new version on")
        self.helper = PlainHelper()

    @staticmethod
    def _initial(schedule: Schedule) -> dict[str, Any]:
        initial: dict[str, Any] = {"close_reason": schedule.close_reason or CloseReason.EXPIRED}
        for name, moment in (("publish", schedule.publish_at), ("close", schedule.close_at)):
            if moment:
                local = timezone.localtime(moment)
                initial |= {f"{name}_date": local.date(), f"{name}_time": local.time()}
        return initial

    def clean(self) -> dict[str, Any]:
        """Put days and times together, and see that the whole can be."""
        data = super().clean()
        publish_at, close_at = self._moment("publish"), self._moment("close")
        if self.errors:
            return data
        self.schedule = Schedule(publish_at, close_at, data["close_reason"] if close_at else "")
        for part, message in faults(self.schedule, state=self.posting.state, now=timezone.now()).items():
            self.add_error(FIELD_OF[part], message)
        if not self.schedule and not Schedule.of(self.posting):
            raise ValidationError(_("Choose a day and a time, for publishing or for closing."))
        return data

    def _moment(self, name: str) -> datetime | None:
        day: date | None = self.cleaned_data.get(f"{name}_date")
        at: time | None = self.cleaned_data.get(f"{name}_time")
        if f"{name}_date" in self.errors or f"{name}_time" in self.errors or (day is None and at is None):
            return None
        if day is None:
            self.add_error(f"{name}_date", _("Choose the day, too."))
        elif at is None:
            self.add_error(f"{name}_time", _("Say the time, too."))
        else:
            try:
                return from_current_timezone(datetime.combine(day, at))
            except (ValidationError, OverflowError):  # the clocks change, or the calendar ends
                self.add_error(
                    f"{name}_time", _("There is no such time on that day, or there are two: choose another.")
                )
        return None


class ListingForm(forms.Form):
    """Whether a posting may be found, or only opened by who has its address."""

    LISTED, UNLISTED = "listed", "unlisted"

    listed = forms.ChoiceField(
        label=gettext_lazy("Who finds it?"),
        choices=[
            (LISTED, gettext_lazy("Listed: everybody, in the list, the feed and search engines")),
            (UNLISTED, gettext_lazy("Unlisted: only who has its address")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, initial={"listed": self.LISTED if posting.listed else self.UNLISTED}, **kwargs)
        self.helper = PlainHelper()

    @property
    def is_listed(self) -> bool:
        return self.cleaned_data["listed"] == self.LISTED

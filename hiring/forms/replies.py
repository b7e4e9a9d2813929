"""The form in which a reply is taken down by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.models import Candidate
from postings.forms.once import OnceForm

from .. import blind
from ..models import Application, Message
from .fields import TextField
from .helper import FieldsHelper

REPLY_MAX = 20_000
OFFERED = 30  # messages that a reply may be said to answer
LOCAL = "%Y-%m-%dT%H:%M"


class MessageChoice(forms.ModelChoiceField):
    """A message, named by its subject and day, as it may be read of the application that it is `about`."""

    about: Application

    def label_from_instance(self, message: Message) -> str:
        subject = blind.redacted(message.subject, self.about) or message.get_kind_display()
        return f"{subject}, {timezone.localtime(message.created_at):%Y-%m-%d}"


class ApplicationChoice(forms.ModelChoiceField):
    """An application, named by its posting."""

    def label_from_instance(self, application: Application) -> str:
        return f"{application.version.title}, {application.version.company_name}"


class ReplyForm(OnceForm):
    """What somebody answered, and when."""

    use_required_attribute = False
    text = TextField(
        label=gettext_lazy("What they wrote"),
        help_text=gettext_lazy("As they wrote it, or what they said on the phone. They may ask to read it."),
        max_length=REPLY_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Write what they answered.")},
    )
    at = forms.DateTimeField(
        label=gettext_lazy("When"),
        input_formats=[LOCAL, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        error_messages={
            "required": gettext_lazy("Say when they wrote."),
            "invalid": gettext_lazy("Write the moment as year-month-day hour:minute, like 2026-03-02 14:30."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.localtime().replace(second=0, microsecond=0))
        self.helper = FieldsHelper()

    def clean_at(self) -> datetime:
        at = self.cleaned_data["at"]
        if at > timezone.now() + timedelta(minutes=1):
            raise ValidationError(_("This moment is still to come."))
        return at


class ApplicationReplyForm(ReplyForm):
    """A reply about an application, and where that is known the message that it answers."""

    answers = MessageChoice(
        label=gettext_lazy("It answers"),
        queryset=Message.objects.none(),
        required=False,
        empty_label=gettext_lazy("none in particular"),
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        sent = Message.objects.of(application).sent().order_by("-created_at", "-id")
        keys = list(sent.values_list("pk", flat=True)[:OFFERED])
        self.fields["answers"].queryset = Message.objects.filter(pk__in=keys).order_by("-created_at", "-id")
        self.fields["answers"].about = application
        if keys:
            self.initial.setdefault("answers", keys[0])
        else:
            del self.fields["answers"]


class PersonReplyForm(ReplyForm):
    """A reply of a person, and which application it is about."""

    application = ApplicationChoice(
        label=gettext_lazy("It is about"),
        queryset=Application.objects.none(),
        required=False,
        empty_label=gettext_lazy("none of their applications"),
    )

    def __init__(self, *args, candidate: Candidate, user, **kwargs):
        super().__init__(*args, **kwargs)
        theirs = Application.objects.decidable_by(user).shown().filter(candidate=candidate).select_related("version")
        self.fields["application"].queryset = theirs.order_by("-created_at", "-id")

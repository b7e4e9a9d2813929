"""The closed lists of hiring."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an application stands."""

    ACTIVE = "active", pgettext_lazy("application", "Active")
    HIRED = "hired", pgettext_lazy("application", "Accepted")
    REJECTED = "rejected", pgettext_lazy("application", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


class StepKind(models.TextChoices):
    """What happens to applications in a step."""

    INBOX = "inbox", pgettext_lazy("kind of step", "Inbox")
    SCREEN = "screen", pgettext_lazy("kind of step", "Screening")
    INTERVIEW = "interview", pgettext_lazy("kind of step", "Interview")
    OFFER = "offer", pgettext_lazy("kind of step", "Offer")


class RejectionReason(models.TextChoices):
    EXPERIENCE = "experience", _("Experience does not match what the posting asks for")
    STAGE = "stage", _("Suits a company at another stage")
    SKILLS = "skills", _("A must-have skill is missing")
    PLACE = "place", _("Place or remote work does not fit")
    PAY = "pay", _("Pay does not fit")
    OTHER_HIRED = "other_hired", _("Somebody else was hired")
    OTHER = "other", _("Another reason")

"""The closed lists of hiring."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an application stands."""

    ACTIVE = "active", pgettext_lazy("application", "Active")
    HIRED = "hired", pgettext_lazy("application", "Hired")
    REJECTED = "rejected", pgettext_lazy("application", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


class StepKind(models.TextChoices):
    """What happens to applications in a step."""

    INBOX = "inbox", pgettext_lazy("kind of step", "Inbox")
    SCREEN = "screen", pgettext_lazy("kind of step", "Screening")
    INTERVIEW = "interview", pgettext_lazy("kind of step", "Interview")
    OFFER = "offer", pgettext_lazy("kind of step", "Offer")


class Verdict(models.IntegerChoices):
    """What an interviewer says of a candidate, all in all; see `models.Scorecard` for why there is no middle."""

    STRONG_NO = 1, pgettext_lazy("verdict", "Strong no")
    NO = 2, pgettext_lazy("verdict", "No")
    YES = 3, pgettext_lazy("verdict", "Yes")
    STRONG_YES = 4, pgettext_lazy("verdict", "Strong yes")

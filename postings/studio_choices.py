"""The closed lists that only the studio shows; what candidates read too is in `choices`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReviewState(models.TextChoices):
    OPEN = "open", pgettext_lazy("review", "Asked for")
    APPROVED = "approved", pgettext_lazy("review", "Approved")
    RETURNED = "returned", pgettext_lazy("review", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("review", "Taken back")


class DriftChoice(models.TextChoices):
    """What to do with a line whose mission or skill has changed."""

    KEEP = "keep", _("keep our words")
    TAKE = "take", _("take the new wording")
    EDIT = "edit", _("write other words")
    DROP = "drop", _("drop the line")


class ProposalKind(models.TextChoices):
    LINE = "line", _("a line that the sheet lacks")
    WORDING = "wording", _("other words for an entry")


class ProposalState(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "Open")
    ADDED = "added", pgettext_lazy("proposal", "Added to the sheet")
    WORDED = "worded", pgettext_lazy("proposal", "Taken as the wording")
    DISMISSED = "dismissed", pgettext_lazy("proposal", "Dismissed")

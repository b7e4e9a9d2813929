"""The closed lists of a posting, each with the words that candidates read."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductPhase(models.TextChoices):
    IDEA = "idea", _("an idea, nothing built yet")
    BUILDING = "building", _("being built")
    IN_USE = "in_use", _("in use by first customers")
    ESTABLISHED = "established", _("established")


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")


class Remote(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Partly remote")
    REMOTE = "remote", _("Fully remote")


class Contract(models.TextChoices):
    PERMANENT = "permanent", _("Permanent")
    FIXED_TERM = "fixed_term", _("Fixed term")
    FREELANCE = "freelance", _("Freelance")
    FOUNDER = "founder", _("Partner, with shares")


class Period(models.TextChoices):
    YEAR = "year", _("a year")
    MONTH = "month", _("a month")
    DAY = "day", _("a day")
    HOUR = "hour", _("an hour")


class Currency(models.TextChoices):
    EUR = "EUR", _("euro")
    GBP = "GBP", _("pound sterling")
    USD = "USD", _("US dollar")
    CHF = "CHF", _("Swiss franc")
    CAD = "CAD", _("Canadian dollar")
    SEK = "SEK", _("Swedish krona")
    PLN = "PLN", _("Polish zloty")


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("posting", "Draft")
    PUBLISHED = "published", pgettext_lazy("posting", "Published")
    CLOSED = "closed", pgettext_lazy("posting", "Closed")
    ARCHIVED = "archived", pgettext_lazy("posting", "Archived")


class CloseReason(models.TextChoices):
    FILLED = "filled", _("Somebody was hired")
    CANCELLED = "cancelled", _("The job is no longer open")
    PAUSED = "paused", _("Hiring is on hold")
    EXPIRED = "expired", _("The closing date has passed")


class LineKind(models.TextChoices):
    MISSION = "mission", _("What you will do")
    MUST = "must", _("What you need")
    NICE = "nice", _("Nice to have")
    OTHER = "other", _("Also good to know")


class Part(models.TextChoices):
    """The part that somebody plays in one posting."""

    OWNER = "owner", _("owner")
    RECRUITER = "recruiter", _("recruiter")
    HIRING_MANAGER = "hiring_manager", _("hiring manager")
    INTERVIEWER = "interviewer", _("interviewer")


EDITING_PARTS = (Part.OWNER, Part.RECRUITER)
REVIEWING_PARTS = (Part.OWNER, Part.RECRUITER, Part.HIRING_MANAGER)


class QuestionKind(models.TextChoices):
    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")
    YES_NO = "yes_no", _("Yes or no")
    ONE = "one", _("One of several answers")
    SEVERAL = "several", _("Any of several answers")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    FILE = "file", _("File")

    @classmethod
    def choosing(cls) -> list[str]:
        """The kinds that have answers to choose from."""
        return [cls.ONE, cls.SEVERAL]


class Asked(models.TextChoices):
    """Whether the form has a field."""

    OFF = "off", pgettext_lazy("field of a form", "Not asked")
    OPTIONAL = "optional", pgettext_lazy("field of a form", "Optional")
    REQUIRED = "required", pgettext_lazy("field of a form", "Required")


# The fields of the form that a posting may leave out or insist on, as it has them from the start. Name, e-mail and
# CV are always asked; a photo never is.
FORM_FIELDS = {"phone": Asked.OPTIONAL, "links": Asked.OPTIONAL, "words": Asked.OPTIONAL}
FORM_FIELD_LABELS = {"phone": _("Phone"), "links": _("Links"), "words": _("A few words")}

"""What candidates answered to a posting's questions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.models import Document
from postings.choices import QuestionKind
from postings.models import Question
from postings.wording import date_words

from .application import Application


class Answer(models.Model):
    """One answer, with the question as it was read; only what was answered has a row.

    `value` is text, a list of texts for several of the answers offered, "yes" or "no", a number in digits or a day in
    ISO 8601; a file is the document. `line` and `source` are those of the line that the question was made from, in the
    version read. `is_knock_out` sorts lists and does nothing else. What is said about pay is not for interviewers
    (`is_about_pay`, told by the question's words).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers", verbose_name=_("application"))
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, related_name="answers", verbose_name=_("question")
    )
    number = models.PositiveSmallIntegerField(_("place in the form"))
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices)
    text = models.CharField(_("question as read"), max_length=300)
    line = models.PositiveBigIntegerField(_("line in the version read"), null=True)
    source = models.CharField(_("what the line came from"), max_length=120, blank=True)
    value = models.JSONField(_("answer"), null=True)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="answers", verbose_name=_("file"))
    is_about_pay = models.BooleanField(_("about pay"), default=False, editable=False)
    is_knock_out = models.BooleanField(_("to look at"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="answer_once"),
            models.CheckConstraint(
                name="answer_file_or_value",
                condition=Q(kind=QuestionKind.FILE, document__isnull=False, value__isnull=True)
                | (~Q(kind=QuestionKind.FILE) & Q(document__isnull=True, value__isnull=False)),
                violation_error_message=_("An answer is a value or a file."),
            ),
        ]
        indexes = [models.Index(F("application"), condition=Q(is_knock_out=True), name="answer_knock_outs")]

    def __str__(self) -> str:
        return self.text

    @property
    def texts(self) -> list[str]:
        """The answer in words of the active language; none for a file."""
        match self.kind:
            case QuestionKind.SEVERAL:
                return list(self.value)
            case QuestionKind.YES_NO:
                return [gettext("Yes") if self.value == "yes" else gettext("No")]
            case QuestionKind.NUMBER:
                return [number_format(self.value, use_l10n=True)]
            case QuestionKind.DATE:
                return [date_words(date.fromisoformat(self.value))]
            case QuestionKind.FILE:
                return []
        return [self.value]

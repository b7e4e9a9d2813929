"""The translated fields of reasons for rejecting, and their history (see `roles.translation`)."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from .models import RejectionReason


@register(RejectionReason)
class RejectionReasonOptions(TranslationOptions):
    fields = ("name", "words")
    required_languages = ("en", "fr")


simple_history.register(RejectionReason, app="hiring")

"""The library's translated fields and its history, registered after them (see `roles.translation`)."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from .models import LibraryQuestion


@register(LibraryQuestion)
class LibraryQuestionOptions(TranslationOptions):
    fields = ("text", "help_text", "options")


simple_history.register(LibraryQuestion, app="postings")

"""Texts of an application as the studio may show them: `{% load blind %}`, `{{ text|blind:application }}`."""

from django import template

from hiring import blind
from hiring.models import Application

register = template.Library()


@register.filter(name="blind")
def without_person(text: str, application: Application | None) -> str:
    """The text, without whom it is about where the application is screened without names."""
    return blind.redacted(text, application) if application else text

"""What was said of somebody so far: `{% load ratings %}`, `{% rating application %}`."""

from django import template

from hiring.models import Application
from hiring.ratings import rating_read

register = template.Library()


@register.simple_tag
def rating(application: Application) -> str:
    """The average of the verdicts on an application that came `with_rating`, in words; empty where there is none."""
    return rating_read(application.rated)

"""Template tags of the component library; built into every template."""

from django import template

register = template.Library()

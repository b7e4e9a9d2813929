"""What the forms share."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django.utils.translation import gettext_lazy

NOTHING = [("", gettext_lazy("not said"))]


class PlainHelper(FormHelper):
    """A crispy helper for forms whose `<form>`, buttons and hidden fields the template writes."""

    def __init__(self) -> None:
        super().__init__()
        self.form_tag = self.disable_csrf = False

"""What the forms share."""

from __future__ import annotations

from crispy_forms.helper import FormHelper


class FieldsHelper(FormHelper):
    """A crispy helper for forms whose `<form>`, token and buttons the template writes."""

    def __init__(self) -> None:
        super().__init__()
        self.form_tag = False
        self.disable_csrf = True

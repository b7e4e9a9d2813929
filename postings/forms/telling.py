"""Whether candidates hear when they move on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Posting
from .helper import PlainHelper


class TellMovedOnForm(forms.Form):
    """Whether candidates get an e-mail when they move to a later step."""

    tell = forms.BooleanField(label=_("Tell candidates by e-mail when they move to a later step"), required=False)

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, initial={"tell": posting.tell_moved_on}, **kwargs)
        self.helper = PlainHelper()

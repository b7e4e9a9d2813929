"""E-mail addresses that we write to: one each, without the quoted forms that carry commas, spaces and brackets."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

PLAIN = re.compile(r"[^\s\"\\,;:<>()\[\]]+@[^\s\"\\,;:<>()]+")


def validate_address(value: str) -> None:
    """Refuse what is no address, and what is one only in quotes: lists of addresses are split at commas."""
    validate_email(value)
    if not PLAIN.fullmatch(value):
        raise ValidationError(validate_email.message, code=validate_email.code, params={"value": value})


class AddressField(forms.EmailField):
    """An address to write to."""

    default_validators = (validate_address,)

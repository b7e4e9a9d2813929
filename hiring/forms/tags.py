"""Forms of tags."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TAGS_MAX = 10
TAG_LENGTH = 40


def tidy_tag(typed: str) -> str:
    """Return a tag on one line, without the sign that some put before it."""
    return " ".join(typed.replace("#", " ").split())


class TagsForm(forms.Form):
    """Tags to put on somebody, a comma between two."""

    use_required_attribute = False

    tags = forms.CharField(
        label=_("Add tags"),
        max_length=TAGS_MAX * (TAG_LENGTH + 2),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known-tags", "class": "form-control"}),
        error_messages={"required": _("Type a tag.")},
    )

    def clean_tags(self) -> list[str]:
        tags = [tag for part in self.cleaned_data["tags"].split(",") if (tag := tidy_tag(part))]
        if not tags:
            raise ValidationError(_("Type a tag."))
        if len(tags) > TAGS_MAX:
            raise ValidationError(_("Add %(max)d tags at a time at most."), params={"max": TAGS_MAX})
        for tag in tags:
            if len(tag) > TAG_LENGTH:
                raise ValidationError(
                    _("“%(tag)s” is too long: a tag has %(max)d characters at most."),
                    params={"tag": tag, "max": TAG_LENGTH},
                )
        return tags


class RenameTagForm(forms.Form):
    """Another name for a tag."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"), max_length=TAG_LENGTH, error_messages={"required": _("Enter a name for the tag.")}
    )

    def clean_name(self) -> str:
        name = tidy_tag(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Enter a name for the tag."))
        return name


class AgreeForm(forms.Form):
    """The tick with which somebody agrees to be kept; never ticked beforehand."""

    use_required_attribute = False

    agree = forms.BooleanField(
        error_messages={"required": _("Tick the box if you agree. If you don’t, close this page: nothing changes.")}
    )

    def __init__(self, *args: Any, wording: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = wording

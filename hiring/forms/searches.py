"""Forms of saved searches."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..filters import PeopleFilter
from ..models import SavedSearch

LONGEST = SavedSearch._meta.get_field("query").max_length


class SearchNameForm(forms.Form):
    """The name of a saved search."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"}),
        error_messages={"required": _("Give the search a name.")},
    )


class SaveSearchForm(SearchNameForm):
    """A search to keep: the name, and what the address of the list says."""

    query = forms.CharField(
        max_length=LONGEST,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("There is nothing to save: search for something first."),
            "max_length": _("The search is too long to be saved."),
        },
    )

    def clean_query(self) -> str:
        """Keep what the list's filters know, and the order."""
        said = QueryDict(self.cleaned_data["query"].removeprefix("?"))
        known = {*PeopleFilter.base_filters, "sort"}
        kept = [(name, said[name]) for name in said if name in known and said[name]]
        if not any(name != "sort" for name, _value in kept):
            raise forms.ValidationError(_("There is nothing to save: search for something first."))
        query = urlencode(kept)
        if len(query) > LONGEST:  # what was typed by hand may be shorter than it is in an address
            raise forms.ValidationError(self.fields["query"].error_messages["max_length"])
        return query

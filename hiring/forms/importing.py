"""Forms around bringing people in from a file."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates.exchange.headings import SEVERAL
from candidates.exchange.reading import MAX_BYTES
from candidates.exchange.table import CHOICES
from candidates.models import Candidate, ImportRun
from postings.forms.once import OnceForm

from .helper import FieldsHelper

EXAMPLES = 3


class ImportFileForm(OnceForm):
    """A file of people; `data` is what is in it."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (from a spreadsheet or another system) or JSON Resume, up to 5 MB and 10,000 people."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.json,text/csv,application/json"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise ValidationError(_("The file is too large: 5 MB at most."))
        self.file_name = upload.name
        return upload.read(MAX_BYTES + 1)


class MappingForm(forms.Form):
    """What each column of a file is about."""

    use_required_attribute = False

    def __init__(self, *args, run: ImportRun, **kwargs):
        super().__init__(*args, **kwargs)
        self.run = run
        choices = [("", _("Leave out")), *CHOICES.items()]
        for number, heading in enumerate(run.header):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading or _("Column %(number)d") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=run.mapping[number],
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def mapping(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]

    def clean(self) -> None:
        used: dict[str, str] = {}
        for name in self.fields:
            field = self.cleaned_data.get(name)
            if field and field not in SEVERAL and field in used:
                words = {"heading": self.fields[used[field]].label}
                self.add_error(name, ValidationError(_("“%(heading)s” is about this already."), params=words))
            elif field:
                used[field] = name
        if self.errors:
            return
        if not used.keys() & {"name", "first_name", "last_name"}:
            self.add_error(None, _("Say which column has the names."))
        if not used.keys() & {"email", "phone", "links"}:
            self.add_error(None, _("Say which column has the e-mail addresses, phone numbers or links."))


class ConfirmImportForm(forms.Form):
    """On what basis the people of a file are held, and where it is from."""

    use_required_attribute = False

    basis = forms.ChoiceField(
        label=_("On what basis may you hold this data?"),
        help_text=_("It holds for everybody in the file who is new."),
        choices=Candidate.Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a lawful basis.")},
    )
    source_note = forms.CharField(
        label=_("Where is the file from?"),
        help_text=_("“Our old system”, say. People may ask where you got their data."),
        max_length=200,
        error_messages={"required": _("Say where the file is from.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper: FormHelper = FieldsHelper()

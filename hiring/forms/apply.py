"""The apply form."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.addresses import AddressField
from candidates import pending
from candidates.files import CheckedFile, read_cv, refuse
from candidates.links import LINK_MAX, LINKS_MAX, tidy_links
from candidates.models import normalise_email
from candidates.names import tidy_name, tidy_phone
from candidates.privacy import keep_wording
from postings.choices import Asked, QuestionKind
from postings.content import Content, ContentQuestion
from postings.forms import FormKeyField

from .. import form_time
from ..actions import Sent, SentAnswer
from ..models import SavedForm
from .fields import CvField, TextField, TrapInput
from .questions import field_name, question_field

KEPT = "kept_"  # before the name of a file's field: the hidden field with the reference to a file put aside
TYPED_MAX, TEXTS_MAX = 20_000, 100  # characters of one text, and texts of one name, that a saved form keeps


class ApplyForm(forms.Form):
    """What a candidate sends, as a posting's text asks for it; a draft's will do as well.

    Files that passed their checks survive an error in another field.
    """

    use_required_attribute = False  # the server has the better words

    form_key = FormKeyField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = AddressField(
        label=_("E-mail"),
        help_text=_("The answer goes there."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.com."),
        },
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Enter your phone number.")},
    )
    cv = CvField(label=_("CV"), help_text=_("A PDF or Word file (DOCX), up to 5 MB."))
    links = TextField(
        label=_("Links"),
        help_text=_("Your profile, code, talks or articles; one a line."),
        max_length=LINKS_MAX * LINK_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Enter at least one link.")},
    )
    words = TextField(
        label=_("A few words"),
        help_text=_("Why this job, and what you would bring to it. Up to 3,000 characters."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words.")},
    )
    keep = forms.BooleanField(required=False)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=TrapInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, content: Content, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = content
        self.fields["keep"].label = keep_wording(company=content.company.name)
        for name, asked in content.form_fields.items():
            if asked == Asked.OFF:
                del self.fields[name]
            else:
                self.fields[name].required = asked == Asked.REQUIRED
        for question in content.questions:
            self.fields[field_name(question)] = question_field(question)
        for name in self._file_names():
            self.fields[KEPT + name] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        shown = ["name", "email", "phone", "cv", "links", "words", *map(field_name, self.content.questions)]
        layout = Layout("form_key", "version", "opened")
        for name in shown:
            if name in self._file_names():
                layout.append(KEPT + name)
                layout.append(HTML(f"{{% include 'hiring/public/kept_file.html' with kept=form.kept_names.{name} %}}"))
            if name in self.fields:
                layout.append(name)
        layout.append(Div(Field("website"), css_class="trap", aria_hidden="true"))
        return layout

    @property
    def asks_more(self) -> bool:
        """Whether something beside name, e-mail and CV must be given."""
        fields, usual = self.fields.items(), {"name", "email", "cv"}
        return any(field.required for name, field in fields if name not in usual)

    def _file_names(self) -> list[str]:
        of_kind = (question for question in self.content.questions if question.kind == QuestionKind.FILE)
        return ["cv", *map(field_name, of_kind)]

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"], missing=_("Enter your name."))

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return tidy_phone(self.cleaned_data["phone"])

    def clean_links(self) -> str:
        return tidy_links(self.cleaned_data["links"])

    def clean(self) -> None:
        for name in self._file_names():
            self._clean_file(name)
        if self.cleaned_data.get("website"):  # an error of the whole form: nobody sees the field
            self.add_error(None, _("A hidden field was filled in, as robots do. It is empty again: send once more."))
        if not self.errors and (trouble := form_time.trouble_with(self.cleaned_data["opened"])):
            self.add_error(None, form_time.WORDS[trouble])

    def _clean_file(self, name: str) -> None:
        """Check the upload of a field, or take the file that was put aside for it."""
        try:
            if upload := self.cleaned_data[name]:
                self.cleaned_data[name] = read_cv(upload)
            elif kept := pending.take(self.cleaned_data.get(KEPT + name, "")):
                self.cleaned_data[name] = kept
            elif self.fields[name].required:
                raise refuse("missing") if name == "cv" else ValidationError(_("Choose a file."), code="required")
        except ValidationError as error:
            self.add_error(name, error)

    @property
    def kept_names(self) -> dict[str, str]:
        """The names of the files that were put aside for this form, by field; empty where there is none."""
        return {name: pending.name_of(self[KEPT + name].value() or "") for name in self._file_names()}

    def settle(self) -> None:
        """Let the form that goes back be sent at once, and for a day from now."""
        self.data = self.data.copy()
        self.data["opened"] = form_time.stamp(settled=True)

    def put_files_aside(self) -> None:
        """Keep good files although another field is wrong: the form that goes back carries the references."""
        self.data = self.data.copy()
        for name in self._file_names():
            checked = self.cleaned_data.get(name)
            if checked and name in self.files:
                self.data[KEPT + name] = pending.keep(checked)

    @classmethod
    def as_left(cls, saved: SavedForm, *, content: Content) -> ApplyForm:
        """Return the form as somebody left it, with no word on what is still wrong in it."""
        data = QueryDict(mutable=True)
        for name, values in saved.data.items():
            data.setlist(name, values)
        data["form_key"], data["version"] = str(saved.form_key), str(saved.version.number)
        for kept in saved.files.all():
            data[KEPT + kept.field] = pending.refer(kept.file.name, name=kept.name, format=kept.format)
        form = cls(data, content=content)
        form._errors = ErrorDict()  # bound, so that it shows what was typed, but not judged yet
        return form

    def is_fit_to_save(self) -> bool:
        """Whether the form may be saved as it is; forgets the errors that may wait until it is sent."""
        matters = {"email", *(name for name in self._file_names() if name in self.files)}
        if self.errors and self.cleaned_data.get("website"):
            matters.add(NON_FIELD_ERRORS)
        for name in set(self.errors) - matters:
            del self.errors[name]
        return not self.errors

    def typed(self) -> dict[str, list[str]]:
        """What was typed and chosen, right or wrong, by the names of the inputs; files and what is hidden excepted."""
        left_out = {"website", *self._file_names(), *(field.name for field in self.hidden_fields())}
        names = [name for field in self if field.name not in left_out for name in _input_names(field)]
        return {name: [_bounded(text) for text in self.data.getlist(name)[:TEXTS_MAX]] for name in names}

    def good_files(self) -> dict[str, CheckedFile]:
        """The files that passed their checks, by field."""
        return {name: self.cleaned_data[name] for name in self._file_names() if self.cleaned_data.get(name)}

    def sent(self) -> Sent:
        """What was sent, as the action takes it."""
        names = ("form_key", "name", "email", "cv", "phone", "links", "words", "keep")
        fields = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return Sent(**fields, answers=tuple(filter(None, map(self._answer, self.content.questions))))

    def _answer(self, question: ContentQuestion) -> SentAnswer | None:
        value = self.cleaned_data[field_name(question)]
        return SentAnswer(question, value) if value else None


def _input_names(field: forms.BoundField) -> list[str]:
    """The names of a field's inputs: a day has three."""
    widget = field.field.widget
    if isinstance(widget, forms.MultiWidget):
        return [f"{field.html_name}{ending}" for ending in widget.widgets_names]
    return [field.html_name]


def _bounded(text: str) -> str:
    """A text as a database can keep it: without null characters, and not without end."""
    return text.replace("\0", "")[:TYPED_MAX]

"""The gallery of the component library at `/studio/components/`: every component in every variant. Debug only."""

import datetime
from types import SimpleNamespace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hiring.choices import State as ApplicationState
from postings.choices import State as PostingState

ICONS = (
    "arrow-down-tray arrow-left arrow-right arrow-uturn-left archive-box bars-3 bell book-open briefcase"
    " building-office-2 calendar chat-bubble-left check check-circle chevron-down chevron-up clipboard clock"
    " cog-6-tooth document-text envelope exclamation-circle exclamation-triangle eye funnel globe-alt"
    " information-circle key light-bulb link lock-closed magnifying-glass map-pin minus no-symbol paper-airplane"
    " paper-clip pencil phone plus shield-check sparkles sun trash user user-circle user-group user-plus x-mark"
)

TOKENS = (
    "paper sheet sunk rule edge ink ink-2 ink-3 accent accent-strong accent-soft warn warn-soft block block-strong"
    " block-soft good good-soft stage-1 stage-1-soft stage-2 stage-2-soft stage-3 stage-3-soft"
)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="As candidates will read it.")
    email = forms.EmailField(label="Contact’s e-mail")
    phone = forms.CharField(label="Phone", required=False)
    words = forms.CharField(label="A few words", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    country = forms.ChoiceField(label="Country", choices=[("", "not said"), ("fr", "France"), ("se", "Sweden")])
    stage = forms.ChoiceField(
        label="Which stage is the company at?",
        help_text="It decides which missions are proposed.",
        choices=[("1", "First technical hire"), ("2", "Growing team"), ("3", "Large team")],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="Languages", choices=[("en", "English"), ("fr", "French")], widget=forms.CheckboxSelectMultiple
    )
    cv = forms.FileField(label="CV", help_text="PDF or DOCX, 5 MB at most.")
    starts_on = forms.DateField(label="Start", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    pay = forms.IntegerField(label="Pay from", required=False, disabled=True, initial=85_000)
    agree = forms.BooleanField(label="I have read the privacy notice", help_text="It is short.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "#"
        self.helper.layout = Layout(
            Fieldset("About the job", "title", "country", Field("stage", wrapper_class="cards"), "languages"),
            Fieldset("About you", "email", "phone", "words", "cv", "starts_on", "pay", "agree"),
        )
        self.helper.add_input(Submit("save", "Save", css_id=f"save-{self.prefix}"))

    def clean(self) -> None:
        raise forms.ValidationError("The start lies before today’s date, and the CV is missing.")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in every variant."""
    now = timezone.now()
    states = [
        SimpleNamespace(state=value, get_state_display=lambda label=label: label)
        for choices in (PostingState, ApplicationState)
        for value, label in choices.choices
    ]
    facts = [("Contract", "Permanent, full time"), ("Place", "Nantes, 2 days a week"), ("Team", "6 engineers of 22")]
    context = {
        "tokens": TOKENS.split(),
        "icons": ICONS.split(),
        "stages": [(1, "first technical hire"), (2, "growing team"), (3, "large team")],
        "states": states,
        "shares": [0, 18, 50, 84, 100],
        "pays": [(85_000, 105_000, "EUR", "year"), (620, None, "EUR", "day"), (None, 7400.5, "GBP", "month")],
        "today": now.date(),
        "soon": now.date() + datetime.timedelta(days=23),
        "now": now,
        "then": now - datetime.timedelta(days=12),
        "facts": facts,
        "process": ["A 30-minute call with the CEO.", "A working session on a real problem.", "Lunch with the team."],
        "page_obj": Paginator(range(240), 20).page(5),
        "form": SampleForm(),
        "bad_form": SampleForm({"email": "claire@", "title": ""}, prefix="bad"),
        "text": "You take over a product that **400 fish markets** open every morning.\n\n- Roadmap\n- Hiring\n\n"
        "> With reasons either way.\n\n[Our site](https://example.com)",
    }
    return render(request, "components/gallery.html", context)

"""The apply form as candidates will meet it once the working text is published; nothing can be sent from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.privacy import notice
from postings.content import draft_content
from postings.models import Posting

from ..forms import ApplyForm
from ..retention import rule_for


@require_safe
def form_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The fields of the form, in the posting's language, without a form around them; never cached."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    content = draft_content(posting, posting.lines.kept().with_sources())
    studio = {
        "studio_language": translation.get_language(),
        "said": _("Preview: this is what candidates will be asked. Nothing can be sent from here."),
        "back": _("Back to the form"),
    }
    with translation.override(posting.language):
        rule = rule_for(content)
        clauses = notice(
            company=content.company.name,
            contact=content.contact_email,
            months=rule.decided_months,
            consent_months=rule.consent_months,
        )
        form = ApplyForm(content=content)
        form.helper.disable_csrf = True
        context = studio | {"posting": posting, "content": content, "form": form, "notice": clauses}
        response = render(request, "hiring/form_preview.html", context)
    response["Cache-Control"] = "no-store"
    return response

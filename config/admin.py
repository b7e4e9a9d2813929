"""Mail in the admin: where a message stands, and the templates that curators keep.

The library's own pages carry inline styles and scripts, which the content security policy refuses, and
show the text of every message, the links to set a password included.
"""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from post_office.admin import EmailAdmin as LibraryEmailAdmin  # noqa: F401 so that it is registered before we replace it
from post_office.models import Attachment, Email, EmailTemplate, Log

from .mail import retry

for model in (Attachment, Email, EmailTemplate, Log):
    admin.site.unregister(model)


class LogInline(admin.TabularInline):
    model = Log
    fields = readonly_fields = ("date", "status", "exception_type")
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return True  # whoever may see the message's page may see how sending went


@admin.register(Email)
class EmailAdmin(admin.ModelAdmin):
    """Messages and where they stand, to read; the text itself stays between sender and reader."""

    change_form_template = "admin/change_form.html"
    fields = ("to", "subject", "status", "created", "scheduled_time", "number_of_retries", "last_updated")
    readonly_fields = fields
    list_display = ("created", "to_shown", "subject", "status", "number_of_retries", "last_updated")
    list_filter = ("status", "created")
    search_fields = ("to", "subject")
    ordering = ("-created", "-id")
    show_full_result_count = False
    inlines = (LogInline,)
    actions = ("send_again",)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).defer("message", "html_message", "context")

    @admin.display(description=_("to"), ordering="to")
    def to_shown(self, email: Email) -> str:
        return ", ".join(email.to)

    @admin.action(description=_("Try the failed ones again"))
    def send_again(self, request, queryset):
        queued = retry(queryset)
        text = ngettext("%(n)d message is queued again.", "%(n)d messages are queued again.", queued)
        self.message_user(request, text % {"n": queued}, messages.SUCCESS if queued else messages.INFO)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(EmailTemplate)
class EmailTemplateAdmin(admin.ModelAdmin):
    """Templates of messages."""

    change_form_template = "admin/change_form.html"
    fields = ("name", "description", "subject", "content", "html_content")
    list_display = ("name", "subject", "last_updated")
    search_fields = ("name", "subject")

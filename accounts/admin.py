"""Users: inviting, access, lost second factors. The audit trail, to read."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .access import may_change, may_make_superuser
from .actions import change_access, invite_user, resend_invitation, reset_second_factor
from .forms import InviteForm, NameForm, UserForm
from .models import AuditEvent, Kind, User


class PasswordFilter(admin.SimpleListFilter):
    title = _("password")
    parameter_name = "password"

    def lookups(self, request, model_admin):
        return [("awaited", _("not set yet"))]

    def queryset(self, request, queryset):
        return queryset.awaiting_password() if self.value() == "awaited" else queryset


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Nobody is deleted here: who leaves is switched off, and what they did keeps its author."""

    list_display = ("email", "name", "kinds_shown", "last_login", "second_factor", "is_active")
    list_filter = ("groups", "is_active", "is_superuser", PasswordFilter)
    search_fields = ("email", "name")
    ordering = ("email",)
    actions = ("send_invitation_again", "remove_second_factor")
    facts = ("email", "date_joined", "last_login", "second_factor", "password_set")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).with_admin_data()

    # What is on the page, and for whom ------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = InviteForm if obj is None else UserForm if self._may_change_access(request, obj) else NameForm
        return super().get_form(request, obj, change, **{**kwargs, "form": form})

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            fields = ["email", "name", "kinds"]
            if may_make_superuser(request.user):
                fields.append("is_superuser")
            text = _("An e-mail with a link to set a password goes out to this address.")
            return [(None, {"fields": fields, "description": text})]
        access = ["kinds" if self._may_change_access(request, obj) else "kinds_shown", "is_active", "is_superuser"]
        return [(None, {"fields": ["name", *self.facts]}), (_("Access"), {"fields": access})]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        fields = [*self.facts]
        if not self._may_change_access(request, obj):
            fields += ["kinds_shown", "is_active", "is_superuser"]
        elif not may_make_superuser(request.user):
            fields.append("is_superuser")
        return fields

    def _may_change_access(self, request: HttpRequest, obj: User) -> bool:
        return self.has_change_permission(request, obj) and may_change(obj, by=request.user)

    def has_change_permission(self, request, obj=None):
        """Somebody may change their own name, and otherwise those whose access they may change."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.pk == request.user.pk or may_change(obj, by=request.user))

    def has_delete_permission(self, request, obj=None):
        return False

    # Saving goes through the actions --------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        extra_context = {"title": _("Invite somebody"), **(extra_context or {})}
        try:
            return super().add_view(request, form_url, extra_context)
        except ValidationError as error:  # the address was taken between the form's look and ours
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect("admin:accounts_user_changelist")

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        if not change:
            user = invite_user(
                email=data["email"],
                name=data["name"],
                kinds=data["kinds"],
                is_superuser=data.get("is_superuser", False),
                by=request.user,
            )
            obj.pk = user.pk  # the admin goes on with this instance
            return
        obj.save(update_fields=["name"])
        if "kinds" in data:
            wanted = {name: data.get(name, getattr(obj, name)) for name in ("is_active", "is_superuser")}
            change_access(user=obj, kinds=data["kinds"], by=request.user, **wanted)

    # Columns ----------------------------------------------------------------------------------------

    @admin.display(description=_("kinds"))
    def kinds_shown(self, user: User) -> str:
        kinds = [_("superuser")] if user.is_superuser else []
        kinds += [Kind(group.name).label for group in user.groups.all() if group.name in Kind.values]
        return ", ".join(str(kind) for kind in kinds)

    @admin.display(description=_("second factor"), boolean=True, ordering="has_second_factor")
    def second_factor(self, user: User) -> bool:
        return user.has_second_factor

    @admin.display(description=_("password set"), boolean=True)
    def password_set(self, user: User) -> bool:
        return user.has_usable_password()

    # Actions on the chosen rows -----------------------------------------------------------------------

    @admin.action(description=_("Send the invitation again"), permissions=["change"])
    def send_invitation_again(self, request, queryset):
        sent = self._on_each(request, queryset, resend_invitation)
        text = ngettext("%(n)d invitation goes out again.", "%(n)d invitations go out again.", sent)
        self.message_user(request, text % {"n": sent}, messages.SUCCESS if sent else messages.INFO)

    @admin.action(description=_("Remove the second factor (device lost)"), permissions=["change"])
    def remove_second_factor(self, request, queryset):
        removed = self._on_each(request, queryset, reset_second_factor)
        text = ngettext("%(n)d second factor removed.", "%(n)d second factors removed.", removed)
        self.message_user(request, text % {"n": removed}, messages.SUCCESS if removed else messages.INFO)

    def _on_each(self, request: HttpRequest, queryset: QuerySet[User], action) -> int:
        """Do something to those chosen users whom this one may change; return to how many."""
        users = [user for user in queryset if may_change(user, by=request.user)]
        return sum(action(user=user, by=request.user) for user in users)


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    """Who did what, newest first; nobody changes it, here or in the database."""

    list_display = ("at", "who", "action", "object_shown", "client_shown")
    list_display_links = None
    list_filter = ("action", "object_kind", "at")
    search_fields = ("actor_id__exact", "object_id__exact", "actor_email", "client__startswith")
    search_help_text = _("A user's e-mail or number, an object's number, or the start of a client's hash.")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        return super().get_queryset(request).with_actor_email()

    @admin.display(description=_("who"), ordering="actor_id")
    def who(self, event: AuditEvent) -> str:
        if event.actor_id is None:
            return ""
        return event.actor_email or _("#%(id)d (removed)") % {"id": event.actor_id}

    @admin.display(description=_("object"))
    def object_shown(self, event: AuditEvent) -> str:
        return f"{event.object_kind} #{event.object_id}" if event.object_kind else ""

    @admin.display(description=_("client"))
    def client_shown(self, event: AuditEvent) -> str:
        return event.client[:12]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

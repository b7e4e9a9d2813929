"""The team of a posting: who takes part, with which part; and whether candidates are screened without names."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may_invite, may_keep_invitation
from accounts.limits import in_minutes, seconds_to_wait, with_retry
from accounts.models import Kind, User

from .. import actions
from ..choices import EDITING_PARTS, Part
from ..forms import MemberForm, PartForm
from ..models import Membership, Posting

INVITATIONS_PER_HOUR = 3  # to the same person
PARTS_FIRST = {part: place for place, part in enumerate(Part)}


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, code: str) -> HttpResponse:
    """Who takes part in the posting; taking somebody in."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    if request.method != "POST":
        return _page(request, posting, MemberForm(by=request.user))
    if not Posting.objects.editable_by(request.user).filter(pk=posting.pk).exists():
        raise PermissionDenied
    form = MemberForm(request.POST, by=request.user)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if form.user:
                membership = actions.set_member(posting=posting, user=form.user, part=data["part"], by=request.user)
                said = _("Saved: %(member)s.") % {"member": membership}
            else:
                membership = actions.invite_member(
                    posting=posting, email=data["email"], name=data["name"], part=data["part"], by=request.user
                )
                said = _("Invited: %(member)s.") % {"member": membership}
        except actions.TransitionRefused as refused:
            form.add_error("part", str(refused))
        else:
            messages.success(request, said)
            return redirect("studio:team", code)
    return _page(request, posting, form)


def _page(request: HttpRequest, posting: Posting, form: MemberForm, *, status: int = 200) -> HttpResponse:
    memberships = posting.memberships.select_related("user").prefetch_related("user__groups")
    members = sorted(memberships, key=lambda one: (PARTS_FIRST[one.part], one.pk))
    may_edit = Posting.objects.editable_by(request.user).filter(pk=posting.pk).exists()
    may_hand_over = _may_hand_over(request.user, members)
    for member in members:
        initial = {"part": member.part}
        member.user.kinds = frozenset(group.name for group in member.user.groups.all())
        member.may_keep = may_edit and member.user.is_invited and may_keep_invitation(member.user, by=request.user)
        member.form = PartForm(initial=initial, auto_id=f"id_{member.pk}_%s", may_hand_over=may_hand_over)
    context = {
        "posting": posting,
        "form": form,
        "members": members,
        "may_edit": may_edit,
        "may_hand_over": may_hand_over,
        "may_invite": may_invite(request.user, kinds=[Kind.INTERVIEWER]),
        "is_lead": request.user.is_kind(Kind.LEAD),
        "owner_left": next((one.user for one in members if one.part == Part.OWNER and not one.user.is_active), None),
    }
    return render(request, "postings/team.html", context, status=422 if form.errors else status)


def _may_hand_over(user: User, members: list[Membership]) -> bool:
    return user.is_kind(Kind.LEAD) or any(one.user_id == user.pk and one.part == Part.OWNER for one in members)


def _member(request: HttpRequest, code: str, pk: int) -> Membership:
    posting = get_object_or_404(Posting.objects.editable_by(request.user), code=code)
    return get_object_or_404(Membership.objects.select_related("posting", "user"), posting=posting, pk=pk)


@require_POST
def change_part(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give a member another part; as owner, hand the posting over."""
    membership = _member(request, code, pk)
    form = PartForm(request.POST, may_hand_over=True)  # the action says who may
    if not form.is_valid():
        messages.error(request, _("Choose one of the parts."))
        return redirect("studio:team", code)
    own = membership.user_id == request.user.pk
    try:
        now = actions.set_member(
            posting=membership.posting, user=membership.user, part=form.cleaned_data["part"], by=request.user
        )
    except actions.TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved: %(member)s.") % {"member": now})
        if own and now.part not in EDITING_PARTS and not request.user.is_kind(Kind.LEAD):
            return redirect(membership.posting)
    return redirect("studio:team", code)


@require_POST
def remove_member(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take somebody's part away."""
    membership = _member(request, code, pk)
    own = membership.user_id == request.user.pk
    try:
        actions.remove_member(membership=membership, by=request.user)
    except actions.TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(member)s is no longer in this posting.") % {"member": membership.user})
        if own and not request.user.is_kind(Kind.LEAD):
            return redirect("studio:postings")
    return redirect("studio:team", code)


@require_POST
def invite_again(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Send the invitation of somebody who has not come yet once more."""
    membership = _member(request, code, pk)
    if wait := seconds_to_wait("invite-again", per_hour=INVITATIONS_PER_HOUR, key=str(membership.user_id)):
        words = _("They got several invitations just now. Try again in %(n)d minutes.") % {"n": in_minutes(wait)}
        messages.error(request, words)
        return with_retry(_page(request, membership.posting, MemberForm(by=request.user), status=429), wait)
    try:
        actions.invite_member_again(membership=membership, by=request.user)
    except actions.TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation is on its way again: %(member)s.") % {"member": membership.user})
    return redirect("studio:team", code)


@require_POST
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an invitation back, or as much of it as is about this posting."""
    membership = _member(request, code, pk)
    try:
        is_gone = actions.withdraw_member(membership=membership, by=request.user)
    except actions.TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        said = (
            _("The invitation is withdrawn: %(member)s.")
            if is_gone
            else _("%(member)s is no longer in this posting, and still invited for others.")
        )
        messages.success(request, said % {"member": membership.user})
    return redirect("studio:team", code)


@require_POST
def blind(request: HttpRequest, code: str) -> HttpResponse:
    """Screen candidates without names, or with them."""
    posting = get_object_or_404(Posting.objects.editable_by(request.user), code=code)
    is_blind = request.POST.get("blind") == "on"
    if actions.set_blind(posting=posting, is_blind=is_blind, by=request.user):
        said = _("Names are hidden until a decision.") if is_blind else _("Names are shown.")
        messages.success(request, said)
    return redirect("studio:team", code)

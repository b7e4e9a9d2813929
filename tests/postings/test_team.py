"""The team of a posting: who is in, taking in and inviting, other parts, leaving; screening without names."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from post_office.models import Email

from accounts.models import AuditEvent, User
from postings import actions
from postings.choices import Part
from postings.models import Posting
from postings.signals import blind_changed, member_left
from tests.factories.accounts import UserFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


@pytest.fixture
def colleague(posting):
    return MembershipFactory(posting=posting, user=UserFactory(recruiter=True, name="Cleo Colleague"))


def url(name, *args):
    return reverse(f"studio:{name}", args=args)


def part_of(posting, user) -> str | None:
    return posting.memberships.filter(user=user).values_list("part", flat=True).first()


def switch_off(user) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])


# Taking in -------------------------------------------------------------------------------------------


def test_a_colleague_becomes_a_member_and_hears_of_it_once(client, posting, hiring_manager):
    data = {"email": hiring_manager.email.upper(), "part": Part.HIRING_MANAGER}

    answers = [client.post(url("team", posting.code), data).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert part_of(posting, hiring_manager) == Part.HIRING_MANAGER
    assert [mail.to for mail in Email.objects.all()] == [[hiring_manager.email]]
    assert posting.get_absolute_url() in Email.objects.get().message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"email": "x", "part": "interviewer"}, "Enter a valid email address."),
        ({"email": "new@example.com", "part": "interviewer"}, "give a name, and they get an invitation"),
        ({"email": "new@example.com", "name": "New", "part": "recruiter"}, "A lead can invite them for this part."),
        ({"email": "new@example.com", "name": "New", "part": "owner"}, "A lead can invite them for this part."),
        ({"email": "new@example.com", "name": "New", "part": "boss"}, "Select a valid choice."),
        ({"email": "off@example.com", "part": "interviewer"}, "is switched off"),
    ],
)
def test_who_cannot_be_taken_in_is_explained(client, posting, data, message):
    switch_off(UserFactory(email="off@example.com"))

    response = client.post(url("team", posting.code), data)

    assert response.status_code == 422
    assert message in response.text
    assert f'value="{data["email"]}"' in response.text
    assert not User.objects.filter(email="new@example.com").exists()
    assert posting.memberships.count() == 1


@pytest.mark.parametrize(("part", "kind"), [("interviewer", "interviewer"), ("hiring_manager", "hiring manager")])
def test_a_recruiter_invites_a_guest_straight_into_the_posting(client, posting, part, kind):
    client.post(url("team", posting.code), {"email": "New@Example.com", "name": "Nora New", "part": part})

    user = User.objects.get(email="new@example.com")
    assert (user.name, user.kinds, part_of(posting, user)) == ("Nora New", {kind}, part)
    assert [mail.to for mail in Email.objects.all()] == [["new@example.com"]]
    assert "invited" in client.get(url("team", posting.code)).text


def test_a_lead_invites_a_recruiter(sign_in, lead, posting):
    data = {"email": "new@example.com", "name": "Nora", "part": Part.RECRUITER}

    sign_in(lead).post(url("team", posting.code), data)

    user = User.objects.get(email="new@example.com")
    assert (user.kinds, part_of(posting, user)) == ({"recruiter"}, Part.RECRUITER)


def test_a_hiring_manager_invites_nobody(posting, hiring_manager):
    with pytest.raises(PermissionDenied):
        actions.invite_member(posting=posting, email="a@example.com", name="A", part="interviewer", by=hiring_manager)

    assert not User.objects.filter(email="a@example.com").exists()


def test_an_address_taken_meanwhile_invites_nobody(posting, recruiter):
    UserFactory(email="a@example.com")

    with pytest.raises(actions.TransitionRefused):
        actions.invite_member(posting=posting, email="a@example.com", name="A", part="interviewer", by=recruiter)

    assert posting.memberships.count() == 1


# Parts -----------------------------------------------------------------------------------------------


def test_a_member_gets_another_part(client, posting, colleague):
    for _ in range(2):
        client.post(url("change_part", posting.code, colleague.pk), {"part": Part.HIRING_MANAGER})

    assert part_of(posting, colleague.user) == Part.HIRING_MANAGER
    assert AuditEvent.objects.filter(action="permission_change").count() == 1


def test_the_owner_hands_the_posting_over(client, posting, colleague, recruiter):
    client.post(url("change_part", posting.code, colleague.pk), {"part": Part.OWNER})

    assert (part_of(posting, colleague.user), part_of(posting, recruiter)) == (Part.OWNER, Part.RECRUITER)


def test_a_recruiter_in_it_does_not_take_it_over(sign_in, posting, colleague, recruiter):
    client = sign_in(colleague.user)

    response = client.post(url("change_part", posting.code, colleague.pk), {"part": Part.OWNER}, follow=True)

    assert "Only the owner or a lead" in response.text
    assert part_of(posting, recruiter) == Part.OWNER
    assert 'value="owner"' not in response.text.split("add-member")[0]


@pytest.mark.parametrize(("part", "message"), [("", "Choose one of the parts."), ("boss", "Choose one of the parts.")])
def test_no_part_is_explained(client, posting, colleague, part, message):
    response = client.post(url("change_part", posting.code, colleague.pk), {"part": part}, follow=True)

    assert message in response.text
    assert part_of(posting, colleague.user) == Part.RECRUITER


def test_the_owner_cannot_step_down_without_another(client, posting, recruiter):
    response = client.post(url("team", posting.code), {"email": recruiter.email, "part": Part.INTERVIEWER})

    assert "A posting needs an owner" in response.text


def test_who_gives_up_editing_is_led_to_the_posting(sign_in, posting, colleague):
    client = sign_in(colleague.user)

    response = client.post(url("change_part", posting.code, colleague.pk), {"part": Part.INTERVIEWER})

    assert response.url == posting.get_absolute_url()


# Leaving ---------------------------------------------------------------------------------------------


def test_a_member_is_removed_and_it_is_told(client, posting, colleague):
    heard = []

    def hear(sender, **said):
        heard.append((said["posting"], said["user"]))

    member_left.connect(hear)
    answers = [client.post(url("remove_member", posting.code, colleague.pk)).status_code for _ in range(2)]
    member_left.disconnect(hear)

    assert answers == [302, 404]
    assert heard == [(posting, colleague.user)]
    assert posting.memberships.count() == 1


def test_the_last_who_can_edit_and_signs_in_stays(posting, colleague, recruiter, lead):
    switch_off(recruiter)

    with pytest.raises(actions.TransitionRefused):
        actions.remove_member(membership=colleague, by=lead)
    with pytest.raises(actions.TransitionRefused):
        actions.set_member(posting=posting, user=colleague.user, part=Part.INTERVIEWER, by=lead)

    assert part_of(posting, colleague.user) == Part.RECRUITER


def test_who_is_switched_off_gets_no_part(posting, recruiter, colleague):
    switch_off(colleague.user)

    with pytest.raises(actions.TransitionRefused):
        actions.set_member(posting=posting, user=colleague.user, part=Part.OWNER, by=recruiter)

    assert part_of(posting, recruiter) == Part.OWNER


@pytest.mark.parametrize(
    ("who", "words"),
    [("lead", "Make somebody else the owner."), ("colleague", "A lead can make somebody else the owner.")],
)
def test_the_page_says_that_the_owner_is_switched_off(sign_in, posting, recruiter, colleague, lead, who, words):
    switch_off(recruiter)

    text = sign_in(lead if who == "lead" else colleague.user).get(url("team", posting.code)).text

    assert words in text
    assert "switched off" in text


# Who may ---------------------------------------------------------------------------------------------


def test_members_see_the_team_but_only_editors_change_it(sign_in, posting, hiring_manager, colleague):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    client = sign_in(hiring_manager)
    data = {"email": "a@example.com", "name": "A", "part": "interviewer"}

    assert client.get(url("team", posting.code)).status_code == 200
    assert client.post(url("team", posting.code), data).status_code == 403
    for name in ("remove_member", "change_part"):
        assert client.post(url(name, posting.code, colleague.pk), {"part": "interviewer"}).status_code == 404
    assert client.post(url("blind", posting.code), {"blind": "on"}).status_code == 404


@pytest.mark.parametrize("name", ["remove_member", "change_part"])
def test_a_member_of_another_posting_is_not_found(client, posting, name):
    other = MembershipFactory()

    assert client.post(url(name, posting.code, other.pk), {"part": "interviewer"}).status_code == 404
    assert client.get(url(name, posting.code, other.pk)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_takes_the_same_queries_however_many(client, posting, django_assert_num_queries, count):
    MembershipFactory.create_batch(count - 1, posting=posting)

    with django_assert_num_queries(7):
        response = client.get(url("team", posting.code))

    assert len(response.context["members"]) == count


# Screening without names -----------------------------------------------------------------------------


def test_names_are_hidden_and_shown_again(client, posting):
    heard = []

    def hear(sender, **said):
        heard.append(said["posting"].is_blind)

    blind_changed.connect(hear)
    seen = []
    for value in ("on", "on", "off", "off"):
        client.post(url("blind", posting.code), {"blind": value})
        seen.append(Posting.objects.get(pk=posting.pk).is_blind)
    blind_changed.disconnect(hear)

    assert seen == [True, True, False, False]
    assert heard == [True, False]
    assert AuditEvent.objects.filter(action="blind_change").count() == 2


def test_hiding_names_is_a_post(client, posting):
    assert client.get(url("blind", posting.code)).status_code == 405


# Invitations that wait -------------------------------------------------------------------------------


@pytest.fixture
def guest(posting):
    user = UserFactory(interviewer=True, invited=True, name="Ida Invited")
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER)


def invitations() -> list[list[str]]:
    return [mail.to for mail in Email.objects.order_by("pk")]


def test_an_invitation_goes_out_again_from_the_page(client, posting, guest, recruiter):
    assert "Invite again" in client.get(url("team", posting.code)).text

    response = client.post(url("invite_again", posting.code, guest.pk), follow=True)

    assert "The invitation is on its way again: Ida Invited." in response.text
    assert invitations() == [[guest.user.email]]
    event = AuditEvent.objects.get(action="invite")
    assert (event.actor_id, event.object_id) == (recruiter.pk, str(guest.user_id))


def test_nobody_is_flooded_with_invitations(client, posting, guest):
    answers = [client.post(url("invite_again", posting.code, guest.pk)) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Try again in 20 minutes." in answers[-1].text
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(invitations()) == 3


def test_an_invitation_is_withdrawn_and_its_link_leads_nowhere(client, posting, guest, recruiter):
    actions.invite_member_again(membership=guest, by=recruiter)
    link = re.search(r"https?://[^/]+(/\S+)", Email.objects.get().message)[1]

    answers = [client.post(url("withdraw_invitation", posting.code, guest.pk)).status_code for _ in range(2)]

    assert answers == [302, 404]
    assert not User.objects.filter(pk=guest.user_id).exists()
    client.logout()
    assert "This link no longer works" in client.get(link, follow=True).text
    event = AuditEvent.objects.get(action="invite_withdrawn")
    assert (event.actor_id, event.object_id) == (recruiter.pk, str(guest.user_id))
    actions.invite_member(posting=posting, email=guest.user.email, name="Ida", part="interviewer", by=recruiter)


def test_who_is_invited_for_another_posting_too_stays_invited(client, posting, guest):
    other = MembershipFactory(user=guest.user, part=Part.INTERVIEWER)

    response = client.post(url("withdraw_invitation", posting.code, guest.pk), follow=True)

    assert "Ida Invited is no longer in this posting, and still invited for others." in response.text
    assert list(guest.user.memberships.all()) == [other]
    assert AuditEvent.objects.filter(action="invite_withdrawn").count() == 0


def test_whom_something_refers_to_is_switched_off(client, posting, guest):
    CompanyFactory(created_by=guest.user)

    client.post(url("withdraw_invitation", posting.code, guest.pk))

    guest.user.refresh_from_db()
    assert (guest.user.is_active, guest.user.memberships.filter(posting=posting).exists()) == (False, False)


@pytest.mark.parametrize("name", ["invite_again", "withdraw_invitation"])
def test_who_came_already_needs_no_invitation(client, posting, colleague, name):
    response = client.post(url(name, posting.code, colleague.pk), follow=True)

    assert "Cleo Colleague needs no invitation." in response.text
    assert (invitations(), part_of(posting, colleague.user)) == ([], Part.RECRUITER)
    assert client.get(url(name, posting.code, colleague.pk)).status_code == 405


@pytest.mark.parametrize("name", ["invite_again", "withdraw_invitation"])
def test_a_colleague_s_invitation_is_a_lead_s_to_keep(client, sign_in, lead, posting, name):
    invited = MembershipFactory(posting=posting, user=UserFactory(recruiter=True, invited=True), part=Part.RECRUITER)

    assert "Invite again" not in client.get(url("team", posting.code)).text
    assert client.post(url(name, posting.code, invited.pk)).status_code == 403
    assert sign_in(lead).post(url(name, posting.code, invited.pk)).status_code == 302


@pytest.mark.parametrize("name", ["invite_again", "withdraw_invitation"])
def test_another_posting_s_invitations_are_not_found(sign_in, posting, guest, name):
    stranger = sign_in(UserFactory(recruiter=True))

    assert stranger.post(url(name, posting.code, guest.pk)).status_code == 404

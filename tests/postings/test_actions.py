import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from time_machine import travel

from accounts.models import AuditEvent
from postings import actions, workflow
from postings.choices import LineKind, Part, State
from postings.models import Membership, Posting
from roles.models import Importance, Weight
from tests.factories.postings import CompanyFactory, LineFactory, MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(recruiter):
    return PostingFactory(ready=True, created_by=recruiter)


def texts(posting, kind=LineKind.MISSION):
    return list(posting.lines.kept().filter(kind=kind).values_list("text", flat=True))


# Drafting


@pytest.fixture
def sheet():
    """A stage with a core and an occasional mission, an essential and a useful skill, and one retired of each."""
    stage = StageFactory(number=2)
    now = timezone.now()
    return {
        "stage": stage,
        "core": MissionFactory(role=stage.role, at={stage: Weight.CORE}),
        "occasional": MissionFactory(role=stage.role, at={stage: Weight.OCCASIONAL}),
        "elsewhere": MissionFactory(role=stage.role, at={StageFactory(role=stage.role, number=3): Weight.CORE}),
        "retired": MissionFactory(role=stage.role, at={stage: Weight.CORE}, retired_at=now),
        "essential": SkillFactory(role=stage.role, at={stage: Importance.ESSENTIAL}),
        "useful": SkillFactory(role=stage.role, at={stage: Importance.USEFUL}),
    }


def create(sheet, by, language="en"):
    return actions.create_posting(
        company=CompanyFactory(), role=sheet["stage"].role, stage=sheet["stage"], language=language, by=by
    )


def test_a_new_posting_has_the_core_missions_and_essential_skills_of_its_stage(sheet, recruiter):
    posting = create(sheet, recruiter)

    lines = posting.lines.values_list("kind", "mission", "skill", "text", "source_text")
    assert list(lines) == [
        ("mission", sheet["core"].pk, None, sheet["core"].line, sheet["core"].line),
        ("must", None, sheet["essential"].pk, sheet["essential"].line, sheet["essential"].line),
    ]


def test_a_new_posting_takes_its_words_in_its_language(sheet, recruiter):
    posting = create(sheet, recruiter, language="fr")

    assert posting.title == "Direction technique"
    assert texts(posting) == [sheet["core"].line_fr]


def test_who_creates_a_posting_owns_it_and_is_its_contact(sheet, recruiter):
    posting = create(sheet, recruiter)

    assert [(member.user, member.part) for member in posting.memberships.all()] == [(recruiter, Part.OWNER)]
    assert (posting.contact_name, posting.contact_email) == (recruiter.name, recruiter.email)


# Facts


def test_facts_that_changed_are_saved(posting, recruiter):
    result = actions.update_facts(posting=posting, values={"title": "CTO"}, base={"title": posting.title}, by=recruiter)

    posting.refresh_from_db()
    assert (result.saved, result.conflicts, posting.title) == (("title",), (), "CTO")


def test_facts_that_two_people_changed_are_named_and_left(posting, recruiter):
    base = {"title": posting.title, "contact_name": posting.contact_name}
    Posting.objects.filter(pk=posting.pk).update(title="Theirs")

    result = actions.update_facts(
        posting=posting, values={"title": "Mine", "contact_name": "Mine"}, base=base, by=recruiter
    )

    posting.refresh_from_db()
    assert (result.saved, result.conflicts) == (("contact_name",), ("title",))
    assert (posting.title, posting.contact_name) == ("Theirs", "Mine")


def test_facts_that_do_not_go_together_with_theirs_are_refused(posting, recruiter):
    base = {"pay_min": "", "pay_max": ""}
    Posting.objects.filter(pk=posting.pk).update(pay_max=10, pay_currency="EUR", pay_period="year")

    with pytest.raises(ValidationError, match="pay starts above its end"):
        actions.update_facts(posting=posting, values={"pay_min": 20}, base=base, by=recruiter)

    posting.refresh_from_db()
    assert posting.pay_min is None


def test_saving_facts_keeps_who_did_it_in_the_history(posting, recruiter):
    actions.update_facts(posting=posting, values={"title": "CTO"}, base={}, by=recruiter)

    assert posting.history.first().history_user == recruiter


# Lines


def test_picking_appends_a_line_that_remembers_its_source(posting, recruiter):
    mission = MissionFactory(role=posting.role)

    line = actions.pick(posting=posting, source=mission, by=recruiter)

    assert texts(posting)[-1] == mission.line
    assert (line.mission, line.source_text, line.kind) == (mission, mission.line, LineKind.MISSION)


@pytest.mark.parametrize(
    ("importance", "kind"), [(Importance.ESSENTIAL, "must"), (Importance.USEFUL, "nice"), (None, "nice")]
)
def test_a_skill_becomes_what_it_is_at_the_stage(posting, recruiter, importance, kind):
    skill = SkillFactory(role=posting.role, at={posting.stage: importance} if importance else {})

    assert actions.pick(posting=posting, source=skill, by=recruiter).kind == kind


def test_picking_twice_changes_nothing(posting, recruiter):
    mission = MissionFactory(role=posting.role)

    first = actions.pick(posting=posting, source=mission, by=recruiter)
    again = actions.pick(posting=posting, source=mission, by=recruiter)

    assert (again.pk, again.revision, posting.lines.count()) == (first.pk, 1, 4)


def test_a_dropped_pick_comes_back_with_its_words(posting, recruiter):
    mission = MissionFactory(role=posting.role)
    line = actions.pick(posting=posting, source=mission, by=recruiter)
    line = actions.reword_line(line=line, text="You hire four people.", revision=line.revision, by=recruiter)
    actions.drop_line(line=line, by=recruiter)

    back = actions.pick(posting=posting, source=mission, by=recruiter)

    assert (back.pk, back.text, back.dropped_at) == (line.pk, "You hire four people.", None)


def test_rewording_counts_revisions_and_says_who(posting, recruiter, lead):
    line = posting.lines.first()

    line = actions.reword_line(line=line, text="New words.", revision=1, by=lead)

    assert (line.text, line.revision, line.updated_by) == ("New words.", 2, lead)


def test_rewording_with_the_same_words_changes_nothing(posting, recruiter):
    line = posting.lines.first()

    assert actions.reword_line(line=line, text=line.text, revision=1, by=recruiter).revision == 1


def test_rewording_an_outdated_revision_is_a_conflict_that_shows_their_words(posting, recruiter, lead):
    line = posting.lines.first()
    actions.reword_line(line=line, text="Theirs.", revision=1, by=lead)

    with pytest.raises(actions.LineConflict) as conflict:
        actions.reword_line(line=line, text="Mine.", revision=1, by=recruiter)

    assert (conflict.value.line.text, conflict.value.line.updated_by) == ("Theirs.", lead)
    line.refresh_from_db()
    assert line.text == "Theirs."


def test_rewording_a_line_dropped_meanwhile_is_a_conflict_and_again_puts_it_back(posting, recruiter, lead):
    line = posting.lines.first()
    actions.drop_line(line=line, by=lead)

    with pytest.raises(actions.LineConflict) as conflict:
        actions.reword_line(line=line, text="Mine.", revision=1, by=recruiter)
    line = actions.reword_line(line=line, text="Mine.", revision=conflict.value.line.revision, by=recruiter)

    assert (line.text, line.dropped_at) == ("Mine.", None)


def test_dropping_and_putting_back_twice_changes_nothing_more(posting, recruiter):
    line = posting.lines.first()

    dropped = actions.drop_line(line=line, by=recruiter)
    assert actions.drop_line(line=dropped, by=recruiter).revision == dropped.revision
    back = actions.restore_line(line=dropped, by=recruiter)
    assert actions.restore_line(line=back, by=recruiter).revision == back.revision == 3


@pytest.mark.parametrize(
    ("start", "to", "order"),
    [
        (0, 0, "abc"),
        (0, 1, "bac"),
        (0, 2, "bca"),
        (2, 0, "cab"),
        (1, 99, "acb"),
        (1, -5, "bac"),
    ],
)
@pytest.mark.parametrize("orders", [(0, 1, 2), (5, 7, 20), (3, 3, 3)])
def test_moving_a_line(recruiter, start, to, order, orders):
    posting = PostingFactory(created_by=recruiter)
    lines = [LineFactory(posting=posting, text=text, order=at) for text, at in zip("abc", orders, strict=True)]
    LineFactory(posting=posting, text="must", kind=LineKind.MUST, order=1)

    actions.move_line(line=lines[start], to=to, by=recruiter)

    assert "".join(texts(posting)) == order
    assert texts(posting, LineKind.MUST) == ["must"]


def test_changing_the_part_of_a_line(posting, recruiter):
    line = actions.change_kind(line=posting.lines.first(), kind=LineKind.OTHER, by=recruiter)

    assert (line.kind, line.revision) == (LineKind.OTHER, 2)


@pytest.mark.parametrize(
    "change",
    [
        lambda line, by: actions.reword_line(line=line, text="New.", revision=1, by=by),
        lambda line, by: actions.drop_line(line=line, by=by),
        lambda line, by: actions.move_line(line=line, to=2, by=by),
        lambda line, by: actions.change_kind(line=line, kind=LineKind.NICE, by=by),
        lambda line, by: actions.add_line(posting=line.posting, kind=LineKind.OTHER, text="Own.", by=by),
    ],
)
def test_each_change_of_a_line_marks_the_posting_as_edited(recruiter, change):
    posting = PostingFactory(published=True, created_by=recruiter)
    assert posting.is_edited_since_publishing is False

    change(posting.lines.first(), recruiter)

    posting.refresh_from_db()
    assert posting.is_edited_since_publishing is True


# State


def reach(state, recruiter):
    if state == State.DRAFT:
        return PostingFactory(ready=True, created_by=recruiter)
    return PostingFactory(**{state.value: True}, created_by=recruiter)


ACTIONS = {
    State.PUBLISHED: lambda posting, by: actions.publish_posting(posting=posting, by=by),
    State.CLOSED: lambda posting, by: actions.close_posting(posting=posting, by=by, reason="filled"),
    State.ARCHIVED: lambda posting, by: actions.archive_posting(posting=posting, by=by),
}


@pytest.mark.parametrize("from_state", list(State))
@pytest.mark.parametrize("to_state", list(ACTIONS))
def test_every_pair_of_states_follows_the_table(recruiter, from_state, to_state):
    posting = reach(from_state, recruiter)

    if workflow.allows(from_state, to_state) or (from_state == to_state):
        ACTIONS[to_state](posting, recruiter)
        expected = to_state
    else:
        with pytest.raises(actions.TransitionRefused):
            ACTIONS[to_state](posting, recruiter)
        expected = from_state

    posting.refresh_from_db()
    assert posting.state == expected


def test_publishing_freezes_the_text(posting, recruiter):
    version = actions.publish_posting(posting=posting, by=recruiter)
    line = posting.lines.first()
    actions.reword_line(line=line, text="Changed afterwards.", revision=1, by=recruiter)

    version.refresh_from_db()
    assert version.content["lines"][0]["text"] == "You carry out mission 1."
    assert (version.number, version.published_by, version.slug) == (
        1,
        recruiter,
        f"chief-technical-officer-{posting.company.name.lower().replace(' ', '-')}",
    )


def test_publishing_an_unchanged_text_again_gives_the_same_version(posting, recruiter):
    first = actions.publish_posting(posting=posting, by=recruiter)

    assert actions.publish_posting(posting=posting, by=recruiter) == first
    assert posting.transitions.count() == 1


def test_publishing_a_changed_text_makes_the_next_version(posting, recruiter):
    actions.publish_posting(posting=posting, by=recruiter)
    actions.add_line(posting=posting, kind=LineKind.OTHER, text="A dog is welcome.", by=recruiter)

    version = actions.publish_posting(posting=posting, by=recruiter)

    posting.refresh_from_db()
    assert (version.number, posting.live_version, posting.versions.count()) == (2, version, 2)


def test_publishing_what_is_not_ready_names_what_is_missing_and_changes_nothing(recruiter):
    posting = PostingFactory(created_by=recruiter)

    with pytest.raises(actions.NotReady) as refused:
        actions.publish_posting(posting=posting, by=recruiter)

    assert [item.anchor for item in refused.value.missing] == [
        "id_title",
        "id_places",
        "id_contract",
        "id_contact_name",
        "lines-mission",
    ]
    posting.refresh_from_db()
    assert (posting.state, posting.versions.count()) == (State.DRAFT, 0)


def test_dropped_lines_are_not_published(posting, recruiter):
    actions.add_line(posting=posting, kind=LineKind.MISSION, text="Secret.", by=recruiter)
    actions.drop_line(line=posting.lines.last(), by=recruiter)

    version = actions.publish_posting(posting=posting, by=recruiter)

    assert "Secret." not in [line["text"] for line in version.content["lines"]]


def test_reopening_keeps_the_version(recruiter):
    posting = PostingFactory(closed=True, created_by=recruiter)

    actions.reopen_posting(posting=posting, by=recruiter)

    posting.refresh_from_db()
    assert (posting.state, posting.close_reason, posting.versions.count()) == (State.PUBLISHED, "", 1)


@pytest.mark.parametrize("state", [State.DRAFT, State.ARCHIVED])
def test_only_a_closed_posting_is_reopened(recruiter, state):
    with pytest.raises(actions.TransitionRefused):
        actions.reopen_posting(posting=reach(state, recruiter), by=recruiter)


def test_reopening_after_the_closing_date_asks_for_a_new_version(recruiter):
    with travel("2026-11-22 12:00Z", tick=False):
        posting = PostingFactory(closed=True, created_by=recruiter, closes_on=timezone.localdate())

    with travel("2026-11-24 12:00Z", tick=False), pytest.raises(actions.NotReady):
        actions.reopen_posting(posting=posting, by=recruiter)


def test_each_change_of_state_is_logged_and_audited(recruiter):
    posting = PostingFactory(archived=True, created_by=recruiter)

    logged = posting.transitions.order_by("pk").values_list("from_state", "to_state", "reason", "by")
    assert list(logged) == [
        ("draft", "published", "", recruiter.pk),
        ("published", "closed", "filled", recruiter.pk),
        ("closed", "archived", "filled", recruiter.pk),
    ]
    audited = AuditEvent.objects.filter(object_kind="postings.posting").order_by("pk")
    assert [(event.action, event.actor_id, event.object_id) for event in audited] == [
        ("publish", recruiter.pk, str(posting.pk)),
        ("close", recruiter.pk, str(posting.pk)),
        ("archive", recruiter.pk, str(posting.pk)),
    ]


# Members


def test_a_new_owner_makes_the_former_one_a_recruiter(posting, recruiter, lead):
    actions.set_member(posting=posting, user=lead, part=Part.OWNER, by=recruiter)

    parts = dict(posting.memberships.values_list("user", "part"))
    assert parts == {recruiter.pk: Part.RECRUITER, lead.pk: Part.OWNER}


def test_a_recruiter_in_it_cannot_take_the_posting_over(posting, recruiter):
    member = MembershipFactory(posting=posting).user

    with pytest.raises(actions.TransitionRefused):
        actions.set_member(posting=posting, user=member, part=Part.OWNER, by=member)

    assert posting.memberships.get(part=Part.OWNER).user == recruiter


def test_a_lead_hands_a_posting_over(posting, recruiter, lead):
    actions.set_member(posting=posting, user=lead, part=Part.OWNER, by=lead)

    assert posting.memberships.get(part=Part.OWNER).user == lead


def test_removing_a_member_who_is_gone_already_changes_nothing(posting, recruiter):
    first = MembershipFactory(posting=posting)
    second = Membership.objects.get(pk=first.pk)  # as a second click of the button holds it

    actions.remove_member(membership=first, by=recruiter)
    actions.remove_member(membership=second, by=recruiter)

    assert AuditEvent.objects.filter(action="permission_change").count() == 1


def test_the_owner_stays_until_there_is_another(posting, recruiter):
    with pytest.raises(actions.TransitionRefused):
        actions.remove_member(membership=posting.memberships.get(), by=recruiter)
    with pytest.raises(actions.TransitionRefused):
        actions.set_member(posting=posting, user=recruiter, part=Part.INTERVIEWER, by=recruiter)

    assert posting.memberships.get().part == Part.OWNER


def test_a_removed_member_is_gone_and_it_is_audited(posting, recruiter):
    member = MembershipFactory(posting=posting)

    actions.remove_member(membership=member, by=recruiter)

    assert posting.memberships.count() == 1
    assert AuditEvent.objects.filter(action="permission_change", actor_id=recruiter.pk).count() == 1

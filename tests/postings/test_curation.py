"""The way back: what is proposed to curators, and what their decisions do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.jobs import JOBS
from postings import actions
from postings.models import Line, Proposal
from postings.studio_choices import ProposalKind, ProposalState, ReviewState
from roles.admin.forms import MissionForm
from roles.models import Mission
from tests.factories.accounts import UserFactory
from tests.factories.curation import ProposalFactory, recurring
from tests.factories.postings import LineFactory, PostingFactory, ReviewFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

ON_CALL = "You are on call one week in six."


def proposed() -> list[tuple]:
    actions.refresh_proposals()
    return list(Proposal.objects.values_list("kind", "language", "text", "count", "mission__key", "skill__key"))


# What is proposed


def test_a_line_of_recruiters_own_that_recurs_is_proposed_once():
    lines = recurring(ON_CALL, stage=StageFactory(number=2))
    LineFactory(text="You bring a dog.")

    assert proposed() == proposed() == [("line", "en", ON_CALL, 3, None, None)]
    proposal = Proposal.objects.get()
    assert (proposal.stages, proposal.state) == ({"2": 3}, ProposalState.OPEN)
    assert set(proposal.lines.all()) == set(lines)


def test_words_of_one_recruiter_for_one_company_are_a_habit():
    postings = [PostingFactory()]
    postings += PostingFactory.create_batch(2, company=postings[0].company, stage=postings[0].stage)
    for posting in postings:
        LineFactory(posting=posting, text=ON_CALL)

    assert proposed() == []

    LineFactory(posting=PostingFactory(company=postings[0].company, created_by=UserFactory()), text=ON_CALL)

    assert proposed() == [("line", "en", ON_CALL, 4, None, None)]


@pytest.mark.parametrize(
    "fields",
    [{"dropped_at": timezone.now()}, {"from_template": True}, {"language": "fr"}],
    ids=["dropped", "of a template", "in another language"],
)
def test_lines_that_do_not_count(fields):
    recurring(ON_CALL, number=2)
    recurring(ON_CALL, number=1, **fields)

    assert proposed() == []


def test_lines_of_archived_postings_count():
    recurring(ON_CALL, number=2)
    LineFactory(posting=PostingFactory(archived=True), text=ON_CALL)

    assert [row[3] for row in proposed()] == [3]


def test_rewordings_of_an_entry_that_are_alike_are_proposed():
    mission, other = MissionFactory(line_en="You lead."), MissionFactory(line_en="You hire.")
    recurring("You lead the engineers from the front.", mission=mission, source_text="You lead.")
    recurring("You lead the engineers from the front.", number=2, mission=other, source_text="You hire.")
    for text in ("You decide.", "You coach people.", "You plan."):
        recurring(text, number=1, mission=other, source_text="You hire.")

    assert proposed() == [("wording", "en", "You lead the engineers from the front.", 3, mission.key, None)]


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        ({}, {"source_text": "You lead from the front."}),  # as the sheet said then
        ({"line_en": "You lead from the front."}, {"source_text": "You lead."}),  # as it says today
        ({"retired_at": timezone.now()}, {"source_text": "You lead."}),
    ],
)
def test_words_of_an_entry_that_are_no_news(entry, fields):
    recurring("You lead from the front.", mission=MissionFactory(**entry), **fields)

    assert proposed() == []


def test_rewordings_of_a_skill_are_proposed_in_their_language():
    skill = SkillFactory()
    recurring("Vous écoutez avant de parler.", language="fr", skill=skill, source_text="Vous avez cela.", kind="must")

    assert proposed() == [("wording", "fr", "Vous écoutez avant de parler.", 3, None, skill.key)]


def test_counts_follow_and_what_no_longer_recurs_goes():
    lines = recurring(ON_CALL)
    proposed()
    key = Proposal.objects.get().key
    recurring(ON_CALL, number=1, stage=StageFactory(number=3))

    assert [row[3] for row in proposed()] == [4]
    assert (Proposal.objects.get().key, Proposal.objects.get().stages) == (key, {"2": 3, "3": 1})

    Line.objects.filter(pk__in=[line.pk for line in lines]).update(dropped_at=timezone.now())

    assert proposed() == []


def test_looking_again_writes_nothing():
    recurring(ON_CALL)

    assert (actions.refresh_proposals(), actions.refresh_proposals()) == (1, 0)


def test_what_was_dismissed_never_returns_nor_changes(curator):
    recurring(ON_CALL)
    actions.refresh_proposals()
    actions.dismiss_proposal(proposal=Proposal.objects.get(), note="Conditions of work.", by=curator)
    recurring("You are on call one week in five.", number=9)

    assert proposed() == [("line", "en", ON_CALL, 3, None, None)]


def test_since_when_and_until_when_the_words_are_there():
    first, *_others = recurring(ON_CALL)
    Line.objects.filter(pk=first.pk).update(updated_at=timezone.now() - timedelta(days=9, hours=1))
    actions.refresh_proposals()
    proposal = Proposal.objects.get()

    assert (proposal.last_seen_at - proposal.first_seen_at).days == 9

    actions.drop_line(line=first, by=first.updated_by)
    recurring(ON_CALL, number=1)
    actions.refresh_proposals()

    assert Proposal.objects.get().first_seen_at == proposal.first_seen_at


@pytest.mark.parametrize("number", [1, 3])
def test_looking_takes_the_same_queries_however_many_lines(number, django_assert_num_queries):
    stage = StageFactory()
    recurring(ON_CALL, stage=stage, number=3 * number)
    actions.refresh_proposals()

    with django_assert_num_queries(9):
        actions.refresh_proposals()


def test_the_command_and_the_sweep_look():
    recurring(ON_CALL)
    out = StringIO()

    call_command("propose", stdout=out)

    assert out.getvalue() == "1 proposals added, changed or taken out; 1 wait for a decision.\n"
    assert [job.every for job in JOBS if job.run is actions.refresh_proposals] == [timedelta(hours=1)]


# What decisions do


def form_of(role, **fields) -> MissionForm:
    """A form of a new mission, filled in."""
    data = {"role": role.pk, "area": "managerial", "technical_percent": 10, "at_2": "core"}
    data |= {f"{name}_{language}": ON_CALL for name in ("statement", "line") for language in ("en", "fr")}
    form = MissionForm(data | fields)
    assert form.is_valid(), form.errors
    return form


@pytest.fixture
def proposal():
    recurring(ON_CALL)
    actions.refresh_proposals()
    return Proposal.objects.get()


def add(proposal, by, **fields):
    return actions.add_to_sheet(proposal=proposal, form=form_of(proposal.role, **fields), by=by)


def test_adding_makes_a_mission_that_the_lines_come_from(proposal, curator):
    MissionFactory(role=proposal.role, order=90)
    Line.objects.update(about_settled=True)

    decided = add(proposal, curator, line_en="You take your turn on call.")

    mission = Mission.objects.get(pk=decided.entry.pk)
    assert (decided.linked, decided.left) == (3, 0)
    assert (mission.order, mission.history.get().history_user) == (100, curator)
    rows = Line.objects.values_list("mission", "source_text", "text", "about_settled").order_by().distinct()
    assert list(rows) == [(mission.pk, "You take your turn on call.", ON_CALL, False)]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.mission, proposal.decided_by) == (ProposalState.ADDED, mission, curator)


def test_linking_leaves_the_posting_as_it_was_edited(proposal, curator):
    before = list(Line.objects.values_list("posting__updated_at", "revision").order_by("pk"))

    add(proposal, curator)

    assert list(Line.objects.values_list("posting__updated_at", "revision").order_by("pk")) == before


def test_one_line_a_posting_is_linked(proposal, curator):
    first = proposal.lines.first()
    second = LineFactory(posting=first.posting, text=ON_CALL, order=first.order + 1)
    actions.refresh_proposals()

    decided = add(proposal, curator)

    assert (decided.linked, decided.left) == (3, 1)
    second.refresh_from_db()
    assert (second.mission, second.source_text) == (None, "")


@pytest.mark.parametrize(
    ("state", "linked"), [(ReviewState.OPEN, 2), (ReviewState.APPROVED, 2), (ReviewState.RETURNED, 3)]
)
def test_a_text_that_somebody_approves_stays_as_it_is(proposal, curator, state, linked):
    posting = proposal.lines.first().posting
    ReviewFactory(posting=posting, answer="Yes, but.", reach="" if state == ReviewState.OPEN else state)

    assert add(proposal, curator).linked == linked


def test_taking_the_wording_writes_it_in_its_language_and_says_what_falls_behind(curator):
    mission = MissionFactory(line_en="You lead.", line_fr="Vous menez.")
    lines = recurring("You lead the engineers.", mission=mission, source_text="You lead.")
    recurring("You lead.", number=2, mission=mission, source_text="You lead.")
    recurring("Vous menez.", number=1, mission=mission, source_text="Vous menez.", language="fr")
    LineFactory(posting=PostingFactory(archived=True), mission=mission, source_text="You lead.")
    actions.refresh_proposals()
    proposal = Proposal.objects.get()

    decided = actions.take_wording(proposal=proposal, entry=mission, text="You lead the engineers.", by=curator)

    mission.refresh_from_db()
    assert (mission.line_en, mission.line_fr, decided.behind) == ("You lead the engineers.", "Vous menez.", 2)
    record = mission.history.first()
    assert (record.history_user, record.line_en) == (curator, "You lead the engineers.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.mission) == (ProposalState.WORDED, mission)
    assert {line.source_text for line in Line.objects.filter(pk__in=[line.pk for line in lines])} == {"You lead."}


def test_a_line_taken_as_the_wording_of_an_entry_comes_from_it_where_the_posting_lacks_it(proposal, curator):
    mission = MissionFactory(role=proposal.role)
    LineFactory(posting=proposal.lines.first().posting, mission=mission, source_text="x", dropped_at=timezone.now())

    decided = actions.take_wording(proposal=proposal, entry=mission, text=ON_CALL, by=curator)

    assert (decided.linked, decided.left) == (2, 1)
    assert Line.objects.filter(mission=mission, source_text=ON_CALL).count() == 2


def test_adding_other_words_as_an_entry_of_their_own_leaves_their_lines(curator):
    mission = MissionFactory()
    recurring(ON_CALL, mission=mission, source_text="x")
    actions.refresh_proposals()
    proposal = Proposal.objects.get(kind=ProposalKind.WORDING)

    decided = add(proposal, curator)

    assert (decided.linked, decided.left) == (0, 0)
    assert set(Line.objects.values_list("mission", flat=True)) == {mission.pk}
    assert actions.refresh_proposals() == 0


def test_dismissing_keeps_the_note(proposal, curator):
    actions.dismiss_proposal(proposal=proposal, note="Conditions of work.", by=curator)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.note, proposal.decided_by) == ("dismissed", "Conditions of work.", curator)


def test_what_is_decided_is_not_decided_again(proposal, curator, superuser):
    actions.dismiss_proposal(proposal=proposal, note="No.", by=curator)
    stale = Proposal.objects.get(pk=proposal.pk)

    for decide in (
        lambda: add(stale, superuser),
        lambda: actions.take_wording(proposal=stale, entry=MissionFactory(), text="x", by=superuser),
        lambda: actions.dismiss_proposal(proposal=stale, note="Again.", by=superuser),
    ):
        with pytest.raises(actions.AlreadyDecided) as told:
            decide()
        assert told.value.proposal.decided_by == curator

    assert Mission.objects.filter(statement_en=ON_CALL).count() == 0
    assert Proposal.objects.get().note == "No."


def test_open_proposals_alone_follow_what_postings_say(curator):
    ProposalFactory(stands_on=recurring(ON_CALL, number=1))

    assert (actions.refresh_proposals(), Proposal.objects.count()) == (1, 0)

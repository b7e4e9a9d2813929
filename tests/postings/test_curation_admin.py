"""The curators' queue in the admin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.models import Proposal
from postings.studio_choices import ProposalState
from roles.models import Mission, Skill
from tests.factories.curation import ProposalFactory, recurring
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

TEXT = "You will take your turn of the night duty, one week in six."


def url(name: str, *args) -> str:
    return reverse(f"admin:postings_proposal_{name}", args=args)


@pytest.fixture
def at_desk(curator, sign_in):
    return sign_in(curator)


@pytest.fixture
def proposal():
    """A line that recurs at two stages, as the sweep finds it."""
    two, three = StageFactory(number=2), StageFactory(number=3)
    recurring(TEXT, stage=two)
    recurring("You take turns of night duty one week in four", stage=three, number=1)
    actions.refresh_proposals()
    return Proposal.objects.get()


@pytest.fixture
def wording():
    """Other words for a mission, as the sweep finds them."""
    mission = MissionFactory(line_en="You lead.")
    recurring("You lead the engineers.", mission=mission, source_text="You lead.")
    actions.refresh_proposals()
    return Proposal.objects.get()


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# The queue


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Open"]),
        ("?state=added", ["Added"]),
        ("?state=dismissed", ["Dismissed"]),
        ("?state=all", ["Added", "Dismissed", "Open"]),
        ("?state=nothing", []),
        ("?kind__exact=wording", []),
        ("?q=open", ["Open"]),
    ],
)
def test_the_queue_shows_what_waits_and_what_was_decided(at_desk, curator, query, expected):
    ProposalFactory(text="Open")
    decided = {"decided_by": curator, "decided_at": timezone.now()}
    ProposalFactory(text="Added", state=ProposalState.ADDED, **decided)
    ProposalFactory(text="Dismissed", state=ProposalState.DISMISSED, **decided)

    response = at_desk.get(url("changelist") + query)

    assert sorted(row.text for row in response.context["cl"].result_list) == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_takes_the_same_queries_however_long(at_desk, django_assert_num_queries, rows):
    for _row in range(rows):
        ProposalFactory(wording=True, mission=MissionFactory())
    at_desk.get(url("changelist"))

    with django_assert_num_queries(9):
        at_desk.get(url("changelist"))


def test_there_is_nothing_to_write_in_the_list(at_desk, proposal):
    assert at_desk.get(url("add")).status_code == 403
    assert at_desk.post(url("change", proposal.pk), {"text": "Other"}).status_code == 403
    assert at_desk.post(url("delete", proposal.pk), {"post": "yes"}).status_code == 403


# One proposal


def test_the_page_shows_the_lines_and_where_they_are_and_no_candidate(at_desk, proposal):
    posting = proposal.lines.first().posting
    application = ApplicationFactory(posting=PostingFactory(published=True, company=posting.company))

    response = at_desk.get(url("change", proposal.pk))

    rows = [(line.text, line.posting.company.name, line.posting.stage.number) for line in response.context["lines"]]
    assert [row[2] for row in rows] == [2, 2, 2, 3]
    for text, company, _stage in rows:
        assert text in response.text
        assert company in response.text
    for secret in (application.candidate.name, application.candidate.email, posting.code):
        assert secret not in response.text


@pytest.mark.parametrize("number", [3, 9])
def test_the_page_takes_the_same_queries_however_many_lines(at_desk, django_assert_num_queries, number):
    recurring(TEXT, number=number)
    actions.refresh_proposals()
    address = url("change", Proposal.objects.get().pk)
    at_desk.get(address)

    with django_assert_num_queries(20):
        response = at_desk.get(address)

    assert len(response.context["lines"]) == number


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_entries(at_desk, django_assert_num_queries, proposal, rows):
    for _row in range(rows):
        stage = StageFactory()
        recurring(f"You do {stage}", number=1, mission=MissionFactory(at={stage: "core"}), source_text="x")
        SkillFactory(at={stage: "useful"})
    address = url("change", proposal.pk)
    at_desk.get(address)

    with django_assert_num_queries(22):
        at_desk.get(address)


def test_a_lead_looks_and_does_not_decide(sign_in, lead, proposal):
    client = sign_in(lead)

    response = client.get(url("change", proposal.pk))

    assert response.context["decidable"] is False
    for way in ("mission", "skill", "take", "dismiss"):
        assert url(way, proposal.pk) not in response.text
        assert client.post(url(way, proposal.pk), {"note": "No."}).status_code == 403
    assert Proposal.objects.get().state == ProposalState.OPEN


@pytest.mark.parametrize("way", ["mission", "skill", "take", "dismiss"])
def test_a_proposal_that_is_gone(at_desk, way):
    assert at_desk.post(url(way, 404)).status_code == 404
    assert at_desk.get(url("change", 404)).status_code == 302


@pytest.mark.parametrize("way", ["take", "dismiss"])
def test_decisions_are_posted(at_desk, proposal, way):
    assert at_desk.get(url(way, proposal.pk)).status_code == 405


# Adding


def sent_of(response) -> dict[str, str]:
    """What the form would send as it stands."""
    form = response.context["adminform"].form
    return {field.html_name: field.value() for field in form if field.value() is not None}


FRENCH = {"statement_fr": "Assurer l’astreinte", "line_fr": "Vous prenez votre tour d’astreinte."}


def test_the_form_of_a_mission_comes_filled_in(at_desk, proposal):
    MissionFactory(role=proposal.role, key="be-woken", cues_en="night duty", area="managerial", technical_percent=35)
    MissionFactory(
        role=proposal.role, key="take-your-turn-of-the-night-duty-one-week", statement_en="Plan", line_en="You plan."
    )

    sent = sent_of(at_desk.get(url("mission", proposal.pk)))

    assert sent == {
        "key": "take-your-turn-of-the-night-duty-one-week-2",
        "area": "managerial",
        "technical_percent": 35,
        "statement_en": "Take your turn of the night duty, one week in six",
        "line_en": TEXT,
        "cues_en": "take turns\nnight duty",
        "at_2": "core",
        "at_3": "occasional",
    }


def test_a_mission_is_added_at_the_end_of_the_sheet(at_desk, curator, proposal):
    MissionFactory(role=proposal.role, order=40)
    sent = sent_of(at_desk.get(url("mission", proposal.pk)))

    response = at_desk.post(
        url("mission", proposal.pk), sent | FRENCH | {"area": "technical", "technical_percent": 60}, follow=True
    )

    mission = Mission.objects.get(key=sent["key"])
    assert told(response) == [f"“{mission}” is on the sheet, at its end. 4 lines come from it now."]
    assert (mission.order, mission.role, mission.line_fr) == (50, proposal.role, FRENCH["line_fr"])
    assert dict(mission.at_stages.values_list("stage__number", "weight")) == {2: "core", 3: "occasional"}
    assert mission.history.get().history_user == curator
    assert Proposal.objects.get().state == ProposalState.ADDED


def test_a_skill_is_added(at_desk):
    recurring("You speak German well enough to write a letter.", kind="must")
    actions.refresh_proposals()
    proposal = Proposal.objects.get()
    page = at_desk.get(url("skill", proposal.pk))

    sent = sent_of(page) | {"kind": "soft", "name_fr": "Allemand", "line_fr": "Vous parlez allemand."}
    at_desk.post(url("skill", proposal.pk), sent)

    skill = Skill.objects.get()
    assert (skill.name_en, skill.at_stages.get().importance) == (
        "Speak German well enough to write a letter",
        "essential",
    )
    assert skill.lines.count() == 3


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"statement_fr": ""}, "statement_fr", "This field is required."),  # the sheet has every text in both
        ({"line_en": "x" * 401}, "line_en", "Ensure this value has at most 400 characters (it has 401)."),
        ({"key": "taken"}, "key", "The sheet has this key already."),
        ({"area": ""}, "area", "This field is required."),
    ],
)
def test_what_is_wrong_is_beside_its_field_and_nothing_is_lost(at_desk, proposal, changes, field, error):
    MissionFactory(role=proposal.role, key="taken")
    sent = sent_of(at_desk.get(url("mission", proposal.pk))) | FRENCH | {"area": "technical", "technical_percent": 60}

    response = at_desk.post(url("mission", proposal.pk), sent | {"cues_en": "kept"} | changes)

    form = response.context["adminform"].form
    assert (response.status_code, dict(form.errors)) == (200, {field: [error]})
    assert form["cues_en"].value() == "kept"
    assert "<title>Error: " in response.text
    assert (Mission.objects.count(), Proposal.objects.get().state) == (1, ProposalState.OPEN)


# Taking, dismissing


def test_other_words_become_the_wording(at_desk, wording):
    recurring("You lead.", number=2, mission=wording.mission, source_text="You lead.")
    page = at_desk.get(url("change", wording.pk))
    sent = {"entry": page.context["take"]["entry"].value(), "text": " You lead  the engineers. "}

    response = at_desk.post(url("take", wording.pk), sent, follow=True)

    assert "2 drafts and live postings word it otherwise and will be behind the sheet." in page.text
    assert told(response) == [f"“{wording.mission}” has the new wording. 2 drafts and live postings are behind it now."]
    assert Mission.objects.get().line_en == "You lead the engineers."


def test_a_line_becomes_the_wording_of_the_entry_that_it_is_about(at_desk, proposal):
    mission = MissionFactory(role=proposal.role, cues_en="night duty")
    page = at_desk.get(url("change", proposal.pk))
    suggested = page.context["take"]["entry"].value()

    response = at_desk.post(url("take", proposal.pk), {"entry": suggested, "text": TEXT}, follow=True)

    assert suggested == f"mission-{mission.pk}"
    assert told(response) == [f"“{mission}” has the new wording. 4 lines come from it now."]
    mission.refresh_from_db()
    assert (mission.line_en, mission.lines.count()) == (TEXT, 4)


def test_the_entry_that_recruiters_name_comes_first(at_desk, proposal):
    MissionFactory(role=proposal.role, cues_en="night duty")
    skill = SkillFactory(role=proposal.role)
    proposal.lines.update(about_settled=True, about_skill=skill)

    page = at_desk.get(url("change", proposal.pk))

    assert page.context["take"]["entry"].value() == f"skill-{skill.pk}"


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"text": ""}, "text", "This field is required."),
        ({"text": "You lead."}, "text", "The sheet says this already."),
        ({"text": "x" * 401}, "text", "Ensure this value has at most 400 characters (it has 401)."),
        (
            {"entry": "skill-1"},
            "entry",
            "Select a valid choice. skill-1 is not one of the available choices.",
        ),
    ],
)
def test_a_wording_that_can_not_be_taken(at_desk, wording, changes, field, error):
    sent = {"entry": f"mission-{wording.mission_id}", "text": "You lead well."} | changes

    response = at_desk.post(url("take", wording.pk), sent)

    form = response.context["take"]
    assert (response.status_code, dict(form.errors)) == (200, {field: [error]})
    assert form["text"].value() == sent["text"]
    assert Mission.objects.get().line_en == "You lead."


def test_dismissing_says_why(at_desk, curator, proposal):
    refused = at_desk.post(url("dismiss", proposal.pk), {"note": " "})
    response = at_desk.post(url("dismiss", proposal.pk), {"note": "Conditions of work."}, follow=True)

    assert refused.context["dismiss"].errors == {"note": ["Say why in a word: the next curator will ask."]}
    assert told(response) == ["Dismissed. These words are not proposed again."]
    page = at_desk.get(url("change", proposal.pk)).text
    assert "Conditions of work." in page
    assert str(curator) in page
    assert url("dismiss", proposal.pk) not in page


@pytest.mark.parametrize("way", ["mission", "skill", "take", "dismiss"])
def test_the_second_curator_is_told(at_desk, superuser, proposal, way):
    actions.dismiss_proposal(proposal=proposal, note="No.", by=superuser)

    response = at_desk.post(url(way, proposal.pk), {"note": "Me too.", "text": "x"}, follow=True)

    assert told(response) == [f"Nothing was changed: {superuser} has decided already (Dismissed)."]
    assert (Proposal.objects.get().note, Mission.objects.count()) == ("No.", 0)


@pytest.mark.parametrize("way", ["take", "dismiss", "mission"])
def test_the_second_of_two_at_once_is_told(at_desk, superuser, proposal, way, monkeypatch):
    """The page was open and its form is good; between reading and deciding somebody else decided."""
    mission = MissionFactory(role=proposal.role)
    sent = sent_of(at_desk.get(url("mission", proposal.pk))) | FRENCH | {"area": "technical", "technical_percent": 60}
    sent |= {"note": "No.", "text": TEXT, "entry": f"mission-{mission.pk}"}
    fresh = Proposal.objects.get(pk=proposal.pk)
    actions.dismiss_proposal(proposal=proposal, note="First.", by=superuser)
    monkeypatch.setattr("postings.admin.proposals.ProposalAdmin._to_decide", lambda *args: fresh)

    response = at_desk.post(url(way, proposal.pk), sent, follow=True)

    assert told(response) == [f"Nothing was changed: {superuser} has decided already (Dismissed)."]
    assert (Proposal.objects.get().note, Mission.objects.count()) == ("First.", 1)

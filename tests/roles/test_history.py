"""What changed in a sheet, and when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from roles.actions import retire_entry
from roles.admin.history import Change, FieldChange, entry_history, sheet_history
from roles.models import Mission, MissionStage
from roles.reference.load import load_reference
from roles.words import word_differences
from tests.factories.roles import MissionFactory, RoleFactory, SectionFactory, StageFactory


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("", "", []),
        ("same words", "same words", [("same", "same words")]),
        ("", "new", [("new", "new")]),
        ("old", "", [("gone", "old")]),
        (
            "You review code.",
            "You read the code.",
            [("same", "You "), ("gone", "review"), ("new", "read the"), ("same", " code.")],
        ),
    ],
)
def test_word_differences(old, new, parts):
    assert word_differences(old, new) == parts


def changes_of(events) -> list[list[Change]]:
    return [event.changes for event in events]


def test_an_edit_is_told_field_by_field_in_each_language(db):
    section = SectionFactory(answer_en="A CTO builds.", answer_fr="Bâtir.")
    section.answer_en, section.facts = "A CTO leads.", ["F1"]
    section.save()

    events, older = sheet_history(section.role_id)

    parts = [("same", "A CTO "), ("gone", "builds."), ("new", "leads.")]
    edited = Change(
        "~",
        "Section",
        section.question_en,
        [FieldChange("Source facts", [("new", "F1")]), FieldChange("Answer (en)", parts)],
    )
    assert events[0].changes[0] == edited
    assert older is None


def test_a_weight_is_told_at_its_mission_and_stage(db):
    stage = StageFactory(number=3)
    mission = MissionFactory(at={stage: "core"})
    at = MissionStage.objects.get()
    at.weight = "occasional"
    at.save()
    at.delete()

    events, _older = entry_history(mission)

    name = mission.statement_en
    assert events[0].changes[:3] == [
        Change("~", "Mission", name, [FieldChange("#3", [("gone", "occasional")])]),
        Change("~", "Mission", name, [FieldChange("#3 Weight", [("gone", "core"), ("new", "occasional")])]),
        Change("~", "Mission", name, [FieldChange("#3", [("new", "core")])]),
    ]


def test_what_was_deleted_is_told_by_its_name(db):
    stage = StageFactory()
    mission = MissionFactory(statement_en="Build it", at={stage: "core"})
    mission.delete()

    events, _older = sheet_history(stage.role_id)

    deleted = [(change.kind, change.name) for event in events for change in event.changes if change.kind == "-"]
    assert deleted == [("-", "Build it")]


def test_events_are_by_person_and_moment(curator, lead):
    mission = MissionFactory()
    retire_entry(entry=mission, by=curator)
    latest = Mission.history.latest()
    latest.history_date += timedelta(minutes=1)
    latest.save()

    events, _older = sheet_history(mission.role_id)

    assert [(event.by, event.reason) for event in events] == [(curator, "retired"), (None, "")]
    assert changes_of(events)[0][0].fields == [FieldChange("Retired", [("gone", "no"), ("new", "yes")])]


def test_a_save_that_changed_nothing_is_left_out(db):
    section = SectionFactory()
    section.save()

    events, _older = sheet_history(section.role_id)

    assert [change.kind for change in changes_of(events)[0] if change.what == "Section"] == ["+"]


def test_other_roles_are_left_out(db):
    SectionFactory(role=RoleFactory(key="other"))
    role = RoleFactory()

    events, _older = sheet_history(role.pk)

    assert [[change.what for change in changes] for changes in changes_of(events)] == [["Role"]]


def test_a_load_is_one_event_however_much_it_changed(cto, sheet):
    events, older = sheet_history(cto.pk)

    assert [event.reason for event in events] == ["reference file"]
    by_stage = [entry for part in ("missions", "skills", "collaborators") for entry in sheet.parts[part]]
    assert len(events[0].changes) == sum(1 for _entry in sheet) + sum(len(entry.stages) for entry in by_stage)
    assert older is None


def test_older_changes_go_on_where_the_page_ended(db):
    section = SectionFactory()
    for number in range(120):
        section.answer_en = f"Answer {number}"
        section.save()

    first, older = sheet_history(section.role_id)
    second, end = sheet_history(section.role_id, before=older)

    edits = [[change for event in page for change in event.changes if change.kind == "~"] for page in (first, second)]
    assert [len(page) for page in edits] == [100, 20]
    assert end is None


@pytest.mark.parametrize("edits", [1, 3])
def test_the_page_takes_the_same_queries_however_many_changes(curator, sign_in, django_assert_num_queries, edits):
    section = SectionFactory()
    for number in range(edits):
        section.answer_en = f"Answer {number}"
        section.save()
    client = sign_in(curator)
    address = reverse("admin:roles_role_history", args=[section.role_id])
    client.get(address)

    with django_assert_num_queries(24):
        client.get(address)


def test_the_page_shows_old_and_new_words(cto, curator, sign_in):
    client = sign_in(curator)
    mission = Mission.objects.get(key="review-code")
    mission.statement_en = "Read the team’s <b>code</b>"
    mission._history_user = curator
    mission.save()

    for address in (
        reverse("admin:roles_role_history", args=[cto.pk]),
        reverse("admin:roles_mission_history", args=[mission.pk]),
    ):
        body = client.get(address).content.decode()
        assert "<del>Review</del><ins>Read</ins> the team’s <del>code</del><ins>&lt;b&gt;code&lt;/b&gt;</ins>" in body
        assert str(curator) in body


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("", 200),
        ("2026-01-01T00:00:00+00:00", 200),
        ("2026-01-01T00:00:00", 404),
        ("x", 404),
        ("2026-99-01T00:00:00+00:00", 404),
        ("0001-01-01T00:00:00+14:00", 404),
        ("9999-12-31T23:59:00-12:00", 404),
    ],
)
def test_the_page_from_a_moment_on(curator, sign_in, before, status):
    response = sign_in(curator).get(reverse("admin:roles_role_history", args=[RoleFactory().pk]), {"before": before})

    assert response.status_code == status


def test_the_page_of_what_is_not_there_leads_back(curator, sign_in):
    assert sign_in(curator).get(reverse("admin:roles_mission_history", args=[404])).status_code == 302


def test_a_second_load_shows_as_its_own_event(cto, sheet, curator):
    mission = Mission.objects.get(key="review-code")
    mission.line_en = "Mine."
    mission.save()
    load_reference(sheet, theirs=True)

    events, _older = entry_history(mission)

    assert [event.reason for event in events] == ["reference file", "", "reference file"]

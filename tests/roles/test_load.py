"""Loading a sheet: idempotent, and never over a curator's edit."""

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.translation import override

from roles.models import CareerStep, Mission, MissionStage, Role, Section, Stage
from roles.reference.dump import dump_reference
from roles.reference.format import Sheet, parse
from roles.reference.load import Changed, Kept, load_reference
from roles.reference.nodes import MalformedSheet
from tests.factories.roles import MissionFactory, RoleFactory


def with_mission(sheet: Sheet, key: str, **values) -> Sheet:
    """The sheet, with another content of one mission."""
    missions = tuple(replace(entry, **values) if entry.key == key else entry for entry in sheet.parts["missions"])
    return replace(sheet, parts={**sheet.parts, "missions": missions})


def with_missions(sheet: Sheet, missions) -> Sheet:
    return replace(sheet, parts={**sheet.parts, "missions": tuple(missions)})


def summary(report) -> dict:
    return {"added": report.added, "changed": report.changed, "kept": report.kept, "vanished": report.vanished}


NOTHING = {"added": [], "changed": [], "kept": [], "vanished": []}
REVIEW = "missions review-code"
NEW_LINE = {"en": "You read the team’s code.", "fr": "Vous lisez le code."}


def edit(key: str = "review-code", **values) -> Mission:
    """A curator's edit of a mission."""
    mission = Mission.objects.get(key=key)
    for name, value in values.items():
        setattr(mission, name, value)
    mission.save()
    return mission


def test_first_load_adds_every_entry_in_order_with_history(db, sheet):
    report = load_reference(sheet)

    assert {**summary(report), "added": sorted(report.added)} == {
        **NOTHING,
        "added": sorted(str(entry) for entry in sheet),
    }
    assert [mission.key for mission in Mission.objects.all()] == [entry.key for entry in sheet.parts["missions"]]
    assert Mission.history.filter(history_type="+", history_change_reason="reference file").count() == 28
    assert MissionStage.history.count() == MissionStage.objects.count()


@pytest.mark.parametrize("times", [1, 3])
def test_loading_again_changes_nothing_in_few_queries(db, sheet, times, django_assert_num_queries):
    for _time in range(times):
        load_reference(sheet)
    before = Mission.history.count()

    with django_assert_num_queries(15):  # a transaction's two, the sheet's twelve, its signs
        report = load_reference(sheet)

    assert summary(report) == NOTHING
    assert Mission.history.count() == before


@pytest.mark.parametrize("active", ["en", "fr"])
def test_loading_gives_every_language_whichever_is_active(db, sheet, active):
    with override(active):
        load_reference(sheet)

    stage = Stage.objects.get(number=1)
    assert (stage.name_en, stage.name_fr) == ("First technical hire", "Première recrue technique")


def test_an_entry_that_nobody_edited_follows_the_file(cto, sheet):
    report = load_reference(with_mission(sheet, "review-code", line=NEW_LINE, stages={1: "occasional", 3: "core"}))

    mission = Mission.objects.get(key="review-code")
    assert summary(report) == {**NOTHING, "changed": [Changed(REVIEW, ("stages", "line"))]}
    assert (mission.line_en, mission.line_fr) == (NEW_LINE["en"], NEW_LINE["fr"])
    assert list(mission.at_stages.values_list("stage__number", "weight")) == [(1, "occasional"), (3, "core")]
    assert mission.history.first().history_change_reason == "reference file"


def test_an_edited_entry_stays_and_the_report_says_whether_the_file_has_news(cto, sheet):
    edit(line_en="You read code all day.")

    without_news = load_reference(sheet)
    with_news = load_reference(with_mission(sheet, "review-code", line=NEW_LINE))

    assert summary(without_news) == {**NOTHING, "kept": [Kept(REVIEW, "edited here")]}
    assert summary(with_news) == {**NOTHING, "kept": [Kept(REVIEW, "edited here", news=True)]}
    assert Mission.objects.get(key="review-code").line_en == "You read code all day."


def test_an_edit_of_a_weight_counts_as_an_edit(cto, sheet):
    MissionStage.objects.filter(mission__key="review-code").update(weight="occasional")

    report = load_reference(sheet)

    assert summary(report) == {**NOTHING, "kept": [Kept(REVIEW, "edited here")]}


def test_theirs_overwrites_edits_moves_and_deletions(cto, sheet):
    edit(line_en="You read code all day.")
    edit("run-technology-budget", order=1)
    Section.objects.get(key="rank").delete()

    report = load_reference(sheet, theirs=True)

    assert summary(report) == {
        **NOTHING,
        "added": ["sections rank"],
        "changed": [Changed(REVIEW, ("line",)), Changed("missions run-technology-budget", ("order",))],
    }
    assert summary(load_reference(sheet)) == NOTHING


def test_an_edit_that_is_undone_is_no_edit(cto, sheet):
    wording = edit(line_en="You read code all day.").history.last().line_en
    edit(line_en=wording)

    assert summary(load_reference(with_mission(sheet, "review-code", line=NEW_LINE)))["changed"] == [
        Changed(REVIEW, ("line",))
    ]


def test_an_edit_that_the_file_takes_over_is_as_loaded_from_then_on(cto, sheet):
    edit(line_en=NEW_LINE["en"], line_fr=NEW_LINE["fr"])
    same_in_file = with_mission(sheet, "review-code", line=NEW_LINE)

    assert summary(load_reference(same_in_file)) == NOTHING
    assert summary(load_reference(sheet))["changed"] == [Changed(REVIEW, ("line",))]


def test_line_ends_of_a_browser_are_no_edit(cto, sheet):
    section = Section.objects.get(key="expertise")
    section.answer_en = section.answer_en.replace("\n", "\r\n")
    section.save()

    assert summary(load_reference(sheet)) == NOTHING


def test_a_moved_entry_keeps_its_place_and_still_takes_new_words(cto, sheet):
    edit(order=1)

    report = load_reference(with_mission(sheet, "review-code", line=NEW_LINE))

    assert report.changed == [Changed(REVIEW, ("line",))]
    assert Mission.objects.first().key == "review-code"


def test_a_deleted_entry_stays_deleted(cto, sheet):
    Mission.objects.get(key="review-code").delete()
    CareerStep.objects.all().delete()

    report = load_reference(sheet)

    assert report.kept[0] == Kept(REVIEW, "deleted here")
    assert [kept.why for kept in report.kept] == ["deleted here"] * 7
    assert not Mission.objects.filter(key="review-code").exists()


def test_a_deleted_role_stays_deleted(cto, sheet):
    cto.delete()

    report = load_reference(sheet)

    assert summary(report) == {**NOTHING, "kept": [Kept("role cto", "deleted here")]}
    assert Role.objects.count() == 0


def test_an_entry_that_vanished_from_the_file_is_reported_and_left(cto, sheet):
    fewer = with_missions(sheet, [entry for entry in sheet.parts["missions"] if entry.key != "review-code"])

    report = load_reference(fewer)

    assert summary(report) == {**NOTHING, "vanished": [REVIEW]}
    assert Mission.objects.filter(key="review-code").exists()


def test_a_retired_entry_that_left_the_file_is_no_news(cto, sheet):
    edit(retired_at=timezone.now())
    fewer = with_missions(sheet, [entry for entry in sheet.parts["missions"] if entry.key != "review-code"])

    assert summary(load_reference(fewer)) == NOTHING


def test_an_entry_of_the_curators_own_is_never_touched(cto, sheet):
    own = MissionFactory(role=cto, key="own", order=5)

    assert summary(load_reference(sheet, theirs=True)) == NOTHING
    assert Mission.objects.get(key="own") == own


def test_a_new_entry_takes_its_place_among_the_others(cto, sheet):
    missions = list(sheet.parts["missions"])
    new = replace(missions[0], key="new")

    report = load_reference(with_missions(sheet, [missions[0], new, *missions[1:]]))

    assert (report.added, len(report.changed)) == (["missions new"], 27)
    assert [mission.key for mission in Mission.objects.all()[:3]] == [missions[0].key, "new", missions[1].key]
    assert list(Mission.objects.get(key="new").at_stages.values_list("stage__number", "weight")) == [(1, "core")]


def test_the_files_order_is_followed(cto, sheet):
    turned = with_missions(sheet, reversed(sheet.parts["missions"]))

    load_reference(turned)

    assert [mission.key for mission in Mission.objects.all()] == [entry.key for entry in turned.parts["missions"]]


def test_a_dry_run_reports_and_writes_nothing(cto, sheet):
    edit("run-technology-budget", line_en="Mine.")
    new = with_mission(sheet, "review-code", line=NEW_LINE)

    report = load_reference(new, theirs=True, dry_run=True)

    assert [change.name for change in report.changed] == [REVIEW, "missions run-technology-budget"]
    assert Mission.objects.get(key="review-code").line_en != NEW_LINE["en"]
    assert Mission.objects.get(key="run-technology-budget").line_en == "Mine."


def test_a_dry_run_of_a_new_role_writes_nothing(db, sheet):
    report = load_reference(sheet, dry_run=True)

    assert len(report.added) == sum(1 for _entry in sheet)
    assert Role.objects.count() == 0


def test_a_career_step_leads_to_a_role_that_is_there(cto, sheet):
    step = replace(sheet.parts["career"][0], to_role="vp-engineering")
    new = replace(sheet, parts={**sheet.parts, "career": (step, *sheet.parts["career"][1:])})

    with pytest.raises(MalformedSheet, match=r"cto\.yaml:\d+: career vp-engineering: there is no role vp-engineering"):
        load_reference(new)

    role = RoleFactory(key="vp-engineering")
    load_reference(new)
    assert CareerStep.objects.get(key="vp-engineering").to_role == role


def test_load_dump_load_changes_nothing(cto, sheet):
    text = dump_reference(Role.objects.with_sheet().get())

    dumped = parse(text, "dump.yaml")

    assert dumped == sheet
    assert summary(load_reference(dumped)) == NOTHING
    assert dump_reference(Role.objects.with_sheet().get()) == text


def test_a_dump_has_the_curators_edits_and_leaves_retired_entries_out(cto, sheet):
    edit(line_en="Mine.")
    edit("run-technology-budget", retired_at=timezone.now())
    Mission.objects.get(key="define-roadmap").delete()

    dumped = parse(dump_reference(Role.objects.with_sheet().get()), "dump.yaml")

    keys = {entry.key for entry in sheet.parts["missions"]} - {"run-technology-budget", "define-roadmap"}
    assert {entry.key for entry in dumped.parts["missions"]} == keys
    assert summary(load_reference(dumped)) == NOTHING

"""What the database refuses, and the small properties of rows."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import override

from roles.models import Code, Mission, MissionStage, Role, SkillStage, Stage
from tests.factories.postings import LineFactory
from tests.factories.roles import CollaboratorFactory, MissionFactory, RoleFactory, SkillFactory, StageFactory


@pytest.mark.parametrize("values", [{"number": 0}, {"number": 4}])
def test_stage_number_1_to_3(db, values):
    with pytest.raises(IntegrityError, match="stage_number_1_to_3"), transaction.atomic():
        StageFactory(**values)


def test_stage_technical_percent_to_100(db):
    with pytest.raises(IntegrityError, match="stage_technical_percent_to_100"), transaction.atomic():
        StageFactory(technical_percent=101)


def test_stage_engineers_in_order(db):
    with pytest.raises(IntegrityError, match="stage_engineers_in_order"), transaction.atomic():
        StageFactory(engineers_min=3, engineers_max=2)


def test_stage_number_unique(db):
    stage = StageFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(role=stage.role, number=stage.number, lean="balanced")


def test_mission_technical_percent_to_100(db):
    with pytest.raises(IntegrityError, match="mission_technical_percent_to_100"), transaction.atomic():
        MissionFactory(technical_percent=101)


@pytest.mark.parametrize("factory", [MissionFactory, SkillFactory, CollaboratorFactory])
def test_entry_key_unique_in_a_role_and_free_in_another(db, factory):
    factory(key="same")
    factory(key="same", role=RoleFactory(key="other"))
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(key="same")


def test_role_key_unique(db):
    RoleFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(key="cto")


def test_missionstage_and_skillstage_unique(db):
    stage = StageFactory()
    mission, skill = MissionFactory(at={stage: "core"}), SkillFactory(at={stage: "useful"})
    with pytest.raises(IntegrityError), transaction.atomic():
        MissionStage.objects.create(mission=mission, stage=stage, weight="occasional")
    with pytest.raises(IntegrityError), transaction.atomic():
        SkillStage.objects.create(skill=skill, stage=stage, importance="useful")


def test_collaboratorstage_unique(db):
    stage = StageFactory()
    collaborator = CollaboratorFactory(at={stage: "Daily."})
    with pytest.raises(IntegrityError), transaction.atomic():
        collaborator.at_stages.create(stage=stage, how_en="Weekly.")


def test_a_mission_in_use_can_not_be_deleted(db):
    mission = MissionFactory()
    LineFactory(mission=mission, source_text=mission.line)

    with pytest.raises(ProtectedError):
        Mission.objects.get().delete()


def test_texts_follow_the_active_language_and_fall_back_to_english(db):
    role = RoleFactory(summary_fr=None)

    with override("fr"):
        assert (role.title, role.summary) == ("Direction technique", "Guards the technical team.")


def test_lists_kept_one_a_line(db):
    role = RoleFactory(other_titles_en="Technical Director\n\n  Tech lead \n")
    mission = MissionFactory(cues_en="mvp\r\nfrom scratch\r\n")
    skill = SkillFactory(cues_en="")

    assert role.other_title_list == ["Technical Director", "Tech lead"]
    assert (mission.cue_list, skill.cue_list) == (["mvp", "from scratch"], [])


@pytest.mark.parametrize(
    ("scheme", "code", "url", "short"),
    [
        ("esco", "http://data.europa.eu/esco/occupation/x", "http://data.europa.eu/esco/occupation/x", ""),
        ("onet", "11-3021.00", "https://www.onetonline.org/link/summary/11-3021.00", "11-3021.00"),
        ("rome", "M1803", "https://candidat.francetravail.fr/metierscope/fiche-metier/M1803", "M1803"),
    ],
)
def test_a_code_leads_to_its_page(scheme, code, url, short):
    shown = Code(scheme=scheme, code=code)

    assert (shown.url, shown.short_code) == (url, short)


def test_names(db):
    stage = StageFactory()
    mission = MissionFactory(at={stage: "core"})

    assert [str(stage), str(mission), str(mission.at_stages.get())] == [
        "CTO #2",
        f"Statement of {mission.key}",
        "2: core",
    ]

"""The sheet as its readers arrange it."""

from fractions import Fraction

import pytest
from django.utils import timezone

from roles.models import Area, Importance, Mission, Role, Skill, Weight
from roles.sheet import missions_by_area, skills_by_kind, technical_share
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory


def test_missions_by_area_gives_core_first_and_leaves_other_stages_and_retired_ones_out(db):
    first, second = StageFactory(number=1), StageFactory(number=2)
    MissionFactory(key="occasional", at={second: "occasional"})
    MissionFactory(key="core", at={second: "core", first: "occasional"})
    MissionFactory(key="late-core", at={second: "core"})
    MissionFactory(key="elsewhere", at={first: "core"})
    MissionFactory(key="retired", at={second: "core"}, retired_at=timezone.now())
    MissionFactory(key="people", area=Area.MANAGERIAL, at={second: "core"})
    role = Role.objects.with_sheet().get()

    found = [
        (area, [(mission.key, weight) for mission, weight in missions])
        for area, missions in missions_by_area(role, second)
    ]

    assert found == [
        (Area.TECHNICAL, [("core", Weight.CORE), ("late-core", Weight.CORE), ("occasional", Weight.OCCASIONAL)]),
        (Area.MANAGERIAL, [("people", Weight.CORE)]),
    ]


def test_skills_by_kind_gives_essential_first(db):
    stage = StageFactory()
    SkillFactory(key="useful", at={stage: "useful"})
    SkillFactory(key="essential", at={stage: "essential"})
    SkillFactory(key="mobile", kind=Skill.Kind.AFFINITY, at={stage: "useful"})
    SkillFactory(key="nowhere")
    role = Role.objects.with_sheet().get()

    found = [
        (kind, [(skill.key, importance) for skill, importance in skills])
        for kind, skills in skills_by_kind(role, stage)
    ]

    assert found == [
        (Skill.Kind.SOFT, [("essential", Importance.ESSENTIAL), ("useful", Importance.USEFUL)]),
        (Skill.Kind.AFFINITY, [("mobile", Importance.USEFUL)]),
    ]


@pytest.mark.parametrize(
    ("percents", "share"),
    [([], None), ([0], Fraction(0)), ([100, 0], Fraction(1, 2)), ([100, 100, 10], Fraction(7, 10))],
)
def test_technical_share_is_the_mean_of_the_missions(percents, share):
    assert technical_share([Mission(technical_percent=percent) for percent in percents]) == share


@pytest.mark.parametrize("entries", [1, 3])
def test_with_sheet_takes_the_same_queries_however_long_the_sheet(db, django_assert_num_queries, entries):
    stage = StageFactory()
    for _number in range(entries):
        MissionFactory(at={stage: "core"})
        SkillFactory(at={stage: "useful"})

    with django_assert_num_queries(11):
        role = Role.objects.with_sheet().get()
        missions_by_area(role, stage)
        skills_by_kind(role, stage)
        [at.stage.number for mission in role.missions.all() for at in mission.at_stages.all()]

"""Retiring missions and skills, and taking them back."""

import pytest

from roles.actions import restore_entry, retire_entry
from roles.models import Mission
from tests.factories.postings import LineFactory
from tests.factories.roles import MissionFactory, SkillFactory


@pytest.mark.parametrize("factory", [MissionFactory, SkillFactory])
def test_a_retired_entry_is_no_longer_in_use_until_it_is_restored(curator, factory):
    entry = factory()
    entries = type(entry).objects.in_use()

    retired = retire_entry(entry=entry, by=curator)
    after_retiring = list(entries.all())
    restored = restore_entry(entry=entry, by=curator)

    assert (retired, after_retiring, restored, list(entries.all())) == (True, [], True, [entry])


def test_retiring_again_changes_nothing(curator):
    mission = MissionFactory()
    retire_entry(entry=mission, by=curator)
    first = Mission.objects.get().retired_at

    assert retire_entry(entry=mission, by=curator) is False
    assert Mission.objects.get().retired_at == first
    assert mission.history.count() == 2


def test_restoring_what_is_in_use_changes_nothing(curator):
    mission = MissionFactory()

    assert restore_entry(entry=mission, by=curator) is False
    assert mission.history.count() == 1


def test_history_says_who_retired_it(curator):
    mission = MissionFactory()
    retire_entry(entry=mission, by=curator)

    record = mission.history.first()
    assert (record.history_user, record.history_change_reason) == (curator, "retired")


def test_lines_that_came_from_a_retired_mission_stay(curator):
    mission = MissionFactory()
    line = LineFactory(mission=mission, source_text=mission.line)

    retire_entry(entry=mission, by=curator)

    line.refresh_from_db()
    assert line.mission == mission


def test_postings_count_counts_each_posting_once(db):
    used, unused = MissionFactory(key="used"), MissionFactory(key="unused")
    for _posting in range(2):
        LineFactory(mission=used, source_text=used.line)

    counts = {mission.key: mission.postings_count for mission in Mission.objects.with_postings_count()}

    assert counts == {used.key: 2, unused.key: 0}

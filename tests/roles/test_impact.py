"""What a change of the reference touches, and that a curator sees it before saving."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.models import Line
from roles.actions import retire_entry
from roles.impact import Uses, touched_by_restoring, touched_by_retiring, touched_by_wording, uses_of, wordings
from roles.models import Mission, Skill
from tests.factories.postings import PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory
from tests.roles.test_admin import fields_of

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"admin:roles_{name}", args=args)


def posting_with(entry, **fields):
    posting = PostingFactory(stage=StageFactory(role=entry.role), **fields)
    line = actions.pick(posting=posting, source=entry, by=posting.created_by)
    return posting, line


@pytest.fixture
def mission():
    return MissionFactory(statement_fr="Relire le code", line_en="You review code.", line_fr="Vous relisez le code.")


@pytest.fixture
def in_use(mission):
    """The mission in 2 English drafts and a live posting, a French draft; and where it doesn't count."""
    for fields in ({}, {}, {"language": "fr"}):
        posting_with(mission, **fields)
    live, _line = posting_with(mission, ready=True)
    actions.publish_posting(posting=live, by=live.created_by)
    closed, _line = posting_with(mission, ready=True)
    actions.publish_posting(posting=closed, by=closed.created_by)
    actions.close_posting(posting=closed, by=closed.created_by, reason="filled")
    away, _line = posting_with(mission)
    actions.archive_posting(posting=away, by=away.created_by)
    dropped, line = posting_with(mission)
    actions.drop_line(line=line, by=dropped.created_by)
    posting_with(MissionFactory(role=mission.role))
    return mission


# The numbers

ALL = Uses({"en": 2, "fr": 1}, {"en": 1})


def test_uses_are_drafts_and_live_postings_by_language(in_use, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert uses_of([in_use]) == ALL


def test_a_posting_with_two_of_several_entries_counts_once(mission):
    posting, _line = posting_with(mission)
    other = MissionFactory(role=mission.role)
    actions.pick(posting=posting, source=other, by=posting.created_by)

    assert uses_of([mission, other]) == Uses({"en": 1})


def test_uses_in_words():
    uses = Uses({"en": 2, "fr": 1}, {"en": 1})

    assert uses.total == "3 drafts and 1 live posting"
    assert uses.by_language == ["2 drafts and 1 live posting in English", "1 draft in French"]
    assert Uses(live={"fr": 2}).total == "2 live postings"
    assert (bool(uses), bool(Uses())) == (True, False)
    assert uses.token != Uses({"en": 1, "fr": 2}, {"en": 1}).token


@pytest.mark.parametrize(
    ("after", "touched"),
    [
        ({}, Uses()),
        ({"en": "You read code."}, Uses({"en": 2}, {"en": 1})),
        ({"fr": "Vous lisez le code."}, Uses({"fr": 1})),
        ({"en": "You read code.", "fr": "Vous lisez le code."}, ALL),
    ],
)
def test_a_wording_touches_the_postings_of_its_language(in_use, after, touched):
    before = wordings(in_use)

    assert touched_by_wording(in_use, before, before | after) == touched


def test_what_says_the_new_wording_already_is_not_touched(mission):
    _posting, line = posting_with(mission)
    actions.reword_line(line=line, text="You read code.", revision=1, by=line.updated_by)

    before = wordings(mission)

    assert touched_by_wording(mission, before, before | {"en": "You read code."}) == Uses()


def test_french_postings_read_english_where_there_is_no_french(in_use):
    Mission.objects.filter(pk=in_use.pk).update(line_fr="")
    in_use.refresh_from_db()

    assert wordings(in_use) == {"en": "You review code.", "fr": "You review code."}


def test_a_wording_of_a_retired_entry_touches_nobody(in_use, curator):
    retire_entry(entry=in_use, by=curator)
    in_use.refresh_from_db()

    before = wordings(in_use)

    assert touched_by_wording(in_use, before, before | {"en": "You read code."}) == Uses()


def test_retiring_touches_all_who_use_it_and_restoring_those_who_word_it_otherwise(in_use, curator):
    retiring = touched_by_retiring([in_use])
    retire_entry(entry=in_use, by=curator)
    Mission.objects.filter(pk=in_use.pk).update(line_en="You read code.")
    in_use.refresh_from_db()

    assert retiring == ALL
    assert touched_by_retiring([in_use]) == Uses()
    assert touched_by_restoring([in_use]) == Uses({"en": 2}, {"en": 1})


def test_what_was_said_beforehand_is_what_is_behind_afterwards(in_use):
    before = wordings(in_use)
    said = touched_by_wording(in_use, before, before | {"en": "You read code."})

    Mission.objects.filter(pk=in_use.pk).update(line_en="You read code.")

    assert Line.objects.behind_reference().count() == sum(said.drafts.values()) + sum(said.live.values())


# The page


@pytest.fixture
def at_desk(curator, sign_in):
    return sign_in(curator)


def sent_by(response) -> dict[str, list[str]]:
    """What the confirmation sends on."""
    data: dict[str, list[str]] = {}
    for name, value in response.context["sent"]:
        data.setdefault(name, []).append(value)
    return data


def test_the_page_always_says_who_uses_it(at_desk, in_use):
    assert "In use by 3 drafts and 1 live posting." in at_desk.get(url("mission_change", in_use.pk)).text


@pytest.mark.parametrize("button", ["_save", "_continue"])
def test_a_new_wording_is_saved_only_once_the_numbers_were_seen(at_desk, in_use, button):
    page = at_desk.get(url("mission_change", in_use.pk))
    data = fields_of(page) | {"line_en": "You read code.", "cues_en": "one\r\ntwo", button: "1"}

    asked = at_desk.post(url("mission_change", in_use.pk), data)
    in_use.refresh_from_db()
    before = in_use.line_en
    saved = at_desk.post(
        url("mission_change", in_use.pk), sent_by(asked) | {"_confirmed": asked.context["touched"].token}
    )

    assert asked.status_code == 200
    assert "This changes the wording of:" in asked.text
    assert "2 drafts and 1 live posting in English" in asked.text
    assert "in French" not in asked.text
    assert "Recruiters will be asked to keep their words, take the new ones, or write others." in asked.text
    assert before == "You review code."
    in_use.refresh_from_db()
    assert (in_use.line_en, in_use.cues_en) == ("You read code.", "one\ntwo")
    assert saved.status_code == 302
    assert saved.url == url("mission_change", in_use.pk) if button == "_continue" else url("mission_changelist")


def test_the_way_back_keeps_what_was_written(at_desk, in_use):
    data = fields_of(at_desk.get(url("mission_change", in_use.pk))) | {"line_en": "You read code."}
    asked = at_desk.post(url("mission_change", in_use.pk), data)

    back = at_desk.post(url("mission_change", in_use.pk), sent_by(asked) | {"_back": "1"})

    assert back.status_code == 200
    assert ">\nYou read code.</textarea>" in back.text
    assert "errornote" not in back.text
    in_use.refresh_from_db()
    assert in_use.line_en == "You review code."


def test_numbers_that_changed_meanwhile_are_shown_again(at_desk, in_use):
    data = fields_of(at_desk.get(url("mission_change", in_use.pk))) | {"line_en": "You read code."}
    asked = at_desk.post(url("mission_change", in_use.pk), data)
    posting_with(in_use)

    again = at_desk.post(
        url("mission_change", in_use.pk), sent_by(asked) | {"_confirmed": asked.context["touched"].token}
    )

    assert "3 drafts and 1 live posting in English" in again.text
    in_use.refresh_from_db()
    assert in_use.line_en == "You review code."


@pytest.mark.parametrize("changed", [{"line_en": "You read code."}, {"statement_en": "Read code"}])
@pytest.mark.parametrize("used", [True, False])
def test_where_nobody_is_touched_nothing_is_asked(at_desk, mission, used, changed):
    if used and "line_en" in changed:
        posting_with(mission, language="fr")
    elif used:
        posting_with(mission)
    data = fields_of(at_desk.get(url("mission_change", mission.pk))) | changed

    assert at_desk.post(url("mission_change", mission.pk), data).status_code == 302


def test_a_form_with_a_mistake_shows_it_before_anything_is_asked(at_desk, in_use):
    data = fields_of(at_desk.get(url("mission_change", in_use.pk)))

    response = at_desk.post(
        url("mission_change", in_use.pk), data | {"line_en": "You read code.", "technical_percent": "x"}
    )

    assert list(response.context["adminform"].form.errors) == ["technical_percent"]


@pytest.mark.parametrize("factory", [MissionFactory, SkillFactory])
def test_retiring_and_restoring_ask_too(at_desk, factory):
    entry = factory()
    name = entry._meta.model_name
    posting_with(entry)

    asked = at_desk.post(url(f"{name}_retire", entry.pk))
    assert "1 draft in English" in asked.text
    assert type(entry).objects.in_use().count() == 1

    token = {"_confirmed": asked.context["touched"].token}
    assert at_desk.post(url(f"{name}_retire", entry.pk), token).status_code == 302
    assert type(entry).objects.in_use().count() == 0

    type(entry).objects.update(line_en="You do other things.")
    asked = at_desk.post(url(f"{name}_restore", entry.pk))
    assert "1 draft in English" in asked.text
    token = {"_confirmed": asked.context["touched"].token}
    assert at_desk.post(url(f"{name}_restore", entry.pk), token).status_code == 302
    assert type(entry).objects.in_use().count() == 1


def test_several_at_once_ask_once(at_desk, mission):
    posting_with(mission)
    other = MissionFactory(role=mission.role)
    posting_with(other, language="fr")
    chosen = {"action": "retire_selected", "_selected_action": [mission.pk, other.pk]}

    asked = at_desk.post(url("mission_changelist"), chosen)
    assert asked.context["touched"] == Uses({"en": 1, "fr": 1})
    assert Mission.objects.in_use().count() == 2

    at_desk.post(url("mission_changelist"), sent_by(asked) | {"_confirmed": asked.context["touched"].token})
    assert Mission.objects.in_use().count() == 0

    restored = at_desk.post(url("mission_changelist"), chosen | {"action": "restore_selected"})
    assert restored.status_code == 302
    assert Mission.objects.in_use().count() == 2


# The list for curators


def test_curators_read_which_postings_are_behind(at_desk, in_use, recruiter):
    skill = SkillFactory(role=in_use.role)
    posting_with(skill, title="With a retired skill")
    Skill.objects.update(retired_at=timezone.now())
    Mission.objects.filter(pk=in_use.pk).update(line_fr="Vous lisez le code.")
    PostingFactory(title="Up to date")

    page = at_desk.get(url("role_behind", in_use.role_id))
    drafts = at_desk.get(url("role_behind", in_use.role_id), {"state": "draft"})
    live = at_desk.get(url("role_behind", in_use.role_id), {"state": "published"})
    odd = at_desk.get(url("role_behind", in_use.role_id), {"state": "\0"})

    assert [(posting.language, len(posting.behind_lines)) for posting in page.context["page"]] == [("en", 1), ("fr", 1)]
    assert "With a retired skill" in page.text
    assert "Up to date" not in page.text
    assert (len(drafts.context["page"]), len(live.context["page"]), len(odd.context["page"])) == (2, 0, 2)
    assert "None is behind." in live.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(at_desk, mission, django_assert_num_queries, count):
    for _ in range(count):
        posting_with(mission)
    Mission.objects.update(line_en="You read code.")

    with django_assert_num_queries(9):
        at_desk.get(url("role_behind", mission.role_id))


def test_leads_find_postings_behind_in_the_admin(lead, sign_in, mission):
    posting, _line = posting_with(mission)
    PostingFactory()
    Mission.objects.update(line_en="You read code.")

    found = sign_in(lead).get(reverse("admin:postings_posting_changelist"), {"reference": "behind"}).context["cl"]

    assert [(row.pk, row.behind_count) for row in found.result_list] == [(posting.pk, 1)]


# Loading


def test_loading_says_whom_a_new_wording_leaves_behind(cto):
    mission = Mission.objects.get(key="review-code")
    wording = mission.line_en
    Mission.objects.filter(pk=mission.pk).update(line_en="Mine.")
    mission.refresh_from_db()
    posting_with(mission)
    out = StringIO()

    call_command("load_reference", theirs=True, dry_run=True, stdout=out)
    call_command("load_reference", theirs=True, stdout=out)

    said = "  changed  missions review-code: line; leaves behind 1 draft in English"
    assert out.getvalue().splitlines().count(said) == 2
    mission.refresh_from_db()
    assert mission.line_en == wording

"""What becomes of the sheet in postings: counts, what stands out, the page and the download."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from postings.models import Posting
from postings.usage import standing_out, usage_of
from roles.models import Importance, Role, Weight
from tests.factories.postings import LineFactory, PostingFactory
from tests.factories.roles import MissionFactory, RoleFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

HEAD = "kind,key,entry,retired,stage,on the sheet,postings,picked,dropped,reworded,kept,kept (%)"
PAGE, CSV = "studio:usage", "studio:usage_csv"


@pytest.fixture
def stages():
    return {number: StageFactory(number=number) for number in (1, 2)}


@pytest.fixture
def role(stages):
    return Role.objects.get(key="cto")


def used(entry, stage, *, kept=0, dropped=0, reworded=0) -> None:
    """Postings at a stage that have a line of the entry; each has one of its own."""
    field = entry._meta.model_name
    for number in range(kept + dropped + reworded):
        LineFactory(
            posting=PostingFactory(stage=stage),
            **{field: entry},
            source_text="As the sheet says.",
            text="As the sheet says." if number < kept + dropped else "Otherwise.",
            dropped_at=timezone.now() if kept <= number < kept + dropped else None,
        )


def numbers(usage) -> dict[str, list[tuple]]:
    return {
        one.entry.key: [(use.picked, use.dropped, use.reworded, use.kept, use.percent) for use in one.uses]
        for one in usage
    }


# Counts


def test_each_entry_is_counted_at_each_stage(role, stages):
    mission = MissionFactory(key="lead", at={stages[1]: Weight.CORE})
    skill = SkillFactory(key="rigour", at={stages[2]: Importance.USEFUL})
    used(mission, stages[1], kept=1, dropped=2, reworded=3)
    used(skill, stages[2], kept=1)
    PostingFactory.create_batch(2, stage=stages[1])
    LineFactory(posting__stage=stages[2])  # of the recruiter's own

    usage = usage_of(role)

    assert numbers(usage) == {
        "lead": [(6, 2, 3, 4, 50), (0, 0, 0, 0, 0)],
        "rigour": [(0, 0, 0, 0, 0), (1, 0, 0, 1, 50)],
    }
    assert [(stage.number, count) for stage, count in usage.stages] == [(1, 8), (2, 2)]
    assert [use.degree for one in usage for use in one.uses] == ["core", "", "", "useful"]


def test_a_line_that_was_reworded_and_dropped_is_dropped(role, stages):
    mission = MissionFactory()
    line = {"source_text": "Then.", "text": "Ours.", "dropped_at": timezone.now()}
    LineFactory(posting__stage=stages[1], mission=mission, **line)

    assert numbers(usage_of(role, stage=1))[mission.key] == [(1, 1, 0, 0, 0)]


def test_a_stage_without_postings_has_no_share(role, stages):
    MissionFactory(key="lead")

    assert numbers(usage_of(role, stage=2)) == {"lead": [(0, 0, 0, 0, None)]}


def test_retired_entries_show_as_long_as_a_posting_has_them(role, stages):
    MissionFactory(key="unused", retired_at=timezone.now())
    used(MissionFactory(key="used", retired_at=timezone.now()), stages[1], kept=1)

    assert list(numbers(usage_of(role))) == ["used"]


def test_postings_of_another_role_and_of_before_do_not_count(role, stages):
    mission = MissionFactory(key="lead")
    used(mission, stages[1], kept=2)
    Posting.objects.filter(pk=Posting.objects.first().pk).update(created_at=timezone.now() - timedelta(days=40))
    PostingFactory(stage=StageFactory(role=RoleFactory(key="cook"), number=1))
    since = timezone.localdate() - timedelta(days=30)

    usage = usage_of(role, since=since)

    assert (numbers(usage)["lead"][0], usage.postings) == ((1, 0, 0, 1, 100), 1)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("sheet", ["first", "second", "third"]),
        ("dropped", ["second", "first", "third"]),
        ("reworded", ["third", "first", "second"]),
        ("kept", ["second", "first", "third"]),
    ],
)
def test_order(role, stages, order, expected):
    for key, use in (("first", {"kept": 1}), ("second", {"dropped": 1}), ("third", {"reworded": 2})):
        used(MissionFactory(key=key), stages[1], **use)

    assert list(numbers(usage_of(role, order=order))) == expected


# What stands out


def test_what_most_postings_dropped_and_reworded_at_a_stage_stands_out(role, stages):
    often, seldom, once = MissionFactory(key="often"), SkillFactory(key="seldom"), MissionFactory(key="once")
    used(often, stages[1], kept=1, dropped=3, reworded=2)
    used(seldom, stages[1], kept=4, dropped=2)
    used(once, stages[2], dropped=1, reworded=1)

    found = [(one.what, one.stage.number, one.entry, one.count, one.of) for one in standing_out(usage_of(role))]

    assert found == [("dropped", 1, often, 3, 6), ("reworded", 1, often, 2, 3)]


def test_of_equal_numbers_the_larger_share_stands_out(role, stages):
    used(MissionFactory(), stages[1], kept=5, dropped=2)
    all_of_it = MissionFactory()
    used(all_of_it, stages[1], dropped=2)

    assert [one.entry for one in standing_out(usage_of(role))] == [all_of_it]


# The page


@pytest.mark.parametrize("name", [PAGE, CSV])
def test_leads_and_curators_see_all_and_nobody_else_any(
    sign_in, lead, curator, recruiter, hiring_manager, stages, name
):
    used(MissionFactory(), stages[1], kept=1)

    answers = [sign_in(user).get(reverse(name)).status_code for user in (lead, curator, recruiter, hiring_manager)]

    assert answers == [200, 200, 403, 403]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(PAGE, 12), (CSV, 11)])
def test_the_same_queries_however_many_postings_and_entries(
    sign_in, lead, stages, django_assert_num_queries, rows, name, queries
):
    for _row in range(rows):
        used(MissionFactory(at={stages[1]: Weight.CORE}), stages[1], kept=rows, dropped=rows)
        used(SkillFactory(at={stages[1]: Importance.USEFUL}), stages[2], reworded=rows)
    client = sign_in(lead)

    with django_assert_num_queries(queries):
        response = client.get(reverse(name))

    assert response.status_code == 200


def test_the_page_says_what_stands_out_and_the_numbers_in_words(sign_in, lead, stages):
    mission = MissionFactory(statement_en="Lead the team")
    used(mission, stages[1], kept=1, dropped=2)
    used(mission, stages[2], reworded=2)

    text = " ".join(sign_in(lead).get(reverse(PAGE)).text.split())

    assert "<b>Dropped most at #1:</b> “Lead the team”, by 2 of the 3 postings that had it." in text
    assert "<b>Reworded most at #2:</b> “Lead the team”, by 2 of the 2 postings that keep it." in text
    assert '<b>33 % keep it</b> <span class="meta">1 of 3</span>' in text
    assert '<rect width="33%" height="100%"/>' in text
    assert "2 dropped" in text


@pytest.mark.parametrize(
    ("query", "stages_shown", "errors"),
    [
        ({}, [1, 2], {}),
        ({"stage": "2"}, [2], {}),
        ({"stage": "2", "role": "cto", "since": "2020-01-01", "order": "kept"}, [2], {}),
        ({"stage": "7"}, [1, 2], {"stage": ["Select a valid choice. 7 is not one of the available choices."]}),
        ({"since": "soon"}, [1, 2], {"since": ["Enter a valid date."]}),
        (
            {"role": "cook"},
            [1, 2],
            {"role": ["Select a valid choice. That choice is not one of the available choices."]},
        ),
    ],
)
def test_what_to_look_at(sign_in, curator, stages, query, stages_shown, errors):
    used(MissionFactory(), stages[1], kept=1)

    response = sign_in(curator).get(reverse(PAGE), query)

    assert [stage.number for stage, _count in response.context["usage"].stages] == stages_shown
    assert response.context["form"].errors == errors


def test_a_role_may_be_chosen_where_there_are_two(sign_in, lead, stages):
    cook = RoleFactory(key="cook", title_en="Cook")

    response = sign_in(lead).get(reverse(PAGE), {"role": "cook"})

    assert response.context["usage"].role == cook
    assert 'name="role"' in response.text


def test_without_a_sheet_or_postings_the_page_says_so(sign_in, lead):
    client = sign_in(lead)

    assert "No sheet yet" in client.get(reverse(PAGE)).text
    assert client.get(reverse(CSV)).text.count("\n") == 1

    StageFactory()

    assert "No postings yet" in client.get(reverse(PAGE)).text
    assert "No posting fits all of this" in client.get(reverse(PAGE), {"stage": "2"}).text


def test_only_leads_and_curators_have_it_in_their_menu(sign_in, lead, curator, recruiter):
    link = f'href="{reverse(PAGE)}"'

    assert [link in sign_in(user).get(reverse("studio:today")).text for user in (lead, curator, recruiter)] == [
        True,
        True,
        False,
    ]


def test_the_role_in_the_admin_leads_to_its_use(sign_in, curator, role):
    response = sign_in(curator).get(reverse("admin:roles_role_change", args=[role.pk]))

    assert f'href="{reverse(PAGE)}?role=cto"' in response.text


# The download


def test_the_download_has_a_row_for_each_entry_at_each_stage(sign_in, lead, stages):
    mission = MissionFactory(key="lead", statement_en='=HYPERLINK("x")', at={stages[1]: Weight.CORE})
    used(mission, stages[1], kept=1, dropped=1, reworded=1)
    SkillFactory(key="rigour", name_en="Rigour, and care")

    response = sign_in(lead).get(reverse(CSV), {"stage": "1"})

    assert response.headers["Content-Disposition"] == 'attachment; filename="usage-cto.csv"'
    rows = list(csv.reader(StringIO(response.text.removeprefix("\ufeff"))))
    assert rows == [
        [
            "kind",
            "key",
            "entry",
            "retired",
            "stage",
            "on the sheet",
            "postings",
            "picked",
            "dropped",
            "reworded",
            "kept",
            "kept (%)",
        ],
        ["mission", "lead", '\'=HYPERLINK("x")', "", "#1", "core", "3", "3", "1", "1", "2", "67"],
        ["skill", "rigour", "Rigour, and care", "", "#1", "", "3", "0", "0", "0", "0", "0"],
    ]

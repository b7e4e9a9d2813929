"""The public pages: the list of roles and a role's sheet."""

import re
from datetime import timedelta
from decimal import Decimal
from html import escape

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from roles.models import Mission, Role, Stage
from tests.factories.postings import PostingFactory
from tests.factories.roles import MissionFactory, RoleFactory, SectionFactory, StageFactory


def text_of(response) -> str:
    """The page's words, single-spaced."""
    body = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", body[body.index("<main") :]).split())


def publish(stage, **values):
    return PostingFactory(stage=stage, published=True, **values)


def pay(amount: int) -> dict:
    return {
        "pay_min": Decimal(amount),
        "pay_max": Decimal(amount + 20_000),
        "pay_currency": "EUR",
        "pay_period": "year",
    }


def test_the_whole_sheet_is_on_the_page(cto, client):
    page = text_of(client.get("/roles/cto/"))
    role = Role.objects.with_sheet().get()

    said = [
        *[role.title, role.abbreviation, *role.other_title_list, role.family, role.summary],
        *["O*NET-SOC 11-3021.00", "ROME M1803", "ESCO"],
        *[text for stage in role.stages.all() for text in (stage.name, stage.phase, stage.summary)],
        *[mission.statement for mission in role.missions.all()],
        *[text for person in role.collaborators.all() for text in (person.name, person.description)],
        *[at.how for person in role.collaborators.all() for at in person.at_stages.all()],
        *[skill.name for skill in role.skills.all()],
        *[text for way in role.training.all() for text in (way.name, way.description)],
        *[step.title for step in role.career_steps.all()],
    ]
    assert [text for text in said if escape(" ".join(text.split()), quote=False) not in page] == []


def test_every_section_has_its_place(cto, client):
    response = client.get("/roles/cto/")

    places = {place: [section.key for section in found] for place, found in response.context["sections"].items()}
    assert places == {
        "stages": ["which-profile", "strategic-part", "what-is-not-known"],
        "problems": ["problems-solved"],
        "skills": ["expertise"],
        "pay": ["pay"],
        "codes": ["public-classifications"],
        "questions": ["who-hires", "why-beside-a-ceo", "rank", "cost-of-not-finding-one"],
    }


def test_the_contents_list_leads_to_what_is_there(cto, client):
    body = client.get("/roles/cto/").content.decode()

    targets = re.findall(r'href="#([^"]+)"', body)
    assert targets
    assert [target for target in targets if f'id="{target}"' not in body] == []


def test_a_figure_is_a_bar_and_a_direction_is_words(cto, client):
    page = text_of(client.get("/roles/cto/"))

    assert page.count("Technical 50 % Management 50 %") == 1
    assert page.count("Mostly technical. No figure is known.") == 1
    assert page.count("Mostly management. No figure is known.") == 1


def test_head_counts_say_where_they_come_from(cto, client):
    page = text_of(client.get("/roles/cto/"))

    own = "our own default, not from the source"
    assert [
        f"{count} {own}" in page for count in ("0 to 2 engineers", "3 to 15 engineers", "16 engineers or more")
    ] == [True] * 3


def test_the_sheet_in_french(cto, client):
    response = client.get("/fr/roles/cto/")
    page = text_of(response)

    with override("fr"):
        assert Mission.objects.get(key="review-code").statement in page
    assert 'lang="fr"' in response.content.decode()[:80]


@pytest.mark.parametrize(
    ("path", "canonical", "other"),
    [("/roles/cto/", "/roles/cto/", "/fr/roles/cto/"), ("/fr/roles/cto/", "/fr/roles/cto/", "/roles/cto/")],
)
def test_each_language_names_the_other(cto, client, settings, path, canonical, other):
    settings.BASE_URL = "https://example.com"
    response = client.get(path)
    body = response.content.decode()

    assert re.findall(r'<link rel="canonical" href="([^"]+)"', body) == [f"https://example.com{canonical}"]
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', body) == [
        ("en", "https://example.com/roles/cto/"),
        ("fr", "https://example.com/fr/roles/cto/"),
        ("x-default", "https://example.com/roles/cto/"),
    ]
    assert response.context["alternate_url"] == other


def test_retired_missions_are_left_out(cto, client):
    Mission.objects.filter(key="review-code").update(retired_at=timezone.now())

    assert "Review the team’s code" not in text_of(client.get("/roles/cto/"))


def test_a_role_that_is_not_there(client, db):
    assert client.get("/roles/cook/").status_code == 404


@pytest.mark.parametrize("path", ["/roles/", "/roles/cto/"])
def test_pages_are_read_only(cto, client, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", ["/roles/", "/roles/cto/", "/fr/roles/cto/"])
def test_pages_are_cacheable_and_know_no_visitor(cto, client, path):
    response = client.get(path)
    again = client.get(path, headers={"if-none-match": response.headers["ETag"]})

    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.cookies == {}
    assert again.status_code == 304


def test_pay_at_a_stage_needs_five_postings_that_say_it(cto, client):
    stage = Stage.objects.get(number=2)
    for number in range(4):
        publish(stage, **pay(80_000 + number * 10_000))
    publish(stage)
    too_few = text_of(client.get("/roles/cto/"))
    publish(stage, **pay(60_000))
    enough = text_of(client.get("/roles/cto/"))

    assert "CTO #2 Growing team Too few postings to say 4 open postings say their pay; five in one" in too_few
    assert "CTO #2 Growing team €100,000 a year median of 5 open postings range: €60,000 to €130,000 a year" in enough
    assert enough.count("Too few postings to say") == 2


def test_only_what_is_published_and_not_over_counts(cto, client):
    stage = Stage.objects.get(number=2)
    PostingFactory(stage=stage, ready=True)
    PostingFactory(stage=stage, closed=True)
    publish(stage, closes_on=timezone.localdate())
    shown = publish(stage, title="The open one")

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        response = client.get("/roles/cto/")

    openings = {column.stage.number: column.openings for column in response.context["columns"]}
    assert [openings[number].count for number in (1, 2, 3)] == [0, 1, 0]
    assert [posting.code for posting in openings[2].newest] == [shown.code]
    assert shown.public_path in response.content.decode()


def test_the_newest_postings_of_each_stage_are_listed_and_the_rest_is_linked(cto, client):
    one, two = Stage.objects.get(number=1), Stage.objects.get(number=2)
    for number in range(6):
        publish(two, title=f"Posting {number}")
    publish(one, title="First")

    response = client.get("/roles/cto/")

    columns = response.context["columns"]
    assert [[posting.live_version.title for posting in column.openings.newest] for column in columns] == [
        ["First"],
        ["Posting 5", "Posting 4", "Posting 3", "Posting 2"],
        [],
    ]
    assert "All 6 at this stage" in text_of(response)


@pytest.mark.parametrize("postings", [1, 3])
def test_the_sheet_takes_the_same_queries_however_many_postings(cto, client, django_assert_num_queries, postings):
    for number in range(postings):
        publish(Stage.objects.get(number=1 + number % 3), **pay(80_000))

    with django_assert_num_queries(14):  # the sheet's twelve, and two for its postings
        client.get("/roles/cto/")


@pytest.mark.parametrize("roles", [1, 3])
def test_the_list_takes_the_same_queries_however_many_roles(db, client, django_assert_num_queries, roles):
    for number in range(roles):
        publish(StageFactory(role=RoleFactory(key=f"role-{number}")))

    with django_assert_num_queries(3):
        client.get("/roles/")


def test_the_list_of_roles(db, client):
    stage = StageFactory()
    publish(stage)
    RoleFactory(key="cook", title_en="Cook", abbreviation="", summary_en="Feeds people.")

    page = text_of(client.get("/roles/"))

    assert "Chief Technical Officer CTO Guards the technical team. #2 Stage 2 1 open posting" in page
    assert "Cook Feeds people. 0 open postings" in page


def test_the_list_without_a_role(db, client):
    assert "No role has a sheet yet" in text_of(client.get("/roles/"))


def test_a_sheet_with_hardly_anything_in_it(db, client):
    role = RoleFactory(abbreviation="")
    MissionFactory(role=role)
    SectionFactory(role=role, answer_en="<script>alert(1)</script> **bold**")

    body = client.get("/roles/cto/").content.decode()

    assert "<strong>bold</strong>" in body
    assert "<script>" not in body
    assert "No posting is open right now" in body

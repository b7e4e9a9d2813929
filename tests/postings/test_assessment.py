"""What the editor says of a text, and what stops publishing."""

from datetime import date

import pytest
from django.urls import reverse

from postings import actions
from postings.assessment import refusals
from postings.places import Place
from roles.models import Weight
from tests.factories.postings import PostingFactory
from tests.factories.roles import MissionFactory, StageFactory

from .builders import content

TODAY = date(2026, 11, 22)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "anchors"),
    [
        ({"places": (Place("Gent", "BE"),)}, []),
        ({"places": (Place("Nantes", "FR"),)}, ["id_title"]),
        ({"places": (Place("San Francisco", "US", "California"),)}, ["id_pay_min"]),
        ({"places": (Place("Gent", "BE"),), "title": ""}, ["id_title"]),
    ],
)
def test_what_is_missing_and_what_the_law_asks_for_stop_publishing(fields, anchors):
    assert [item.anchor for item in refusals(content(**fields), today=TODAY)] == anchors


@pytest.fixture
def posting(recruiter):
    posting = PostingFactory(ready=True, owner=recruiter, created_by=recruiter)
    stage_3 = StageFactory(role=posting.role, number=3)
    for number in range(3):
        MissionFactory(role=posting.role, line_en=f"You lead {number}.", at={posting.stage: Weight.CORE})
    budget = MissionFactory(role=posting.role, line_en="You run the budget.", at={stage_3: Weight.CORE})
    actions.pick(posting=posting, source=budget, by=recruiter)
    return posting


def test_the_editor_shows_findings_at_the_line_and_in_the_panel(posting, sign_in, recruiter):
    response = sign_in(recruiter).get(posting.get_absolute_url())

    line = posting.lines.get(text="You run the budget.")
    found = response.context["assessment"].by_line[line.pk]
    assert {finding.family for finding in found} >= {"stage"}
    assert f'href="#line-{line.pk}-text"' in response.text


def test_a_reworded_line_is_answered_with_its_findings(posting, sign_in, recruiter):
    line = posting.lines.first()

    response = sign_in(recruiter).post(
        reverse("studio:reword_line", args=[posting.code, line.pk]),
        {"text": "You are a young ninja, under 35!!!", "revision": 1},
        HTTP_HX_REQUEST="true",
    )

    assert f'id="line-{line.pk}-findings"' in response.text
    assert 'class="finding block"' in response.text


def test_a_posting_that_the_law_blocks_is_not_published_and_says_where(posting, sign_in, recruiter):
    line = posting.lines.first()
    actions.reword_line(line=line, text="You are under 35.", revision=1, by=recruiter)

    response = sign_in(recruiter).post(reverse("studio:publish", args=[posting.code]))

    assert response.status_code == 422
    assert f'href="#line-{line.pk}-text"' in response.text
    posting.refresh_from_db()
    assert posting.live_version is None

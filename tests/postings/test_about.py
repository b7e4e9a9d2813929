"""What a line of the recruiter's own is about: the guess, and the recruiter's word."""

import pytest
from django.urls import reverse

from postings import actions
from postings.choices import Part
from postings.content import draft_content
from postings.models import Posting
from postings.working import assess_working
from tests.factories.accounts import UserFactory
from tests.factories.postings import LineFactory, MembershipFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def budget(posting):
    stage_3 = StageFactory(role=posting.role, number=3)
    fields = {"statement_en": "Run the budget", "cues_en": "technology budget\nspending"}
    return MissionFactory(role=posting.role, key="budget", at={stage_3: "core"}, **fields)


@pytest.fixture
def hiring(posting):
    return MissionFactory(role=posting.role, key="hiring", statement_en="Recruit engineers", at={posting.stage: "core"})


@pytest.fixture
def patience(posting):
    return SkillFactory(role=posting.role, key="patience", name_en="Patience")


@pytest.fixture
def line(posting, budget, hiring, patience):
    return LineFactory(posting=posting, text="You plan the technology budget and its spending.")


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url(posting, line):
    return reverse("studio:about_line", args=[posting.code, line.pk])


def recognised(posting, line):
    assessment = assess_working(Posting.objects.for_editing().get(pk=posting.pk))[1]
    one = assessment.recognised[line.pk]
    return one.kind, one.key, one.settled


def test_the_editor_says_what_a_line_reads_as_and_by_which_words(client, posting, line):
    page = " ".join(client.get(posting.get_absolute_url()).text.split())

    assert 'Reads as: <b lang="en">Run the budget</b>' in page
    assert '<q lang="en">technology budget</q>, <q lang="en">spending</q>' in page


def test_a_line_from_the_sheet_is_about_its_source(client, posting, hiring):
    line = actions.pick(posting=posting, source=hiring, by=posting.created_by)

    assert url(posting, line) not in client.get(posting.get_absolute_url()).text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("mission:budget", ("mission", "budget", True)),
        ("mission:hiring", ("mission", "hiring", True)),
        ("skill:patience", ("skill", "patience", True)),
        ("none", (None, None, True)),
        ("", ("mission", "budget", False)),
    ],
)
def test_the_guess_is_corrected_confirmed_and_gone_back_to(client, posting, line, about, expected, headers):
    actions.settle_about(line=line, about="skill:patience", by=posting.created_by)

    answers = [client.post(url(posting, line), {"about": about}, **headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200 if headers else 302] * 2
    assert recognised(posting, line) == expected
    if headers:
        assert f'id="line-{line.pk}-about"' in answers[1].text
        assert 'id="checklist"' in answers[1].text


def test_stage_fit_and_checks_read_the_correction(client, posting, line):
    def rules():
        assessment = assess_working(Posting.objects.for_editing().get(pk=posting.pk))[1]
        return [one.rule for one in assessment.findings if one.line == line.pk and one.family == "stage"]

    assert rules() == ["stage.foreign-mission"]

    client.post(url(posting, line), {"about": "mission:hiring"})

    assert rules() == []
    assert "1 of 1 core mission" in client.get(posting.get_absolute_url()).text


def test_the_correction_is_frozen_and_changes_neither_digest_nor_date(client, posting, line, recruiter):
    version = actions.publish_posting(posting=posting, by=recruiter)
    edited = Posting.objects.get(pk=posting.pk).updated_at

    client.post(url(posting, line), {"about": "mission:hiring"})

    content = draft_content(posting, posting.lines.kept().with_sources())
    assert content.digest == version.digest
    assert Posting.objects.get(pk=posting.pk).updated_at == edited
    line.refresh_from_db()
    assert line.revision == 1
    actions.reword_line(line=line, text="You hire.", revision=1, by=recruiter)
    frozen = actions.publish_posting(posting=posting, by=recruiter).content["lines"]
    assert [item["about"] for item in frozen if item["id"] == line.pk] == ["mission:hiring"]


def test_other_words_keep_the_correction(client, posting, line, recruiter):
    client.post(url(posting, line), {"about": "mission:hiring"})

    actions.reword_line(line=line, text="You watch the spending.", revision=1, by=recruiter)

    assert recognised(posting, line) == ("mission", "hiring", True)


def test_an_entry_that_was_retired_since_tells_nothing_and_is_still_named(client, posting, line, hiring):
    client.post(url(posting, line), {"about": "mission:hiring"})
    hiring.retired_at = "2026-01-01T00:00Z"
    hiring.save()

    page = " ".join(client.get(posting.get_absolute_url()).text.split())

    assert 'Set by hand: <b lang="en">Recruit engineers</b>' in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_the_choice_begins_with_what_the_words_suggest(client, posting, line, headers):
    response = client.get(url(posting, line), **headers)

    assert response.status_code == 200
    labels = [label for label, _entries in response.context["form"].fields["about"].choices]
    assert labels[:3] == ["", "Suggested by its words", "Neither"]
    for name in ("Run the budget", "Recruit engineers", "Patience", "Nothing on the sheet"):
        assert f">{name}</option>" in response.text
    assert ("<html" in response.text) is not headers if not headers else "<html" not in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("about", ["mission:gone", "skill:budget", "x", "mission:", "none:x"])
def test_nonsense_is_refused_in_words(client, posting, line, about, headers):
    response = client.post(url(posting, line), {"about": about}, **headers)

    assert response.status_code == 422
    assert "Choose one of the list." in response.text
    assert recognised(posting, line) == ("mission", "budget", False)


@pytest.mark.parametrize("about", ["mission:gone", "skill:budget", "x", "none:x"])
def test_the_action_refuses_what_the_sheet_does_not_have(posting, line, about):
    with pytest.raises(actions.AboutRefused):
        actions.settle_about(line=line, about=about, by=posting.created_by)


def test_a_mission_of_another_role_is_no_choice(client, posting, line):
    MissionFactory(role__key="cfo", key="foreign")

    assert client.post(url(posting, line), {"about": "mission:foreign"}).status_code == 422


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_line_from_the_sheet_keeps_its_source(client, posting, hiring, headers):
    line = actions.pick(posting=posting, source=hiring, by=posting.created_by)

    response = client.post(url(posting, line), {"about": "none"}, **headers, follow=True)

    assert "This line came from the sheet" in response.text
    line.refresh_from_db()
    assert line.about_settled is False


@pytest.mark.parametrize("who", ["outsider", Part.HIRING_MANAGER, Part.INTERVIEWER])
def test_nobody_else_says_what_a_line_is_about(sign_in, posting, line, who):
    user = UserFactory(recruiter=True)
    if who != "outsider":
        MembershipFactory(posting=posting, user=user, part=who)

    assert sign_in(user).get(url(posting, line)).status_code == 404
    assert sign_in(user).post(url(posting, line), {"about": "none"}).status_code == 404


def test_a_line_of_another_posting_is_not_found(client, posting):
    assert client.get(url(posting, LineFactory())).status_code == 404


def test_no_other_way_to_ask(client, posting, line):
    assert client.put(url(posting, line)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_editor_takes_the_same_queries_however_many_lines_are_corrected(
    client, posting, line, django_assert_num_queries, count
):
    for number in range(count):
        one = LineFactory(posting=posting, text=f"Something {number}")
        actions.settle_about(line=one, about="skill:patience", by=posting.created_by)

    with django_assert_num_queries(26):
        client.get(posting.get_absolute_url())

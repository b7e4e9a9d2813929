"""The studio around the editor: lists, new posting, companies, closing, versions."""

from uuid import uuid4

import pytest
from django.urls import reverse

from postings import actions
from postings.choices import Part, State
from postings.models import Company, Posting
from roles.models import Sign, Weight
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


def url(name, *args):
    return reverse(f"studio:{name}", args=args)


# The list


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, recruiter, django_assert_num_queries, count):
    PostingFactory.create_batch(count, published=True, owner=recruiter)

    with django_assert_num_queries(8):
        response = client.get(url("postings"))

    assert len(response.context["page"]) == count


def test_the_list_shows_own_postings_only(client, recruiter):
    mine = PostingFactory(owner=recruiter, title="Mine")
    PostingFactory(title="Somebody else’s")

    response = client.get(url("postings"))

    assert list(response.context["page"]) == [mine]
    assert "Somebody else’s" not in response.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "head"}, ["Head"]),
        ({"q": "marée"}, ["Head"]),
        ({"state": ["published"]}, ["Open"]),
        ({"state": ["draft", "published"]}, ["Head", "Open"]),
        ({"q": "nothing"}, []),
        ({"stage": "x", "state": ["x"]}, ["Head", "Open"]),
    ],
)
def test_filters(client, recruiter, query, expected):
    PostingFactory(title="Head", owner=recruiter, company__name="Marée")
    PostingFactory(published=True, title="Open", owner=recruiter)

    response = client.get(url("postings"), query)

    assert sorted(posting.title for posting in response.context["page"]) == expected


@pytest.mark.parametrize(("part", "words"), [(Part.HIRING_MANAGER, "1"), (Part.INTERVIEWER, "Assigned to you")])
def test_the_list_leads_to_applications_and_tells_interviewers_no_number(sign_in, part, words):
    member = MembershipFactory(posting=PostingFactory(published=True), part=part)
    ApplicationFactory(posting=member.posting)

    response = sign_in(member.user).get(url("postings"))

    address = reverse("studio:posting_applications", args=[member.posting.code])
    assert f'<a href="{address}">{words}</a>' in response.text
    assert ("1 active" in response.text) is (part == Part.HIRING_MANAGER)


def test_an_empty_list_says_what_to_do_next(client, sign_in, interviewer):
    assert "Start a posting" in client.get(url("postings")).text
    assert "once somebody makes you a member" in sign_in(interviewer).get(url("postings")).text


# New posting


@pytest.fixture
def stage():
    stage = StageFactory(number=2)
    MissionFactory(role=stage.role, at={stage: Weight.CORE})
    return stage


def test_a_new_posting_for_a_new_company(client, recruiter, stage):
    response = client.post(
        url("new_posting"), {"company_name": "Marée", "stage": stage.pk, "language": "fr", "title": ""}
    )

    posting = Posting.objects.get()
    assert (posting.company.name, posting.company.created_by, posting.title) == (
        "Marée",
        recruiter,
        "Direction technique",
    )
    assert response["Location"] == posting.get_absolute_url()
    assert posting.lines.count() == 1


def test_a_new_posting_for_a_company_of_mine(client, recruiter, stage):
    company = CompanyFactory(created_by=recruiter)

    client.post(url("new_posting"), {"company": company.pk, "stage": stage.pk, "language": "en", "title": "CTO"})

    assert Posting.objects.get().company == company


def test_a_new_posting_sent_twice_is_one(client, stage):
    page = client.get(url("new_posting"))
    sent = {"company_name": "Marée", "stage": stage.pk, "language": "en", "title": ""}
    sent["creation_key"] = page.context["form"]["creation_key"].value()

    first, second = (client.post(url("new_posting"), sent) for _ in range(2))

    assert first["Location"] == second["Location"] == Posting.objects.get().get_absolute_url()
    assert Company.objects.count() == 1


def test_the_same_page_sent_with_other_answers_is_another_posting(client, stage):
    sent = {"company_name": "Marée", "stage": stage.pk, "language": "en", "creation_key": str(uuid4())}

    for title in ("CTO", "VP Engineering"):
        client.post(url("new_posting"), sent | {"title": title})

    assert Posting.objects.count() == 2


def test_a_key_reaches_nobody_else_s_posting(client, sign_in, stage):
    sent = {"company_name": "Marée", "stage": stage.pk, "language": "en", "creation_key": str(uuid4())}

    for browser in (client, sign_in(UserFactory(recruiter=True))):
        browser.post(url("new_posting"), sent)

    assert Posting.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x", "1" * 200])
def test_a_broken_key_is_no_reason_to_lose_the_form(client, stage, key):
    sent = {"company_name": "Marée", "stage": stage.pk, "language": "en", "creation_key": key}

    client.post(url("new_posting"), sent)

    assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"company_name": ""}, "company_name"),
        ({"stage": ""}, "stage"),
        ({"stage": "999"}, "stage"),
        ({"language": "xx"}, "language"),
        ({"title": "x" * 141}, "title"),
    ],
)
def test_a_bad_start_is_explained_and_keeps_what_was_typed(client, stage, data, field):
    sent = {"company_name": "Marée", "stage": stage.pk, "language": "en", "title": "Our CTO"} | data

    response = client.post(url("new_posting"), sent)

    assert list(response.context["form"].errors) == [field]
    assert 'value="Marée"' in response.text or field == "company_name"
    assert Posting.objects.count() == Company.objects.count() == 0


def test_another_team_s_company_is_no_choice(client, stage):
    stranger = CompanyFactory()

    response = client.post(url("new_posting"), {"company": stranger.pk, "stage": stage.pk, "language": "en"})

    assert "company" in response.context["form"].errors
    assert stranger.name not in client.get(url("new_posting")).text


@pytest.mark.parametrize("kind", ["curator", "hiring_manager", "interviewer"])
@pytest.mark.parametrize("name", ["new_posting", "new_company"])
def test_only_recruiters_and_leads_start_something(sign_in, stage, kind, name):
    client = sign_in(UserFactory(**{kind: True}))

    assert client.get(url(name)).status_code == 403
    assert client.post(url(name), {"name": "Marée", "company_name": "Marée"}).status_code == 403
    assert Company.objects.count() == 0


def test_the_stages_are_explained_beside_the_choice(client, stage):
    text = client.get(url("new_posting")).text

    assert stage.summary in text
    assert "1 core mission" in text


# Diagnosis


@pytest.fixture
def stages(stage):
    """The three stages, and signs that count engineers."""
    role = stage.role
    for number, least, most in ((1, None, 2), (2, 3, 15), (3, 16, None)):
        StageFactory(role=role, number=number)
        Sign.objects.create(
            role=role,
            key=f"engineers-{number}",
            fact="engineers",
            at_least=least,
            at_most=most,
            stage=number,
            weight=3,
            reason_en="With %(value)s engineers.",
        )
    return {stage.number: stage for stage in role.stages.all()}


def test_asking_for_advice_recommends_a_stage_and_keeps_what_was_typed(client, stages):
    sent = {"company_name": "Marée", "engineers": "6", "language": "fr", "diagnose": "1"}

    response = client.post(url("new_posting"), sent)

    assert response.status_code == 200
    assert response.context["diagnosis"].stage == 2
    assert "With 6 engineers." in response.text
    assert response.context["form"]["stage"].value() == stages[2].pk
    assert 'value="Marée"' in response.text
    assert Posting.objects.count() == 0


@pytest.mark.parametrize(("engineers", "message"), [("-1", "greater than or equal to 0"), ("many", "whole number")])
def test_a_fact_that_cannot_be_read_is_explained(client, stages, engineers, message):
    response = client.post(url("new_posting"), {"engineers": engineers, "in_use": "yes", "diagnose": "1"})

    assert message in response.text


def test_the_diagnosis_is_kept_with_the_posting_and_its_facts_with_the_company(client, stages):
    sent = {"company_name": "Marée", "engineers": "6", "people": "22", "stage": stages[2].pk, "language": "en"}

    client.post(url("new_posting"), sent)

    posting = Posting.objects.get()
    assert posting.diagnosis["facts"] == {"people": 22, "engineers": 6}
    assert (posting.diagnosis["stage"], posting.stage_reason) == (2, "")
    assert (posting.company.people, posting.company.engineers) == (22, 6)


def test_another_stage_than_recommended_needs_a_reason_which_is_kept(client, stages):
    sent = {"company_name": "Marée", "engineers": "6", "stage": stages[3].pk, "language": "en"}

    refused = client.post(url("new_posting"), sent)
    assert "say why you choose another" in refused.text
    assert Posting.objects.count() == Company.objects.count() == 0

    client.post(url("new_posting"), sent | {"stage_reason": "We buy a team of 30 in spring."})
    assert Posting.objects.get().stage_reason == "We buy a team of 30 in spring."


def test_without_facts_nothing_is_diagnosed(client, stages):
    client.post(url("new_posting"), {"company_name": "Marée", "stage": stages[3].pk, "language": "en"})

    assert Posting.objects.get().diagnosis is None


# Companies


def test_a_company_is_made_and_changed(client, recruiter):
    client.post(url("new_company"), {"name": "Marée", "people": "22", "engineers": "6", "country": "FR"})
    company = Company.objects.get()
    assert (company.people, company.engineers, company.country, company.created_by) == (22, 6, "FR", recruiter)

    client.post(url("company", company.pk), {"name": "Marée", "people": "23", "engineers": "6", "country": "FR"})

    company.refresh_from_db()
    assert company.people == 23


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": ""}, "name"),
        ({"website": "nonsense"}, "website"),
        ({"people": "-1"}, "people"),
        ({"people": "3", "engineers": "4"}, "__all__"),
        ({"country": "XX"}, "country"),
    ],
)
def test_a_bad_company_is_explained_and_keeps_what_was_typed(client, recruiter, data, field):
    company = CompanyFactory(created_by=recruiter, name="Marée")

    response = client.post(url("company", company.pk), {"name": "Marée", "description": "Fish markets."} | data)

    assert list(response.context["form"].errors) == [field]
    assert "Fish markets." in response.text
    company.refresh_from_db()
    assert company.description == ""


@pytest.mark.parametrize("part", [Part.HIRING_MANAGER, Part.INTERVIEWER])
def test_seeing_a_company_is_not_yet_changing_it(client, recruiter, stage, part):
    company = MembershipFactory(user=recruiter, part=part).posting.company

    listed = client.get(url("companies")).text
    started = client.post(url("new_posting"), {"company": company.pk, "stage": stage.pk, "language": "en"})

    assert company.name in listed
    assert url("company", company.pk) not in listed  # it would answer 404
    assert list(started.context["form"].errors) == ["company"]  # starting a posting would make them an editor


def test_another_team_s_company_is_not_found(client):
    company = CompanyFactory()

    assert client.get(url("company", company.pk)).status_code == 404
    assert client.post(url("company", company.pk), {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_companies_take_the_same_queries_however_many(client, recruiter, django_assert_num_queries, count):
    CompanyFactory.create_batch(count, created_by=recruiter)
    CompanyFactory(name="Somebody else’s")

    with django_assert_num_queries(5):
        response = client.get(url("companies"))

    assert len(response.context["page"]) == count
    assert "Somebody else’s" not in response.text


def test_another_team_s_postings_are_not_counted(client, recruiter):
    company = CompanyFactory(created_by=recruiter)
    PostingFactory(company=company, created_by=recruiter, owner=recruiter)
    PostingFactory(company=company, created_by=recruiter, owner=UserFactory(recruiter=True))

    (listed,) = client.get(url("companies")).context["page"]

    assert listed.postings_count == 1


# State


def test_closing_asks_why(client, posting):
    assert "Why does it close?" in client.get(url("close", posting.code)).text
    response = client.post(url("close", posting.code), {})
    assert list(response.context["form"].errors) == ["reason"]

    client.post(url("close", posting.code), {"reason": "filled"})

    posting.refresh_from_db()
    assert (posting.state, posting.close_reason) == (State.CLOSED, "filled")


def test_closing_and_reopening_twice_is_harmless(client, posting):
    for _ in range(2):
        assert client.post(url("close", posting.code), {"reason": "paused"}).status_code == 302
    for _ in range(2):
        assert client.post(url("reopen", posting.code)).status_code == 302

    posting.refresh_from_db()
    assert (posting.state, posting.transitions.count()) == (State.PUBLISHED, 3)


def test_a_draft_cannot_be_closed(client, recruiter):
    draft = PostingFactory(ready=True, owner=recruiter)

    response = client.post(url("close", draft.code), {"reason": "filled"}, follow=True)

    assert "cannot become closed" in response.text


def test_archiving_says_what_it_does_first(client, recruiter):
    posting = PostingFactory(closed=True, owner=recruiter)
    assert "can’t be edited or reopened" in client.get(url("archive", posting.code)).text

    for _ in range(2):
        client.post(url("archive", posting.code))

    posting.refresh_from_db()
    assert (posting.state, posting.transitions.filter(to_state="archived").count()) == (State.ARCHIVED, 1)


def test_an_open_posting_is_not_archived(client, posting):
    response = client.post(url("archive", posting.code), follow=True)

    assert "cannot become archived" in response.text
    posting.refresh_from_db()
    assert posting.state == State.PUBLISHED


@pytest.mark.parametrize("name", ["close", "reopen", "archive"])
def test_others_cannot_change_the_state(sign_in, posting, name):
    outsider = sign_in(UserFactory(recruiter=True))
    manager = sign_in(MembershipFactory(posting=posting, part=Part.HIRING_MANAGER).user)

    for client in (outsider, manager):
        assert client.post(url(name, posting.code), {"reason": "filled"}).status_code == 404
    posting.refresh_from_db()
    assert posting.state == State.PUBLISHED


def test_reopening_is_not_done_by_looking(client, posting):
    assert client.get(url("reopen", posting.code)).status_code == 405


# Versions


def test_versions_show_what_changed(client, posting, recruiter):
    line = posting.lines.first()
    actions.reword_line(line=line, text="You hire four people.", revision=1, by=recruiter)
    actions.publish_posting(posting=posting, by=recruiter)
    actions.update_facts(posting=posting, values={"title": "Unpublished title"}, base={}, by=recruiter)

    response = client.get(url("versions", posting.code))

    changes = [change for _version, changes in response.context["versions"] for change in changes or []]
    assert [(change.before, change.after) for change in changes] == [
        ("You carry out mission 1.", "You hire four people.")
    ]
    assert [change.after for change in response.context["unpublished"]] == ["Unpublished title"]


@pytest.mark.parametrize("count", [1, 3])
def test_versions_take_the_same_queries_however_many(client, posting, recruiter, django_assert_num_queries, count):
    for number in range(1, count):
        actions.add_line(posting=posting, kind="other", text=f"Line {number}.", by=recruiter)
        actions.publish_posting(posting=posting, by=recruiter)

    with django_assert_num_queries(10):
        response = client.get(url("versions", posting.code))

    assert len(response.context["versions"]) == count


def test_a_draft_has_no_versions_yet(client, recruiter):
    draft = PostingFactory(owner=recruiter)

    assert "Nothing published yet" in client.get(url("versions", draft.code)).text


def test_another_team_s_versions_are_not_found(client):
    assert client.get(url("versions", PostingFactory(published=True).code)).status_code == 404

"""A new posting from another one: what goes along, what stays behind, and the page that asks."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.choices import LineKind, Part, State
from postings.models import Line, Posting, Template
from postings.originals import FACTS, original_of
from roles.models import Mission, Weight
from tests.factories.accounts import UserFactory
from tests.factories.postings import (
    CompanyFactory,
    LineFactory,
    MembershipFactory,
    PostingFactory,
    TemplateFactory,
)
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

FULL = {
    "title": "Head of technology",
    "summary": "Why now.",
    "remote_note": "2 days",
    "pay_min": 80_000,
    "pay_max": 90_000,
    "pay_currency": "EUR",
    "pay_period": "year",
    "pay_note": "and shares",
    "benefits": "A bike",
    "process": "A call\nA day",
    "answer_days": 7,
    "form_fields": {"phone": "required", "links": "optional", "words": "off"},
    "listed": False,
}
OWN = {  # what is a copy's own, or asked on its page
    *("id", "code", "company", "role", "stage", "language", "title", "template", "copied_from", "creation_key"),
    *("created_by", "created_at", "updated_at", "live_version", "state", "close_reason"),
    *("starts_on", "closes_on", "publish_at", "close_at", "close_at_reason", "scheduled_by", "schedule_problem"),
    *("diagnosis", "stage_reason", "is_blind"),
}


FILLER = "You fill in for"


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def posting(recruiter):
    return PostingFactory(
        ready=True, mission_lines=0, owner=recruiter, created_by=recruiter, company__created_by=recruiter, **FULL
    )


@pytest.fixture
def mission(posting):
    return MissionFactory(
        role=posting.role, at={posting.stage: Weight.CORE}, line_en="You lead.", line_fr="Vous menez."
    )


def copy(posting, by, *, version=None, **fields):
    fields = {"company": posting.company, "stage": posting.stage, "language": posting.language, "title": ""} | fields
    return actions.copy_posting(original=original_of(posting, version), by=by, **fields)


def publish(posting, by):
    """Add the missions that publishing wants, and publish."""
    for number in range(3):
        LineFactory(posting=posting, text=f"{FILLER} {number}.", order=20 + number)
    return actions.publish_posting(posting=posting, by=by)


def facts(posting):
    return {name: getattr(posting, name) for name in FACTS}


def texts(posting):
    return list(posting.lines.kept().exclude(text__startswith=FILLER).values_list("text", flat=True))


# What goes along


def test_facts_go_along(posting, recruiter):
    made = copy(posting, recruiter)

    posting.refresh_from_db()
    assert facts(made) == facts(posting)
    assert (made.copied_from, made.role, made.stage, made.state) == (posting, posting.role, posting.stage, State.DRAFT)


def test_each_column_of_a_posting_is_copied_or_its_own():
    assert {field.name for field in Posting._meta.concrete_fields} == OWN | set(FACTS)


def test_lines_go_along_with_where_they_came_from(posting, recruiter, mission):
    skill = SkillFactory(role=posting.role)
    actions.pick(posting=posting, source=mission, by=recruiter)
    line = actions.pick(posting=posting, source=skill, by=recruiter)
    actions.reword_line(line=line, text="Other words", revision=1, by=recruiter)
    LineFactory(posting=posting, text="Own", kind=LineKind.OTHER, about_mission=mission, about_settled=True, order=9)
    actions.drop_line(line=LineFactory(posting=posting, text="Dropped"), by=recruiter)
    Mission.objects.filter(pk=mission.pk).update(line_en="You lead them all.")  # the copy is as much behind

    made = copy(posting, recruiter)

    kept = ("kind", "text", "mission", "skill", "source_text", "about_mission", "about_settled")
    assert list(made.lines.values_list(*kept)) == list(posting.lines.kept().values_list(*kept))
    assert texts(made) == ["You lead.", "Other words", "Own"]


def test_what_is_of_a_moment_or_of_people_stays_behind(recruiter, lead):
    posting = PostingFactory(published=True, owner=recruiter, starts_on="2027-01-01", closes_on="2099-01-01")
    MembershipFactory(posting=posting)
    posting.close_at, posting.close_at_reason, posting.scheduled_by = timezone.now(), "filled", recruiter
    posting.save()

    made = copy(posting, lead)

    assert [getattr(made, name) for name in ("starts_on", "closes_on", "close_at", "scheduled_by", "live_version")] == [
        None
    ] * 5
    assert list(made.memberships.values_list("user", "part")) == [(lead.pk, Part.OWNER)]
    assert (made.versions.count(), made.created_by, made.code == posting.code) == (0, lead, False)


def test_the_original_stays_as_it_is(posting, recruiter, mission):
    actions.pick(posting=posting, source=mission, by=recruiter)
    before = facts(posting), texts(posting), posting.updated_at

    made = copy(posting, recruiter)
    actions.drop_line(line=made.lines.get(), by=recruiter)

    posting.refresh_from_db()
    assert before[:2] == (facts(posting), texts(posting))
    assert posting.copied_from is None


@pytest.mark.parametrize("changed", [False, True])
def test_the_diagnosis_goes_along_to_the_same_job_only(posting, recruiter, changed):
    posting.diagnosis, posting.stage_reason = {"stage": 3}, "We buy a team."
    posting.save()
    stage = StageFactory(role=posting.role, number=3) if changed else posting.stage

    made = copy(posting, recruiter, stage=stage)

    assert (made.diagnosis, made.stage_reason) == ((None, "") if changed else ({"stage": 3}, "We buy a team."))


# From a version


def test_an_older_version_gives_its_own_text(posting, recruiter, mission):
    line = actions.pick(posting=posting, source=mission, by=recruiter)
    LineFactory(posting=posting, text="Own", kind=LineKind.OTHER, about_mission=mission, about_settled=True)
    reworded = LineFactory(posting=posting, text="Later other", about_mission=mission, about_settled=True)
    first = publish(posting, recruiter)
    posting.refresh_from_db()
    actions.reword_line(line=line, text="Later words", revision=1, by=recruiter)
    actions.reword_line(line=reworded, text="New", revision=1, by=recruiter)
    Posting.objects.update(benefits="Later", pay_max=200_000, process="Later", title="Later")
    posting = Posting.objects.for_editing().get()

    made = copy(posting, recruiter, version=first, title=first.title)

    posting_then = {name: FULL[name] for name in FULL if name not in {"title", "listed"}}
    assert {name: getattr(made, name) for name in posting_then} == posting_then
    assert (made.title, made.listed, made.places) == (
        "Head of technology",
        False,
        [{"locality": "Gent", "region": "", "country": "BE"}],
    )
    own = made.lines.exclude(text__startswith=FILLER)
    assert set(own.values_list("text", "mission", "source_text", "about_mission")) == {
        ("You lead.", mission.pk, "You lead.", None),
        ("Own", None, "", mission.pk),
        ("Later other", None, "", None),  # the row has other words today: what it is about is of those
    }


def test_a_version_s_line_whose_mission_is_gone_is_one_s_own(posting, recruiter, mission):
    actions.pick(posting=posting, source=mission, by=recruiter)
    version = publish(posting, recruiter)
    Mission.objects.filter(pk=mission.pk).update(key="other")

    line = copy(posting, recruiter, version=version).lines.first()

    assert (line.text, line.mission, line.source_text) == ("You lead.", None, "")


# Another stage, another language, another company


def test_another_stage_s_lines_are_told_and_its_core_missions_offered(posting, recruiter, mission):
    large = StageFactory(role=posting.role, number=3)
    both = MissionFactory(role=posting.role, at={posting.stage: Weight.CORE, large: Weight.CORE})
    core = MissionFactory(role=posting.role, at={large: Weight.CORE}, line_en="You run teams.")
    MissionFactory(role=posting.role, at={large: Weight.OCCASIONAL})
    about = LineFactory(posting=posting, text="Own", about_mission=mission, about_settled=True, order=8)
    LineFactory(posting=posting, text="Own and free", order=9)
    lines = [actions.pick(posting=posting, source=source, by=recruiter) for source in (mission, both)]
    original = original_of(posting)

    assert original.foreign_to(posting.stage) == []
    assert set(original.foreign_to(large)) == {about, lines[0]}
    assert original.lacking([both, core]) == [core]

    as_it_is = copy(posting, recruiter, stage=large)
    assert set(texts(as_it_is)) == set(texts(posting))
    fitted = copy(posting, recruiter, stage=large, take_core=True, drop_foreign=True)
    assert texts(fitted) == ["Own and free", both.line, "You run teams."]


def test_at_the_same_stage_nothing_is_taken_or_left_out(posting, recruiter, mission):
    MissionFactory(role=posting.role, at={posting.stage: Weight.CORE})
    other = MissionFactory(role=posting.role)
    actions.pick(posting=posting, source=other, by=recruiter)

    assert texts(copy(posting, recruiter, take_core=True, drop_foreign=True)) == [other.line]


def test_a_stage_of_another_role_is_refused(posting, recruiter):
    with pytest.raises(ValueError, match="another role"):
        copy(posting, recruiter, stage=StageFactory(role__key="vp"))


def test_in_another_language_the_sheet_s_own_words_change(posting, recruiter, mission):
    skill = SkillFactory(role=posting.role, line_en="You listen.", line_fr="Vous écoutez.")
    actions.pick(posting=posting, source=mission, by=recruiter)
    line = actions.pick(posting=posting, source=skill, by=recruiter)
    actions.reword_line(line=line, text="You ask.", revision=1, by=recruiter)

    made = copy(posting, recruiter, language="fr")

    assert list(made.lines.values_list("text", "source_text")) == [
        ("Vous menez.", "Vous menez."),
        ("You ask.", "Vous écoutez."),
    ]
    assert (made.language, made.title) == ("fr", "Direction technique")


@pytest.fixture
def template(posting, recruiter):
    template = TemplateFactory(
        company=posting.company, benefits="A bike", boilerplate="We hire everybody.", locked=["benefits", "boilerplate"]
    )
    posting.template = template
    posting.save()
    actions.follow_template(posting=posting, by=recruiter)
    return template


def test_the_template_goes_along(posting, recruiter, template):
    made = copy(posting, recruiter)

    assert made.template == template
    assert made.lines.get().is_locked


def test_a_copy_follows_the_template_as_it_is_today(posting, recruiter, template):
    version = publish(posting, recruiter)
    template.benefits, template.boilerplate = "Two bikes", "We hire you."
    actions.save_template(template=template, agreed=actions.reach_of(template).key, by=recruiter)

    made = copy(Posting.objects.get(), recruiter, version=version)

    assert (made.benefits, texts(made)) == ("Two bikes", ["We hire you."])


@pytest.mark.parametrize("case", ["language", "retired", "company"])
def test_the_template_stays_behind(posting, recruiter, template, case):
    fields = {"company": CompanyFactory(created_by=recruiter)} if case == "company" else {}
    if case == "language":
        fields = {"language": "fr"}
    if case == "retired":
        Template.objects.update(retired_at=timezone.now())

    made = copy(Posting.objects.get(), recruiter, **fields)

    assert (made.template, made.benefits) == (None, "A bike")
    assert list(made.lines.values_list("text", "from_template")) == (
        [] if case == "company" else [("We hire everybody.", False)]
    )


@pytest.mark.parametrize("count", [1, 3])
def test_an_original_is_read_in_the_same_queries_however_many_lines(
    posting, recruiter, django_assert_num_queries, count
):
    for _ in range(count):
        actions.pick(posting=posting, source=MissionFactory(role=posting.role), by=recruiter)
    posting = Posting.objects.for_editing().get()

    with django_assert_num_queries(4):
        assert len(original_of(posting).foreign_to(posting.stage)) == count


# The page


def url(posting):
    return reverse("studio:copy_posting", args=[posting.code])


def answers(posting, **changes):
    fields = {"company": posting.company_id, "stage": posting.stage_id, "language": "en", "title": "CTO"}
    return fields | {"creation_key": str(uuid4())} | changes


def test_the_page_proposes_what_the_original_is(client, posting, mission):
    form = client.get(url(posting)).context["form"]

    assert [form[name].value() for name in ("company", "stage", "language", "title")] == [
        posting.company_id,
        posting.stage_id,
        "en",
        "Head of technology",
    ]
    assert [choice["lacking"] for choice in form.stages()] == [[mission]]


def test_sent_twice_it_is_one_copy(client, posting, recruiter):
    sent = answers(posting)

    first, second = (client.post(url(posting), sent) for _ in range(2))

    made = posting.copies.get()
    assert first["Location"] == second["Location"] == made.get_absolute_url()
    assert (made.title, made.created_by) == ("CTO", recruiter)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"company": ""}, "company"),
        ({"stage": ""}, "stage"),
        ({"stage": "999"}, "stage"),
        ({"language": "xx"}, "language"),
        ({"title": "x" * 141}, "title"),
    ],
)
def test_a_bad_copy_is_explained_and_keeps_what_was_typed(client, posting, data, field):
    response = client.post(url(posting), answers(posting, title="Our CTO") | data)

    assert list(response.context["form"].errors) == [field]
    assert "Our CTO" in response.text or field == "title"
    assert not posting.copies.exists()


def test_a_company_that_is_not_mine_to_change_is_refused(client, posting):
    stranger = CompanyFactory(name="Rivals")

    response = client.post(url(posting), answers(posting, company=stranger.pk))

    assert list(response.context["form"].errors) == ["company"]
    assert "Rivals" not in response.text


def test_who_only_reads_a_posting_copies_it_for_a_company_of_their_own(sign_in, posting):
    user = MembershipFactory(posting=posting, user=UserFactory(recruiter=True), part=Part.INTERVIEWER).user
    mine = CompanyFactory(created_by=user)
    browser = sign_in(user)

    refused = browser.post(url(posting), answers(posting))
    browser.post(url(posting), answers(posting, company=mine.pk))

    assert list(refused.context["form"].errors) == ["company"]
    assert Posting.objects.visible_to(user).filter(company=mine).count() == 1


def test_the_role_s_title_is_taken_in_the_other_language(client, posting):
    Posting.objects.update(title="Chief Technical Officer")

    client.post(url(posting), answers(posting, title="Chief Technical Officer", language="fr"))

    assert posting.copies.get().title == "Direction technique"


def test_a_version_is_copied_by_its_number(client, posting, recruiter, mission):
    actions.pick(posting=posting, source=mission, by=recruiter)
    publish(posting, recruiter)
    Posting.objects.update(benefits="Later")
    page = f"{url(posting)}?version=1"

    assert "text of version 1" in client.get(page).text
    client.post(page, answers(posting))

    assert posting.copies.get().benefits == "A bike"


@pytest.mark.parametrize("number", ["0", "2", "x", "", "-1", "9" * 30, "²"])
def test_a_version_that_is_not_there_is_not_found(client, posting, recruiter, mission, number):
    actions.pick(posting=posting, source=mission, by=recruiter)
    publish(posting, recruiter)

    assert client.get(url(posting), {"version": number}).status_code == 404


@pytest.mark.parametrize("trait", ["published", "closed", "archived"])
def test_a_posting_in_any_state_is_copied(client, recruiter, trait):
    posting = PostingFactory(**{trait: True}, owner=recruiter, company__created_by=recruiter)

    client.post(url(posting), answers(posting))

    assert posting.copies.get().state == State.DRAFT


def test_the_ways_to_the_page(client, sign_in, recruiter):
    posting = PostingFactory(published=True, owner=recruiter)
    pages = [reverse("studio:postings"), posting.get_absolute_url(), reverse("studio:versions", args=[posting.code])]
    interviewer = MembershipFactory(posting=posting, user=UserFactory(interviewer=True), part=Part.INTERVIEWER).user

    assert [client.get(page).text.count(url(posting)) for page in pages] == [1, 1, 1]
    assert f"{url(posting)}?version=1" in client.get(pages[2]).text
    assert [url(posting) in sign_in(interviewer).get(page).text for page in pages] == [False] * 3


def test_a_copy_says_what_it_came_from_to_whom_may_see_that(client, sign_in, posting, recruiter):
    made = copy(posting, recruiter)
    colleague = MembershipFactory(posting=made).user
    page = reverse("studio:versions", args=[made.code])

    assert "It began as a copy of" in client.get(page).text
    assert "It began as a copy of" not in sign_in(colleague).get(page).text


def test_lines_of_an_original_are_never_saved(posting, recruiter, mission):
    actions.pick(posting=posting, source=mission, by=recruiter)
    version = publish(posting, recruiter)

    original_of(posting, version)

    assert Line.objects.count() == 4

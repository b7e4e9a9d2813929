"""Templates: what they give new postings, what they lock, what saving one writes, the way out."""

import pytest
from django.core.exceptions import ValidationError

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from postings import actions
from postings.choices import LineKind
from postings.merge import canonical
from postings.models import Template
from roles.models import Weight
from tests.factories.accounts import UserFactory
from tests.factories.postings import CompanyFactory, LineFactory, PostingFactory, TemplateFactory
from tests.factories.roles import MissionFactory, StageFactory

pytestmark = pytest.mark.django_db

LINE = "We hire people of every age."


@pytest.fixture
def template(recruiter):
    company = CompanyFactory(created_by=recruiter)
    return TemplateFactory(
        company=company,
        benefits="A bike",
        process="A call",
        boilerplate=f"- {LINE}",
        locked=["benefits", "boilerplate"],
    )


@pytest.fixture
def posting(template, recruiter):
    return start(template, recruiter)


def start(template, by, **fields):
    stage = StageFactory(number=2)
    company = fields.pop("company", template.company)
    return actions.create_posting(
        company=company, role=stage.role, stage=stage, language="en", template=template, by=by, **fields
    )


def reached(**traits):
    """A posting with the template's facts that went through its states."""
    template = TemplateFactory(benefits="A bike", locked=["benefits"])
    return PostingFactory(company=template.company, template=template, benefits="A bike", **traits)


def save(template, by, **changes):
    """Change the template and save it, saying yes to what it reaches."""
    for name, value in changes.items():
        setattr(template, name, value)
    return actions.save_template(template=template, agreed=actions.reach_of(template).key, by=by)


def facts(posting, by, **values):
    base = {name: canonical(getattr(posting, name)) for name in values}
    return actions.update_facts(posting=posting, values=values, base=base, by=by)


# New postings


def test_a_new_posting_takes_the_template_s_words(template, recruiter):
    MissionFactory(role=StageFactory(number=2).role, at={StageFactory(number=2): Weight.CORE})

    posting = start(template, recruiter)

    assert (posting.template, posting.benefits, posting.process) == (template, "A bike", "A call")
    assert posting.contact_name == recruiter.name
    assert list(posting.lines.values_list("kind", "text", "from_template"))[-1] == ("other", LINE, True)
    assert [line.order for line in posting.lines.all()] == [0, 1]


def test_a_template_of_another_company_is_refused(template, recruiter):
    with pytest.raises(ValueError, match="another company"):
        start(template, recruiter, company=CompanyFactory())


# What is locked


def test_a_locked_fact_is_not_changed(posting, recruiter):
    with pytest.raises(actions.SetByTemplate, match="sets this"):
        facts(posting, recruiter, benefits="None")

    posting.refresh_from_db()
    assert posting.benefits == "A bike"


def test_facts_beside_a_locked_one_are_saved(posting, recruiter):
    assert facts(posting, recruiter, benefits="A bike", process="Two calls").saved == ("process",)


@pytest.mark.parametrize(
    "change",
    [
        lambda line, by: actions.reword_line(line=line, text="Other words", revision=line.revision, by=by),
        lambda line, by: actions.change_kind(line=line, kind=LineKind.NICE, by=by),
        lambda line, by: actions.drop_line(line=line, by=by),
    ],
    ids=["reword", "change_kind", "drop"],
)
def test_a_locked_line_stays_as_it_is(posting, recruiter, change):
    line = posting.lines.get(from_template=True)

    with pytest.raises(actions.SetByTemplate):
        change(line, recruiter)

    line.refresh_from_db()
    assert (line.text, line.kind, line.dropped_at, line.revision) == (LINE, "other", None, 1)


def test_a_locked_line_is_moved_among_its_neighbours(posting, recruiter):
    line = posting.lines.get(from_template=True)
    actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=recruiter)

    actions.move_line(line=line, to=1, by=recruiter)

    assert [item.text for item in posting.lines.all()] == ["A dog is welcome.", LINE]


def test_lines_of_a_template_that_does_not_lock_them_are_free(template, posting, recruiter):
    save(template, recruiter, locked=["benefits"])

    line = actions.drop_line(line=posting.lines.get(from_template=True), by=recruiter)

    assert line.dropped_at is not None


def test_undo_does_not_reach_what_the_template_locked_since(template, posting, recruiter):
    facts(posting, recruiter, process="My own")
    facts(posting, recruiter, process="A call")
    save(template, recruiter, locked=["process"])

    with pytest.raises(actions.UndoRefused, match="sets this"):
        actions.undo_change(change=posting.changes.first(), by=recruiter)

    posting.refresh_from_db()
    assert posting.process == "A call"


def test_undo_does_not_reach_a_line_that_the_template_locked_since(template, posting, recruiter):
    save(template, recruiter, locked=[])
    line = posting.lines.get(from_template=True)
    actions.reword_line(line=line, text="My own", revision=line.revision, by=recruiter)
    line.refresh_from_db()
    actions.add_line(posting=posting, kind="other", text="Between", by=recruiter)
    actions.reword_line(line=line, text=LINE, revision=line.revision, by=recruiter)
    save(template, recruiter, locked=["boilerplate"])

    with pytest.raises(actions.UndoRefused, match="sets this"):
        actions.undo_change(change=posting.changes.first(), by=recruiter)

    assert posting.lines.get(from_template=True).text == LINE


def test_own_lines_are_free(posting, recruiter):
    line = actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=recruiter)

    assert actions.drop_line(line=line, by=recruiter).dropped_at is not None


# Saving a template


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({}, "Two bikes"),
        ({"published": True}, "Two bikes"),
        ({"closed": True}, "A bike"),
        ({"archived": True}, "A bike"),
    ],
)
def test_a_locked_part_is_written_into_drafts_and_published_postings(lead, traits, expected):
    posting = reached(**traits)

    reach = save(posting.template, lead, benefits="Two bikes")

    posting.refresh_from_db()
    assert (posting.benefits, len(reach)) == (expected, 1 if expected == "Two bikes" else 0)


def test_candidates_read_the_change_in_the_next_version(lead):
    posting = reached(published=True)
    before = posting.live_version.content

    save(posting.template, lead, benefits="Two bikes")

    posting.refresh_from_db()
    posting.live_version.refresh_from_db()
    assert posting.live_version.content == before
    assert posting.is_edited_since_publishing
    assert posting.history.first().benefits == "Two bikes"
    assert posting.history.first().history_user == lead
    assert actions.publish_posting(posting=posting, by=lead).content["benefits"] == "Two bikes"


def test_a_part_without_a_lock_touches_no_posting(template, posting, recruiter):
    reach = save(template, recruiter, process="Ten calls")

    posting.refresh_from_db()
    assert (posting.process, len(reach)) == ("A call", 0)


def test_locking_a_part_writes_it_where_it_differs(template, posting, recruiter):
    facts(posting, recruiter, process="My own")
    start(template, recruiter)

    reach = save(template, recruiter, locked=["process"])

    posting.refresh_from_db()
    assert (posting.process, len(reach), reach.names, reach.published) == ("A call", 1, ["process"], 0)


def test_locked_lines_become_those_of_the_template(template, posting, recruiter):
    line = posting.lines.get(from_template=True)
    own = actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=recruiter)

    save(template, recruiter, boilerplate="We hire everybody.\nWe answer everybody.")

    kept = list(posting.lines.kept().order_by("order").values_list("pk", "text", "from_template"))
    assert kept[:2] == [(line.pk, "We hire everybody.", True), (own.pk, own.text, False)]
    assert [(text, flag) for _pk, text, flag in kept[2:]] == [("We answer everybody.", True)]
    line.refresh_from_db()
    assert line.revision == 2


def test_a_line_that_the_template_no_longer_has_is_dropped_and_can_come_back(template, posting, recruiter):
    save(template, recruiter, boilerplate="", locked=["benefits", "boilerplate"])

    line = posting.lines.get()
    assert line.dropped_at is not None
    assert actions.restore_line(line=line, by=recruiter).is_locked is False


def test_postings_are_not_written_before_somebody_says_yes(template, posting, recruiter):
    template.benefits = "Two bikes"

    with pytest.raises(actions.NotAgreed) as question:
        actions.save_template(template=template, by=recruiter)

    assert [item.pk for item, _change in question.value.reach.postings] == [posting.pk]
    posting.refresh_from_db()
    assert (posting.benefits, Template.objects.get().benefits) == ("A bike", "A bike")


def test_yes_to_some_postings_is_no_yes_to_others(template, posting, recruiter):
    template.benefits = "Two bikes"
    agreed = actions.reach_of(template).key
    start(Template.objects.get(), recruiter)

    with pytest.raises(actions.NotAgreed):
        actions.save_template(template=template, agreed=agreed, by=recruiter)


def test_yes_to_postings_that_are_no_longer_reached_is_no_hindrance(template, posting, recruiter):
    template.benefits = "Two bikes"
    agreed = actions.reach_of(template).key
    template.locked = []

    assert len(actions.save_template(template=template, agreed=agreed, by=recruiter)) == 0


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(template, recruiter):
    seen = template.updated_at.isoformat()
    save(Template.objects.get(), recruiter, process="Two calls")

    with pytest.raises(actions.TemplateChanged):
        actions.save_template(template=template, seen=seen, by=recruiter)


def test_a_company_has_a_name_once(template, recruiter):
    with pytest.raises(ValidationError, match="of this name already"):
        actions.save_template(
            template=Template(company=template.company, name=template.name, created_by=recruiter), by=recruiter
        )


@pytest.mark.parametrize("count", [1, 3])
def test_what_saving_reaches_is_found_in_the_same_queries(template, recruiter, django_assert_num_queries, count):
    for _ in range(count):
        start(template, recruiter)
    template.benefits = "Two bikes"

    with django_assert_num_queries(2):
        assert len(actions.reach_of(template)) == count


def test_writing_into_postings_is_in_the_audit_trail(template, posting, recruiter):
    save(template, recruiter, process="Two calls")
    assert not AuditEvent.objects.filter(action=AuditAction.TEMPLATE_CHANGE).exists()

    save(template, recruiter, benefits="Two bikes")

    event = AuditEvent.objects.get(action=AuditAction.TEMPLATE_CHANGE)
    assert (event.actor_id, event.object_id) == (recruiter.pk, str(template.pk))


def test_a_posting_that_reopens_follows_its_template_again(lead):
    posting = reached(closed=True)
    save(posting.template, lead, benefits="Two bikes")

    actions.reopen_posting(posting=posting, by=lead)

    posting.refresh_from_db()
    assert (posting.benefits, posting.state) == ("Two bikes", "published")
    assert posting.history.first().state == "published"


# The way out, retiring


@pytest.mark.parametrize("kind", ["maker", "lead", "other"])
def test_who_may_change_the_template_takes_a_posting_out_of_it(template, posting, recruiter, lead, kind):
    by = {"maker": recruiter, "lead": lead, "other": UserFactory(recruiter=True)}[kind]

    if kind == "other":
        with pytest.raises(actions.TransitionRefused, match="Only a lead"):
            actions.detach_template(posting=posting, by=by)
    else:
        actions.detach_template(posting=posting, by=by)

    posting.refresh_from_db()
    assert (posting.template is None) is (kind != "other")
    assert AuditEvent.objects.filter(action=AuditAction.TEMPLATE_DETACH).count() == (kind != "other")


def test_what_the_template_set_is_the_posting_s_own_afterwards(posting, recruiter):
    for _ in range(2):
        actions.detach_template(posting=posting, by=recruiter)

    posting.refresh_from_db()
    assert facts(posting, recruiter, benefits="None").saved == ("benefits",)
    assert actions.drop_line(line=posting.lines.get(), by=recruiter).from_template is False


def test_a_retired_template_still_holds_its_postings(template, posting, recruiter):
    for _ in range(2):
        actions.retire_template(template=template, by=recruiter)

    assert list(Template.objects.in_use()) == []
    with pytest.raises(actions.SetByTemplate):
        facts(posting, recruiter, benefits="None")
    for _ in range(2):
        actions.restore_template(template=template, by=recruiter)
    assert list(Template.objects.in_use()) == [template]


# Who may


@pytest.mark.parametrize(
    ("who", "visible", "editable"),
    [("maker", 1, 1), ("lead", 1, 1), ("colleague", 1, 0), ("interviewer", 0, 0), ("stranger", 0, 0), ("left", 0, 0)],
)
def test_scopes(template, posting, lead, recruiter, who, visible, editable):
    user = {"maker": recruiter, "lead": lead}.get(who) or UserFactory(recruiter=True)
    if who in ("colleague", "interviewer"):
        part = "recruiter" if who == "colleague" else "interviewer"
        actions.set_member(posting=posting, user=user, part=part, by=lead)
    if who == "left":  # made it, and has no part in the company any more
        Template.objects.update(created_by=user)

    assert Template.objects.visible_to(user).count() == visible
    assert Template.objects.editable_by(user).count() == editable


def test_an_unlocked_line_that_was_moved_comes_back_into_its_part(template, posting, recruiter):
    save(template, recruiter, locked=[])
    LineFactory(posting=posting)
    actions.change_kind(line=posting.lines.get(from_template=True), kind="nice", by=recruiter)

    save(template, recruiter, locked=["boilerplate"])

    assert posting.lines.get(from_template=True).kind == LineKind.OTHER

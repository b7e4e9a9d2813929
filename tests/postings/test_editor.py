"""The editor: picking, rewording, ordering, facts, publishing; as plain forms and as htmx sends them."""

import json

import pytest
from django.urls import reverse

from postings import actions
from postings.choices import LineKind, Part, State
from postings.forms import FactsForm
from postings.models import Posting
from roles.models import Importance, Weight
from tests.factories.accounts import UserFactory
from tests.factories.postings import CommentFactory, LineFactory, MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory, SkillFactory, StageFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def mission(posting):
    return MissionFactory(role=posting.role, at={posting.stage: Weight.CORE})


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


def kept(posting):
    return list(posting.lines.kept().filter(kind=LineKind.MISSION).values_list("text", flat=True))


# The page


def test_the_editor_shows_the_posting_and_the_reference(client, posting, mission):
    response = client.get(url("posting", posting))

    assert response.status_code == 200
    assert "You carry out mission 1." in response.text
    assert mission.statement in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_editor_takes_the_same_queries_however_many_lines(client, posting, django_assert_num_queries, count):
    stage = posting.stage
    for _ in range(count):
        source = MissionFactory(role=posting.role, at={stage: Weight.CORE})
        line = LineFactory(posting=posting, mission=source, source_text=source.line)
        CommentFactory(posting=posting, line=line, by=UserFactory())
        SkillFactory(role=posting.role, at={stage: Importance.ESSENTIAL})
        MissionFactory(role=posting.role, at={StageFactory(role=posting.role, number=3): Weight.CORE})

    with django_assert_num_queries(26):
        client.get(url("posting", posting))


@pytest.mark.parametrize("part", [Part.HIRING_MANAGER, Part.INTERVIEWER])
def test_other_members_read_the_posting(sign_in, posting, part):
    member = MembershipFactory(posting=posting, part=part).user

    response = sign_in(member).get(url("posting", posting))

    assert response.status_code == 200
    assert "postings/read.html" in [template.name for template in response.templates]


def test_an_archived_posting_is_read_only(client, recruiter):
    posting = PostingFactory(archived=True, owner=recruiter, created_by=recruiter)

    assert "This posting is archived" in client.get(url("posting", posting)).text
    assert client.post(url("add_line", posting), {"kind": "mission", "text": "Late."}).status_code == 404


def test_the_preview_shows_the_working_text_in_the_public_template(client, posting):
    actions.add_line(posting=posting, kind="other", text="A dog is welcome.", by=posting.created_by)

    response = client.get(url("preview", posting))

    assert "postings/posting.html" in [template.name for template in response.templates]
    assert "A dog is welcome." in response.text
    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("base", [r'{"title": "\ud800"}', "[" * 100_000, '{"title": {"a": 1}}', "[1]"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_broken_record_of_what_was_seen_is_no_reason_to_fail(client, posting, base, headers):
    data = {"title": "x" * 200, "base": base}  # too long: the form comes back, and what was seen with it

    assert client.post(url("facts", posting), data, headers=headers).status_code in {200, 422}


# Every endpoint that changes something

ENDPOINTS = [
    ("facts", {"title": "Changed"}),
    ("pick_mission", {}),
    ("pick_skill", {}),
    ("add_line", {"kind": "mission", "text": "Changed"}),
    ("reword_line", {"text": "Changed", "revision": 1}),
    ("drop_line", {}),
    ("restore_line", {}),
    ("move_line", {"to": 1}),
    ("change_line_kind", {"kind": "nice"}),
    ("publish", {}),
]


def endpoint(name, posting):
    if name == "pick_mission":
        return url(name, posting, MissionFactory(role=posting.role).pk)
    if name == "pick_skill":
        return url(name, posting, SkillFactory(role=posting.role).pk)
    return url(name, posting, posting.lines.first().pk) if "line" in name and name != "add_line" else url(name, posting)


def snapshot(posting):
    return (
        Posting.objects.filter(pk=posting.pk).values().get(),
        list(posting.lines.values("text", "kind", "order", "dropped_at")),
    )


@pytest.mark.parametrize(("name", "data"), ENDPOINTS)
@pytest.mark.parametrize("who", ["outsider", Part.HIRING_MANAGER, Part.INTERVIEWER])
def test_nobody_else_can_change_a_posting(sign_in, posting, name, data, who):
    user = UserFactory(recruiter=True)
    if who != "outsider":
        MembershipFactory(posting=posting, user=user, part=who)
    before = snapshot(posting)

    assert sign_in(user).post(endpoint(name, posting), data).status_code == 404
    assert snapshot(posting) == before


@pytest.mark.parametrize(("name", "data"), ENDPOINTS)
def test_nothing_changes_by_looking(client, posting, name, data):
    assert client.get(endpoint(name, posting), data).status_code == 405


@pytest.mark.parametrize(("name", "data"), ENDPOINTS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_sending_a_change_again_is_harmless(client, posting, name, data, headers):
    target = endpoint(name, posting)
    data = facts(posting, **data) if name == "facts" else data
    first = client.post(target, data, **headers)
    after_one = snapshot(posting)

    again = client.post(target, data, **headers)

    assert first.status_code == again.status_code == (200 if headers and name != "publish" else 302)
    if name != "add_line":  # the same words twice are two lines
        assert [line["text"] for line in snapshot(posting)[1]] == [line["text"] for line in after_one[1]]


def test_a_line_of_another_posting_is_not_found(client, posting):
    stranger = LineFactory()

    for name in ("reword_line", "drop_line", "restore_line", "move_line", "change_line_kind"):
        assert client.post(url(name, posting, stranger.pk), {"text": "Mine", "revision": 1}).status_code == 404


def test_a_mission_of_another_role_or_a_retired_one_is_not_found(client, posting):
    other = MissionFactory(role__key="cfo")
    retired = MissionFactory(role=posting.role, retired_at="2026-01-01T00:00Z")

    assert client.post(url("pick_mission", posting, other.pk)).status_code == 404
    assert client.post(url("pick_mission", posting, retired.pk)).status_code == 404


# Lines


def test_picking_takes_the_mission_in_and_says_so(client, posting, mission):
    response = client.post(url("pick_mission", posting, mission.pk), follow=True)

    assert kept(posting)[-1] == mission.line
    assert "Picked:" in response.text


def test_htmx_gets_the_parts_that_changed(client, posting, mission):
    response = client.post(url("pick_mission", posting, mission.pk), **HTMX)

    assert response["HX-Trigger-After-Settle"] == "posting-saved"
    assert mission.line in response.text
    assert "<html" not in response.text
    for part in ("reference", "checklist", "save-state", "live-note"):
        assert f'id="{part}"' in response.text


def test_rewording_shows_where_the_line_came_from(client, posting, mission):
    line = actions.pick(posting=posting, source=mission, by=posting.created_by)

    response = client.post(url("reword_line", posting, line.pk), {"text": "You hire.", "revision": 1}, follow=True)

    assert "You hire." in response.text
    assert "reworded" in response.text


def test_a_saved_line_is_answered_without_the_field_that_somebody_types_in(client, posting, line):
    response = client.post(url("reword_line", posting, line.pk), {"text": "New.", "revision": 1}, **HTMX)

    assert f'id="line-{line.pk}-revision"' in response.text
    assert "<textarea" not in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_line_without_words_is_refused(client, posting, line, headers):
    response = client.post(url("reword_line", posting, line.pk), {"text": " ", "revision": 1}, **headers)

    assert response.status_code == (200 if headers else 422)
    assert "A line needs words." in response.text
    line.refresh_from_db()
    assert line.text == "You carry out mission 1."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_line_that_is_too_long_keeps_what_was_typed(client, posting, line, headers):
    typed = "x" * 601

    response = client.post(url("reword_line", posting, line.pk), {"text": typed, "revision": 1}, **headers)

    assert typed in response.text
    assert "at most 600 characters" in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_two_people_rewording_a_line_lose_no_word(client, posting, line, lead, headers):
    actions.reword_line(line=line, text="Theirs.", revision=1, by=lead)

    response = client.post(url("reword_line", posting, line.pk), {"text": "Mine.", "revision": 1}, **headers)

    assert "“Theirs.”" in response.text
    assert ">Mine.</textarea>" in response.text
    assert str(lead) in response.text
    line.refresh_from_db()
    assert line.text == "Theirs."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
@pytest.mark.parametrize("text", ["Mine.", " "], ids=["conflict", "no words"])
def test_a_line_that_was_not_saved_can_still_be_moved(client, posting, lead, text, headers):
    line = posting.lines.all()[1]
    actions.reword_line(line=line, text="Theirs.", revision=1, by=lead)

    response = client.post(url("reword_line", posting, line.pk), {"text": text, "revision": 1}, **headers)

    assert f'id="line-{line.pk}-up"' in response.text
    assert f'id="line-{line.pk}-down"' in response.text
    for kind in ("What you need", "Nice to have", "Also good to know"):
        assert f"Move to “{kind}”" in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_words_for_a_line_that_somebody_dropped_meanwhile_are_not_lost(client, posting, line, lead, headers):
    actions.reword_line(line=line, text="Theirs.", revision=1, by=lead)
    actions.drop_line(line=line, by=lead)

    response = client.post(url("reword_line", posting, line.pk), {"text": "Mine.", "revision": 1}, **headers)

    assert ">Mine.</textarea>" in response.text
    assert f"{lead} dropped this line while you were writing." in response.text


def test_after_seeing_their_words_saving_again_keeps_mine(client, posting, line, lead):
    actions.reword_line(line=line, text="Theirs.", revision=1, by=lead)
    client.post(url("reword_line", posting, line.pk), {"text": "Mine.", "revision": 1})

    client.post(url("reword_line", posting, line.pk), {"text": "Mine.", "revision": 2})

    line.refresh_from_db()
    assert line.text == "Mine."


def test_a_dropped_line_can_be_put_back(client, posting, line):
    response = client.post(url("drop_line", posting, line.pk), follow=True)
    assert "1 dropped line" in response.text

    client.post(url("restore_line", posting, line.pk))

    assert kept(posting)[0] == "You carry out mission 1."


def test_moving_a_line_down(client, posting, line):
    client.post(url("move_line", posting, line.pk), {"to": 1})

    assert kept(posting)[:2] == ["You carry out mission 2.", "You carry out mission 1."]


@pytest.mark.parametrize(("name", "data"), [("move_line", {"to": "x"}), ("change_line_kind", {"kind": "x"})])
def test_nonsense_is_refused_in_words(client, posting, line, name, data):
    before = snapshot(posting)

    response = client.post(url(name, posting, line.pk), data, follow=True)

    assert "That is not a" in response.text
    assert snapshot(posting) == before


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_an_own_line_without_words_is_refused(client, posting, headers):
    response = client.post(url("add_line", posting), {"kind": "must", "text": ""}, **headers)

    assert "Write the line first." in response.text
    assert posting.lines.count() == 3


def test_what_is_typed_is_escaped(client, posting):
    evil = "</textarea><script>alert(1)</script>"

    client.post(url("add_line", posting), {"kind": "mission", "text": evil})

    assert evil not in client.get(url("posting", posting)).text
    assert evil not in client.get(url("preview", posting)).text


# Facts


def facts(posting, **changes):
    """What the browser sends: the form as the page showed it, with changes."""
    form = FactsForm(instance=posting)
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items()} | changes


def test_facts_are_saved(client, posting):
    changes = {
        "title": "Head of Technology",
        "places": "Lyon, France\nGent, Belgium",
        "pay_min": "85000",
        "pay_max": "105000",
        "pay_currency": "EUR",
        "pay_period": "year",
        "closes_on": "2099-12-15",
    }

    response = client.post(url("facts", posting), facts(posting, **changes))

    assert response.status_code == 302
    posting.refresh_from_db()
    assert posting.title == "Head of Technology"
    assert [place["locality"] for place in posting.places] == ["Lyon", "Gent"]
    assert (posting.pay_min, posting.pay_max) == (85000, 105000)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"places": "Nantes"}, "places", "“Nantes” names no country"),
        ({"pay_min": "10", "pay_max": "5", "pay_currency": "EUR", "pay_period": "year"}, "pay_max", "below the lowest"),
        ({"pay_min": "10", "pay_period": "year"}, "pay_currency", "Pay needs a currency."),
        ({"pay_min": "10", "pay_currency": "EUR"}, "pay_period", "Pay needs a period."),
        ({"pay_min": "0", "pay_currency": "EUR", "pay_period": "year"}, "pay_min", "greater than or equal to 1"),
        ({"pay_max": "much"}, "pay_max", "Enter a number."),
        ({"pay_max": "1e400"}, "pay_max", "digits"),
        ({"closes_on": "soon"}, "closes_on", "Enter a valid date."),
        ({"contact_email": "claire"}, "contact_email", "Enter a valid email address."),
        ({"answer_days": "0"}, "answer_days", "greater than or equal to 1"),
        ({"title": "x" * 141}, "title", "at most 140 characters"),
        ({"stage": "999999"}, "stage", "valid choice"),
    ],
)
def test_a_bad_fact_is_explained_and_the_others_are_saved(client, posting, changes, field, message):
    response = client.post(url("facts", posting), facts(posting, summary="New opening.", **changes))

    assert response.status_code == 422
    assert message in str(response.context["facts"].errors[field])
    assert field == "stage" or next(iter(changes.values())) in response.text
    posting.refresh_from_db()
    assert posting.summary == "New opening."


def test_two_people_editing_facts_lose_no_word(client, posting, lead):
    sent = facts(posting, title="Mine", summary="Mine too")
    actions.update_facts(posting=posting, values={"title": "Theirs", "contract": "freelance"}, base={}, by=lead)

    response = client.post(url("facts", posting), sent)

    assert response.status_code == 422
    assert f"{lead} changed this to “Theirs” while you were writing." in str(response.context["facts"].errors["title"])
    assert 'value="Mine"' in response.text
    posting.refresh_from_db()
    assert (posting.title, posting.summary, posting.contract) == ("Theirs", "Mine too", "freelance")


def test_after_seeing_their_fact_saving_again_keeps_mine_and_leaves_what_the_page_never_showed(client, posting, lead):
    sent = facts(posting, title="Mine")
    actions.update_facts(posting=posting, values={"title": "Theirs", "contract": "freelance"}, base={}, by=lead)
    answer = client.post(url("facts", posting), sent)

    client.post(url("facts", posting), sent | {"base": answer.context["facts"]["base"].value()})

    posting.refresh_from_db()
    assert (posting.title, posting.contract) == ("Mine", "freelance")


@pytest.mark.parametrize("base", ["", "not json", "[]", '{"title": 3}'])
def test_a_broken_base_is_no_error(client, posting, base):
    response = client.post(url("facts", posting), facts(posting, title="New", base=base))

    assert response.status_code in {302, 422}


def test_htmx_gets_the_new_base_and_the_error_beside_the_field(client, posting):
    response = client.post(url("facts", posting), facts(posting, title="New", places="Nowhere"), **HTMX)

    assert response.status_code == 200
    assert json.loads(response.context["facts"]["base"].value())["title"] == "New"
    assert "names no country" in response.text
    assert "Not all is saved" in response.text


# Publishing


def test_publishing_tells_the_address(client, posting):
    response = client.post(url("publish", posting), follow=True)

    posting.refresh_from_db()
    assert posting.state == State.PUBLISHED
    assert f"http://testserver{posting.public_path}" in response.text


def test_publishing_what_is_not_ready_links_to_what_is_missing(client, recruiter):
    posting = PostingFactory(owner=recruiter, created_by=recruiter)

    response = client.post(url("publish", posting))

    assert response.status_code == 422
    for anchor in ("id_title", "id_places", "id_contract", "id_contact_name", "lines-mission"):
        assert f'href="#{anchor}"' in response.text
        assert f'id="{anchor}"' in response.text


def test_the_editor_says_when_candidates_read_an_older_text(client, posting):
    client.post(url("publish", posting))
    assert "the same text as here" in client.get(url("posting", posting)).text

    client.post(url("add_line", posting), {"kind": "mission", "text": "New."})

    assert "Candidates still read version 1." in client.get(url("posting", posting)).text

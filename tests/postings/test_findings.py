"""What the recruiter does with a finding: wave it off, take that back, make the change that it proposes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from postings import actions
from postings.choices import Part, State
from postings.models import Line, Posting, Waiver
from postings.working import assess_working
from tests.factories.accounts import UserFactory
from tests.factories.postings import LineFactory, MembershipFactory, PostingFactory
from tests.factories.roles import MissionFactory, StageFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
JARGON, LAW = "clarity.jargon", "law.age"


@pytest.fixture
def posting(recruiter):
    return PostingFactory(ready=True, owner=recruiter, created_by=recruiter, mission_lines=2)


@pytest.fixture
def line(posting):
    return LineFactory(posting=posting, text="You hit the ground running.")


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def assessment(posting):
    return assess_working(Posting.objects.for_editing().get(pk=posting.pk))[1]


def found(posting, rule):
    """The one finding of a rule that stands."""
    (one,) = [finding for finding in assessment(posting).findings if finding.rule == rule]
    return one


def standing(posting, rule) -> int:
    return sum(finding.rule == rule for finding in assessment(posting).findings)


def url(name, posting, key):
    return reverse(f"studio:{name}", args=[posting.code, key])


def wave(client, posting, key, headers=None, **data):
    return client.post(url("wave_finding", posting, key), {"reason": "Our word."} | data, **(headers or {}))


# Waving off


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_advice_that_was_waved_off_leaves_the_line_and_the_panel(client, posting, line, recruiter, headers):
    key = found(posting, JARGON).key

    response = wave(client, posting, key, headers)

    assert response.status_code == (200 if headers else 302)
    assert standing(posting, JARGON) == 0
    waiver = Waiver.objects.get()
    assert (waiver.line, waiver.words, waiver.reason, waiver.by) == (
        line,
        "hit the ground running",
        "Our word.",
        recruiter,
    )
    page = client.get(posting.get_absolute_url())
    assert "1 waved off" in page.text
    assert f"“Our word.” {recruiter}" in page.text
    assert url("wave_finding", posting, key) not in page.text
    assert url("take_waiver_back", posting, key) in page.text


def test_htmx_gets_the_findings_of_every_line_and_the_panel(client, posting, line):
    response = wave(client, posting, found(posting, JARGON).key, HTMX)

    for each in posting.lines.kept():
        assert f'id="line-{each.pk}-findings"' in response.text
    assert 'id="checklist"' in response.text
    assert "<textarea" not in response.text


def test_waving_off_again_keeps_the_first_reason(client, posting, line):
    key = found(posting, JARGON).key
    wave(client, posting, key)

    response = wave(client, posting, key, reason="Another.")

    assert response.status_code == 302
    assert [waiver.reason for waiver in Waiver.objects.all()] == ["Our word."]


def test_it_comes_back_when_the_words_change_and_goes_again_with_them(client, posting, line, recruiter):
    wave(client, posting, found(posting, JARGON).key)
    line = actions.reword_line(line=line, text="You are a ninja.", revision=1, by=recruiter)
    assert standing(posting, JARGON) == 1

    line = actions.reword_line(line=line, text="Here you hit the ground running!", revision=2, by=recruiter)

    assert standing(posting, JARGON) == 0


def test_advice_about_a_field_is_waved_off_too(client, posting, recruiter):
    actions.update_facts(posting=posting, values={"title": "Rockstar CTO"}, base={}, by=recruiter)

    wave(client, posting, found(posting, "clarity.inflated-title").key)

    waiver = Waiver.objects.get()
    assert (waiver.line, waiver.anchor, waiver.words) == (None, "id_title", "Rockstar")
    assert standing(posting, "clarity.inflated-title") == 0
    actions.update_facts(posting=posting, values={"title": "Guru CTO"}, base={}, by=recruiter)
    assert standing(posting, "clarity.inflated-title") == 1


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_what_blocks_is_not_waved_off(client, posting, headers):
    LineFactory(posting=posting, text="You are under 35.")

    response = wave(client, posting, found(posting, LAW).key, headers)

    assert response.status_code == 400
    assert "What blocks publishing can’t be waved off: mend it." in response.text
    assert Waiver.objects.count() == 0


def test_a_waiver_of_what_blocks_would_not_let_it_pass(client, posting, recruiter):
    line = LineFactory(posting=posting, text="You are under 35.")
    one = found(posting, LAW)
    Waiver.objects.create(
        posting=posting, rule=one.rule, line=line, words=one.words, reason="x", by=recruiter, at=timezone.now()
    )

    assert standing(posting, LAW) == 1
    with pytest.raises(actions.NotReady):
        actions.publish_posting(posting=posting, by=recruiter)


def test_there_is_no_way_to_wave_off_what_blocks_on_the_page(client, posting):
    LineFactory(posting=posting, text="You are under 35.")

    page = client.get(posting.get_absolute_url())

    assert url("wave_finding", posting, found(posting, LAW).key) not in page.text


@pytest.mark.parametrize("where", ["line", "panel"])
@pytest.mark.parametrize(("reason", "message"), [(" ", "Say why in a word."), ("x" * 201, "at most 200 characters")])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_reason_is_needed_and_what_was_typed_stays(client, posting, line, where, reason, message, headers):
    key = found(posting, JARGON).key

    response = wave(client, posting, key, headers, reason=reason, where=where)

    assert response.status_code == 422
    assert message in response.text
    assert f'value="{reason}"' in response.text
    assert response.text.count('aria-invalid="true"') == 1
    assert f'id="wave-{where}-{key}" data-keep open' in " ".join(response.text.split())
    assert Waiver.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
@pytest.mark.parametrize(
    ("name", "data"), [("wave_finding", {"reason": "x"}), ("wave_finding", {}), ("fix_finding", {})]
)
def test_a_finding_that_is_gone_is_said_to_be(client, posting, name, data, headers):
    response = client.post(url(name, posting, "0123456789abcdef"), data, **headers, follow=True)

    assert response.status_code == 200
    assert "This is no longer found: the text has changed meanwhile." in response.text


def test_the_same_words_twice_are_waved_off_together(client, posting):
    LineFactory(posting=posting, text="A ninja is a ninja.")
    (one, other) = [finding for finding in assessment(posting).findings if finding.rule == JARGON]
    assert one.key == other.key
    assert client.get(posting.get_absolute_url()).status_code == 200  # no id twice

    wave(client, posting, one.key)

    assert standing(posting, JARGON) == 0
    assert client.get(posting.get_absolute_url()).status_code == 200


def test_a_reason_is_escaped(client, posting, line):
    wave(client, posting, found(posting, JARGON).key, reason="<script>alert(1)</script>")

    assert "<script>alert(1)</script>" not in client.get(posting.get_absolute_url()).text


# Taking back


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_what_was_waved_off_can_be_taken_back_and_again(client, posting, line, headers):
    key = found(posting, JARGON).key
    wave(client, posting, key)

    answers = [client.post(url("take_waiver_back", posting, key), **headers).status_code for _ in range(2)]

    assert answers == [200 if headers else 302] * 2
    assert standing(posting, JARGON) == 1
    assert Waiver.objects.count() == 0


def test_taking_one_back_leaves_the_others(client, posting, line):
    LineFactory(posting=posting, text="You are a ninja.")
    one, other = [finding for finding in assessment(posting).findings if finding.rule == JARGON]
    wave(client, posting, one.key)
    wave(client, posting, other.key)

    client.post(url("take_waiver_back", posting, one.key))

    assert [finding.key for finding in assessment(posting).findings if finding.rule == JARGON] == [one.key]


def test_a_waiver_is_of_one_posting(client, posting, line, recruiter):
    wave(client, posting, found(posting, JARGON).key)
    other = PostingFactory(ready=True, owner=recruiter, created_by=recruiter)

    client.post(url("take_waiver_back", other, found_waived(posting).key))

    assert Waiver.objects.count() == 1


def found_waived(posting):
    (one,) = assessment(posting).waved
    return one.finding


# Fixes


@pytest.fixture
def shouted(posting):
    return LineFactory(posting=posting, text="You LEAD DELIVERY here.")


def fix(client, posting, rule, headers=None, **data):
    return client.post(url("fix_finding", posting, found(posting, rule).key), data, **(headers or {}))


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_fix_gives_the_line_other_words(client, posting, shouted, headers):
    response = fix(client, posting, "clarity.shouting", headers, revision=1)

    assert response.status_code == (200 if headers else 302)
    shouted.refresh_from_db()
    assert (shouted.text, shouted.revision) == ("You lead delivery here.", 2)
    if headers:
        assert ">You lead delivery here.</textarea>" in response.text


def test_a_fix_takes_no_text_from_the_browser(client, posting, shouted):
    fix(client, posting, "clarity.shouting", revision=1, text="Forged.", label="Forged.")

    shouted.refresh_from_db()
    assert shouted.text == "You lead delivery here."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_fix_twice_says_that_it_is_gone(client, posting, shouted, headers):
    key = found(posting, "clarity.shouting").key
    client.post(url("fix_finding", posting, key), {"revision": 1}, **headers)

    again = client.post(url("fix_finding", posting, key), {"revision": 1}, **headers, follow=True)

    assert "This is no longer found" in again.text
    shouted.refresh_from_db()
    assert shouted.revision == 2


@pytest.mark.parametrize("revision", [1, "", "x", 3])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_line_that_somebody_changed_meanwhile_is_not_fixed_unseen(client, posting, shouted, lead, revision, headers):
    actions.reword_line(line=shouted, text="You LEAD DELIVERY there.", revision=1, by=lead)
    key = found(posting, "clarity.shouting").key

    response = client.post(url("fix_finding", posting, key), {"revision": revision}, **headers, follow=True)

    assert "Somebody changed this line meanwhile." in response.text
    shouted.refresh_from_db()
    assert shouted.text == "You LEAD DELIVERY there."


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_fix_drops_a_line(client, posting, headers):
    stage_3 = StageFactory(role=posting.role, number=3)
    mission = MissionFactory(role=posting.role, line_en="Budget planning is yours.", at={stage_3: "core"})
    line = actions.pick(posting=posting, source=mission, by=posting.created_by)

    response = fix(client, posting, "stage.foreign-mission", headers, revision=1)

    assert response.status_code == (200 if headers else 302)
    line.refresh_from_db()
    assert line.dropped_at is not None


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_fix_changes_the_title(client, posting, recruiter, headers):
    actions.update_facts(posting=posting, values={"title": "Rockstar CTO"}, base={}, by=recruiter)

    response = fix(client, posting, "clarity.inflated-title", headers, seen="Rockstar CTO", base='{"title": "x"}')

    assert response.status_code == (200 if headers else 302)
    posting.refresh_from_db()
    assert posting.title == "CTO"
    if headers:
        assert 'id="fact-title" hx-swap-oob="true" data-undone' in response.text
        assert 'value="CTO"' in response.text
        assert "&quot;title&quot;: &quot;CTO&quot;" in response.text


@pytest.mark.parametrize("seen", ["Guru CTO", ""])
def test_a_title_that_somebody_changed_meanwhile_is_not_fixed_unseen(client, posting, lead, seen):
    actions.update_facts(posting=posting, values={"title": "Guru CTO of Marée"}, base={}, by=lead)

    response = fix(client, posting, "clarity.inflated-title", seen=seen)

    assert response.status_code == 302
    posting.refresh_from_db()
    assert posting.title == "Guru CTO of Marée"


def test_a_fix_that_would_make_a_line_too_long_is_refused_in_words(client, posting, monkeypatch):
    LineFactory(posting=posting, text=("You LEAD DELIVERY here. " + "And you write. " * 60)[:599])
    monkeypatch.setattr(Line._meta.get_field("text"), "max_length", 100)

    response = client.post(
        url("fix_finding", posting, found(posting, "clarity.shouting").key), {"revision": 1}, follow=True
    )

    assert "This has to be mended by hand" in response.text


def test_a_finding_without_a_fix_has_none_to_make(client, posting):
    LineFactory(posting=posting, text="You are under 35.")

    response = client.post(url("fix_finding", posting, found(posting, LAW).key), {"revision": 1}, follow=True)

    assert "This is no longer found" in response.text


# Who may


ENDPOINTS = ["wave_finding", "take_waiver_back", "fix_finding"]


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("who", ["outsider", Part.HIRING_MANAGER, Part.INTERVIEWER])
def test_nobody_else_does(sign_in, posting, line, name, who):
    user = UserFactory(recruiter=True)
    if who != "outsider":
        MembershipFactory(posting=posting, user=user, part=who)
    key = found(posting, JARGON).key

    assert sign_in(user).post(url(name, posting, key), {"reason": "x", "revision": 1}).status_code == 404
    assert Waiver.objects.count() == 0


@pytest.mark.parametrize("name", ENDPOINTS)
def test_nothing_happens_by_looking(client, posting, line, name):
    assert client.get(url(name, posting, found(posting, JARGON).key)).status_code == 405


def test_an_archived_posting_is_left_alone(client, posting, line):
    key = found(posting, JARGON).key
    Posting.objects.filter(pk=posting.pk).update(state=State.ARCHIVED)

    assert wave(client, posting, key).status_code == 404


# The panel


def test_each_finding_links_to_its_spot_and_names_its_evidence(client, posting):
    line = LineFactory(posting=posting, text="👍 You hit the ground running.")

    page = client.get(posting.get_absolute_url()).text

    assert f'href="#line-{line.pk}-text" data-spot data-start="7" data-end="29"' in page
    assert "House style; no evidence is claimed" in page
    assert "house advice" in page


def test_the_panel_shows_coded_words_and_what_is_exempt(client, posting):
    LineFactory(posting=posting, text="You lead a driven team.")

    page = " ".join(client.get(posting.get_absolute_url()).text.split())

    assert "Masculine-coded" in page
    assert "Exempt for CTO" in page
    assert "analy, lead, respon: not counted" in page
    assert "found a negligible effect on who applies" in page


def test_the_panel_does_not_assess_french(client, posting):
    Posting.objects.filter(pk=posting.pk).update(language="fr")

    page = client.get(posting.get_absolute_url()).text

    assert "Not assessed" in page
    assert "The list of words is for English only." in page


def test_a_missing_core_mission_is_picked_from_the_panel(client, posting):
    mission = MissionFactory(role=posting.role, line_en="Budget planning is yours.", at={posting.stage: "core"})

    page = client.get(posting.get_absolute_url()).text

    assert f'id="missing-{mission.pk}"' in page
    assert "0 of 1 core mission" in page
    client.post(reverse("studio:pick_mission", args=[posting.code, mission.pk]))
    assert "1 of 1 core mission" in client.get(posting.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_editor_takes_the_same_queries_however_much_was_waved_off(
    client, posting, recruiter, django_assert_num_queries, count
):
    for _ in range(count):
        LineFactory(posting=posting, text="You hit the ground running.")
    for finding in assessment(posting).findings:
        if finding.rule == JARGON:
            actions.wave_off(posting=posting, key=finding.key, reason="x", by=UserFactory(lead=True))

    with django_assert_num_queries(24):
        client.get(posting.get_absolute_url())

"""Templates of steps: what ships, what companies keep, and putting one in place of a posting's steps."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from hiring import actions
from hiring.models import Move, Step, StepTemplate
from hiring.steps import SHIPPED, STEPS_MAX, StepValues, print_of, what_is_wrong
from tests.factories.hiring import ApplicationFactory, StepFactory, StepTemplateFactory
from tests.factories.postings import CompanyFactory, PostingFactory

pytestmark = pytest.mark.django_db

USUAL = ["New", "Screening", "First interview", "Technical case", "Team", "Offer"]
INBOX = StepValues("In", "inbox")


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, company__name="Marée")


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


def live(posting) -> list[Step]:
    return list(Step.objects.live().filter(posting=posting))


def names(posting) -> list[str]:
    return [step.name for step in live(posting)]


def use(client, posting, key, **to):
    """Use a template; `to` has the new place by the name of a step that goes (spaces as underscores)."""
    places = {f"to_{step.pk}": to[name] for step in live(posting) if (name := step.name.replace(" ", "_")) in to}
    return client.post(url("use_steps", posting, key), {"seen": print_of(live(posting))} | places)


# Values ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.key)
def test_what_ships_makes_steps_in_each_language(shipped, language):
    with translation.override(language):
        assert what_is_wrong([StepValues(str(step.name), step.kind) for step in shipped.steps]) == ""


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ([], "The first step"),
        ([StepValues("A", "screen"), INBOX], "The first step"),
        ([INBOX, StepValues("A", "inbox")], "The first step"),
        ([INBOX, StepValues(" ", "screen")], "has a name"),
        ([INBOX, StepValues("x" * 61, "screen")], "has a name"),
        ([INBOX, StepValues("Été", "screen"), StepValues("été", "offer")], "the same name"),
        ([INBOX, *(StepValues(str(n), "screen") for n in range(STEPS_MAX))], "at most"),
        ([INBOX, StepValues("A", "screen")], ""),
    ],
)
def test_what_is_wrong_with_steps(steps, wrong):
    assert (wrong in what_is_wrong(steps)) if wrong else what_is_wrong(steps) == ""


# Using one -------------------------------------------------------------------------------------------


def test_the_page_offers_what_ships_and_what_the_company_and_the_house_keep(client, posting):
    StepTemplateFactory(name="Ours", company=posting.company, is_default=True)
    StepTemplateFactory(name="Everybody’s")
    StepTemplateFactory(name="Theirs", company=CompanyFactory())
    StepTemplateFactory(name="En français", language="fr")

    page = client.get(url("steps", posting)).text

    found = [
        name for name in ("Ours", "Everybody’s", "Theirs", "En français", "Short: two", "Long: for") if name in page
    ]
    assert found == ["Ours", "Everybody’s", "Short: two", "Long: for"]


def test_a_template_takes_the_place_of_the_steps_and_who_is_in_one_that_stays_stays(client, posting):
    offer = Step.objects.get(posting=posting, name="Offer")
    here, there = ApplicationFactory(posting=posting), ApplicationFactory(posting=posting, step=offer)

    response = use(client, posting, "short")

    assert response.url == url("steps", posting)
    assert names(posting) == ["New", "Conversation", "Working session", "Offer"]
    assert [step.position for step in live(posting)] == [1, 2, 3, 4]
    for application, name in ((here, "New"), (there, "Offer")):
        application.refresh_from_db()
        assert (application.step.name, application.moves.count()) == (name, 1)
    assert AuditEvent.objects.filter(action=AuditAction.STEPS_CHANGE).count() == 1


def test_the_page_asks_where_those_in_steps_that_go_are_put_and_proposes_one_of_the_kind(client, posting):
    case = Step.objects.get(posting=posting, name="Technical case")
    ApplicationFactory(posting=posting, step=case)
    ApplicationFactory(posting=posting, step=case, rejected=True)

    page = client.get(url("use_steps", posting, "short")).text

    assert "Those in “Technical case” go to" in page
    assert "1 active, 1 decided" in page
    assert '<option value="2" selected>Working session</option>' in page


def test_applications_of_steps_that_go_are_put_where_the_recruiter_says(client, posting):
    case = Step.objects.get(posting=posting, name="Technical case")
    active, rejected = (ApplicationFactory(posting=posting, step=case, **more) for more in ({}, {"rejected": True}))

    response = use(client, posting, "short", Technical_case=1)
    page = client.get(response.url).text

    assert "2 applications were moved." in page
    for application, state in ((active, "active"), (rejected, "rejected")):
        application.refresh_from_db()
        assert (application.step.name, application.state) == ("Conversation", state)
    case.refresh_from_db()
    assert (case.name, case.removed_at is not None) == ("Technical case", True)
    assert Move.objects.filter(from_step=case, to_step__name="Conversation").count() == 2


def test_without_a_step_of_the_kind_the_recruiter_must_choose(client, posting):
    template = StepTemplateFactory(company=posting.company)
    ApplicationFactory(posting=posting, step=Step.objects.get(posting=posting, name="Offer"))

    response = use(client, posting, template.pk)

    assert response.status_code == 422
    assert "Choose a step." in response.text
    assert names(posting) == USUAL


def test_names_that_change_places_are_no_clash(client, posting):
    steps = [{"name": "Team", "kind": "inbox"}, {"name": "New", "kind": "screen"}, {"name": "OFFER", "kind": "offer"}]
    template = StepTemplateFactory(company=posting.company, steps=steps)

    use(client, posting, template.pk)

    assert [(step.name, step.kind) for step in live(posting)] == [
        ("Team", "inbox"),
        ("New", "screen"),
        ("OFFER", "offer"),
    ]


def test_the_same_template_again_changes_nothing(client, posting):
    for _ in range(2):
        use(client, posting, "short")

    assert Step.objects.filter(posting=posting).count() == 6 + 2


def test_steps_that_somebody_changed_meanwhile_are_looked_at_again(client, posting):
    seen = print_of(live(posting))
    StepFactory(posting=posting, name="Coffee")

    response = client.post(url("use_steps", posting, "short"), {"seen": seen}, follow=True)

    assert "Somebody changed the steps meanwhile" in response.text
    assert names(posting) == [*USUAL, "Coffee"]


def test_nobody_is_left_in_a_step_that_goes(posting, recruiter):
    ApplicationFactory(posting=posting, step=Step.objects.get(posting=posting, name="Team"))

    with pytest.raises(actions.StepRefused, match="say where they go"):
        actions.use_steps(posting=posting, steps=[INBOX], to={}, seen=print_of(live(posting)), by=recruiter)

    assert names(posting) == USUAL


def test_templates_of_another_company_or_language_are_not_there(client, posting):
    for template in (StepTemplateFactory(company=CompanyFactory()), StepTemplateFactory(language="fr")):
        assert client.get(url("use_steps", posting, template.pk)).status_code == 404
    assert client.get(url("use_steps", posting, "unknown")).status_code == 404
    assert client.get(url("use_steps", PostingFactory(), "short")).status_code == 404


# Keeping one -----------------------------------------------------------------------------------------


def test_the_steps_are_kept_as_a_template_of_the_company_and_new_postings_start_with_it(client, posting):
    StepFactory(posting=posting, name="Coffee")
    before = StepTemplateFactory(company=posting.company, is_default=True)

    response = client.post(url("keep_steps", posting), {"name": "Ours", "is_default": "on"})

    template = StepTemplate.objects.get(name="Ours")
    before.refresh_from_db()
    assert response.url == url("steps", posting)
    assert (template.company, template.language, before.is_default) == (posting.company, "en", False)
    assert [step.name for step in template.values] == [*USUAL, "Coffee"]
    assert names(PostingFactory(company=posting.company)) == [*USUAL, "Coffee"]
    assert names(PostingFactory(company=posting.company, language="fr"))[0] == "Nouvelles"
    assert names(PostingFactory()) == USUAL
    assert AuditEvent.objects.filter(action=AuditAction.STEP_TEMPLATE).count() == 1


def test_the_house_s_default_is_for_companies_without_one_of_their_own(posting):
    StepTemplateFactory(is_default=True)
    own = [{"name": "Start", "kind": "inbox"}]
    StepTemplateFactory(is_default=True, company=posting.company, steps=own)

    assert names(PostingFactory()) == ["In", "Talk"]
    assert names(PostingFactory(company=posting.company)) == ["Start"]


@pytest.mark.parametrize(
    ("name", "error"), [("", "Give the template a name."), ("OURS", "The company has a template of this name already.")]
)
def test_a_name_that_can_t_be_is_refused(client, posting, name, error):
    StepTemplateFactory(name="Ours", company=posting.company)

    response = client.post(url("keep_steps", posting), {"name": name})

    assert response.status_code == 422
    assert error in response.text
    assert StepTemplate.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "fields", "again"),
    [
        ("step_template_once", {"name": "Ours"}, {"name": "OURS"}),
        ("step_template_once_a_company", {"name": "Ours", "company": "one"}, {"name": "ours", "company": "one"}),
        ("step_template_one_default", {"is_default": True}, {"is_default": True}),
        (
            "step_template_one_default_a_company",
            {"is_default": True, "company": "one"},
            {"is_default": True, "company": "one"},
        ),
    ],
)
def test_the_database_refuses(name, fields, again):
    company = CompanyFactory()
    rows = [values | ({"company": company} if "company" in values else {}) for values in (fields, again)]
    StepTemplateFactory(**rows[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        StepTemplateFactory(**rows[1])


# The admin -------------------------------------------------------------------------------------------


def admin_form(**changes) -> dict[str, str]:
    return {"name": "Ours", "company": "", "language": "en", "steps": "inbox: In\nInterview: A: B\n"} | changes


@pytest.mark.parametrize("who", ["lead", "curator"])
def test_leads_and_curators_look_after_templates(sign_in, request, who):
    client = sign_in(request.getfixturevalue(who))

    client.post(reverse("admin:hiring_steptemplate_add"), admin_form(is_default="on"))
    template = StepTemplate.objects.get()
    page = client.get(reverse("admin:hiring_steptemplate_change", args=[template.pk])).text
    client.post(reverse("admin:hiring_steptemplate_add"), admin_form(name="Others", is_default="on"))

    assert template.steps == [{"name": "In", "kind": "inbox"}, {"name": "A: B", "kind": "interview"}]
    assert "inbox: In\ninterview: A: B" in page
    assert list(StepTemplate.objects.filter(is_default=True).values_list("name", flat=True)) == ["Others"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"steps": "In"}, "“In”: write the kind"),
        ({"steps": "coffee: In"}, "write the kind"),
        ({"steps": "screen: In"}, "The first step, and no other"),
        ({"steps": "inbox: In\nscreen: in"}, "Two steps have the same name."),
        ({"name": "TAKEN"}, "There is a template of this name already."),
    ],
)
def test_what_is_wrong_is_said_in_the_admin(sign_in, curator, changes, error):
    StepTemplateFactory(name="Taken")

    response = sign_in(curator).post(reverse("admin:hiring_steptemplate_add"), admin_form(**changes))

    assert error in response.text
    assert StepTemplate.objects.count() == 1

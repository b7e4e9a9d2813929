"""The studio's pages of templates, and what of them the editor and the form of a new posting show."""

from uuid import uuid4

import pytest
from django.urls import reverse

from postings import actions
from postings.models import Posting, Template
from tests.factories.accounts import UserFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory, TemplateFactory
from tests.factories.roles import StageFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def company(recruiter):
    return CompanyFactory(created_by=recruiter, name="Marée")


@pytest.fixture
def template(company):
    return TemplateFactory(
        company=company,
        name="Jobs",
        benefits="A bike",
        boilerplate="We hire everybody.",
        locked=["benefits", "boilerplate"],
    )


@pytest.fixture
def posting(template, recruiter):
    posting = PostingFactory(company=template.company, owner=recruiter, template=template, benefits="A bike")
    posting.lines.create(kind="other", text="We hire everybody.", from_template=True, updated_by=recruiter)
    return posting


def url(name, *args):
    return reverse(f"studio:{name}", args=args)


def sent(template, **changes):
    """The form as the page shows it, with changes."""
    fields = {
        "name": template.name,
        "language": "en",
        "benefits": template.benefits,
        "boilerplate": template.boilerplate,
    }
    return fields | {"locked": template.locked, "seen": template.updated_at.isoformat()} | changes


# The company's list


@pytest.mark.parametrize("count", [1, 3])
def test_a_company_s_page_takes_the_same_queries_however_many_templates(
    client, company, django_assert_num_queries, count
):
    for template in TemplateFactory.create_batch(count, company=company):
        PostingFactory(company=company, template=template)

    with django_assert_num_queries(7):
        response = client.get(url("company", company.pk))

    assert [item.postings_count for item in response.context["templates"]] == [1] * count


def test_a_company_s_page_lists_its_own_templates_only(client, template):
    TemplateFactory(name="Somebody else’s")

    response = client.get(url("company", template.company_id))

    assert list(response.context["templates"]) == [template]
    assert "Somebody else’s" not in response.text


# Making and changing one


def test_a_new_template(client, company, recruiter):
    response = client.post(
        url("new_template", company.pk),
        {
            "name": "Jobs",
            "language": "fr",
            "places": "Nantes, France",
            "answer_days": "7",
            "boilerplate": "- Un\n- Deux",
            "locked": ["boilerplate", "places"],
        },
    )

    template = Template.objects.get()
    assert response["Location"] == f"{url('company', company.pk)}#templates"
    assert (template.company, template.created_by, template.language) == (company, recruiter, "fr")
    assert template.places == [{"locality": "Nantes", "region": "", "country": "FR"}]
    assert (template.lines, template.locked) == (("Un", "Deux"), ["places", "boilerplate"])


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"language": "xx"}, "language"),
        ({"places": "Nowhere"}, "places"),
        ({"contact_email": "x"}, "contact_email"),
        ({"answer_days": "0"}, "answer_days"),
        ({"answer_days": "366"}, "answer_days"),
        ({"boilerplate": "x" * 601}, "boilerplate"),
        ({"boilerplate": "x\n" * 21}, "boilerplate"),
        ({"locked": ["title"]}, "locked"),
        ({"locked": ["process"]}, "process"),
        ({"boilerplate": " - ", "locked": ["boilerplate"]}, "boilerplate"),
    ],
)
def test_a_bad_template_is_explained_and_keeps_what_was_typed(client, company, data, field):
    response = client.post(
        url("new_template", company.pk), {"name": "Jobs", "language": "en", "benefits": "Bike"} | data
    )

    assert list(response.context["form"].errors) == [field]
    assert "Bike" in response.text
    assert not Template.objects.exists()


def test_a_name_is_free_in_another_company(client, template):
    other = CompanyFactory(created_by=template.created_by)

    client.post(url("new_template", other.pk), {"name": template.name, "language": "en"})
    response = client.post(url("new_template", other.pk), {"name": template.name, "language": "en"})

    assert Template.objects.filter(name=template.name).count() == 2
    assert "has a template of this name already" in response.text


def test_saving_asks_before_it_writes_into_postings(client, template, posting):
    PostingFactory(company=template.company, template=template, title="Not mine to see", owner=UserFactory())
    page = url("template", template.pk)

    asked = client.post(page, sent(template, benefits="Two bikes"))

    assert "This changes 2 postings" in asked.text
    assert str(posting) in asked.text
    assert "Not mine to see" not in asked.text
    template.refresh_from_db()
    assert template.benefits == "A bike"
    agreed = asked.context["form"]["agreed"].value()
    saved = client.post(page, sent(template, benefits="Two bikes", agreed=agreed), follow=True)
    assert "written into 2 postings" in saved.text
    assert set(Posting.objects.values_list("benefits", flat=True)) == {"Two bikes"}


def test_saving_what_touches_no_posting_asks_nothing(client, template, posting):
    response = client.post(url("template", template.pk), sent(template, name="Our jobs", process="A call"))

    assert response.status_code == 302
    template.refresh_from_db()
    assert (template.name, template.process) == ("Our jobs", "A call")


def test_what_somebody_else_saved_meanwhile_is_told_and_can_be_replaced(client, template):
    old = sent(template, process="Mine")
    template.process = "Theirs"
    template.save()

    told = client.post(url("template", template.pk), old)

    assert "Somebody else saved this template" in told.text
    again = client.post(url("template", template.pk), old | {"seen": told.context["form"]["seen"].value()})
    assert again.status_code == 302
    template.refresh_from_db()
    assert template.process == "Mine"


def test_the_language_stays_while_postings_follow(client, template, posting):
    client.post(url("template", template.pk), sent(template, language="fr"))

    template.refresh_from_db()
    assert template.language == "en"


def test_a_colleague_reads_a_template_and_does_not_change_it(sign_in, template, posting):
    colleague = MembershipFactory(posting=posting).user
    browser = sign_in(colleague)

    page = browser.get(url("template", template.pk))

    assert "A bike" in page.text
    assert "<textarea" not in page.text
    assert browser.post(url("template", template.pk), sent(template, name="Theirs")).status_code == 403


def test_the_page_names_the_postings_that_its_reader_may_see(client, template, posting):
    PostingFactory(company=template.company, template=template, title="Not mine to see", owner=UserFactory())

    page = client.get(url("template", template.pk))

    assert list(page.context["followers"]) == [posting]
    assert "Not mine to see" not in page.text
    assert "2 postings in all" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_a_template_s_page_takes_the_same_queries_however_many_postings(
    client, template, recruiter, django_assert_num_queries, count
):
    PostingFactory.create_batch(count, company=template.company, template=template, owner=recruiter)

    with django_assert_num_queries(9):
        client.get(url("template", template.pk))


def test_retiring_and_using_again(client, template):
    for _ in range(2):
        client.post(url("retire_template", template.pk))
    assert "is retired" in client.get(url("template", template.pk)).text
    assert template.name not in client.get(url("new_posting")).text

    for _ in range(2):
        client.post(url("restore_template", template.pk))
    assert template.name in client.get(url("new_posting")).text


@pytest.mark.parametrize(
    ("name", "made_by_me"), [("template", False), ("retire_template", False), ("restore_template", False)]
)
def test_a_stranger_s_template_is_not_found(client, name, made_by_me):
    assert client.post(url(name, TemplateFactory().pk)).status_code == 404


# New posting


def start(client, company, **fields):
    stage = StageFactory(number=2)
    fields = {"company": company.pk, "stage": stage.pk, "language": "en", "creation_key": str(uuid4())} | fields
    return client.post(url("new_posting"), fields)


def test_a_company_s_only_template_is_proposed(client, template):
    page = client.get(url("new_posting"))
    assert page.context["form"]["template"].value() == "only"

    start(client, template.company, template="only")

    posting = Posting.objects.get()
    assert (posting.template, posting.benefits) == (template, "A bike")
    assert [line.text for line in posting.lines.filter(from_template=True)] == ["We hire everybody."]


@pytest.mark.parametrize("case", ["two", "other language", "retired", "other company", "none chosen", "nothing sent"])
def test_no_template_is_guessed(client, template, case):
    chosen, company = "only", template.company
    if case == "two":
        TemplateFactory(company=company)
    elif case == "other company":
        company = CompanyFactory(created_by=template.created_by)
    elif case == "none chosen":
        chosen = ""
    else:
        Template.objects.update(
            **{"other language": {"language": "fr"}, "retired": {"retired_at": "2026-01-01T00:00Z"}}.get(case, {})
        )

    start(client, company, **({} if case == "nothing sent" else {"template": chosen}))

    assert Posting.objects.get().template is None


def test_one_of_several_templates(client, template):
    other = TemplateFactory(company=template.company, benefits="A boat")

    start(client, template.company, template=other.pk)

    assert Posting.objects.get().benefits == "A boat"


@pytest.mark.parametrize("case", ["company", "language", "retired", "stranger"])
def test_a_template_that_does_not_go_with_the_rest_is_refused(client, template, case):
    company, fields = template.company, {}
    if case == "company":
        company = CompanyFactory(created_by=template.created_by)
    elif case == "language":
        fields = {"language": "fr"}
    elif case == "retired":
        Template.objects.update(retired_at="2026-01-01T00:00Z")
    else:
        template = TemplateFactory()

    response = start(client, company, template=template.pk, **fields)

    assert list(response.context["form"].errors) == ["template"]
    assert not Posting.objects.exists()


def test_strangers_templates_are_not_offered(client, template):
    TemplateFactory(name="Theirs", company__name="Rivals")

    page = client.get(url("new_posting")).text

    assert "Jobs (English)" in page
    assert "Theirs" not in page
    assert "Rivals" not in page


@pytest.mark.parametrize(
    ("query", "offered", "proposed"),
    [
        ({}, [""], ""),
        ({"language": "en"}, ["", "Jobs"], "Jobs"),
        ({"language": "fr"}, [""], ""),
        ({"company": "x"}, [""], ""),
    ],
)
def test_the_choice_is_narrowed_to_company_and_language(client, template, query, offered, proposed):
    names = {"": "", str(template.pk): "Jobs"}

    form = client.get(url("template_choice"), {"company": template.company_id} | query, **HTMX).context["form"]

    assert [names[str(value)] for value, _label in form.fields["template"].choices] == offered
    assert names[str(form["template"].value())] == proposed


# The editor


def test_locked_parts_are_shown_and_not_edited(client, posting, template):
    page = client.get(url("posting", posting.code)).text

    assert 'name="benefits"' not in page
    assert 'name="process"' in page
    assert page.count(f'Set by the template <a href="{url("template", template.pk)}">Jobs</a>') == 2
    line = posting.lines.get()
    assert url("drop_line", posting.code, line.pk) not in page
    assert f'action="{url("reword_line", posting.code, line.pk)}"' not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_page_older_than_the_lock_keeps_the_words_and_says_why(client, posting, htmx):
    data = {
        "stage": posting.stage_id,
        "benefits": "None at all",
        "process": "A call",
        "base": '{"benefits": "Older", "process": ""}',
    }

    response = client.post(url("facts", posting.code), data, **(HTMX if htmx else {}))

    assert response.context["facts"].errors.keys() == {"benefits"}
    assert "Not saved: “None at all”" in response.text
    posting.refresh_from_db()
    assert (posting.benefits, posting.process) == ("A bike", "A call")


def test_a_page_older_than_the_lock_that_changed_nothing_there_is_saved(client, posting):
    data = {
        "stage": posting.stage_id,
        "benefits": "Older",
        "process": "A call",
        "base": '{"benefits": "Older", "process": ""}',
    }

    response = client.post(url("facts", posting.code), data)

    assert response.status_code == 302
    posting.refresh_from_db()
    assert (posting.benefits, posting.process) == ("A bike", "A call")


@pytest.mark.parametrize(
    ("name", "data"),
    [("reword_line", {"text": "Other", "revision": 1}), ("drop_line", {}), ("change_line_kind", {"kind": "nice"})],
)
def test_a_change_of_a_locked_line_is_refused_in_words(client, posting, name, data):
    line = posting.lines.get()
    address = url(name, posting.code, line.pk)

    plain = client.post(address, data, follow=True)
    by_htmx = client.post(address, data, **HTMX)

    assert "The template “Jobs” sets this" in plain.text
    assert by_htmx["HX-Refresh"] == "true"
    line.refresh_from_db()
    assert (line.text, line.kind, line.dropped_at) == ("We hire everybody.", "other", None)


def test_the_posting_leaves_its_template(client, posting):
    assert "benefits" in client.get(url("posting_template", posting.code)).text.lower()

    for _ in range(2):
        client.post(url("posting_template", posting.code))

    posting.refresh_from_db()
    assert posting.template is None
    assert client.get(url("posting_template", posting.code)).status_code == 404
    assert 'name="benefits"' in client.get(url("posting", posting.code)).text


def test_who_may_not_change_the_template_is_told_who_may(sign_in, posting):
    browser = sign_in(MembershipFactory(posting=posting, user=UserFactory(recruiter=True)).user)

    assert "Take it out" not in browser.get(url("posting_template", posting.code)).text
    assert "Only a lead" in browser.post(url("posting_template", posting.code), follow=True).text
    posting.refresh_from_db()
    assert posting.template is not None


def test_actions_have_no_way_around_the_page(posting, recruiter):
    with pytest.raises(actions.SetByTemplate):
        actions.drop_line(line=posting.lines.get(), by=recruiter)

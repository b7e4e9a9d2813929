"""A draft made of an existing ad, in the studio."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from postings.choices import Part, State
from postings.models import Company, Posting
from postings.reader.formats import MAX_CHARACTERS
from postings.sheets import FOLDER
from roles.models import Mission, Stage
from roles.reference.format import read_sheet
from roles.reference.load import load_reference
from tests.factories.accounts import UserFactory
from tests.factories.postings import CompanyFactory

from .test_plan import AD

pytestmark = pytest.mark.django_db

URL = "/studio/postings/from-ad/"


@pytest.fixture
def reference():
    load_reference(read_sheet(FOLDER / "cto.yaml"))


@pytest.fixture
def client(sign_in, recruiter, reference):
    return sign_in(recruiter)


def stage(number: int) -> Stage:
    return Stage.objects.get(role__key="cto", number=number)


def filled_in(**changes) -> dict:
    """What the page sends with "Make the draft"."""
    data = {
        "creation_key": "0b4ffb6e-3bd2-4b5f-bb2d-6f0d3c3c1f10",
        "text": AD,
        "language": "en",
        "company_name": "Boats",
        "stage": stage(2).pk,
        "title": "CTO",
        "create": "1",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def lines_of(posting: Posting) -> list[tuple]:
    return [
        (line.kind, line.text, line.mission and line.mission.key, line.skill and line.skill.key, line.source_text)
        for line in posting.lines.with_sources()
    ]


# Reading


def test_the_way_there(client):
    for name in ("today", "postings", "new_posting"):
        assert f'href="{URL}"' in client.get(reverse(f"studio:{name}")).text


def test_an_ad_is_read_and_nothing_is_saved_yet(client):
    response = client.post(URL, {"text": AD, "read": "1"})

    assert response.status_code == 200
    assert response.context["check"].stage.number == 2
    assert response.context["form"]["stage"].value() == stage(2).pk
    assert response.context["form"]["title"].value() == "CTO – Lyon"
    assert "6 headings are left out" in response.text
    assert Posting.objects.count() == 0
    assert Company.objects.count() == 0


def test_a_file_is_read_into_the_form(client):
    response = client.post(URL, {"file": SimpleUploadedFile("ad.txt", AD.encode())})

    assert response.context["ad_form"]["text"].value() == response.context["check"].ad.text
    assert response.context["ad_form"]["language"].value() == "en"


def test_a_file_that_comes_with_the_button_is_looked_at_first(client):
    response = client.post(URL, filled_in(text="", file=SimpleUploadedFile("ad.txt", AD.encode())))

    assert response.status_code == 200
    assert response.context["form"]["company_name"].value() == "Boats"
    assert Posting.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "word " * MAX_CHARACTERS}, "text"),
        ({"text": AD, "file": SimpleUploadedFile("ad.pdf", b"%PDF-1.7 broken")}, "file"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_text_stays(client, data, field):
    response = client.post(URL, data)

    assert response.status_code == 200
    assert list(response.context["ad_form"].errors) == [field]
    assert response.context["ad_form"]["text"].value() == data["text"]


def test_far_too_much_text_is_answered_with_the_form(client):
    assert client.post(URL, {"text": "word " * 500_000}).status_code == 413


def test_the_public_page_leads_here(client):
    page = client.post("/check/", {"text": AD}).text
    text = re.search(r'<textarea name="text" hidden[^>]*>\n(.*?)</textarea>', page, re.DOTALL).group(1)

    response = client.post(URL, {"text": text, "language": "en"})

    assert response.context["check"].stage.number == 2


# Making the draft


def test_a_draft_keeps_the_ad_s_wording_and_its_sources(client, recruiter):
    response = client.post(URL, filled_in())

    posting = Posting.objects.get()
    recruit = Mission.objects.get(key="recruit-engineers")
    assert response.status_code == 302
    assert response.url == posting.get_absolute_url()
    assert (posting.state, posting.stage.number, posting.language, posting.title) == (State.DRAFT, 2, "en", "CTO")
    assert lines_of(posting) == [
        ("mission", "Recruit four engineers", "recruit-engineers", None, recruit.line_en),
        ("mission", "Recruit a fifth engineer next year", None, None, ""),
        ("mission", "Water the plants", None, None, ""),
        ("must", "Rigour", None, "rigour", posting.lines.get(text="Rigour").skill.line_en),
        ("other", "We are an equal opportunity employer.", None, None, ""),
    ]
    assert not posting.lines.filter(about_settled=True).exists()
    assert (posting.pay_min, posting.pay_max, posting.pay_currency, posting.pay_period) == (
        85_000,
        105_000,
        "EUR",
        "year",
    )
    assert (posting.pay_note, posting.benefits) == ("Salary reviewed each spring", "- 30 days of holiday")
    assert posting.places == [{"locality": "Lyon", "region": "", "country": "FR"}]
    assert (posting.remote, posting.contract) == ("hybrid", "permanent")
    assert (posting.contact_name, posting.contact_email) == (recruiter.name, "jobs@boats.example")
    assert posting.memberships.get().part == Part.OWNER


def test_a_new_company_gets_what_the_ad_says_of_it(client, recruiter):
    client.post(URL, filled_in())

    company = Posting.objects.get().company
    assert (company.name, company.created_by, company.people, company.engineers) == ("Boats", recruiter, 14, 5)
    assert company.description == "We are 14 people, 5 of them engineers.\n\nWe mend boats."


def test_a_company_that_is_there_keeps_its_words(client, recruiter):
    company = CompanyFactory(created_by=recruiter, description="Boats since 1912.", people=20)

    client.post(URL, filled_in(company=company.pk, company_name=None))

    company.refresh_from_db()
    posting = Posting.objects.get()
    assert (company.description, company.people, company.engineers) == ("Boats since 1912.", 20, None)
    assert posting.summary == "We are 14 people, 5 of them engineers. We mend boats."


def test_what_has_no_room_in_the_opening_words_stays_in_lines(client, recruiter):
    company = CompanyFactory(created_by=recruiter)
    story = " ".join(f"We are the company that mends boat number {number} of this harbour." for number in range(20))

    client.post(URL, filled_in(text=AD.replace("We mend boats.", story), company=company.pk, company_name=None))

    posting = Posting.objects.get()
    others = [line.text for line in posting.lines.filter(kind="other")]
    assert len(posting.summary) <= 600
    assert "We are the company that mends boat number 19 of this harbour." in others


def test_another_stage_may_be_chosen(client):
    client.post(URL, filled_in(stage=stage(3).pk))

    assert Posting.objects.get().stage.number == 3


def test_a_french_ad_makes_a_french_draft(client):
    text = "CTO\n\nVos missions\n- Assurer les revues de code\n\nNous sommes une équipe de 5 développeurs."

    client.post(URL, filled_in(text=text, language="", title=""))

    posting = Posting.objects.get()
    review = posting.lines.get(mission__key="review-code")
    assert posting.language == "fr"
    assert (review.text, review.source_text) == ("Assurer les revues de code", review.mission.line_fr)


def test_a_mission_that_was_retired_leaves_a_line_of_one_s_own(client):
    Mission.objects.filter(key="recruit-engineers").update(retired_at=timezone.now())

    client.post(URL, filled_in())

    assert Posting.objects.get().lines.get(text="Recruit four engineers").mission is None


def test_a_double_click_makes_one_draft(client):
    first, second = (client.post(URL, filled_in()) for _ in range(2))

    assert first.url == second.url
    assert (Posting.objects.count(), Company.objects.count()) == (1, 1)


def test_the_same_page_with_other_words_makes_another_draft(client):
    client.post(URL, filled_in())
    client.post(URL, filled_in(text=AD.replace("plants", "roses")))

    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"company_name": None}, "company_name"), ({"stage": None}, "stage"), ({"title": "x" * 141}, "title")],
)
def test_a_mistake_beside_the_ad_keeps_the_ad(client, changes, field):
    response = client.post(URL, filled_in(**changes))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert response.context["ad_form"]["text"].value().startswith("CTO – Lyon\n\nAbout us")
    assert response.context["form"]["creation_key"].value() == filled_in()["creation_key"]
    assert Posting.objects.count() == 0


def test_another_s_company_can_t_be_chosen(client):
    response = client.post(URL, filled_in(company=CompanyFactory(name="Secret").pk, company_name=None))

    assert list(response.context["form"].errors) == ["company"]
    assert "Secret" not in response.text


@pytest.mark.parametrize("kind", ["interviewer", "hiring_manager", "curator"])
def test_who_may_not_draft_is_refused(sign_in, reference, kind):
    client = sign_in(UserFactory(**{kind: True}))

    assert client.get(URL).status_code == 403
    assert client.post(URL, filled_in()).status_code == 403
    assert Posting.objects.count() == 0


def test_other_methods_are_refused(client):
    assert client.put(URL).status_code == 405


def test_the_draft_takes_the_same_queries_however_many_lines(client, django_assert_num_queries):
    client.post(URL, filled_in(text=AD))
    more = AD.replace("- Water the plants", "\n".join(f"- Water plant {number}" for number in range(30)))
    with django_assert_num_queries(45, exact=False) as short:
        client.post(URL, filled_in(text=AD, title="A"))
    with django_assert_num_queries(len(short.captured_queries)):
        client.post(URL, filled_in(text=more, title="B"))

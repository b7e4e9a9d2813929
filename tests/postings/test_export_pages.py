"""Taking a posting elsewhere: the page with its boxes, and the files."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from time_machine import travel

from accounts.models import AuditAction, AuditEvent
from postings import actions
from postings.choices import Part
from postings.export import FORMATS
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def published(recruiter):
    return PostingFactory(
        published=True, owner=recruiter, company__name="Marée", pay_min=85_000, pay_currency="EUR", pay_period="year"
    )


def page(posting) -> str:
    return reverse("studio:export", args=[posting.code])


def file(posting, kind: str) -> str:
    return reverse("studio:export_file", args=[posting.code, kind])


def boxes(response) -> dict[str, str]:
    return {name: text for name, _label, text in response.context["boxes"]}


def address(posting) -> str:
    return f"http://testserver{posting.public_path}apply/"


def test_the_page_has_the_text_in_three_boxes_with_pay_and_address(client, published):
    response = client.get(page(published))

    assert list(boxes(response)) == ["text", "markdown", "html"]
    for text in boxes(response).values():
        assert "from €85,000 a year" in text
        assert address(published) in text
    assert response.context["taken"].notes == []


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("txt", "text/plain; charset=utf-8"),
        ("md", "text/markdown; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_file_is_to_be_saved_and_never_shown(client, published, kind, content_type):
    response = client.get(file(published, kind))

    assert response.status_code == 200
    assert {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")} == {
        "Content-Type": content_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": (
            f'attachment; filename="chief-technical-officer-maree.{kind}"; '
            f"filename*=UTF-8''chief-technical-officer-mar%C3%A9e.{kind}"
        ),
    }
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_document_has_the_lines_and_the_address(client, published):
    document = Document(io.BytesIO(client.get(file(published, "docx")).content))

    words = [row.text for row in document.paragraphs]
    assert [text for text in words if text.startswith("You carry out")] == [
        f"You carry out mission {number}." for number in (1, 2, 3)
    ]
    assert [link.address for row in document.paragraphs for link in row.hyperlinks][-1] == address(published)


def test_a_name_without_a_letter_of_ours_is_still_a_name(client, recruiter):
    posting = PostingFactory(published=True, owner=recruiter, title="最高技術責任者", company__name='日本 "; x=y')

    assert client.get(file(posting, "txt"))["Content-Disposition"] == (
        'attachment; filename="xy.txt"; '
        "filename*=UTF-8''%E6%9C%80%E9%AB%98%E6%8A%80%E8%A1%93%E8%B2%AC%E4%BB%BB%E8%80%85-%E6%97%A5%E6%9C%AC-xy.txt"
    )


def test_a_draft_has_no_address_and_says_so(client, recruiter):
    draft = PostingFactory(ready=True, owner=recruiter)

    response = client.get(page(draft))

    assert "A draft has no public address" in response.text
    assert all("Apply for this job" not in text for text in boxes(response).values())
    assert "As it is worked on" not in response.text  # there is nothing to choose from


def test_where_nobody_can_apply_the_line_is_left_out(client, recruiter):
    closed = PostingFactory(closed=True, owner=recruiter)
    archived = PostingFactory(archived=True, owner=recruiter)
    with travel("2026-11-20 12:00Z", tick=False):
        expired = PostingFactory(published=True, owner=recruiter, closes_on=timezone.localdate())

    for posting in (closed, archived, expired):
        response = client.get(page(posting))

        assert "Nobody can apply now" in response.text
        assert "Apply for this job" not in boxes(response)["text"]


def test_an_unlisted_posting_is_taken_with_its_address(client, recruiter):
    posting = PostingFactory(published=True, listed=False, owner=recruiter)

    assert address(posting) in boxes(client.get(page(posting)))["text"]


def test_what_is_published_is_taken_unless_the_working_text_is_asked_for(client, published, recruiter):
    actions.update_facts(posting=published, values={"title": "Head of Technology"}, base={}, by=recruiter)

    as_published, working = client.get(page(published)), client.get(page(published), {"text": "working"})
    files = [client.get(file(published, "txt"), query).text for query in ({}, {"text": "working"})]

    assert boxes(as_published)["text"].startswith("Chief Technical Officer\n")
    assert boxes(working)["text"].startswith("Head of Technology\n")
    assert [text.split("\n")[0] for text in files] == ["Chief Technical Officer", "Head of Technology"]
    assert "not what candidates read" in working.text
    assert f"{file(published, 'txt')}?text=working" in working.text
    assert address(published) in boxes(working)["text"]


def test_a_french_posting_is_taken_in_french(client, recruiter):
    posting = PostingFactory(published=True, language="fr", owner=recruiter)

    text = boxes(client.get(page(posting)))["text"]

    assert "Ce que vous ferez" in text or "Vos missions" in text
    assert "What you will do" not in text


def test_what_somebody_typed_is_text_on_the_page_and_in_the_files(client, recruiter):
    evil = "</textarea><script>alert(1)</script>"
    posting = PostingFactory(
        published=True, title=evil, summary=evil, owner=recruiter, company=CompanyFactory(name=evil, description=evil)
    )

    assert evil not in client.get(page(posting)).text
    assert "<script>" not in client.get(file(posting, "html")).text


def test_taking_a_file_is_in_the_audit_trail_and_looking_is_not(client, published, recruiter):
    client.get(page(published))
    client.get(file(published, "md"))

    event = AuditEvent.objects.get(action=AuditAction.EXPORT)
    assert (event.actor_id, event.object_kind, event.object_id) == (recruiter.pk, "postings.posting", str(published.pk))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("text", ["published", "working"])
def test_the_page_takes_the_same_queries_however_many_lines(client, recruiter, django_assert_num_queries, text, count):
    posting = PostingFactory(published=True, owner=recruiter, mission_lines=3)
    for number in range(count):
        actions.add_line(posting=posting, kind="must", text=f"Line {number}", by=recruiter)

    with django_assert_num_queries(6 if text == "working" else 4):
        client.get(page(posting), {"text": text})


@pytest.mark.parametrize("kind", ["pdf", "exe", "text"])
def test_another_format_is_not_found(client, published, kind):
    assert client.get(file(published, kind)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_and_files_are_only_read(client, published, method):
    for address in (page(published), file(published, "txt")):
        assert getattr(client, method)(address).status_code == 405


def test_members_may_take_it_and_strangers_find_nothing(sign_in, published):
    member = MembershipFactory(posting=published, part=Part.HIRING_MANAGER).user
    stranger = PostingFactory().created_by

    for user, status in ((member, 200), (stranger, 404)):
        assert sign_in(user).get(page(published)).status_code == status
        assert {sign_in(user).get(file(published, kind)).status_code for kind in FORMATS} == {status}


def test_the_editor_and_the_versions_lead_there(client, published):
    for name in ("posting", "versions"):
        assert page(published) in client.get(reverse(f"studio:{name}", args=[published.code])).text

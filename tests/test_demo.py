"""The demo data: as much of it as is promised, all through the actions, all in the past, once."""

from collections import Counter
from datetime import timedelta
from io import BytesIO, StringIO

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from docx import Document as open_docx
from post_office.models import STATUS, Email

from accounts.models import Kind, User
from candidates.files import DOCX, PDF, check_content
from candidates.models import Candidate, Document
from config.demo.accounts import ACCOUNTS, PASSWORD
from config.demo.cvs import cv_file, tell
from config.demo.people import people
from hiring.models import Answer, Application, Move
from hiring.retention import endings
from postings.models import Company, Line, Posting, Proposal, Question, Review, Template, Transition, Version
from roles.models import Mission


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo loaded once for all tests here, which only read; taken back afterwards."""
    from django.db import transaction
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("private")
    storages = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        call_command("load_reference", verbosity=0, stdout=StringIO())
        call_command("load_library", stdout=StringIO())
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_there_are_companies_and_postings_at_each_stage(demo):
    stages = dict(Company.objects.values_list("name", "postings__stage__number").distinct())

    assert stages == {"Marée Basse": 1, "Speichenwerk": 2, "Tidewell": 3}
    assert Counter(Posting.objects.values_list("state", flat=True)) == {
        "published": 3,
        "draft": 1,
        "closed": 1,
        "archived": 1,
    }
    published = Posting.objects.published().order_by("stage__number")
    assert list(published.values_list("stage__number", "language")) == [(1, "fr"), (2, "en"), (3, "en")]


def test_two_postings_ask_three_questions_each_and_have_answers(demo):
    asked = Counter(Question.objects.values_list("posting__company__name", flat=True))

    assert asked == {"Marée Basse": 3, "Speichenwerk": 3}
    assert set(Question.objects.exclude(library=None).values_list("line__mission__key", flat=True)) == {
        "choose-technologies",
        "mentor-first-members",
    }
    assert set(Answer.objects.values_list("is_knock_out", flat=True)) == {True, False}


def test_the_interviewer_has_somebody_to_look_at(demo):
    interviewer = User.objects.get(email="interviewer@example.com")

    assert Application.objects.visible_to(interviewer).count() == 3
    assert Application.objects.assigned_to(interviewer).active().exists()


def test_there_are_forty_candidates_with_files(demo):
    assert (Candidate.objects.count(), Application.objects.count(), Document.objects.count()) == (43, 47, 47)
    assert Counter(Application.objects.values_list("state", flat=True)) == {
        "active": 25,
        "rejected": 17,
        "withdrawn": 4,
        "hired": 1,
    }
    for document in Document.objects.all():
        with default_storage.open(document.file.name) as file:
            assert check_content(file.read()) == document.format
    assert set(Document.objects.values_list("format", flat=True)) == {PDF, DOCX}


def test_nobody_of_them_is_to_be_erased_in_the_next_weeks(demo):
    assert list(endings(until=timezone.localdate() + timedelta(days=30))) == []


def test_there_is_a_user_of_each_kind_who_can_sign_in(demo):
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(PASSWORD)
        assert user.kinds == ({account.kind} if account.kind else set())
        assert user.is_superuser is (account.kind is None)
    assert {account.kind for account in ACCOUNTS} == {*Kind, None}


def test_lines_remember_where_they_came_from(demo):
    draft = Line.objects.filter(posting__state="draft", dropped_at=None)

    assert {line.text == line.source_text for line in draft if line.source} == {True, False}
    assert any(line.source is None for line in draft)


def test_curators_have_something_to_decide(demo):
    waiting = Proposal.objects.filter(state="open").values_list("kind", "count", "mission__key", "text")

    assert sorted(waiting) == [
        ("line", 3, None, "You see to it that everybody can use what we build, people with disabilities included."),
        ("wording", 3, "watch-technology", "You follow what is new in technology and say what is worth a try."),
    ]


def test_one_live_posting_is_behind_the_reference(demo):
    behind = Line.objects.behind_reference().select_related("mission")

    drifts = {line.mission.key: line.drift for line in behind}
    assert {key: drift.is_untouched for key, drift in drifts.items()} == {
        "mentor-first-members": True,
        "define-roadmap": False,
    }
    assert drifts["define-roadmap"].merged == (
        "You define the roadmap with our founder: what gets built, in which order, and what can wait."
    )
    posting = Posting.objects.behind_reference().get()
    assert (posting.title[:3], posting.state) == ("CTO", "published")
    assert not Mission.objects.filter(line_en=drifts["define-roadmap"].was).exists()


def test_one_posting_has_a_second_version_and_an_edit_beyond_it(demo):
    posting = Posting.objects.get(title__startswith="CTO (player-coach)")

    texts = set(posting.lines.values_list("text", flat=True))
    assert posting.versions.count() == 2
    assert any(line["text"] not in texts for line in posting.live_version.content["lines"])


def test_two_postings_follow_a_template_that_locks_something(demo):
    template = Template.objects.get()

    assert (template.company.name, template.locked) == ("Speichenwerk", ["benefits", "boilerplate"])
    assert sorted(template.postings.values_list("state", flat=True)) == ["draft", "published"]
    for posting in template.postings.all():
        assert posting.benefits == template.benefits
        assert tuple(posting.lines.filter(from_template=True).values_list("text", flat=True)) == template.lines


def test_one_posting_is_in_review_with_two_comments(demo):
    review = Review.objects.get()

    assert (review.state, review.posting.title) == ("open", "CTO (player-coach) for a team of seven")
    assert review.may_be_decided_by(User.objects.get(email="manager@example.com"))
    comments = list(review.posting.comments.all())
    assert [bool(comment.line) for comment in comments] == [True, False]
    assert [comment.anchor for comment in comments] == ["", "id_pay_min"]
    assert all(review.asked_at <= comment.at < timezone.now() and comment.quoted for comment in comments)


def test_what_happened_happened_in_order_and_before_today(demo):
    now = timezone.now()
    for application in Application.objects.select_related("version", "posting", "candidate", "cv"):
        moves = list(application.moves.order_by("id"))
        times = [application.version.published_at, application.created_at, *(move.at for move in moves[1:])]
        assert times == sorted(times)
        assert max(times) < now
        assert application.candidate.created_at <= application.created_at == moves[0].at
        closed = Transition.objects.filter(posting=application.posting, to_state="closed").first()
        assert closed is None or times[-1] <= closed.at
    assert Version.objects.filter(published_at__gt=now).count() == 0
    assert Move.objects.filter(to_state="withdrawn").exclude(by=None).count() == 0


def test_old_messages_count_as_sent_and_new_ones_wait(demo):
    created = {status: Email.objects.filter(status=status).values_list("created", flat=True) for status in STATUS}
    sent, queued = created[STATUS.sent], created[STATUS.queued]

    assert len(sent) + len(queued) == Email.objects.count() == 56
    assert max(sent) < min(queued)
    assert 0 < len(queued) < len(sent)  # how many are new depends on the hour


def test_loading_again_changes_nothing(demo):
    before = (User.objects.count(), Posting.objects.count(), Application.objects.count())
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert out.getvalue() == "The demo data is there already: nothing to do.\n"
    assert (User.objects.count(), Posting.objects.count(), Application.objects.count()) == before


def test_it_is_refused_in_production(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="never in production"):
        call_command("load_demo")

    assert User.objects.count() == 0


def test_it_wants_the_reference_first(db):
    with pytest.raises(CommandError, match=r"run `manage\.py load_reference` first"):
        call_command("load_demo")


def text_of(name: str, data: bytes) -> str:
    if name.endswith(".docx"):
        return "\n".join(paragraph.text for paragraph in open_docx(BytesIO(data)).paragraphs)
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("name", ["Łukasz Wiśniewski", "Leïla Haddad", "Arjun Mehta", "Søren Kjær"])
def test_a_cv_says_who_it_is_of_and_what_they_know(name):
    person = people()[name]

    text = text_of(*cv_file(person, year=2025))

    assert name in text
    assert person.email in text
    assert ", ".join(person.stack) in text
    assert str(2025 - person.years) in text


def test_a_cv_is_the_same_each_time():
    person = people()["Arjun Mehta"]

    assert cv_file(person, year=2025) == cv_file(person, year=2025)
    assert tell(person, year=2025) == tell(person, year=2025)


def test_people_are_told_apart():
    everybody = people().values()

    assert len({person.email for person in everybody}) == len({person.key for person in everybody}) == 40

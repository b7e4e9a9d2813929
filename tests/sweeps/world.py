"""A small world for the access sweep: one posting with its members, one application, a user of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from post_office.models import Email, EmailTemplate

from accounts.audit import AuditAction, record
from accounts.models import AuditEvent
from candidates.actions import give_consent, take_file
from candidates.models import Pair, RetentionRule
from config.tasks import send_mail_queue
from hiring.actions import merge_candidates, save_view
from hiring.actions.searches import save_search
from hiring.models import Batch
from postings.actions import move_line
from postings.choices import Part
from postings.models import Jurisdiction
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, ConsentAskFactory, DocumentPageFactory, TagFactory
from tests.factories.curation import ProposalFactory
from tests.factories.hiring import ApplicationFactory, RejectionReasonFactory, StepTemplateFactory
from tests.factories.interviews import InterviewFactory
from tests.factories.messages import MessageFactory, MessageTemplateFactory, MessageWishFactory, ReplyFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import (
    CommentFactory,
    LibraryQuestionFactory,
    MembershipFactory,
    PostingFactory,
    QuestionFactory,
    ReviewFactory,
    TemplateFactory,
)
from tests.factories.roles import MissionFactory, RoleFactory, SkillFactory
from tests.strict_client import StrictClient
from tests.sweeps import access_table as table

GUESS = "guess-guess-guess"


@dataclass(frozen=True)
class World:
    """Sessions by kind, the values that addresses are made of, and a row of each model in the admin."""

    sessions: dict[str, str]
    values: SimpleNamespace
    rows: dict[str, object]

    def client(self, kind: str) -> StrictClient:
        """A browser of that kind of visitor; a new one each time, for signing out takes the session's cookie away."""
        client = StrictClient()
        if kind in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[kind]
        return client

    def value(self, name: str, kind: str):
        """A value as a kind of visitor knows it: only the candidate has the link."""
        if name in {"token", "consent", "wish", "ask"} and kind != table.CANDIDATE:
            return GUESS
        return getattr(self.values, name)


def build() -> World:
    posting = PostingFactory(published=True)
    template = TemplateFactory(company=posting.company)  # made by somebody who is none of the visitors
    posting.template = template
    posting.save(update_fields=["template"])
    mission, skill = MissionFactory(role=posting.role), SkillFactory(role=posting.role)
    people = {
        table.OUTSIDER: UserFactory(recruiter=True),
        table.RECRUITER: MembershipFactory(posting=posting, part=Part.RECRUITER).user,
        table.INTERVIEWER: UserFactory(interviewer=True),
        table.MANAGER: UserFactory(hiring_manager=True),
        table.LEAD: UserFactory(lead=True),
        table.CURATOR: UserFactory(curator=True),
        table.SUPERUSER: UserFactory(superuser=True),
    }
    membership = MembershipFactory(posting=posting, user=people[table.INTERVIEWER], part=Part.INTERVIEWER)
    MembershipFactory(posting=posting, user=people[table.MANAGER], part=Part.HIRING_MANAGER)
    application = ApplicationFactory(posting=posting)
    picture = DocumentPageFactory(document=application.cv)
    line = posting.lines.first()
    move_line(line=line, to=1, by=people[table.RECRUITER])
    record(AuditAction.PUBLISH, by=None, obj=posting)
    values = SimpleNamespace(
        code=posting.code,
        slug=posting.live_version.slug,
        role=posting.role.key,
        line=line.pk,
        question=QuestionFactory(posting=posting).pk,
        library=LibraryQuestionFactory(role=posting.role).pk,
        kept=LibraryQuestionFactory(role=posting.role, company=posting.company).pk,
        change=posting.changes.get().pk,
        mission=mission.pk,
        skill=skill.pk,
        company=posting.company_id,
        template=template.pk,
        membership=membership.pk,
        member=membership.user_id,
        review=ReviewFactory(posting=posting, reviewer=people[table.MANAGER]).pk,
        comment=CommentFactory(posting=posting).pk,
        application=application.pk,
        interview=InterviewFactory(application=application, place="https://meet.example/").pk,
        number=1,
        steps_key="short",
        step=posting.steps.get(kind="screen").pk,
        move=application.moves.get().pk,
        candidate=application.candidate_id,
        consent=give_consent(candidate=CandidateFactory(), wording="Yes.", by=None).token,
        pair=Pair.objects.create(one=application.candidate, other=somebody_of(people[table.RECRUITER])).pk,
        merge=merge_candidates(
            survivor=somebody_of(people[table.RECRUITER]),
            other=somebody_of(people[table.RECRUITER]),
            by=people[table.RECRUITER],
        ).pk,
        import_run=take_file(name="a.csv", data=b"Name,E-mail\nA,a@example.com", by=people[table.RECRUITER]).pk,
        sourced=CandidateFactory(sourced=True, added_by=people[table.RECRUITER]).pk,
        tag=TagFactory().pk,
        reason=RejectionReasonFactory().pk,
        search=save_search(name="Engines", query="q=engines", by=people[table.RECRUITER]).pk,
        note=NoteFactory(application=application, by=people[table.RECRUITER]).pk,
        ask=ConsentAskFactory().token,
        document=application.cv_id,
        kind="interview",
        message=MessageFactory(application=application).pk,
        reply=ReplyFactory(application=application, by=people[table.RECRUITER]).pk,
        view=save_view(name="Late", query="late=on", posting=posting, by=people[table.RECRUITER]).pk,
        batch=Batch.objects.create(posting=posting, kind="reject", by=people[table.RECRUITER], key=uuid4()).pk,
        wish=MessageWishFactory(candidate=application.candidate).token,
        page=picture.number,
        token=application.token,
        guess=GUESS,
        finding="0123456789abcdef",
        uid="1",
        content_type=ContentType.objects.get_for_model(application).pk,
        object=application.pk,
        app="roles",
        export_kind="docx",
        table_kind="csv",
    )
    rows = {
        "accounts.user": people[table.OUTSIDER],
        "accounts.auditevent": AuditEvent.objects.first(),
        "roles.role": RoleFactory(key="other"),  # in no posting
        "roles.mission": mission,
        "roles.skill": skill,
        "postings.company": posting.company,
        "postings.posting": posting,
        "postings.proposal": ProposalFactory(role=posting.role),
        "postings.jurisdiction": Jurisdiction.objects.get(code="FR"),
        "postings.libraryquestion": LibraryQuestionFactory(role=posting.role),
        "postings.template": template,
        "postings.version": posting.live_version,
        "candidates.candidate": application.candidate,
        "candidates.retentionrule": RetentionRule.objects.create(country="FR"),
        "hiring.application": application,
        "hiring.rejectionreason": RejectionReasonFactory(),
        "hiring.steptemplate": StepTemplateFactory(company=posting.company),
        "hiring.messagetemplate": MessageTemplateFactory(company=posting.company),
        "post_office.email": Email.objects.create(from_email="a@example.com", to=["b@example.com"], subject="S"),
        "post_office.emailtemplate": EmailTemplate.objects.create(name="one"),
        "django_tasks_database.dbtaskresult": task_row(),
    }
    return World({kind: session_of(user) for kind, user in people.items()}, values, rows)


def somebody_of(user):
    """Somebody whom a user added by hand."""
    return CandidateFactory(sourced=True, added_by=user)


def task_row():
    result = send_mail_queue.enqueue()
    return apps.get_model("django_tasks_database", "DBTaskResult").objects.get(pk=result.id)


def session_of(user) -> str:
    client = StrictClient()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value

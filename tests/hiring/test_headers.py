"""Whatever candidates, companies, postings and colleagues are called, each mail has our headers alone."""

from email import message_from_bytes

import pytest
from django.utils import timezone

from candidates.models import Candidate
from hiring import mail, own_mail
from hiring.actions.telling import tell_candidate
from hiring.message_choices import MessageKind
from hiring.shipped import Words
from hiring.wording import KINDS
from tests.accounts.test_headers import HOSTILE, USUAL
from tests.factories.candidates import CandidateFactory, ConsentAskFactory
from tests.factories.hiring import ApplicationFactory

pytestmark = pytest.mark.django_db

OURS = {"Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"}


@pytest.mark.parametrize("address", ["", "replies@jobs.example.com"], ids=["without inbound", "with inbound"])
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_becomes_a_header(posting, lead, settings, hostile, address):
    settings.INBOUND_ADDRESS = address
    called = (hostile.replace("\x00", "").strip() or "A")[:150]  # no database keeps more, or that
    candidate = CandidateFactory(name=called, email="ada@example.com")
    application = ApplicationFactory(posting=posting, candidate=candidate, cv=None)
    version = application.version  # as it is in memory: its text is frozen in the database
    version.title = version.company_name = called[:120]
    version.content |= {"contact_email": f"claire@example.com{called}", "contact_name": called}
    lead.name = called[:120]
    posting.company.name = called[:120]

    words = Words("{name} {posting} {company} {sender}" + hostile[:50].replace("{", "{{"), "{name}")
    for kind in KINDS:
        mail.queue_words(application=application, kind=kind, by=lead, words=words, reason=called)
    mail.queue_received(application)
    mail.queue_link(application)
    mail.queue_data_link(candidate, secret="s" * 40, purpose="export")
    mail.queue_consent_ask(ConsentAskFactory(candidate=candidate, company_name=called[:120]))
    own_mail.queue_ask(candidate, secret="s" * 40)
    own_mail.queue_changed(candidate, old="old@example.com", applications=[application])
    Candidate.objects.filter(pk=candidate.pk).update(tell_by=timezone.localdate())
    candidate.refresh_from_db()
    tell_candidate(candidate=candidate, company=posting.company, language="fr", by=lead)

    mails = [one.email for one in candidate.messages.select_related("email")]
    found = [message_from_bytes(one.email_message().message().as_bytes()) for one in mails]
    assert [message for message in found if set(message.keys()) - USUAL - OURS] == []
    assert {message["To"] for message in found} == {"ada@example.com", "old@example.com"}
    assert [message for message in found if len(message.keys()) != len(set(message.keys()))] == []
    assert (len(found) > len(KINDS), MessageKind.REPLY in {one.kind for one in candidate.messages.all()}) == (
        True,
        False,
    )

"""`manage.py propose`: look for recruiters' words that recur, for curators to decide about."""

from django.core.management.base import BaseCommand

from postings.actions import refresh_proposals
from postings.models import Proposal
from postings.studio_choices import ProposalState


class Command(BaseCommand):
    help = "Look for lines and wordings that recur in postings, and propose them to the curators."

    def handle(self, **options) -> None:
        changed = refresh_proposals()
        waiting = Proposal.objects.filter(state=ProposalState.OPEN).count()
        self.stdout.write(f"{changed} proposals added, changed or taken out; {waiting} wait for a decision.")

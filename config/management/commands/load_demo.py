"""`manage.py load_demo`: companies, postings, candidates and accounts to try things with."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from config.demo.accounts import ACCOUNTS
from config.demo.load import load
from roles.models import Role


class Command(BaseCommand):
    help = "Load the demo data, once. Refused in production: everybody knows the accounts' password."

    def handle(self, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demo data is for development, never in production: everybody knows its password.")
        if get_user_model().objects.filter(email__in=[account.email for account in ACCOUNTS]).exists():
            self.stdout.write("The demo data is there already: nothing to do.")
            return
        if not Role.objects.filter(key="cto").exists():
            raise CommandError("The reference is not loaded: run `manage.py load_reference` first.")
        load()
        self.stdout.write("Loaded the demo data: 3 companies, 6 postings, 40 candidates, a user of each kind.")

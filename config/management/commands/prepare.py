"""`manage.py prepare`: everything between installed requirements and a first page. Run it before each start."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from config.catalogues import compile_stale
from config.collect import collect_changed
from config.demo.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Compile translations, migrate, load the reference and, in development, demo data. Changes nothing twice."
    requires_system_checks = []  # the web server's own start finds what they would; this has to be quick

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--message-file", type=Path, help="write the closing message here instead of printing it")

    def handle(self, *, message_file: Path | None, **options) -> None:
        for path in compile_stale():
            self.stdout.write(f"Compiled {path.relative_to(settings.BASE_DIR)}.")
        if settings.PRODUCTION and collect_changed():
            self.stdout.write("Collected and compressed the static files.")
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        call_command("load_reference", verbosity=0, stdout=self.stdout)
        call_command("load_library", stdout=self.stdout)
        if not settings.PRODUCTION and not get_user_model().objects.exists():
            call_command("load_demo", stdout=self.stdout)
        message = closing_message()
        if message_file:
            message_file.write_text(message)
        else:
            self.stdout.write(message)


def closing_message() -> str:
    """Say where Rolecraft is and, where there are demo accounts, how to sign in."""
    lines = [
        f"Rolecraft is at {settings.BASE_URL}/ and its studio at {settings.BASE_URL}/studio/. Ctrl-C stops it.",
    ]
    there = set(get_user_model().objects.values_list("email", flat=True)) if not settings.PRODUCTION else set()
    accounts = [account for account in ACCOUNTS if account.email in there]
    if accounts:
        lines += ["", f"Demo accounts, each with the password {PASSWORD}"]
        lines += [f"  {account.email:<26} {account.what}" for account in accounts]
    return "\n".join(lines) + "\n"

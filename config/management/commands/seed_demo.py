"""`manage.py seed_demo`: as many invented people as wanted, to see how Rolecraft does with a lot of data."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.seed.load import seed
from config.seed.openings import ROLE
from roles.models import Role


class Command(BaseCommand):
    help = (
        "Add invented companies, postings, people and applications in bulk; again adds more. Documents have their text"
        " but no file, and nobody gets a mail. The accounts that it makes have no password. Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--candidates", type=int, default=10_000, metavar="N", help="people (10,000)")
        parser.add_argument("--postings", type=int, default=50, metavar="N", help="postings (50)")
        parser.add_argument(
            "--seed", default="1", help="another word makes other people; the same, on the same data, the same"
        )
        parser.add_argument("--force", action="store_true", help="also in production")

    def handle(self, *, candidates: int, postings: int, force: bool, **options) -> None:
        if settings.PRODUCTION and not force:
            raise CommandError("Invented people are for development. Give --force to have them in production.")
        if candidates < 0 or postings < 1:
            raise CommandError("Give a number of candidates, and at least one posting.")
        if not Role.objects.filter(key=ROLE).exists():
            raise CommandError("The reference is not loaded: run `manage.py load_reference` first.")
        made = seed(candidates=candidates, postings=postings, seed=options["seed"], report=self.stdout.write)
        for label, count in sorted(made.rows.items(), key=lambda item: -item[1]):
            self.stdout.write(f"{count:>12,}  {label}")
        self.stdout.write(f"{made.total:>12,}  rows in {made.seconds:,.1f} s: {made.rate:,.0f} a second.")

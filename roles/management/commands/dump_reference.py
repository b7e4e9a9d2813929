from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from roles.models import Role
from roles.reference.dump import dump_reference


class Command(BaseCommand):
    help = "Write a role's sheet as YAML, in the format that load_reference reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the role's key, such as cto")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to; by default, standard output")

    def handle(self, *, role: str, output: Path | None, **options) -> None:
        try:
            text = dump_reference(Role.objects.with_sheet().get(key=role))
        except Role.DoesNotExist as error:
            raise CommandError(f"There is no role {role}.") from error
        if output is None:
            self.stdout.write(text, ending="")
        else:
            output.write_text(text, encoding="utf-8")

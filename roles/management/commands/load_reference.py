from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from roles.reference.format import Sheet, read_sheet
from roles.reference.load import Report, load_reference
from roles.reference.nodes import MalformedSheet

SHEETS = Path(__file__).resolve().parent.parent.parent / "reference"


class Command(BaseCommand):
    help = "Load reference sheets; what a curator edited stays, unless told otherwise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="sheets; by default, all that ship")
        parser.add_argument("--theirs", action="store_true", help="overwrite what curators edited")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *, files: list[Path], theirs: bool, dry_run: bool, verbosity: int, **options) -> None:
        sheets = [self._read(path) for path in files or sorted(SHEETS.glob("*.yaml"))]
        for sheet in sheets:
            try:
                report = load_reference(sheet, theirs=theirs, dry_run=dry_run)
            except MalformedSheet as error:
                raise CommandError(str(error)) from error
            self._print(Path(sheet.file).name, report, dry_run=dry_run, verbosity=verbosity)

    @staticmethod
    def _read(path: Path) -> Sheet:
        try:
            return read_sheet(path)
        except (MalformedSheet, OSError) as error:
            raise CommandError(str(error)) from error

    def _print(self, name: str, report: Report, *, dry_run: bool, verbosity: int) -> None:
        counts = {
            "added": len(report.added),
            "changed": len(report.changed),
            "unchanged": len(report.unchanged),
            "kept": len(report.kept),
            "gone from the file": len(report.vanished),
        }
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        self.stdout.write(f"{name}: {said}{' (dry run: nothing was written)' if dry_run else ''}")
        if verbosity == 0:
            return
        for entry in report.added:
            self.stdout.write(f"  added    {entry}")
        for change in report.changed:
            behind = "".join(f"; leaves behind {postings}" for postings in change.touched.by_language)
            self.stdout.write(f"  changed  {change.name}: {', '.join(change.fields)}{behind}")
        for kept in report.kept:
            news = "; the file has news, --theirs takes them" if kept.news else ""
            self.stdout.write(f"  kept     {kept.name}: {kept.why}{news}")
        for entry in report.vanished:
            self.stdout.write(f"  left     {entry}: gone from the file; delete or retire it in the admin")
        if verbosity > 1:
            for entry in report.unchanged:
                self.stdout.write(f"  same     {entry}")

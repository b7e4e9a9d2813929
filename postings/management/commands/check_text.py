import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from postings.checks.data.coded_words import EXEMPTABLE
from postings.reader import UnreadableAd, read_file
from postings.reading import ROLE, check_ad


class Command(BaseCommand):
    help = (
        "Read an ad (PDF, DOCX, HTML, Markdown, text): the stage it reads as, its lines with their source in the"
        " reference, and what the checks find. Lines are numbered from 1. No stem of a coded word is exempt"
        " unless --role names the role that can't avoid it."
    )
    requires_system_checks: list[str] = []  # it works before there is a database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the ad's file, or - for standard input")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="default: guessed")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--role", choices=sorted(EXEMPTABLE), help="exempt the stems that the role can't avoid")

    def handle(self, *, file: str, language: str | None, json: bool, role: str | None, **options: Any) -> None:
        try:
            text = read_file(self._bytes(file), "" if file == "-" else file)
            check = check_ad(
                text,
                today=timezone.localdate(),
                language=language or "",
                role=role or ROLE,
                exempt=EXEMPTABLE.get(role, frozenset()) if role else frozenset(),
            )
        except (UnreadableAd, OSError) as error:
            raise CommandError(str(error)) from error
        result = check.as_data()
        self.stdout.write(dumped(result) if json else as_text(result))

    @staticmethod
    def _bytes(file: str) -> bytes:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def dumped(result: dict[str, Any]) -> str:
    """Return JSON that keeps accents readable."""
    return json.dumps(result, ensure_ascii=False, indent=2)


def as_text(result: dict[str, Any]) -> str:
    """Return the same for people."""
    stage, coded = result["stage"], result["inclusive"]
    shares = ", ".join(f"#{number} {round(share * 100)} %" for number, share in stage["shares"].items())
    reads = f"reads as #{stage['number']}" if stage["number"] else "doesn't say which stage it is for"
    said = [f"The ad {reads} ({shares}; confidence {round(stage['confidence'] * 100)} %)"]
    said += [f"  {reason}" for reason in stage["reasons"]]
    said += ["", "Lines"]
    for number, line in enumerate(result["lines"], start=1):
        source = f" [{line['source']}: {', '.join(line['cues'])}]" if line["source"] else ""
        said.append(f"  {number:>3} {line['kind']:<8} {line['text']}{source}")
    said += ["", f"Coded words: {coded['masculine']} masculine, {coded['feminine']} feminine: {coded['result']}"]
    said += ["", "Findings" if result["findings"] else "No findings"]
    for finding in result["findings"]:
        where = f"line {finding['line']}: " if finding["line"] is not None else ""
        said.append(f"  {finding['severity']:<8} {finding['family']:<12} {where}{finding['message']}")
    return "\n".join(said)

from django.core.management.base import BaseCommand

from postings.library import load_library


class Command(BaseCommand):
    help = "Load the questions that ship with the house; what a curator edited stays."

    def handle(self, **options) -> None:
        loaded = load_library()
        counts = {"added": len(loaded.added), "changed": len(loaded.changed), "kept": len(loaded.kept)}
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"
        self.stdout.write(f"questions: {said}")

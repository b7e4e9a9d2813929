"""`make messages`: collect translatable texts into locale/*/LC_MESSAGES/django.po and compile them.

Without gettext's programs: Babel reads Python, and what Django's `templatize` makes of a template.
`--check` changes nothing and fails where the catalogue is behind its sources or a public text has no French.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

APPS = ("accounts", "roles", "postings", "candidates", "hiring", "config")
LANGUAGES = ("fr",)
LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
NOTES = ("Translators:",)

# What candidates see: each text of these has its French. The studio and the admin are in English for now.
PUBLIC_TEMPLATES = (
    "templates/4*.html",
    "templates/5*.html",
    "templates/base.html",
    "templates/base_public.html",
    "templates/bootstrap5/**/*",
    "templates/candidates/**/*",
    "templates/components/**/*",
    "templates/emails/hiring/**/*",
    "templates/error.html",
    "templates/hiring/public/**/*",
    "templates/postings/archived.html",
    "templates/postings/check.html",
    "templates/postings/check/**/*",
    "templates/postings/jsonld_description.html",
    "templates/postings/list.html",
    "templates/postings/posting.html",
    "templates/roles/**/*",
)
PUBLIC_MODULES = (
    "candidates/files.py",
    "candidates/links.py",
    "candidates/names.py",
    "candidates/privacy.py",
    "config/settings.py",
    "config/ui.py",
    "hiring/choices.py",
    "hiring/form_time.py",
    "hiring/forms/apply.py",
    "hiring/forms/fields.py",
    "hiring/forms/own_page.py",
    "hiring/forms/privacy.py",
    "hiring/forms/questions.py",
    "hiring/steps.py",
    "hiring/mail.py",
    "hiring/models/data_link.py",
    "hiring/own_mail.py",
    "hiring/views/applying.py",
    "hiring/views/own_page.py",
    "hiring/views/public.py",
    "hiring/views/saved.py",
    "postings/checks/**/*",
    "postings/choices.py",
    "postings/filters.py",
    "postings/fit.py",
    "postings/forms/ad.py",
    "postings/places.py",
    "postings/reader/**/*",
    "postings/reading.py",
    "postings/views/check.py",
    "postings/views/public.py",
    "roles/models.py",
    "roles/views.py",
)


def main(arguments: list[str]) -> int:
    from config.catalogues import compile_stale

    found = extracted()
    if "--check" in arguments:
        complaints = [complaint for language in LANGUAGES for complaint in complaints_about(language, found)]
        print("\n".join(complaints) or "The catalogues are complete.")
        return 1 if complaints else 0
    for language in LANGUAGES:
        catalogue = updated(language, found)
        save(language, catalogue)
        missing = sum(1 for message in catalogue if message.id and not is_translated(message))
        print(f"{language}: {len(catalogue)} texts, {missing} without a translation.")
        for text in public_untranslated(catalogue):
            print(f"  public, without a translation: {text}")
    compile_stale()
    return 0


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def sources() -> Iterator[Path]:
    """Files with texts for people; tests, scripts and management commands have none."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not {"migrations", "management", "demo"} & set(path.relative_to(ROOT).parts):
                yield path
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            yield path


def extracted() -> Catalog:
    """Every translatable text, with the files that use it."""
    catalogue = Catalog()
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        code = path.read_text() if path.suffix == ".py" else template_as_python(path)
        for line, text, notes, context in extract("python", io.BytesIO(code.encode()), KEYWORDS, NOTES):
            del line  # line numbers would make every edit a change of the catalogue
            catalogue.add(text, locations=[(name, None)], auto_comments=notes, context=context)
    return catalogue


def template_as_python(path: Path) -> str:
    from django.conf import settings
    from django.utils.translation import templatize

    if not settings.configured:
        settings.configure()
    return "\n".join(line.lstrip() for line in templatize(path.read_text(), origin=str(path)).splitlines())


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, found: Catalog) -> Catalog:
    """The language's catalogue with the texts found: known translations stay, texts no longer used go."""
    known = read(language)
    house = {"project": "Rolecraft", "version": "1", "msgid_bugs_address": "none", "last_translator": "Rolecraft"}
    catalogue = Catalog(locale=language, domain="django", language_team=language, fuzzy=False, **house)
    catalogue.header_comment = "# Translations of Rolecraft; `make messages` collects the texts."
    catalogue.creation_date = catalogue.revision_date = known.creation_date
    for message in sorted(found, key=lambda message: (str(message.id), message.context or "")):
        if not message.id:
            continue
        before = known.get(message.id, message.context)
        catalogue.add(
            message.id,
            before.string if before and same_shape(before, message) else None,
            locations=sorted(set(message.locations)),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
            flags=message.flags,
        )
    return catalogue


def same_shape(one: Message, other: Message) -> bool:
    return isinstance(one.id, str) == isinstance(other.id, str)


def save(language: str, catalogue: Catalog) -> None:
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, ignore_obsolete=True)


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings) and not message.fuzzy


def is_public(message: Message) -> bool:
    return any(matches(name) for name, _ in message.locations)


def matches(name: str) -> bool:
    return any(fits(name, pattern) for pattern in (*PUBLIC_TEMPLATES, *PUBLIC_MODULES))


def fits(name: str, pattern: str) -> bool:
    folder, deep, _ = pattern.partition("/**/")
    return name.startswith(f"{folder}/") if deep else Path(name).match(pattern)


def public_untranslated(catalogue: Catalog) -> list[str]:
    return [
        str(message.id) for message in catalogue if message.id and is_public(message) and not is_translated(message)
    ]


def complaints_about(language: str, found: Catalog) -> list[str]:
    """What is wrong with a language's catalogue, one line a complaint."""
    catalogue = read(language)
    known = {(message.id, message.context) for message in catalogue if message.id}
    used = {(message.id, message.context) for message in found if message.id}
    current = updated(language, found)
    return [
        *(f"{language}: not collected (make messages): {text!r}" for text, _ in sorted(used - known, key=str)),
        *(f"{language}: no longer used (make messages): {text!r}" for text, _ in sorted(known - used, key=str)),
        *(f"{language}: public, without a translation: {text!r}" for text in public_untranslated(current)),
        *(
            f"{language}: {error} in {message.id!r}"
            for message, errors in current.check()
            if is_translated(message)
            for error in errors
        ),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Everything that changes a candidate or a file of one."""

from .contact import ContactTaken, take_contact
from .importing import (
    NotNow,
    carry_on,
    carry_on_imports,
    check_import,
    confirm_import,
    drop_import,
    prune_imports,
    take_file,
)
from .intake import add_document, atomic_with_files, delete_documents, find_or_add_candidate
from .locking import PersonGone, lock_people, lock_person, lock_with_shells
from .merging import NotMergeable, dismiss_pair, finish_merges, merge_records, part_records
from .privacy import OnHold, erase_record, give_consent, renew_consent, set_hold, withdraw_consent
from .reading import read_waiting_documents
from .sourcing import TELL_WITHIN, KnownAlready, WasErased, add_candidate, note_told
from .tagging import add_tags, delete_tag, remove_tag, rename_tag, tag_many

__all__ = [
    "TELL_WITHIN",
    "ContactTaken",
    "KnownAlready",
    "NotMergeable",
    "NotNow",
    "OnHold",
    "PersonGone",
    "WasErased",
    "add_candidate",
    "add_document",
    "add_tags",
    "atomic_with_files",
    "carry_on",
    "carry_on_imports",
    "check_import",
    "confirm_import",
    "delete_documents",
    "delete_tag",
    "dismiss_pair",
    "drop_import",
    "erase_record",
    "find_or_add_candidate",
    "finish_merges",
    "give_consent",
    "lock_people",
    "lock_person",
    "lock_with_shells",
    "merge_records",
    "note_told",
    "part_records",
    "prune_imports",
    "read_waiting_documents",
    "remove_tag",
    "rename_tag",
    "renew_consent",
    "set_hold",
    "tag_many",
    "take_contact",
    "take_file",
    "withdraw_consent",
]

"""Everything that changes a candidate or a file of one."""

from .intake import add_document, discard_file, find_or_add_candidate

__all__ = ["add_document", "discard_file", "find_or_add_candidate"]

"""People as files say them: CSV, Excel and JSON Resume, in and out. Pure: no database in here."""

from .headings import guess_mapping
from .json_resume import person_from_resume, read_resumes, resume_of
from .person import Parsed, Person, Problem
from .reading import Table, Unreadable, read_table
from .resume import MAX_RESUME, clean_resume
from .table import COLUMNS, HEADINGS, cells_of, person_from_cells
from .writing import csv_lines, xlsx_of

__all__ = [
    "COLUMNS",
    "HEADINGS",
    "MAX_RESUME",
    "Parsed",
    "Person",
    "Problem",
    "Table",
    "Unreadable",
    "cells_of",
    "clean_resume",
    "csv_lines",
    "guess_mapping",
    "person_from_cells",
    "person_from_resume",
    "read_resumes",
    "read_table",
    "resume_of",
    "xlsx_of",
]

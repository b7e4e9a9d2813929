"""The sheet that ships, read once, and loaded where a test asks for it."""

import pytest

from roles.management.commands.load_reference import SHEETS
from roles.models import Role
from roles.reference.format import read_sheet
from roles.reference.load import load_reference


@pytest.fixture(scope="session")
def sheet():
    return read_sheet(SHEETS / "cto.yaml")


@pytest.fixture
def cto(db, sheet):
    """The role whose sheet ships, loaded."""
    load_reference(sheet)
    return Role.objects.get(key="cto")

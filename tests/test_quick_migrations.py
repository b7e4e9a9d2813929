"""A field of a migration's state that is copied is what Django's own clone is."""

from itertools import pairwise

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.quick_migrations import fields_copied


@pytest.fixture(scope="module")
def fields():
    """Every field of every model, as the migrations leave them."""
    state = MigrationLoader(None).project_state()
    return [field for model in state.models.values() for field in model.fields.values()]


def test_a_copy_says_of_itself_what_djangos_own_clone_says(fields):
    made = [field.clone() for field in fields]
    with fields_copied():
        copies = [field.clone() for field in fields]
    assert [copy.deconstruct() for copy in copies] == [clone.deconstruct() for clone in made]
    assert [type(copy) for copy in copies] == [type(clone) for clone in made]


def test_a_copy_has_nothing_of_what_its_field_worked_out(fields):
    related = next(field for field in fields if field.remote_field)
    assert related.related_model == related.remote_field.model  # asked for, so kept
    with fields_copied():
        copy = related.clone()
    assert "related_model" not in vars(copy)
    assert copy.remote_field is not related.remote_field
    assert copy.remote_field.field is copy


def test_copies_are_in_the_order_they_were_made(fields):
    with fields_copied():
        numbers = [field.clone().creation_counter for field in fields if not field.auto_created]
    assert all(first < second for first, second in pairwise(numbers))

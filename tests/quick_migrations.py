"""How a test database is made in less time, by the same migrations."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from django.db.models import Field
from django.utils.functional import cached_property


@contextmanager
def fields_copied() -> Iterator[None]:
    """Within it, a field is cloned by copying it, where Django takes it apart and makes it anew.

    Each of some 500 changes of a model has Django clone the fields of all that are related to it, a quarter of a
    million clones, half of the time that the migrations take. A field of a migration's state belongs to no model;
    what it worked out of itself is left out of the copy.
    """
    anew = Field.clone

    def clone(field: Field) -> Field:
        if hasattr(field, "model"):
            return anew(field)
        made = copy.deepcopy(field)  # Django's own: the field, and its relation
        _forget(made)
        if made.remote_field:
            _forget(made.remote_field)
            made.remote_field.field = made
        _put_last(made)
        return made

    with patch.object(Field, "clone", clone):
        yield


def _put_last(field: Field) -> None:
    """Number a field as one that was just made: columns are in the order of these numbers."""
    if field.auto_created:
        field.creation_counter = Field.auto_creation_counter
        Field.auto_creation_counter -= 1
    else:
        field.creation_counter = Field.creation_counter
        Field.creation_counter += 1


def _forget(thing: object) -> None:
    for name in _worked_out(type(thing)):
        thing.__dict__.pop(name, None)


@cache
def _worked_out(kind: type) -> frozenset[str]:
    """Return the names of what a field or relation keeps once it was asked for."""
    return frozenset(
        name for base in kind.__mro__ for name, value in vars(base).items() if isinstance(value, cached_property)
    )

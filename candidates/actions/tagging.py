"""Tags on people: put on, taken off, renamed, merged, deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User

from ..models import Candidate, Tag
from .locking import lock_people, lock_person


@transaction.atomic
def add_tags(*, candidate: Candidate, names: Iterable[str], by: User) -> list[Tag]:
    """Put tags on somebody, each made where there is none of its name; those that are on already stay."""
    lock_person(candidate)
    tags = [_find_or_make(name, by=by) for name in names]
    candidate.tags.add(*tags)
    return tags


@transaction.atomic
def tag_many(*, candidates: Iterable[int], names: Iterable[str], by: User) -> list[Tag]:
    """Put tags on many people (their numbers), in queries that don't grow with them; who has one keeps it."""
    keys = [pk for pk, person in lock_people(candidates).items() if not person.erased_at]
    tags = [_find_or_make(name, by=by) for name in names] if keys else []
    for tag in tags:
        tag.candidates.add(*keys)
    return tags


def _find_or_make(name: str, *, by: User) -> Tag:
    return Tag.objects.get_or_create(name__iexact=name, defaults={"name": name, "created_by": by})[0]


@transaction.atomic
def remove_tag(*, candidate: Candidate, tag: Tag, by: User) -> None:
    """Take a tag off somebody; the tag itself stays."""
    candidate.tags.remove(tag)


@transaction.atomic
def rename_tag(*, tag: Tag, name: str, by: User) -> Tag:
    """Give a tag another name; where another has it the two become that one. Return what is left."""
    other = Tag.objects.select_for_update(no_key=True).filter(name__iexact=name).exclude(pk=tag.pk).first()
    if other is None:
        tag.name = name
        tag.save(update_fields=["name"])
        return tag
    other.candidates.add(*tag.candidates.all())
    tag.delete()
    return other


@transaction.atomic
def delete_tag(*, tag: Tag, by: User) -> None:
    """Take a tag off everybody."""
    tag.delete()


def clear_tags(candidate: Candidate) -> None:
    """Take all tags off somebody who is erased, and delete those that were theirs alone: a tag may name them."""
    tags = list(candidate.tags.all())
    candidate.tags.clear()
    Tag.objects.filter(pk__in=[tag.pk for tag in tags], candidates=None).delete()

"""What of the reference is in use, and how to load it in few queries."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Subquery


class EntryQuerySet(models.QuerySet):
    """Entries of a sheet."""

    def in_use(self) -> EntryQuerySet:
        """Entries that can be picked for a posting: those which nobody retired."""
        return self.filter(retired_at=None)

    def with_postings_count(self) -> EntryQuerySet:
        """Missions or skills, each with `postings_count`: in how many postings it has a line."""
        line = self.model.lines.rel
        per_entry = (
            line.related_model.objects.filter(**{line.field.name: OuterRef("pk")})
            .order_by()
            .values(line.field.name)
            .annotate(postings=Count("posting", distinct=True))
            .values("postings")
        )
        count = Subquery(per_entry, output_field=models.IntegerField())
        return self.annotate(postings_count=models.functions.Coalesce(count, 0))


class RoleQuerySet(models.QuerySet):
    """Roles that have a sheet."""

    def with_sheet(self) -> RoleQuerySet:
        """Roles with every part of their sheets, in the same number of queries however long these are."""
        at_stage = {
            name: apps.get_model("roles", name).objects.select_related("stage")
            for name in ("MissionStage", "SkillStage", "CollaboratorStage")
        }
        return self.prefetch_related(
            "stages",
            "codes",
            "sections",
            "missions",
            Prefetch("missions__at_stages", queryset=at_stage["MissionStage"]),
            "skills",
            Prefetch("skills__at_stages", queryset=at_stage["SkillStage"]),
            "collaborators",
            Prefetch("collaborators__at_stages", queryset=at_stage["CollaboratorStage"]),
            "training",
            Prefetch("career_steps", queryset=apps.get_model("roles", "CareerStep").objects.select_related("to_role")),
        )

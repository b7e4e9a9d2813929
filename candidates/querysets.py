"""Which documents still have to be read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .scanning import has_scanner


class DocumentQuerySet(models.QuerySet):
    """Documents of candidates."""

    def due(self) -> DocumentQuerySet:
        """Documents to read now: waiting, and not in another worker's hands; where there is a scanner, those
        that came before it too."""
        now = timezone.now()
        waiting = Q(reading="waiting") | Q(scan="none") if has_scanner() else Q(reading="waiting")
        return self.filter(waiting, Q(next_try_at=None) | Q(next_try_at__lte=now)).order_by("pk")

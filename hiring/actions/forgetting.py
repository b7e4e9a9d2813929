"""What a candidate's corrections remember, forgotten when they are erased."""

from __future__ import annotations

from candidates.models import Candidate

from ..models import ContactChange


def forget_changes(candidate: Candidate) -> list[str]:
    """Delete what corrections remember; return the other addresses that messages to the candidate went to.

    An address that is somebody else's by now is not among them. Part of `erase_candidate`.
    """
    changes = ContactChange.objects.filter(application__candidate=candidate)
    former = set(changes.filter(field=ContactChange.Field.EMAIL).values_list("before", flat=True))
    named = set(candidate.data_links.exclude(new_email="").values_list("new_email", flat=True))
    changes.delete()
    addresses = (former | named) - {candidate.email, ""}
    return sorted(addresses - set(Candidate.objects.filter(email__in=addresses).values_list("email", flat=True)))

"""What happens in hiring when something changes in postings."""

from __future__ import annotations

from accounts.models import User
from candidates.models import Candidate
from candidates.search.due import mark_due
from postings.models import Posting, Question

from .actions import sort_answers_anew, start_steps
from .actions.assigning import forget_assignments
from .actions.locking import lock_applications
from .actions.messages import follow_address
from .models import Application


def sort_anew(sender: object, *, question: Question, **kwargs: object) -> None:
    """A question's rule of sorting changed."""
    sort_answers_anew(question=question)


def give_steps(sender: object, *, instance: Posting, created: bool, raw: bool, **kwargs: object) -> None:
    """A posting was made."""
    if created and not raw:
        start_steps(posting=instance)


def take_off(sender: object, *, posting: Posting, user: User, **kwargs: object) -> None:
    """Somebody left a posting: nothing of it is theirs to look at."""
    forget_assignments(posting=posting, user=user)


def find_anew(sender: object, *, posting: Posting, **kwargs: object) -> None:
    """Names of a posting's candidates are hidden, or no longer: so are the words they are found by."""
    people = Application.objects.filter(posting=posting).order_by().values_list("candidate", flat=True)
    mark_due(people.distinct())


def send_after(sender: object, *, candidate: Candidate, **kwargs: object) -> None:
    """Somebody has another address: what waits to be sent goes there."""
    lock_applications(candidate.applications.order_by().values("pk"))
    follow_address(candidate=candidate, tokens={})

"""Work that is better done at once than at the next sweep; losing one of these loses nothing but time."""

from django.db import transaction
from django_tasks import task

from candidates.actions import read_waiting_documents
from hiring.search import index_due

from . import mail


@task()
def send_mail_queue() -> int:
    """Send the messages that wait; return how many left."""
    return mail.send_waiting()


def hasten_mail(sender, **kwargs) -> None:
    """Ask a worker to send what was just queued, once its transaction is through.

    If that fails, the request that queued the message still succeeded, and the sweep sends it.
    """
    transaction.on_commit(send_mail_queue.enqueue, robust=True)


@task()
def read_documents() -> int:
    """Read the documents that wait; return how many were dealt with."""
    return read_waiting_documents()


def hasten_reading(sender, *, created: bool = False, raw: bool = False, **kwargs) -> None:
    """Ask a worker to read a document that just came in; if that fails, the sweep does."""
    if created and not raw:
        transaction.on_commit(read_documents.enqueue, robust=True)


@task()
def index_candidates() -> int:
    """Write the words anew by which candidates are found; return of how many."""
    return index_due()


def hasten_indexing(sender, *, created: bool = True, raw: bool = False, **kwargs) -> None:
    """Ask a worker to let the search know of what changed; if that fails, the sweep does."""
    if created and not raw:
        transaction.on_commit(index_candidates.enqueue, robust=True)

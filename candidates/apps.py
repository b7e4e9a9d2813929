from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = _("candidates")

    def ready(self) -> None:
        connection_created.connect(_let_rank, dispatch_uid="search.rank")


def _let_rank(connection, **_kwargs) -> None:
    """Let SQLite rank what the search finds; a function of Python's is known to a connection, not to a database."""
    if connection.vendor == "sqlite":
        from .search.ranks import FUNCTION, rank

        connection.connection.create_function(FUNCTION, 3, rank, deterministic=True)

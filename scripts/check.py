"""`make check`: what can be known without running the whole suite. Runs all of it, then says what failed."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]


def main() -> int:
    failed = [name for name, command, extra in checks() if not passes(name, command, extra)]
    print(f"make check: {', '.join(failed)} failed." if failed else "make check: all is well.")
    return 1 if failed else 0


def checks() -> list[tuple[str, list[str], dict[str, str]]]:
    templates = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
    return [
        ("format", [f"{BIN}/ruff", "format", "--check", "--quiet", "."], {}),
        ("lint", [f"{BIN}/ruff", "check", "--quiet", "."], {}),
        ("templates", [f"{BIN}/djade", "--target-version", "5.2", "--check", *templates], {}),
        ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
        ("production settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], production()),
        ("imports", [f"{BIN}/pytest", "-q", "tests/sweeps/test_imports.py"], {}),
        ("catalogues", [sys.executable, "scripts/messages.py", "--check"], {}),
    ]


def production() -> dict[str, str]:
    """Throw-away values of what production must be told."""
    return {
        "ENVIRONMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "jobs.example.com",
        "DATABASE_URL": "postgres://rolecraft@localhost/rolecraft",
    }


def passes(name: str, command: list[str], extra: dict[str, str]) -> bool:
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rolecraft-check-") as folder:
        environment = {**os.environ, "VAR_DIR": folder, **extra}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    verdict = "failed" if done.returncode else "ok"
    print(f"{name:<20} {verdict:<6} {time.monotonic() - start:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())

"""Find a Chromium for the browser tests, install one where there is none; `--path` prints where it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = """\
No Chromium was found, and none could be installed. Do one of these, then run this again:
- install Chromium or Google Chrome so that `chromium` or `google-chrome` is on PATH;
- run `.venv/bin/playwright install --with-deps chromium`;
- set CHROMIUM to the path of a Chromium that you have."""


def main(arguments: list[str]) -> int:
    path = find() or install()
    if not path:
        print(HELP, file=sys.stderr)
        return 1
    if "--path" in arguments:
        print(path)
    return 0


def find() -> str | None:
    """Return the path of a Chromium that starts: CHROMIUM's, one on PATH, or Playwright's own."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwrights_own()]
    return next((path for path in candidates if path and starts(path)), None)


def starts(path: str) -> bool:
    """Whether the program runs: on some systems the name on PATH only tells how to install it."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install one the system's way where we may, else Playwright's; return its path."""
    print("No Chromium on this machine: installing one for the browser tests.", file=sys.stderr, flush=True)
    playwright = [sys.executable, "-m", "playwright", "install"]
    attempts = [[[*playwright, "chromium"]]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        attempts = [
            [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", "chromium"]],
            [[*playwright, "--with-deps", "chromium"]],
        ]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for commands in attempts:
        for command in commands:
            subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
        if path := find():
            return path
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

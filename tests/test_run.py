"""`make run`, for real: from an empty folder to a first page, and no process left after Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds; a busy machine takes its time


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def processes_with(marker: str) -> list[str]:
    """Command lines of processes that have a variable in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_run_serves_a_page_and_ends_cleanly(tmp_path):
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"PORT": str(port), "VAR_DIR": str(tmp_path), "ROLECRAFT_READ_DOTENV": "0", "WEB_WORKERS": "1"}
    log = tmp_path / "log"
    with log.open("w") as output:
        run = subprocess.Popen(
            [sys.executable, "scripts/run.py"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while "Demo accounts, each with the password" not in log.read_text():
            assert run.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=PATIENCE) as page:
            assert page.status == 200
        assert f"Rolecraft is at http://localhost:{port}/" in log.read_text()
    finally:
        os.killpg(run.pid, signal.SIGINT)
    assert run.wait(timeout=PATIENCE) == 0
    assert log.read_text().endswith("\nRolecraft has stopped.\n")
    assert "Traceback" not in log.read_text()
    assert processes_with(f"VAR_DIR={tmp_path}") == []

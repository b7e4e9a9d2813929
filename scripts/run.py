"""`make run`: prepare the database, then run what Procfile names, side by side, until Ctrl-C.

The last message comes once the web server answers: the address, and the demo accounts.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds for the web server's first answer


class Stopped(Exception):
    """Somebody asked us to stop."""


def main() -> int:
    environ.Env.read_env(ROOT / ".env")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PYTHONUNBUFFERED"] = "1"
    host = os.environ.get("HOST", "127.0.0.1")
    port = os.environ.setdefault("PORT", "8000")
    if complaint := why_not(host, port):
        print(complaint)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    child: subprocess.Popen | None = None
    try:
        with tempfile.TemporaryDirectory() as folder:
            message = Path(folder) / "message"
            # A session of its own: the terminal's Ctrl-C reaches this script alone, which ends the child in order.
            prepare = [sys.executable, "manage.py", "prepare", "--message-file", str(message)]
            child = subprocess.Popen(prepare, cwd=ROOT, start_new_session=True)
            if child.wait():
                return 1
            closing_words = message.read_text()
        # honcho's own reading of .env would overrule the environment.
        honcho = [sys.executable, "-m", "honcho", "--env", os.devnull, "start"]
        child = subprocess.Popen(honcho, cwd=ROOT, start_new_session=True)
        threading.Thread(target=announce, args=(child, host, int(port), closing_words), daemon=True).start()
        return child.wait()
    except Stopped:
        return finish(child)


def stop(number: int, frame: object) -> None:
    for again in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(again, signal.SIG_IGN)
    raise Stopped


def finish(child: subprocess.Popen | None) -> int:
    """End the child; honcho ends its own children, the hard way after five seconds."""
    if child is not None and child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    print("\nRolecraft has stopped.")
    return 0


def why_not(host: str, port: str) -> str:
    """Say why nothing can listen there; empty where something can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT is {port!r}: set it to a number from 1 to 65535, for example `make run PORT=8001`."
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except PermissionError:
            return f"Port {port} is reserved for the system: choose another one, for example `make run PORT=8001`."
        except OSError as error:
            if error.errno is not None and "in use" in os.strerror(error.errno):
                return f"Port {port} is in use: stop what listens there, or run `make run PORT={int(port) + 1}`."
            return f"Nothing can listen on {host}, port {port}: {error.strerror}."
    return ""


def announce(child: subprocess.Popen, host: str, port: int, closing_words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < deadline:
        if answers({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port):  # noqa: S104 compared, not bound
            time.sleep(0.3)  # lets the other processes' first lines pass
            print(f"\n{closing_words}", flush=True)
            return
        time.sleep(0.1)


def known_host(port: int) -> str:
    """Return a name that the site answers to."""
    names = os.environ.get("ALLOWED_HOSTS", "").split(",")
    return next((name for name in names if name and not name.startswith((".", "*"))), f"localhost:{port}")


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz/", headers={"Host": known_host(port)})
        connection.getresponse()
    except OSError:
        return False
    else:
        return True
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())

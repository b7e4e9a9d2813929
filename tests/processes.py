"""Processes of the tests' own: they work on the test's database and private folder, and can be killed at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
START = """
import json, os, sys, time
sys.path.insert(0, os.getcwd())
from django.conf import settings
for key, value in json.loads(os.environ["TEST_DATABASE"]).items():
    settings.DATABASES["default"][key] = value
import django
django.setup()

def stop_here(*args, **kwargs):
    print("here", flush=True)
    time.sleep(60)

"""


def stopped_at(code: str) -> subprocess.Popen:
    """Start a process that runs some Python, and wait until it is at `stop_here()`; its test is transactional."""
    database = {key: connection.settings_dict[key] for key in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    process = subprocess.Popen(
        [sys.executable, "-c", START + code],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PRIVATE_ROOT": str(settings.STORAGES["default"]["OPTIONS"]["location"]),
            "TEST_DATABASE": json.dumps(database, default=str),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "here\n"
    return process


@contextmanager
def killed_at(code: str):
    """Kill a process where it is at `stop_here()`, while the block before the kill looks on."""
    process = stopped_at(code)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

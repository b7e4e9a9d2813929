"""Set-up: the scripts behind `make`, and what `prepare` does."""

import importlib
import os
import shutil
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.core.management import call_command

from config.catalogues import compile_stale
from config.collect import collect_changed
from config.demo.accounts import ACCOUNTS, PASSWORD

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def set_up(tmp_path, monkeypatch):
    """The script, pointed at an empty folder in which only the stamp can make things right."""
    module = importlib.import_module("scripts.set_up")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("Django==5.2\n")
    return module


def test_set_up_is_done_once_the_stamp_is_there(set_up):
    set_up.stamp("requirements.txt").write_text(set_up.fingerprint("requirements.txt"))

    assert set_up.main(["requirements.txt"]) == 0


def test_set_up_is_due_again_when_requirements_change(set_up, tmp_path):
    set_up.stamp("requirements.txt").write_text(set_up.fingerprint("requirements.txt"))
    (tmp_path / "requirements.txt").write_text("Django==5.2.1\n")

    assert not set_up.is_installed("requirements.txt")


def test_set_up_refuses_an_old_python(set_up, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))

    assert set_up.main(["requirements.txt"]) == 1
    assert capsys.readouterr().out.startswith("Rolecraft needs Python 3.11 or newer; this is ")


def test_set_up_says_when_pip_fails(set_up, tmp_path, capfd):
    (tmp_path / "requirements.txt").write_text("./no-such-folder-here\n")

    assert set_up.main(["requirements.txt"]) == 1
    assert "pip could not install requirements.txt: see above." in capfd.readouterr().out
    assert not set_up.is_installed("requirements.txt")


def make(*arguments: str) -> subprocess.CompletedProcess:
    """Run make as from a shell, whichever make runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = [shutil.which("make"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_make_alone_prints_help():
    done = make()

    targets = [line.split()[1] for line in done.stdout.splitlines()]
    assert set(targets) >= {"help", "run", "test", "check", "bench", "screenshots", "lock", "messages", "clean"}


def test_make_names_what_is_missing_without_a_python():
    done = make("run", "CANDIDATES=python2.6")

    assert done.returncode != 0
    assert "Rolecraft needs Python 3.11 or newer" in done.stdout


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1"])
def test_run_refuses_a_port_that_is_none(port):
    run = importlib.import_module("scripts.run")

    assert run.why_not("127.0.0.1", port).startswith(f"PORT is {port!r}: set it to a number")


def test_run_says_when_the_port_is_taken():
    run = importlib.import_module("scripts.run")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert run.why_not("127.0.0.1", str(port)) == (
            f"Port {port} is in use: stop what listens there, or run `make run PORT={port + 1}`."
        )
    assert run.why_not("127.0.0.1", str(port)) == ""


def test_with_postgres_takes_the_server_that_is_named():
    done = subprocess.run(
        [sys.executable, "scripts/with_postgres.py", "sh", "-c", "echo $DATABASE_URL; exit 7"],
        cwd=ROOT,
        env={**os.environ, "TEST_POSTGRES_URL": "postgres://tests@db.example.com/tests"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (7, "postgres://tests@db.example.com/tests\n")


def test_catalogues_are_compiled_where_they_are_stale(tmp_path):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Apply"\nmsgstr "Postuler"\n'
    )

    assert compile_stale(tmp_path) == [folder / "django.mo"]
    assert compile_stale(tmp_path) == []
    os.utime(folder / "django.mo", (1, 1))
    assert compile_stale(tmp_path) == [folder / "django.mo"]


def test_prepare_fills_an_empty_database_once(db, tmp_path):
    message = tmp_path / "message"

    call_command("prepare", message_file=message, stdout=StringIO())

    lines = message.read_text().splitlines()
    assert lines[0].startswith("Rolecraft is at http://localhost:8000/ and its studio at ")
    assert lines[2] == f"Demo accounts, each with the password {PASSWORD}"
    assert [line.split()[0] for line in lines[3:]] == [account.email for account in ACCOUNTS]

    again = StringIO()
    call_command("prepare", message_file=message, stdout=again)

    assert "demo" not in again.getvalue().lower()


def test_prepare_leaves_demo_data_out_where_there_are_people(db, recruiter):
    out = StringIO()

    call_command("prepare", stdout=out)

    assert "Demo accounts" not in out.getvalue()


@pytest.fixture
def static_files(tmp_path, settings):
    """A folder of static files instead of the house's, and another where they are collected."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], target
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    get_finder.cache_clear()
    yield source, target
    get_finder.cache_clear()


def test_static_files_are_collected_when_one_has_changed(static_files):
    source, target = static_files
    (source / "page.css").write_text("p { color: red }")

    assert collect_changed()
    assert (target / "page.css").read_text() == "p { color: red }"
    assert not collect_changed()

    (source / "page.css").write_text("p { color: green }")
    os.utime(source / "page.css", (2_000_000_000, 2_000_000_000))

    assert collect_changed()
    assert (target / "page.css").read_text() == "p { color: green }"

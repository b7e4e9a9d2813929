"""What the environment may say, what production insists on, and what a log line never holds."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from config.logs import OneLineFormatter

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k9vW2xQ7mZ4pR8sT1uY6bN3cD5fG0hJkLqEwAzXvBnMtPoIuYr",
    "ALLOWED_HOSTS": "jobs.example.com,www.example.com",
    "DATABASE_URL": "postgres://rolecraft@localhost/rolecraft",
}


def start(code: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run some Python with the real settings and no variables but these."""
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings\n{code}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "ROLECRAFT_READ_DOTENV": "0", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(name, tmp_path):
    environment = {key: value for key, value in NEEDED.items() if key != name}

    done = start("", tmp_path, **environment)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"django.core.exceptions.ImproperlyConfigured: Production needs {name}: set each in the environment"
        " or in .env (.env.example says what goes in)."
    )


def test_production_names_all_that_is_missing(tmp_path):
    done = start("", tmp_path, ENVIRONMENT="production")

    assert "Production needs SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL:" in done.stderr


def test_production_refuses_debug(tmp_path):
    done = start("", tmp_path, **NEEDED, DEBUG="1")

    assert done.stderr.splitlines()[-1].endswith("DEBUG shows secrets to visitors: unset it in production.")


def test_an_unknown_environment_is_refused(tmp_path):
    done = start("", tmp_path, ENVIRONMENT="staging")

    assert done.stderr.splitlines()[-1].endswith("ENVIRONMENT is 'staging': set it to development or production.")


def test_development_needs_nothing(tmp_path):
    done = start("print(settings.DEBUG, settings.ALLOWED_HOSTS[0], settings.BASE_URL)", tmp_path)

    assert (done.stdout, done.stderr) == ("True localhost http://localhost:8000\n", "")


def test_production_keeps_cookies_and_connections_safe(tmp_path):
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SECURE",
        "SECURE_CONTENT_TYPE_NOSNIFF",
        "SECURE_REFERRER_POLICY",
        "X_FRAME_OPTIONS",
        "MFA_REQUIRED_KINDS",
        "BASE_URL",
    ]

    done = start(f"for name in {names}: print(name, getattr(settings, name))", tmp_path, **NEEDED)

    assert done.stdout.splitlines() == [
        "DEBUG False",
        "SECURE_SSL_REDIRECT True",
        "SECURE_HSTS_SECONDS 31536000",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS True",
        "SESSION_COOKIE_SECURE True",
        "SESSION_COOKIE_HTTPONLY True",
        "CSRF_COOKIE_SECURE True",
        "SECURE_CONTENT_TYPE_NOSNIFF True",
        "SECURE_REFERRER_POLICY same-origin",
        "X_FRAME_OPTIONS DENY",
        "MFA_REQUIRED_KINDS ['curator', 'lead']",
        "BASE_URL https://jobs.example.com",
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u:p@db:5433/name", ("db", 5433, "name", None)),
        ("postgresql://postgres:@/postgres?host=/tmp/socket", ("", "", "postgres", "/tmp/socket")),
        ("postgres://u@%2Fvar%2Frun%2Fpostgresql/name", ("/var/run/postgresql", "", "name", None)),
    ],
)
def test_postgresql_is_named_by_host_or_by_socket(url, expected, tmp_path):
    code = (
        "d = settings.DATABASES['default']\n"
        "print((d['HOST'], d['PORT'], d['NAME'], d['OPTIONS'].get('host')), sorted(d['OPTIONS']['pool']))"
    )

    done = start(code, tmp_path, DATABASE_URL=url)

    assert done.stdout == f"{expected!r} ['max_size', 'min_size', 'timeout']\n"


def test_sqlite_queues_writers_and_reads_beside_them(tmp_path):
    done = start("print(settings.DATABASES['default']['OPTIONS'])", tmp_path)

    assert "'transaction_mode': 'IMMEDIATE', 'timeout': 20" in done.stdout
    assert "PRAGMA journal_mode=WAL;" in done.stdout


def test_env_example_documents_each_variable_that_is_read():
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "config/settings.py").read_text()))
    read |= set(re.findall(r'os\.environ\.get\(\s*"([A-Z_]+)"', (ROOT / "config/settings.py").read_text()))
    read |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "Procfile").read_text()))
    read |= {"TEST_POSTGRES_URL", "CHROMIUM"}  # the scripts'

    documented = re.findall(r"^# ([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(read)


@pytest.mark.parametrize("address", ["/healthz/", "/accounts/login/", "/admin/login/", "/nothing-here/"])
def test_each_page_carries_the_policy(address, client, db):
    response = client.get(address)

    assert sorted(response.headers["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "frame-src 'self'",
        "img-src 'self' data:",
        "manifest-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    ]


def test_the_admin_carries_the_policy(sign_in, superuser):
    response = sign_in(superuser).get("/admin/")

    assert response.status_code == 200
    assert "script-src 'self'" in response.headers["Content-Security-Policy"].split("; ")


def test_healthz_answers_without_a_session(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz/")

    assert (response.status_code, response.content, response.cookies) == (200, b"ok\n", {})
    assert client.post("/healthz/").status_code == 405


def test_healthz_says_when_the_database_does_not_answer(client, db, monkeypatch):
    def no_cursor():
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", no_cursor)
        response = client.get("/healthz/")

    assert (response.status_code, response.content) == (503, b"no database\n")


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    raised = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("rolecraft", logging.ERROR, __file__, 1, message, args, raised)


def test_a_log_line_is_one_line():
    line = OneLineFormatter().format(record("first\nsecond %s", "third\r\nfourth"))

    assert line.endswith("ERROR rolecraft first\\nsecond third\\r\\nfourth")


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/my/application/s3cr3t-Tok_en/withdraw/", "/my/application/[...]/withdraw/"),
        ("/my/email/s3cr3t-Tok_en/", "/my/email/[...]/"),
        ("/my/data/s3cr3t-Tok_en/", "/my/data/[...]/"),
        ("/my/consent/s3cr3t-Tok_en/", "/my/consent/[...]/"),
        ("/my/data/", "/my/data/"),
        ("/accounts/password/reset/key/1-c0ffee-5ecret/", "/accounts/password/reset/key/[...]/"),
        ("/accounts/confirm-email/MQ:1abc:xyz/", "/accounts/confirm-email/[...]/"),
        ("/studio/postings/", "/studio/postings/"),
    ],
)
def test_a_log_line_opens_no_door(path, logged):
    line = OneLineFormatter().format(record("Internal Server Error: %s", path))

    assert line.endswith(f"Internal Server Error: {logged}")


def test_a_log_line_names_an_exception_but_not_what_it_says():
    try:
        raise ValueError("ana@example.com wrote: secret")
    except ValueError as error:
        line = OneLineFormatter().format(record("Task failed", error=error))

    assert "Task failed raised=ValueError at " in line
    assert "test_settings.py:" in line
    assert "ana@example.com" not in line
    assert "\n" not in line

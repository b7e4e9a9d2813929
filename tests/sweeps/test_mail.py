"""Mail has one door: only `accounts.mail` makes one, so that no other place has to keep its headers in order."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["accounts", "roles", "postings", "candidates", "hiring", "config"]
DOOR = "accounts/mail.py"
MAKERS = {
    "EmailMessage",
    "EmailMultiAlternatives",
    "MIMEText",
    "MIMEMultipart",
    "email_user",
    "mail_admins",
    "mail_managers",
    "send_mail",
    "send_mass_mail",
    "sendmail",
    "SMTP",
    "get_connection",
}
MODULES = ("django.core.mail", "post_office.mail", "smtplib", "email.mime")
# A method of the adapter of sign-in that is named so: it queues through the door.
NAMED_SO = {"accounts/adapter.py": {"send_mail"}}


def makers(tree: ast.AST) -> set[str]:
    """What a module uses that makes or sends a mail: by import, by name, or as a row of the library's."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith(MODULES)}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if name.startswith(MODULES)}
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            found |= {name} & MAKERS
        elif isinstance(node, ast.FunctionDef):
            found |= {node.name} & MAKERS
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in {"Email", "Email.objects.create", "Email.objects.bulk_create", "models.Email"}:
                found.add(called)
    return found


def test_only_the_door_makes_mail():
    found = {}
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "migrations" not in path.parts and name != DOOR and (here := makers(ast.parse(path.read_text()))):
            found[name] = here

    assert found == NAMED_SO


def test_the_door_is_one():
    """It puts rows of the library's in the queue, and a calendar file into one that leaves."""
    own = {"post_office.mail", "Email.objects.bulk_create", "email.mime.text.MIMEText", "MIMEText"}

    assert makers(ast.parse((ROOT / DOOR).read_text())) == own


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from django.core.mail import send_mail", {"django.core.mail.send_mail"}),
        ("from post_office import mail", {"post_office.mail"}),
        ("import smtplib", {"smtplib"}),
        ("user.email_user('a', 'b')", {"email_user"}),
        ("Email.objects.create(to='x')", {"Email.objects.create"}),
        ("from accounts import mail\nmail.queue('x')", set()),
        ("Email.objects.filter(pk=1).update(status=2)", set()),
    ],
)
def test_what_counts(code, expected):
    assert makers(ast.parse(code)) == expected

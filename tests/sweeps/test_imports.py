"""Imports go one way: hiring > candidates > postings > roles > accounts; `config` may see all, and nothing sees it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LEVELS = ["accounts", "roles", "postings", "candidates", "hiring", "config"]
MODULES = sorted(path for app in LEVELS for path in (ROOT / app).rglob("*.py"))
LOOKUPS = {"get_model", "import_module", "import_string"}


def named_by(tree: ast.AST, package: list[str]) -> set[str]:
    """Top-level packages that a module imports, relative imports and Django's look-ups by name included."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            found.add([*base, *(node.module or "").split(".")][0])
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in LOOKUPS:
                found.add(str(node.args[0].value).split(".")[0])
    return found


def upward(tree: ast.AST, path: Path) -> list[str]:
    """Packages of ours that stand above the module's own."""
    package = list(path.relative_to(ROOT).parent.parts)
    own = LEVELS.index(package[0])
    return sorted(name for name in named_by(tree, package) if name in LEVELS and LEVELS.index(name) > own)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_imports_upward(path):
    assert upward(ast.parse(path.read_text()), path) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import hiring.models", ["hiring"]),
        ("from candidates.models import Candidate", ["candidates"]),
        ("def f():\n    from config.ui import register", ["config"]),
        ("from .models import Posting", []),
        ("from .. import hiring", []),
        ("import roles.models, accounts", []),
        ("from django.conf import settings", []),
        ("apps.get_model('hiring', 'Application')", ["hiring"]),
        ("import_string('candidates.models.Candidate')", ["candidates"]),
    ],
)
def test_what_counts_as_upward_from_postings(code, expected):
    assert upward(ast.parse(code), ROOT / "postings" / "views" / "studio.py") == expected

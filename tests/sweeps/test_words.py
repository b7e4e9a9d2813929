"""Words that have no place in the repository: paths of a machine, numbers of tickets, how it was made."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = {".py", ".html", ".txt", ".md", ".yaml", ".yml", ".toml", ".css", ".js", ".po", ".in", ".example", ""}
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:work|root|home|Users)/\w",
            r"\b[Ii]ssue #?\d+",
            r"\b[Bb]uilder \d",
            r"https?://(?:test\.)?pypi\.org/simple",
            r"--(?:extra-)?index-url\s+\S*//",
            r"\bT" r"ODO\b|\bF" r"IXME\b|\bX" r"XX\b",
        ]
    )
)


def tracked() -> list[Path]:
    """Files of the repository, or what looks like them where this is no clone."""
    done = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = done.stdout.split("\0") if done.returncode == 0 else []
    files = [ROOT / name for name in names if name] or list(ROOT.glob("*/**/*"))
    return [path for path in files if path.is_file() and path.suffix in TEXT and path != Path(__file__)]


def test_no_forbidden_words():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        for match in FORBIDDEN.finditer(path.read_text(errors="replace"))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("see /" + "home/ana/x", True),
        ("as in issue" + " 12", True),
        ("the path /roots/", False),
        ("an issue with 2 sides", False),
        ("framework/work/x", False),
    ],
)
def test_what_is_forbidden(text, is_found):
    assert bool(FORBIDDEN.search(text)) is is_found

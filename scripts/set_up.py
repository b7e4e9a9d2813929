"""Make .venv and install a requirements file into it, unless that is done already: `set_up.py requirements.txt`.

Runs with the system's Python and the standard library alone. A stamp in .venv says what was installed,
so that a second run needs neither time nor network.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
INCLUDES = {"requirements-dev.txt": ["requirements.txt"]}


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        print(f"Rolecraft needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
        return 1
    [requirements] = arguments
    if is_installed(requirements):
        return 0
    if not has_working_venv() and not make_venv():
        return 1
    print(f"Installing {requirements} into .venv; the first time takes a minute or two.", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "-r", requirements]
    if subprocess.run(pip, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        print(f"pip could not install {requirements}: see above. Is the network, or the package index, reachable?")
        return 1
    for name in [requirements, *INCLUDES.get(requirements, [])]:
        stamp(name).write_text(fingerprint(name))
    return 0


def stamp(requirements: str) -> Path:
    return VENV / f".installed-{requirements}"


def fingerprint(requirements: str) -> str:
    """What the stamp holds: changes with the file's text and with the environment's own Python."""
    config = VENV / "pyvenv.cfg"
    text = (ROOT / requirements).read_bytes() + (config.read_bytes() if config.exists() else b"")
    return hashlib.sha256(text).hexdigest()


def is_installed(requirements: str) -> bool:
    path = stamp(requirements)
    return PYTHON.exists() and path.exists() and path.read_text() == fingerprint(requirements)


def has_working_venv() -> bool:
    """Whether .venv has a Python that still starts, is new enough and has pip."""
    if not PYTHON.exists():
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def make_venv() -> bool:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        print((made.stdout + made.stderr).strip())
        print("Python could not make the virtual environment .venv (Debian and Ubuntu: apt install python3-venv).")
    return made.returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

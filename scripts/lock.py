"""Pin requirements*.txt from requirements*.in; arguments go to uv (`lock.py --upgrade`)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    for name, constraint in (("requirements", []), ("requirements-dev", ["-c", "requirements.txt"])):
        command = [sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", "-o", f"{name}.txt", *constraint]
        command += ["--python-version", "3.11", "--universal", "--no-emit-index-url", "--quiet", *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return 1
        print(f"{name}.txt is pinned.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

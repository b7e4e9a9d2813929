"""The process that opens an ad's PDF or Word file (`apart.read_apart`): bytes on stdin, JSON on stdout."""

import importlib.util
import json
import runpy
import sys
from pathlib import Path

LIMITS = Path(__file__).resolve().parents[1] / "limits.py"
FORMATS = Path(__file__).with_name("formats.py")


def main() -> int:
    runpy.run_path(str(LIMITS))["limit"]()
    data = sys.stdin.buffer.read()
    # By its path: the package around it needs Django's settings.
    spec = importlib.util.spec_from_file_location("formats", FORMATS)
    formats = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(formats)
    try:
        said = {"text": formats.read_file(data)}
    except formats.UnreadableAd as error:
        said = {"problem": error.code}
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A template of ours that prints an undefined variable fails its test."""

import sys
from pathlib import Path

TEMPLATES = str(Path(__file__).resolve().parent.parent / "templates")


class UndefinedVariable(AssertionError):
    """A template printed a variable that the view did not give it."""


class FailOnUndefined(str):
    """Stands for `string_if_invalid`: raises where one of our own templates is being rendered."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        frame = sys._getframe(1)
        while frame:
            node = frame.f_locals.get("self")
            origin = getattr(node, "origin", None)
            if origin is not None and hasattr(node, "token"):
                if str(origin.name).startswith(TEMPLATES) and "/admin/" not in origin.name:
                    raise UndefinedVariable(f"{variable} in {origin.name}")
                return ""
            frame = frame.f_back
        return ""

"""Which answers put an application last in a list. A pure rule; it sorts, and does nothing else."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from postings.choices import QuestionKind


def is_knock_out(*, kind: str, rule: object, value: object) -> bool:
    """Whether an answer is one of those that a question's rule names; a rule that makes no sense names none.

    A rule is a list of answers ("yes" and "no" for those kinds), or the bounds of a number, {"min": 3, "max": null},
    outside of which it is one. Of several answers one is enough.
    """
    if kind == QuestionKind.NUMBER:
        return isinstance(rule, dict) and isinstance(value, str) and _is_outside(value, rule)
    if not isinstance(rule, list):
        return False
    if kind == QuestionKind.SEVERAL:
        return isinstance(value, list) and any(one in rule for one in value)
    return kind in {QuestionKind.YES_NO, QuestionKind.ONE} and value in rule


def _is_outside(text: str, bounds: dict[str, object]) -> bool:
    try:
        number = Decimal(text)
        least, most = (None if bounds.get(name) is None else Decimal(str(bounds[name])) for name in ("min", "max"))
        too_little = least is not None and number < least
        too_much = most is not None and number > most
    except InvalidOperation:
        return False
    return too_little or too_much

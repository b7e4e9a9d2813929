"""State has one door: only the function named for it writes a state field."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["accounts", "roles", "postings", "candidates", "hiring", "config"]
SCHEDULE_FIELDS = {"publish_at", "close_at", "close_at_reason", "scheduled_by", "schedule_problem"}
PLACE_FIELDS = {"state", "step", "step_since", "rejection_reason"}
STATE_FIELDS = PLACE_FIELDS | SCHEDULE_FIELDS | {"close_reason", "live_version", "outcome"}
WRITERS = {"update", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update"}
DOORS = {
    "candidates/actions/importing.py": {"_set_state"},
    "postings/actions/curation.py": {"_decide"},
    "postings/actions/planned.py": {"plan"},
    "postings/actions/state.py": {"_set_state"},
    "postings/actions/review.py": {"_set_state"},
    "hiring/actions/intake.py": {"_take_in"},  # the step that an application arrives in
    "hiring/actions/messages.py": {"_settle"},
    "hiring/actions/moving.py": {"_place"},
    "hiring/actions/replies.py": {"take_down"},  # a reply is received from the start
}


def writes(tree: ast.AST) -> set[tuple[str, str]]:
    """(function, field) of each write to a state field: assignment, setattr, or a keyword of a queryset's writer."""
    found = set()

    def visit(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        found.update((function, name) for name in written_by(node) if name in STATE_FIELDS)
        for child in ast.iter_child_nodes(node):
            visit(child, function)

    visit(tree, "")
    return found


def written_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [part.attr for target in targets for part in ast.walk(target) if isinstance(part, ast.Attribute)]
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        constants = [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
        if name == "setattr":
            return constants
        if name in WRITERS:
            return [*constants, *(keyword.arg for keyword in node.keywords if keyword.arg)]
    return []


def test_only_the_named_actions_write_state():
    found = {}
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "migrations" not in path.parts and (here := writes(ast.parse(path.read_text()))):
            found[name] = {function for function, _ in here}

    assert found == DOORS


def test_what_counts_as_a_write():
    code = """
def by_assignment(posting):
    posting.state, posting.title = "closed", "x"
def by_update(rows):
    rows.filter(state="draft").update(state="closed")
def by_setattr(posting):
    setattr(posting, "close_reason", "filled")
def reader(rows):
    return rows.filter(state="draft").order_by("state"), rows[0].state == "draft"
"""

    assert writes(ast.parse(code)) == {
        ("by_assignment", "state"),
        ("by_update", "state"),
        ("by_setattr", "close_reason"),
    }

"""The commands that load and dump sheets."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from roles.models import Mission, Role


def run(*args, **options) -> list[str]:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue().splitlines()


def test_load_reference_loads_what_ships_and_says_so_in_one_line_when_nothing_changes(db):
    first = run("load_reference")
    again = run("load_reference")

    assert first[:2] == ["cto.yaml: 105 added", "  added    role cto"]
    assert again == ["cto.yaml: 105 unchanged"]


def test_load_reference_says_what_it_leaves_alone_and_theirs_takes_it(cto):
    Mission.objects.filter(key="review-code").update(line_en="Mine.")

    kept = run("load_reference")
    tried = run("load_reference", theirs=True, dry_run=True)
    taken = run("load_reference", theirs=True)

    assert kept == ["cto.yaml: 104 unchanged, 1 kept", "  kept     missions review-code: edited here"]
    assert tried == [
        "cto.yaml: 1 changed, 104 unchanged (dry run: nothing was written)",
        "  changed  missions review-code: line",
    ]
    assert taken == ["cto.yaml: 1 changed, 104 unchanged", "  changed  missions review-code: line"]


def test_load_reference_refuses_a_malformed_file_with_file_line_and_reason(db, tmp_path):
    path = tmp_path / "cook.yaml"
    path.write_text("role:\n  key: Cook\n")

    with pytest.raises(CommandError) as refused:
        run("load_reference", str(path))

    assert f"{path}:2: key: 'Cook' isn't small letters, digits and hyphens" in str(refused.value).splitlines()
    assert Role.objects.count() == 0


def test_load_reference_refuses_a_file_that_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match=r"No such file or directory: .*cook\.yaml"):
        run("load_reference", str(tmp_path / "cook.yaml"))


def test_one_malformed_file_of_several_stops_all_of_them(db, tmp_path):
    (tmp_path / "bad.yaml").write_text("role: x")

    with pytest.raises(CommandError):
        run("load_reference", "roles/reference/cto.yaml", str(tmp_path / "bad.yaml"))

    assert Role.objects.count() == 0


def test_dump_reference_writes_a_file_that_loading_reads(cto, tmp_path):
    path = tmp_path / "cto.yaml"

    printed = run("dump_reference", "cto")
    run("dump_reference", "cto", output=path)

    assert path.read_text().splitlines() == printed
    assert run("load_reference", str(path)) == ["cto.yaml: 105 unchanged"]


def test_dump_reference_of_a_role_that_is_not_there(db):
    with pytest.raises(CommandError, match=r"There is no role cook\."):
        run("dump_reference", "cook")

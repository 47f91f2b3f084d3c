"""What is too large is named: functions, modules, folders, and reasons that nobody needs any more."""

from tools.sizes import FOLDER, FUNCTION, MODULE, excesses


def module(lines):
    return "".join(f"A{number} = {number}\n" for number in range(lines))


def function(lines):
    return "def long():\n" + "".join(f"    a{number} = {number}\n" for number in range(lines - 1))


def test_what_keeps_its_measure_is_not_named(tmp_path):
    (tmp_path / "services").mkdir()
    (tmp_path / "services/__init__.py").touch()
    for number in range(FOLDER):
        (tmp_path / f"services/m{number}.py").write_text(module(MODULE - FUNCTION) + function(FUNCTION))
    assert not list(excesses(tmp_path, {}))


def test_every_excess_is_named(tmp_path):
    (tmp_path / "tools").mkdir()
    for number in range(FOLDER + 1):
        (tmp_path / f"tools/m{number}.py").touch()
    (tmp_path / "tools/m0.py").write_text(module(MODULE + 1))
    (tmp_path / "tools/m1.py").write_text(function(FUNCTION + 1))
    found = list(excesses(tmp_path, {}))
    assert [one.partition(";")[0] for one in found] == [
        f"tools/m0.py: {MODULE + 1} lines",
        f"tools/m1.py:long: {FUNCTION + 1} lines",
        f"tools: {FOLDER + 1} modules",
    ]


def test_a_reason_spares_a_function_for_as_long_as_it_is_needed(tmp_path):
    (tmp_path / "workers").mkdir()
    (tmp_path / "workers/m.py").write_text(function(FUNCTION + 1))
    assert not list(excesses(tmp_path, {"workers/m.py:long": "a table"}))
    (tmp_path / "workers/m.py").write_text(function(FUNCTION))
    assert list(excesses(tmp_path, {"workers/m.py:long": "a table"})) == [
        "workers/m.py:long is no longer too long: take it out of tools/sizes.py"
    ]

"""Does `credwise` know its commands without importing them?"""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from services.cli import COMMANDS, CommandUndeclared, LazyGroup, main

NAMES = [module.rpartition(".")[2] for module in COMMANDS]


def test_help_lists_every_command_with_its_line():
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    for name, line in zip(NAMES, COMMANDS.values(), strict=True):
        assert f"  {name} " in shown.output
        assert line in shown.output


def test_help_imports_no_command_and_none_of_what_they_bring_along():
    code = """
import sys
from click.testing import CliRunner
from services.cli import main
assert CliRunner().invoke(main, ["--help"]).exit_code == 0
heavy = {"redis", "celery", "flask", "yaml", "rich", "urllib3"} & set(sys.modules)
commands = [name for name in sys.modules if name.startswith("services.cli.")]
sys.exit(f"imported: {heavy} {commands}" if heavy or commands else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name):
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith(f"Usage: main {name}")


def test_a_module_that_declares_no_command_of_its_name_is_named():
    group = LazyGroup(lines={"settings": "Show them."}, package="services")
    with pytest.raises(CommandUndeclared, match=r"services\.settings declares no command settings"):
        group.get_command(None, "settings")


def test_an_unknown_command_is_refused_by_name():
    shown = CliRunner().invoke(main, ["recomend"])
    assert shown.exit_code == 2
    assert "recomend" in shown.output


@pytest.mark.parametrize("arguments", [["serve"], ["worker", "evaluate"], ["dispatcher"], ["demo"], ["keys", "list"]])
def test_a_command_that_cannot_read_its_settings_names_the_variables(arguments):
    environ = {"CREDWISE_LEASE_SECONDS": "soon", "CREDWISE_API_PORT": "http"}
    shown = CliRunner().invoke(main, arguments, env=environ)
    assert shown.exit_code == 1
    assert "CREDWISE_LEASE_SECONDS" in shown.output
    assert "CREDWISE_API_PORT" in shown.output

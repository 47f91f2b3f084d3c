"""What can `credwise` do? Its commands, each in a module of its own that is imported only when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

#: Each command's module under services.cli, with its line of help: the module defines a Click command named as the last
#: part. The line stands here so that `credwise --help` imports none of them (they bring Redis, YAML and rich along).
COMMANDS = {
    "demo": "Run the whole service here, with sample learners.",
    "advising.recommend": "Answer one profile on the terminal; needs no server.",
    "advising.replay": "Recompute a stored decision and compare it byte by byte.",
    "sending.send": "Send a file of profiles, and write what came of them.",
    "rules": "Write, check, test and explain the rules.",
    "words.occupations": "Find an occupation by words.",
    "words.posting": "Read a job advertisement into a role for a profile.",
    "words.skills": "See which skill a word is read as.",
    "catalogues.catalogue": "Import credentials, look them up, see what is to be checked.",
    "schema": "Print the JSON Schema of a recommendation.",
    "operating.keys": "Create, list, rotate and revoke API keys.",
    "operating.clients": "See what clients take up, and limit it.",
    "operating.standing.ops": "See how the queues are doing, and why something waits.",
    "operating.standing.doctor": "Look for what is wrong here, and say what mends it.",
    "operating.endpoints": "See, pause, test and delete clients' endpoints.",
    "operating.deliveries": "See the webhooks that were sent, and send them again.",
    "operating.dead": "See dead letters; try them again, or discard them.",
    "operating.archive": "Move what was decided to the archive.",
    "operating.audit": "Verify the log of decisions, export it, begin it.",
    "operating.learners": "Erase the data of a learner, say how long it is kept.",
    "running.receive": "Listen for webhooks, verify and print them.",
    "running.serve": "Run the API.",
    "running.worker": "Run a worker: evaluate or deliver.",
    "running.dispatcher": "Run the dispatcher, which wakes what is due.",
    "running.archiver": "Run the archiver, which moves what was decided to a database.",
}


class CommandUndeclared(Exception):
    """A module that is listed as a command's declares none of its name. The message says where to write it."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and help lines, and imports a command when it is to run.

    `lines` holds each module under `package` with its line of help; the last part of its name is the command's.
    """

    def __init__(self, *args: Any, lines: Mapping[str, str], package: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = {module.rpartition(".")[2]: module for module in lines}
        self._lines = {module.rpartition(".")[2]: line for module, line in lines.items()}
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names in the order a newcomer meets them."""
        return list(self._lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import the command's module; None is Click's "no such command"."""
        if cmd_name not in self._lines:
            return None
        module = import_module(f"{self._package}.{self._modules[cmd_name]}")
        command = getattr(module, cmd_name, None)
        if not isinstance(command, click.Command):
            raise CommandUndeclared(
                f"{module.__name__} declares no command {cmd_name}; decorate a function of that name."
            )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """Write the list from the lines; Click's own would import every command for its help line."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._lines.items()))


@click.group(cls=LazyGroup, lines=COMMANDS, package=__name__, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="credwise")
def main() -> None:
    """Say whether a micro-credential is worth it for one learner, and why.

    Settings come from environment variables whose names begin with CREDWISE_.
    """

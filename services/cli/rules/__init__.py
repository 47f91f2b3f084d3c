"""The tools of a rule author, each in a module of its own that is imported only when it is asked for."""

import click

from services.cli import LazyGroup

#: Each command's module under this folder with its line of help, in the order in which an author meets them.
COMMANDS = {
    "new": "Begin a rule: write its file and its test.",
    "check": "Report every problem of every file, with its remedy.",
    "rule_tests.test": "Run every case of every rule; --watch runs them on every change.",
    "explain": "Show which rules fired for a learner, and which nearly did.",
    "vocabulary": "List every fact that a rule may speak of.",
    "rule_tests.coverage": "Show what the tests never try.",
    "changes.diff": "Show what a change of the rules does to a body of profiles.",
    "docs": "Build pages from the rule files.",
    "graph": "Print the findings and the rules they feed, as Mermaid.",
    "schema": "Print or write the JSON Schemas that editors use.",
}


@click.group(cls=LazyGroup, lines=COMMANDS, package=__name__)
def rules() -> None:
    """Write, check, test and explain the rules."""

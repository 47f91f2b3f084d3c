"""Which rules folder does a command work on? The one that is named, else the one that is configured."""

from datetime import UTC, datetime
from pathlib import Path

import click

from services.cli.folders import FOLDER
from services.cli.operating.ledger_access import settled
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import RuleFolder, read_rule_folder
from services.recommender.rulebook.gate.inspection import Inspection, inspect
from services.recommender.rulebook.problems import RulebookError

rules_dir_option = click.option(
    "--rules",
    "rules_dir",
    type=FOLDER,
    help="The rules folder (default: CREDWISE_RULES_DIR, or the one next to the code).",
)


def rules_folder(given: Path | None) -> Path:
    """Return the folder's whole path, so that its files are called the same from wherever the command runs."""
    return (given or settled().rules_dir).resolve()


def read_draft(folder: Path) -> RuleFolder:
    """Read the rules, not their tests; end the command with every problem when they cannot be used."""
    rule_folder = read_rule_folder(folder, VOCABULARY)
    if rule_folder.problems:
        raise click.ClickException(str(RulebookError(rule_folder.problems)))
    return rule_folder


def read_inspected(folder: Path) -> Inspection:
    """Read the rules and their tests; end the command with every problem when they cannot be used."""
    inspection = inspect(folder, VOCABULARY, today=datetime.now(UTC).date())
    if inspection.problems:
        raise click.ClickException(str(RulebookError(inspection.problems)))
    return inspection

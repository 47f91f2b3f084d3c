"""Does every rule fire where its author says it does?"""

import time
from contextlib import suppress
from pathlib import Path

import click

from services.cli.rules.folder import rules_dir_option, rules_folder
from services.cli.rules.watching import PAUSE, changes
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.gate.test_file import collect_cases
from services.recommender.rulebook.gate.testing import Case, Outcome, run_cases
from services.recommender.rulebook.problems import RulebookError


@click.command()
@rules_dir_option
@click.option("-v", "--verbose", is_flag=True, help="List the cases that passed too.")
@click.option("--watch", is_flag=True, help="Run again whenever a file changes, until Ctrl-C.")
def test(rules_dir: Path | None, verbose: bool, watch: bool) -> None:
    """Run every case of every rule on the engine and on the plain evaluator."""
    folder = rules_folder(rules_dir)
    if watch:
        # Ctrl-C is how watching ends, so it is no failure.
        with suppress(KeyboardInterrupt):
            _watch(folder, verbose=verbose)
    elif not run(folder, verbose=verbose):
        raise SystemExit(1)


def _watch(folder: Path, *, verbose: bool) -> None:
    for changed in changes(folder, lambda: time.sleep(PAUSE)):
        click.clear()
        if changed:
            click.secho(f"Changed: {', '.join(changed)}\n", dim=True)
        run(folder, verbose=verbose)
        click.secho(f"\nWatching {folder}; Ctrl-C ends.", dim=True)


def run(folder: Path, *, verbose: bool) -> bool:
    """Read and run all cases, print what went wrong, and say whether nothing did."""
    began = time.monotonic()
    try:
        outcomes = list(run_cases(_cases(folder)))
    except RulebookError as error:
        click.echo(f"Error: {error}", err=True)
        return False
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in outcomes if verbose else failed:
        _print(outcome)
    click.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed ({time.monotonic() - began:.1f} s)")
    return not failed


def _cases(folder: Path) -> list[Case]:
    """Read the cases; each rule's engine is compiled when its cases run, so the rulebook itself need not be."""
    rule_folder = read_rule_folder(folder, VOCABULARY)
    cases, problems = collect_cases(rule_folder.rules, rule_folder.vocabulary, folder)
    if rule_folder.problems or problems:
        raise RulebookError((*rule_folder.problems, *problems))
    return cases


def _print(outcome: Outcome) -> None:
    case = outcome.case
    mark = click.style("passed", fg="green") if outcome.passed else click.style("FAILED", fg="red")
    click.echo(f"{mark} {case.file}:{case.line} {case.rule.id}: {case.name}")
    if outcome.fired_rightly and not outcome.passed:
        click.echo(f"       expected {case.points} points; the rule gives {case.rule.points_at(case.facts)}")
    elif not outcome.passed:
        click.echo(
            f"       expected {_word(case.fires)}; the engine {_word(outcome.engine_fired)}, "
            f"the plain evaluator {_word(outcome.plain_fired)}"
        )


def _word(fired: bool) -> str:
    return "fires" if fired else "stays silent"

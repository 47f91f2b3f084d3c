"""Does every rule fire where its author says it does, and does every golden learner get the answer expected?"""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from services.authoring.rule_tests.results import Result, results_of_cases, results_of_learners
from services.authoring.rule_tests.selection import NothingSelected, Selection
from services.cli.loading import loaders
from services.cli.operating.ledger_access import settled
from services.cli.rules.folder import rules_dir_option, rules_folder
from services.cli.rules.rule_tests.junit import write_junit
from services.cli.rules.rule_tests.watching import PAUSE, changes
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.known import KNOWLEDGE_FAULTS
from services.recommender.rulebook.files.rule_folder import LEARNERS, RuleFolder, read_rule_folder
from services.recommender.rulebook.files.rulebook import compile_folder
from services.recommender.rulebook.gate.golden_learner import read_learners
from services.recommender.rulebook.gate.test_file import collect_cases
from services.recommender.rulebook.problems import RulebookError


@click.command()
@click.argument("name", required=False)
@rules_dir_option
@click.option("-v", "--verbose", is_flag=True, help="List the tests that passed too.")
@click.option("--watch", is_flag=True, help="Run again whenever a file changes, until Ctrl-C.")
@click.option(
    "--junit", type=click.Path(dir_okay=False, path_type=Path), help="Also write JUnit XML into this file, for CI."
)
def test(name: str | None, rules_dir: Path | None, verbose: bool, watch: bool, junit: Path | None) -> None:
    """Run every case of every rule, and every golden learner; with NAME only what it names.

    NAME is a chapter, a rule or a learner (by its id, like path/degree-in-hand, or its file), or a case (by its name,
    or by FILE:LINE as failures are printed).

    Cases run on the engine and on the plain evaluator, golden learners by all the rules against the catalogue.
    """
    run = _Run(rules_folder(rules_dir), name, verbose, junit)
    if watch:
        # Ctrl-C is how watching ends, so it is no failure.
        with suppress(KeyboardInterrupt):
            _watch(run)
    elif not run.passes():
        raise SystemExit(1)


def _watch(run: "_Run") -> None:
    for changed in changes(run.folder, lambda: time.sleep(PAUSE)):
        click.clear()
        if changed:
            click.secho(f"Changed: {', '.join(changed)}\n", dim=True)
        run.passes()
        click.secho(f"\nWatching {run.folder}; Ctrl-C ends.", dim=True)


@dataclass(frozen=True)
class _Run:
    """What to run, and how to tell of it."""

    folder: Path
    name: str | None
    verbose: bool
    junit: Path | None

    def passes(self) -> bool:
        """Read and run the tests, print what went wrong, and say whether nothing did."""
        began = time.monotonic()
        rule_folder, selection = self._read()
        results = [] if selection.problems else list(_results(rule_folder, selection, self.folder))
        failed = [result for result in results if not result.passed]
        seconds = time.monotonic() - began
        if self.junit:
            write_junit(self.junit, results, selection.problems, seconds)
        if selection.problems:
            click.echo(f"Error: {RulebookError(selection.problems)}", err=True)
            return False
        for result in results if self.verbose else failed:
            _print(result)
        click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed ({seconds:.1f} s)")
        return not failed

    def _read(self) -> tuple[RuleFolder, Selection]:
        """Read the tests; each rule's engine is compiled when its cases run, so the rulebook itself need not be."""
        rule_folder = read_rule_folder(self.folder, VOCABULARY)
        cases, faults = collect_cases(rule_folder.rules, rule_folder.vocabulary, self.folder)
        learners, slips = read_learners(self.folder)
        problems = (*rule_folder.problems, *faults, *slips)
        every = Selection(cases=tuple(cases), learners=learners, problems=problems)
        if self.name is None:
            return rule_folder, every
        try:
            return rule_folder, every.named(self.name, self.folder)
        except NothingSelected as error:
            raise click.UsageError(str(error)) from error


def _results(rule_folder: RuleFolder, selection: Selection, folder: Path) -> Iterator[Result]:
    yield from results_of_cases(selection.cases)
    if selection.learners:
        try:
            knowledge = loaders().knowledge(settled().data_dir)
        except KNOWLEDGE_FAULTS as error:
            raise click.ClickException(f"The golden learners need the catalogue.\n{error}") from error
        yield from results_of_learners(selection.learners, knowledge, compile_folder(rule_folder, folder))


def _print(result: Result) -> None:
    mark = click.style("passed", fg="green") if result.passed else click.style("FAILED", fg="red")
    click.echo(f"{mark} {result.file}:{result.line} {result.id}: {result.name}")
    for fault in result.faults:
        click.echo(f"       {fault}")
    if not result.passed and result.id.startswith(f"{LEARNERS}/"):
        click.echo(f"       (`credwise rules explain {result.file}` shows which rules decided)")

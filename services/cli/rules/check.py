"""What is wrong with the rules folder?"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from services.authoring.rule_pages.source_shares import SourceShare, source_share_document, source_shares
from services.authoring.rule_schema.schema import stale_schemas
from services.authoring.rule_tests.results import profile_problems
from services.cli.folders import FOLDER
from services.cli.rules.folder import rules_dir_option, rules_folder
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_folder import with_lines
from services.recommender.rulebook.files.rulebook import Rulebook, hash_of, read_rulebook
from services.recommender.rulebook.gate.inspection import Inspection, inspect
from services.recommender.rulebook.gate.sources import sources_without_basis
from services.recommender.rulebook.overlays.inspection import OverlayInspection, inspect_overlay
from services.recommender.rulebook.overlays.reading import overlay_files
from services.recommender.rulebook.problems import Problem, RulebookError


@click.command()
@rules_dir_option
@click.option(
    "--overlay",
    type=FOLDER,
    help="Check this client's overlay against the rules instead of the rules themselves.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors and build servers.")
@click.option("--strict", is_flag=True, help="Fail for remarks too (old sources, texts that are still placeholders).")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Check as on this day (default: today, UTC).")
def check(rules_dir: Path | None, overlay: Path | None, as_json: bool, strict: bool, on: datetime | None) -> None:
    """Report every problem of rules, tests, wording and schemas, each with place and remedy; exit 1 if there is one."""
    folder, today = rules_folder(rules_dir), (on or datetime.now(UTC)).date()
    if overlay:
        check_overlay(overlay.resolve(), folder, today, as_json=as_json, strict=strict)
        return
    inspection = inspect(folder, VOCABULARY, today=today)
    slips = profile_problems(inspection.learners)
    inspection = replace(inspection, problems=tuple(sorted([*inspection.problems, *slips])))
    if not inspection.problems:
        inspection = replace(inspection, problems=tuple(_problems_for_authors(inspection, folder)))
    if as_json:
        click.echo(json.dumps(_document(inspection, folder), indent=2, ensure_ascii=False))
    else:
        _print(inspection, folder)
    if inspection.problems or (strict and inspection.remarks):
        raise SystemExit(1)


def _problems_for_authors(inspection: Inspection, folder: Path) -> Iterator[Problem]:
    """Yield what an author has to mend and no decision turns on, so that a service takes the rules up all the same.

    Schemas are built from rules that are sound; of broken ones nobody can say what the schemas should be.
    """
    yield from with_lines([*sources_without_basis(inspection.rule_folder.rules)], folder)
    yield from stale_schemas(folder, inspection.rule_folder)


def check_overlay(overlay: Path, folder: Path, today: date, *, as_json: bool, strict: bool) -> None:
    """Report what is wrong with the overlay in its folder; the rules in `folder` must be sound."""
    try:
        rulebook = read_rulebook(folder, VOCABULARY)
    except RulebookError as error:
        raise click.ClickException(f"The rules under the overlay cannot be used.\n{error}") from error
    found = _inspected(overlay, rulebook, today)
    if as_json:
        named = found.overlay.content_hash if found.overlay else None
        listed = {"problems": _listed(found.problems), "remarks": _listed(found.remarks)}
        document = {"rulebook": rulebook.content_hash, "overlay": named, "cases": len(found.cases), **listed}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        _print_findings(found)
        if found.overlay and not found.problems:
            click.echo(f"{found.summary()}; {len(found.cases)} cases: no problems.")
            click.echo(f"overlay {found.overlay.content_hash} on rulebook {rulebook.content_hash}")
    if found.problems or (strict and found.remarks):
        raise SystemExit(1)


def _inspected(overlay: Path, rulebook: Rulebook, today: date) -> OverlayInspection:
    try:
        return inspect_overlay(overlay_files(overlay), rulebook, today=today, folder=overlay.name)
    except RulebookError as error:
        return OverlayInspection(overlay=None, cases=(), problems=error.problems, remarks=())


def _print_findings(found: Inspection | OverlayInspection) -> None:
    if found.problems:
        what = "overlay" if isinstance(found, OverlayInspection) else "rulebook"
        click.echo(f"Error: {RulebookError(found.problems, what)}", err=True)
    if found.remarks:
        count = len(found.remarks)
        click.echo(f"{count} remark{'s' if count > 1 else ''}:", err=True)
        for remark in found.remarks:
            click.echo(f"  {remark}", err=True)


def _print(inspection: Inspection, folder: Path) -> None:
    _print_findings(inspection)
    if not inspection.problems:
        rules = inspection.rule_folder.rules
        chapters = {rule.chapter for rule in rules}
        tests = f"{len(inspection.cases)} cases and {len(inspection.learners)} golden learners"
        click.echo(f"{len(rules)} rules in {len(chapters)} chapters, {tests}: no problems.")
        _print_shares(source_shares(rules))
        click.echo(f"rulebook {hash_of(folder, inspection.rule_folder.files)}")


def _print_shares(shares: list[SourceShare]) -> None:
    """Print how much of the rules was read, chapter by chapter."""
    *chapters, overall = shares
    click.echo(f"{overall}.")
    for share in chapters:
        click.echo(f"  {share.chapter}: {share.read_rules} of {share.rules} ({share.percent} %)")


def _document(inspection: Inspection, folder: Path) -> dict[str, Any]:
    """Return what editors and build servers read; files are named from the folder that holds the rules folder."""
    return {
        "rules": len(inspection.rule_folder.rules),
        "cases": len(inspection.cases),
        "learners": len(inspection.learners),
        "rulebook": None if inspection.problems else hash_of(folder, inspection.rule_folder.files),
        "sources": [source_share_document(share) for share in source_shares(inspection.rule_folder.rules)],
        "problems": _listed(inspection.problems),
        "remarks": _listed(inspection.remarks),
    }


def _listed(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "file": problem.file,
            "line": problem.line,
            "rule": problem.rule or None,
            "path": problem.member,
            "sentence": problem.sentence,
            "suggestion": problem.suggestion,
        }
        for problem in problems
    ]

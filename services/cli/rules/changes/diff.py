"""What does a change of the rules do to a body of profiles?"""

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from services.authoring.rule_changes.deciding import ChildDied, Comparing, Skipped, comparing_children
from services.authoring.rule_changes.profile_body import SHIPPED, BodyUnreadable, ProfileBody, read_body
from services.authoring.rule_changes.rule_change_effect import changed_rules
from services.authoring.rule_changes.rule_change_summary import Comparisons
from services.cli.advising.recommend import day
from services.cli.folders import FOLDER
from services.cli.loading import loaders
from services.cli.operating.ledger_access import settled
from services.cli.rules.changes.diff_screen import Difference, as_document, print_difference
from services.recommender.knowledge.known import KNOWLEDGE_FAULTS
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.overlays.overlay import apply_overlay
from services.recommender.rulebook.overlays.reading import overlay_files, read_overlay
from services.recommender.rulebook.problems import RulebookError


@click.command()
@click.argument("old", type=FOLDER, metavar="OLD")
@click.argument("new", type=FOLDER, metavar="[NEW]", required=False)
@click.option("--overlay", type=FOLDER, help="Without NEW: what this overlay changes of OLD. With NEW: laid over both.")
@click.option(
    "--profiles",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The learners: a JSON document a line, a JSON array, or one profile (default: the 150 that are shipped).",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Decide as on this day (default: today, UTC).")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--processes", type=click.IntRange(1, 64), help="Processes to decide in (default: one per core).")
def diff(  # noqa: PLR0913, PLR0917 - a command's options
    old: Path,
    new: Path | None,
    overlay: Path | None,
    profiles: Path | None,
    on: datetime | None,
    as_json: bool,
    processes: int | None,
) -> None:
    """Compare what the rules in OLD and NEW decide for a body of profiles.

    Shows verdicts that turn, credentials that change their rank, and the rules behind it. Nothing is stored.
    """
    if new is None and overlay is None:
        raise click.UsageError("Name a second folder of rules, or an overlay with --overlay.")
    data_dir = settled().data_dir
    body = _body(profiles or data_dir / SHIPPED)
    try:
        before, after = _rulebooks(old, new, overlay)
        knowledge = loaders().knowledge(data_dir)
    except (RulebookError, *KNOWLEDGE_FAULTS) as error:
        raise click.ClickException(str(error)) from error
    changed = changed_rules(before.rules, after.rules)
    comparing = Comparing(knowledge=knowledge, old=before, new=after, deciding=changed.deciding, on=day(on))
    try:
        compared, skipped = _compare(comparing, body.profiles, processes or os.cpu_count() or 1)
    except ChildDied as error:
        raise click.ClickException(str(error)) from error
    found = Difference(
        old=before, new=after, changed=changed, compared=compared, skipped=skipped, numbered=body.numbered
    )
    if as_json:
        click.echo(json.dumps(as_document(found), indent=2, ensure_ascii=False))
    else:
        print_difference(found, Console())


def _body(path: Path) -> ProfileBody:
    try:
        return read_body(path.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from error
    except BodyUnreadable as error:
        raise click.ClickException(f"{path} holds no profiles: {error}") from error


def _rulebooks(old: Path, new: Path | None, overlay: Path | None) -> tuple[Rulebook, Rulebook]:
    before = loaders().rulebook(old.resolve())
    after = loaders().rulebook(new.resolve()) if new else before
    if overlay is None:
        return before, after
    overlaid = _with_overlay(after, overlay)
    return (_with_overlay(before, overlay) if new else before), overlaid


def _with_overlay(rulebook: Rulebook, folder: Path) -> Rulebook:
    folder = folder.resolve()
    return apply_overlay(rulebook, read_overlay(overlay_files(folder), rulebook, folder=folder.name))


def _compare(
    comparing: Comparing, profiles: Sequence[tuple[int, bytes]], processes: int
) -> tuple[Comparisons, list[Skipped]]:
    """Decide every profile twice, under a progress bar on stderr; return what came of it, and those left out."""
    compared, skipped = Comparisons(), list[Skipped]()
    with (
        comparing_children(comparing, profiles, min(processes, len(profiles))) as batches,
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        task = progress.add_task("Deciding by both", total=len(profiles))
        for batch in batches:
            progress.advance(task, len(batch))
            for one in batch:
                if isinstance(one, Skipped):
                    skipped.append(one)
                else:
                    compared.add(one)
    return compared, sorted(skipped, key=lambda each: each.line)

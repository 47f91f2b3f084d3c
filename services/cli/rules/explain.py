"""Which rules fired for one learner, and which were one condition away?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.authoring.rule_tests.results import profile_of, profile_problems
from services.cli.advising.profile_file import read_profile_file, unresolved
from services.cli.advising.recommend import day, open_advisor_or_say_why
from services.cli.folders import FOLDER
from services.cli.operating.ledger_access import settled
from services.cli.rules.folder import rules_dir_option, rules_folder
from services.presenting.terminal.tables import print_table
from services.recommender.decision.decision import Decision
from services.recommender.explaining.what_if.near_misses import NearMiss, near_misses
from services.recommender.learner import Profile
from services.recommender.recommend import reach_decision
from services.recommender.rulebook.engine.plain import FactSheet, fire, replaced
from services.recommender.rulebook.files.code_words import fill_in
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.gate.golden_learner import read_learner
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.rule import Firing, Rule, Stage
from services.recommender.rulebook.stages import at_stage
from services.recommender.situation.errors import UnresolvedOccupation

#: How many near misses `explain` shows without --all; the first ones are those nearest to the verdict.
SHORT_LIST = 25

#: How many of the candidates a rule fired on are named on its line.
FEW_SUBJECTS = 3


@click.command()
@click.argument("profile", metavar="PROFILE")
@rules_dir_option
@click.option("--overlay", type=FOLDER, help="Use the client's overlay of the rules in this folder.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Decide as on this day (default: today, UTC).")
@click.option("--all", "everything", is_flag=True, help="Show every near miss.")
def explain(
    profile: str, *, rules_dir: Path | None, overlay: Path | None, on: datetime | None, everything: bool
) -> None:
    """Show which rules fired for PROFILE, and which were one condition away.

    PROFILE is a profile in JSON, or a golden learner (rules/learners/*.yaml), who is decided for on the learner's day.
    """
    asked, decided_on = _asked(profile, on)
    advisor = open_advisor_or_say_why(replace(settled(), rules_dir=rules_folder(rules_dir)), overlay)
    rulebook = advisor.rulebook
    try:
        decision = reach_decision(asked, knowledge=advisor.knowledge, rulebook=rulebook, on=decided_on)
    except UnresolvedOccupation as error:
        raise unresolved(error) from error
    console = Console()
    console.print(f"[bold]Verdict:[/] {decision.verdict.path.replace('_', ' ')} ({decision.verdict.standing})\n")
    nearly: list[NearMiss] = []
    for stage, stage_rules, sheet in _stages(decision, rulebook):
        fired, silent = fire(stage_rules, sheet), replaced(stage_rules, sheet)
        console.print(
            f"[bold]{stage.capitalize()}[/]: {len({f.rule for f in fired})} of {len(stage_rules)} rules fired"
        )
        print_table(_fired_table(fired, sheet, rulebook), console)
        _print_replaced(silent, console)
        nearly += near_misses(stage_rules, sheet)
    _print_near_misses(nearly, everything, console)


def _asked(path: str, on: datetime | None) -> tuple[Profile, date]:
    """Read a profile and the day to decide on; end the command with all that is wrong."""
    if Path(path).suffix != ".yaml":
        return read_profile_file(path), day(on)
    learner, problems = read_learner(Path(path), path)
    problems = problems or profile_problems([learner] if learner else [])
    if learner is None or problems:
        raise click.ClickException(str(RulebookError(tuple(problems), "learner's file")))
    return profile_of(learner), on.date() if on else learner.decided_on


def _stages(decision: Decision, rulebook: Rulebook) -> Iterator[tuple[Stage, tuple[Rule, ...], FactSheet]]:
    every = tuple(rulebook.rules.values())
    candidates = {judged.credential.id: judged.facts() for judged in decision.judged}
    paths = {kind.value: facts.by_name() for kind, facts in decision.paths.facts.items()}
    yield Stage.FINDINGS, at_stage(every, Stage.FINDINGS), FactSheet(shared=decision.shared)
    yield Stage.PATHS, at_stage(every, Stage.PATHS), FactSheet(shared=decision.shared, subjects=paths)
    yield Stage.CREDENTIALS, at_stage(every, Stage.CREDENTIALS), FactSheet(shared=decision.shared, subjects=candidates)


def _fired_table(fired: tuple[Firing, ...], sheet: FactSheet, rulebook: Rulebook) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    by_rule: dict[str, list[str]] = {}
    for firing in fired:
        by_rule.setdefault(firing.rule, []).append(firing.subject)
    for rule_id, subjects in by_rule.items():
        facts = {**sheet.shared, **sheet.subjects.get(subjects[0], {})}
        on = f"{named}. " if (named := _on(subjects)) else ""
        rule = rulebook.rules[rule_id]
        because = fill_in(rule.because, facts, rulebook.vocabulary)
        rests_on = "; ".join(dict.fromkeys(source.in_words for source in rule.sources))
        # Two columns and no more: a narrow terminal folds what is long, and the rule's id is copied whole.
        table.add_row(Text(f"  {rule_id}", style="green"), Text(f"{on}{because} ({rests_on})", style="dim"))
    return table


def _print_replaced(silent: Mapping[Firing, str], console: Console) -> None:
    """Print the rules that hold and do not count, each with the rule that stands in for it."""
    by_pair: dict[tuple[str, str], list[str]] = {}
    for firing, by in silent.items():
        by_pair.setdefault((firing.rule, by), []).append(firing.subject)
    for (rule_id, by), subjects in sorted(by_pair.items()):
        on = f" {_on(subjects)}" if _on(subjects) else ""
        console.print(
            f"  [dim]{rule_id}{on}: does not count, {by} stands in for it[/]", highlight=False, soft_wrap=True
        )


def _on(subjects: list[str]) -> str:
    if subjects == [""]:
        return ""
    more = " ..." if len(subjects) > FEW_SUBJECTS else ""
    return f"on {len(subjects)}: {', '.join(subjects[:FEW_SUBJECTS])}{more}"


def _print_near_misses(nearly: list[NearMiss], everything: bool, console: Console) -> None:
    shown = nearly if everything else nearly[:SHORT_LIST]
    console.print(f"\n[bold]One condition away[/]: {len(nearly)}")
    for miss in shown:
        on = f" on {miss.subject}" if miss.subject else ""
        value = miss.condition.field.show(miss.value)
        console.print(f"  [yellow]{miss.rule.id}[/]{on}: {miss.condition}, and it is {value}", highlight=False)
    if len(shown) < len(nearly):
        console.print(f"  ... and {len(nearly) - len(shown)} more; --all shows them")

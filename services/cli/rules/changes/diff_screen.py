"""How is the difference between two rulebooks read: by a person on a terminal, and by a program?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from services.authoring.rule_changes.deciding import Skipped
from services.authoring.rule_changes.rule_change_effect import ChangedRules, ComparedLearner, DecidedOutcome
from services.authoring.rule_changes.rule_change_summary import Comparisons, Effect
from services.presenting.terminal.tables import print_table
from services.recommender.rulebook.files.rulebook import Rulebook

#: Rules and skipped lines shown on a terminal; --json has them all.
FEW = 15
FEW_SKIPPED = 5


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a change of the rules did: the rulebooks, the rules in which they differ, and every comparison counted.

    `numbered` says what the numbers of profiles count: lines of a file, or profiles of an array.
    """

    old: Rulebook
    new: Rulebook
    changed: ChangedRules
    compared: Comparisons
    skipped: Sequence[Skipped]
    numbered: str = "line"

    def kinds(self) -> dict[str, Sequence[str]]:
        """Return the ids of the rules that differ, by how they do."""
        changed = self.changed
        return {
            "added": sorted(changed.added),
            "removed": sorted(changed.removed),
            "changed": sorted(changed.changed),
            "reworded": sorted(changed.reworded),
        }

    def effects(self) -> list[tuple[str, str, Effect]]:
        """Return (rule, how it differs, its effect) of the rules that can change a decision, the weightiest first."""
        listed = [
            (rule, kind, self.compared.rules.get(rule, Effect()))
            for kind, rules in self.kinds().items()
            for rule in rules
            if rule in self.changed.deciding
        ]
        return sorted(listed, key=lambda each: (-each[2].turned, -each[2].top_changed, -each[2].decisions, each[0]))


def as_document(found: Difference) -> dict[str, Any]:
    """Return everything that was found, JSON-ready."""
    compared = found.compared
    return {
        "old": _named(found.old),
        "new": _named(found.new),
        "rules": found.kinds(),
        "profiles": compared.decisions,
        "verdicts": {
            "turned": compared.turned,
            "turned_otherwise": compared.turned_otherwise,
            "turns": [
                {"from": old, "to": new, "count": count, "median_margins": compared.median_margins((old, new))}
                for (old, new), count in compared.turns.most_common()
            ],
            "standings": [
                {"from": old, "to": new, "count": count} for (old, new), count in compared.standings.most_common()
            ],
        },
        "ranks": {
            "first_changed": compared.top_changed,
            "list_changed": compared.lists_changed,
            "decisions_with_moves": compared.moved,
            "mean_move": round(compared.mean_move, 3),
        },
        "by_rule": [{"rule": rule, "kind": kind, **vars(effect)} for rule, kind, effect in found.effects()],
        "examples": [_example(one) for one in compared.examples],
        "skipped": [vars(each) for each in found.skipped],
    }


def print_difference(found: Difference, console: Console) -> None:
    """Print what turned and moved, by which rules, with the most telling examples."""
    compared, changed = found.compared, found.changed
    counts = ", ".join(f"{len(rules)} {kind}" for kind, rules in found.kinds().items() if rules)
    console.print(f"[bold]Rules[/]: {counts or 'no difference'}", highlight=False, soft_wrap=True)
    if found.old.cultures != found.new.cultures:
        console.print("[bold]Cultures[/]: other fields are declared", highlight=False, soft_wrap=True)
    console.print(f"[bold]Profiles[/]: {compared.decisions}", highlight=False, soft_wrap=True)
    console.print(
        f"\n[bold]Verdicts turned[/]: {_share(compared.turned, compared.decisions)}", highlight=False, soft_wrap=True
    )
    print_table(_turns(compared), console)
    first, lists = (_share(count, compared.decisions) for count in (compared.top_changed, compared.lists_changed))
    console.print(f"[bold]Another credential comes first[/]: {first}", highlight=False, soft_wrap=True)
    console.print(f"[bold]The list is another[/]: {lists}", highlight=False, soft_wrap=True)
    console.print(
        f"  a credential that stays in it moves {compared.mean_move:.2f} ranks on average",
        highlight=False,
        soft_wrap=True,
    )
    if changed.deciding:
        console.print("\n[bold]By rule[/]")
        print_table(_by_rule(found.effects()), console)
    if compared.examples:
        console.print("\n[bold]The most telling[/]")
        for one in compared.examples:
            _print_example(one, found.numbered, console)
    if found.skipped:
        console.print(
            f"\n[yellow]{len(found.skipped)} {found.numbered}s were left out[/]", highlight=False, soft_wrap=True
        )
        for each in found.skipped[:FEW_SKIPPED]:
            console.print(f"  {found.numbered} {each.line}: {each.why}", highlight=False, markup=False)


def _turns(compared: Comparisons) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2))
    for turn, count in compared.turns.most_common():
        before, after = ("none" if each is None else f"{each:g}" for each in compared.median_margins(turn))
        table.add_row("", f"{_words(turn[0])} -> {_words(turn[1])}", str(count), f"median margin {before} -> {after}")
    if compared.turned_otherwise:
        table.add_row("", "[dim]of these by a declared culture alone[/]", f"[dim]{compared.turned_otherwise}[/]", "")
    for (old, new), count in compared.standings.most_common():
        table.add_row("", f"[dim]the same path, {old} -> {new}[/]", f"[dim]{count}[/]", "")
    return table


def _by_rule(effects: Sequence[tuple[str, str, Effect]]) -> Table:
    table = Table("rule", "", "had a say", "verdict turned", "other first", box=None, pad_edge=False, padding=(0, 1))
    table.columns[0].overflow = "fold"
    for column in table.columns[2:]:
        column.justify = "right"
    for rule, kind, effect in effects[:FEW]:
        table.add_row(rule, kind, str(effect.decisions), str(effect.turned), str(effect.top_changed))
    if len(effects) > FEW:
        table.add_row(f"[dim]and {len(effects) - FEW} more (--json lists them)[/]")
    return table


def _print_example(one: ComparedLearner, numbered: str, console: Console) -> None:
    console.print(
        f"  {numbered} {one.line}, {one.learner_id}, {one.field_title}", markup=False, highlight=False, soft_wrap=True
    )
    if one.turned:
        console.print(f"    {_verdict(one.old)} -> {_verdict(one.new)}", highlight=False, soft_wrap=True)
    if one.old.shown != one.new.shown:
        console.print(
            f"    first: {_first(one.old.shown)} -> {_first(one.new.shown)}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if one.rules:
        console.print(f"    [dim]rules: {', '.join(sorted(one.rules))}[/]", highlight=False, soft_wrap=True)


def _verdict(outcome: DecidedOutcome) -> str:
    lead = "alone" if outcome.margin is None else f"by {outcome.margin}"
    return f"{_words(outcome.path)} ({outcome.standing}, {lead})"


def _first(shown: Iterable[str]) -> str:
    return next(iter(shown), "none")


def _example(one: ComparedLearner) -> dict[str, Any]:
    return {
        "line": one.line,
        "learner_id": one.learner_id,
        "field": one.field_title,
        "old": vars(one.old),
        "new": vars(one.new),
        "rules": sorted(one.rules),
    }


def _named(rulebook: Rulebook) -> dict[str, Any]:
    origin = rulebook.origin
    return {
        "rulebook": origin.base if origin else rulebook.content_hash,
        "overlay": origin.overlay if origin else None,
        "rules": len(rulebook.rules),
    }


def _share(count: int, of: int) -> str:
    return f"{count} of {of} ({100 * count / of:.1f} %)" if of else "0"


def _words(code: str) -> str:
    return code.replace("_", " ")

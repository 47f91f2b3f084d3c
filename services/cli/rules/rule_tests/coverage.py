"""What do the rule tests never try?"""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.authoring.rule_tests.coverage import Demand, Share, by_chapter, cover
from services.cli.rules.folder import read_inspected, rules_dir_option, rules_folder
from services.presenting.terminal.tables import print_table


@click.command()
@rules_dir_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, what is reached too.")
@click.option("--fail-under", type=click.IntRange(0, 100), help="Exit 1 when less than this percentage is reached.")
def coverage(rules_dir: Path | None, as_json: bool, fail_under: int | None) -> None:
    """Show which rules, alternatives, values and boundaries the tests never reach.

    Each number should be tried on both sides of its boundary, each choice with every word the rule names and one that
    it does not, each alternative of any on its own; and each time, everything else in the rule must hold.
    """
    inspection = read_inspected(rules_folder(rules_dir))
    demands = cover(inspection.rule_folder.rules, inspection.cases)
    shares = by_chapter(demands)
    if as_json:
        click.echo(json.dumps(_document(demands, shares), indent=2, ensure_ascii=False))
    else:
        _print(demands, shares, Console())
    reached = shares[-1].percent
    if fail_under is not None and reached < fail_under:
        click.echo(f"Error: the tests reach {reached} %, less than {fail_under} %.", err=True)
        raise SystemExit(1)


def _print(demands: list[Demand], shares: list[Share], console: Console) -> None:
    missing = [demand for demand in demands if not demand.reached]
    for rule_id in dict.fromkeys(demand.rule.id for demand in missing):
        console.print(f"[yellow]{rule_id}[/]", highlight=False)
        for demand in missing:
            if demand.rule.id == rule_id:
                console.print(f"  {escape(demand.sentence)}", highlight=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    table.add_column("chapter")
    for name in ("rules", "to try", "tried", "%"):
        table.add_column(name, justify="right")
    for share in shares:
        style = "bold" if share is shares[-1] else ""
        numbers = (share.rules, share.demanded, share.reached, share.percent)
        table.add_row(share.chapter, *map(str, numbers), style=style)
    print_table(table, console)


def _document(demands: list[Demand], shares: list[Share]) -> dict[str, Any]:
    return {
        "percent": shares[-1].percent,
        "chapters": [
            {"chapter": s.chapter, "rules": s.rules, "demanded": s.demanded, "reached": s.reached, "percent": s.percent}
            for s in shares[:-1]
        ],
        "demands": [
            {"rule": d.rule.id, "file": d.rule.file, "path": d.member, "sentence": d.sentence, "reached": d.reached}
            for d in demands
        ],
    }

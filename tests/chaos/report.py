"""How is a run told? A line per row as it ends, a table at the end, and the same table in docs/guarantees.md."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from tests.chaos.trial import Result

#: Between these lines of docs/guarantees.md stands the table as last run.
BEGIN, END = "<!-- chaos: begin -->", "<!-- chaos: end -->"
HEADINGS = ("fault", "expected", "accepted", "delivered", "duplicates", "dead letters", "lost", "recovery", "seen")


@dataclass(frozen=True, kw_only=True)
class Run:
    """What was run: enough to run it again."""

    command: str
    seed: int
    redis: str
    seconds: float
    results: Sequence[Result]

    @property
    def passed(self) -> bool:
        return all(result.passed for result in self.results)


def say_row(result: Result) -> None:
    """Print one row as it ends."""
    account = result.account
    mark = click.style("pass", fg="green") if result.passed else click.style("FAIL", fg="red")
    click.echo(
        f"{mark} {result.row.id:26} accepted {account.accepted:4}  delivered {account.delivered:4}  "
        f"duplicates {account.duplicates:3}  dead {_dead(result):>12}  lost {len(account.lost):2}  "
        f"recovery {result.recovery:5.1f} s  ({result.seconds:.0f} s)"
    )
    for note in result.seen:
        click.echo(f"       {note}")
    for problem in result.problems:
        click.secho(f"       {problem}", fg="red")


def say_end(run: Run) -> None:
    """Print the sums."""
    accounts = [result.account for result in run.results]
    failed = [result.row.id for result in run.results if not result.passed]
    click.echo(
        f"\n{len(run.results)} rows in {run.seconds:.0f} s on Redis {run.redis}, seed {run.seed}: "
        f"{sum(one.accepted for one in accounts)} profiles accepted, {sum(one.delivered for one in accounts)} delivered, "
        f"{sum(one.duplicates for one in accounts)} duplicates, {sum(sum(one.dead.values()) for one in accounts)} dead "
        f"letters, {sum(len(one.lost) for one in accounts)} lost. "
        + (f"Failed: {', '.join(failed)}." if failed else "Every row as expected.")
    )


def write(run: Run, page: Path) -> None:
    """Put the table into the page, between its two marks; raise ValueError where it has none."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for the table: it needs a line {BEGIN} and a line {END}.")
    page.write_text(f"{before}{BEGIN}\n{_told(run)}\n{END}{after}", "utf-8")


def _told(run: Run) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("celery", "kombu", "redis", "gunicorn"))
    what = f"Run on {datetime.now(UTC):%Y-%m-%d} with `{run.command}`, seed {run.seed}, in {run.seconds:.0f} s"
    lines = [
        f"{what}: Redis {run.redis}, Python {platform.python_version()}, {packages}.",
        "",
        f"| {' | '.join(HEADINGS)} |",
        f"|{'---|' * len(HEADINGS)}",
        *(f"| {' | '.join(_cells(result))} |" for result in run.results),
    ]
    return "\n".join(lines)


def _cells(result: Result) -> tuple[str, ...]:
    account = result.account
    seen = "; ".join(result.seen).replace("|", "\\|")
    verdict = f"as expected: {seen}" if result.passed else f"**not as expected**: {'; '.join(result.problems)}"
    return (
        result.row.fault,
        result.row.expected,
        str(account.accepted),
        str(account.delivered),
        str(account.duplicates),
        _dead(result),
        str(len(account.lost)),
        f"{result.recovery:.1f} s",
        verdict,
    )


def _dead(result: Result) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in sorted(result.account.dead.items())) or "0"

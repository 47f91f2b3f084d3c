"""What does the demo say on the terminal?"""

import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule

from services.cli.demo.samples import Sample
from services.cli.demo.stack import Place
from services.cli.running.processes import Ended
from services.cli.running.receiver import Received
from services.log_text import in_one_line
from services.presenting.terminal.recommendation import print_recommendation
from services.recommender.recommendation.document import read_recommendation
from services.redis_address import RedisAddress


def borrowed_redis(console: Console, url: str) -> None:
    """Warn that the demo works on a server that it did not start."""
    console.print(
        f"[yellow]Using Redis at {escape(RedisAddress(url).shown)}, as CREDWISE_REDIS_URL says.[/] The demo's client, "
        "recommendations and deliveries stay on it, and the demo's workers also take what others have queued there."
    )


def posted(console: Console, samples: tuple[Sample, ...]) -> None:
    """Say that the profiles are on their way."""
    names = ", ".join(sample.name for sample in samples)
    console.print(f"Posted {len(samples)} learners over HTTP: {names}. Each answer comes back as a webhook.\n")


def webhook(console: Console, received: Received, name: str | None) -> None:
    """Print one webhook: whose it is, that it was verified, and what it recommends or else says."""
    event = received.event or {}
    data = event.get("data", {})
    recommends = "verdict" in data
    about = (name or "another learner") if recommends else str(event.get("type"))
    console.print(Rule(f"[bold]{escape(about)}[/]"))
    console.print(
        f"[green]signature verified[/] by standardwebhooks, webhook-id {escape(in_one_line(received.webhook_id))}"
    )
    if recommends:
        print_recommendation(read_recommendation(data), console)
        if "link" in data:
            console.print(
                f"  Page for the learner: {data['link']['url']}", soft_wrap=True, highlight=False, markup=False
            )
    else:
        console.print_json(data=data)
    console.print()


def refused(console: Console, received: Received) -> None:
    """Say that the receiver answered something that was not signed as it should be with 401."""
    console.print(Rule("[bold]refused[/]"))
    problem = escape(in_one_line(str(received.problem)))
    console.print(f"[yellow]Something arrived that did not verify, and was refused:[/] {problem}\n")


def all_arrived(console: Console, count: int) -> None:
    """Say that every webhook has arrived."""
    console.print(Rule())
    console.print(f"[green]All {count} webhooks arrived and verified.[/]")


def where(console: Console, place: Place, client: str, key: str, sample: Path) -> None:
    """Say what there is to try while the service stays up. The lines are made for copying, so none is wrapped."""
    script = Path(sys.executable).with_name("credwise")
    credwise = _from_here(script) if script.is_file() else "credwise"
    console.print("The service runs until Ctrl-C. Until then:\n")
    for line in (
        f"  API docs   {place.address}/docs",
        f"  operations {place.address}/ops (the KEY below opens it, to look at)",
        f"  queues     CREDWISE_REDIS_URL={place.redis_url} {credwise} ops status --watch",
        *([f"  archive    {place.archive_url}: what was decided, once it is delivered"] if place.archive_url else []),
        "",
        "  In another terminal, for the lines below, the session in README.md and the guides in docs/:",
        f"  export CREDWISE={place.address} CLIENT={client} KEY={key}",
        "",
        '  curl -sS $CREDWISE/v1/evaluations -H "Authorization: Bearer $KEY" \\',
        f"       -H 'Content-Type: application/json' --data @{_from_here(sample)} | python3 -m json.tool",
        "",
    ):
        console.print(line, soft_wrap=True, highlight=False, markup=False)


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def ended(process: Ended) -> str:
    """Say that a process died, how, and what it said last."""
    how = f"was ended by signal {-process.code}" if process.code < 0 else f"ended with exit code {process.code}"
    return f"The process {process.name!r} {how}. Its log ({process.log}) ends:\n\n{process.last_lines}\n"

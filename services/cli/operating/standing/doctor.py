"""Is this installation well, and what mends it? Looks at everything that an operator would, and ends with a code."""

import json
from collections import Counter
from datetime import UTC, date, datetime

import click
from rich.console import Console
from rich.text import Text

from services.cli.operating.ledger_access import RedisAway, open_ledger
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.sealed_secrets import look_at_secrets
from services.ledger.checkup.configuration_findings import of_configuration
from services.ledger.checkup.examination import ask_redis, of_ledger
from services.ledger.checkup.findings import CheckupFinding, Severity, problem
from services.ledger.checkup.key_findings import of_keys
from services.ledger.checkup.redis_findings import RedisTold, of_replicas
from services.ledger.checkup.secret_findings import of_secrets
from services.ledger.checkup.work_findings import Files, of_files
from services.ledger.standings.queues import LedgerSnapshot, snapshot
from services.ledger.store.policy import LedgerPolicy
from services.settings import Settings, SettingsError, read_settings

#: Exit codes: a problem, Redis away (nothing else can be looked at), warnings alone.
PROBLEMS, AWAY, WARNINGS = 1, 2, 3

#: How each severity is marked on a terminal.
MARKS = {
    Severity.OK: ("ok     ", "green"),
    Severity.WARNING: ("warning", "yellow"),
    Severity.PROBLEM: ("PROBLEM", "red"),
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--all", "everything", is_flag=True, help="Show what is in order too; JSON always does.")
def doctor(as_json: bool, everything: bool) -> None:
    """Look at configuration, Redis, clocks, processes, rules, data, queues and endpoints; say what mends each fault.

    Exit code 0: all is well; 1: a promise is broken now; 2: Redis does not answer; 3: warnings alone.
    """
    found, code = _look()
    if as_json:
        click.echo(json.dumps({"exit_code": code, "findings": [vars(one) for one in found]}))
    else:
        _print(found, everything=everything)
    raise click.exceptions.Exit(code)


def findings(
    settings: Settings, told: RedisTold, seen: LedgerSnapshot, files: Files, today: date
) -> tuple[CheckupFinding, ...]:
    """Return everything that was looked at, topic by topic. Pure."""
    return (
        *of_configuration(settings),
        *of_ledger(told, seen, settings.shed_above_percent),
        *of_replicas(told, settings.redis_replicas),
        *of_files(files, today),
    )


def exit_code(found: tuple[CheckupFinding, ...]) -> int:
    """Return the code that scripts go by."""
    seen = {one.severity for one in found}
    return PROBLEMS if Severity.PROBLEM in seen else WARNINGS if Severity.WARNING in seen else 0


def _look() -> tuple[tuple[CheckupFinding, ...], int]:
    try:
        settings = read_settings()
    except SettingsError as error:
        return (
            problem("configuration", str(error), "docs/operators.md, section Settings, says what each takes"),
        ), PROBLEMS
    try:
        with open_ledger(settings.redis) as redis:
            told = ask_redis(redis)
            policy = LedgerPolicy.of(settings)
            seen = snapshot(redis, policy)
            keys = Clients(redis).list_keys(None)
            secrets = look_at_secrets(redis, policy.seal)
    except RedisAway as error:
        return (problem("Redis", error.message, error.remedy),), AWAY
    today = datetime.now(UTC).date()
    found = findings(settings, told, seen, _files(settings, today), today)
    found = (*found, *of_keys(keys, seen.at), *of_secrets(secrets, policy.seal))
    return found, exit_code(found)


def _files(settings: Settings, today: date) -> Files:
    """Load rules and data as a process that starts now, on the day `today`, would."""
    from services.recommender.decision.facts.vocabulary import VOCABULARY  # noqa: PLC0415 - takes a second to import
    from services.recommender.knowledge.known import KNOWLEDGE_FAULTS, load_knowledge  # noqa: PLC0415
    from services.recommender.rulebook.gate.admission import admit_rulebook  # noqa: PLC0415
    from services.recommender.rulebook.problems import RulebookError  # noqa: PLC0415

    rules_problem = data_problem = ""
    rates = None
    try:
        admit_rulebook(settings.rules_dir, VOCABULARY, today=today)
    except (RulebookError, OSError) as error:
        rules_problem = str(error)
    try:
        rates = load_knowledge(settings.data_dir).rates.day
    except (*KNOWLEDGE_FAULTS, OSError) as error:
        data_problem = str(error)
    return Files(rules_problem=rules_problem, data_problem=data_problem, rates=rates)


def _print(found: tuple[CheckupFinding, ...], *, everything: bool) -> None:
    console = Console()
    for one in found:
        if one.severity is Severity.OK and not everything:
            continue
        mark, style = MARKS[one.severity]
        console.print(Text.assemble((mark, style), f" {one.topic}: {one.sentence}"), soft_wrap=True)
        if one.remedy:
            console.print(Text(f"        -> {one.remedy}", style="bold"), soft_wrap=True)
    counts = Counter(one.severity for one in found)
    console.print(
        f"{counts[Severity.PROBLEM]} problems, {counts[Severity.WARNING]} warnings, {counts[Severity.OK]} in order."
    )

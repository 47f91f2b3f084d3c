"""Does a stored decision come out the same today? Recompute it and compare the bytes."""

import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from services.cli.recommend import open_advisor_or_say_why
from services.cli.settled import open_ledger, settled
from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JsonRejected, read_json
from services.ledger.views import stored_recommendation
from services.recommender.decision.errors import UnresolvedOccupation
from services.recommender.decision.record import Recommendation
from services.recommender.decision.replaying import NotADecision, decision_in, differences, made_from_others
from services.settings import Settings

#: Exit codes: the bytes differ; they differ, and so do the rules or the knowledge they were made from.
DIFFERS, MADE_FROM_OTHERS = 1, 3

#: Differences shown; who sees more has another rulebook.
MOST_SHOWN = 20


@click.command()
@click.argument("decision", metavar="FILE|ID")
def replay(decision: str) -> None:
    """Recompute the decision in FILE (a recommendation, a webhook body, an answer of the API) or stored under ID.

    Exit code 0 when the bytes are the same, 1 when they differ, 3 when they differ and the rules or the knowledge are
    not those it was made from.
    """
    settings = settled()
    stored = _read(decision, settings)
    advisor = open_advisor_or_say_why(settings)
    try:
        profile = read_profile(stored["profile"])
        replayed = advisor.recommend(profile, date.fromisoformat(stored["decided_on"]))
    except (ProfileRejected, UnresolvedOccupation, ValueError, TypeError) as error:
        raise click.ClickException(f"{decision} cannot be decided again: {error}") from error
    if Recommendation(stored).to_json() == replayed.to_json():
        click.echo(
            f"The same, byte by byte: {len(replayed.to_json().encode())} bytes, decided on {stored['decided_on']}."
        )
        return
    others = made_from_others(stored, replayed.document)
    for name, (then, now) in others.items():
        click.echo(f"{name}: it was made from {then}, this is {now}")
    for difference in islice(differences(stored, replayed.document), MOST_SHOWN):
        click.echo(f"{difference.pointer}: was {_short(difference.stored)}, is {_short(difference.replayed)}")
    raise SystemExit(MADE_FROM_OTHERS if others else DIFFERS)


def _read(decision: str, settings: Settings) -> dict[str, Any]:
    path = Path(decision)
    if path.is_file():
        raw = path.read_bytes()
    elif decision.startswith("rec_"):
        with open_ledger(settings.redis_url) as redis:
            raw = stored_recommendation(redis, decision).encode()
    else:
        raise click.ClickException(f"{decision} is neither a file nor the id of a recommendation (rec_...).")
    try:
        return decision_in(read_json(raw))
    except (JsonRejected, NotADecision) as error:
        raise click.ClickException(f"{decision}: {error}") from error


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - a line of a terminal

"""Does a stored decision come out the same today? Recompute it and compare the bytes."""

import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from services.authoring.replaying import NotADecision, decision_in, differences, made_from_others
from services.cli.advising.recommend import open_advisor_or_say_why
from services.cli.folders import FOLDER
from services.cli.operating.ledger_access import open_archive, open_ledger, settled
from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JsonRejected, read_json
from services.ledger.accounts.catalogues import catalogue_of
from services.ledger.accounts.overlays import Files, overlay_of
from services.ledger.store.errors import NotFound
from services.ledger.views import stored_recommendation
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.own_catalogues import OwnCatalogue
from services.recommender.recommendation.document import FIRST_VERSION, canonical
from services.recommender.rulebook.overlays.reading import overlay_files
from services.recommender.rulebook.problems import RulebookError
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.wording import formats
from services.settings import Settings

#: Exit codes: the bytes differ; they differ, and so do the rules or the knowledge they were made from.
DIFFERS, MADE_FROM_OTHERS = 1, 3

#: Differences shown; who sees more has another rulebook.
MOST_SHOWN = 20

#: What stands in the way of deciding again, each with a sentence of its own.
_CANNOT = (
    ProfileRejected,
    UnresolvedOccupation,
    RulebookError,
    CatalogueRejected,
    NotFound,
    ValueError,
    TypeError,
)


@click.command()
@click.argument("decision", metavar="FILE|ID")
@click.option(
    "--overlay",
    type=FOLDER,
    help="The client's overlay it was decided with; of a decision stored under ID the stored one is used.",
)
def replay(decision: str, overlay: Path | None) -> None:
    """Recompute the decision in FILE (a recommendation, a webhook body, an answer of the API) or stored under ID.

    Exit code 0 when the bytes are the same, 1 when they differ, 3 when they differ and the rules or the knowledge are
    not those it was made from.
    """
    settings = settled()
    stored = _read(decision, settings)
    advisor = open_advisor_or_say_why(settings)
    try:
        profile = read_profile(stored["profile"])
        files = overlay_files(overlay) if overlay else _stored_overlay(decision, stored, settings)
        catalogue = _stored_catalogue(decision, stored, settings)
        with formats.written_in(stored.get("locale", formats.INTERNATIONAL)):
            replayed = advisor.recommend(profile, date.fromisoformat(stored["decided_on"]), files, catalogue)
    except _CANNOT as error:
        raise click.ClickException(f"{decision} cannot be decided again: {error}") from error
    again = replayed.as_document_of(stored.get("schema_version", FIRST_VERSION))
    if canonical(stored) == canonical(again):
        click.echo(
            f"The same, byte by byte: {len(canonical(again).encode())} bytes, decided on {stored['decided_on']}."
        )
        return
    others = made_from_others(stored, replayed.as_document())
    for name, (then, now) in others.items():
        click.echo(f"{name}: it was made from {then or 'one that was not recorded'}, this is {now}")
    for difference in islice(differences(stored, again), MOST_SHOWN):
        click.echo(f"{difference.pointer}: was {_short(difference.stored)}, is {_short(difference.replayed)}")
    raise SystemExit(MADE_FROM_OTHERS if others else DIFFERS)


def _read(decision: str, settings: Settings) -> dict[str, Any]:
    path = Path(decision)
    if path.is_file():
        raw = path.read_bytes()
    elif decision.startswith("rec_"):
        with open_ledger(settings.redis) as redis, open_archive(settings) as archive:
            raw = stored_recommendation(redis, decision, archive).encode()
    else:
        raise click.ClickException(f"{decision} is neither a file nor the id of a recommendation (rec_...).")
    try:
        return decision_in(read_json(raw))
    except (JsonRejected, NotADecision) as error:
        raise click.ClickException(f"{decision}: {error}") from error


def _stored_overlay(decision: str, stored: dict[str, Any], settings: Settings) -> Files | None:
    """Return the overlay that the ledger keeps for the decision stored under the ID `decision`."""
    if Path(decision).is_file() or stored["provenance"].get("overlay") is None:
        return None
    with open_ledger(settings.redis) as redis, open_archive(settings) as archive:
        return overlay_of(redis, decision, archive)


def _stored_catalogue(decision: str, stored: dict[str, Any], settings: Settings) -> OwnCatalogue | None:
    """Return the client's own catalogue that the ledger keeps for the decision stored under the ID `decision`."""
    if Path(decision).is_file() or stored["provenance"].get("catalogue_additions") is None:
        return None
    with open_ledger(settings.redis) as redis, open_archive(settings) as archive:
        own = catalogue_of(redis, decision, archive)
        text = "" if own is None else own.read()
    return own and OwnCatalogue(content_hash=own.content_hash, read=lambda: text)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - a line of a terminal

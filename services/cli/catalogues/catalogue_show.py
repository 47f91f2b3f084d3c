"""What does the catalogue say of one credential, and where does each fact come from? Needs no server."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from services.cli.catalogues.catalogue_facts import read_shared
from services.cli.operating.ledger_access import settled
from services.presenting.terminal.tables import print_table
from services.recommender.knowledge.credentials.completeness import completeness
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.files.catalogue_file import write_credential

#: Facts that were added to entries one by one, each with its page; it need not be there.
ADDED_FACTS = Path("catalogue", "added_facts.tsv")

#: Members that are no facts about a credential, but what the entry says of itself.
_OF_THE_ENTRY = frozenset({"id", "source", "remembered", "completeness", "stacks"})

#: Facts whose member of the entry has another name.
_MEMBER = {"languages": "language"}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a fact comes from: `read` at a page on a day, or `remembered`, noted from memory on a day."""

    basis: str
    day: str
    page: str | None = None

    def __str__(self) -> str:
        """Say it in words."""
        if self.page is None:
            return f"noted from memory on {self.day}; check it with the issuer"
        return f"read on {self.day} at {self.page}"


@click.command()
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the credential as JSON.")
def show(words: tuple[str, ...], as_json: bool) -> None:
    """Show the credential called WORDS (an id or a title), and where each fact comes from; without WORDS, how many."""
    _, shared = read_shared()
    text = " ".join(words)
    if not text:
        click.echo(f"{len(shared.credentials)} credentials, {len(shared.stacks)} stacks, {shared.content_hash}")
        return
    found = shared.find(text)
    if found is None:
        several = ", ".join(sorted(shared.called(text)))
        raise click.ClickException(
            f"Several are called {text!r}: {several}." if several else f"No credential is called {text!r}."
        )
    credential = shared.credentials[found]
    said = completeness(credential)
    document: dict[str, Any] = {
        **write_credential(credential),
        "completeness": {"percent": said.percent, "missing": list(said.missing)},
        "stacks": list(shared.stacks_with(found)),
    }
    origins = origins_of(credential, document, read_added(settled().data_dir / ADDED_FACTS, credential.id))
    if as_json:
        written = {name: {part: value for part, value in vars(one).items() if value} for name, one in origins.items()}
        click.echo(json.dumps({**document, "from": written}, ensure_ascii=False, indent=2))
        return
    table = Table("", "from", "", box=None, pad_edge=False, show_header=False)
    for name, value in document.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        table.add_row(name, Text(str(origins.get(name, "")), style="dim"), Text(shown))
    print_table(table)


def origins_of(credential: Credential, document: Mapping[str, Any], added: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return where each fact of the `document` comes from: its own page where it was `added`, else the entry's source.

    A fact that was noted from memory says so, whatever the rest was read from.
    """
    source = credential.source
    whole = (
        Origin(basis="read", day=source.read_on.isoformat(), page=source.address)
        if source.read_on is not None
        else Origin(basis="remembered", day=source.noted_on.isoformat() if source.noted_on else "an unknown day")
    )
    origins = {name: added.get(name, whole) for name in document if name not in _OF_THE_ENTRY}
    if credential.remembered is not None:
        noted = Origin(basis="remembered", day=credential.remembered.noted_on.isoformat())
        remembered = (_MEMBER.get(fact, fact.value) for fact in credential.remembered.facts)
        origins.update({name: noted for name in remembered if name in origins})
    return origins


def read_added(path: Path, credential: str) -> dict[str, Origin]:
    """Return where the facts come from that were added to the entry of `credential` one by one."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            _MEMBER.get(row["fact"], row["fact"]): Origin(
                basis=row["basis"], day=row["day"], page=row["page"] if row["basis"] == "read" else None
            )
            for row in rows
            if row["credential"] == credential
        }

"""What does a job advertisement ask for? Read from a file: text, HTML, or JobPostings of schema.org, one or many."""

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.loading import knowledge_or_say_why
from services.intake.strict_json import JSON, JsonRejected, read_json
from services.presenting.terminal.tables import print_table
from services.reading.postings.advertisement import Advertisement, PostingRejected, of_job_posting, of_text
from services.reading.postings.document import posting_document
from services.reading.postings.posting import read_posting
from services.recommender.names.geography.countries import country_code

#: A file of many advertisements may be as long as this; each of them has its own limit.
MOST_BYTES = 64 * 1024 * 1024


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--country", metavar="XX", help="Where the work is, for advertisements that do not say it.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line: one for each advertisement of FILE."
)
def posting(file: str, country: str | None, *, as_json: bool) -> None:
    """Say what the job advertisement in FILE asks for, as a role for a profile; "-" reads standard input.

    FILE is an advertisement's text or HTML, a JobPosting of schema.org, or many of them: a JSON list, or a JSON text,
    {"text": ...} or JobPosting a line.
    """
    where = country_code(country) if country else None
    if country and where is None:
        raise click.UsageError(f"--country {country}: not a country; give its ISO 3166-1 code, like DE, or its name.")
    raw = _bytes_of(file)
    known, refused = knowledge_or_say_why(), 0
    for name, sent in _advertisements(raw, file):
        try:
            if isinstance(sent, PostingRejected):
                raise sent
            document = posting_document(sent, read_posting(sent, known, where))
        except PostingRejected as error:
            refused += 1
            click.echo(f"{name}: {error}", err=True)
            if as_json:
                click.echo(json.dumps({"error": str(error)}, ensure_ascii=False))
            continue
        if as_json:
            click.echo(json.dumps(document, ensure_ascii=False))
        else:
            _print(document, Console())
    if refused:
        sys.exit(1)


def _bytes_of(file: str) -> bytes:
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as sent:
            raw = sent.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error
    if len(raw) > MOST_BYTES:
        raise click.ClickException(f"{file} has more than {MOST_BYTES:,} bytes; part it into several files.")
    return raw.removeprefix(b"\xef\xbb\xbf")


def _advertisements(raw: bytes, file: str) -> Iterator[tuple[str, Advertisement | PostingRejected]]:
    """Yield each advertisement of a file with what to call it in messages, or why it is none."""
    if raw.lstrip()[:1] not in {b"{", b"[", b'"'}:
        yield file, _tried(raw.decode("utf-8", errors="replace"))
        return
    try:
        whole = read_json(raw)
    except JsonRejected as error:
        lines = [line for line in raw.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith((b"}", b'"')):  # noqa: PLR2004 - one line is one document
            # "[Remote] Data analyst" is a text like any other.
            text = raw.decode("utf-8", errors="replace")
            is_text = raw.lstrip()[:1] != b"{"
            yield file, _tried(text) if is_text else PostingRejected(f"It is not usable JSON: {error}")
            return
        for number, line in enumerate(lines, start=1):
            yield f"{file}, line {number}", _of_line(line)
        return
    several = whole if isinstance(whole, list) else [whole]
    for number, one in enumerate(several, start=1):
        yield f"{file}, advertisement {number}" if len(several) > 1 else file, _tried(one)


def _of_line(line: bytes) -> Advertisement | PostingRejected:
    try:
        return _tried(read_json(line))
    except JsonRejected as error:
        return PostingRejected(f"It is not usable JSON: {error}")


def _tried(sent: JSON) -> Advertisement | PostingRejected:
    text = sent.get("text") if isinstance(sent, dict) and "@type" not in sent else sent
    node = sent.get("job_posting", sent) if isinstance(sent, dict) else sent
    try:
        return of_text(text) if isinstance(text, str) else of_job_posting(node)
    except PostingRejected as error:
        return error


def _print(document: dict[str, Any], console: Console) -> None:
    title, country = document["title"], document["country"]
    said = title["value"] if title else "no title found"
    occupation = title["occupation"] if title else None
    console.print(Text(f"{said} ({occupation or 'occupation to be chosen'})", style="bold"))
    if title and not occupation:
        named = (f"{each['code']} {each['title']}" for each in title["candidates"] if each["code"])
        offered = ", ".join(dict.fromkeys(named))
        console.print(Text(f"It may be: {offered or 'no occupation with a title like it'}", style="dim"))
    where = country["value"] if country else "country not said"
    years = f", {document['years']} years of experience" if document["years"] else ""
    console.print(f"{where}, written in {document['language']['value']}{years}\n")
    table = Table("asked for", "what", "kind", "taken for", "confidence", box=None, pad_edge=False)
    for asked in document["asked"]:
        beside = (" or experience" if asked["or_experience"] else "") + (" or training" if asked["or_training"] else "")
        for number, one in enumerate(asked["any_of"]):
            joined = "or " if number else ""
            unsure = " (to confirm)" if one["to_confirm"] else ""
            table.add_row(
                "" if number else asked["strength"],
                f"{joined}{one['words']}{'' if number else beside}",
                one["kind"],
                one["label"],
                f"{one['confidence']} %{unsure}",
            )
    print_table(table, console)
    if document["unread"]:
        console.print("\nNothing was recognised in:")
        for line in document["unread"]:
            console.print(Text(f"- {line['words']}"))
    console.print("\nFor a profile:")
    click.echo(json.dumps(document["profile"], ensure_ascii=False, indent=2))

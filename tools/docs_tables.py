"""Do the tables in docs/ still say what the code declares? `--check` says it; without it they are written.

A table stands between `<!-- NAME: written by make docs -->` and `<!-- end of NAME -->`; the rest of a page is by hand.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from services.importing.format import Format
from services.importing.known_formats import FORMATS
from services.ledger.events import Declaration, DeclaredEvent, EventType
from services.recommender.recommendation.schema import components_of

DOCS = Path(__file__).resolve().parent.parent / "docs"


class MarksMissing(Exception):
    """A page lacks the marks of its generated part. Put both back where the part should stand."""


#: A schema with more members is named rather than listed.
_MOST_LISTED = 5


def formats_table(formats: Iterable[Format] = FORMATS) -> Iterator[str]:
    """Yield the lines of the table of formats that are imported."""
    yield from _table("format", "what becomes a credential", "what else is used")
    for one in formats:
        yield _row(one.name, one.becomes, one.uses)


def events_table(events: Iterable[DeclaredEvent] = EventType) -> Iterator[str]:
    """Yield the lines of the table of events that endpoints are told of."""
    yield from _table("`type`", "when", "`data`")
    for event in events:
        yield _row(f"`{event}`", event.declaration.when, _said(event.declaration))


def _said(event: Declaration) -> str:
    name = event.says.__name__
    members = components_of(event.says, ref_template="{name}")[name]["properties"]
    if len(members) > _MOST_LISTED:
        said = f"the members of `{name}`"
    else:
        said = ", ".join(f"`{name}` ({_in_a_sentence(schema['description'])})" for name, schema in members.items())
    return f"`id`, `address`, and unless the mode is thin {said}" if event.of_evaluation else said


def _in_a_sentence(text: str) -> str:
    return text[0].lower() + text[1:].removesuffix(".")


#: Each table by its page and name.
TABLES: dict[str, dict[str, Callable[[], Iterable[str]]]] = {
    "catalogues.md": {"formats": formats_table},
    "receive.md": {"events": events_table},
}


def with_tables(page: str, text: str) -> str:
    """Return the text of the page with its tables as the code declares them; raise MarksMissing."""
    for name, lines in TABLES[page].items():
        start, end = f"<!-- {name}: written by make docs -->", f"<!-- end of {name} -->"
        text = with_part(text, start, end, lines(), page=page)
    return text


def with_part(text: str, start: str, end: str, lines: Iterable[str], *, page: str) -> str:
    """Return the text of the page with these lines between its two marks; raise MarksMissing."""
    before, found, rest = text.partition(f"{start}\n")
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise MarksMissing(f"docs/{page}: should have {start} and {end} in this order.")
    return "".join((before, start, "\n\n", *(f"{line}\n" for line in lines), "\n", end, after))


def _table(*heading: str) -> Iterator[str]:
    yield _row(*heading)
    yield f"|{'---|' * len(heading)}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def main(arguments: list[str]) -> int:
    """Write the tables, or check them; return the exit code."""
    stale = []
    for page in TABLES:
        path = DOCS / page
        text = path.read_text("utf-8")
        wanted = with_tables(page, text)
        if wanted != text:
            stale.append(f"docs/{page}")
            if "--check" not in arguments:
                path.write_text(wanted, "utf-8")
    if "--check" in arguments:
        told = f"Does not say what the code declares: {', '.join(stale)}. Run `make docs`." if stale else "All fit."
        print(f"Tables in docs: {told}")
        return 1 if stale else 0
    print(f"Tables in docs: {len(stale)} pages written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

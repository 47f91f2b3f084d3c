"""What do the rules behind an answer rest on? One line per rule, for a terminal."""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]


def sources_told(document: Document) -> list[str]:
    """Return each rule that had a say with its sources, and whether anybody read them; older documents tell none."""
    return [
        f"{entry['rule']}: {'; '.join(_source(source) for source in entry['sources'])}"
        for entry in document.get("rests_on", ())
    ]


def _source(source: Document) -> str:
    address = f", {source['address']}" if source["address"] else ""
    return f"{source['title']}{address} ({source['in_words']})"

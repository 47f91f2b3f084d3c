"""What exactly is signed when JSON itself is signed? It has one way of writing (RFC 8785)."""

from typing import Any

from services.credentials.finding import NotCheckable
from services.merkle_log import canonical_json


def written(value: Any) -> bytes:
    """Return `value` as RFC 8785 writes it. Raises NotCheckable where it cannot be written."""
    try:
        return canonical_json.written(value)
    except canonical_json.NotWritable as error:
        raise NotCheckable(str(error)) from None

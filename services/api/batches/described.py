"""How is a batch of profiles described in the OpenAPI document?"""

from typing import Any

from services.api.batches.body import ARRAY, BY_LINES, MOST_LINES
from services.api.schemas.examples import PROFILES

_LINE = (
    "A profile as POST /v1/profiles takes it, and beside its members line_id, the line's own id: its Idempotency-Key."
)
_PROFILE = PROFILES["changer"]["value"]

BODY: dict[str, Any] = {
    "description": f"{_LINE} At most {MOST_LINES:,} of them. What cannot be taken is refused by itself. A body that is "
    "sent in chunks is taken too.",
    "required": True,
    "content": {
        ARRAY: {
            "schema": {"type": "array", "minItems": 1, "items": {"description": _LINE}},
            "examples": {"one": {"summary": "An array of one", "value": [{"line_id": "e-1", **_PROFILE}]}},
        },
        BY_LINES[0]: {"schema": {"type": "string", "pattern": "\\S", "description": "A JSON document a line."}},
    },
}

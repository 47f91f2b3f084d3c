"""Which headers make a CloudEvent of a webhook, for receivers that route by them? Pure.

CloudEvents 1.0, HTTP protocol binding, binary content mode: the attributes stand in headers, and the body stays what it
is without them, so that it is signed and read in one way.
"""

from collections.abc import Mapping
from datetime import datetime

from services.ledger.accounts.endpoints import EndpointMode
from services.ledger.events import DeclaredEvent
from workers.webhook.body import in_words

SPECIFICATION = "1.0"


def cloud_event_headers(  # noqa: PLR0913 - an attribute each
    *,
    event: DeclaredEvent,
    mode: EndpointMode,
    webhook_id: str,
    happened_at: datetime,
    public_url: str,
    subject: str | None,
    sequence: int | None,
) -> Mapping[str, str]:
    """Return the attributes of the event that `webhook_id` tells of; `public_url` is where it comes from.

    The type ends in the version of its form; `ce-dataschema` names the schema of the whole body; `subject` is the
    evaluation that is told of. `ce-sequence` is the extension of that name: greater texts are later.
    """
    return {
        "ce-specversion": SPECIFICATION,
        "ce-id": webhook_id,
        "ce-source": public_url,
        "ce-type": f"credwise.{event}.v{event.declaration.version}",
        "ce-time": in_words(happened_at),
        "ce-dataschema": f"{public_url}/openapi.json#/components/schemas/{event.component_for(mode)}",
        **({"ce-subject": subject} if subject else {}),
        **({"ce-sequence": str(sequence)} if sequence is not None else {}),
    }

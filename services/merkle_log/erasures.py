"""What was erased of a learner, when, and how many records: a signed statement for whoever asked for it.

Credwise keeps no copy: the statement names the learner, of whom nothing is kept any more.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from services.merkle_log.canonical_json import written
from services.merkle_log.heads import Signer

#: What the statement is called by, so that no other signed text is taken for one.
KIND = "credwise/erasure"


@dataclass(frozen=True, kw_only=True)
class ErasureReceipt:
    """`statement` is JSON text, `signature` that of its bytes in UTF-8 by the key of that id, in base64."""

    statement: str
    key: str
    signature: str


def erasure_receipt(
    signer: Signer | None, *, client: str, learner_id: str, evaluations: int, deliveries: int, at: datetime
) -> ErasureReceipt | None:
    """State and sign what was erased; None where there is no key."""
    if signer is None:
        return None
    members = {
        "kind": KIND,
        "client": client,
        "learner_id": learner_id,
        "erased": {"evaluations": evaluations, "deliveries": deliveries},
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    statement = written(members)
    return ErasureReceipt(
        statement=statement.decode(), key=signer.public.id, signature=b64encode(signer.sign(statement)).decode()
    )

"""How does a receiver know that a webhook is ours, and we that it is the endpoint's? By the secret. Pure.

Webhooks are signed as Standard Webhooks says. Signed are the id, the time of the attempt and the exact bytes of the
body, so nobody can send an old one again later or change a byte. While an endpoint's secret rotates there is a
signature for each of its secrets.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

#: What a secret begins with, so that it is known for one where it turns up in a log or a repository.
SECRET_PREFIX = "whsec_"  # noqa: S105 - the prefix of every secret is no secret
#: The version of the signature scheme: HMAC-SHA256 with a shared secret.
SCHEME = "v1"


def signed_headers(*, webhook_id: str, sent_at: datetime, body: bytes, secrets: Sequence[str]) -> Mapping[str, str]:
    """Return the three headers for an attempt made at `sent_at` (aware), one signature per secret in their order.

    Raises ValueError for a secret that is not "whsec_" and base64; the message never shows the secret.
    """
    timestamp = str(int(sent_at.timestamp()))
    signed = b".".join((webhook_id.encode(), timestamp.encode(), body))
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"{SCHEME},{_signature(secret, signed)}" for secret in secrets),
    }


def is_answered(challenge: str, secrets: Sequence[str], answer: bytes) -> bool:
    """Tell whether an answer holds the challenge's signature by one of the secrets.

    Whoever gives it has the secret, which was shown only to whoever put the endpoint. Where in the answer it stands
    does not matter: nobody else can say it. A server that sends back what it is sent does not.
    """
    return any(_signature(secret, challenge.encode()).encode("ascii") in answer for secret in secrets)


def _signature(secret: str, signed: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not key or not secret.startswith(SECRET_PREFIX):
        raise ValueError("A webhook secret must be whsec_ followed by base64.")
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")

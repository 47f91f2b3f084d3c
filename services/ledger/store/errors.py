"""What can go wrong with the ledger, divided by what the caller does about it?"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from redis.exceptions import ClusterCrossSlotError, ClusterError, MovedError, OutOfMemoryError, RedisError

from services.client_limits import LIMITS, LimitName

#: What a node of a cluster refuses: by the kind of the error, or inside a script by its words.
OF_A_CLUSTER = (ClusterError, ClusterCrossSlotError, MovedError)
SAID_OF_A_CLUSTER = ("in a cluster node", "while the cluster is down")


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How a client stands with one limit: it may have `most`, `left` of it more; whole again after `whole_in`."""

    limit: LimitName
    most: int
    left: int
    whole_in: timedelta


class LedgerError(Exception):
    """Anything the ledger refuses; the subclasses say what to do about it."""


class LedgerUnavailable(LedgerError):
    """Redis is away, too slow, read-only or refuses writes. Nothing was promised: answer 503 and try again."""


class ClusterRefused(LedgerUnavailable):
    """Redis is a cluster. Nothing works with it until the address names another: a process need not start."""

    def __init__(self) -> None:
        super().__init__(
            "Redis runs as a cluster, which Credwise cannot use: one step writes keys that a cluster keeps on several "
            "nodes. Let CREDWISE_REDIS_URL name a Redis without cluster mode: one primary, with replicas or without."
        )


class NotCopied(LedgerUnavailable):
    """Too few replicas have what was written; it may be kept or not. Answer 503: the same key says which it was."""

    def __init__(self, copies: int, wanted: int) -> None:
        super().__init__(
            f"{copies} of {wanted} replicas confirmed what Redis wrote, so a failover could lose it. Send the request "
            "again under the same Idempotency-Key: it is answered once enough replicas have it."
        )


class LedgerFull(LedgerError):
    """Redis has no room for new work. Nothing was promised: answer 503, and finish what was accepted.

    `is_owed` says whether work is under way that makes room when it is done.
    """

    def __init__(self, sentence: str, *, is_owed: bool = True) -> None:
        super().__init__(sentence)
        self.is_owed = is_owed


class OverLimit(LedgerError):
    """The client has as much as it may. Nothing was promised: say which limit, and try again after `retry_in`.

    `most` is None for its share of a Redis that fills up. `allowances` say how it stands with its other limits;
    `retry_in` is None where nothing changes by itself.
    """

    def __init__(
        self,
        limit: LimitName,
        *,
        most: int | None,
        used: int,
        retry_in: timedelta | None = None,
        allowances: tuple[Allowance, ...] = (),
    ) -> None:
        super().__init__(_sentence(limit, most, used))
        self.limit, self.most, self.used, self.retry_in, self.allowances = limit, most, used, retry_in, allowances


def _sentence(limit: LimitName, most: int | None, used: int) -> str:
    if limit is LimitName.SHARE or most is None:
        return (
            f"Redis fills up, and this client is among those who keep most of it ({used:,} bytes); what room there is "
            "is left to the others. It is taken on again when less is kept."
        )
    return f"This client may have {most:,} {LIMITS[limit].counts}, and has {used:,}. {LIMITS[limit].remedy}"


class IdempotencyConflict(LedgerError):
    """The idempotency key was used for another request. Send the same request again, or choose another key."""

    def __init__(self, existing_id: str) -> None:
        super().__init__(
            f"This idempotency key was already used for a different request, which became {existing_id}. "
            "Send that request unchanged, or choose a new key."
        )
        self.existing_id = existing_id


class LeaseLost(LedgerError):
    """The claim is no longer the holder's: another worker has it, or it is settled. Drop the work without a trace."""


class KeyExpired(LedgerError):
    """The API key was right until its time was over. Use the key that followed it, or ask the operator for one."""


class TooManyTokens(LedgerError):
    """So many access tokens were made of the key within a minute that no more is; ask again after `retry_in`."""

    def __init__(self, most: int, retry_in: timedelta) -> None:
        super().__init__(f"Of a key {most} access tokens a minute are made. Use each until its time is over.")
        self.retry_in = retry_in


class NotFound(LedgerError):
    """No such record belongs to this client. Another client's record is not found either."""


class CatalogueGone(NotFound):
    """The version of a client's own catalogue is kept no longer. Post it again, and send the profile again."""


class CannotBeAgain(LedgerError):
    """What was asked for cannot be taken up again; the message says why and what would be right."""


class BatchCancelled(LedgerError):
    """The batch was cancelled and takes no more lines. Send what is to be taken under another key."""


class OneAtATime(LedgerError):
    """The client has another of these under way. Ask again in a few seconds."""


class SecretLocked(LedgerError):
    """A stored secret cannot be opened by the keys that are here. Keep what needs it, and say so to the operator."""


class TooManySecrets(LedgerError):
    """So many secrets of the endpoint are good that no more is made; the message says when the oldest ends."""


@contextmanager
def redis_errors_as_ours() -> Iterator[None]:
    """Turn every error of the Redis client into LedgerFull or LedgerUnavailable, saying what Redis said.

    Inside a script Redis 6.2 wraps the error in a sentence of its own, so the words are looked for, not the prefix.
    """
    try:
        yield
    except RedisError as error:
        if isinstance(error, OF_A_CLUSTER) or any(words in str(error) for words in SAID_OF_A_CLUSTER):
            raise ClusterRefused from error
        if isinstance(error, OutOfMemoryError) or "OOM command not allowed" in str(error):
            raise LedgerFull("Redis is at its maxmemory and takes nothing new until there is room.") from error
        fault = fault_of_tls(error)
        sentence = f"Redis cannot be reached: {fault}" if fault else f"Redis did not carry this out: {error}"
        raise LedgerUnavailable(sentence) from error


def fault_of_tls(error: RedisError) -> str:
    """Return what is wrong with TLS, and what mends it; "" where the error is another."""
    match error.__cause__ or error.__context__:
        case ssl.SSLCertVerificationError(verify_message=why):
            return (
                f"its certificate is not accepted: {why.rstrip('.')}. CREDWISE_REDIS_CA names the file with the "
                "certificate of who signed it; the host in the address has to be one that it is made out to."
            )
        case ssl.SSLError() as cause:
            return (
                f"there is no TLS: {cause.reason or cause}. Where it asks for a certificate of ours "
                "(tls-auth-clients), CREDWISE_REDIS_CERTIFICATE names the file with it and its key."
            )
        case FileNotFoundError() | PermissionError() as cause:
            return (
                "a file that CREDWISE_REDIS_CA or CREDWISE_REDIS_CERTIFICATE names can be read no longer: "
                f"{cause.strerror}."
            )
        case TimeoutError() as cause if "handshake" in str(cause):
            return "it does not answer with TLS: is that right for this port?"
    return ""

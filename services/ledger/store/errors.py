"""What can go wrong with the ledger, divided by what the caller does about it?"""

from collections.abc import Iterator
from contextlib import contextmanager

from redis.exceptions import OutOfMemoryError, RedisError


class LedgerError(Exception):
    """Anything the ledger refuses; the subclasses say what to do about it."""


class LedgerUnavailable(LedgerError):
    """Redis is away, too slow, read-only or refuses writes. Nothing was promised: answer 503 and try again."""


class LedgerFull(LedgerError):
    """Redis has no room for new work. Nothing was promised: answer 503, and finish what was accepted.

    `is_owed` says whether work is under way that makes room when it is done.
    """

    def __init__(self, sentence: str, *, is_owed: bool = True) -> None:
        super().__init__(sentence)
        self.is_owed = is_owed


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
        if isinstance(error, OutOfMemoryError) or "OOM command not allowed" in str(error):
            raise LedgerFull("Redis is at its maxmemory and takes nothing new until there is room.") from error
        raise LedgerUnavailable(f"Redis did not carry this out: {error}") from error

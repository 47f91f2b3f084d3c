"""How long does a process wait for PostgreSQL? As long as is said here, also where the server falls silent.

The server's own timeouts do not help where the server itself stands still, and a thread of the API that waited for it
would be missing for everybody else.
"""

from time import monotonic
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen

T = TypeVar("T")

#: Seconds to wait for the answer to one statement: with a new connection after it, every refusal comes in five seconds.
ANSWER_WITHIN = 2.5


class BoundedConnection(Connection[Any]):
    """A connection that is given up when an answer does not come in time."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait for the answer; raise OperationalError where it does not come, and never use the connection again."""
        deadline = monotonic() + (timeout or ANSWER_WITHIN)
        try:
            return super().wait(gen, interval, timeout or ANSWER_WITHIN)
        except Exception:
            if monotonic() < deadline:
                raise
            self.close()
            raise OperationalError(f"no answer within {ANSWER_WITHIN:g} s") from None

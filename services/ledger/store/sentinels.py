"""Which server do the Sentinels call the primary, and is a connection still to that one?"""

from functools import partial
from math import inf
from time import monotonic
from typing import Any, cast

from redis.connection import SSLConnection
from redis.exceptions import AuthenticationError, RedisError, ResponseError
from redis.sentinel import MasterNotFoundError, Sentinel, SentinelManagedConnection

from services.ledger.store.errors import fault_of_tls

#: Seconds after which the Sentinels are asked again which server is the primary. What the one of before takes meanwhile
#: is lost; two short questions of each process cost it nothing.
PRIMARY_CHECK_EVERY = 0.25


class PlainSpokenSentinels(Sentinel):
    """Sentinels whose refusals are told one by one; the library would print every option of their connections."""

    def discover_master(self, service_name: str) -> tuple[str, int]:
        """Return host and port of the primary; raise MasterNotFoundError with what each Sentinel said."""
        told = []
        for one in tuple(self.sentinels):
            try:
                state = cast("dict[str, dict[str, Any]]", one.sentinel_masters()).get(service_name)
                address = cast("tuple[str, int] | None", one.sentinel_get_master_addr_by_name(service_name))
            except RedisError as error:
                told.append(f"{_name(one)} {_refusal(error)}")
                continue
            # While it promotes a replica its address is that one, and its state still that of the server before.
            promoted = state and address and address != (state["ip"], state["port"])
            if address and (promoted or self.check_master_state(state, service_name)):  # type: ignore[no-untyped-call]
                # Who knew it is asked first the next time.
                self.sentinels = [one, *(other for other in self.sentinels if other is not one)]
                return address
            told.append(f"{_name(one)} {'says that it is down' if state else 'knows none of that name'}")
        raise MasterNotFoundError(f"no primary {service_name} was found: {'; '.join(told)}")


class ConnectionToPrimary(SentinelManagedConnection):
    """A connection that leads to the primary of now, also where the one of before goes on as if nothing had happened.

    So does one that was frozen or cut off, or is well and was replaced all the same, for some ten seconds until the
    Sentinels make it a replica; what it takes in meanwhile is thrown away then. So the Sentinels are asked again and
    again, once for all connections of a client, and a connection to the server of before is opened anew.
    """

    def check_health(self) -> None:
        """Go on to the primary of now where it is another, else do what the library does with an idle connection."""
        if (self.host, self.port) != self._primary():
            self.disconnect()  # type: ignore[no-untyped-call]
            self.connect()  # type: ignore[no-untyped-call]
        super().check_health()  # type: ignore[no-untyped-call]

    def send_packed_command(self, command: Any, check_health: bool = True) -> None:
        """Open what is closed by asking the Sentinels; the library would go to the server of before."""
        if not self._sock:
            self.connect()  # type: ignore[no-untyped-call]
        super().send_packed_command(command, check_health)  # type: ignore[no-untyped-call]

    def _primary(self) -> tuple[str, int]:
        pool, now = self.connection_pool, monotonic()
        if now > getattr(pool, "asked_at", -inf) + PRIMARY_CHECK_EVERY:
            # Before the answer, so that the others do not ask too.
            pool.asked_at = now
            try:
                return cast("tuple[str, int]", pool.get_master_address())
            except MasterNotFoundError:
                # Without Sentinels, what works goes on.
                return self.host, self.port
        return cast("tuple[str, int]", pool.master_address or (self.host, self.port))


class ConnectionToPrimaryByTls(ConnectionToPrimary, SSLConnection):
    """The same by TLS."""


def tell_plainly(sentinels: Sentinel) -> None:
    """Have Sentinels that somebody else made say what PlainSpokenSentinels would."""
    sentinels.discover_master = partial(PlainSpokenSentinels.discover_master, sentinels)  # type: ignore[method-assign, arg-type]


def _name(sentinel: object) -> str:
    options = sentinel.connection_pool.connection_kwargs  # type: ignore[attr-defined]
    return f"{options['host']}:{options['port']}"


def _refusal(error: RedisError) -> str:
    if isinstance(error, AuthenticationError | ResponseError):
        return f"refuses ({error}): CREDWISE_SENTINEL_PASSWORD is the password of the Sentinels"
    return f"does not answer ({fault_of_tls(error) or error})"

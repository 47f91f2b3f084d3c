"""Which checked addresses does a target have? Asked for and checked anew once a minute, and remembered in between."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from services.webhook_address import AddressRefused, IPAddress, NameLeadsNowhere, Networks, Resolver, Target, resolve
from workers.webhook.network.addresses import NameNotResolved
from workers.webhook.network.connections import CHECKED_FOR

#: Names remembered; beyond this all are forgotten, which costs a few questions to the name server.
MOST_NAMES = 1024

log = logging.getLogger("credwise.resolving")


class CheckedAddresses:
    """The addresses behind targets, all of them checked. Threads may share it."""

    def __init__(self, resolver: Resolver, allow: Networks, clock: Callable[[], float] = monotonic) -> None:
        self._resolver = resolver
        self._allow = allow
        self._clock = clock
        self._lock = Lock()
        self._known: dict[tuple[str, int], tuple[tuple[IPAddress, ...], float]] = {}

    def of(self, target: Target) -> tuple[tuple[IPAddress, ...], float]:
        """Return the addresses, one at least, and when they were checked (monotonic).

        Raises AddressRefused, and of a name NameLeadsNowhere: why it leads nowhere is logged and told nobody else.
        """
        now = self._clock()
        with self._lock:
            known = self._known.get((target.host, target.port))
        if known and now - known[1] < CHECKED_FOR:
            return known
        found = (self._ask(target), now)
        with self._lock:
            if len(self._known) >= MOST_NAMES:
                self._known.clear()
            self._known[target.host, target.port] = found
        return found

    def _ask(self, target: Target) -> tuple[IPAddress, ...]:
        try:
            found = resolve(target, self._resolver, self._allow)
        except (AddressRefused, NameNotResolved) as error:
            if target.literal is not None:
                raise
            nowhere = NameLeadsNowhere(str(error), is_known=isinstance(error, AddressRefused))
        else:
            if found:
                return found
            nowhere = NameLeadsNowhere(f"The name {target.host} has no address.", is_known=False)
        log.info("a webhook's address leads nowhere: %s", nowhere.why)
        raise nowhere

    def now(self) -> float:
        """Return the moment it is, by the clock of these addresses."""
        return self._clock()

    def forget(self, target: Target) -> None:
        """Ask anew the next time: nobody was reached at these addresses, the receiver may have moved."""
        with self._lock:
            self._known.pop((target.host, target.port), None)

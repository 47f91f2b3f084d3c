"""Which server do the Sentinels call the primary? What each of them says is told in a sentence."""

from functools import partial
from typing import Any, cast

from redis.exceptions import AuthenticationError, RedisError, ResponseError
from redis.sentinel import MasterNotFoundError, Sentinel

from services.ledger.store.errors import fault_of_tls


class PlainSpokenSentinels(Sentinel):
    """Sentinels whose refusals are told one by one; the library would print every option of their connections."""

    def discover_master(self, service_name: str) -> tuple[str, int]:
        """Return host and port of the primary; raise MasterNotFoundError with what each Sentinel said."""
        told = []
        for one in tuple(self.sentinels):
            try:
                state = cast("dict[str, dict[str, Any]]", one.sentinel_masters()).get(service_name)
            except RedisError as error:
                told.append(f"{_name(one)} {_refusal(error)}")
                continue
            if state and self.check_master_state(state, service_name):  # type: ignore[no-untyped-call]
                # Who knew it is asked first the next time.
                self.sentinels = [one, *(other for other in self.sentinels if other is not one)]
                return state["ip"], state["port"]
            told.append(f"{_name(one)} {'says that it is down' if state else 'knows none of that name'}")
        raise MasterNotFoundError(f"no primary {service_name} was found: {'; '.join(told)}")


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

"""Where does a client want its recommendations sent, and may we send there now?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import cast

import redis

from services.client_limits import LimitName
from services.ledger.accounts.endpoint_secrets import good_secrets, new_secret, stored_secret
from services.ledger.events import USUAL_EVENTS, EventType, known_events
from services.ledger.store import keys
from services.ledger.store.errors import NotFound, OverLimit, TooManySecrets, redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.store.sealing import Seal

#: An endpoint's id is the end of a webhook-id and part of key names, so it has neither dots nor colons.
ENDPOINT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

#: How long the secret before the present one stays good, so that receivers can be changed over at leisure.
OLD_SECRET_STAYS_GOOD = timedelta(hours=24)

#: How many secrets of an endpoint may be good at once: the present one and those before whose day is not over.
MOST_GOOD_SECRETS = 5


class EndpointMode(StrEnum):
    """What a webhook holds: the whole recommendation, what a learner reads first, or its id and address only."""

    FULL = "full"
    SUMMARY = "summary"
    THIN = "thin"


class EndpointState(StrEnum):
    """ACTIVE is sent to. For PAUSED deliveries are kept back. For DISABLED they become dead letters."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"


class Proof(StrEnum):
    """Was it proved that the address is its client's? NOT_ASKED: nobody asked. While it is OWED nothing is sent."""

    NOT_ASKED = "not_asked"
    OWED = "owed"
    GIVEN = "given"


@dataclass(frozen=True, kw_only=True)
class DeliveryPreferences:
    """How an endpoint wants to be treated: which events it gets, how many at once, how many a second (None: no limit).

    `in_flight` None is the installation's own limit. A rate is 0.1 to 1000 requests a second. `link_hours` is for how
    long the learner's link in an event is good; None leaves the link out. `cloudevents` adds a CloudEvent's headers.
    """

    events: tuple[EventType, ...] = USUAL_EVENTS
    in_flight: int | None = None
    rate: float | None = None
    link_hours: int | None = None
    cloudevents: bool = False

    def for_script(self) -> tuple[str, str, str, str, str]:
        """Write the wishes as put_endpoint.lua takes them; a number that is not wished for is empty."""
        numbers = (self.in_flight, self.rate, self.link_hours)
        in_flight, rate, link_hours = ("" if number is None else f"{number:g}" for number in numbers)
        return " ".join(self.events), in_flight, rate, link_hours, "1" if self.cloudevents else ""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """An address that receives a client's webhooks. `secrets` are those to sign with now, the newest first.

    There are none where this process has no key that opens the present one. `failing_since` is when the first of the
    attempts failed that have all failed since; None while it receives.
    """

    id: str
    client: str
    address: str
    mode: EndpointMode
    state: EndpointState
    reason: str
    created_at: datetime
    secrets: tuple[str, ...] = field(repr=False)
    wishes: DeliveryPreferences = field(default_factory=DeliveryPreferences)
    failing_since: datetime | None = None
    proof: Proof = Proof.NOT_ASKED


def endpoint_from_fields(fields: Mapping[str, str], now: datetime, seal: Seal) -> Endpoint:
    """Make an Endpoint of its hash in Redis, as it is at `now`; `seal` opens its secrets."""
    return Endpoint(
        id=fields["id"],
        client=fields["client"],
        address=fields["address"],
        mode=EndpointMode(fields["mode"]),
        state=EndpointState(fields["state"]),
        reason=fields.get("reason", ""),
        created_at=from_ms(fields["created_at"]),
        secrets=good_secrets(fields, now, seal),
        wishes=_wishes(fields),
        failing_since=from_ms_or_none(fields.get("failing_since")),
        proof=Proof.OWED if "unproven" in fields else Proof.GIVEN if "proven_at" in fields else Proof.NOT_ASKED,
    )


def _wishes(fields: Mapping[str, str]) -> DeliveryPreferences:
    return DeliveryPreferences(
        events=known_events(fields["events"].split()),
        in_flight=int(fields["in_flight"]) if "in_flight" in fields else None,
        rate=float(fields["rate"]) if "rate" in fields else None,
        link_hours=int(fields["link_hours"]) if "link_hours" in fields else None,
        cloudevents="cloudevents" in fields,
    )


class Endpoints:
    """The endpoints of all clients; no method finds another client's. Raises NotFound and LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)
        self._seal = policy.seal

    def put(
        self, client: str, endpoint_id: str, address: str, mode: EndpointMode, wishes: DeliveryPreferences | None = None
    ) -> tuple[Endpoint, str | None]:
        """Create the endpoint, or change all that is said of it; return it, and its secret if it was created.

        Putting a disabled endpoint enables it again; a paused one stays paused. The address is not looked at here.
        Raises OverLimit where the client may have no more.
        """
        if not ENDPOINT_ID.fullmatch(endpoint_id):
            raise ValueError("An endpoint's id is 1 to 64 letters, digits, hyphens and underscores, no hyphen first.")
        secret = new_secret()
        stored = stored_secret(self._redis, self._seal, secret, keys.lane(client, endpoint_id))
        arguments = (address, EndpointMode(mode).value, stored, *(wishes or DeliveryPreferences()).for_script())
        answer = self._scripts.run("put_endpoint", client, endpoint_id, *arguments)
        if answer[0] == "over":
            raise OverLimit(LimitName.ENDPOINTS, most=answer[1], used=answer[2])
        _created, now, *fields = answer
        endpoint = endpoint_from_fields(dict(zip(fields[::2], fields[1::2], strict=True)), from_ms(now), self._seal)
        return endpoint, secret if secret in endpoint.secrets else None

    def get(self, client: str, endpoint_id: str) -> Endpoint:
        return self._read(client, [endpoint_id])[0]

    def list(self, client: str) -> tuple[Endpoint, ...]:
        """Return the client's endpoints in the order of their ids."""
        with redis_errors_as_ours():
            ids = cast("set[str]", self._redis.smembers(keys.ENDPOINTS + client))
        return self._read(client, sorted(ids))

    def disable(self, client: str, endpoint_id: str, reason: str) -> None:
        """Send nothing there any more; what is owed becomes dead letters, and the client's other endpoints are told.

        `reason` is a sentence for people.
        """
        self._set_state(client, endpoint_id, EndpointState.DISABLED, reason)

    def pause(self, client: str, endpoint_id: str, reason: str = "") -> None:
        """Keep deliveries back until `resume`; a disabled endpoint stays disabled."""
        self._set_state(client, endpoint_id, EndpointState.PAUSED, reason)

    def resume(self, client: str, endpoint_id: str) -> None:
        """Send what was kept back, with a closed circuit breaker; a disabled endpoint stays disabled."""
        self._set_state(client, endpoint_id, EndpointState.ACTIVE, "")

    def delete(self, client: str, endpoint_id: str) -> None:
        """Forget the endpoint and its secrets; what is owed to it becomes dead letters."""
        found = self._scripts.run("delete_endpoint", client, endpoint_id)
        _must_exist(bool(found), endpoint_id)

    def prove(self, client: str, endpoint_id: str, address: str | None = None) -> bool:
        """Note that the address is its client's, and send what was kept back for want of it.

        Return False where there is no such endpoint, or it has another than the proved `address` by now.
        """
        return bool(self._scripts.run("prove_endpoint", client, endpoint_id, address or ""))

    def rotate_secret(
        self,
        client: str,
        endpoint_id: str,
        *,
        old_stays_good: timedelta = OLD_SECRET_STAYS_GOOD,
        idempotency_key: str | None = None,
    ) -> str:
        """Give the endpoint a new secret and return it; webhooks carry both signatures for `old_stays_good`.

        With the idempotency key of an earlier rotation the secret that it made is returned, as long as the one before
        that is good: who had no answer can ask again, whatever was made since.

        Secrets that were rotated out before stay good until their own time is over: rotating again does not end the
        one in use. Raises TooManySecrets where MOST_GOOD_SECRETS are good already, SecretLocked where the secret of an
        earlier rotation cannot be opened.
        """
        rotation = sha256(idempotency_key.encode()).hexdigest() if idempotency_key is not None else ""
        lane = keys.lane(client, endpoint_id)
        outcome, told = self._scripts.run(
            "rotate_secret",
            *(
                client,
                endpoint_id,
                stored_secret(self._redis, self._seal, new_secret(), lane),
                in_ms(old_stays_good),
                MOST_GOOD_SECRETS,
                rotation,
            ),
        )
        _must_exist(outcome != "unknown", endpoint_id)
        if outcome != "rotated":
            raise TooManySecrets(
                f"{MOST_GOOD_SECRETS} secrets of endpoint {endpoint_id} are good at present, the newest among them. "
                f"Rotate again after {from_ms(told):%Y-%m-%d %H:%M:%S} UTC, when the oldest ends."
            )
        return self._seal.open(told, lane)

    def _set_state(self, client: str, endpoint_id: str, state: EndpointState, reason: str) -> None:
        found = self._scripts.run("set_endpoint_state", client, endpoint_id, state.value, reason)
        _must_exist(bool(found), endpoint_id)

    def _read(self, client: str, ids: Sequence[str]) -> tuple[Endpoint, ...]:
        with redis_errors_as_ours():
            pipe = self._redis.pipeline(transaction=False)
            pipe.time()
            for endpoint_id in ids:
                pipe.hgetall(keys.ENDPOINT + keys.lane(client, endpoint_id))
            time, *hashes = pipe.execute()
        for endpoint_id, fields in zip(ids, hashes, strict=True):
            _must_exist(bool(fields), endpoint_id)
        return tuple(endpoint_from_fields(fields, from_redis_time(time), self._seal) for fields in hashes)


def _must_exist(found: bool, endpoint_id: str) -> None:
    if not found:
        raise NotFound(f"There is no endpoint {endpoint_id}.")

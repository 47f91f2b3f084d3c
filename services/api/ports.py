"""What does the API need of the rest of the house? Ports: handed in by whoever starts it, the real ones or a test's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol, cast

from flask import current_app

from services.broker import Waker
from services.ledger.clients import Caller, Clients
from services.ledger.connection import connect
from services.ledger.endpoints import Endpoint, EndpointMode, Endpoints
from services.ledger.errors import redis_errors_as_ours
from services.ledger.jobs import Accepted, Jobs, JobView, LedgerPolicy, Queue
from services.ledger.queues import LedgerSnapshot, snapshot
from services.recommender.learner import Profile
from services.settings import Settings
from services.wiring import open_advisor


class Decided(Protocol):
    def to_json(self) -> str:
        """Return the recommendation as canonical JSON."""


class Advises(Protocol):
    """Both raise UnresolvedOccupation where the field is not one known occupation."""

    def resolve_occupation(self, profile: Profile) -> None: ...

    def recommend(self, profile: Profile, on: date) -> Decided: ...


class KeepsJobs(Protocol):
    """The ledger's jobs; see services/ledger/jobs.py for what is raised."""

    def accept(self, *, client: str, profile: str, fingerprint: str, idempotency_key: str | None) -> Accepted: ...

    def view(self, client: str, job_id: str) -> JobView: ...


class KeepsEndpoints(Protocol):
    """The ledger's endpoints; see services/ledger/endpoints.py for what is raised."""

    def put(self, client: str, endpoint_id: str, address: str, mode: EndpointMode) -> tuple[Endpoint, str | None]: ...

    def get(self, client: str, endpoint_id: str) -> Endpoint: ...

    def list(self, client: str) -> tuple[Endpoint, ...]: ...

    def rotate_secret(self, client: str, endpoint_id: str) -> str: ...


class KnowsCallers(Protocol):
    def authenticate(self, text: str) -> Caller | None: ...


class Wakes(Protocol):
    def wake(self, queue: Queue, job_id: str) -> bool:
        """Wake a worker for the job, best effort: never raise, never take long."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Everything a view may call. `ping` and `snapshot` raise LedgerUnavailable; `today` is the day of a decision."""

    advisor: Advises
    jobs: KeepsJobs
    endpoints: KeepsEndpoints
    callers: KnowsCallers
    waker: Wakes
    ping: Callable[[], object]
    snapshot: Callable[[], LedgerSnapshot]
    today: Callable[[], date]


def open_ports(settings: Settings, advisor: Advises | None = None) -> Ports:
    """Return the real ports. Loads knowledge and rules unless an advisor is handed in; connects to nothing yet."""
    redis = connect(settings.redis_url)
    policy = LedgerPolicy.of(settings)

    def ping() -> None:
        with redis_errors_as_ours():
            redis.ping()

    return Ports(
        advisor=advisor or open_advisor(settings),
        jobs=Jobs(redis, policy),
        endpoints=Endpoints(redis, policy),
        callers=Clients(redis),
        waker=Waker(settings),
        ping=ping,
        snapshot=lambda: snapshot(redis),
        today=lambda: datetime.now(UTC).date(),
    )


def ports() -> Ports:
    """Return the ports of the application that answers this request."""
    return cast("Ports", current_app.extensions["credwise.ports"])


def settings() -> Settings:
    """Return the settings of the application that answers this request."""
    return cast("Settings", current_app.extensions["credwise.settings"])

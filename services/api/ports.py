"""What does the API need of the rest of the house? Ports: handed in by whoever starts it, the real ones or a test's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from time import sleep
from typing import Protocol, cast

from flask import current_app

from services.api.operations import Upkeep, open_upkeep
from services.archive.opening import open_archive
from services.archive.port import DecisionLog
from services.client_limits import LimitName
from services.credentials.opening import open_examiner
from services.learner_links import LearnerLinks
from services.ledger.accounts.access_tokens import AccessTokens
from services.ledger.accounts.catalogues import Catalogues, CatalogueVersion
from services.ledger.accounts.clients import Caller, Clients
from services.ledger.accounts.endpoints import DeliveryPreferences, Endpoint, EndpointMode, Endpoints
from services.ledger.accounts.link_uses import LinkUses
from services.ledger.accounts.overlays import Files, Overlays, OverlayVersion
from services.ledger.archiving.archive_state import ArchiveState, archive_state
from services.ledger.limits.client_limits import ClientLimits, LimitStanding
from services.ledger.limits.refusals import Refusals
from services.ledger.standings.queues import LedgerSnapshot, snapshot
from services.ledger.store.connection import connect
from services.ledger.store.scripts import Scripts
from services.ledger.work.jobs import Accepted, Jobs, JobView, LedgerPolicy
from services.merkle_log.heads import Signer, open_signer
from services.portal_links import PortalLinks
from services.reading.posted_profile import PostedProfile
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.own_catalogues import OwnCatalogue
from services.recommender.learner import Profile
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.why_not import WhyNot
from services.recommender.rulebook.files.rulebook import Rulebook
from services.settings import Settings
from services.tracing import Journey, Tracer, open_tracer
from services.wiring import open_reloading_advisor


class Advisor(Protocol):
    """Whoever decides.

    The first three raise UnresolvedOccupation where the field is not one known occupation; all but the first
    RulebookError or CatalogueRejected where what is the client's own does not fit what all share.
    """

    def resolve_occupation(self, profile: Profile, overlay: Files | None = None) -> None: ...

    def recommend(
        self, profile: Profile, on: date, overlay: Files | None = None, catalogue: OwnCatalogue | None = None
    ) -> Recommendation: ...

    def why_not(
        self,
        profile: Profile,
        asked: Sequence[str],
        on: date,
        overlay: Files | None = None,
        catalogue: OwnCatalogue | None = None,
    ) -> list[WhyNot]: ...

    def rulebook_with(self, overlay: Files | None) -> Rulebook: ...

    def knowledge_with(self, catalogue: OwnCatalogue | None) -> Knowledge: ...


class JobStore(Protocol):
    """The ledger's jobs; see services/ledger/work/jobs.py for what is raised."""

    def accept(  # noqa: PLR0913 - what a profile is accepted with, by name
        self,
        *,
        client: str,
        profile: str,
        fingerprint: str,
        idempotency_key: str | None,
        follows: str | None = None,
        priority: int | None = None,
        journey: Journey | None = None,
    ) -> Accepted: ...

    def view(self, client: str, job_id: str) -> JobView: ...


class EndpointStore(Protocol):
    """The ledger's endpoints; see services/ledger/accounts/endpoints.py for what is raised."""

    def put(
        self, client: str, endpoint_id: str, address: str, mode: EndpointMode, wishes: DeliveryPreferences | None = None
    ) -> tuple[Endpoint, str | None]: ...

    def pause(self, client: str, endpoint_id: str, reason: str = "") -> None: ...

    def resume(self, client: str, endpoint_id: str) -> None: ...

    def delete(self, client: str, endpoint_id: str) -> None: ...

    def get(self, client: str, endpoint_id: str) -> Endpoint: ...

    def list(self, client: str) -> tuple[Endpoint, ...]: ...

    def rotate_secret(self, client: str, endpoint_id: str, *, idempotency_key: str | None = None) -> str: ...


class OverlayStore(Protocol):
    """The ledger's overlays of the rules; see services/ledger/accounts/overlays.py for what is raised."""

    def put(self, client: str, content_hash: str, files: Files) -> OverlayVersion: ...

    def versions(self, client: str) -> tuple[OverlayVersion, ...]: ...

    def files(self, client: str, content_hash: str) -> Files: ...

    def files_for(self, client: str, job_id: str) -> Files | None: ...

    def active_files(self, client: str) -> Files | None: ...

    def deactivate(self, client: str) -> None: ...


class CatalogueStore(Protocol):
    """The ledger's catalogues of clients; see services/ledger/accounts/catalogues.py for what is raised."""

    def put(self, client: str, content_hash: str, text: str, *, credentials: int, stacks: int) -> None: ...

    def versions(self, client: str) -> tuple[CatalogueVersion, ...]: ...

    def activate(self, client: str, content_hash: str | None) -> None: ...

    def active(self, client: str) -> OwnCatalogue | None: ...

    def noted_for(self, client: str, job_id: str) -> OwnCatalogue | None: ...


class KeyStore(Protocol):
    def authenticate(self, text: str) -> Caller | None: ...

    def is_served(self, client: str) -> bool: ...


class LinkUseStore(Protocol):
    def take(self, client: str, recommendation: str) -> bool: ...


class Examiner(Protocol):
    def examine(self, posted: PostedProfile) -> Profile:
        """Return the profile to keep: what its documents say, and how they stand; never raise."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Everything a view may call. `today` is the day of a decision.

    `ping` asks whether new work is taken, and raises as accepting it would; `snapshot` raises LedgerUnavailable.
    `limits` says how a client stands with its limits, `refused` notes that one was in its way, `pause` waits so many
    seconds.

    `links` opens pages to learners until `now` is their end; `link_uses` counts what they have decided there. `portals`
    opens the pages of endpoints to those who run their receivers.

    `files_state` says which rulebook and catalogue are in force and whether their files are in order, for readiness;
    `rules` names the rules of that rulebook. `archive_state` says what the archive is owed, None where there is none;
    raises LedgerUnavailable. `log` is the log of decisions, `signer` what signs; None where there is none.
    """

    advisor: Advisor
    jobs: JobStore
    endpoints: EndpointStore
    upkeep: Upkeep
    overlays: OverlayStore
    catalogues: CatalogueStore
    examiner: Examiner
    callers: KeyStore
    tokens: AccessTokens
    ping: Callable[[], object]
    snapshot: Callable[[], LedgerSnapshot]
    today: Callable[[], date]
    now: Callable[[], datetime]
    links: LearnerLinks
    link_uses: LinkUseStore
    portals: PortalLinks
    files_state: Callable[[], Mapping[str, str]] = dict
    rules: Callable[[], Iterable[str]] = tuple
    tracer: Tracer = field(default_factory=Tracer)
    pause: Callable[[float], object] = sleep
    archive_state: Callable[[], ArchiveState | None] = lambda: None
    limits: Callable[[str], tuple[LimitStanding, ...]] = lambda _client: ()
    log: DecisionLog | None = None
    refused: Callable[[str, LimitName], object] = lambda _client, _limit: None
    signer: Signer | None = None


def open_ports(settings: Settings, advisor: Advisor | None = None) -> Ports:
    """Return the real ports. Loads knowledge and rules unless an advisor is handed in; connects to nothing yet."""
    redis = connect(settings.redis)
    policy = LedgerPolicy.of(settings)
    signer = open_signer(settings.audit_key)
    archive = open_archive(settings.archive_url, signer)
    jobs = Jobs(redis, policy, archive)
    files_state: Callable[[], Mapping[str, str]] = dict
    rules: Callable[[], Iterable[str]] = tuple
    if advisor is None:
        reloading = open_reloading_advisor(settings, _today)
        advisor, files_state, rules = reloading, reloading.files_state, lambda: reloading.rulebook.rules
    return Ports(
        advisor=advisor,
        jobs=jobs,
        endpoints=Endpoints(redis, policy),
        upkeep=open_upkeep(redis, policy, archive),
        overlays=Overlays(redis, policy, archive),
        catalogues=Catalogues(redis, policy, archive),
        examiner=open_examiner(settings, _today),
        callers=Clients(redis),
        tokens=AccessTokens(redis, policy),
        ping=jobs.check_accepting,
        snapshot=lambda: snapshot(redis, policy),
        today=_today,
        now=lambda: datetime.now(UTC),
        links=LearnerLinks(keys=settings.link_keys, public_url=settings.public_url),
        link_uses=LinkUses(redis),
        portals=PortalLinks(keys=settings.link_keys, public_url=settings.public_url),
        files_state=files_state,
        rules=rules,
        tracer=open_tracer(settings.traces, "api"),
        archive_state=lambda: archive_state(redis, policy),
        limits=ClientLimits(redis, policy).standings,
        refused=Refusals(Scripts(redis, policy)).note,
        log=archive.log,
        signer=signer,
    )


def _today() -> date:
    return datetime.now(UTC).date()


def ports() -> Ports:
    """Return the ports of the application that answers this request."""
    return cast("Ports", current_app.extensions["credwise.ports"])


def settings() -> Settings:
    """Return the settings of the application that answers this request."""
    return cast("Settings", current_app.extensions["credwise.settings"])

"""The application on fakes: what a view asks of its ports, without Redis."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from documents.report_documents import document_text

from services.api.app import create_app
from services.api.operations import open_upkeep
from services.api.ports import Ports
from services.credentials.opening import open_examiner
from services.learner_links import LearnerLinks
from services.ledger.accounts.access_tokens import GOOD_FOR, AccessToken
from services.ledger.accounts.catalogues import CatalogueVersion
from services.ledger.accounts.clients import Caller, Scope
from services.ledger.accounts.endpoints import DeliveryPreferences, Endpoint, EndpointState
from services.ledger.accounts.overlays import OverlayVersion
from services.ledger.store.connection import connect
from services.ledger.store.errors import IdempotencyConflict, LedgerUnavailable, NotFound
from services.ledger.work.jobs import Accepted, JobState, JobView, LedgerPolicy
from services.portal_links import PortalLinks
from services.recommender.knowledge.own_catalogues import OwnCatalogue
from services.recommender.situation.errors import UnresolvedOccupation
from services.settings import read_settings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
#: What links for learners are signed with.
KEY = "k" * 43
KNOWN = {"15-2051.00", "Data Scientists"}


@dataclass
class FakeDecided:
    members: dict

    def to_json(self):
        return json.dumps(self.members)


class FakeAdvisor:
    def resolve_occupation(self, profile, overlay=None):  # noqa: ARG002 - where learners work changes nothing here
        if profile.field.unlisted is None and profile.field.occupation not in KNOWN:
            raise UnresolvedOccupation("No occupation is called that.", (("15-2051.00", "Data Scientists"),))

    def recommend(self, profile, on, overlay=None, catalogue=None):
        self.resolve_occupation(profile)
        changed = {"overlay": sorted(overlay)} if overlay else {}
        changed |= {"catalogue": catalogue.content_hash} if catalogue else {}
        return FakeDecided({"learner_id": profile.learner_id, "decided_on": on.isoformat(), **changed})


@dataclass
class FakeJobs:
    accepted: dict = field(default_factory=dict)
    failing: Exception | None = None
    follows: dict = field(default_factory=dict)
    priorities: dict = field(default_factory=dict)

    def accept(  # noqa: PLR0913 - what the ledger takes
        self,
        *,
        client,
        profile,
        fingerprint,
        idempotency_key,
        follows=None,
        journey=None,  # noqa: ARG002
        priority=None,
    ):
        if self.failing:
            raise self.failing
        for job_id, known in self.accepted.items():
            if idempotency_key is not None and known[::3] == (client, idempotency_key):
                if known[2] != fingerprint:
                    raise IdempotencyConflict(job_id)
                return Accepted(job_id=job_id, accepted_at=NOON, replayed=True)
        job_id = f"rec_{len(self.accepted) + 1}"
        self.accepted[job_id] = (client, profile, fingerprint, idempotency_key)
        self.follows[job_id] = follows
        self.priorities[job_id] = priority
        return Accepted(job_id=job_id, accepted_at=NOON, replayed=False)

    def view(self, client, job_id):
        if self.accepted.get(job_id, ("",))[0] != client:
            raise NotFound(job_id)
        return JobView(
            id=job_id,
            state=JobState.COMPLETED,
            accepted_at=NOON,
            started_at=NOON,
            finished_at=NOON,
            reason=None,
            detail=None,
            recommendation=document_text("would-be-lawyer"),
            summary={},
            deliveries=(),
            follows=self.follows.get(job_id),
        )


@dataclass
class FakeEndpoints:
    kept: dict = field(default_factory=dict)

    def put(self, client, endpoint_id, address, mode, wishes=None):
        known = self.kept.get((client, endpoint_id))
        made = Endpoint(
            id=endpoint_id,
            client=client,
            address=address,
            mode=mode,
            state=EndpointState.ACTIVE,
            reason="",
            created_at=NOON,
            secrets=known.secrets if known else ("whsec_first",),
            wishes=wishes or DeliveryPreferences(),
        )
        self.kept[client, endpoint_id] = made
        return made, None if known else "whsec_first"

    def get(self, client, endpoint_id):
        if (client, endpoint_id) not in self.kept:
            raise NotFound(endpoint_id)
        return self.kept[client, endpoint_id]

    def list(self, client):
        return tuple(endpoint for (owner, _), endpoint in sorted(self.kept.items()) if owner == client)

    def rotate_secret(self, client, endpoint_id, *, idempotency_key=None):  # noqa: ARG002 - as the ledger has it
        endpoint = self.get(client, endpoint_id)
        self.kept[client, endpoint_id] = replace(endpoint, secrets=("whsec_second", *endpoint.secrets))
        return "whsec_second"


@dataclass
class FakeOverlays:
    kept: dict = field(default_factory=dict)
    active: dict = field(default_factory=dict)

    def put(self, client, content_hash, files):
        self.kept[client, content_hash] = files
        self.active[client] = content_hash

    def versions(self, client):
        return tuple(
            OverlayVersion(content_hash=name, put_at=NOON, is_active=self.active.get(client) == name)
            for owner, name in reversed(self.kept)
            if owner == client
        )

    def files(self, client, content_hash):
        if (client, content_hash) not in self.kept:
            raise NotFound(content_hash)
        return self.kept[client, content_hash]

    def active_files(self, client):
        return self.files(client, self.active[client]) if client in self.active else None

    def deactivate(self, client):
        self.active.pop(client, None)


@dataclass
class FakeCatalogues:
    kept: dict = field(default_factory=dict)
    actives: dict = field(default_factory=dict)

    def put(self, client, content_hash, text, *, credentials, stacks):
        self.kept[client, content_hash] = (text, credentials, stacks)

    def versions(self, client):
        return tuple(
            CatalogueVersion(
                content_hash=name,
                credentials=kept[1],
                stacks=kept[2],
                put_at=NOON,
                is_active=self.actives.get(client) == name,
            )
            for (owner, name), kept in reversed(self.kept.items())
            if owner == client
        )

    def activate(self, client, content_hash):
        if content_hash is not None and (client, content_hash) not in self.kept:
            raise NotFound(content_hash)
        self.actives[client] = content_hash

    def active(self, client):
        named = self.actives.get(client)
        return named and OwnCatalogue(content_hash=named, read=lambda: self.kept[client, named][0])


@dataclass
class FakeCallers:
    """Keys are "cw_<client>", with all scopes, or "cw_<client>:<scope>", with those (parted by commas)."""

    left: set = field(default_factory=set)

    def authenticate(self, text):
        if not text.startswith("cw_"):
            return None
        client, _, scope = text.removeprefix("cw_").partition(":")
        scopes = frozenset(map(Scope, scope.split(",")) if scope else Scope)
        return Caller(client=client, key_id="k", scopes=scopes)

    def is_served(self, client):
        return client not in self.left


@dataclass
class FakeTokens:
    """Tokens are good until the test ends; `failing` is raised in place of making one."""

    made: dict = field(default_factory=dict)
    failing: Exception | None = None

    def make(self, caller, scopes):
        if self.failing:
            raise self.failing
        token = AccessToken(text=f"cwt_{len(self.made)}", scopes=frozenset(scopes), good_for=GOOD_FOR)
        self.made[token.text] = replace(caller, scopes=token.scopes)
        return token

    def authenticate(self, text):
        return self.made.get(text)


@dataclass
class FakeLinkUses:
    left: int = 1000

    def take(self, _client, _recommendation):
        self.left -= 1
        return self.left >= 0


@dataclass
class Ledger:
    """What ping and snapshot answer: nothing of interest, unless the ledger is away."""

    away: bool = False

    def ask(self):
        if self.away:
            raise LedgerUnavailable("Redis did not answer")


@pytest.fixture(scope="session")
def settings():
    return replace(read_settings({}), public_url="https://credwise.example.org", max_body_bytes=4096)


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def ports(ledger, settings):
    return fakes(ledger, settings)


def fakes(ledger, settings):
    """Return ports that remember what they were asked; `ledger` says whether it is away."""
    return Ports(
        advisor=FakeAdvisor(),
        jobs=FakeJobs(),
        endpoints=FakeEndpoints(),
        # Nothing answers there; the tests over HTTP look at these on a real ledger.
        upkeep=open_upkeep(connect("redis://127.0.0.1:1"), LedgerPolicy.of(read_settings({}))),
        overlays=FakeOverlays(),
        catalogues=FakeCatalogues(),
        examiner=open_examiner(read_settings({}), lambda: date(2026, 11, 22)),
        callers=FakeCallers(),
        tokens=FakeTokens(),
        ping=ledger.ask,
        snapshot=ledger.ask,
        today=lambda: date(2026, 11, 22),
        now=lambda: NOON,
        links=LearnerLinks(keys=[KEY], public_url=settings.public_url),
        link_uses=FakeLinkUses(),
        portals=PortalLinks(keys=[KEY], public_url=settings.public_url),
    )


@pytest.fixture(scope="session")
def application(settings):
    """One application for all tests of a process: describing fifty operations takes longer than a test."""
    return create_app(settings, fakes(Ledger(), settings))


@pytest.fixture
def api(application, ports):
    """A test client that sends the key of the client "hr", on fakes of the test's own."""
    application.extensions["credwise.ports"] = ports
    client = application.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    return client


@pytest.fixture
def profile():
    return {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "explore"}

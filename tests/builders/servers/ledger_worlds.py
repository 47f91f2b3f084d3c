"""A real ledger at work and an API that tells of it, for tests of what operators see."""

from datetime import UTC, datetime, timedelta

from servers.prometheus import samples

from services.api.app import create_app
from services.api.ports import open_ports
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.standings.heartbeats import ROLES, Heartbeats
from services.ledger.store.connection import connect
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings
from tests.integration.api.stand_in import StandInAdvisor


class World:
    """A ledger at work, and an API that tells of it."""

    def __init__(self, server):
        """Work on the database of an EmbeddedRedis, which tests may break."""
        self.server = server
        self.redis = connect(server.url)
        own = {"CREDWISE_REDIS_URL": server.url, "CREDWISE_METRICS_PUBLIC": "true", "CREDWISE_WEBHOOK_PROOF": "off"}
        self.settings = read_settings(own)
        self.policy = LedgerPolicy.of(self.settings)
        self.jobs = Jobs(self.redis, self.policy)
        self.endpoints = Endpoints(self.redis, self.policy)
        self.app = create_app(self.settings, open_ports(self.settings, StandInAdvisor()))
        self.api = self.app.test_client()

    def begin(self):
        self.redis.flushdb()
        self.redis.config_set("maxmemory", 1024**3)
        self.redis.config_set("appendonly", "yes")
        Clients(self.redis).create_key("hr", "test", [])
        self.endpoints.put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
        for role in ROLES:
            self.beat(role)
        self.work()

    def beat(self, role, detail=None):
        Heartbeats(self.redis, self.policy).beat(role, "host:1", detail, alive_for=timedelta(minutes=5))

    def silence(self, role):
        Heartbeats(self.redis, self.policy).beat(role, "host:1", alive_for=timedelta(milliseconds=-1))

    def accept(self, policy=None):
        jobs = Jobs(self.redis, policy or self.policy)
        return jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id

    def evaluate(self, job_id):
        claim = self.jobs.claim(Queue.EVALUATE, job_id, "host:1")
        decided = ["verdict.micro_credential.clear", "rule.a_topic/a-rule"]
        return self.jobs.finish_evaluation(claim, recommendation="{}", summary={}, decided=decided)

    def work(self):
        """Take a profile all the way: what goes on in calm weather."""
        for delivery in self.evaluate(self.accept()):
            self.jobs.finish_delivery(self.jobs.claim(Queue.DELIVER, delivery, "host:1"), attempt("delivered"))

    def fail(self):
        [delivery] = self.evaluate(self.accept())
        claim = self.jobs.claim(Queue.DELIVER, delivery, "host:1")
        self.jobs.retry_delivery(claim, attempt("connect_failed"), timedelta(0))

    def scrape(self):
        answer = self.api.get("/metrics")
        assert answer.status_code == 200
        return samples(answer.text)


def attempt(outcome):
    return Attempt(at=datetime.now(UTC), duration_ms=1, status=None, outcome=outcome, detail="x", answer="")

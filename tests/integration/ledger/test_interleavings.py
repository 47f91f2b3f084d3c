"""Whatever is called in whatever order: no job is lost, none is settled twice under a token, and the counters agree."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from services.ledger import keys
from services.ledger.attempts import Attempt
from services.ledger.connection import connect
from services.ledger.endpoints import EndpointMode, Endpoints
from services.ledger.errors import LeaseLost
from services.ledger.jobs import Jobs, Queue
from services.ledger.policy import LedgerPolicy
from services.ledger.queues import snapshot

ENDPOINTS = st.sampled_from(["a", "b"])
ENDS = st.sampled_from(["finish", "retry", "retry", "bury"])
TRIED = Attempt(at=datetime(2026, 1, 1, tzinfo=UTC), duration_ms=1, status=200, outcome="tried", detail="", answer="")


class Interleavings(RuleBasedStateMachine):
    """Calls on one ledger by workers whose leases last (`patient`) and by workers whose leases are over at once."""

    address = ""

    def __init__(self):
        super().__init__()
        self.redis = connect(self.address)
        self.redis.flushdb()
        policy = LedgerPolicy(
            lease=timedelta(minutes=5),
            grace=timedelta(0),
            retention=timedelta(days=5),
            in_flight_per_endpoint=2,
            breaker_after=2,
            breaker_pause=timedelta(milliseconds=2),
        )
        hasty = replace(policy, lease=timedelta(0))
        self.jobs = {"patient": Jobs(self.redis, policy), "hasty": Jobs(self.redis, hasty)}
        self.patient = self.jobs["patient"]
        self.endpoints = Endpoints(self.redis, policy)
        self.accepted = 0
        self.tried = set()
        self.claims = []

    def teardown(self):
        self.redis.flushdb()
        self.redis.close()

    @rule(endpoint=ENDPOINTS, change=st.sampled_from(["put", "put", "pause", "resume", "resume", "disable"]))
    def change_endpoint(self, endpoint, change):
        if change == "put":
            self.endpoints.put("hr", endpoint, "https://lms.example/", EndpointMode.FULL)
        elif change == "disable":
            self.endpoints.disable("hr", endpoint, "gone")
        else:
            getattr(self.endpoints, change)("hr", endpoint)

    @initialize()
    def start_with_two_endpoints(self):
        for endpoint in ("a", "b"):
            self.endpoints.put("hr", endpoint, "https://lms.example/", EndpointMode.FULL)

    @rule(evaluate=st.booleans())
    def accept(self, evaluate):
        job_id = self.patient.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
        self.accepted += 1
        if evaluate:
            self.settle(self.patient.claim(Queue.EVALUATE, job_id, "w"), "finish")

    @rule(queue=st.sampled_from(Queue), pace=st.sampled_from(["patient", "hasty"]))
    def wake_and_claim(self, queue, pace):
        claims = [self.jobs[pace].claim(queue, job_id, "w") for job_id in self.patient.due(queue, 3)]
        self.claims += [claim for claim in claims if claim]

    @rule(queue=st.sampled_from(Queue))
    def claim_unasked(self, queue):
        ids = self.redis.zrange(keys.WAITING + queue, 0, 0)
        self.claims += filter(None, [self.patient.claim(queue, job_id, "w") for job_id in ids])

    @rule(ends=st.lists(ENDS, min_size=1, max_size=4))
    def deliver(self, ends):
        for end, job_id in zip(ends, self.patient.due(Queue.DELIVER, len(ends)), strict=False):
            claim = self.patient.claim(Queue.DELIVER, job_id, "w")
            if claim:
                self.settle(claim, end)

    @rule(which=st.integers(0, 50), end=ENDS)
    def settle_any(self, which, end):
        """Settle a claim of any age: held, over, or settled before."""
        if self.claims:
            self.settle(self.claims[which % len(self.claims)], end)

    def settle(self, claim, end):
        try:
            if end == "bury":
                self.patient.dead_letter(claim, "broken", "x", TRIED if claim.endpoint else None)
            elif claim.endpoint is None:
                self.patient.finish_evaluation(claim, recommendation="{}", summary={})
            elif end == "finish":
                self.patient.finish_delivery(claim, TRIED)
            else:
                self.patient.retry_delivery(claim, TRIED, timedelta(0))
        except LeaseLost:
            return
        if claim.endpoint:
            self.tried.add(claim.token)

    @invariant()
    def every_job_is_in_one_place(self):
        seen = {}
        for queue in Queue:
            for state in ("waiting", "running"):
                for job_id in self.redis.zrange(f"cw:{state}:{queue}", 0, -1):
                    assert job_id not in seen
                    seen[job_id] = state
            for reason in self.redis.smembers(keys.DEAD_REASONS + queue):
                for job_id in self.redis.zrange(f"{keys.DEAD}{queue}:{reason}", 0, -1):
                    assert job_id not in seen
                    seen[job_id] = "dead"
        for key in self.redis.scan_iter(keys.JOB + "*", count=1000):
            job_id, job = key.removeprefix(keys.JOB), self.redis.hgetall(key)
            assert seen.pop(job_id, "completed") == job["state"]
            wakes = self.redis.zscore(keys.LANE + job["lane"] if "lane" in job else keys.DUE, job_id)
            assert (wakes is not None) == (job["state"] in {"waiting", "running"})
        assert seen == {}

    @invariant()
    def a_lane_with_work_is_looked_at_unless_it_is_paused(self):
        for endpoint in self.endpoints.list("hr"):
            lane = f"hr:{endpoint.id}"
            has_work = self.redis.zcard(keys.LANE + lane) > 0
            is_looked_at = self.redis.zscore(keys.LANES, lane) is not None
            assert is_looked_at == (has_work and endpoint.state != "paused")

    @invariant()
    def places_in_flight_are_held_by_running_deliveries_only(self):
        seconds, microseconds = self.redis.time()
        now = seconds * 1000 + microseconds // 1000
        for endpoint in ("a", "b"):
            held = self.redis.zrangebyscore(f"{keys.SLOTS}hr:{endpoint}", f"({now}", "+inf")
            assert len(held) <= 2
            assert {self.redis.hget(keys.JOB + job_id, "state") for job_id in held} <= {"running"}

    @invariant()
    def counters_agree_with_what_is_there(self):
        seen = snapshot(self.redis)
        counted = seen.counters.get
        for queue, made in (("evaluate", self.accepted), ("deliver", counted("deliver.created", 0))):
            now = seen.queues[queue]
            gone = counted(f"{queue}.completed", 0) + sum(now.dead.values())
            assert made == now.waiting + now.scheduled + now.running + gone
            assert all(counted(f"{queue}.dead.{reason}") == count for reason, count in now.dead.items())
        assert counted("deliver.attempts.tried", 0) == len(self.tried)


def test_no_interleaving_loses_or_doubles_anything(redis_url):
    class OnThisRedis(Interleavings):
        address = redis_url

    run_state_machine_as_test(
        OnThisRedis,
        settings=settings(
            max_examples=30, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

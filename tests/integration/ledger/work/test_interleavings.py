"""Whatever is called in whatever order and at whatever time: no job is lost, none is settled twice, counters agree.

A crash between two calls is a call that is never made: every rule is one call, and any may follow any other.
"""

import math
from contextlib import suppress
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
from thoroughness import examples

from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.dead_letters import DeadLetters
from services.ledger.erasure import erase_learner
from services.ledger.events import CHOSEN_EVENTS
from services.ledger.standings.queues import snapshot
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.errors import CannotBeAgain, LeaseLost, NotFound, OneAtATime
from services.ledger.store.policy import LedgerPolicy
from services.ledger.webhooks.deliveries import Deliveries, History
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.webhooks.resend_batches import Resendings, Selection
from services.ledger.work.jobs import Jobs, JobState, Queue

ENDPOINTS = st.sampled_from(["a", "b"])
ENDS = st.sampled_from(["finish", "finish", "retry", "bury"])
LEARNERS = st.sampled_from(["l-1", "l-2"])
#: From less than a grace to more than it takes to disable an endpoint.
JUMPS = st.sampled_from([1, 50, 5_000, 400_000, 86_400_000, 6 * 86_400_000])
#: What a job may have been before it was erased or taken up again.
SETTLED = ("completed", "dead", "discarded")
TRIED = Attempt(at=datetime(2026, 1, 1, tzinfo=UTC), duration_ms=1, status=200, outcome="tried", detail="", answer="")


class Interleavings(RuleBasedStateMachine):
    """Calls on one ledger by workers whose leases last (`patient`) and by workers whose leases are over at once."""

    address = ""

    def __init__(self):
        super().__init__()
        self.redis = connect(self.address)
        self.redis.flushdb()
        self.policy = LedgerPolicy(
            lease=timedelta(minutes=5),
            grace=timedelta(0),
            retention=timedelta(days=3000),
            in_flight_per_endpoint=2,
            in_flight_alone=3,
            breaker_after=2,
            breaker_pause=timedelta(milliseconds=2),
        )
        self.use(self.policy)
        self.accepted = 0
        self.tried = set()
        self.claims = []

    def use(self, policy):
        """Open the ledger anew, as processes that start with this policy do."""
        self.policy = policy
        hasty = replace(policy, lease=timedelta(0))
        self.jobs = {"patient": Jobs(self.redis, policy), "hasty": Jobs(self.redis, hasty)}
        self.patient = self.jobs["patient"]
        self.endpoints = Endpoints(self.redis, policy)
        self.sent = Deliveries(self.redis, policy)
        self.resendings = Resendings(self.redis, policy)
        self.dead = DeadLetters(self.redis, policy)
        self.tests = EndpointTests(self.redis, policy)

    def now(self):
        """The moment by the clock of the scripts, in milliseconds."""
        seconds, microseconds = self.redis.time()
        return seconds * 1000 + microseconds // 1000 + self.policy.clock_offset // timedelta(milliseconds=1)

    def teardown(self):
        self.redis.flushdb()
        self.redis.close()

    @rule(jump=JUMPS)
    def time_passes(self, jump):
        offset = self.policy.clock_offset + timedelta(milliseconds=jump)
        self.use(replace(self.policy, clock_offset=offset))

    @rule(
        endpoint=ENDPOINTS,
        change=st.sampled_from(["put", "put", "put", "resume", "resume", "pause", "disable", "delete"]),
        rate=st.sampled_from([None, 1, 5]),
    )
    def change_endpoint(self, endpoint, change, rate):
        if change == "put":
            wishes = DeliveryPreferences(events=CHOSEN_EVENTS, rate=rate)
            self.endpoints.put("hr", endpoint, "https://lms.example/", EndpointMode.FULL, wishes)
            return
        with suppress(NotFound):
            if change == "disable":
                self.endpoints.disable("hr", endpoint, "gone")
            else:
                getattr(self.endpoints, change)("hr", endpoint)

    @initialize()
    def start_with_two_endpoints(self):
        for endpoint in ("a", "b"):
            self.change_endpoint(endpoint, "put", None)

    @rule(endpoint=ENDPOINTS, tries=st.booleans())
    def try_endpoint(self, endpoint, tries):
        with suppress(NotFound, OneAtATime):
            claim = self.patient.claim(Queue.DELIVER, self.tests.start("hr", endpoint), "w")
            if tries:
                self.tests.finish(claim, TRIED)

    @rule(endpoint=ENDPOINTS, only=st.sampled_from([None, "completed", "dead"]))
    def ask_for_a_range_again(self, endpoint, only):
        history = History(client="hr", endpoint=endpoint)
        self.resendings.start(Selection(history=history, state=JobState(only) if only else None), 1000)

    @rule()
    def ask_for_the_dead_again(self):
        self.resendings.start(Selection(reason="broken"), 1000)

    @rule(limit=st.integers(1, 3))
    def work_off_a_resending(self, limit):
        self.resendings.step(limit)

    @rule(which=st.integers(0, 50), what=st.sampled_from(["requeue", "discard", "again", "again"]))
    def see_to_what_is_settled(self, which, what):
        letters = self.dead.newest("hr")
        with suppress(CannotBeAgain, NotFound):
            if what == "again":
                jobs = self.all_jobs().items()
                ids = sorted(job_id for job_id, (job, _) in jobs if "lane" in job and job["state"] in SETTLED)
                self.sent.send_again("hr", ids[which % len(ids)] if ids else "none")
            elif letters:
                getattr(self.dead, what)("hr", letters[which % len(letters)].id)

    @rule(learner=LEARNERS)
    def erase(self, learner):
        erase_learner(self.redis, self.policy, "hr", learner)
        assert self.redis.exists(keys.LEARNER + keys.learner("hr", learner)) == 0

    @rule(end=st.sampled_from([None, "finish", "finish", "bury"]), learner=LEARNERS)
    def accept(self, end, learner):
        profile = f'{{"learner_id":"{learner}"}}'
        job_id = self.patient.accept(client="hr", profile=profile, fingerprint="f", idempotency_key=None).job_id
        self.accepted += 1
        if end:
            self.settle(self.patient.claim(Queue.EVALUATE, job_id, "w"), end)

    @rule(queue=st.sampled_from(Queue), pace=st.sampled_from(["patient", "hasty"]))
    def wake_and_claim(self, queue, pace):
        self.patient.tend(queue, 3)
        self.claims += self.jobs[pace].claim_next(queue, "w", 3)

    @rule(queue=st.sampled_from(Queue))
    def ask_unwoken(self, queue):
        self.claims += self.patient.claim_next(queue, "host:1", 2)

    @rule()
    def lose_a_process(self):
        self.patient.note_lost("host:1", "worker_lost", "it was killed.")

    @rule(which=st.integers(0, 50), many=st.integers(1, 3))
    def give_back_any(self, which, many):
        """Give back claims of any age: held, over, or settled before."""
        self.patient.give_back([claim for claim in self.claims[which : which + many] if not claim.endpoint])

    @rule(queue=st.sampled_from(Queue))
    def claim_unasked(self, queue):
        ids = self.redis.zrange(keys.WAITING + queue, 0, 0)
        self.claims += filter(None, [self.patient.claim(queue, job_id, "w") for job_id in ids])

    @rule(ends=st.lists(ENDS, min_size=1, max_size=4), put_first=st.booleans())
    def deliver(self, ends, put_first):
        if put_first:
            self.start_with_two_endpoints()
        self.patient.tend(Queue.DELIVER, 10)
        for end, claim in zip(ends, self.patient.claim_next(Queue.DELIVER, "w", len(ends)), strict=False):
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
                self.patient.retry_delivery(claim, TRIED, timedelta(minutes=self.accepted % 3))
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
        jobs = self.all_jobs()
        for job_id, (job, ttl) in jobs.items():
            if "test" in job or job["queue"] == "event":
                assert job_id not in seen
                continue
            place = seen.pop(job_id, None)
            assert place == job["state"] if place else job["state"] in {"completed", "discarded"}
            self.is_kept_while_it_is_owed(job_id, job, ttl, jobs)
            wakes = self.redis.zscore(keys.LANE + job["lane"] if "lane" in job else keys.DUE, job_id)
            assert (wakes is not None) == (job["state"] in {"waiting", "running"})
        assert seen == {}

    def all_jobs(self):
        """Every job's hash and time to live by its id."""
        names = list(self.redis.scan_iter(keys.JOB + "*", count=1000))
        pipe = self.redis.pipeline(transaction=False)
        for name in names:
            pipe.hgetall(name)
            pipe.ttl(name)
        read = pipe.execute()
        return {
            name.removeprefix(keys.JOB): (job, ttl) for name, job, ttl in zip(names, read[::2], read[1::2], strict=True)
        }

    def is_kept_while_it_is_owed(self, job_id, job, ttl, jobs):
        parent, _ = jobs[job.get("evaluation", job_id)]
        states = [jobs[name][0]["state"] for name in parent.get("deliveries", "").split()]
        owed = sum(state in {"waiting", "running", "dead"} for state in states)
        assert int(parent.get("owed", 0)) == owed
        settled = owed == 0 and parent["state"] in {"completed", "discarded"}
        assert (ttl > 0) == settled
        if "learner" in job:
            kept_until = self.redis.zscore(keys.LEARNER + job["learner"], job_id)
            assert (kept_until < math.inf) == settled

    @invariant()
    def nothing_leads_to_a_job_that_is_not_there(self):
        lists = [keys.DUE, keys.DEAD_OF + "hr"]
        lists += [f"{prefix}hr:{e}" for prefix in (keys.LANE, keys.SLOTS, keys.HISTORY) for e in ("a", "b")]
        found = {name: [keys.JOB + job_id for job_id in self.redis.zrange(name, 0, -1)] for name in lists}
        assert all(self.redis.exists(*names) == len(names) for names in found.values() if names), found

    @invariant()
    def a_lane_with_work_is_looked_at_unless_it_is_paused(self):
        for endpoint in self.endpoints.list("hr"):
            lane = f"hr:{endpoint.id}"
            has_work = self.redis.zcard(keys.LANE + lane) > 0
            looked_at = self.redis.zscore(keys.LANES, lane)
            assert (looked_at is not None) == has_work
            assert looked_at is None or (looked_at == math.inf) == (endpoint.state == "paused")

    @invariant()
    def what_waits_is_ready_and_its_client_has_a_turn(self):
        ready = set(self.redis.zrange(f"{keys.READY}evaluate:hr", 0, -1))
        assert ready == set(self.redis.zrange(f"{keys.WAITING}evaluate", 0, -1))
        lanes = self.redis.zrange(f"{keys.READY}deliver:hr", 0, -1)
        for queue, members in ((Queue.EVALUATE, ready), (Queue.DELIVER, lanes)):
            assert self.redis.zrange(keys.TURNS + queue, 0, -1) == (["hr"] if members else [])
        for lane, at in self.redis.zrange(keys.LANES, 0, -1, withscores=True):
            assert (at == 0) == (lane in lanes)

    @invariant()
    def what_is_owed_to_a_deleted_endpoint_is_seen_to(self):
        for endpoint in {"a", "b"} - {endpoint.id for endpoint in self.endpoints.list("hr")}:
            has_work = self.redis.zcard(f"{keys.LANE}hr:{endpoint}") > 0
            assert (self.redis.zscore(keys.LANES, f"hr:{endpoint}") is not None) == has_work

    @invariant()
    def places_in_flight_are_held_by_running_deliveries_only(self):
        for endpoint in ("a", "b"):
            held = self.redis.zrangebyscore(f"{keys.SLOTS}hr:{endpoint}", f"({self.now()}", "+inf")
            assert len(held) <= 2
            assert {self.redis.hget(keys.JOB + job_id, "state") for job_id in held} <= {"running"}

    @invariant()
    def counters_agree_with_what_is_there(self):
        seen = snapshot(self.redis)
        counted = seen.counters.get
        for queue, made in (("evaluate", self.accepted), ("deliver", counted("deliver.created", 0))):
            now = seen.queues[queue]

            def total(kind, queue=queue):
                return sum(count for name, count in seen.counters.items() if name.startswith(f"{queue}.{kind}."))

            died, requeued, discarded = total("dead"), total("requeued"), total("discarded")
            again = total("again")
            erased = {state: counted(f"{queue}.erased.{state}", 0) for state in ("waiting", "running", *SETTLED)}
            alive = made + requeued + again - counted(f"{queue}.completed", 0) - died
            assert now.waiting + now.scheduled + now.running == alive - erased["waiting"] - erased["running"]
            assert sum(now.dead.values()) == died - requeued - discarded - erased["dead"]
        assert counted("deliver.attempts.tried", 0) == len(self.tried)


def test_no_interleaving_loses_or_doubles_anything(redis_url):
    class OnThisRedis(Interleavings):
        address = redis_url

    run_state_machine_as_test(
        OnThisRedis,
        settings=settings(
            max_examples=examples(10, 30, 500),
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

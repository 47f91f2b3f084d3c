"""What an operator sees: queues, ages, counters, who is alive, how Redis is."""

import json
from datetime import timedelta
from fnmatch import fnmatch

from services.ledger.accounts.clients import Caller, Clients
from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode
from services.ledger.accounts.link_uses import LinkUses
from services.ledger.operators.audit import Audit
from services.ledger.operators.sessions import Sessions
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.standings.queues import snapshot
from services.ledger.store import keys
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.endpoint_tests import EndpointTests
from services.ledger.webhooks.resend_batches import Resendings, Selection
from services.ledger.work.jobs import Queue
from services.ledger.work.pauses import Pauses


def test_an_empty_ledger_is_all_zero(redis_client):
    seen = snapshot(redis_client).to_dict()
    assert seen["queues"]["evaluate"] == {
        "oldest_due_age_seconds": 0.0,
        "waiting": 0,
        "scheduled": 0,
        "running": 0,
        "leases_over": 0,
        "dead": {},
        "held": {},
        "due": 0,
        "paused_since": None,
    }
    assert seen["queues"]["deliver"]["held"] == {
        "paused": 0,
        "unproven": 0,
        "locked": 0,
        "breaker": 0,
        "rate": 0,
        "in_flight": 0,
        "client": 0,
    }
    assert (seen["counters"], seen["deliveries"], seen["workers"]) == ({}, {}, [])


def test_a_snapshot_is_json(redis_client, policy, deliveries):
    deliveries("lms")
    Heartbeats(redis_client, policy).beat("deliver", "host-1", {"threads": "8"})
    [worker] = json.loads(json.dumps(snapshot(redis_client).to_dict()))["workers"]
    assert worker["detail"]["threads"] == "8"


def test_the_oldest_age_grows_although_the_dispatcher_keeps_looking(jobs, jobs_at, redis_client):
    _accept(jobs_at(minutes=-10), "hr")
    for _ in range(2):
        jobs.tend(Queue.EVALUATE, 10)
        assert snapshot(redis_client).queues["evaluate"].oldest_due_age_seconds > 500


def test_every_job_is_in_one_state_and_counted_there(jobs, accept, redis_client):
    ids = [accept() for _ in range(4)]
    claims = [jobs.claim(Queue.EVALUATE, job_id, "w") for job_id in ids[:3]]
    jobs.finish_evaluation(claims[0], recommendation="{}", summary={})
    jobs.dead_letter(claims[1], "broken", "x")
    seen = snapshot(redis_client)
    queue = seen.queues["evaluate"]
    assert (queue.waiting, queue.running, dict(queue.dead)) == (1, 1, {"broken": 1})
    assert seen.counters == {
        "accepted": 4,
        "evaluate.claims": 3,
        "evaluate.completed": 1,
        "evaluate.dead.broken": 1,
    }


def test_a_lease_that_is_over_is_seen_before_the_dispatcher_has_seen_it(redis_client, jobs_at):
    before = jobs_at(hours=-2)
    assert before.claim(Queue.EVALUATE, _accept(before, "hr"), "w")
    assert snapshot(redis_client).queues["evaluate"].leases_over == 1


def test_what_a_pause_holds_is_not_due(deliveries, endpoints, redis_client, policy):
    deliveries("lms", count=3)
    endpoints.pause("hr", "lms")
    queue = snapshot(redis_client, policy).queues["deliver"]
    assert (queue.waiting, queue.due, queue.held["paused"], queue.oldest_due_age_seconds) == (3, 0, 3, 0)
    deliveries("lms")
    assert snapshot(redis_client, policy).queues["deliver"].held["paused"] == 4
    endpoints.resume("hr", "lms")
    queue = snapshot(redis_client, policy).queues["deliver"]
    assert (queue.due, queue.held["paused"]) == (4, 0)


def test_what_an_open_circuit_holds_is_not_due_and_others_are(jobs, deliveries, redis_client, policy, attempt):
    made = deliveries("lms", count=6)
    for delivery in made[:3]:
        claim = jobs.claim(Queue.DELIVER, delivery, "w")
        jobs.retry_delivery(claim, attempt("refused", 503), timedelta(hours=1))
    deliveries("calm", client="other")
    queue = snapshot(redis_client, policy).queues["deliver"]
    assert (queue.waiting, queue.scheduled, queue.due) == (4, 3, 1)
    assert queue.held == {"paused": 0, "unproven": 0, "locked": 0, "breaker": 3, "rate": 0, "in_flight": 0, "client": 0}
    assert queue.oldest_due_age_seconds < 60


def test_what_an_endpoints_own_limits_hold_is_not_due(jobs, endpoints, redis_client, policy):
    slow, paced = DeliveryPreferences(in_flight=2), DeliveryPreferences(rate=0.001)
    endpoints.put("slow", "lms", "https://lms.example/hook", EndpointMode.FULL, slow)
    endpoints.put("paced", "lms", "https://lms.example/hook", EndpointMode.FULL, paced)
    for client, wishes in (("slow", slow), ("paced", paced)):
        claims = [jobs.claim(Queue.EVALUATE, _accept(jobs, client), "w") for _ in range(5)]
        made = [jobs.finish_evaluation(claim, recommendation="{}", summary={})[0] for claim in claims]
        taken = [jobs.claim(Queue.DELIVER, delivery, "w") for delivery in made]
        assert sum(claim is not None for claim in taken) == (wishes.in_flight or 1)
    queue = snapshot(redis_client, policy).queues["deliver"]
    assert (queue.held["in_flight"], queue.held["rate"], queue.due, queue.running) == (3, 4, 0, 3)


def test_what_may_be_taken_for_a_limited_endpoint_ages_since_anything_of_it_moved(
    jobs, jobs_at, deliveries, redis_client, at, attempt
):
    deliveries("lms", count=12)

    def age(policy):
        return snapshot(redis_client, policy).queues["deliver"].oldest_due_age_seconds

    queue = snapshot(redis_client, at(minutes=50)).queues["deliver"]
    assert (queue.due, queue.held["in_flight"]) == (4, 8)
    assert age(at(minutes=50)) >= 50 * 60
    held = jobs.claim_next(Queue.DELIVER, "w", 4)
    assert age(at(minutes=50)) == 0, "as many are in flight as may be"
    jobs_at(minutes=30).finish_delivery(held[0], attempt())
    assert 20 * 60 <= age(at(minutes=50)) < 30 * 60, "since a place is free, not since it was owed"


def _accept(jobs, client):
    return jobs.accept(client=client, profile='{"learner_id":"l"}', fingerprint="f", idempotency_key=None).job_id


def test_redis_tells_of_its_memory_log_and_clock(redis_client):
    told = snapshot(redis_client).redis
    assert told.append_log in {"ok", "off"}
    assert told.memory_used_percent is None or told.memory_used_percent > 0
    assert abs(told.clock_ahead_seconds) < 60


def test_a_process_is_alive_while_it_beats(redis_client, policy, at):
    heartbeats, earlier, hour = (
        Heartbeats(redis_client, policy),
        Heartbeats(redis_client, at(hours=-2)),
        timedelta(hours=1),
    )
    heartbeats.beat("evaluate", "host 1", alive_for=hour)
    heartbeats.beat("deliver", "host-2", {"threads": "8"}, alive_for=hour)
    assert [(beat.role, beat.name) for beat in heartbeats.alive()] == [("deliver", "host-2"), ("evaluate", "host 1")]
    earlier.beat("evaluate", "host 1", alive_for=hour)
    assert [beat.name for beat in heartbeats.alive()] == ["host-2"]
    heartbeats.beat("deliver", "host-2")
    assert redis_client.hlen("cw:heartbeats") == redis_client.zcard("cw:heartbeats-until") == 1


def test_every_key_in_redis_is_one_that_is_documented(jobs, deliveries, accept, attempt, redis_client, policy):
    first, second = deliveries("lms", count=2)
    jobs.retry_delivery(jobs.claim(Queue.DELIVER, first, "w"), attempt("refused", 503), timedelta(0))
    jobs.dead_letter(jobs.claim(Queue.DELIVER, second, "w"), "exhausted", "x", attempt("refused", 503))
    jobs.claim(Queue.DELIVER, first, "w")
    accept(key="k")
    Heartbeats(redis_client, policy).beat("deliver", "host")
    Clients(redis_client).create_key("hr", "n", [])

    [arrived] = deliveries("lms", client="another")
    jobs.finish_delivery(jobs.claim(Queue.DELIVER, arrived, "w"), attempt())
    accept(profile='{"learner_id":"l-1"}')
    jobs.check_accepting()
    EndpointTests(redis_client, policy).start("hr", "lms")
    LinkUses(redis_client).take("hr", "rec_1")
    Pauses(redis_client, policy).pause(Queue.EVALUATE)
    Sessions(redis_client, policy).open(Caller(client="ops", key_id="k", scopes=frozenset()))
    Audit(redis_client, policy).note(key_id="k", client="ops", action="pause", about="hr/lms", outcome="done")
    for _ in range(2):
        Resendings(redis_client, policy).start(Selection(history=History(client="hr", endpoint="lms")))

    known = [value for name, value in vars(keys).items() if name.isupper() and isinstance(value, str)]
    used = set()
    for key in set(redis_client.scan_iter()) - set(Queue):
        patterns = {name for name in known if fnmatch(key, name + "*" if name.endswith(":") else name)}
        assert patterns, key
        used |= patterns
    # What overlays, catalogues, imports and batches keep, what an archive is owed, how long clients have things kept and
    # what limits, replicas and access tokens need is seen by their own tests; the long form of idempotency records is only read.
    elsewhere = (
        "overlay",
        "catalogue",
        "copied",
        "crowding",
        "archive",
        "batch",
        "erasures",
        "grant",
        "idem",
        "import",
        "limits",
        "paced",
        "measured",
        "refused",
        "retention",
    )
    tested_elsewhere = {name for name in known if any(part in name for part in elsewhere)}
    assert set(known) - tested_elsewhere == used - tested_elsewhere

"""What an operator sees: queues, ages, counters, who is alive, how Redis is."""

import json
from datetime import timedelta
from fnmatch import fnmatch

from services.ledger import keys
from services.ledger.clients import Clients
from services.ledger.deliveries import History
from services.ledger.endpoint_tests import EndpointTests
from services.ledger.heartbeats import Heartbeats
from services.ledger.jobs import Jobs, Queue
from services.ledger.queues import snapshot
from services.ledger.resending import Resendings, Selection


def test_an_empty_ledger_is_all_zero(redis_client):
    seen = snapshot(redis_client).to_dict()
    assert seen["queues"]["evaluate"] == {
        "oldest_due_age_seconds": 0.0,
        "waiting": 0,
        "scheduled": 0,
        "running": 0,
        "leases_over": 0,
        "dead": {},
    }
    assert (seen["counters"], seen["deliveries"], seen["workers"]) == ({}, {}, [])


def test_a_snapshot_is_json(redis_client, policy, deliveries):
    deliveries("lms")
    Heartbeats(redis_client, policy).beat("deliver", "host-1", {"threads": "8"})
    assert json.loads(json.dumps(snapshot(redis_client).to_dict()))["workers"][0]["detail"] == {"threads": "8"}


def test_the_oldest_age_grows_although_the_dispatcher_keeps_waking(jobs, accept, redis_client, eventually):
    accept()

    def age():
        jobs.due(Queue.EVALUATE, 10)
        return snapshot(redis_client).queues["evaluate"].oldest_due_age_seconds

    assert eventually(lambda: age() > 0.3)


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


def test_a_lease_that_is_over_is_seen_before_the_dispatcher_has_seen_it(redis_client, short_lease, accept, eventually):
    Jobs(redis_client, short_lease).claim(Queue.EVALUATE, accept(), "w")
    assert eventually(lambda: snapshot(redis_client).queues["evaluate"].leases_over == 1)


def test_redis_tells_of_its_memory_log_and_clock(redis_client):
    told = snapshot(redis_client).redis
    assert told.append_log in {"ok", "off"}
    assert told.memory_used_percent is None or told.memory_used_percent > 0
    assert abs(told.clock_ahead_seconds) < 2


def test_a_process_is_alive_while_it_beats(redis_client, policy, eventually):
    heartbeats = Heartbeats(redis_client, policy)
    heartbeats.beat("evaluate", "host 1", alive_for=timedelta(milliseconds=80))
    heartbeats.beat("deliver", "host-2", {"threads": "8"})
    assert [(beat.role, beat.name) for beat in heartbeats.alive()] == [("deliver", "host-2"), ("evaluate", "host 1")]
    assert eventually(lambda: [beat.name for beat in heartbeats.alive()] == ["host-2"])
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
    for _ in range(2):
        Resendings(redis_client, policy).start(Selection(history=History(client="hr", endpoint="lms")))

    known = [value for name, value in vars(keys).items() if name.isupper() and isinstance(value, str)]
    used = set()
    for key in redis_client.scan_iter():
        patterns = {name for name in known if fnmatch(key, name + "*" if name.endswith(":") else name)}
        assert patterns, key
        used |= patterns
    # What overlays and catalogues keep, and which lanes a client's limit holds back, is seen by their own tests.
    tested_elsewhere = {name for name in known if "overlay" in name or "catalogue" in name or "held-back" in name}
    assert set(known) - tested_elsewhere == used - tested_elsewhere

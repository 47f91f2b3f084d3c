"""Do the commands for endpoints, deliveries, dead letters and learners do what they say, and ask before they act?"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from services.cli import main
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.endpoints import Endpoints
from services.ledger.attempts import Attempt
from services.ledger.standings.queues import snapshot
from services.ledger.store.policy import LedgerPolicy
from services.ledger.webhooks.resend_batches import Resendings
from services.ledger.work.jobs import Jobs, Queue

POLICY = LedgerPolicy(lease=timedelta(seconds=60), grace=timedelta(seconds=5), retention=timedelta(days=5))
FAILED = Attempt(
    at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    duration_ms=12,
    status=401,
    outcome="http_error",
    detail="The receiver answered 401.",
    answer="bad signature",
    hints=("Check the secret.",),
)


@pytest.fixture
def credwise(redis_url):
    def run(*arguments, answer=None):
        environ = {"CREDWISE_REDIS_URL": redis_url, "COLUMNS": "200"}
        return CliRunner().invoke(main, arguments, env=environ, input=answer)

    return run


@pytest.fixture
def jobs(redis_client):
    return Jobs(redis_client, POLICY)


@pytest.fixture
def dead_delivery(redis_client, jobs):
    Clients(redis_client).create_key("hr", "test", [])
    Endpoints(redis_client, POLICY).put("hr", "lms", "https://lms.example/hook", "full")
    job = jobs.accept(client="hr", profile='{"learner_id":"l-1"}', fingerprint="f", idempotency_key=None)
    claim = jobs.claim(Queue.EVALUATE, job.job_id, "w")
    [delivery] = jobs.finish_evaluation(claim, recommendation="{}", summary={})
    jobs.dead_letter(jobs.claim(Queue.DELIVER, delivery, "w"), "attempts_exhausted", "Ten attempts failed.", FAILED)
    return delivery


@pytest.fixture
def poison(jobs):
    job = jobs.accept(client="hr", profile='{"learner_id":"l-2"}', fingerprint="f", idempotency_key=None)
    jobs.dead_letter(jobs.claim(Queue.EVALUATE, job.job_id, "w"), "poison", "Started 3 times.")
    return job.job_id


def test_a_delivery_is_shown_with_its_attempts(credwise, dead_delivery):
    shown = credwise("deliveries", "show", dead_delivery).output
    for part in ("dead", "attempts_exhausted", "12 ms", "401", "Check the secret.", "bad signature"):
        assert part in shown
    assert json.loads(credwise("deliveries", "show", dead_delivery, "--json").output)["attempts"][0]["status"] == 401
    assert dead_delivery in credwise("deliveries", "list", "--endpoint", "hr/lms").output
    assert (
        json.loads(credwise("deliveries", "list", "--endpoint", "hr/lms", "--to", "2000-01-01", "--json").output) == []
    )
    assert credwise("deliveries", "show", "rec_nobody.lms").exit_code == 1
    assert credwise("deliveries", "list", "--endpoint", "lms").exit_code == 2
    assert credwise("deliveries", "list", "--endpoint", "hr/lms", "--from", "noon").exit_code == 2


def test_sending_again_counts_first_and_asks(credwise, dead_delivery, redis_client, jobs):
    counted = credwise("deliveries", "resend", "--dead", "attempts_exhausted", "--dry-run")
    assert "To be sent again: 1 dead" in counted.output
    assert credwise("deliveries", "resend", "--endpoint", "hr/lms", answer="n\n").exit_code == 1
    assert redis_client.zcard("cw:resendings") == 0

    started = credwise("deliveries", "resend", "--endpoint", "hr/lms", "--only", "dead", "--yes")
    assert started.exit_code == 0, started.output
    name = redis_client.zrange("cw:resendings", 0, -1)[0]
    assert name in started.output
    while Resendings(redis_client, POLICY).step(100):
        pass
    assert credwise("deliveries", "resending", name).output == "Done: 1 again; of 1.\n"
    assert jobs.claim(Queue.DELIVER, dead_delivery, "w")


def test_one_delivery_is_sent_again_by_its_id(credwise, dead_delivery, jobs):
    assert "is dead" in credwise("deliveries", "resend", "--id", dead_delivery, "--dry-run").output
    assert credwise("deliveries", "resend", "--id", dead_delivery).exit_code == 0
    assert jobs.claim(Queue.DELIVER, dead_delivery, "w")
    assert credwise("deliveries", "resend", "--id", dead_delivery).exit_code == 1
    assert credwise("deliveries", "resend").exit_code == 2


def test_a_dead_letter_is_listed_shown_and_given_up_after_a_question(credwise, poison, redis_client):
    assert poison in credwise("dead", "list", "--reason", "poison").output
    assert json.loads(credwise("dead", "list", "--client", "other", "--json").output) == []
    assert "l-2" not in credwise("dead", "show", poison).output
    assert "l-2" in credwise("dead", "show", poison, "--profile").output
    assert credwise("dead", "discard", poison, answer="n\n").exit_code == 1
    assert credwise("dead", "discard", poison, "--yes").exit_code == 0
    assert snapshot(redis_client).counters["evaluate.discarded.poison"] == 1
    assert credwise("dead", "show", poison).exit_code == 1


def test_a_requeued_letter_wakes_a_worker(credwise, poison, redis_client, jobs):
    done = credwise("dead", "requeue", poison, "rec_nobody")
    assert (done.exit_code, f"{poison} is pending again." in done.output, "rec_nobody" in done.output) == (
        1,
        True,
        True,
    )
    assert redis_client.llen("evaluate") == 1
    assert jobs.claim(Queue.EVALUATE, poison, "w")


def test_an_endpoint_is_listed_paused_resumed_and_deleted(credwise, dead_delivery):
    assert dead_delivery
    assert "https://lms.example/hook" in credwise("endpoints", "list", "--client", "hr").output
    assert credwise("endpoints", "pause", "hr/lms").output == "hr/lms is paused.\n"
    assert json.loads(credwise("endpoints", "list", "--client", "hr", "--json").output)[0]["state"] == "paused"
    assert credwise("endpoints", "resume", "hr/lms").output == "hr/lms is active.\n"
    assert credwise("endpoints", "delete", "hr/lms", answer="n\n").exit_code == 1
    assert credwise("endpoints", "delete", "hr/lms", "--yes").exit_code == 0
    assert credwise("endpoints", "pause", "hr/lms").exit_code == 1


def test_a_learner_is_erased_after_a_question(credwise, dead_delivery, redis_client):
    assert credwise("learners", "erase", "l-1", "--client", "hr", answer="n\n").exit_code == 1
    assert redis_client.exists(f"cw:job:{dead_delivery}")
    assert (
        credwise("learners", "erase", "l-1", "--client", "hr", "--yes").output
        == "Erased 1 evaluations and 1 deliveries.\n"
    )


def test_every_command_answers_scripts_in_json(credwise, dead_delivery, poison):
    """What was said, and what was done: one JSON text a line, whatever the command."""
    commands = [
        ("keys", "list", "--json"),
        ("endpoints", "list", "--json"),
        ("endpoints", "pause", "hr/lms", "--json"),
        ("endpoints", "resume", "hr/lms", "--json"),
        ("deliveries", "resend", "--dead", "attempts_exhausted", "--dry-run", "--json"),
        ("deliveries", "resend", "--id", dead_delivery, "--json"),
        ("ops", "status", "--json"),
        ("ops", "pause", "evaluate", "--json"),
        ("ops", "why", "--json"),
        ("ops", "resume", "evaluate", "--json"),
        ("ops", "why", dead_delivery, "--json"),
        ("ops", "why", "hr/lms", "--json"),
        ("dead", "requeue", poison, "--json"),
        ("learners", "erase", "l-1", "--client", "hr", "--yes", "--json"),
        ("endpoints", "delete", "hr/lms", "--yes", "--json"),
    ]
    for command in commands:
        done = credwise(*command)
        assert done.exit_code == 0, done.output
        assert [json.loads(line) for line in done.stdout.splitlines()], command


def test_an_operator_may_put_an_endpoint_vouch_for_it_and_rotate_its_secret(credwise, redis_client):
    put = ("endpoints", "put", "hr/crm", "https://crm.example/hook", "--mode", "thin", "--cloudevents", "--rate", "5")
    made = json.loads(credwise(*put, "--event", "recommendation.dead", "--json").output)
    assert (made["secret"][:6], made["proof"]) == ("whsec_", "owed")
    assert credwise(*put).output == (
        "hr/crm is changed. Nothing is sent before it is proved: `credwise endpoints test`.\n"
    )
    endpoint = Endpoints(redis_client, POLICY).get("hr", "crm")
    assert (endpoint.mode, endpoint.wishes.cloudevents, endpoint.wishes.rate) == ("thin", True, 5)

    assert credwise("endpoints", "vouch", "hr/crm").output == "hr/crm counts as proved.\n"
    assert credwise("endpoints", "vouch", "hr/nobody").exit_code == 1
    new = json.loads(credwise("endpoints", "rotate", "hr/crm", "--keep-old", "1", "--json").output)["secret"]
    assert Endpoints(redis_client, POLICY).get("hr", "crm").secrets == (new, made["secret"])
    refused = credwise("endpoints", "put", "hr/crm", "https://10.0.0.1/")
    assert refused.exit_code == 2
    assert "a private address" in refused.output


def test_endpoints_of_all_clients_are_listed_failing_first(credwise, redis_client, jobs):
    for client in ("calm", "hr"):
        Clients(redis_client).create_key(client, "test", [])
        Endpoints(redis_client, POLICY).put(client, "lms", "https://lms.example/hook", "full")
    job = jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
    claim = jobs.claim(Queue.EVALUATE, job.job_id, "w")
    [delivery] = jobs.finish_evaluation(claim, recommendation="{}", summary={})
    jobs.retry_delivery(jobs.claim(Queue.DELIVER, delivery, "w"), FAILED, timedelta(hours=1))
    assert [line.split()[0] for line in credwise("endpoints", "list").output.splitlines()] == [
        "endpoint",
        "hr/lms",
        "calm/lms",
    ]
    only = json.loads(credwise("endpoints", "list", "--failing", "--json").output)
    assert [(one["client"], one["failures"], one["mode"]) for one in only] == [("hr", 1, "full")]
    why = credwise("ops", "why", delivery).output
    assert "The receiver answered 401." in why
    assert "-> credwise endpoints test hr/lms" in why


def test_why_says_what_everything_waits_for(credwise, jobs):
    job = jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)
    for command in (("ops", "why"), ("ops", "why", job.job_id)):
        told = credwise(*command).output
        assert "No evaluate worker is alive." in told
        assert "-> credwise worker evaluate" in told
        assert "-> credwise dispatcher" in told
    assert credwise("ops", "why", "rec_nobody").exit_code == 1
    assert credwise("ops", "why", "hr/nobody").exit_code == 1

"""Where proof is needed, nothing is sent to an address before it is proved to be its client's."""

from dataclasses import replace

import pytest
from pulling import pulled

from services.ledger.accounts.endpoints import DeliveryPreferences, EndpointMode, Endpoints, EndpointState, Proof
from services.ledger.standings.endpoint_standings import endpoint_standings
from services.ledger.standings.queues import snapshot
from services.ledger.work.jobs import Jobs, Queue

ADDRESS = "https://lms.example/hook"


@pytest.fixture
def careless(policy):
    return replace(policy, needs_proof=False)


@pytest.fixture
def policy(policy):
    return replace(policy, needs_proof=True)


@pytest.fixture
def owe(jobs, accept):
    def owe():
        [made] = jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, accept(), "w"), recommendation="{}", summary={})
        return made

    return owe


def test_what_is_owed_to_an_unproven_endpoint_is_kept_back_until_it_is_proved(
    jobs, endpoints, owe, policy, redis_client
):
    made, _ = endpoints.put("hr", "lms", ADDRESS, EndpointMode.FULL)
    owed = owe()

    assert made.proof is Proof.OWED
    assert jobs.claim(Queue.DELIVER, owed, "w") is None
    assert pulled(jobs, Queue.DELIVER) == ()
    [standing] = endpoint_standings(redis_client, policy)
    assert (standing.held_by, standing.pending) == ("unproven", 1)
    assert snapshot(redis_client, policy).queues[Queue.DELIVER].held["unproven"] == 1

    assert endpoints.prove("hr", "lms", ADDRESS)
    assert endpoints.get("hr", "lms").proof is Proof.GIVEN
    assert pulled(jobs, Queue.DELIVER) == (owed,)


def test_resuming_is_no_proof(jobs, endpoints, owe):
    endpoints.put("hr", "lms", ADDRESS, EndpointMode.FULL)
    owe()
    endpoints.pause("hr", "lms")
    endpoints.resume("hr", "lms")

    assert endpoints.get("hr", "lms").state is EndpointState.ACTIVE
    assert pulled(jobs, Queue.DELIVER) == ()


def test_another_address_has_to_be_proved_anew_and_other_wishes_do_not(endpoints):
    endpoints.put("hr", "lms", ADDRESS, EndpointMode.FULL)
    endpoints.prove("hr", "lms", ADDRESS)

    same, _ = endpoints.put("hr", "lms", ADDRESS, EndpointMode.THIN, DeliveryPreferences(in_flight=2))
    assert same.proof is Proof.GIVEN
    moved, _ = endpoints.put("hr", "lms", "https://victim.example/", EndpointMode.THIN)
    assert moved.proof is Proof.OWED


def test_the_proof_of_an_address_that_was_changed_meanwhile_counts_for_nothing(endpoints):
    endpoints.put("hr", "lms", ADDRESS, EndpointMode.FULL)
    endpoints.put("hr", "lms", "https://victim.example/", EndpointMode.FULL)

    assert not endpoints.prove("hr", "lms", ADDRESS)
    assert endpoints.get("hr", "lms").proof is Proof.OWED
    assert not endpoints.prove("hr", "nobody")


def test_endpoints_from_before_stay_usable_and_what_is_put_without_proof_needs_none(
    jobs, endpoints, owe, careless, redis_client
):
    before, _ = Endpoints(redis_client, careless).put("hr", "lms", ADDRESS, EndpointMode.FULL)
    owed = owe()

    assert before.proof is Proof.NOT_ASKED
    assert endpoints.put("hr", "lms", ADDRESS, EndpointMode.THIN)[0].proof is Proof.NOT_ASKED
    assert pulled(jobs, Queue.DELIVER) == (owed,)


def test_where_no_proof_is_needed_any_more_nothing_is_kept_back(endpoints, owe, careless, redis_client):
    endpoints.put("hr", "lms", ADDRESS, EndpointMode.FULL)
    owed = owe()
    jobs = Jobs(redis_client, replace(careless, clock_offset=careless.lease))

    assert pulled(jobs, Queue.DELIVER) == (owed,)

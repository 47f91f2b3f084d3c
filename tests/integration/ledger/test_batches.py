"""Lines of a batch are evaluations like any other: none is lost, none is taken twice, and the batch says how they stand."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pulling import pull

from services.ledger.batches.batches import Batches, BatchState, Sending
from services.ledger.batches.lines import LineOutcome, SentLine
from services.ledger.dead_letters import DeadLetters
from services.ledger.erasure import erase_learner
from services.ledger.store import keys
from services.ledger.store.errors import BatchCancelled, LedgerFull, NotFound
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.work.jobs import JobState, Queue

SENDING = Sending(client="hr", key="night-1")
NIGHT = SENDING.new_id()


@pytest.fixture
def batches(redis_client, policy):
    return Batches(redis_client, policy)


def line(number, line_id=None, learner=None, fingerprint=None):
    profile = json.dumps({"learner_id": learner or f"l-{number}"})
    return SentLine(number=number, line_id=line_id, profile=profile, fingerprint=fingerprint or f"f-{number}")


def refused(number, line_id=None):
    return SentLine(number=number, line_id=line_id, refusal={"slug": "invalid-json", "detail": "no JSON"})


def next_of(jobs):
    (claim,) = pull(jobs, Queue.EVALUATE, most=1)
    return claim


def decide(jobs, count=1):
    for _ in range(count):
        jobs.finish_evaluation(next_of(jobs), recommendation="{}", summary={"path": "degree"})


def ids_of(batches, batch):
    return {entry.number: entry.job_id for some in batches.entries(batch) for entry in some}


def test_each_line_is_owed_and_counted_until_it_is_decided(batches, jobs):
    assert batches.accept(NIGHT, SENDING, [line(1), refused(2), line(3)]) == ["accepted", "refused", "accepted"]
    assert batches.get("hr", NIGHT).state is BatchState.RECEIVING
    batches.accept(NIGHT, SENDING, [line(4)], total=4)
    batch = batches.get("hr", NIGHT)
    assert (batch.state, batch.lines, batch.accepted, batch.refused, batch.waiting) == (BatchState.WORKING, 4, 3, 1, 3)
    decide(jobs, 3)
    batch = batches.get("hr", NIGHT)
    assert (batch.state, batch.completed, batch.waiting) == (BatchState.FINISHED, 3, 0)
    assert batch.finished_at is not None


def test_the_same_batch_sent_again_takes_nothing_twice_and_is_the_same_batch(batches, redis_client):
    lines = [line(1), refused(2), line(3)]
    batches.accept(NIGHT, SENDING, lines, total=3)
    before = ids_of(batches, batches.get("hr", NIGHT))
    again = batches.accept(SENDING.new_id(), SENDING, lines, total=3)
    assert again == [LineOutcome.REPLAYED, LineOutcome.REFUSED, LineOutcome.REPLAYED]
    batch = batches.get("hr", NIGHT)
    assert (batch.accepted, batch.refused, batch.repeated, ids_of(batches, batch)) == (2, 1, 0, before)
    assert redis_client.zcard(keys.WAITING + "evaluate") == 2


def test_what_broke_off_goes_on_where_it_was(batches):
    batches.accept(NIGHT, SENDING, [line(1), line(2)])
    assert batches.accept(NIGHT, SENDING, [line(1), line(2), line(3)], total=3) == ["replayed", "replayed", "accepted"]
    assert batches.get("hr", NIGHT).accepted == 3


def test_a_line_that_was_mended_is_taken_when_the_batch_is_sent_again(batches):
    batches.accept(NIGHT, SENDING, [refused(1), line(2)], total=2)
    assert batches.accept(NIGHT, SENDING, [line(1), line(2)], total=2) == ["accepted", "replayed"]
    batch = batches.get("hr", NIGHT)
    assert (batch.accepted, batch.refused) == (2, 0)


def test_a_line_is_known_by_its_own_id_in_another_batch_and_alone(batches, jobs):
    alone = jobs.accept(client="hr", profile='{"learner_id":"l-1"}', fingerprint="f-1", idempotency_key="e-1")
    other = Sending(client="hr")
    batch_id = other.new_id()
    outcomes = batches.accept(
        batch_id, other, [line(1, "e-1"), line(2, "e-2"), line(3, "e-2", fingerprint="f-2")], total=3
    )
    assert outcomes == ["replayed", "accepted", "replayed"]
    batch = batches.get("hr", batch_id)
    assert (batch.accepted, batch.repeated, batch.waiting) == (2, 1, 2)
    assert ids_of(batches, batch)[1] == alone.job_id
    decide(jobs, 2)
    assert batches.get("hr", batch_id).state is BatchState.FINISHED
    # In yet another batch, what was decided is counted as that.
    batches.accept(NIGHT, SENDING, [line(1, "e-1")], total=1)
    assert batches.get("hr", NIGHT).state is BatchState.FINISHED


def test_an_id_used_for_another_profile_is_a_refusal_that_names_what_it_became(batches, jobs):
    jobs.accept(client="hr", profile="{}", fingerprint="other", idempotency_key="e-1")
    assert batches.accept(NIGHT, SENDING, [line(1, "e-1")], total=1) == ["conflict"]
    ((entry,),) = batches.entries(batches.get("hr", NIGHT))
    assert (entry.line_id, entry.job_id, entry.refusal["slug"]) == ("e-1", None, "idempotency-key-reused")


def test_a_script_that_redis_got_twice_counts_once(batches, redis_client, policy):
    """The client of Redis sends a command again when the connection broke before the answer."""
    sent = []

    class Twice(Batches):
        def __init__(self):
            super().__init__(redis_client, policy)
            run, self._scripts.run = (
                self._scripts.run,
                lambda *given: sent.append(given) or (run(*given), run(*given))[1],
            )

    assert Twice().accept(NIGHT, SENDING, [line(1), refused(2)], total=2) == ["accepted", "refused"]
    batch = batches.get("hr", NIGHT)
    assert (len(sent), batch.accepted, batch.refused, batch.repeated) == (1, 1, 1, 0)


def test_cancelling_takes_back_what_was_not_begun_and_leaves_what_was(batches, jobs, redis_client):
    batches.accept(NIGHT, SENDING, [line(number) for number in range(1, 251)], total=250)
    decide(jobs)
    running = next_of(jobs)
    assert batches.cancel("hr", NIGHT) == 248
    batch = batches.get("hr", NIGHT)
    assert (batch.state, batch.completed, batch.discarded, batch.waiting) == (BatchState.CANCELLED, 1, 248, 1)
    jobs.finish_evaluation(running, recommendation="{}", summary={})
    assert batches.get("hr", NIGHT).waiting == 0
    assert pull(jobs, Queue.EVALUATE) == ()
    assert redis_client.zcard(keys.WAITING + "evaluate") == redis_client.zcard(keys.DUE) == 0
    taken_back = ids_of(batches, batch)[250]
    assert (jobs.view("hr", taken_back).state, jobs.view("hr", taken_back).reason) == (JobState.DISCARDED, "cancelled")
    with pytest.raises(BatchCancelled):
        batches.accept(NIGHT, SENDING, [line(251)])
    assert batches.cancel("hr", NIGHT) == 0


def test_what_was_sent_before_the_batch_is_not_taken_back_with_it(batches, jobs):
    alone = jobs.accept(client="hr", profile='{"learner_id":"l-1"}', fingerprint="f-1", idempotency_key="e-1")
    batches.accept(NIGHT, SENDING, [line(1, "e-1"), line(2, "e-2")], total=2)
    assert batches.cancel("hr", NIGHT) == 1
    assert jobs.view("hr", alone.job_id).state is JobState.WAITING
    # What was taken back is taken anew when it is sent again.
    assert not jobs.accept(
        client="hr", profile='{"learner_id":"l-2"}', fingerprint="f-2", idempotency_key="e-2"
    ).replayed


def test_dead_letters_are_counted_wherever_they_go(batches, jobs, redis_client, policy):
    batches.accept(NIGHT, SENDING, [line(1), line(2)], total=2)
    letters = DeadLetters(redis_client, policy)
    first, second = pull(jobs, Queue.EVALUATE, most=2)
    for claim in (first, second):
        jobs.dead_letter(claim, "poison", "It was.")
    assert (batches.get("hr", NIGHT).dead, batches.get("hr", NIGHT).state) == (2, BatchState.FINISHED)
    letters.requeue("hr", first.job_id)
    assert (batches.get("hr", NIGHT).dead, batches.get("hr", NIGHT).state) == (1, BatchState.WORKING)
    letters.discard("hr", second.job_id)
    decide(jobs)
    batch = batches.get("hr", NIGHT)
    assert (batch.completed, batch.dead, batch.discarded, batch.state) == (1, 0, 1, BatchState.FINISHED)


def test_what_is_erased_is_waited_for_no_longer(batches, redis_client, policy):
    batches.accept(NIGHT, SENDING, [line(1)], total=1)
    erase_learner(redis_client, policy, "hr", "l-1")
    batch = batches.get("hr", NIGHT)
    assert (batch.erased, batch.state) == (1, BatchState.FINISHED)


def test_another_clients_batch_is_not_found(batches):
    batches.accept(NIGHT, SENDING, [line(1)], total=1)
    for ask in (batches.get, batches.cancel):
        with pytest.raises(NotFound):
            ask("other", NIGHT)
    assert batches.newest("other", 10) == ()
    assert [one.id for one in batches.newest("hr", 10)] == [NIGHT]


def test_nothing_is_taken_or_noted_where_there_is_no_room(redis_client, policy):
    full = LedgerPolicy(**vars(policy) | {"shed_above_percent": 0})
    with pytest.raises(LedgerFull):
        Batches(redis_client, full).accept(NIGHT, SENDING, [line(1)], total=1)
    assert redis_client.keys("cw:batch*") == redis_client.keys("cw:job:*") == []


def test_many_lines_take_one_script_and_one_message_or_a_few(batches, redis_client):
    batches.accept(NIGHT, SENDING, [line(number) for number in range(1, 101)], total=100)
    assert 1 <= redis_client.llen("evaluate") <= LedgerPolicy.unread_wake_ups
    assert redis_client.object("encoding", f"{keys.BATCH_LINES}{NIGHT}:0") != b"hashtable"


def test_lines_are_read_in_their_order_from_any_place(batches):
    batches.accept(NIGHT, SENDING, [line(number) for number in range(1, 121)])
    batches.accept(NIGHT, SENDING, [line(number) for number in range(121, 241)], total=240)
    batch = batches.get("hr", NIGHT)
    assert [entry.number for some in batches.entries(batch, 57) for entry in some] == list(range(58, 241))


@pytest.fixture
def minutes_later(redis_client, policy):
    """Return the batches as they are looked at so many minutes later."""
    return lambda minutes: Batches(redis_client, replace(policy, clock_offset=timedelta(minutes=minutes)))


def finish_as_before_batches(redis_client, job_id, **fields):
    """Finish an evaluation as a worker of a release before batches does: it knows of no batch."""
    redis_client.hset(keys.JOB + job_id, mapping=fields or {"state": "completed"})


def test_what_an_older_worker_finished_is_counted_when_the_batch_stands_still(
    batches, minutes_later, jobs, redis_client
):
    batches.accept(NIGHT, SENDING, [line(number) for number in range(1, 251)], total=250)
    decide(jobs, 10)
    ids = ids_of(batches, batches.get("hr", NIGHT))
    waiting = [ids[n] for n in ids if redis_client.hget(keys.JOB + ids[n], "state") == "waiting"]
    for job_id in waiting[:200]:
        finish_as_before_batches(redis_client, job_id)
    finish_as_before_batches(redis_client, waiting[200], state="dead")
    assert batches.get("hr", NIGHT).completed == 10
    batch = minutes_later(2).get("hr", NIGHT)
    assert (batch.completed, batch.dead, batch.waiting, batch.state) == (210, 1, 39, BatchState.WORKING)
    for job_id in waiting[201:]:
        finish_as_before_batches(redis_client, job_id)
    assert minutes_later(2).get("hr", NIGHT).waiting == 39
    batch = minutes_later(4).get("hr", NIGHT)
    assert (batch.completed, batch.dead, batch.state) == (249, 1, BatchState.FINISHED)
    assert batch.finished_at is not None


def test_what_is_kept_no_longer_stays_counted_as_it_was_or_counts_as_completed(
    batches, minutes_later, jobs, redis_client
):
    batches.accept(NIGHT, SENDING, [line(number) for number in range(1, 6)], total=5)
    decide(jobs, 1)
    ids = ids_of(batches, batches.get("hr", NIGHT))
    states = {job_id: redis_client.hget(keys.JOB + job_id, "state") for job_id in ids.values()}
    waiting = [job_id for job_id, state in states.items() if state == "waiting"]
    redis_client.hset(keys.BATCH + NIGHT, "erased", 1)
    # The one that was completed and counted, the one that was erased and counted, and one that an older worker did.
    gone = [next(job_id for job_id in states if job_id not in waiting), waiting[0], waiting[1]]
    redis_client.delete(*(keys.JOB + job_id for job_id in gone))
    batch = minutes_later(2).get("hr", NIGHT)
    assert (batch.completed, batch.erased, batch.waiting) == (2, 1, 2)


def test_a_batch_that_moves_is_not_counted_anew(batches, minutes_later, jobs, redis_client):
    batches.accept(NIGHT, SENDING, [line(number) for number in range(1, 5)], total=4)
    minutes_later(2).get("hr", NIGHT)
    decide(jobs, 1)
    ids = ids_of(batches, batches.get("hr", NIGHT))
    left = next(one for one in ids.values() if redis_client.hget(keys.JOB + one, "state") == "waiting")
    finish_as_before_batches(redis_client, left)
    assert minutes_later(4).get("hr", NIGHT).completed == 1
    assert minutes_later(6).get("hr", NIGHT).completed == 2
    decide(jobs, 2)
    assert batches.get("hr", NIGHT).state is BatchState.FINISHED


def test_what_is_counted_while_it_is_counted_anew_stays(batches, jobs, redis_client, policy):
    batches.accept(NIGHT, SENDING, [line(1), line(2)], total=2)
    decide(jobs, 1)
    # As it was before that one was counted.
    before, counted = (2, 0, 0, 0, 0), (2, 0, 0, 0)
    assert Scripts(redis_client, policy).run("note_recount", NIGHT, *before, *counted) == 0
    assert batches.get("hr", NIGHT).completed == 1

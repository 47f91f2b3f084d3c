"""The ledger lets go of what the archive has: of all that is settled, and of the text of what is owed."""

import json
from dataclasses import replace

import pytest

from services.ledger.store.errors import NotFound
from services.ledger.views import JobState, stored_recommendation
from services.ledger.webhooks.deliveries import History
from services.ledger.webhooks.resend_batches import Selection
from services.ledger.work.jobs import Queue
from tests.integration.archive.archived_ledger import ARRIVED


def keys(redis):
    return sorted(redis.scan_iter("cw:*"))


def of(redis, *ids):
    return [key for key in keys(redis) if any(name in key for name in ids)]


def test_what_is_settled_is_read_from_the_archive_just_as_it_was(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.done(key="k")
    before = ledger.jobs.view("hr", name), ledger.deliveries.get("hr", delivery)

    ledger.archiver().round()

    assert not of(ledger.redis, name, delivery, "cw:learner", "cw:history")
    assert (ledger.jobs.view("hr", name), ledger.deliveries.get("hr", delivery)) == before
    assert stored_recommendation(ledger.redis, name, ledger.archive) == before[0].recommendation


def test_another_clients_is_not_found_in_the_archive_either(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.done()
    ledger.archiver().round()

    with pytest.raises(NotFound):
        ledger.jobs.view("other", name)
    with pytest.raises(NotFound):
        ledger.deliveries.get("other", delivery)


def test_of_a_finished_one_its_idempotency_record_is_left_and_stays_good(ledger):
    name, _ = ledger.done(key="k")
    ledger.archiver().round()

    again = ledger.jobs.accept(client="hr", profile="{}", fingerprint="f" * 64, idempotency_key="k")

    assert (again.job_id, again.replayed) == (name, True)
    (record,) = [key for key in keys(ledger.redis) if key.startswith(("cw:idem", "cw:used"))]
    assert ledger.redis.memory_usage(record) <= 250
    assert 0 < ledger.redis.ttl(record) <= 30 * 86400


def test_of_what_is_owed_the_text_goes_and_the_worker_reads_it_in_the_archive(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.evaluate()
    made = ledger.jobs.view("hr", name).recommendation

    ledger.archiver().round()

    assert not ledger.redis.exists(f"cw:rec:{name}")
    assert ledger.jobs.view("hr", name).recommendation == made
    claim = ledger.jobs.with_text(ledger.jobs.claim(Queue.DELIVER, delivery, "w"))
    assert json.loads(claim.payload) == json.loads(made)


def test_what_is_owed_takes_little_once_it_is_archived(ledger):
    ledger.endpoint()
    for _ in range(20):
        ledger.evaluate()
    before = ledger.redis.info("memory")["used_memory"]
    owed = 100
    for number in range(owed):
        ledger.evaluate(key=f"key-{number}", learner=f"l-{number}")
    archiver = ledger.archiver()
    while ledger.redis.zcard("cw:to-archive"):
        archiver.round()

    assert ledger.redis.zcard("cw:to-archive") == 0
    assert (ledger.redis.info("memory")["used_memory"] - before) / owed < 3000


def test_what_becomes_settled_after_it_was_archived_goes_whole(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.evaluate()
    archiver = ledger.archiver()
    archiver.round()
    ledger.deliver(delivery)
    archiver.round()

    assert not of(ledger.redis, name, delivery)
    view = ledger.jobs.view("hr", name)
    assert view.recommendation
    assert [one.state for one in view.deliveries] == [JobState.COMPLETED]


def test_a_change_between_reading_and_letting_go_keeps_it_in_the_ledger(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.done()
    ledger.outbox.begin()
    taken = ledger.outbox.take(10)
    ledger.deliveries.send_again("hr", delivery)
    ledger.archive.write(taken.records)

    assert ledger.outbox.let_go(taken) == 0
    assert ledger.jobs.view("hr", name).deliveries[0].state == JobState.WAITING


def test_lists_and_counts_look_in_both(ledger):
    ledger.endpoint()
    archived = [ledger.done()[1][0] for _ in range(3)]
    archiver = ledger.archiver()
    archiver.round()
    here = [ledger.done()[1][0] for _ in range(2)]
    part = history()

    assert [one.id for one in ledger.deliveries.list(part, 4)] == [*reversed(here), *reversed(archived)][:4]
    assert ledger.deliveries.count_by_state(part) == {"completed": 5}
    ledger.deliveries.send_again("hr", archived[0])
    assert ledger.deliveries.count_by_state(part) == {"completed": 4, "waiting": 1}


def test_one_that_is_archived_is_sent_again_and_goes_back(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.done()
    archiver = ledger.archiver()
    archiver.round()

    ledger.deliveries.send_again("hr", delivery)
    archiver.round()
    assert ledger.jobs.view("hr", name).deliveries[0].state == JobState.WAITING
    claim = ledger.jobs.with_text(ledger.jobs.claim(Queue.DELIVER, delivery, "w"))
    assert "certification" in claim.payload
    ledger.jobs.finish_delivery(claim, ARRIVED)
    archiver.round()

    assert not of(ledger.redis, name, delivery)
    assert len(ledger.deliveries.get("hr", delivery).attempts) == 2


def test_a_range_of_archived_ones_is_sent_again(ledger):
    ledger.endpoint()
    made = [ledger.done()[1][0] for _ in range(3)]
    ledger.archiver().round()

    started, selected = ledger.resendings.start(Selection(history=history(), client="hr"))
    ledger.resendings.step(10)

    assert selected == 3
    assert ledger.resendings.get("hr", started).done == {"again": 3}
    assert {ledger.deliveries.get("hr", one).state for one in made} == {JobState.WAITING}


def history():
    return History(client="hr", endpoint="lms")


@pytest.mark.parametrize("size", [1, 2, 3, 20])
def test_the_deliveries_of_several_endpoints_are_read_page_by_page_from_both(ledger, size):
    for endpoint in ("a", "b", "c"):
        ledger.endpoint(endpoint)
    archived = [ledger.done()[1] for _ in range(2)]
    ledger.archiver().round()
    ids = {one for made in [*archived, ledger.done()[1], ledger.done()[1]] for one in made}
    parts = [History(client="hr", endpoint=endpoint) for endpoint in ("a", "b", "c")]
    every = ledger.deliveries.list_together(parts, 100)
    assert {one.id for one in every} >= ids
    assert len({one.id for one in every}) == len(every)
    assert list(every) == sorted(every, key=lambda one: (one.created_at, one.id), reverse=True)
    read, before = [], None
    while page := ledger.deliveries.list_together([replace(part, before=before) for part in parts], size):
        read += page
        before = page[-1].created_at, page[-1].id
    assert read == list(every)
    assert ledger.deliveries.list_together([], size) == ()

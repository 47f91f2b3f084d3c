"""Erasing a learner reaches both stores, whatever the archiver is at, and follows where the archive is away."""

import pytest

from services.archive.errors import ErasureNoted
from services.ledger.erasure import Erased, erase_learner
from services.ledger.store.errors import NotFound
from tests.integration.archive.test_troubles import Failing, rows


def erase(ledger, learner="l-1"):
    return erase_learner(ledger.redis, ledger.policy, "hr", learner, ledger.archive)


def left(ledger):
    return [key for key in ledger.redis.scan_iter("cw:*") if "rec_" in key or "msg_" in key or "learner" in key]


def test_it_reaches_what_is_here_what_is_there_and_what_is_in_both(ledger):
    ledger.endpoint()
    archived, (delivery,) = ledger.done(key="k")
    owed, _ = ledger.evaluate()
    ledger.archiver().round()
    here, _ = ledger.done()
    other, _ = ledger.done(learner="l-2")
    ledger.archiver().round()
    ledger.deliveries.send_again("hr", delivery)

    assert erase(ledger) == Erased(evaluations=3, deliveries=3)

    for name in (archived, owed, here):
        with pytest.raises(NotFound):
            ledger.jobs.view("hr", name)
    assert rows(ledger.archive) == [other]
    assert not ledger.redis.keys("cw:idem:*") + ledger.redis.keys("cw:used:*")
    assert not ledger.redis.exists("cw:erasures")


def test_what_the_archiver_is_writing_at_that_moment_does_not_come_back(ledger):
    ledger.done()
    ledger.outbox.begin()
    taken = ledger.outbox.take(10)
    erase(ledger)
    ledger.archive.write(taken.records)
    ledger.outbox.let_go(taken)

    ledger.archiver().round()

    assert rows(ledger.archive) == []
    assert not ledger.redis.exists("cw:to-archive")


def test_where_the_archive_is_away_it_is_said_and_follows(ledger):
    ledger.endpoint()
    ledger.done()
    ledger.archiver().round()
    away = ledger.over(Failing(ledger.archive, "erase", after=False))
    here, _ = ledger.done()

    with pytest.raises(ErasureNoted):
        erase(away)

    assert not ledger.redis.exists(f"cw:job:{here}")
    ledger.archiver().round()
    assert rows(ledger.archive) == []
    assert not ledger.redis.exists("cw:erasures")
    assert not left(ledger)


def test_an_erasure_that_follows_late_spares_what_came_since(ledger):
    ledger.done()
    ledger.archiver().round()
    with pytest.raises(ErasureNoted):
        erase(ledger.over(Failing(ledger.archive, "erase", after=False)))
    asked_at = ledger.redis.zscore("cw:erasures", ledger.redis.zrange("cw:erasures", 0, 0)[0])
    since, _ = ledger.done()
    while int(ledger.redis.hget(f"cw:job:{since}", "accepted_at")) <= asked_at:
        since, _ = ledger.done()

    ledger.archiver().round()
    ledger.archiver().round()

    assert since in rows(ledger.archive)

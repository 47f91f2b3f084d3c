"""Whatever fails at whatever moment, a recommendation is in the ledger or in the archive, and in the archive once."""

import json
import secrets
import time
from datetime import timedelta

import pytest
import sqlalchemy

from services.archive.database.tables import evaluations
from services.archive.errors import ArchiveRefused, ArchiveUnavailable
from services.archive.opening import open_keeper
from services.ledger.archiving.archive_state import archive_state
from services.ledger.store.errors import LedgerFull
from services.ledger.views import JobState
from services.ledger.work.jobs import Queue


class Failing:
    """An archive that fails before or after what it is told to do, so often."""

    def __init__(self, archive, call, *, after, error=ArchiveUnavailable, times=1):
        self._archive, self._call, self._after, self._error, self._left = archive, call, after, error, times

    def __getattr__(self, name):
        real = getattr(self._archive, name)
        if name != self._call:
            return real

        def fails(*arguments):
            if self._left <= 0:
                return real(*arguments)
            self._left -= 1
            if self._after:
                real(*arguments)
            raise self._error("in trouble")

        return fails


def rows(archive):
    with archive._engine.connect() as connection:
        return sorted(connection.scalars(sqlalchemy.select(evaluations.c.id)))


@pytest.mark.parametrize("after", [False, True], ids=["before the commit", "before the acknowledgement"])
def test_a_write_that_fails_is_made_again_and_is_there_once(ledger, after):
    ledger.endpoint()
    names = sorted(ledger.done()[0] for _ in range(3))
    archiver = ledger.archiver(Failing(ledger.archive, "write", after=after))

    archiver.round()
    assert all(ledger.redis.exists(f"cw:job:{name}") for name in names)
    archiver.round()

    assert rows(ledger.archive) == names
    assert not any(ledger.redis.exists(f"cw:job:{name}") for name in names)
    assert all(ledger.jobs.view("hr", name).recommendation for name in names)


def test_an_archiver_that_dies_after_the_commit_leaves_the_entry(ledger):
    ledger.endpoint()
    name, _ = ledger.done()
    ledger.outbox.begin()
    died = ledger.outbox.take(10)
    ledger.archive.write(died.records)

    ledger.outbox.give_back(died)
    ledger.archiver().round()

    assert rows(ledger.archive) == [name]
    assert not ledger.redis.exists(f"cw:job:{name}")


def test_what_was_taken_by_another_is_left_to_it_until_its_lease_is_over(ledger):
    ledger.done()
    ledger.outbox.begin()

    assert len(ledger.outbox.take(10).records) == 1
    assert ledger.outbox.take(10).records == ()


def test_an_archiver_that_was_stopped_overwrites_nothing_later(ledger):
    ledger.endpoint()
    name, (delivery,) = ledger.evaluate()
    ledger.outbox.begin()
    stopped = ledger.outbox.take(10)
    ledger.deliver(delivery)
    ledger.archiver().round()

    ledger.archive.write(stopped.records)
    ledger.outbox.let_go(stopped)

    assert [one.state for one in ledger.jobs.view("hr", name).deliveries] == [JobState.COMPLETED]
    assert ledger.archive.evaluation(name).kept_until is not None


def test_one_that_the_database_refuses_keeps_no_other_back(ledger):
    good, bad = ledger.done()[0], ledger.done()[0]
    archive = ledger.archive

    class Picky:
        def __getattr__(self, name):
            return getattr(archive, name)

        def write(self, records):
            if any(record.id == bad for record in records):
                raise ArchiveRefused("no such thing")
            archive.write(records)

    ledger.archiver(Picky()).round()

    assert rows(archive) == [good]
    assert ledger.redis.exists(f"cw:job:{bad}")
    assert not ledger.redis.exists(f"cw:job:{good}")


def test_while_the_archive_is_away_everything_else_goes_on_and_the_debt_is_said(ledger):
    ledger.endpoint()
    archiver = ledger.archiver(Failing(ledger.archive, "write", after=False, times=99))
    names = [ledger.done()[0] for _ in range(3)]
    archiver.round()

    assert archive_state(ledger.redis, ledger.policy).due == 3
    assert all(ledger.jobs.view("hr", name).recommendation for name in names)
    assert ledger.jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)


def test_a_delivery_whose_text_cannot_be_read_is_put_off_without_counting(ledger):
    ledger.endpoint()
    _, (delivery,) = ledger.evaluate()
    ledger.archiver().round()
    away = ledger.over(Failing(ledger.archive, "document", after=False, times=99))
    for _ in range(5):
        claim = away.jobs.claim(Queue.DELIVER, delivery, "w")
        with pytest.raises(ArchiveUnavailable):
            away.jobs.with_text(claim)
        away.jobs.put_off(claim, timedelta())

    assert ledger.deliver(delivery).claims == 1


@pytest.mark.parametrize("archive_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_the_archive_being_away(ledger, archive_url):
    name, _ = ledger.done(document=json.dumps({"items": [], "noise": secrets.token_hex(200_000)}))
    with ledger.archive._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    full = open_keeper(archive_url)
    sqlalchemy.event.listen(
        full._engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={pages}").fetchall()
    )
    archiver = ledger.archiver(full)
    archiver.round()
    full.close()
    assert ledger.redis.exists(f"cw:job:{name}")

    ledger.archiver().round()
    assert rows(ledger.archive) == [name]


ON_POSTGRESQL = pytest.mark.parametrize("archive_url", ["postgresql"], indirect=True)


@ON_POSTGRESQL
def test_a_server_that_falls_silent_holds_nobody_for_long(postgresql, ledger):
    name, _ = ledger.done()
    ledger.archiver().round()
    assert ledger.jobs.view("hr", name)

    with postgresql.silent():
        began = time.monotonic()
        with pytest.raises(ArchiveUnavailable):
            ledger.jobs.view("hr", name)
        assert time.monotonic() - began < 15

    assert ledger.jobs.view("hr", name).recommendation


@ON_POSTGRESQL
def test_a_server_that_is_killed_and_comes_back_has_everything(postgresql, ledger):
    kept, _ = ledger.done()
    archiver = ledger.archiver()
    archiver.round()
    waiting, _ = ledger.done()

    postgresql.kill()
    archiver.round()
    with pytest.raises(ArchiveUnavailable):
        ledger.jobs.view("hr", kept)
    postgresql.start()
    archiver.round()

    assert rows(ledger.archive) == sorted([kept, waiting])
    assert all(ledger.jobs.view("hr", name).recommendation for name in (kept, waiting))


@pytest.mark.parametrize("archive_url", ["sqlite"], indirect=True)
def test_a_full_ledger_says_what_it_owes_and_that_waiting_helps(ledger):
    ledger.done()
    used = ledger.redis.info("memory")["used_memory"]
    ledger.redis.config_set("maxmemory", int(used * 1.1))
    try:
        with pytest.raises(LedgerFull, match=r"the archive is owed 1 recommendation, .* for 30 days") as full:
            ledger.jobs.check_accepting()
    finally:
        ledger.redis.config_set("maxmemory", 0)
    assert full.value.is_owed

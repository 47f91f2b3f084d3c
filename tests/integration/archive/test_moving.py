"""An installation with everything in Redis moves over while it runs."""

from click.testing import CliRunner

from services.cli.operating.archive import archive as commands
from services.ledger.archiving.archive_state import archive_state
from tests.integration.archive.test_troubles import rows


def before(ledger):
    """The ledger as a process sees it that has no archive."""
    return ledger.over(ledger.archive, archives=False)


def test_the_archive_does_not_begin_by_itself_where_there_is_something_to_move(ledger):
    old, _ = before(ledger).done()
    new, _ = ledger.done()
    ledger.archiver().round()

    assert archive_state(ledger.redis, ledger.policy).in_a_word == "not_begun"
    assert rows(ledger.archive) == []
    assert all(ledger.jobs.view("hr", name).recommendation for name in (old, new))


def test_it_waits_for_processes_that_would_not_find_what_is_archived(ledger):
    ledger.done()
    before(ledger).heartbeats.beat("deliver", "host:1")
    archiver = ledger.archiver()
    archiver.round()
    assert rows(ledger.archive) == []

    ledger.heartbeats.beat("deliver", "host:1")
    archiver.round()
    assert len(rows(ledger.archive)) == 1


def test_it_moves_what_is_finished_and_leaves_what_is_owed_in_force(ledger, redis_url, archive_url):
    older = before(ledger)
    older.endpoint()
    finished, _ = older.done(key="k")
    owed, (delivery,) = older.evaluate()
    waiting = older.jobs.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None).job_id
    ends_in = older.redis.pttl(f"cw:job:{finished}")
    settings = {"CREDWISE_REDIS_URL": redis_url, "CREDWISE_ARCHIVE_URL": archive_url}
    # Whoever has no archive, and a missing archiver, are in the way.
    older.heartbeats.beat("deliver", "host:1")
    refused = CliRunner().invoke(commands, ["migrate", "--yes"], env=settings)
    assert "deliver host:1" in refused.output
    ledger.heartbeats.beat("deliver", "host:1")
    assert "No archiver" in CliRunner().invoke(commands, ["migrate", "--yes"], env=settings).output
    ledger.heartbeats.beat("archiver", "host:2")

    moved = CliRunner().invoke(commands, ["migrate", "--yes", "--no-wait"], env=settings)
    assert moved.exit_code == 0, moved.output
    assert "2 evaluations" in moved.output
    ledger.archiver().round()

    assert rows(ledger.archive) == sorted([finished, owed])
    assert not ledger.redis.exists(f"cw:job:{finished}")
    assert ledger.redis.exists(f"cw:job:{waiting}")
    kept = ledger.archive.evaluation(finished)
    assert abs((kept.kept_until - kept.accepted_at).total_seconds() * 1000 - ends_in) < 5000
    ledger.deliver(delivery)
    assert ledger.jobs.accept(client="hr", profile="{}", fingerprint="f" * 64, idempotency_key="k").job_id == finished
    again = CliRunner().invoke(commands, ["migrate", "--yes", "--no-wait"], env=settings)
    assert "0 evaluations" in again.output


def test_what_a_left_over_older_process_finished_moves_when_it_is_asked_again(ledger):
    ledger.archiver().round()
    late, _ = before(ledger).done()
    assert ledger.outbox.adopt([late]) == 1
    ledger.archiver().round()

    assert rows(ledger.archive) == [late]

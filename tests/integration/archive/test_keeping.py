"""What is archived is kept its time: then nobody is answered any more, and it goes."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.archive.database.tables import metadata
from services.archive.records import ArchivedDelivery, ArchivedEvaluation, EndpointRange
from services.ledger.accounts.retentions import Retentions
from tests.integration.archive.test_troubles import rows

NOW = datetime.now(UTC).replace(microsecond=0)


def record(name, *, accepted_at, kept_until, version=1, document='{"items":[]}'):
    fields = {"state": "completed", "client": "hr"}
    delivery = ArchivedDelivery(
        id=f"msg_{name}",
        evaluation=name,
        client="hr",
        endpoint="lms",
        state="completed",
        created_at=accepted_at,
        fields=fields,
        attempts=(),
    )
    return ArchivedEvaluation(
        id=name,
        client="hr",
        learner="hr:l",
        accepted_at=accepted_at,
        finished_at=accepted_at,
        kept_until=kept_until,
        version=version,
        fields=fields,
        document=document,
        deliveries=(delivery,),
    )


def test_what_is_over_its_time_is_not_answered_though_it_has_not_gone(archive):
    archive.write([record("over", accepted_at=NOW - timedelta(days=40), kept_until=NOW - timedelta(seconds=1))])

    assert archive.evaluation("over") is archive.document("over") is archive.delivery("msg_over") is None
    assert archive.fields("over") == {}
    assert archive.deliveries(EndpointRange(client="hr", endpoint="lms"), 10) == ()
    assert archive.count_by_state(EndpointRange(client="hr", endpoint="lms")) == {}


def test_it_goes_and_what_is_owed_or_kept_stays(archive):
    old, day = NOW - timedelta(days=100), timedelta(days=1)
    archive.write(
        [
            record("over", accepted_at=old, kept_until=NOW - day),
            record("owed", accepted_at=old + 40 * day, kept_until=None),
            record("kept", accepted_at=NOW - 3 * day, kept_until=NOW + 27 * day),
        ]
    )

    assert archive.expire(NOW, 100) > 0
    assert rows(archive) == ["kept", "owed"]
    assert archive.expire(NOW, 100) == 0


def test_what_is_held_stays_longer(archive):
    old = NOW - timedelta(days=100)
    archive.write([record("held", accepted_at=old, kept_until=NOW + timedelta(hours=1))])
    archive.hold(["held"], NOW + timedelta(days=2))

    assert archive.expire(NOW + timedelta(days=1), 100) == 0
    assert rows(archive) == ["held"]


def test_a_later_record_without_a_document_keeps_the_one_that_is_there(archive):
    accepted_at = NOW - timedelta(days=1)
    document = '{"verdict":{"path":"degree"},"items":[]}'
    archive.write([record("one", accepted_at=accepted_at, kept_until=None, document=document)])
    archive.write(
        [record("one", accepted_at=accepted_at, kept_until=NOW + timedelta(days=1), version=2, document=None)]
    )

    assert archive.document("one") == document
    with archive._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT path, version FROM evaluations").one() == ("degree", 2)


def test_what_a_client_wrote_is_kept_whatever_characters_it_has(archive):
    accepted_at = NOW - timedelta(days=1)
    text = '{"learner_id":"\\u0000 \U0001f393","items":[]}'
    odd = record("odd", accepted_at=accepted_at, kept_until=None, document=text)
    archive.write([odd])

    assert archive.document("odd") == text


def test_the_migrations_make_the_tables_that_are_declared(archive):
    with archive._engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert [one for one in differences if "partition" not in str(one)] == []


def test_bringing_the_tables_up_to_date_again_changes_nothing(archive):
    archive.write([record("one", accepted_at=NOW, kept_until=None)])
    archive.prepare()

    assert rows(archive) == ["one"]


@pytest.mark.parametrize("archive_url", ["postgresql"], indirect=True)
def test_on_postgresql_each_month_is_a_partition_that_is_dropped_whole(archive):
    for day in ("2026-01-31T23:59:59+00:00", "2026-02-01T00:00:00+00:00", "2026-02-28T12:00:00+00:00"):
        accepted_at = datetime.fromisoformat(day)
        archive.write([record(day, accepted_at=accepted_at, kept_until=accepted_at + timedelta(days=30))])
    assert partitions(archive) == ["evaluations_2026_01", "evaluations_2026_02"]

    archive.expire(datetime(2026, 3, 20, tzinfo=UTC), 100)
    assert partitions(archive) == ["evaluations_2026_02"]


def partitions(archive):
    with archive._engine.connect() as connection:
        names = (
            "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE 'eval%' ORDER BY 1"
        )
        return list(connection.scalars(sqlalchemy.text(names)))


def test_what_is_archived_is_kept_for_the_clients_own_time(ledger, redis_client):
    Retentions(redis_client).put("hr", timedelta(days=2))
    own, _ = ledger.done()
    other, _ = ledger.done(client="lms")
    ledger.archiver().round()

    in_two_days = datetime.now(UTC) + timedelta(days=2)
    assert abs(ledger.archive.evaluation(own).kept_until - in_two_days) < timedelta(hours=1)
    assert ledger.archive.evaluation(other).kept_until > in_two_days + timedelta(days=20)


@pytest.mark.parametrize(
    "years_ahead", [pytest.param((10,), id="when it starts"), pytest.param((0, 10), id="while it runs")]
)
def test_a_clock_that_is_ten_years_ahead_erases_nothing(ledger, archive, years_ahead):
    """Redis's clock says otherwise, and so does the time that has passed."""
    archive.write([record("kept", accepted_at=NOW - timedelta(days=3), kept_until=NOW + timedelta(days=27))])
    told = [NOW + timedelta(days=365 * years) for years in years_ahead]
    archiver = ledger.archiver(now=lambda: told.pop(0) if len(told) > 1 else told[0])
    archiver.round()
    assert rows(archive) == ["kept"]


def test_what_is_over_its_time_goes_by_right_clocks(ledger, archive):
    archive.write([record("over", accepted_at=NOW - timedelta(days=100), kept_until=NOW - timedelta(days=1))])
    ledger.archiver().round()
    assert rows(archive) == []

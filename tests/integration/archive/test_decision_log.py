"""Each archived decision is in its client's log, once, in one order; what is erased or over its time leaves its leaf."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy

from services.archive.database.tables import log_entries, log_heads, log_tiles, logs
from services.archive.errors import ArchiveRefused
from services.archive.opening import open_keeper
from services.ledger.erasure import erase_learner
from services.merkle_log.entries import record_text
from services.merkle_log.heads import Signer
from services.merkle_log.tree import is_consistent
from services.merkle_log.verifying import faults
from tests.integration.archive.test_keeping import NOW, record
from tests.integration.archive.test_troubles import rows

SIGNER, NEXT_SIGNER = Signer(b"s" * 32), Signer(b"t" * 32)
DAY = timedelta(days=1)


@pytest.fixture
def archive(archive_url):
    made = open_keeper(archive_url, SIGNER)
    made.prepare()
    yield made
    made.close()


def decisions(count, start=0, **members):
    return [
        replace(
            record(f"rec_{at:04}", accepted_at=NOW - DAY + timedelta(seconds=at), kept_until=NOW + DAY, **members),
            learner=f"hr:l-{at}",
            deliveries=(),
        )
        for at in range(start, start + count)
    ]


def problems(archive, client="hr", heads=(), keys=None):
    log = archive.log
    size = log.size(client)
    kept = (*log.heads(client, 1000), *heads)
    return [one.sentence for one in faults(log.entries(client, size), kept, keys or log.public_keys())]


def forget_the_log(archive):
    for table in (log_entries, log_tiles, log_heads, logs):
        execute(archive, table.delete())


def execute(archive, statement):
    with archive._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sqlalchemy.text(statement) if isinstance(statement, str) else statement)


def proves(archive, one):
    receipt = archive.log.receipt(one.client, one.id)
    text = record_text(one.id, one.accepted_at, one.finished_at, one.document)
    return receipt.problem(one.client, text, archive.log.public_keys()) is None


def test_each_decision_has_a_receipt_once_it_is_archived(archive):
    for start in range(0, 600, 150):
        archive.write(decisions(150, start))

    assert archive.log.size("hr") == 600
    assert all(proves(archive, one) for one in decisions(600)[::37])
    assert problems(archive) == []
    assert [head.size for head in archive.log.heads("hr", 10)] == [600, 450, 300, 150]
    assert [head.size for head in archive.log.heads("hr", 1, before=450)] == [300]


def test_what_is_written_again_is_not_in_the_log_again(archive):
    archive.write(decisions(3))
    archive.write(decisions(3, version=2))
    archive.write([replace(one, version=3, document=None) for one in decisions(3)])

    assert archive.log.size("hr") == 3
    assert problems(archive) == []


def test_what_has_no_recommendation_is_not_in_the_log(archive):
    archive.write(decisions(2, document=None))

    assert archive.log.size("hr") == 0
    assert archive.log.receipt("hr", "rec_0000") is None


def test_a_record_that_comes_otherwise_replaces_the_first_and_that_is_stated(archive):
    archive.write(decisions(3))
    (changed,) = decisions(1, start=1, version=2, document='{"items":[],"learner_id":"other"}')
    archive.write([changed])

    assert archive.log.size("hr") == 5
    assert proves(archive, changed)
    assert problems(archive) == []


def test_logs_of_clients_are_apart(archive):
    archive.write([*decisions(2), *(replace(one, id=f"other_{one.id}", client="lms") for one in decisions(3))])

    assert (archive.log.size("hr"), archive.log.size("lms")) == (2, 3)
    assert archive.log.receipt("hr", "other_rec_0000") is None
    assert problems(archive, "hr") == problems(archive, "lms") == []


def test_what_is_erased_leaves_its_leaf_and_a_statement(archive):
    archive.write(decisions(5))
    before = archive.log.heads("hr", 1)

    archive.erase("hr:l-2", NOW)

    assert archive.log.receipt("hr", "rec_0002") is None
    assert archive.log.size("hr") == 6
    assert proves(archive, decisions(5)[3])
    assert problems(archive, heads=before) == []
    with archive._engine.connect() as connection:
        rows = connection.execute(sqlalchemy.select(log_entries).order_by(log_entries.c.position)).all()
    assert (rows[2].evaluation, rows[2].salt, rows[2].accepted_at) == (None, None, None)
    assert rows[5].statement.endswith('"because":"erasure","removed":[[2,2]]}')


def test_what_is_over_its_time_leaves_its_leaf_and_a_statement(archive):
    old = [
        replace(one, accepted_at=one.accepted_at - 100 * DAY, kept_until=NOW - DAY, deliveries=())
        for one in decisions(4)
    ]
    archive.write([*old, *decisions(2, start=10)])
    while archive.expire(NOW, 3):
        pass

    assert archive.log.receipt("hr", "rec_0001") is None
    assert proves(archive, decisions(1, start=11)[0])
    assert problems(archive) == []


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE evaluations SET document = NULL WHERE id = 'rec_0003'", "Entry 3 (rec_0003) is missing"),
        ("DELETE FROM evaluations WHERE id = 'rec_0003'", "Entry 3 (rec_0003) is missing"),
        ("UPDATE evaluations SET finished_at = NULL WHERE id = 'rec_0003'", "Entry 3 (rec_0003) was changed"),
        ("UPDATE evaluations SET path = 'degree' WHERE id = 'rec_0003'", "Entry 3 (rec_0003) was changed"),
        ("UPDATE evaluations SET client = 'lms' WHERE id = 'rec_0003'", "Entry 3 (rec_0003) is missing"),
        ("DELETE FROM log_entries WHERE position = 3", "Entry 3 is missing"),
        ("UPDATE log_entries SET evaluation = NULL, salt = NULL WHERE position = 3", "Entry 3 is missing"),
        ("UPDATE log_entries SET salt = NULL WHERE position = 3", "Entry 3 (rec_0003) has lost its salt"),
        ("DELETE FROM log_tiles", "Entry 0 (rec_0000) has no leaf hash"),
        ("UPDATE log_heads SET size = 7", "The log was 7 entries long once, and has 6 now"),
        ("UPDATE log_heads SET root = signature", "does not bear the signature"),
    ],
)
def test_what_somebody_did_to_the_tables_is_found(archive, tampering, said):
    archive.write(decisions(6))
    keys = archive.log.public_keys()
    execute(archive, tampering)

    assert any(said in problem for problem in problems(archive, keys=keys))


def test_two_records_that_changed_places_are_found(archive):
    archive.write(decisions(6, document='{"items":[],"n":1}'))
    archive.write(decisions(1, start=6, document='{"items":[],"n":2}'))
    execute(
        archive,
        "UPDATE evaluations SET document = (SELECT document FROM evaluations AS other WHERE other.id = 'rec_0006') "
        "WHERE id = 'rec_0001'",
    )
    assert problems(archive) == ["Entry 1 (rec_0001) was changed."]


def test_a_log_that_was_made_anew_does_not_agree_with_a_head_that_was_kept(archive):
    archive.write(decisions(4))
    kept = archive.log.heads("hr", 1)
    forget_the_log(archive)
    execute(archive, "UPDATE evaluations SET finished_at = NULL WHERE id = 'rec_0003'")
    assert list(archive.log.begin("hr")) == [4]

    assert problems(archive) == []
    assert "The first 4 entries are not those whose head was signed" in problems(archive, heads=kept)[0]


def test_heads_are_consistent_and_keys_stay_known_when_another_signs(archive, archive_url):
    archive.write(decisions(300))
    archive.close()
    archive = open_keeper(archive_url, NEXT_SIGNER)
    archive.write(decisions(5, start=300))
    newer, older = archive.log.heads("hr", 2)

    assert is_consistent(older.size, older.root, newer.size, newer.root, archive.log.consistency("hr", 300, 305))
    assert [key.id for key in archive.log.public_keys()] == [SIGNER.public.id, NEXT_SIGNER.public.id]
    assert (older.key, newer.key) == (SIGNER.public.id, NEXT_SIGNER.public.id)
    assert problems(archive) == []
    archive.close()


def test_without_a_key_the_log_is_kept_and_signed_when_there_is_one(archive, archive_url):
    with_none = open_keeper(archive_url)
    with_none.write(decisions(3))
    assert with_none.log.receipt("hr", "rec_0001") is None
    with_none.log.sign_what_is_not()
    assert with_none.log.heads("hr", 1) == ()
    with_none.close()

    archive.log.sign_what_is_not()

    assert all(proves(archive, one) for one in decisions(3))


def test_a_log_that_somebody_broke_holds_up_neither_erasing_nor_other_clients(archive, archive_url):
    with_none = open_keeper(archive_url)
    with_none.write([*decisions(3), *(replace(one, id=f"other_{one.id}", client="lms") for one in decisions(3))])
    with_none.close()
    execute(archive, "DELETE FROM log_tiles WHERE client = 'hr'")

    with pytest.raises(ArchiveRefused, match="The log of hr lacks hashes"):
        archive.write(decisions(1, start=3))
    archive.log.sign_what_is_not()
    archive.erase("hr:l-1", NOW)

    assert rows(archive) == ["other_rec_0000", "other_rec_0002", "rec_0000", "rec_0002"]
    assert archive.log.receipt("lms", "other_rec_0002")
    assert "Entry 0 (rec_0000) has no leaf hash." in problems(archive)


def test_what_was_archived_before_there_was_a_log_is_added_oldest_first(archive):
    archive.write(decisions(700))
    forget_the_log(archive)
    archive.write(decisions(2, start=700))
    assert archive.log.unlogged("hr") == 700

    assert sum(archive.log.begin("hr")) == 700
    assert sum(archive.log.begin("hr")) == 0

    assert archive.log.unlogged("hr") == 0
    assert archive.log.receipt("hr", "rec_0000").index == 2
    assert archive.log.receipt("hr", "rec_0699").index == 701
    assert problems(archive) == []


#: Names that a language takes for much the same, in another order than their bytes have.
CLIENTS = ("A", "A1", "B", "Zoe", "_b", "a", "a-1", "aa", "zoe")


def test_decisions_of_one_moment_are_all_taken_into_a_log_that_begins_late(archive):
    """They are more than are read at once, and the databases have different orders for their ids."""
    chance, (one,) = Random(7), decisions(1)  # noqa: S311 - no secret
    names = {"rec_" + "".join(chance.choices("aAbBzZ_-09", k=12)) for _ in range(700)}
    archive.write([replace(one, id=name) for name in names])
    archive.write([replace(one, id=f"rec_{client}", client=client) for client in CLIENTS])
    forget_the_log(archive)
    assert archive.log.clients() == tuple(sorted({"hr", *CLIENTS}))
    assert archive.log.unlogged("hr") == len(names)
    assert sum(archive.log.begin("hr")) == archive.log.size("hr") == len(names)
    assert [archive.log.unlogged(client) for client in CLIENTS] == [1] * len(CLIENTS)


def test_what_workers_decide_is_logged_and_what_a_learner_has_erased_is_stated(ledger):
    kept, _ = ledger.done()
    erased, _ = ledger.done(learner="l-2")
    ledger.archiver().round()
    ledger.archiver().round()
    assert ledger.archive.log.receipt("hr", kept)
    assert ledger.archive.log.receipt("hr", erased)

    erase_learner(ledger.redis, ledger.policy, "hr", "l-2", ledger.archive)

    assert ledger.archive.log.receipt("hr", erased) is None
    assert ledger.archive.log.size("hr") == 3
    assert problems(ledger.archive) == []

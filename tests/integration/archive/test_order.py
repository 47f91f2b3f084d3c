"""Lists are read page by page in one order, whatever the database takes for alphabetical: ids by their bytes.

PostgreSQL is set up with a language's order here, in which "a" stands between "A" and "B", and "ä" beside it.
"""

from dataclasses import replace
from itertools import product

import pytest
import sqlalchemy

from services.archive.records import EvaluationRange
from services.ledger.evaluations.listing import Evaluations, within_learner
from services.ledger.webhooks.deliveries import History

#: More than there are of anything here.
MOST = 100

LEARNERS = ("Ärmel", "zoë", "Zoe")


@pytest.fixture
def place(ledger, redis_client):
    """A dozen evaluations of one moment, of three learners, half of them in the archive only."""
    ledger.endpoint("LMS")
    made = [ledger.done(learner=learner) for _, learner in product(range(4), LEARNERS)]
    [(_, moment), *_] = redis_client.zrange("cw:evaluations:hr", 0, 0, withscores=True)
    for name, (delivery,) in made:
        redis_client.hset(f"cw:job:{name}", "accepted_at", int(moment))
        redis_client.hset(f"cw:job:{delivery}", "accepted_at", int(moment))
        redis_client.zadd("cw:evaluations:hr", {name: moment})
        redis_client.zadd("cw:history:hr:LMS", {delivery: moment})
    late = {name for name, _ in made[::2]}
    held = {name: redis_client.zscore("cw:to-archive", name) for name in late}
    redis_client.zrem("cw:to-archive", *late)
    ledger.archiver().round()
    redis_client.zadd("cw:to-archive", held)
    assert {name for name, _ in made if redis_client.exists(f"cw:job:{name}")} == late
    return [name for name, _ in made], [delivery for _, (delivery,) in made]


def by_bytes(ids):
    return sorted(ids, key=str.encode, reverse=True)


def pages(page, size):
    """Read a list to its end; return the ids in the order in which they came."""
    read, before = [], None
    while True:
        found, before = page(before, size)
        read += found
        assert len(read) <= MOST, "goes round in circles"
        if before is None:
            return read


def test_postgresql_has_an_order_of_its_own_here(postgresql):
    engine = sqlalchemy.create_engine(postgresql.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        ordered = connection.scalars(
            sqlalchemy.text("SELECT v FROM (VALUES ('B'), ('a'), ('ä'), ('Z')) t(v) ORDER BY v")
        )
        assert list(ordered) == ["a", "ä", "B", "Z"]
    engine.dispose()


@pytest.mark.parametrize("size", [1, 5, 12])
def test_recommendations_come_once_each_in_one_order(ledger, place, size):
    evaluations, (ids, _) = Evaluations(ledger.redis, ledger.archive), place
    whole = EvaluationRange(client="hr")
    parts = {
        "all": (whole, ids),
        "path": (EvaluationRange(client="hr", path="certification"), ids),
        "learner": (within_learner(whole, "Ärmel"), ids[::3]),
    }
    for kind, (part, wanted) in parts.items():

        def page(before, size, part=part):
            found = evaluations.page(replace(part, before=before), size)
            return [one.id for one in found.evaluations], found.next

        assert pages(page, size) == by_bytes(wanted), kind


@pytest.mark.parametrize("size", [1, 5])
def test_deliveries_come_once_each_in_one_order(ledger, place, size):
    def page(before, size):
        found = ledger.deliveries.list(replace(History(client="hr", endpoint="LMS"), before=before), size + 1)
        last = found[size - 1] if len(found) > size else None
        return [one.id for one in found[:size]], last and (last.created_at, last.id)

    assert pages(page, size) == by_bytes(place[1])


def test_the_webhooks_of_an_evaluation_stand_in_one_order_before_and_after_they_are_archived(ledger):
    for name in ("b", "A", "a", "Z", "b_", "B-2", "b-1"):
        ledger.endpoint(name)
    name, _ = ledger.done()
    before = [one.endpoint for one in ledger.jobs.view("hr", name).deliveries]
    ledger.archiver().round()
    assert not ledger.redis.exists(f"cw:job:{name}")
    assert [one.endpoint for one in ledger.jobs.view("hr", name).deliveries] == before

    # Nor does it depend on the order in which a database happens to find them.
    archived = ledger.archive.evaluation(name)
    ledger.archive.delete([name])
    moment = archived.accepted_at
    turned = [replace(one, created_at=moment) for one in reversed(archived.deliveries)]
    ledger.archive.write([replace(archived, deliveries=tuple(turned))])
    assert [one.endpoint for one in ledger.jobs.view("hr", name).deliveries] == before

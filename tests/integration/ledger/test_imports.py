"""A long catalogue is kept until it is read, whoever reads it dies; and is in one reader's hands at a time."""

from secrets import token_bytes

import pytest

from services.client_limits import LimitName
from services.ledger.imports.imports import MOST_PENDING, Imports, ImportState
from services.ledger.limits.client_limits import ClientLimits
from services.ledger.store.errors import LeaseLost, LedgerFull, NotFound, OneAtATime, OverLimit
from services.ledger.store.policy import LedgerPolicy

NEVER = {"detail": "It was never finished."}


@pytest.fixture
def imports_at(redis_client, at):
    return lambda **ahead: Imports(redis_client, at(**ahead))


@pytest.fixture
def imports(imports_at):
    return imports_at()


def test_clients_come_in_turn_whatever_each_has_waiting(imports_at):
    # Two that were begun in one millisecond come in no order.
    greedy = [imports_at(seconds=ahead).start("greedy", b"a", {}).id for ahead in range(3)]
    polite = imports_at(seconds=3).start("polite", b"a", {}).id
    claimed = [imports_at(seconds=4).claim(NEVER).id for _ in range(4)]
    assert claimed == [greedy[0], polite, *greedy[1:]]


def test_a_catalogue_is_read_once_and_its_report_kept(imports, redis_client):
    begun = imports.start("hr", b"\xff a catalogue", {"courses": True})
    claim = imports.claim(NEVER)
    assert (claim.id, claim.client, claim.body, claim.wanted) == (
        begun.id,
        "hr",
        b"\xff a catalogue",
        {"courses": True},
    )
    assert imports.claim(NEVER) is None
    imports.go_on(claim, 160)
    assert (imports.get("hr", begun.id).state, imports.get("hr", begun.id).things) == (ImportState.RUNNING, 160)
    imports.finish(claim, 320, ImportState.COMPLETED, {"credentials": 7})
    done = imports.get("hr", begun.id)
    assert (done.state, done.things, done.result) == (ImportState.COMPLETED, 320, {"credentials": 7})
    assert redis_client.pttl(f"cw:import:{begun.id}") > 0
    with pytest.raises(NotFound):
        imports.get("other", begun.id)


def test_what_a_dead_reader_held_comes_again_and_its_late_word_does_not_count(imports, imports_at):
    begun = imports.start("hr", b"x", {})
    first = imports.claim(NEVER)
    second = imports_at(hours=2).claim(NEVER)
    assert second.id == first.id
    with pytest.raises(LeaseLost):
        imports.finish(first, 1, ImportState.COMPLETED, {})
    assert imports.get("hr", begun.id).state is ImportState.RUNNING


def test_one_that_is_begun_again_and_again_fails(imports, imports_at):
    begun = imports.start("hr", b"x", {})
    for hours in (0, 2, 4):
        assert imports_at(hours=hours).claim(NEVER) is not None
    assert imports_at(hours=6).claim(NEVER) is None
    assert (imports.get("hr", begun.id).state, imports.get("hr", begun.id).result) == (ImportState.FAILED, NEVER)


def test_a_client_has_a_few_waiting_and_none_where_there_is_no_room(imports, redis_client, policy):
    for _ in range(MOST_PENDING):
        imports.start("hr", b"x", {})
    with pytest.raises(OneAtATime):
        imports.start("hr", b"x", {})
    imports.start("other", b"x", {})
    with pytest.raises(LedgerFull):
        Imports(redis_client, LedgerPolicy(**vars(policy) | {"shed_above_percent": 0})).start("third", b"x", {})


def test_a_client_whose_bytes_leave_no_room_has_nothing_more_read(imports, redis_client, policy):
    ClientLimits(redis_client, policy).set("hr", {LimitName.BYTES_KEPT: 2_000})
    body = token_bytes(1_000)
    imports.start("hr", body, {})
    with pytest.raises(OverLimit) as refused:
        imports.start("hr", body, {})
    assert (refused.value.limit, refused.value.most) == (LimitName.BYTES_KEPT, 2_000)
    assert 1_000 < refused.value.used <= 2_000
    assert imports.start("other", body, {}).state is ImportState.WAITING

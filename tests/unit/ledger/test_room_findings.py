"""Whom does the doctor name where room grows scarce? Those whose data makes room, and nobody who keeps little."""

from types import SimpleNamespace

from services.ledger.checkup.room_findings import of_room
from services.ledger.standings.storage import Storage

MEGABYTE = 1024**2


def seen(used, **bytes_kept):
    storage = Storage(by_client={client: {"recommendations": size} for client, size in bytes_kept.items()})
    return SimpleNamespace(redis=SimpleNamespace(memory_used_percent=used), storage=storage, refused=())


def remedies(found):
    return [one.remedy for one in found if "bytes_kept" in one.remedy]


def test_those_who_keep_most_are_named_with_half_of_it():
    named = remedies(of_room(seen(75, north=8 * MEGABYTE, south=5 * MEGABYTE, small=2048), 80))
    assert named == [
        f"credwise ops memory; credwise clients set {client} bytes_kept={int(half * MEGABYTE)}"
        for client, half in (("north", 4), ("south", 2.5))
    ]


def test_nobody_is_named_while_there_is_room():
    assert remedies(of_room(seen(40, north=8 * MEGABYTE), 80)) == []

"""The tree's hashes as rows."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from services.archive.database.decision_log.upserting import put
from services.archive.database.tables import log_tiles
from services.archive.errors import ArchiveRefused
from services.merkle_log.tree import Place, ReadTile


def read_tile(connection: Connection, client: str) -> ReadTile:
    """Return what reads a tile of the client's tree; it raises ArchiveRefused where one is missing."""

    def read(level: int, number: int) -> bytes:
        at = (log_tiles.c.client == client, log_tiles.c.level == level, log_tiles.c.number == number)
        hashes = connection.scalar(select(log_tiles.c.hashes).where(*at))
        if hashes is None:
            raise ArchiveRefused(f"The log of {client} lacks hashes: `credwise audit verify` says which.")
        return bytes(hashes)

    return read


def write_tiles(connection: Connection, client: str, tiles: Mapping[Place, bytes]) -> None:
    """Write tiles that are new or longer now."""
    rows = [
        {"client": client, "level": level, "number": number, "hashes": hashes}
        for (level, number), hashes in tiles.items()
    ]
    put(connection, log_tiles, rows)

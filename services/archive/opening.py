"""Which archive does this installation have? SQL is loaded only where there is one."""

from services.archive.port import NO_ARCHIVE, Archive, ArchiveKeeper
from services.merkle_log.heads import Signer


def open_archive(url: str | None, signer: Signer | None = None) -> Archive:
    """Return the archive at `url` (CREDWISE_ARCHIVE_URL), or what stands in for none; nothing is connected yet.

    Heads of the log of decisions are signed by `signer` where an erasure adds to it.
    """
    return NO_ARCHIVE if url is None else open_keeper(url, signer)


def open_keeper(url: str, signer: Signer | None = None) -> ArchiveKeeper:
    """Return the archive at `url` for whoever fills it."""
    from services.archive.database.sql_archive import SqlArchive  # noqa: PLC0415 - a third of a second, for those who have one

    return SqlArchive(url, signer)

"""Which archive does this installation have? SQL is loaded only where there is one."""

from services.archive.port import NO_ARCHIVE, Archive, ArchiveKeeper


def open_archive(url: str | None) -> Archive:
    """Return the archive at `url` (CREDWISE_ARCHIVE_URL), or what stands in for none; nothing is connected yet."""
    return NO_ARCHIVE if url is None else open_keeper(url)


def open_keeper(url: str) -> ArchiveKeeper:
    """Return the archive at `url` for whoever fills it."""
    from services.archive.database.sql_archive import SqlArchive  # noqa: PLC0415 - a third of a second, for those who have one

    return SqlArchive(url)

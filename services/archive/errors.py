"""What can go wrong with the archive, divided by what the caller does about it?"""


class ArchiveError(Exception):
    """Anything the archive refuses; the subclasses say what to do about it."""


class ArchiveUnavailable(ArchiveError):
    """The database is away, too slow, full, or not set up yet. Nothing was changed: try again later."""


class ArchiveRefused(ArchiveError):
    """The database does not take this record as it is, and never will. Look at the record, leave the others alone."""


class ErasureNoted(ArchiveUnavailable):
    """What the ledger had of a learner is erased; the archive's part is owed and follows when the database is back."""

"""Which occupations may only be worked in with a licence? Reads data/licensure/licensed_occupations.csv."""

from collections.abc import Mapping

from services.recommender.knowledge.data_files import DataFileError, DataFiles, read_day
from services.recommender.knowledge.occupation import Licence

LICENCE_FILE = "licensure/licensed_occupations.csv"

#: Its columns; data/licensure/SOURCE.md says what they hold.
LICENCE_COLUMNS = ("code", "licence", "authority", "scope", "address", "checked_on")

#: Everywhere: nobody may do the work without it. Some states: only some jurisdictions, or some of the work, need it.
SCOPES = frozenset({"everywhere", "some_states"})


def read_licences(files: DataFiles) -> Mapping[str, Licence]:
    """Return the licence by O*NET-SOC code; raise DataFileError at the line that is wrong."""
    licences: dict[str, Licence] = {}
    for place, (code, name, authority, scope, address, checked_on) in files.csv_rows(LICENCE_FILE, LICENCE_COLUMNS):
        if scope not in SCOPES:
            raise DataFileError(f"{place}: the scope {scope!r} must be one of {', '.join(sorted(SCOPES))}")
        if not address.startswith("https://"):
            raise DataFileError(f"{place}: the address {address!r} must begin with https://")
        if code in licences:
            raise DataFileError(f"{place}: {code} has a line already; name its licences in one")
        licences[code] = Licence(
            name=name,
            authority=authority,
            scope=scope,
            address=address,
            checked_on=read_day(place, checked_on),
        )
    return licences

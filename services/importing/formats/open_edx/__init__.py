"""How are the answers of an Open edX course discovery service read?"""

from collections.abc import Mapping

from services.importing.format import Format, Sign
from services.importing.formats.open_edx.listing import read_open_edx
from services.importing.source_files import Document

#: Members that only courses and programmes of the service have.
_COURSE = frozenset({"course_runs", "title"})
_PROGRAMME = frozenset({"authoring_organizations", "title"})


def _is_listed(document: Document) -> bool:
    value = document.value
    if not isinstance(value, Mapping):
        return False
    results = value.get("results")
    first = results[0] if isinstance(results, list) and results else value
    return isinstance(first, Mapping) and (first.keys() >= _COURSE or first.keys() >= _PROGRAMME)


FORMAT = Format(
    name="Open edX course discovery",
    becomes="courses that award a certificate, and programmes; answers of `/api/v1/courses/` and `/api/v1/programs/`",
    uses="runs, seats and entitlements (prices), effort and weeks, languages, skills, subjects",
    signs={Sign.MEMBERS: _is_listed},
    read=read_open_edx,
)

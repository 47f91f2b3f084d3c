"""Which credentials do schema.org documents describe? EducationalOccupationalCredential, and courses that award one."""

from services.importing.format import Format, Sign, context_names, context_of, has_class
from services.importing.formats.schema_org.credential import CREDENTIAL
from services.importing.formats.schema_org.documents import OFFERS, read_schema_org
from services.importing.source_files import Document

_HAS_CLASS = has_class(OFFERS | {CREDENTIAL})


def _has_own_class(document: Document) -> bool:
    """Say whether a class is schema.org's; CTDL has "Course" too, and a context may say that it is that one."""
    return _HAS_CLASS(document) and "ceterms" not in context_of(document)


FORMAT = Format(
    name="schema.org",
    becomes="`EducationalOccupationalCredential`; `Course` and `EducationalOccupationalProgram` where they say what "
    "they award",
    uses="offers, course instances, competencies",
    signs={Sign.CLASSES: _has_own_class, Sign.CONTEXT: context_names("schema.org")},
    read=read_schema_org,
)

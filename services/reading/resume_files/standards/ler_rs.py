"""What does a résumé of HR Open say (LER-RS, "Learning and Employment Record Résumé Standard" 4.4)?"""

from collections.abc import Iterator, Mapping
from typing import Any

from services.reading.resume_files.sections import Sections
from services.reading.resume_files.tree import filled, folded, language_name, nodes, said_yes, words

_STARTS = ("start", "startdate", "timeperiod/start", "effectivetimeperiod/validfrom")
_FLUENCY = ("proficiencylevel", "proficiency", "level", "abilities/proficiency", "abilities/proficiencylevel")
_ENDS = ("end", "enddate", "timeperiod/end", "effectivetimeperiod/validto")


def of_ler_rs(document: Mapping[str, Any]) -> Sections | None:
    """Return the sections of a LER-RS document, alone or as the subject of a credential; None where it is none."""
    tree = folded(document)
    subject = next(nodes(tree, "credentialsubject"), tree)
    if not isinstance(subject, Mapping) or not subject.keys() & {"employmenthistories", "educationandlearnings"}:
        return None
    members = {
        "work": [job for history in nodes(subject, "employmenthistories") for job in _jobs(history)],
        "education": [degree for each in nodes(subject, "educationandlearnings") for degree in _degrees(each)],
        "certificates": [
            _certificate(each)
            for section in ("certifications", "licenses")
            for each in nodes(subject, section)
            if words(each, "name", "certificationname", "licensename", "title")
        ],
        "skills": [
            filled(name=name, level=words(each, "proficiencylevel", "proficiency", "level", "competencylevel"))
            for each in nodes(subject, "skills")
            if (name := words(each, "name", "skill", "competencyname") or (each if isinstance(each, str) else None))
        ],
        "languages": [
            filled(language=language_name(name), fluency=words(each, *_FLUENCY))
            for section in ("languages", "person/languages")
            for each in nodes(subject, *section.split("/"))
            if (
                name := words(each, "name", "language", "languagecode", "code")
                or (each if isinstance(each, str) else None)
            )
        ],
    }
    country = next((words(each, "countrycode", "country") for each in nodes(subject, "communication", "address")), None)
    where = {"basics": {"location": {"countryCode": country}}} if country else {}
    return Sections(read_as="LER-RS", members=where | filled(**members))


def _jobs(history: Any) -> Iterator[dict[str, Any]]:
    """Yield each position, or the whole employment where it names none with dates of its own."""
    positions = [each for each in nodes(history, "positionhistories") if words(each, *_STARTS)]
    for each in positions or [history]:
        current = said_yes(each, "current")
        yield filled(
            position=words(each, "title", "positiontitle", "name")
            or words(history, "positionhistories/title", "title"),
            startDate=words(each, *_STARTS),
            endDate="present" if current else words(each, *_ENDS),
        )


def _degrees(learning: Any) -> Iterator[dict[str, Any]]:
    degrees = [each for each in nodes(learning, "educationdegrees") if isinstance(each, Mapping)]
    for each in degrees or [learning]:
        ended = words(each, "graduationdate", "dateawarded", "date", *_ENDS) or words(learning, *_ENDS)
        yield filled(
            studyType=words(each, "name", "degreename", "degreetype", "degree")
            or words(learning, "programs/name", "program", "name", "educationlevelcodes"),
            area=words(
                each, "majors/name", "majors", "specializations/name", "specializations", "major", "fieldofstudy"
            )
            or words(learning, "majors/name", "majors", "programs/major", "fieldofstudy"),
            startDate=words(each, *_STARTS) or words(learning, *_STARTS),
            endDate="present" if said_yes(learning, "current") else ended,
            status=words(each, "degreestatus", "status") or words(learning, "attendancestatus", "status"),
        )


def _certificate(each: Any) -> dict[str, Any]:
    return filled(
        name=words(each, "name", "certificationname", "licensename", "title"),
        issuer=words(each, "issuingauthority", "issuer", "issuedby"),
        date=words(each, "firstissueddate", "issued", "issuedate", *_STARTS),
        expires=words(each, "expirationdate", "validto", *_ENDS),
    )

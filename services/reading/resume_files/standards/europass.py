"""What does a Europass CV say, of 2012 (SkillsPassport) or of today (Candidate), in XML or JSON?"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from services.reading.resume_files.sections import Sections
from services.reading.resume_files.tree import filled, folded, language_name, nodes, said_yes, words

_TAGS = re.compile(r"<[^>]{0,200}>")
_PARTS = re.compile(r"[,;\n\u2022]|</?(?:li|p|br|ul)\b[^>]{0,100}>")

#: EQF levels where the name of a degree is not read: what each level is called.
_EQF = {"4": "upper secondary", "5": "associate degree", "6": "bachelor", "7": "master", "8": "doctorate"}


def of_europass(document: Mapping[str, Any]) -> Sections | None:
    """Return the sections of a Europass CV; None where it is none."""
    tree = folded(document)
    if learner := next(nodes(tree, "skillspassport", "learnerinfo"), None) or next(nodes(tree, "learnerinfo"), None):
        return _sections(_old(learner), words(learner, "identification/contactinfo/address/contact/country/code"))
    candidate = next(nodes(tree, "candidate"), tree)
    if profile := next(nodes(candidate, "candidateprofile"), None):
        return _sections(_new(profile), words(candidate, "candidateperson/communication/address/countrycode"))
    profile = next(nodes(tree, "profile"), tree)
    if isinstance(profile, Mapping) and profile.keys() & {"workexperiences", "educationtrainings"}:
        return _sections(_downloaded(profile))
    return None


def _sections(members: Mapping[str, Any], country: str | None = None) -> Sections:
    where = {"basics": {"location": {"countryCode": country}}} if country else {}
    return Sections(read_as="Europass", members=where | filled(**members))


def _old(learner: Any) -> dict[str, Any]:
    jobs = [*nodes(learner, "workexperiencelist", "workexperience"), *nodes(learner, "workexperience")]
    studies = [*nodes(learner, "educationlist", "education"), *nodes(learner, "education")]
    spoken = [
        *nodes(learner, "skills", "linguistic", "foreignlanguagelist", "foreignlanguage"),
        *nodes(learner, "skills", "linguistic", "foreignlanguage"),
    ]
    native = [
        *nodes(learner, "skills", "linguistic", "mothertonguelist", "mothertongue"),
        *nodes(learner, "skills", "linguistic", "mothertongue"),
    ]
    return {
        "work": [filled(position=words(each, "position"), **_old_period(each)) for each in jobs],
        "education": [
            filled(studyType=words(each, "title", "level"), area=words(each, "field"), **_old_period(each))
            for each in studies
        ],
        "skills": [
            {"name": skill}
            for section in ("computer", "jobrelated")
            for skill in _listed(words(learner, f"skills/{section}/description"))
        ],
        "languages": [
            *(filled(language=words(each, "description"), fluency="native") for each in native),
            *(
                filled(language=words(each, "description"), fluency=_lowest(each, "proficiencylevel"))
                for each in spoken
            ),
        ],
    }


def _old_period(each: Any) -> dict[str, Any]:
    ended = "present" if said_yes(each, "period/current") else _old_date(each, "to")
    return {"startDate": _old_date(each, "from"), "endDate": ended}


def _old_date(each: Any, end: str) -> str | None:
    parts = [words(each, f"period/{end}/{part}") for part in ("year", "month", "day")]
    said = [part.lstrip("-").zfill(2) for part in parts if part]
    return "-".join(said) if parts[0] else None


def _new(profile: Any) -> dict[str, Any]:
    jobs = [job for each in nodes(profile, "employmenthistory", "employerhistory") for job in _positions(each)]
    attended = list(nodes(profile, "educationhistory", "educationorganizationattendance"))
    competencies = list(nodes(profile, "personqualifications", "personcompetency"))
    spoken = [each for each in competencies if "language" in (words(each, "taxonomyid") or "").casefold()]
    return {
        "work": jobs,
        "education": [_attended(each) for each in attended],
        "certificates": [
            filled(
                name=words(each, "certificationname", "certificationtypecode", "name", "title"),
                issuer=words(each, "issuingauthority/name", "issuingauthority", "organizationname"),
                date=_when(each, "firstissueddate") or _when(each, "issuedate"),
            )
            for each in nodes(profile, "certifications", "certification")
        ],
        "skills": [
            filled(name=words(each, "competencyname"), level=words(each, "proficiencylevel/scoretext"))
            for each in competencies
            if each not in spoken and words(each, "competencyname")
        ],
        "languages": [
            filled(
                language=language_name(words(each, "competencyname", "competencyid")),
                fluency=_lowest(each, "competencydimension"),
            )
            for each in spoken
        ],
    }


def _positions(employer: Any) -> Iterator[dict[str, Any]]:
    positions = [each for each in nodes(employer, "positionhistory") if _when(each, "employmentperiod/startdate")]
    for each in positions or [employer]:
        current = said_yes(each, "employmentperiod/currentindicator")
        yield filled(
            position=words(each, "positiontitle") or words(employer, "positionhistory/positiontitle"),
            startDate=_when(each, "employmentperiod/startdate"),
            endDate="present" if current else _when(each, "employmentperiod/enddate"),
        )


def _attended(each: Any) -> dict[str, Any]:
    level = (words(each, "educationlevelcode") or "").rpartition("/")[2]
    ongoing = said_yes(each, "attendanceperiod/ongoing")
    return filled(
        studyType=words(each, "educationdegree/degreename", "programname") or _EQF.get(level),
        area=words(each, "educationdegree/fieldofstudy", "educationdegree/degreemajor/name", "fieldofstudy"),
        startDate=_when(each, "attendanceperiod/startdate"),
        endDate="present" if ongoing else _when(each, "attendanceperiod/enddate"),
    )


def _when(each: Any, path: str) -> str | None:
    return words(each, f"{path}/formatteddatetime", path)


def _downloaded(profile: Any) -> dict[str, Any]:
    """Return what the profile says that europass.europa.eu gives out as JSON."""
    return {
        "work": [
            filled(position=words(each, "occupation", "position", "title", "role"), **_dated(each))
            for each in nodes(profile, "workexperiences")
        ],
        "education": [
            filled(
                studyType=words(each, "qualification", "title", "degree") or _EQF.get(words(each, "eqflevel") or ""),
                area=words(each, "fieldofstudy", "isced", "field"),
                **_dated(each),
            )
            for each in nodes(profile, "educationtrainings")
        ],
        "skills": [
            {"name": name}
            for section in ("skills", "digitalskills")
            for each in nodes(profile, section)
            if (name := each if isinstance(each, str) else words(each, "name", "label", "skill"))
        ],
        "languages": [
            filled(
                language=words(each, "language", "name"), fluency=_lowest(each, "proficiency") or words(each, "level")
            )
            for each in nodes(profile, "languages")
        ],
    }


def _dated(each: Any) -> dict[str, Any]:
    ongoing = said_yes(each, "ongoing") or said_yes(each, "current")
    ended = words(each, "enddate/date", "enddate", "dateto", "to")
    return {
        "startDate": words(each, "startdate/date", "startdate", "datefrom", "from"),
        "endDate": "present" if ongoing else ended,
    }


def _lowest(each: Any, section: str) -> str | None:
    """Return the lowest of the levels A1 to C2 named for listening, reading, speaking and writing."""
    found = [level for node in nodes(each, section) for level in re.findall(r"\b[ABC][12]\b", str(node))]
    return min(found, default=None)


def _listed(text: str | None) -> list[str]:
    parts = (" ".join(_TAGS.sub(" ", part).split()) for part in _PARTS.split((text or "")[:20_000]))
    return [part for part in parts if part]

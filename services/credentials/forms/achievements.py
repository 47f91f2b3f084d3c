"""What does the subject of a credential have? One achievement per award, in the words of Open Badges 3.0.

European Digital Credentials (European Learning Model, version 3) claim achievements, activities and assessments in
words of their own; older credentials name a degree, or give an achievement as a text.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from services.credentials.loose_values import elements, line, objects, types_of

#: Members of a subject that hold what was achieved, in the order in which they are looked for.
_ACHIEVED = ("achievement", "hasCredential", "degree", "learningAchievement", "achievements", "achieved")

#: What a European credential may claim beside achievements, and what that is said to be. An entitlement is no award.
_TOOK_PART = {
    "LearningActivity": "It says that the learner took part, not what was achieved.",
    "LearningAssessment": "It says that the learner was assessed, not what was achieved.",
}

#: Where a European learning outcome says which skills it is about.
_SKILLS = ("relatedESCOSkill", "relatedSkill")

#: How deep the parts of a European achievement are looked into for skills.
_DEEPEST_PART = 4


def achievements_of(document: Mapping[str, Any], subject: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a subject has, each as an achievement; nothing where the subject names none."""
    if subject.get("hasClaim") is not None:
        return [*_claimed(document, subject)]
    for member in _ACHIEVED:
        found = [one for one in (_achievement(said) for said in elements(subject.get(member))) if one is not None]
        if found:
            return found
    return []


def _achievement(said: Any) -> Mapping[str, Any] | None:
    """Return one achievement: as it is, a degree with its type, an older European one by its title, or a text."""
    if isinstance(said, str) and "://" not in said:
        return {"name": said}
    if not isinstance(said, Mapping):
        return None
    kinds = sorted(one for one in types_of(said) if one.endswith(("Degree", "Diploma", "Doctorate")))
    more = {"achievementType": kinds[0]} if kinds and "achievementType" not in said else {}
    return {**said, "name": said.get("name", said.get("title")), **more}


def _claimed(document: Mapping[str, Any], subject: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the achievements a European credential claims; without any, the activities and assessments."""
    claims = [*objects(subject["hasClaim"])]
    achieved = [one for one in claims if not types_of(one) & {*_TOOK_PART, "LearningEntitlement"}]
    for one in achieved or [one for one in claims if "LearningEntitlement" not in types_of(one)]:
        specified = next(objects(one.get("specifiedBy")), {})
        awarded = next(objects(one.get("awardedBy")), {})
        body = next(objects(awarded.get("awardingBody")), {})
        kind = next((remark for type_, remark in _TOOK_PART.items() if type_ in types_of(one)), None)
        title = next(filter(None, (line(place.get("title")) for place in _titled(one, specified, document))), None)
        yield {
            "name": title,
            "id": one.get("id"),
            "issuer": {"name": body.get("legalName", body.get("prefLabel")), "id": body.get("id")},
            "awardedOn": next(iter(elements(awarded.get("awardingDate"))), None),
            "achievementType": "Degree" if _completes(specified) else None,
            "fieldOfStudy": next((area.get("prefLabel") for area in objects(specified.get("thematicArea"))), None),
            "alignment": [*_skills(one, _DEEPEST_PART)],
            "remark": kind,
        }


def _titled(claim: Mapping[str, Any], specified: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what may hold the title of a claim, the likeliest first."""
    yield claim
    yield specified
    if not types_of(claim) <= {"LearningActivity", "LearningAssessment"}:
        yield from objects(document.get("displayParameter"))


def _completes(specified: Mapping[str, Any]) -> bool:
    """Say whether an achievement is a whole qualification, whose name says its level; its EQF number does not."""
    return "Qualification" in types_of(specified) and specified.get("isPartialQualification") is not True


def _skills(achievement: Mapping[str, Any], deep: int) -> Iterator[dict[str, Any]]:
    for specified in objects(achievement.get("specifiedBy")):
        for outcome in objects(specified.get("learningOutcome")):
            for skill in (skill for member in _SKILLS for skill in objects(outcome.get(member))):
                yield {"targetName": skill.get("prefLabel", skill.get("title")), "targetUrl": skill.get("id")}
    for part in objects(achievement.get("hasPart")) if deep else ():
        yield from _skills(part, deep - 1)

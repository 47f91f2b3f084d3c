"""What does a credential show beside its title? The skills it is aligned with, and the work that earned it."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.credentials.loose_values import elements, line, objects, types_of, year
from services.credentials.people import without_people
from services.intake.standing_schemas import LONGEST_ADDRESS, MOST_ALIGNED, MOST_SKILLS_SHOWN
from services.recommender.learner import Evidence
from services.recommender.scales import EvidenceKind

#: Alignments with these target types are with another description of the same credential, or with how it is graded.
_NO_SKILL = frozenset({"ceasn:rubric", "cfdocument", "cfrubric", "cfrubriccriterion", "credential", "ctdl"})

#: Words in an evidence's genre or type that say what it is; anything else that was made is a work product.
_EVIDENCE_WORDS = (
    ("portfolio", EvidenceKind.PORTFOLIO),
    ("project", EvidenceKind.PROJECT),
    ("publication", EvidenceKind.PUBLICATION),
    ("article", EvidenceKind.PUBLICATION),
)


def alignments_of(achievement: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the skills, and the addresses and codes of everything, that the achievement aligns with."""
    skills: dict[str, None] = {}
    aligned: dict[str, None] = {}
    for one in (*objects(achievement.get("alignment")), *objects(achievement.get("alignments"))):
        name, kind = line(one.get("targetName", one.get("name"))), line(one.get("targetType")) or ""
        if name is not None and kind.casefold() not in _NO_SKILL:
            skills[name] = None
        for member in ("targetUrl", "targetCode", "url"):
            if (address := line(one.get(member), LONGEST_ADDRESS)) is not None:
                aligned[address] = None
    return tuple(skills)[:MOST_ALIGNED], tuple(aligned)[:MOST_ALIGNED]


def evidence_of(
    document: Mapping[str, Any], subject: Mapping[str, Any], skills: tuple[str, ...], people: tuple[str, ...]
) -> Iterator[Evidence]:
    """Yield what was made; only what has a name can be shown."""
    for one in (*objects(document.get("evidence")), *objects(subject.get("evidence"))):
        title = without_people(line(one.get("name")), people)
        said = " ".join(text for text in (line(one.get("genre")), *sorted(types_of(one))) if text).casefold()
        if title is not None:
            kind = next((kind for word, kind in _EVIDENCE_WORDS if word in said), EvidenceKind.WORK_PRODUCT)
            made = next((year(text) for text in elements(one.get("date")) if year(text)), None)
            yield Evidence(kind=kind, title=title, skills=skills[:MOST_SKILLS_SHOWN], year=made)

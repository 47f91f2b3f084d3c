"""What is true of the role, and of the distance between it and the learner?"""

from typing import Literal

from services.recommender.answer import Answer
from services.recommender.decision.facts.record import FactRecord, fact
from services.recommender.rulebook.vocabulary import Group
from services.recommender.scales import EmployerKind
from services.recommender.situation.aims.employers import kinds_aimed_at
from services.recommender.situation.role.role_skills import SkillsFrom, skills_in
from services.recommender.situation.situation import Situation
from services.recommender.wording import formats


class RoleFacts(FactRecord, group=Group.ROLE):
    """What rules may ask about the role, and about how far the learner is from it."""

    skills_from: SkillsFrom = fact(
        "Where the role's skills come from: the profile, O*NET's in-demand technologies, or nowhere."
    )
    required: int = fact("Skills the role requires.", unit="skills")
    gap: int = fact("Required skills the learner does not hold.", unit="skills")
    preferred_gap: int = fact("Preferred skills the learner does not hold.", unit="skills")
    near_held: int = fact(
        "Required skills that are missing, and not begun, while the learner knows something near to them: they are "
        "missing all the same.",
        unit="skills",
    )
    near_share: int | None = fact(
        "Share of the required skills not held that these are; unknown without a gap.",
        unit="% of missing required skills",
    )
    covered_share: int | None = fact(
        "Required skills the learner holds; unknown when none are known.", unit="% of required skills"
    )
    unplaced: int = fact("Required or preferred skills that are in no list of skills.", unit="skills")
    unplaced_words: str = fact("Those of them, as they were written.")
    credentials_required: int = fact(
        "Credentials that the posting requires by name, such as CISSP; they are no skills and count in none of them.",
        unit="credentials",
    )
    credentials_missing: int = fact("Of these, those the learner does not hold as valid today.", unit="credentials")
    field_licence_missing: Literal["no", "yes"] = fact(
        "Whether the posting names the licence of the field and the learner does not hold it as valid today."
    )
    degrees_required: int = fact(
        "Degrees that the posting requires; they are no skills and count in none of them.", unit="degrees"
    )
    degrees_missing: int = fact("Of these, those the learner has not completed.", unit="degrees")
    school_missing: Answer = fact("Whether the posting requires a school leaving certificate that is not named.")
    employers: frozenset[EmployerKind | Literal["several"]] = fact(
        "The kinds of employers aimed at, as said or as known by their names; several is among them where they differ, "
        "or where the kind of one is not known."
    )
    hot_skills: int = fact(
        "Required or preferred skills that O*NET marks as hot technologies for the occupation.", unit="skills"
    )


def role_facts(situation: Situation) -> RoleFacts:
    """Return what is true of the role."""
    required, gap = len(situation.required), len(situation.gap)
    asked = skills_in((*situation.required, *situation.preferred))
    near = sum(1 for one in situation.gap if situation.is_near(one))
    unplaced = [one.shown for one in (*situation.required, *situation.preferred) if not one.matched]
    return RoleFacts(
        skills_from=situation.skills_from,
        required=required,
        gap=gap,
        preferred_gap=len(situation.preferred_gap),
        near_held=near,
        near_share=near * 100 // gap if gap else None,
        covered_share=(required - gap) * 100 // required if required else None,
        unplaced=len(unplaced),
        unplaced_words=formats.listed(unplaced),
        credentials_required=len({one.choice or one.words for one in situation.asked_credentials if one.required}),
        credentials_missing=len(situation.missing_credentials),
        field_licence_missing="yes" if situation.misses_field_licence else "no",
        degrees_required=sum(1 for one in situation.asked_degrees if one.required and not one.of_school),
        degrees_missing=sum(1 for one in situation.missing_degrees if not one.of_school),
        school_missing=Answer.YES if any(one.of_school for one in situation.missing_degrees) else Answer.NO,
        employers=_employers(situation),
        hot_skills=len(asked & situation.hot_skills),
    )


def _employers(situation: Situation) -> frozenset[EmployerKind | Literal["several"]]:
    kinds = kinds_aimed_at(situation.employers)
    others = kinds and any(one.kind is EmployerKind.UNKNOWN for one in situation.employers)
    return kinds | {"several"} if len(kinds) > 1 or others else kinds

"""What may a rule ask about the role, and about how far the learner is from it?"""

from services.recommender.rulebook.vocabulary import Group, choice, number
from services.recommender.scales import EmployerKind

ROLE = (
    choice(
        Group.ROLE,
        "skills_from",
        "Where the role's skills come from: the profile, O*NET's in-demand technologies, or nowhere.",
        ("named", "imputed", "none"),
    ),
    number(Group.ROLE, "required", "Skills the role requires.", "skills"),
    number(Group.ROLE, "gap", "Required skills the learner does not hold.", "skills"),
    number(Group.ROLE, "preferred_gap", "Preferred skills the learner does not hold.", "skills"),
    number(
        Group.ROLE,
        "covered_share",
        "Required skills the learner holds; unknown when none are known.",
        "% of required skills",
    ),
    number(Group.ROLE, "unplaced", "Required or preferred skills that are in no list of skills.", "skills"),
    number(
        Group.ROLE,
        "credentials_required",
        "Credentials that the posting requires by name, such as CISSP; they are no skills and count in none of them.",
        "credentials",
    ),
    number(
        Group.ROLE, "credentials_missing", "Of these, those the learner does not hold as valid today.", "credentials"
    ),
    choice(
        Group.ROLE, "employers", "The kind of employer aimed at; several when they differ.", (*EmployerKind, "several")
    ),
    number(
        Group.ROLE,
        "hot_skills",
        "Required or preferred skills that O*NET marks as hot technologies for the occupation.",
        "skills",
    ),
)

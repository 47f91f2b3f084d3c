"""Which document is a learner's profile? The one schema that the API, the command line and the workers read by."""

import json
from typing import Any

from marshmallow import ValidationError

from services.intake.aim_schemas import (
    MOST_SKILLS,
    BudgetSchema,
    FieldSchema,
    StackGoalSchema,
    TargetEmployerSchema,
    TargetRoleSchema,
)
from services.intake.members import Code, Country, Day, Language, OneOf, Part, Several, Text, WholeNumber
from services.intake.problems import ProfileRejected, problems_in
from services.intake.standing_schemas import (
    EducationSchema,
    EvidenceSchema,
    ExperienceSchema,
    HeldCredentialSchema,
    HeldSkillSchema,
)
from services.intake.strict_json import JSON
from services.intake.strict_schema import StrictSchema
from services.recommender.learner import Profile
from services.recommender.profile_document import profile_document
from services.recommender.scales import Goal, Mode, QuestionCode

#: How many credentials and pieces of evidence one profile may name.
MOST_CREDENTIALS = 100
MOST_EVIDENCE = 100


class ProfileSchema(StrictSchema):
    """One learner's question. It never says who the learner is: names, ages, origins and the like are refused."""

    value_type = Profile
    of_the_profile = True

    learner_id = Code(
        "The client's opaque name for the learner; not a person's name or e-mail address.",
        "learner-4711",
        pattern="[A-Za-z0-9._:-]{1,128}",
        right="1 to 128 letters, digits and . _ : -",
    )
    field = Part(FieldSchema, "The field aimed at.")
    goal = OneOf(Goal, "What a credential should do for the learner.")
    target_role = Part(TargetRoleSchema, "The role or posting aimed at.")
    target_employers = Several(Part(TargetEmployerSchema, "An employer."), "Employers aimed at.", most=50)
    education = Several(Part(EducationSchema, "One level completed."), "Education completed.", most=30)
    experience = Part(ExperienceSchema, "Years worked.")
    skills = Several(Part(HeldSkillSchema, "A skill."), "Skills held.", most=MOST_SKILLS)
    evidence = Several(Part(EvidenceSchema, "A piece of evidence."), "What shows applied skill.", most=MOST_EVIDENCE)
    credentials_held = Several(
        Part(HeldCredentialSchema, "A credential."),
        "Credentials held, in progress, expired or revoked.",
        most=MOST_CREDENTIALS,
    )
    stack_goal = Part(StackGoalSchema, "What the credentials should add up to.")
    deadline = Day(
        "The day by which the credential is needed; one that has passed is taken, and said so.", "2027-06-30"
    )
    hours_per_week = WholeNumber(
        "Whole hours a week for learning; leave it out where it is not known.",
        6,
        low=1,
        high=80,
        remedy="; leave it out where it is not known",
    )
    budget = Part(BudgetSchema, "What may be spent in all.")
    language = Language("The preferred language: its tag (BCP 47), or its name in English or in itself.", "en")
    mode = OneOf(Mode, "How the learner wants to learn; any when left out.")
    country = Country(
        "Where the learner wants to work: the country's ISO 3166-1 code, or its name. Left out, the answer speaks for "
        "the United States and says so.",
        "GB",
    )
    region = Text(
        "The part of that country, where its parts have authorities of their own: its ISO 3166-2 code, or its name.",
        "CA-ON",
        longest=60,
    )
    answered = Several(
        OneOf(QuestionCode, "A question's code."),
        "Questions that the learner answered with none or no; they are not put again.",
        most=len(QuestionCode),
    )


#: Built once: reading a profile changes nothing in it.
_PROFILE = ProfileSchema()


def read_profile(document: JSON) -> Profile:
    """Return the profile in a parsed JSON document; raise ProfileRejected with every problem in it."""
    try:
        profile: Profile = _PROFILE.load(document)
    except ValidationError as error:
        raise ProfileRejected(problems_in(error.messages)) from None
    return profile


def write_profile(profile: Profile) -> dict[str, Any]:
    """Return the canonical document: members at their default left out, so read_profile(write_profile(p)) == p."""
    return profile_document(profile)


def profile_text(profile: Profile) -> str:
    """Return the canonical document as one line of JSON: the same profile is always the same text."""
    return json.dumps(write_profile(profile), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

"""Where does the learner stand? The schemas of education, experience, skills, evidence and credentials held."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from services.intake.members import Country, Day, OneOf, Several, Text, WholeNumber, Year
from services.intake.strict_schema import StrictSchema, as_a_whole
from services.recommender.learner import Education, Evidence, Experience, HeldCredential, HeldSkill
from services.recommender.scales import (
    EducationLevel,
    EducationStatus,
    EvidenceKind,
    HeldStatus,
    Proof,
    Revocation,
    SkillLevel,
)

#: How many skills one piece of evidence may show.
MOST_SKILLS_SHOWN = 50

#: The longest working life believed, in years.
LONGEST_CAREER = 70

#: How many alignments of one document are kept, and how long the address of one and the reason of a finding may be.
MOST_ALIGNED = 50
LONGEST_ADDRESS = 300
LONGEST_REASON = 500


class EducationSchema(StrictSchema):
    value_type = Education
    rules = ({"anyOf": [{"required": ["level"]}, {"required": ["qualification"]}]},)

    level = OneOf(EducationLevel, "The level completed; left out where the qualification says it.")
    field_of_study = Text("What was studied.", "Statistics")
    year = Year("The year it was completed; one to come says that it is under way.", 2019)
    qualification = Text("What it is called, as on the paper; where the name is known, it says the level.", "BTech")
    country = Country("The country that awarded it; left out, the one where the learner wants to work.", "IN")
    status = OneOf(EducationStatus, "How far it has come; completed when left out.")

    @as_a_whole
    def require_the_level_or_a_name(self, _members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        if "level" not in sent and "qualification" not in sent:
            right = ", ".join(EducationLevel)
            raise ValidationError(f"is missing; it must be one of: {right}. Or give the qualification", "level")


class ExperienceSchema(StrictSchema):
    """Years worked, as whole numbers: round down."""

    value_type = Experience

    years_total = WholeNumber("Whole years worked in all.", 6, low=0, high=LONGEST_CAREER)
    years_in_field = WholeNumber("Whole years worked in the field aimed at.", 1, low=0, high=LONGEST_CAREER)

    @as_a_whole
    def require_the_part_to_fit_the_whole(self, members: Mapping[str, Any], _sent: Mapping[str, Any]) -> None:
        total, in_field = members.get("years_total"), members.get("years_in_field")
        if total is not None and in_field is not None and in_field > total:
            raise ValidationError(f"must not be more than years_total, {total}", "years_in_field")


class HeldSkillSchema(StrictSchema):
    value_type = HeldSkill

    name = Text("The skill, in the learner's words.", "Python")
    level = OneOf(SkillLevel, "How well it is held; unknown when left out.")
    last_used = Year("The year it was last used.", 2026)


class EvidenceSchema(StrictSchema):
    """Something made that shows applied skill."""

    value_type = Evidence

    kind = OneOf(EvidenceKind, "What was made.")
    title = Text("What it is called.", "Dashboard of city bicycle counts")
    skills = Several(Text("A skill.", "Tableau"), "The skills it shows.", most=MOST_SKILLS_SHOWN)
    year = Year("The year it was made.", 2025)


class HeldCredentialSchema(StrictSchema):
    """A credential as the learner names it, or as it is kept once its document was examined."""

    value_type = HeldCredential

    title = Text("The credential's title.", "CompTIA Network+")
    credential = Text("Its id in the catalogue, where the client knows it.", "comptia-network-plus")
    issuer = Text("Who issued it.", "CompTIA")
    status = OneOf(HeldStatus, "What was said of it; valid when left out. A date of expiry that has passed decides.")
    issued_on = Day("The day it was issued.", "2023-05-02")
    expires_on = Day("The last day it is valid.", "2026-05-02")
    proof = OneOf(Proof, "What examining its document found; self_declared without a document.")
    why = Text("Why, in words.", "The issuer's signature is right.", longest=LONGEST_REASON)
    skills = Several(Text("A skill.", "SQL"), "The skills its document aligns it with.", most=MOST_ALIGNED)
    aligned = Several(
        Text("An address or code.", "http://data.europa.eu/esco/skill/598de5b0", longest=LONGEST_ADDRESS),
        "Addresses and codes of what its document aligns it with.",
        most=MOST_ALIGNED,
    )
    level = OneOf(EducationLevel, "The level of education it completes, where its document says so.")
    field_of_study = Text("What was studied, where its document says so.", "Biology")
    revocation = OneOf(
        Revocation, "Whether its issuer was asked about revoking it, where its document says how to ask."
    )

    @as_a_whole
    def require_the_dates_in_order(self, members: Mapping[str, Any], _sent: Mapping[str, Any]) -> None:
        issued, expires = members.get("issued_on"), members.get("expires_on")
        if issued is not None and expires is not None and expires < issued:
            raise ValidationError(f"must not be before issued_on, {issued}", "expires_on")

"""Where does the learner want to go? Schemas of field, role, employers, stack goal and budget."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from services.intake.members import Code, Country, OneOf, Part, Several, Text, TextOr, WholeNumber
from services.intake.strict_schema import StrictSchema, as_a_whole, given
from services.recommender.learner import (
    Budget,
    DeclaredCulture,
    Field,
    SkillChoice,
    StackGoal,
    TargetEmployer,
    TargetRole,
)
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER
from services.recommender.scales import Culture, EmployerKind, StackGoalKind

#: How many skills a posting or a learner may list. The longest postings name some sixty.
MOST_SKILLS = 200

#: How many alternatives one choice may name.
MOST_ALTERNATIVES = 20


class DeclaredCultureSchema(StrictSchema):
    value_type = DeclaredCulture

    culture = OneOf(Culture, "How much the employers of this market ask for certification and for degrees.")
    source = Text("Who says so, and since when.", "HR survey of 41 regional employers, March 2026", longest=500)


class FieldSchema(StrictSchema):
    """The field aimed at: exactly one of `occupation` and `unlisted`."""

    value_type = Field
    rules = ({"oneOf": [given("occupation"), given("unlisted")]},)

    occupation = Text("An O*NET-SOC code, or an occupation's title in words. Give this or unlisted.", "Data Scientists")
    unlisted = Text("A field that O*NET does not list, in words. Give this or occupation.", "Prompt librarian")
    declared_culture = Part(
        DeclaredCultureSchema, "The credential culture of this client's own market; used instead of the measured one."
    )

    @as_a_whole
    def require_exactly_one(self, _members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        given = [name for name in ("occupation", "unlisted") if sent.get(name) is not None]
        if len(given) != 1:
            raise ValidationError(
                'must hold exactly one of "occupation" (an O*NET-SOC code or a title in words) '
                'and "unlisted" (a field that O*NET does not list)'
            )


class SkillChoiceSchema(StrictSchema):
    """Skills or credentials of which one suffices."""

    value_type = SkillChoice
    rules = ({"required": ["any_of"], "properties": {"any_of": {"minItems": 1}}},)

    any_of = Several(
        Text("A skill, or a credential by its name.", "Tableau"), "Any one of these suffices.", most=MOST_ALTERNATIVES
    )

    @as_a_whole
    def require_an_alternative(self, _members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        if not sent.get("any_of"):
            raise ValidationError("must name one at least", "any_of")


def _asked(example: str) -> TextOr:
    """Return the member for a line of a posting, which is read as people write it, or an explicit choice."""
    return TextOr(
        Text('A skill, or a credential by its name; "A or B" is read as a choice.', example),
        Part(SkillChoiceSchema, "Skills or credentials of which one suffices."),
        "A skill or credential, or a choice of several.",
    )


class TargetRoleSchema(StrictSchema):
    """A role or a posting, in the posting's own words."""

    value_type = TargetRole

    title = Text("The role's title.", "Junior data analyst")
    required_skills = Several(
        _asked("SQL"),
        "Skills and credentials the role requires, in the posting's words, or as choices.",
        most=MOST_SKILLS,
    )
    preferred_skills = Several(
        _asked("Tableau"),
        "Skills and credentials the role would like to see, or choices of them.",
        most=MOST_SKILLS,
    )


class TargetEmployerSchema(StrictSchema):
    value_type = TargetEmployer

    name = Text("The employer's name.", "Northwind Analytics")
    kind = OneOf(EmployerKind, "What kind of employer it is; unknown when left out.")
    country = Country("Where it hires; left out, in the country that the learner wants to work in.", "DE")


def _kind(*kinds: StackGoalKind) -> dict[str, Any]:
    return {"required": ["kind"], "properties": {"kind": {"enum": sorted(kinds)}}}


class StackGoalSchema(StrictSchema):
    """What the credentials should add up to."""

    value_type = StackGoal
    rules = (
        {
            "anyOf": [
                {"allOf": [_kind(StackGoalKind.NAMED_CREDENTIAL), given("credential")]},
                _kind(*(kind for kind in StackGoalKind if kind not in {StackGoalKind.NAMED_CREDENTIAL, "none"})),
                {"not": {"anyOf": [_kind(*set(StackGoalKind) - {"none"}), given("credential"), given("institution")]}},
            ]
        },
    )

    kind = OneOf(StackGoalKind, "What the stack should lead to.")
    credential = Text("A stack's or credential's id or title; needed for named_credential.", "CompTIA Security+")
    institution = Text("The institution whose degree the credit should count toward.", "Riverside State University")

    @as_a_whole
    def require_a_goal_for_its_details(self, members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        kind = members.get("kind", None if "kind" in sent else StackGoalKind.NONE)
        if kind is StackGoalKind.NAMED_CREDENTIAL and sent.get("credential") is None:
            raise ValidationError("is missing; name the credential that the stack should lead to", "credential")
        for detail in ("credential", "institution"):
            if kind is StackGoalKind.NONE and members.get(detail) is not None:
                raise ValidationError(f'there is a {detail} but no goal; say in "kind" what it should lead to', "kind")


class BudgetSchema(StrictSchema):
    """What may be spent in all."""

    value_type = Budget

    amount = WholeNumber("Whole units of the currency; 0 is no money at all.", 400, low=0, high=LARGEST_NUMBER)
    currency = Code(
        "ISO 4217 code.", "EUR", pattern="[A-Z]{3}", right="a currency code of ISO 4217, three upper-case letters"
    )

"""What do answers about rules look like? Schemas that write them and describe them in the OpenAPI document."""

from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from services.recommender.rulebook.rule_source import SourceBasis


def _text(description: str, example: str, **more: Any) -> fields.String:
    return fields.String(metadata={"description": description, "examples": [example]}, **more)


def _texts(description: str) -> fields.List[str]:
    return fields.List(fields.String(), metadata={"description": description})


class RuleSourceSchema(Schema):
    title = _text("What can be read there.", "O*NET 29.3, element 2.D.4.a")
    basis = _text(
        "Whether somebody read it (read), it is cited from memory (remembered), or it is our own (judgement).",
        "read",
        validate=OneOf([basis.value for basis in SourceBasis]),
    )
    checked_on = _text("The day somebody last read it; null for what nobody read.", "2026-11-22", allow_none=True)
    in_words = _text("What readers are told of the basis.", "read on 22 November 2026")
    address = _text(
        "Where it can be read; null for what has no address.", "https://www.onetcenter.org", allow_none=True
    )


class ConditionSchema(Schema):
    """One comparison of one fact."""

    fact = _text("The fact's name.", "field.culture")
    comparison = _text("How it is compared.", "equals")
    value = fields.Raw(metadata={"description": "With what: a number, a word, a list of words, or true or false."})


class PointStepSchema(Schema):
    """Points from one value of the fact on, up to the next step."""

    start = fields.Integer(data_key="from", metadata={"description": "The value that it begins at.", "examples": [50]})
    points = fields.Integer(metadata={"description": "Whole points given or taken.", "examples": [35]})


class GradedPointsSchema(Schema):
    """Points by the value of a number."""

    by = _text("The fact that is looked at.", "fit.gap_share")
    steps = fields.List(
        fields.Nested(PointStepSchema), metadata={"description": "From the lowest value to the highest."}
    )


class EffectSchema(Schema):
    """One thing that follows when the rule fires."""

    effect = _text("Which kind: conclude, weigh, rule_out, caution or ask.", "weigh")
    finding = _text("What is concluded; later rules may build on it.", "licence_is_the_way_in")
    path = _text("The path it falls on; null for what the rule fired on.", "certification", allow_none=True)
    dimension = _text("What the points speak for.", "recognition")
    points = fields.Integer(
        allow_none=True,
        metadata={"description": "Whole points given or taken; null where they are graded.", "examples": [15]},
    )
    graded_points = fields.Nested(
        GradedPointsSchema,
        metadata={
            "description": "The table that the points are taken from; left out where they are the same everywhere."
        },
    )
    code = _text("The caution's or question's code.", "licence_comes_first")
    text = _text("What the learner reads.", "This work needs a licence.")


class RuleSchema(Schema):
    """One rule, its conditions and effects as data."""

    id = _text("The rule's id; it never changes.", "field_culture/credential-field-asks-for-certification")
    chapter = _text("The question it belongs to.", "field_culture")
    title = _text("What it says, in a sentence.", "In a credential-driven field certification is the currency")
    rationale = _text("Why it is so.", "Surveyed employers call certification important for these jobs.")
    stage = _text("When it runs: findings, credentials or paths.", "paths")
    origin = _text("rulebook, overlay, or: rulebook, with the overlay's points.", "rulebook")
    sources = fields.List(fields.Nested(RuleSourceSchema), metadata={"description": "What it rests on."})
    when = fields.List(
        fields.List(fields.Nested(ConditionSchema)),
        metadata={"description": "Alternatives: it fires when all conditions of one of them hold."},
    )
    then = fields.List(fields.Nested(EffectSchema), metadata={"description": "What follows."})
    instead_of = _texts("Rules that do not count for the subject on which this one fires.")
    adds_to = _texts("Rules that this one always comes with, giving a reason of its own.")
    because = _text("What the learner reads; facts stand in braces.", "In the field ({field.title}) employers look ...")


class RulesSchema(Schema):
    """Every rule in force for the client."""

    rulebook = _text("The hash of the rulebook, as provenance names it.", "sha256:5f0c")
    overlay = _text("The hash of the client's overlay; null where it has none.", "sha256:90ab", allow_none=True)
    switched_off = _texts("Rules of the rulebook that the overlay switches off.")
    rules = fields.List(fields.Nested(RuleSchema), metadata={"description": "In the order of their ids."})


class FactSchema(Schema):
    """One fact that rules may speak of."""

    name = _text("Its name.", "fit.gap_share")
    about = _text("What it is known of: the decision, each candidate or each path.", "candidate")
    kind = _text("number, choice, or text, which can only be shown.", "number")
    unit = _text("The unit of a number.", "percent", allow_none=True)
    decimals = fields.Integer(metadata={"description": "How many digits stand behind the point when it is shown."})
    allowed = _texts("The words of a choice.")
    may_be_unknown = fields.Boolean(metadata={"description": "Whether there are learners of whom it is not known."})
    former_names = _texts("What it was called before; rules with these names are still read.")
    comparisons = _texts("How rules may compare it.")
    meaning = _text("What it says.", "How much of the gap the credential closes.")


class VocabularySchema(Schema):
    """What rules may speak of."""

    facts = fields.List(fields.Nested(FactSchema), metadata={"description": "Every fact, findings included."})
    dimensions = _texts("What points may speak for.")
    paths = _texts("The paths, in the order that decides ties.")
    effects = _texts("What may follow from a rule.")


class OverlayVersionSchema(Schema):
    hash = _text("The hash of the version.", "sha256:90ab")
    put_at = fields.DateTime(format="iso", metadata={"description": "When it was last put."})
    is_active = fields.Boolean(metadata={"description": "Whether it is the active one."})


class OverlayCultureSchema(Schema):
    culture = _text("The culture declared.", "mixed")
    source = _text("Where that is known from; learners read it.", "Our survey of employers, 2026")


class OverlayChangesSchema(Schema):
    """What the overlay changes of the rulebook."""

    rules_added = _texts("Rules of its own.")
    rules_switched_off = _texts("Rules of the rulebook that are out of force.")
    rules_with_other_points = _texts("Rules of the rulebook whose points are changed.")
    rules_silenced = _texts("Rules that can fire no more, because what they wait for was switched off.")
    cultures = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(OverlayCultureSchema),
        metadata={"description": "Cultures declared, by occupation code or the beginning of one."},
    )
    country = _text(
        "Where learners want to work who do not say it; null: as the deployment has it.", "GB", allow_none=True
    )


class OverlayProblemSchema(Schema):
    """One thing to mend in an overlay."""

    file = _text("The file.", "recognition/our_partners.yaml")
    line = fields.Integer(metadata={"description": "The line, from 1; 0 for the file as a whole.", "examples": [7]})
    rule = _text("The rule; empty where none is meant.", "recognition/our-partners")
    path = _text("The member, with dots.", "when.field.cultur")
    suggestion = _text("The word that was probably meant.", "field.culture", allow_none=True)
    pointer = _text("JSON pointer to the file in the body.", "/files/recognition~1our_partners.yaml")
    detail = _text("What is wrong there and what would be right.", 'no fact is called "field.cultur"')


class OverlaySchema(Schema):
    """The active overlay, and the versions before it."""

    hash = _text("The hash of the active version; null where there is none.", "sha256:90ab", allow_none=True)
    files = fields.Dict(
        keys=fields.String(), values=fields.String(), metadata={"description": "The text of each file by its name."}
    )
    changes = fields.Nested(
        OverlayChangesSchema,
        allow_none=True,
        metadata={"description": "What it changes; null where there is none, or where it does not fit the rulebook."},
    )
    problems = fields.List(
        fields.Nested(OverlayProblemSchema),
        metadata={"description": "What does not fit the rulebook as it is now; it was without fault when it was put."},
    )
    versions = fields.List(
        fields.Nested(OverlayVersionSchema), metadata={"description": "Those that can be brought back, newest first."}
    )

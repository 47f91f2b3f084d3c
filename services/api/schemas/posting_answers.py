"""What does the reading of a job advertisement look like? Every part with its place in the text and its confidence."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.reading.postings.clauses import Strength
from services.reading.postings.named.mentions import Kind


def _text(description: str, example: str, **more: Any) -> fields.String:
    return fields.String(metadata={"description": description, "examples": [example]}, **more)


def _number(description: str, example: int, **more: Any) -> fields.Integer:
    return fields.Integer(metadata={"description": description, "examples": [example]}, **more)


def _strength() -> fields.String:
    described = "required, preferred, or merely mentioned among the tasks, which asks for nothing by itself."
    return fields.String(
        metadata={"description": described}, validate=validate.OneOf([each.value for each in Strength])
    )


class SaidSchema(Schema):
    """A value with the words that say it; without words where it was told from all of the text, or stood beside it."""

    value = _text("The value.", "DE")
    confidence = _number("How sure it is, in percent.", 95)
    words = _text("The words that say it.", "Deutschland", allow_none=True)
    start = _number("Where they begin in `text`, in characters from 0.", 41, allow_none=True)
    end = _number("Where they end, the first character behind them.", 52, allow_none=True)


class PostingCandidateSchema(Schema):
    code = _text("O*NET-SOC code; null where only ESCO has the occupation.", "15-2051.01", allow_none=True)
    title = _text("The occupation's title.", "Business Intelligence Analysts")
    esco = _text("The address of ESCO's occupation.", "http://data.europa.eu/esco/occupation/...", allow_none=True)
    confidence = _number("How sure it is, in percent.", 90)


class PostingTitleSchema(SaidSchema):
    occupation = _text("The O*NET-SOC code that it is taken for; null where that is to be chosen.", "15-2051.01",
                       allow_none=True)  # fmt: skip
    candidates = fields.List(
        fields.Nested(PostingCandidateSchema), metadata={"description": "Occupations it may mean, the likeliest first."}
    )


class MentionSchema(Schema):
    kind = fields.String(
        metadata={"description": "What sort of thing it is."}, validate=validate.OneOf([each.value for each in Kind])
    )
    words = _text("The words that name it.", "Power BI")
    start = _number("Where they begin in `text`, in characters from 0.", 310)
    end = _number("Where they end, the first character behind them.", 318)
    id = _text("The skill's or credential's id, or the language's code.", "onet:microsoft-power-bi", allow_none=True)
    label = _text("What it is called.", "Microsoft Power BI")
    level = _text("A degree's level, or how well a language is to be known.", "bachelor", allow_none=True)
    years = _number("Years of experience.", 3, allow_none=True)
    confidence = _number("How sure it is, in percent.", 95)
    to_confirm = fields.Boolean(
        metadata={"description": "true where it is not sure enough for `profile`: add it there if it is meant."}
    )


class AskedSchema(Schema):
    strength = _strength()
    any_of = fields.List(fields.Nested(MentionSchema), metadata={"description": "Any one of these suffices."})
    or_experience = fields.Boolean(metadata={"description": "Of a degree: equivalent experience would do as well."})
    or_training = fields.Boolean(metadata={"description": "Of a degree: vocational training would do as well."})


class UnreadSchema(Schema):
    words = _text("A line that asks for something of which nothing was recognised.", "Willing to work shifts")
    start = _number("Where it begins in `text`.", 512)
    end = _number("Where it ends.", 534)
    strength = _strength()


class ReadPostingSchema(Schema):
    """What a job advertisement asks for."""

    language = fields.Nested(SaidSchema, metadata={"description": "The language it is written in (ISO 639-1)."})
    title = fields.Nested(
        PostingTitleSchema, allow_none=True, metadata={"description": "The title, and the occupations it may mean."}
    )
    country = fields.Nested(
        SaidSchema, allow_none=True, metadata={"description": "Where the work is (ISO 3166-1), where it says so."}
    )
    years = _number("The most years of experience that it requires; null where it requires none.", 3, allow_none=True)
    asked = fields.List(
        fields.Nested(AskedSchema), metadata={"description": "What is asked for, in the order of the text."}
    )
    unread = fields.List(
        fields.Nested(UnreadSchema), metadata={"description": "Lines to look at: nothing in them was recognised."}
    )
    profile = fields.Dict(
        metadata={
            "description": "Members of a profile as POST /v1/profiles takes them: field, target_role and country as "
            "far as they are sure. Put them into a profile as they are, or corrected.",
            "examples": [{"field": {"occupation": "15-2051.01"}, "target_role": {"required_skills": ["SQL"]}}],
        }
    )
    text = _text("The text that places count in: of HTML and JobPostings, as it was read.", "Data Analyst, Leeds ...")

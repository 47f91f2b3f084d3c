"""Which advertisement may a client send? Its text, or schema.org's JobPosting, and what is known beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load, validate
from marshmallow.fields import Field

from services.intake.members import Country, Language
from services.intake.strict_schema import StrictSchema
from services.reading.postings.advertisement import (
    MOST_CHARACTERS,
    Advertisement,
    PostingRejected,
    of_job_posting,
    of_text,
    with_language,
)
from services.recommender.names.languages import languages_named


@dataclass(frozen=True, kw_only=True)
class PostedAdvertisement:
    """An advertisement that can be read, and the country that its sender says the work is in."""

    advertisement: Advertisement
    country: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Members:
    """What may be left out of the document."""

    text: str | None = None
    job_posting: Any = None
    country: str | None = None
    language: str | None = None


def _code_of(language: str) -> str:
    codes = languages_named(language).codes
    if not codes:
        raise ValidationError(
            "must be a language by its tag of BCP 47, like de, or by its name, like German; none is called so",
            "language",
        )
    return codes[0]


class PostedAdvertisementSchema(StrictSchema):
    """A job advertisement: exactly one of `text` and `job_posting`. It is read at once, and nothing of it is kept."""

    value_type = _Members
    rules = ({"oneOf": [{"required": ["text"]}, {"required": ["job_posting"]}]},)

    text = fields.String(
        validate=validate.Length(max=2 * MOST_CHARACTERS, error="must have at most {max} characters"),
        metadata={
            "description": f"The advertisement as it is published, plain or HTML; at most {MOST_CHARACTERS} characters "
            "without its tags. Give this or job_posting.",
            "examples": [
                "Data Analyst, Leeds\n\nRequirements:\n- 3+ years with SQL\n- Python or R\n- Tableau is a plus"
            ],
        },
        error_messages={"invalid": "must be the advertisement as a text in quotation marks"},
    )
    job_posting = fields.Raw(
        metadata={
            "type": ["object", "array"],
            "items": {"type": "object"},
            "description": "The advertisement as schema.org's JobPosting, in JSON. Give this or text.",
        },
    )
    country = Country("Where the work is, for advertisements that do not say it.", "DE")
    language = Language("The advertisement's language; told from its words when left out.", "de")

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        super().on_bind_field(field_name, field_obj)
        field_obj.allow_none = False

    @pre_load
    def as_a_member(self, sent: Any, **_: Any) -> Any:
        """Take a JobPosting that was sent as it is for one in its member."""
        is_bare = isinstance(sent, Mapping) and not sent.keys() & {"text", "job_posting"}
        return {"job_posting": sent} if is_bare and sent.keys() & {"@type", "@graph"} else sent

    @post_load
    def build(self, members: Mapping[str, Any], **_: Any) -> Any:
        if len(members.keys() & {"text", "job_posting"}) != 1:
            raise ValidationError(
                'must hold exactly one of "text" (the advertisement) and "job_posting" (schema.org\'s JobPosting)'
            )
        member = "text" if "text" in members else "job_posting"
        try:
            read = of_text(members["text"]) if member == "text" else of_job_posting(members["job_posting"])
        except PostingRejected as error:
            raise ValidationError(str(error), member) from None
        if "language" in members:
            read = with_language(read, _code_of(members["language"]))
        return PostedAdvertisement(advertisement=read, country=members.get("country"))

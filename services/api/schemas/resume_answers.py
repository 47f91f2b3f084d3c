"""What does the reading of a résumé look like?"""

from marshmallow import Schema, fields

from services.api.schemas.answers import DroppedSchema


class ReadResumeSchema(Schema):
    """What a résumé says of what somebody can do, and what of it has no place."""

    read_as = fields.String(
        metadata={"description": "What it was read as: jsonresume.org, LER-RS, Europass or text.", "examples": ["text"]}
    )
    profile = fields.Dict(
        metadata={
            "description": "Members of a profile as POST /v1/profiles takes them: education, experience, skills, "
            "evidence, credentials_held and country, as far as they were understood.",
            "examples": [{"experience": {"years_total": 6}, "skills": [{"name": "SQL", "level": "unknown"}]}],
        }
    )
    dropped = fields.List(
        fields.Nested(DroppedSchema),
        metadata={"description": "What was not kept, and lines to look at: they were not understood."},
    )

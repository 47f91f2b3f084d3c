"""How are a client's limits told?"""

from marshmallow import Schema, fields

from services.client_limits import LimitName


class ReachedLimitSchema(Schema):
    """A limit that stands in the way."""

    name = fields.Enum(LimitName, by_value=True, metadata={"description": "What is limited."})
    most = fields.Integer(
        allow_none=True, metadata={"description": "How much there may be; null for the share of a Redis that fills up."}
    )
    used = fields.Integer(metadata={"description": "How much there is.", "examples": [100000]})


class LimitSchema(Schema):
    """One limit of the client."""

    name = fields.Enum(LimitName, by_value=True, metadata={"description": "What is limited."})
    counts = fields.String(metadata={"description": "What is counted.", "examples": ["profiles sent in a minute"]})
    most = fields.Integer(allow_none=True, metadata={"description": "How much there may be; null: no limit."})
    used = fields.Integer(metadata={"description": "How much there is; bytes as measured once a minute."})


class LimitsSchema(Schema):
    """Every limit of the client that has a number."""

    limits = fields.List(fields.Nested(LimitSchema), metadata={"description": "Each limit and how much of it is used."})

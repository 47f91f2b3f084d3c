"""What do the answers about the log of decisions look like?"""

from marshmallow import Schema, fields

from services.api.schemas.answers import _moment, _text

_HASH = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
_SIGNATURE = "q0CrZ1bQm9O3vM2y9Bf0s2x1zYwO3kzOQ7c0Q0v1nRz5s0aX1b9yJxUX2mJ4lqkJ0vY1nRz5sUo3b9yJxUX2mA=="


class SigningKeySchema(Schema):
    """A key that signs, or signed, tree heads and statements of what was erased."""

    id = _text("Its id: the first 16 hexadecimal digits of the SHA-256 of the public key.", "9f86d081884c7d65")
    public = _text("The public key (Ed25519, RFC 8032) in base64.", _HASH)
    since = _moment("When it first signed a head; null where it has not yet.")
    signs = fields.Boolean(metadata={"description": "Whether it signs now."})


class SigningKeysSchema(Schema):
    keys = fields.List(
        fields.Nested(SigningKeySchema), metadata={"description": "Every key that ever signed, the oldest first."}
    )


class TreeHeadSchema(Schema):
    """A signed tree head of the client's log."""

    size = fields.Integer(metadata={"description": "How many entries the log had.", "examples": [5120]})
    root = _text("The root over them (RFC 6962), in base64.", _HASH)
    at = _moment("When it was signed.")
    checkpoint = _text("The text that is signed.", f"credwise/hr\n5120\n{_HASH}\n1764460800000\n")
    key = _text("The id of the key that signed.", "9f86d081884c7d65")
    signature = _text("The signature (Ed25519) of the text in UTF-8, in base64.", _SIGNATURE)


class ConsistencySchema(Schema):
    """The proof that a log only grew."""

    older = fields.Integer(metadata={"description": "The size of the older tree."})
    newer = fields.Integer(metadata={"description": "The size of the newer tree, that of the first head listed."})
    path = fields.List(
        _text("A hash in base64.", _HASH), metadata={"description": "The proof, as RFC 6962, section 2.1.2 has it."}
    )


class TreeHeadsSchema(Schema):
    heads = fields.List(fields.Nested(TreeHeadSchema), metadata={"description": "That of the longest log first."})
    consistency = fields.Nested(
        ConsistencySchema, allow_none=True, metadata={"description": "Where `since` was given; else null."}
    )


class ErasureReceiptSchema(Schema):
    """A signed statement of what was erased. Keep it: Credwise does not."""

    statement = _text("JSON: kind, client, learner_id, erased, at.", '{"at":"2026-11-22T08:30:00.125Z"}')
    key = _text("The id of the key that signed; /v1/audit/keys has it.", "9f86d081884c7d65")
    signature = _text("The signature (Ed25519) of the statement in UTF-8, in base64.", _SIGNATURE)

"""The log of decisions: a receipt for each, the heads that were signed, and the keys that signed them."""

from base64 import b64encode
from typing import Any

from flask import Response, request

from services.api.advice.stored import stored_recommendation
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST, NOT_FOUND
from services.api.problems.resource_kinds import NO_RECEIPT_YET, NOT_MADE_YET, RECEIPTS_NOT_SET_UP
from services.api.problems.service_kinds import ARCHIVE_AWAY
from services.api.schemas.audit_answers import SigningKeysSchema, TreeHeadsSchema
from services.api.schemas.members import LIMIT, asked_limit, query
from services.archive.port import DecisionLog
from services.ledger.accounts.clients import Caller, Scope
from services.merkle_log.entries import milliseconds
from services.merkle_log.heads import TreeHead, checkpoint

audit = Resource("Audit", "The log of decisions, which nobody can change unnoticed.")

#: Seconds after which a decision is archived at the latest, where the archiver keeps up, is half a minute.
RETRY_AFTER = "10"

#: More entries than any log has.
_LONGEST = 2**53

_SIZE: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": _LONGEST}


@audit.operation(
    "GET",
    "/v1/recommendations/<string:recommendation_id>/receipt",
    needs=Scope.READ_RECOMMENDATIONS,
    answers={
        200: Answer(
            description="The receipt, of 1 KB at most: bytes to keep beside the recommendation (docs/audit.md has "
            "their layout, and programs that verify them offline).",
            schema={"type": "string", "format": "binary"},
            media_type="application/octet-stream",
        )
    },
    refuses=(NOT_FOUND, NOT_MADE_YET, NO_RECEIPT_YET, RECEIPTS_NOT_SET_UP, ARCHIVE_AWAY),
)
def get_receipt(*, recommendation_id: str, caller: Caller) -> Any:
    """Ask for the receipt of a recommendation: that it stands in the client's log of decisions, under a signed head."""
    log = ports().log
    receipt = None if log is None else log.receipt(caller.client, recommendation_id)
    if receipt is None:
        # Whose it is comes first: nobody is told anything of another client's.
        stored_recommendation(caller.client, recommendation_id)
        _require_signed_log()
        raise Problem(
            NO_RECEIPT_YET,
            "It is made, and not in the log yet: that follows within a minute. One that was archived before there was "
            "a log is added by the operator (credwise audit begin).",
            headers={"Retry-After": RETRY_AFTER},
        )
    return Response(receipt.encoded(), content_type="application/octet-stream")


@audit.operation(
    "GET",
    "/v1/audit/heads",
    needs=Scope.READ_RECOMMENDATIONS,
    parameters=[
        query("before", "Only heads of a log shorter than this.", **_SIZE),
        query("since", "Prove that the log only grew since it was so long.", **_SIZE),
        LIMIT,
    ],
    answers={200: Answer(description="The signed tree heads of the client's log.", schema=TreeHeadsSchema)},
    refuses=(INVALID_REQUEST, RECEIPTS_NOT_SET_UP, ARCHIVE_AWAY),
)
def list_tree_heads(*, caller: Caller) -> Any:
    """List the signed tree heads of the client's log, and prove that it only grew."""
    log, since, before, limit = ports().log, _asked_size("since"), _asked_size("before"), asked_limit()
    heads = () if log is None else log.heads(caller.client, limit, before)
    if log is None or not heads:
        _require_signed_log()
    path = None if log is None or since is None else _consistency(log, caller.client, since, heads)
    return {"heads": [_shown(head) for head in heads], "consistency": path}


@audit.operation(
    "GET",
    "/v1/audit/keys",
    any_key=True,
    answers={200: Answer(description="The public keys.", schema=SigningKeysSchema)},
    refuses=(ARCHIVE_AWAY,),
)
def list_signing_keys(*, caller: Caller) -> Any:  # noqa: ARG001 - every key may ask
    """List the public keys that sign, or signed, tree heads and statements of what was erased."""
    log, signer = ports().log, ports().signer
    now = None if signer is None else signer.public
    keys = log.public_keys() if log is not None else () if now is None else (now,)
    signing = None if now is None else now.id
    return {
        "keys": [
            {"id": key.id, "public": _base64(key.public), "since": key.since, "signs": key.id == signing}
            for key in keys
        ]
    }


def _require_signed_log() -> None:
    """Raise Problem where nothing is logged and signed from now on."""
    needed = {"CREDWISE_ARCHIVE_URL": ports().log, "CREDWISE_AUDIT_KEY": ports().signer}
    if missing := " and ".join(name for name, value in needed.items() if value is None):
        raise Problem(RECEIPTS_NOT_SET_UP, f"Nothing is logged and signed here: the operator has to set {missing}.")


def _consistency(log: DecisionLog, client: str, since: int, heads: tuple[TreeHead, ...]) -> Any:
    newer = heads[0].size if heads else 0
    if since > newer:
        raise Problem(INVALID_REQUEST, f"since must be no more than the size of the first head listed: {newer}.")
    return {"older": since, "newer": newer, "path": [_base64(step) for step in log.consistency(client, since, newer)]}


def _shown(head: TreeHead) -> dict[str, Any]:
    signed = checkpoint(head.client, head.size, head.root, milliseconds(head.at)).decode()
    return {
        "size": head.size,
        "root": _base64(head.root),
        "at": head.at,
        "checkpoint": signed,
        "key": head.key,
        "signature": _base64(head.signature),
    }


def _asked_size(name: str) -> int | None:
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= _LONGEST:
        raise Problem(INVALID_REQUEST, f"{name} must be a whole number from 1.")
    return int(text)


def _base64(value: bytes) -> str:
    return b64encode(value).decode()

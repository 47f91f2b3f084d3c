"""What does a client read when a request fails? RFC 9457 problem documents, from one table of kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, json

from services.importing.known_formats import MEDIA_TYPES
from services.intake.problems import FieldProblem

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of problem: `slug` ends its type URI, `meaning` says on that page what to do about it."""

    slug: str
    status: HTTPStatus
    title: str
    meaning: str


INVALID_JSON = Kind(
    slug="invalid-json",
    status=HTTPStatus.BAD_REQUEST,
    title="The body is not strict JSON",
    meaning="Send one JSON document in UTF-8 without duplicate names, NaN, huge numbers or very deep nesting.",
)
INVALID_REQUEST = Kind(
    slug="invalid-request",
    status=HTTPStatus.BAD_REQUEST,
    title="A header or a part of the address cannot be used",
    meaning="Correct what the detail names.",
)
INCOMPLETE_BODY = Kind(
    slug="incomplete-body",
    status=HTTPStatus.BAD_REQUEST,
    title="The body did not arrive whole",
    meaning="Send as many bytes as Content-Length says, without long pauses.",
)
TOO_SLOW = Kind(
    slug="too-slow",
    status=HTTPStatus.REQUEST_TIMEOUT,
    title="The request did not arrive in time",
    meaning="Send the whole request without pauses; where the line is slow, through a proxy that gathers it first.",
)
UNREADABLE_REQUEST = Kind(
    slug="unreadable-request",
    status=HTTPStatus.BAD_REQUEST,
    title="The request is not HTTP/1.1 as RFC 9112 describes it",
    meaning="Send it with an HTTP library: one request line, plain headers, one Content-Length and no other framing.",
)
REPEATED_HEADER = Kind(
    slug="repeated-header",
    status=HTTPStatus.BAD_REQUEST,
    title="A header was sent more than once",
    meaning="Send the header that the detail names once: which of several is meant cannot be known.",
)
ADDRESS_TOO_LONG = Kind(
    slug="address-too-long",
    status=HTTPStatus.REQUEST_URI_TOO_LONG,
    title="The request line is too long",
    meaning="Send an address of fewer than 4,000 characters.",
)
HEADERS_TOO_LARGE = Kind(
    slug="headers-too-large",
    status=HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    title="The headers are too large or too many",
    meaning="Send at most 100 headers of at most 8,190 bytes each.",
)
EXPECTATION_FAILED = Kind(
    slug="expectation-failed",
    status=HTTPStatus.EXPECTATION_FAILED,
    title="The expectation cannot be met",
    meaning="Send Expect: 100-continue, or no such header.",
)
UNKNOWN_CODING = Kind(
    slug="unknown-transfer-coding",
    status=HTTPStatus.NOT_IMPLEMENTED,
    title="The transfer coding is not known",
    meaning="Send the body as it is, with a Content-Length and without Transfer-Encoding.",
)
METHOD_NOT_ALLOWED = Kind(
    slug="method-not-allowed",
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    title="The method cannot be used here",
    meaning="Use one of the methods that the header Allow lists.",
)
UNAUTHENTICATED = Kind(
    slug="unauthenticated",
    status=HTTPStatus.UNAUTHORIZED,
    title="No valid API key was sent",
    meaning="Send the header Authorization: Bearer cw_... with a key that was neither revoked nor has "
    "expired. The detail says where it was not copied whole, or since when it is good no longer.",
)
MISSING_SCOPE = Kind(
    slug="missing-scope",
    status=HTTPStatus.FORBIDDEN,
    title="The API key may not do this",
    meaning="Ask the operator for a key with the scope that the detail names.",
)
NOT_FOUND = Kind(
    slug="not-found",
    status=HTTPStatus.NOT_FOUND,
    title="There is nothing at this address",
    meaning="Check the address. What belongs to another client, or was kept its time, is not found either.",
)
LENGTH_REQUIRED = Kind(
    slug="length-required",
    status=HTTPStatus.LENGTH_REQUIRED,
    title="The length of the body is not known",
    meaning="Send a Content-Length header; chunked bodies are not taken.",
)
TOO_LARGE = Kind(
    slug="too-large",
    status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    title="The body is too large",
    meaning="Send a shorter body; the detail says how long it may be.",
)
NOT_JSON = Kind(
    slug="not-json",
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    title="The body is not declared as plain JSON",
    meaning="Send Content-Type: application/json, in UTF-8, and no Content-Encoding.",
)
NOT_A_BATCH = Kind(
    slug="not-a-batch",
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    title="The body is not declared as a batch of profiles",
    meaning="Send Content-Type: application/x-ndjson with a profile a line, or application/json with an array of them, "
    "in UTF-8, and no Content-Encoding.",
)
BATCH_EMPTY = Kind(
    slug="batch-empty",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The batch has no line",
    meaning="Send one profile at least.",
)
BATCH_CANCELLED = Kind(
    slug="batch-cancelled",
    status=HTTPStatus.CONFLICT,
    title="The batch was cancelled",
    meaning="It takes no more lines. Send what is to be taken under another Idempotency-Key.",
)
INVALID_DOCUMENT = Kind(
    slug="invalid-document",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The document has members that cannot be used",
    meaning="Fix every problem listed; each names its place with a JSON pointer.",
)
UNKNOWN_OCCUPATION = Kind(
    slug="unknown-occupation",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The occupation is not one known occupation",
    meaning="Send the code of one of the candidates, or name the field under field.unlisted.",
)
KEY_REUSED = Kind(
    slug="idempotency-key-reused",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The idempotency key was used for another profile",
    meaning="Send the first profile again with this key, or a new key with the new profile.",
)
LINKS_NOT_SET_UP = Kind(
    slug="links-not-set-up",
    status=HTTPStatus.CONFLICT,
    title="Links for learners are not set up",
    meaning="Ask the operator to set CREDWISE_LINK_KEYS; until then fetch the page with your key and hand it on.",
)
ADDRESS_REFUSED = Kind(
    slug="address-refused",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="Webhooks are not sent to this address",
    meaning="Give a public address, like https://lms.example.org/hooks/credwise.",
)
OVERLAY_INCOMPATIBLE = Kind(
    slug="overlay-incompatible",
    status=HTTPStatus.CONFLICT,
    title="The client's overlay does not fit the rulebook any more",
    meaning="The rulebook has changed since. Put an overlay without the problems listed, or delete the one you have.",
)
OVERLAY_REFUSED = Kind(
    slug="overlay-refused",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The overlay cannot be used",
    meaning="Fix every problem listed; each names its file and line. The overlay that was active before still is.",
)
CATALOGUE_INCOMPATIBLE = Kind(
    slug="catalogue-incompatible",
    status=HTTPStatus.CONFLICT,
    title="The client's catalogue does not fit the shared one any more",
    meaning="The shared catalogue has changed since. Post the catalogue again and make that version the active one.",
)
CATALOGUE_REFUSED = Kind(
    slug="catalogue-refused",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="Nothing of the catalogue can be used",
    meaning="Fix what is listed, each with its place. The catalogue that was active before still is.",
)
NOT_A_CATALOGUE = Kind(
    slug="not-a-catalogue",
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    title="The body is not declared as a catalogue",
    meaning=f"Send one of these as Content-Type: {', '.join(MEDIA_TYPES)}; and no Content-Encoding.",
)
NOT_A_RESUME = Kind(
    slug="not-a-resume",
    status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    title="The body is not declared as a résumé",
    meaning="Send one of the types that the description lists as Content-Type, and no Content-Encoding.",
)
RESUME_REFUSED = Kind(
    slug="resume-refused",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The résumé cannot be read",
    meaning="The detail says why, and what to send instead. Nothing of it was kept.",
)
CANNOT_BE_AGAIN = Kind(
    slug="cannot-be-again",
    status=HTTPStatus.CONFLICT,
    title="This cannot be resent now",
    meaning="The detail says what stands in the way: it is still pending, its endpoint is disabled, or it is gone.",
)
NOT_MADE_YET = Kind(
    slug="not-made-yet",
    status=HTTPStatus.CONFLICT,
    title="The recommendation is not made",
    meaning="Ask for the recommendation until its state is completed. The detail says where it stands.",
)
NO_RECEIPT_YET = Kind(
    slug="no-receipt-yet",
    status=HTTPStatus.CONFLICT,
    title="The recommendation is not in the log of decisions yet",
    meaning="Ask again after Retry-After. The detail says what it waits for.",
)
RECEIPTS_NOT_SET_UP = Kind(
    slug="receipts-not-set-up",
    status=HTTPStatus.CONFLICT,
    title="This installation keeps no signed log of decisions",
    meaning="Ask the operator to set CREDWISE_ARCHIVE_URL and CREDWISE_AUDIT_KEY (docs/audit.md).",
)
ONE_AT_A_TIME = Kind(
    slug="one-at-a-time",
    status=HTTPStatus.CONFLICT,
    title="Another one is under way",
    meaning="Send the request again after Retry-After.",
)
TOO_MANY_SECRETS = Kind(
    slug="too-many-secrets",
    status=HTTPStatus.CONFLICT,
    title="Too many secrets of this endpoint are good at once",
    meaning="Nothing was changed; each secret stays good until its time is over. The detail says when to ask again.",
)
OVER_LIMIT = Kind(
    slug="over-limit",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    title="The client has sent, or keeps, as much as it may",
    meaning="Nothing was accepted. Send it again after Retry-After, with the same Idempotency-Key. The member "
    "limit and the detail say which limit it is and what makes room; the operator can raise it. Others are served on.",
)
TOO_MANY = Kind(
    slug="too-many",
    status=HTTPStatus.CONFLICT,
    title="The client has as many of these as it may",
    meaning="Nothing was changed. The member limit and the detail say how many there may be and what makes room; the "
    "operator can raise the limit.",
)
LEDGER_AWAY = Kind(
    slug="ledger-away",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The ledger cannot be reached",
    meaning="Nothing was accepted. Send it again after Retry-After; with an Idempotency-Key that is always safe.",
)
ARCHIVE_AWAY = Kind(
    slug="archive-away",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The archive cannot be reached",
    meaning="What you ask for is there, and cannot be read for the moment. New profiles are accepted and delivered "
    "meanwhile. Ask again after Retry-After.",
)
BUSY_READING = Kind(
    slug="busy-reading",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="Other files are being read",
    meaning="Nothing was kept. Post it again after the seconds that Retry-After says. Few files are read at a time, so "
    "that others are served.",
)
EVALUATORS_BUSY = Kind(
    slug="evaluators-busy",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="Too much is being worked out at once",
    meaning="Nothing was done. Send it again after Retry-After, or post profiles to /v1/profiles instead.",
)
LEDGER_FULL = Kind(
    slug="ledger-full",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The ledger takes no more work for now",
    meaning="Nothing was accepted. Send the request again after Retry-After.",
)
OUR_MISTAKE = Kind(
    slug="our-mistake",
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    title="Credwise made a mistake",
    meaning="Tell the operator the request id of the answer (header X-Request-Id).",
)

KINDS: Mapping[str, Kind] = {kind.slug: kind for kind in tuple(globals().values()) if isinstance(kind, Kind)}


class Problem(Exception):
    """A request that is refused. Raised anywhere below a view, answered as a problem document."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        problems: Sequence[FieldProblem] = (),
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.problems = tuple(problems)
        self.more = dict(more or {})
        self.headers = dict(headers or {})

    def document(self) -> dict[str, Any]:
        """Return the members of the problem document; `more` are extension members (RFC 9457, section 3.2)."""
        listed = {"problems": [asdict(problem) for problem in self.problems]} if self.problems else {}
        document = {
            "type": f"/problems/{self.kind.slug}",
            "title": self.kind.title,
            "status": self.kind.status.value,
            "detail": self.detail,
        }
        return document | listed | self.more

    def answer(self) -> Response:
        """Return the problem document as the answer to the request."""
        return problem_document(self.document(), self.headers)


def problem_document(members: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """Return a problem document of `members`, answered with the status among them."""
    body = json.dumps(members) + "\n"
    return Response(body, status=members["status"], headers=dict(headers), content_type=MEDIA_TYPE)

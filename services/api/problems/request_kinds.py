"""What can be wrong with any request: how it is sent, who sends it, and what its body is written in?"""

from http import HTTPStatus

from services.api.problems.kind import Kind

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
    "expired, or an access token (cwt_...) of less than 15 minutes made of one. The detail says where it was not "
    "copied whole, or since when it is good no longer.",
)
MISSING_SCOPE = Kind(
    slug="missing-scope",
    status=HTTPStatus.FORBIDDEN,
    title="The API key may not do this",
    meaning="Ask the operator for a key with the scope that the detail names, or for an access token with it.",
)
NOT_FOUND = Kind(
    slug="not-found",
    status=HTTPStatus.NOT_FOUND,
    title="There is nothing at this address",
    meaning="Check the address. What belongs to another client, or is kept no longer, is not found either.",
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
INVALID_DOCUMENT = Kind(
    slug="invalid-document",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title="The document has members that cannot be used",
    meaning="Fix every problem listed; each names its place with a JSON pointer.",
)
TOO_MANY_AT_ONCE = Kind(
    slug="too-many-at-once",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    title="The client has too many requests under way",
    meaning="Nothing was done. Wait for answers to those that are under way, and send it again after Retry-After. "
    "Others are served on.",
)
OVER_LIMIT = Kind(
    slug="over-limit",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    title="The client has sent, or keeps, as much as it may",
    meaning="Nothing was accepted. Send it again after Retry-After, with the same Idempotency-Key. The member "
    "limit and the detail say which limit it is and what makes room; the operator can raise it. Others are served on.",
)

"""Why would a receiver refuse our webhooks? What to look at first, in words for whoever runs it. Pure."""

from datetime import datetime
from http import HTTPStatus

from workers.webhook.outcome import Outcome, OutcomeCode
from workers.webhook.receiver.http_dates import read_http_date

#: Verification libraries refuse timestamps that are further off (Standard Webhooks, "Verifying webhook authenticity").
TOLERANCE_SECONDS = 300
#: A clock that is off by more than this will be off by too much some day.
WORTH_SAYING_SECONDS = 60

#: For statuses of which the cause is usually one and the same.
_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: "It may have failed to verify: {signature}",
    HTTPStatus.UNAUTHORIZED: "It could not verify the webhook, or asks for a login of its own: {signature}",
    HTTPStatus.FORBIDDEN: "It could not verify the webhook, or a firewall in front of it refuses us: {signature}",
    HTTPStatus.NOT_FOUND: "Nothing is served at this path; compare the endpoint's address with the receiver's.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The path takes no POST; compare the endpoint's address with the receiver's.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too long for it; raise its limit, or make the endpoint thin.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "It must take application/json.",
    HTTPStatus.TOO_MANY_REQUESTS: "It wants fewer requests; give the endpoint a rate.",
}

#: Of a test event that arrived at an endpoint which nothing is sent to before its challenge is answered.
UNPROVEN = (
    "The answer did not hold what the challenge asks for, so nothing else is sent there: answer with the HMAC-SHA256 "
    "of data.challenge under the endpoint's secret, in base64, and test it again."
)

_SIGNATURE = (
    "check that it verifies with this endpoint's newest secret, and the raw bytes of the body before they are parsed."
)

#: By what OpenSSL says of a certificate, in part.
_OF_CERTIFICATE = {
    "expired": "Renew the receiver's certificate.",
    "not yet valid": "The receiver's certificate begins to be valid later, or a clock is wrong.",
    "self-signed": "The receiver's certificate vouches for itself; it needs one of a public certificate authority.",
    "unable to get local issuer": "The receiver does not send the certificates between its own and the authority's: "
    "install the full chain. Or the authority is not a public one.",
    "mismatch": "The certificate is for another name than the one in the endpoint's address.",
    "not valid for": "The certificate is for another name than the one in the endpoint's address.",
    "wrong version number": "The port does not speak TLS; compare the endpoint's address with the receiver's.",
    "handshake failure": "The receiver and we have no TLS version or cipher in common; it must speak TLS 1.2 or 1.3.",
    "unsupported protocol": "The receiver speaks only old TLS; it must speak TLS 1.2 or 1.3.",
}

_OF_CODE = {
    OutcomeCode.REDIRECT_REFUSED: "Put the endpoint with the address that the redirect leads to.",
    OutcomeCode.GONE: "410 switches an endpoint off; put the endpoint again when the receiver is back.",
    OutcomeCode.ADDRESS_REFUSED: "Check the host's name in the endpoint's address, and its entry in the public DNS.",
    OutcomeCode.CONNECT_FAILED: "Nothing takes connections on this port: the receiver is down, or a firewall is shut.",
    OutcomeCode.TIMED_OUT: "It should answer first and work afterwards.",
    OutcomeCode.BROKEN_ANSWER: "What answers on this port is no web server, or it broke off.",
}


def clock_ahead(outcome: Outcome, sent_at: datetime) -> float | None:
    """Return by how many seconds the receiver's clock is ahead of the one `sent_at` was read from; None if not said.

    The Date header is cut to seconds and was written while we waited, so this is good to a second and the attempt's
    duration.
    """
    told = read_http_date(outcome.date)
    if told is None:
        return None
    return round((told - sent_at).total_seconds() - outcome.duration_ms / 1000, 1)


def hints(outcome: Outcome, ahead: float | None) -> tuple[str, ...]:
    """Return what to look at, the likeliest first; `ahead` is what `clock_ahead` found."""
    if outcome.code is OutcomeCode.DELIVERED:
        return _of_clock(ahead, WORTH_SAYING_SECONDS)
    found = [*_of_clock(ahead, TOLERANCE_SECONDS)]
    if outcome.code is OutcomeCode.HTTP_ERROR and outcome.status in _OF_STATUS:
        found.append(_OF_STATUS[HTTPStatus(outcome.status)].format(signature=_SIGNATURE))
    if outcome.code is OutcomeCode.TLS_FAILED:
        found += [hint for words, hint in _OF_CERTIFICATE.items() if words in outcome.detail.lower()][:1]
    if outcome.code in _OF_CODE:
        found.append(_OF_CODE[outcome.code])
    return tuple(found)


def _of_clock(ahead: float | None, at_least: float) -> tuple[str, ...]:
    if ahead is None or abs(ahead) < at_least:
        return ()
    way = "ahead of" if ahead > 0 else "behind"
    off = f"The receiver's clock is {abs(ahead):.0f} seconds {way} ours"
    return (f"{off}; from {TOLERANCE_SECONDS} seconds on, verification refuses every webhook. Set its clock.",)

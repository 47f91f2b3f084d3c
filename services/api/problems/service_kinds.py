"""What can be wrong with the service itself? Nothing was accepted; the request may be sent again."""

from http import HTTPStatus

from services.api.problems.kind import Kind

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
SECRET_LOCKED = Kind(
    slug="secret-locked",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="A stored secret cannot be opened",
    meaning="Nothing was changed. The operator has to put a key back (CREDWISE_SECRETS_KEYS); or rotate the secret "
    "with another Idempotency-Key.",
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

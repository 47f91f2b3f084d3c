"""What can be wrong with what is asked for: a document, a batch, an overlay, a catalogue, a delivery?"""

from http import HTTPStatus

from services.api.problems.kind import Kind
from services.importing.known_formats import MEDIA_TYPES

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
TOO_MANY = Kind(
    slug="too-many",
    status=HTTPStatus.CONFLICT,
    title="The client has as many of these as it may",
    meaning="Nothing was changed. The member limit and the detail say how many there may be and what makes room; the "
    "operator can raise the limit.",
)

"""Which codes does the ledger count by? Known beforehand, so that each is shown from 0 and its first is seen to come.

A counter that appears with its first event has not grown, as far as an alert can tell.
"""

from collections.abc import Mapping

from services.ledger.work.jobs import Queue

#: What "..._incompatible" was called before; a ledger may still keep dead letters under these reasons.
FORMER_REASONS = ("catalogue_unfit", "overlay_unfit")

#: Why a job becomes a dead letter.
DEAD_REASONS: Mapping[Queue, tuple[str, ...]] = {
    Queue.EVALUATE: (
        "catalogue_gone",
        "catalogue_incompatible",
        "overlay_gone",
        "overlay_incompatible",
        "poison",
        "profile_rejected",
        "unresolved_occupation",
        *FORMER_REASONS,
    ),
    Queue.DELIVER: ("attempts_exhausted", "endpoint_disabled", "gone", "poison"),
}

#: How an attempt to deliver a webhook ends.
ATTEMPT_OUTCOMES = (
    "address_refused",
    "broken_answer",
    "connect_failed",
    "delivered",
    "gone",
    "http_error",
    "not_signed",
    "redirect_refused",
    "timed_out",
    "tls_failed",
)

#: What else is counted whose codes do not depend on the job.
EVENTS = (
    "accepted",
    "archive.entered",
    "archive.let_go",
    "breaker.opened",
    "clock.put_back",
    "clock.rescheduled",
    "deliver.claims",
    "deliver.completed",
    "deliver.created",
    "deliver.leases_expired",
    "deliver.put_off",
    "deliver.retried",
    "endpoints.deleted",
    "endpoints.disabled",
    "endpoints.proven",
    "endpoints.rotated",
    "evaluate.cancelled",
    "evaluate.claims",
    "evaluate.completed",
    "evaluate.given_back",
    "evaluate.leases_expired",
    "replayed",
    "resendings",
    "tests.made",
    "tokens.made",
)

#: How Redis's append-only log can be.
LOG_STATES = ("err", "off", "ok")

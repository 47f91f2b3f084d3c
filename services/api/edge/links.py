"""Where may a client go on from an answer? To the operations that take what it names, as the OpenAPI document's links.

Each function is given the place in the answer (like `id` or `batches/0/id`) of what the operations take.
"""

from collections.abc import Mapping

#: Operations by their ids, each with its parameters and where those stand; see Answer.leads_to.
Links = dict[str, Mapping[str, str]]


def of_recommendation(place: str = "id") -> Links:
    """Return what may be done with a recommendation."""
    reading = ("get-recommendation", "get-recommendation-page", "get-receipt", "get-why-not")
    return {name: {"recommendation_id": place} for name in (*reading, "give-answers", "make-learner-link")}


def of_learner(place: str) -> Links:
    """Return what may be done with a learner's id."""
    return {"list-recommendations": {"learner": place}, "erase-learner": {"learner_id": place}}


def of_batch(place: str = "id") -> Links:
    """Return what may be done with a batch."""
    operations = ("get-batch", "get-batch-errors", "get-batch-results", "get-batch-table", "cancel-batch")
    return {**{name: {"batch_id": place} for name in operations}, "list-recommendations": {"batch": place}}


def of_endpoint(place: str = "id") -> Links:
    """Return what may be done with an endpoint."""
    operations = (
        "get-endpoint",
        "put-endpoint",
        "pause-endpoint",
        "resume-endpoint",
        "rotate-secret",
        "try-endpoint",
        "make-portal-link",
        "send-range-again",
        "delete-endpoint",
    )
    return {**{name: {"endpoint_id": place} for name in operations}, "list-deliveries": {"endpoint": place}}


def of_delivery(place: str = "id") -> Links:
    """Return what may be done with a delivery."""
    return {name: {"delivery_id": place} for name in ("get-delivery", "send-again")}


def of_dead_letter(place: str = "id") -> Links:
    """Return what may be done with a dead letter."""
    return {name: {"job_id": place} for name in ("get-dead-letter", "requeue-dead-letter")}


def of_import(place: str = "id") -> Links:
    """Return what may be done with a catalogue that is read later."""
    return {"get-catalogue-import": {"import_id": place}, "get-catalogues": {}}

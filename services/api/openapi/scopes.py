"""What may a key, or an access token, be used for? A sentence for each scope."""

from services.ledger.accounts.clients import Scope

MEANINGS: dict[str, str] = {
    Scope.WRITE_PROFILES.value: "Send profiles in.",
    Scope.READ_PROFILES.value: "Read the profiles of dead letters.",
    Scope.READ_RECOMMENDATIONS.value: "Read recommendations and batches.",
    Scope.READ_ENDPOINTS.value: "Look at endpoints.",
    Scope.WRITE_ENDPOINTS.value: "Say where webhooks go, and test it.",
    Scope.READ_DELIVERIES.value: "Look at webhooks and their attempts.",
    Scope.SEND_DELIVERIES.value: "Send webhooks again.",
    Scope.ERASE_LEARNERS.value: "Erase what is kept of a learner.",
    Scope.RUN_EVALUATIONS.value: "Have something decided at once, without its being kept.",
    Scope.WRITE_RULES.value: "Change the client's overlay of the rules.",
    Scope.WRITE_CATALOGUES.value: "Change the client's own catalogue.",
    Scope.READ_OPERATIONS.value: "Look at how the installation stands, over all clients.",
    Scope.WRITE_OPERATIONS.value: "Act on the installation, over all clients.",
}

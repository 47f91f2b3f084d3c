"""Which scopes go together? Roles, by what the holder of a key is there for; a key may have several."""

from collections.abc import Collection, Mapping

from services.ledger.accounts.clients import Scope

#: What a key may do when nobody says: send profiles in and read what came of them. Whatever else is asked for by name.
USUAL_ROLE = "intake"

ROLES: Mapping[str, frozenset[Scope]] = {
    # A nightly job: profiles in, results out.
    USUAL_ROLE: frozenset({Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS}),
    # A page that answers while somebody waits, and asks what would change the answer.
    "adviser": frozenset({Scope.WRITE_PROFILES, Scope.READ_RECOMMENDATIONS, Scope.RUN_EVALUATIONS}),
    # A system that receives webhooks: says where they go, looks after them, and reads what they lead to.
    "receiver": frozenset({Scope.WRITE_ENDPOINTS, Scope.SEND_DELIVERIES, Scope.READ_RECOMMENDATIONS}),
    # A person who looks into what went wrong: profiles of dead letters are personal data.
    "support": frozenset(
        {Scope.READ_PROFILES, Scope.READ_RECOMMENDATIONS, Scope.READ_ENDPOINTS, Scope.SEND_DELIVERIES}
    ),
    # Whoever tends a client's own rules and catalogue.
    "curator": frozenset({Scope.WRITE_RULES, Scope.WRITE_CATALOGUES}),
    # Whoever answers learners that want to be forgotten.
    "privacy": frozenset({Scope.ERASE_LEARNERS}),
    # Prometheus, and operators who look: at all clients.
    "monitor": frozenset({Scope.READ_OPERATIONS}),
    # Operators who act: on all clients.
    "operator": frozenset({Scope.WRITE_OPERATIONS}),
}


def scopes_of(roles: Collection[str]) -> frozenset[Scope]:
    """Return everything that a key with these roles may be used for."""
    return frozenset().union(*(ROLES[role] for role in roles))


def roles_in(scopes: Collection[Scope]) -> tuple[str, ...]:
    """Return the roles that these scopes are made of, none of them part of another of them."""
    whole = [role for role, needed in ROLES.items() if needed <= frozenset(scopes)]
    return tuple(role for role in whole if not any(ROLES[role] < ROLES[other] for other in whole))

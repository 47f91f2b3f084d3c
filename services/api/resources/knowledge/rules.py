"""/v1/rules and /v1/vocabulary: by which rules is a client's learner advised, and of what do they speak?"""

from typing import Any

from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import NOT_FOUND
from services.api.problems.resource_kinds import OVERLAY_INCOMPATIBLE
from services.api.schemas.rule_answers import RuleSchema, RulesSchema, VocabularySchema
from services.authoring.rule_pages.rule_documents import rule_document, vocabulary_document
from services.ledger.accounts.clients import Caller
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Rule

rules = Resource("Rules", "The rules in force for the client: the rulebook, as its overlay changes it.")


@rules.operation(
    "GET",
    "/v1/rules",
    takes_long=True,
    any_key=True,
    answers={200: Answer(description="Every rule, and the hashes that provenance names.", schema=RulesSchema)},
    refuses=(OVERLAY_INCOMPATIBLE,),
)
def list_rules(*, caller: Caller) -> Any:
    """List the rules."""
    base, own = _rulebooks(caller)
    return {
        "rulebook": base.content_hash,
        "overlay": own.origin.overlay if own.origin else None,
        "switched_off": sorted(base.rules.keys() - own.rules.keys()),
        "rules": [_shown(rule, base, own) for rule in own.rules.values()],
    }


@rules.operation(
    "GET",
    "/v1/rules/<string:chapter>/<string:name>",
    any_key=True,
    answers={200: Answer(description="The rule.", schema=RuleSchema)},
    refuses=(NOT_FOUND, OVERLAY_INCOMPATIBLE),
)
def get_rule(*, chapter: str, name: str, caller: Caller) -> Any:
    """Look at one rule."""
    base, own = _rulebooks(caller)
    rule = own.rules.get(f"{chapter}/{name}")
    if rule is None:
        raise Problem(NOT_FOUND, f"No rule {chapter}/{name} is in force; /v1/rules lists those that are.")
    return _shown(rule, base, own)


@rules.operation(
    "GET",
    "/v1/vocabulary",
    takes_long=True,
    any_key=True,
    answers={200: Answer(description="Every fact, with its values and what it means.", schema=VocabularySchema)},
    refuses=(OVERLAY_INCOMPATIBLE,),
)
def get_vocabulary(*, caller: Caller) -> Any:
    """List the facts that rules may speak of."""
    _, own = _rulebooks(caller)
    return vocabulary_document(own.vocabulary)


def _rulebooks(caller: Caller) -> tuple[Rulebook, Rulebook]:
    """Return the rulebook as it is, and as the caller's overlay makes it."""
    advisor = ports().advisor
    return advisor.rulebook_with(None), advisor.rulebook_with(ports().overlays.active_files(caller.client))


def _shown(rule: Rule, base: Rulebook, own: Rulebook) -> dict[str, Any]:
    known = base.rules.get(rule.id)
    origin = "overlay" if known is None else "rulebook" if known == rule else "rulebook, with the overlay's points"
    return {**rule_document(rule, own.wording), "origin": origin}

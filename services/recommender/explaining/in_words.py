"""What did the rules say of a candidate, in words? Said only of what is shown; most candidates are told in a line."""

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.together import Facts
from services.recommender.decision.judged import Judged
from services.recommender.decision.scoring import Tally, tally
from services.recommender.rulebook.files.code_words import fill_in
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing


def said_of(judged: Judged, decision: Decision, rulebook: Rulebook) -> Tally:
    """Return everything that the rules said of a candidate, with every reason."""
    facts, identity = _facts_of(judged, decision), judged.credential.id
    said = tally([Firing(rule, identity) for rule in judged.rules], rulebook, lambda _: facts)
    return said.get(identity, Tally())


def reason_of(rule: str, judged: Judged, decision: Decision, rulebook: Rulebook) -> str:
    """Return the reason that a rule gave for what it said of a candidate."""
    return fill_in(rulebook.rules[rule].because, _facts_of(judged, decision), rulebook.vocabulary)


def _facts_of(judged: Judged, decision: Decision) -> Facts:
    return Facts(judged.about, judged.fit, judged.time, judged.price, *decision.shared.parts)

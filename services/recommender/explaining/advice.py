"""What does a path ask the learner to do? In words as strong as what is known."""

from services.recommender.answer import Answer
from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.degree import degree_asked
from services.recommender.decision.facts.path import is_only_a_maybe
from services.recommender.knowledge.occupations.occupation import LicenceScope
from services.recommender.paths import PATHS, PathKind

#: Where a degree of the highest kind is meant, and where the licence comes behind the degree that it rests on.
DOCTORATE_ADVICE = "a doctorate; a short credential on its own rarely opens this door"
DEGREE_BEFORE_LICENCE = "a degree first, and then the licence that rests on it; a badge is a way into neither"

#: Where only some places, or only a title, need the licence: somebody named it, or nobody knows whether it is needed.
LICENCE_OF_POSTING = "the licence that the posting names"
LICENCE_OF_GOAL = "the licence that you build toward"
LICENCE_OF_LEARNER = "the licence that you name, before anything new"
LICENCE_MAYBE = "the licence, where the place you will work in asks for one; put that to its authority first"


def advice(path: PathKind, decision: Decision) -> str:
    """Return what `path` asks of the learner of `decision`, in words that go behind a colon."""
    if path is PathKind.LICENCE:
        return _licence_advice(decision)
    if path is PathKind.DEGREE and decision.shared.get("finding.licence_rests_on_a_degree") == "yes":
        return DEGREE_BEFORE_LICENCE
    if path is PathKind.DEGREE and degree_asked(decision.situation).doctorate:
        return DOCTORATE_ADVICE
    return PATHS[path].advice


def _licence_advice(decision: Decision) -> str:
    facts = decision.paths.facts[PathKind.LICENCE]
    if decision.field.licensed is LicenceScope.EVERYWHERE:
        return PATHS[PathKind.LICENCE].advice
    if is_only_a_maybe(decision.learner, decision.field, facts):
        return LICENCE_MAYBE
    if facts.asked_for_by_name != "no":
        return LICENCE_OF_POSTING
    return LICENCE_OF_GOAL if facts.leads_to_goal is Answer.YES else LICENCE_OF_LEARNER

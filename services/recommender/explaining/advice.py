"""What does a path ask the learner to do? In words as strong as what is known."""

from services.recommender.answer import Answer
from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.degree import degree_asked
from services.recommender.decision.paths_together import is_only_a_maybe
from services.recommender.knowledge.occupations.occupation import LicenceScope
from services.recommender.paths import PATHS, PathKind
from services.recommender.scales import HeldStatus
from services.recommender.wording.messages import Message, say, word_of


def advice(path: PathKind, decision: Decision) -> Message:
    """Return what `path` asks of the learner of `decision`, in words that go behind a colon."""
    if path is PathKind.LICENCE:
        return _licence_advice(decision)
    if path is PathKind.APPRENTICESHIP and is_before_a_licence(decision):
        return say("advice.apprenticeship_to_licence")
    if path is PathKind.DEGREE and decision.shared.get("finding.licence_rests_on_a_degree") == "yes":
        return say("advice.degree_before_licence")
    if path is PathKind.DEGREE and degree_asked(decision.situation).doctorate:
        return say("advice.doctorate")
    return PATHS[path].advice


def in_brief(path: PathKind, decision: Decision) -> str:
    """Return the same in few words, which go behind "we would advise"."""
    return word_of("advised", advice(path, decision).id.partition(".")[2])


def is_before_a_licence(decision: Decision) -> bool:
    """Say whether the work that an apprenticeship leads to needs a licence, somewhere at least."""
    return decision.field.licensed in {LicenceScope.EVERYWHERE, LicenceScope.SOME_STATES}


def _licence_advice(decision: Decision) -> Message:
    facts = decision.paths.facts[PathKind.LICENCE]
    beyond_the_own = decision.learner.licence == HeldStatus.VALID and facts.asked_for_by_name != "no"
    if decision.field.licensed is LicenceScope.EVERYWHERE and not beyond_the_own:
        return PATHS[PathKind.LICENCE].advice
    if is_only_a_maybe(decision.learner, decision.field, facts):
        return say("advice.licence_maybe")
    if facts.asked_for_by_name != "no":
        return say("advice.licence_of_posting")
    return say("advice.licence_of_goal" if facts.leads_to_goal is Answer.YES else "advice.licence_of_learner")

"""Are the rules run, or looked up? A learner's own decision runs them on the engine; one only tried looks them up.

Both say the same of the same facts (docs/decisions/0043).
"""

from collections.abc import Callable, Mapping

from services.recommender.decision.facts.together import Facts
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.rulebook import Ruleset

#: The rules that count by subject, on the decision under "", given the facts of the decision and of each subject.
Run = Callable[[Ruleset, Facts, Mapping[str, Facts]], Mapping[str, tuple[str, ...]]]


def fired(ruleset: Ruleset, shared: Facts, subjects: Mapping[str, Facts]) -> Mapping[str, tuple[str, ...]]:
    """Run the rules on the engine."""
    own = {subject: facts.by_name() for subject, facts in subjects.items()}
    return ruleset.rules_on(FactSheet(shared=shared.by_name(), subjects=own))


def looked_up(ruleset: Ruleset, shared: Facts, subjects: Mapping[str, Facts]) -> Mapping[str, tuple[str, ...]]:
    """Look up what the engine would say: facts that did not change since they were looked up last are known."""
    lookup = ruleset.lookup
    return lookup.rules_on(
        shared.let_through(lookup), {subject: facts.let_through(lookup) for subject, facts in subjects.items()}
    )

"""What is shipped: the knowledge and the rules, read once per process, since no test changes them.

Reading both takes a second and a half, and dozens of modules ask for them; copies would also be walked by every
collection of garbage.
"""

from functools import cache

from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.rulebook.files.rulebook import Rulebook, read_rulebook
from services.settings import ROOT


@cache
def knowledge() -> Knowledge:
    """Return what data/ holds."""
    return load_knowledge(ROOT / "data")


@cache
def rulebook() -> Rulebook:
    """Return what rules/ holds, on the engine."""
    return read_rulebook(ROOT / "rules", VOCABULARY)

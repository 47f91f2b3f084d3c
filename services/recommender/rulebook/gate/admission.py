"""May these rules decide for learners? Only when every check and every test of the folder passes.

This is the gate before a running service: what `credwise rules check` and `credwise rules test` look at, and texts that
are still to be written, which an author may leave for later and a learner must never read. The schemas for editors are
looked at by the check alone: nothing is decided by them. Golden learners are read here and not decided: that takes the
catalogue, which changes by itself, and a learner whose answer it changed must not keep a rule from being mended.
"""

from datetime import date
from pathlib import Path

from services.recommender.rulebook.files.rulebook import Rulebook, compile_folder
from services.recommender.rulebook.gate.inspection import inspect, texts_to_write
from services.recommender.rulebook.gate.testing import failures
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.vocabulary import Vocabulary


def admit_rulebook(rules_dir: Path, vocabulary: Vocabulary, *, today: date) -> Rulebook:
    """Check and test the rules under `rules_dir` and return the rulebook; raise RulebookError with every problem.

    No rule may rest on what was read after `today` (in UTC). This takes about half a second for two hundred rules and a
    thousand cases.
    """
    found = inspect(rules_dir, vocabulary, today=today)
    problems = [*found.problems, *texts_to_write(found.rule_folder, rules_dir.absolute()), *failures(found.cases)]
    if problems:
        raise RulebookError(tuple(problems))
    return compile_folder(found.rule_folder, rules_dir.absolute())

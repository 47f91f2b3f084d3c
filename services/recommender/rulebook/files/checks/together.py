"""What is wrong between rules that only all of them together show?"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from services.recommender.rulebook.files.checks.claims import check_claims
from services.recommender.rulebook.files.checks.double_weights import check_additions, check_weights
from services.recommender.rulebook.files.checks.graded_tables import check_tables
from services.recommender.rulebook.files.checks.relations import check_relations
from services.recommender.rulebook.files.checks.shown_facts import check_shown
from services.recommender.rulebook.files.checks.unsaid_unknowns import check_negations
from services.recommender.rulebook.files.checks.what_follows import Consequences
from services.recommender.rulebook.files.code_words import Wording
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.vocabulary import Vocabulary

#: The most pairs of weights that are told: every rule of an overlay may come with every other, and nobody reads more.
MOST_PAIRS = 100


def check_runnable(rules: Sequence[Rule], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield what keeps `rules`, which must be all of a book, from deciding: relations and tables that lead nowhere.

    Lines are left at 0 here and below; the caller knows the files.
    """
    yield from check_relations(rules)
    yield from check_tables(rules, Consequences(rules, vocabulary))


def check_advice(
    rules: Sequence[Rule], wording: Wording, vocabulary: Vocabulary, new: Collection[str] | None = None
) -> Iterator[Problem]:
    """Yield what `rules`, which must be all of a book, could decide by and should not say or count.

    Where `new` is given, only what concerns one of these rules, and there.
    """
    consequences = Consequences(rules, vocabulary)
    looked_at = [rule for rule in rules if new is None or rule.id in new]
    yield from check_negations(looked_at)
    yield from islice(check_weights(rules, consequences, new), MOST_PAIRS)
    yield from check_additions(looked_at, rules, consequences)
    yield from check_shown(looked_at, wording, vocabulary, consequences)
    yield from check_claims(looked_at, consequences)

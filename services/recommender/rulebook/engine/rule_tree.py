"""How are rules laid out so that the engine's fixed tables hold them?

The engine follows a fact's tests through a tree, and three of that tree's tables have a size that it does not guard, or
guards by failing: a fact may have 64 matching tests open at once (error 303 in the middle of an evaluation), a test 511
tests after it (512 hang the process), and 255 patterns that end in it (more overwrite a neighbour). A rulebook in
which many rules hold at once would meet the first. So the tree is kept narrow: where many tests would stand side by
side, tests that always hold are put above them, each with a share.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from services.recommender.rulebook.engine.encoding import TYPE, TYPE_OF, Encoding, EngineError, Side, Test
from services.recommender.rulebook.rule import Rule

#: Tests side by side, at most: few enough for five levels that branch as widely, enough for most rulebooks to need two.
FAN_OUT = 12

#: Patterns that end in one test, at most.
MOST_ALIKE = 200

#: Tests a fact may have open at once, two fewer than the engine's 64: the catch-all and the type stand above the rules.
MOST_OPEN = 62

#: Tests in one pattern, at most: the layout is computed as deep as the longest pattern is long.
MOST_TESTS = 200

#: Firings that one message may carry; a whole number of 16 bits to the engine.
FIRINGS_PER_MESSAGE = 60_000

#: The name of the rule that fires once in every session, and the type of its fact.
PULSE, PULSE_TYPE = "pulse", 0

#: The name of the rule that every fact matches; it waits for a fact of a type that never comes, and so never fires.
CATCH_ALL, NO_TYPE = "every fact", 9

#: The first literal of the tests that always hold: above every type.
ALWAYS = 10

Tests = tuple[Test, ...]


def definitions(rules: Iterable[Rule], encoding: Encoding) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the engine's definitions, and the rule's id by the number under which a branch of it is defined."""
    said: dict[str, object] = {
        PULSE: {"all": [{"a": {TYPE: PULSE_TYPE}}]},
        CATCH_ALL: {"all": [{"a": {"$ex": {TYPE: 1}}}, {"b": {TYPE: NO_TYPE}}]},
    }
    branches = [(rule.id, encoding.patterns(branch)) for rule in rules for branch in rule.branches]
    laid_out = {side: lay_out([patterns[side] for _, patterns in branches if side in patterns]) for side in Side}
    queues = {side: iter(tests) for side, tests in laid_out.items()}
    for number, (_, patterns) in enumerate(branches):
        every = [
            {side: {"$and": [{TYPE: TYPE_OF[side]}, *(test.said() for test in next(queues[side]))]}}
            for side in Side
            if side in patterns
        ]
        said[str(number)] = {"all": every, "cap": FIRINGS_PER_MESSAGE}
    return said, tuple(rule for rule, _ in branches)


def lay_out(patterns: Sequence[frozenset[Test]]) -> list[Tests]:
    """Return the tests of each pattern in the order in which they are asked; raise EngineError where no tree can.

    The most frequent tests come first, since patterns that begin alike share their beginning.
    """
    frequency = Counter(test for pattern in patterns for test in pattern)
    ordered = [tuple(sorted(pattern, key=lambda test: (-frequency[test], test))) for pattern in patterns]
    longest = max((len(tests) for tests in ordered), default=0)
    if longest > MOST_TESTS:
        raise EngineError(f"a rule makes {longest} tests of one fact; the engine is asked {MOST_TESTS} at most")
    spread = _spread(ordered)
    if _open_at_once(spread) > MOST_OPEN:
        raise EngineError("more rules may hold at once than the engine can follow; split the stage")
    return spread


def _spread(tails: Sequence[Tests]) -> list[Tests]:
    """Return `tails`, the tests of patterns from one place in the tree on, with tests that always hold put in."""
    if len(tails) == 1:
        return list(tails)
    heads = list(dict.fromkeys(tail[0] for tail in tails if tail))
    shares = min(FAN_OUT, -(-len(heads) // FAN_OUT))
    share_of = {head: number * shares // len(heads) for number, head in enumerate(heads)}
    spread: dict[int, Tests] = {}
    groups: dict[Test, list[int]] = {}
    ends = 0
    for index, tail in enumerate(tails):
        if not tail:
            # Patterns that end here go behind a test of their own, a table's worth behind each, after the first.
            spread[index] = (_always(FAN_OUT + ends // MOST_ALIKE),) if ends >= MOST_ALIKE else ()
            ends += 1
        else:
            groups.setdefault(_always(share_of[tail[0]]) if shares > 1 else tail[0], []).append(index)
    for head, members in groups.items():
        rest = _spread([tails[index] if shares > 1 else tails[index][1:] for index in members])
        spread.update({index: (head, *tail) for index, tail in zip(members, rest, strict=True)})
    return [spread[index] for index in range(len(tails))]


def _always(number: int) -> Test:
    return Test("$lt", TYPE, ALWAYS + number)


def _open_at_once(tails: Sequence[Tests]) -> int:
    """Return the most tests that may wait on the engine's stack: it takes the last first, the others wait."""
    groups: dict[Test, list[Tests]] = {}
    for tail in tails:
        if tail:
            groups.setdefault(tail[0], []).append(tail[1:])
    if not groups or len(tails) == 1:
        return len(groups)
    return len(groups) - 1 + max(1, *(_open_at_once(rest) for rest in groups.values()))

"""Which done steps can a step rest on? Every set that meets its needs, one after another, the first ones at once."""

from collections.abc import Iterator

from services.recommender.planning.search.graph import Graph


def supports_of(graph: Graph, step: int, in_hand: dict[int, int]) -> Iterator[tuple[int, ...]]:
    """Yield sets of the steps in hand that meet what `step` needs once the days that its gates wait for have come."""
    node = graph.needs[step]
    if node < 0:
        yield ()
        return
    seen = set()
    for support in _ways(graph, node, in_hand):
        if support not in seen:
            seen.add(support)
            yield tuple(sorted(support))


def _ways(graph: Graph, node: int, in_hand: dict[int, int]) -> Iterator[frozenset[int]]:
    if node < graph.size:
        if node in in_hand:
            yield frozenset({node})
        return
    if graph.day[node] >= 0:
        yield frozenset()
        return
    yield from _enough(graph, graph.parts[node], graph.least[node], in_hand)


def _enough(
    graph: Graph, parts: tuple[tuple[int, int], ...], least: int, in_hand: dict[int, int]
) -> Iterator[frozenset[int]]:
    """Yield ways to meet parts that weigh `least` together; no path is followed that cannot end in one.

    It goes down without recursion, for a requirement may have thousands of parts.
    """
    reachable = [0]
    for weight, part in reversed(parts):
        reachable.append(reachable[-1] + (weight if _can_be_met(graph, part, in_hand) else 0))
    reachable.reverse()
    open_: list[tuple[int, int, frozenset[int], Iterator[frozenset[int]] | None]] = [(0, least, frozenset(), None)]
    while open_:
        at, left, way, ways = open_.pop()
        if ways is None:
            if left <= 0:
                yield way
            if left <= 0 or left > reachable[at]:
                continue
            open_.append((at + 1, left, way, None))
            ways = _ways(graph, parts[at][1], in_hand)
        one = next(ways, None)
        if one is not None:
            open_.append((at, left, way, ways))
            open_.append((at + 1, left - parts[at][0], way | one, None))


def _can_be_met(graph: Graph, node: int, in_hand: dict[int, int]) -> bool:
    if node < graph.size:
        return node in in_hand
    if graph.day[node] >= 0:
        return True
    met = sum(weight for weight, part in graph.parts[node] if _can_be_met(graph, part, in_hand))
    return met >= graph.least[node]


def opens_on(graph: Graph, step: int, support: tuple[int, ...], in_hand: dict[int, int]) -> int:
    """Return the day on which `support` and the gates together meet what `step` needs."""
    if graph.needs[step] < 0:
        return 0
    return graph.ready(graph.needs[step], {s: in_hand[s] for s in support}) or 0

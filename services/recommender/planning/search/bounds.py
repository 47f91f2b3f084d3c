"""What must at least be added to a half-chosen set of steps? Two admissible bounds, whichever is higher.

One follows the dearest single chain of needs (right where steps are shared), the other adds up and splits what a shared
step weighs among those that need it (right where they are not). Neither ever exceeds what the best plan adds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.recommender.planning.search.graph import Graph, bits

#: Shares of a shared step are rounded down; this many binary places keep what is lost below one.
PLACES = 16

#: Stands for "cannot be met", above every sum of weights.
NEVER = 1 << 400


@dataclass(frozen=True, kw_only=True)
class Open:
    """What is still open: `roots` are the unmet needs, `order` the nodes below them, parts before wholes."""

    roots: tuple[int, ...]
    order: tuple[int, ...]
    edges: int
    asked_by: dict[int, int]


def settle(graph: Graph, chosen: int, barred: int) -> int | None:
    """Return `chosen` with every step that cannot be done without; None where `barred` leaves no plan."""
    looking = [graph.goal, *(graph.needs[step] for step in bits(chosen) if graph.needs[step] >= 0)]
    while looking:
        node = looking.pop()
        if node < graph.size:
            if barred >> node & 1:
                return None
            if not chosen >> node & 1:
                chosen |= 1 << node
                if graph.needs[node] >= 0:
                    looking.append(graph.needs[node])
        elif graph.day[node] < 0:
            free = [(w, part) for w, part in graph.parts[node] if part >= graph.size or not barred >> part & 1]
            spare = sum(weight for weight, _ in free) - graph.least[node]
            if spare < 0:
                return None
            looking.extend(part for weight, part in free if weight > spare)
    return chosen


def still_open(graph: Graph, chosen: int, barred: int) -> Open:
    """Return what is open once `chosen` are done, without the steps `barred`."""
    needs = (graph.goal, *(graph.needs[step] for step in bits(chosen) if graph.needs[step] >= 0))
    roots = tuple(dict.fromkeys(need for need in needs if not graph.met(need, chosen)))
    asked_by: dict[int, int] = dict.fromkeys(roots, 1)
    order: list[int] = []
    entered: set[int] = set()
    edges = len(roots)
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        node, left = stack.pop()
        if left:
            order.append(node)
            continue
        if node in entered:
            continue
        entered.add(node)
        stack.append((node, True))
        below = [part for _, part in graph.parts[node]] if node >= graph.size else [graph.needs[node]]
        for part in below:
            closed = part < 0 or (part < graph.size and (chosen | barred) >> part & 1)
            if not closed:
                edges += 1
                asked_by[part] = asked_by.get(part, 0) + 1
                stack.append((part, False))
    return Open(roots=roots, order=tuple(order), edges=edges, asked_by=asked_by)


def at_least(graph: Graph, what: Open, chosen: int, barred: int, weights: Sequence[int]) -> tuple[int, dict[int, int]]:
    """Return what must be added at least in `weights`, NEVER if impossible, and the same from each open node on."""
    chain: dict[int, int] = {}
    share: dict[int, int] = {}
    for node in what.order:
        if node < graph.size:
            need = graph.needs[node]
            own = weights[node] << PLACES
            # A need still being worked out is part of a circle; 0 keeps the bound low enough.
            longest, total = own + chain.get(need, 0), own + share.get(need, 0)
        elif graph.day[node] >= 0:
            longest = total = 0
        else:
            longest, total = _threshold(graph, node, chosen, barred, chain, share)
        chain[node] = min(longest, NEVER)
        share[node] = NEVER if total >= NEVER else total // what.asked_by[node]
    longest = max((chain[root] for root in what.roots), default=0)
    total = sum(share[root] for root in what.roots)
    least = max(longest, total)
    return (NEVER if least >= NEVER else -(-least >> PLACES)), chain


def _threshold(
    graph: Graph, node: int, chosen: int, barred: int, chain: dict[int, int], share: dict[int, int]
) -> tuple[int, int]:
    least = graph.least[node]
    options: list[tuple[int, int, int]] = []
    for weight, part in graph.parts[node]:
        if part < graph.size and chosen >> part & 1:
            least -= weight
        elif not (part < graph.size and barred >> part & 1):
            options.append((chain.get(part, 0), share.get(part, 0), weight))
    if least <= 0:
        return 0, 0
    longest, left = NEVER, least
    for value, _, weight in sorted(options):
        left -= weight
        if left <= 0:
            longest = value
            break
    if longest >= NEVER:
        return NEVER, NEVER
    total, left = 0, least
    for _, value, weight in sorted(options, key=lambda option: option[1] // option[2]):
        taken = min(weight, left)
        total += value * taken // weight
        left -= taken
        if left <= 0:
            break
    return longest, total

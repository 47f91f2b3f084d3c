"""Do prerequisites lead in a circle, or on without end? Finds the conditions to cut so that every chain ends."""

from collections.abc import Mapping

from services.importing.values.credentials.requirement_parts import renamed
from services.recommender.knowledge.credentials.credential import Requirement
from services.recommender.knowledge.credentials.files.requirement_file import credentials_named

#: The longest chain of prerequisites kept. Real ones have a handful of links; planning walks along all of them.
LONGEST_CHAIN = 50


def without_circles(prerequisites: Mapping[str, Requirement | None]) -> dict[str, Requirement | None]:
    """Return the conditions that change, by the credential they belong to, in a fixed order.

    Of a circle, the condition that closes it when one starts at the first id is cut. A chain is cut at LONGEST_CHAIN.
    """
    named = {
        name: tuple(one for one in dict.fromkeys(credentials_named(asked)) if one in prerequisites)
        for name, asked in prerequisites.items()
    }
    cuts: dict[str, set[str]] = {}
    depths: dict[str, int] = {}
    for start in sorted(named):
        if start not in depths:
            _walk(start, named, depths, cuts)
    return {name: _without(prerequisites[name], cuts[name]) for name in sorted(cuts)}


def _without(requirement: Requirement | None, cut: set[str]) -> Requirement | None:
    return renamed(requirement, lambda one: None if one in cut else one)


def _walk(start: str, named: Mapping[str, tuple[str, ...]], depths: dict[str, int], cuts: dict[str, set[str]]) -> None:
    """Visit everything below `start`, without recursion, since a hostile chain would exhaust the stack."""
    path = {start: None}
    work = [(start, iter(named[start]))]
    while work:
        name, rest = work[-1]
        for one in rest:
            if one in path:
                cuts.setdefault(name, set()).add(one)
            elif one not in depths:
                path[one] = None
                work.append((one, iter(named[one])))
                break
        else:
            work.pop()
            del path[name]
            below = [one for one in named[name] if one not in cuts.get(name, set())]
            cuts_here = {one for one in below if depths[one] >= LONGEST_CHAIN}
            if cuts_here:
                cuts.setdefault(name, set()).update(cuts_here)
            depths[name] = 1 + max((depths[one] for one in below if one not in cuts_here), default=0)

"""How are conditions put together, and taken apart again where what they name is not known?"""

from collections.abc import Callable, Iterable

from services.recommender.knowledge.credentials.credential import Choice, Holding, Requirement


def all_of(parts: Iterable[Requirement | None]) -> Requirement | None:
    """Return the condition that all of `parts` hold; None where there is none."""
    kept = tuple(dict.fromkeys(part for part in parts if part is not None))
    return _choice(len(kept), kept)


def any_of(parts: Iterable[Requirement | None]) -> Requirement | None:
    """Return the condition that one of `parts` holds; None where there is none."""
    kept = tuple(dict.fromkeys(part for part in parts if part is not None))
    return _choice(1, kept)


def some_of(needed: int, parts: Iterable[Requirement | None]) -> Requirement | None:
    """Return the condition that `needed` of `parts` hold, no more than there are and at least one."""
    kept = tuple(dict.fromkeys(part for part in parts if part is not None))
    return _choice(max(1, min(needed, len(kept))), kept)


def _choice(needed: int, parts: tuple[Requirement, ...]) -> Requirement | None:
    if len(parts) <= 1:
        return parts[0] if parts else None
    return Choice(needed=needed, of=parts)


def renamed(requirement: Requirement | None, name: Callable[[str], str | None]) -> Requirement | None:
    """Return the condition with each credential under its new name, and without those that have none.

    What is left of a choice asks for as many as before, or for all that are left where that is fewer.
    """
    if isinstance(requirement, Holding):
        known = name(requirement.credential)
        return None if known is None else Holding(credential=known)
    if isinstance(requirement, Choice):
        return some_of(requirement.needed, (renamed(part, name) for part in requirement.of))
    return requirement

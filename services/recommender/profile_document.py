"""What does a profile look like as a document? The canonical form, the same for the same profile everywhere."""

import dataclasses
from datetime import date
from functools import cache
from typing import Any

from services.recommender.learner import READ_BY_US, STANDS_IN, Profile


def profile_document(profile: Profile) -> dict[str, Any]:
    """Return the profile JSON-ready; members at their default are left out, but for those that reading asks for."""
    return part_document(profile)


def part_document(value: Any) -> dict[str, Any]:
    """Return a part of a profile in the same form."""
    document = {}
    for name, default, stands_in in _members(value.__class__):
        part = getattr(value, name)
        # Reading asks for a member at its default where nothing that stands in for it is given.
        if part != default or (stands_in is not None and getattr(value, stands_in) is None):
            document[name] = _plain(part)
    return document


@cache
def _members(kind: type) -> tuple[tuple[str, Any, str | None], ...]:
    """Return each member of a part with its default, and the member that may stand in for it."""
    sent = (each for each in dataclasses.fields(kind) if READ_BY_US not in each.metadata)
    return tuple((each.name, each.default, each.metadata.get(STANDS_IN)) for each in sent)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if isinstance(value, date):
        return value.isoformat()
    return part_document(value) if dataclasses.is_dataclass(value) else value

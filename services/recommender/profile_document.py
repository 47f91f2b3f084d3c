"""What does a profile look like as a document? The canonical form, the same for the same profile everywhere."""

import dataclasses
from datetime import date
from enum import StrEnum
from typing import Any

from services.recommender.learner import STANDS_IN, Profile


def profile_document(profile: Profile) -> dict[str, Any]:
    """Return the profile JSON-ready; members at their default are left out, but for those that reading asks for."""
    return part_document(profile)


def part_document(value: Any) -> dict[str, Any]:
    """Return a part of a profile in the same form."""
    given = ((member, getattr(value, member.name)) for member in dataclasses.fields(value))
    return {
        member.name: _plain(part) for member, part in given if part != member.default or _is_asked_for(value, member)
    }


def _is_asked_for(value: Any, member: dataclasses.Field[Any]) -> bool:
    """Say whether reading asks for a member at its default: nothing that stands in for it is given."""
    return STANDS_IN in member.metadata and getattr(value, member.metadata[STANDS_IN]) is None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return part_document(value) if dataclasses.is_dataclass(value) else value

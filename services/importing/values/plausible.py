"""What of a source is too large to be true? Such numbers, and the ends of such lists, are left out of a credential."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.recommender.knowledge.credentials.credential import (
    Choice,
    Credential,
    Credits,
    ExperienceYears,
    Requirement,
)
from services.recommender.knowledge.credentials.limits import LARGEST, LARGEST_AMOUNT, LONGEST_EXPERIENCE
from services.recommender.knowledge.files.entries import MOST_LISTED

#: How many texts or names one list may hold. What no skill is called joins the list of terms, which may be read back.
LONGEST_LIST = MOST_LISTED // 2
_LISTS = ("recognised_by", "field_terms", "outcomes", "occupations", "prepared_by")


def without_incredible(credential: Credential) -> tuple[Credential, tuple[str, ...]]:
    """Return the credential without the numbers and the ends of lists that are too large, and what was left out."""
    left_out = [f"{name} {getattr(credential, name)}" for name in LARGEST if _exceeds(credential, name)]
    changed: dict[str, Any] = {name: None for name in LARGEST if _exceeds(credential, name)}
    if credential.cost and credential.cost.amount > LARGEST_AMOUNT:
        left_out.append(f"cost {credential.cost.amount}")
        changed["cost"] = None
    for name in _LISTS:
        if len(listed := getattr(credential, name)) > LONGEST_LIST:
            left_out.append(beyond(name, len(listed)))
            changed[name] = listed[:LONGEST_LIST]
    fees = tuple(fee for fee in credential.shared_fees if fee.cost.amount <= LARGEST_AMOUNT)
    left_out += [f"fee {fee.cost.amount}" for fee in credential.shared_fees if fee not in fees]
    left_out += incredible_conditions(credential.prerequisites)
    if not left_out:
        return credential, ()
    prerequisites = without_incredible_conditions(credential.prerequisites)
    return replace(credential, **changed, shared_fees=fees, prerequisites=prerequisites), tuple(left_out)


def beyond(name: str, count: int) -> str:
    """Return what is left out of a list that is too long, in words."""
    return f"what {name} holds beyond the first {LONGEST_LIST} of {count}"


def without_incredible_conditions(requirement: Requirement | None) -> Requirement | None:
    """Return the requirement without the conditions that nobody could ever meet."""
    if not isinstance(requirement, Choice):
        return requirement if requirement is None or not list(incredible_conditions(requirement)) else None
    parts = (without_incredible_conditions(part) for part in requirement.of)
    kept = tuple(part for part in parts if part is not None)
    return Choice(needed=min(requirement.needed, len(kept)), of=kept) if kept else None


def incredible_conditions(requirement: Requirement | None) -> Iterator[str]:
    """Yield the conditions of a requirement that nobody could ever meet, in words."""
    match requirement:
        case ExperienceYears(years=years) if years > LONGEST_EXPERIENCE:
            yield f"the condition of {years} years of experience"
        case Credits(credits=credits_) if credits_ > LARGEST["credits"]:
            yield f"the condition of {credits_} credits"
        case Choice(of=of):
            for part in of:
                yield from incredible_conditions(part)


def _exceeds(credential: Credential, name: str) -> bool:
    value: int | None = getattr(credential, name)
    return value is not None and value > LARGEST[name]

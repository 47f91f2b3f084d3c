"""Which credential does somebody hold who writes no more than its short form? The one of the country, if it has one."""

from dataclasses import replace

from services.recommender.learner import HeldCredential, Profile
from services.recommender.situation.credentials.field_reader import FieldReader
from services.recommender.situation.credentials.holdings import known_as


def with_short_forms(profile: Profile, field: FieldReader) -> Profile:
    """Return the profile in which a "CPA" held is the one of the country, not of one that is better known."""
    held = tuple(_read(one, field) for one in profile.credentials_held)
    return profile if held == profile.credentials_held else replace(profile, credentials_held=held)


def _read(held: HeldCredential, field: FieldReader) -> HeldCredential:
    if held.credential is not None or held.issuer is not None:
        return held
    found = field.meant_here(held.title)
    return held if found in {None, known_as(held, field.knowledge.catalogue)} else replace(held, credential=found)

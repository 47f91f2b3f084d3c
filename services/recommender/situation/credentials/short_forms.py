"""Which credential does somebody hold who writes no more than its short form, or its name among other words?

The one of the country, if it has one: "CPA", "Blue CSCS card", "VCA-VOL geldig tot 2030".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from services.recommender.learner import HeldCredential, Profile
from services.recommender.names.geography.licence_places import places_of
from services.recommender.situation.credentials.credential_names import is_lesser
from services.recommender.situation.credentials.field_reader import FieldReader
from services.recommender.situation.credentials.holdings import in_catalogue, known_as

#: A name has so many words at most, and a title is looked through up to so many of them.
_MOST_WORDS, _LOOKED_THROUGH = 8, 16

#: A single word that tells: a short form of three or more, "SSIAP", "R489", or a long word, "Staplerschein".
_TELLING = re.compile(r"(?=.*[A-Z\d].*[A-Z\d])[A-Za-z\d]{3,}[+]?|\w{9,}")

#: What parts the words of a title.
_PARTING = re.compile(r"[\s,;:()\[\]|\u2013\u2014]+")


def with_short_forms(profile: Profile, field: FieldReader) -> Profile:
    """Return the profile in which a "CPA" held is the one of the country, not of one that is better known."""
    held = tuple(_read(one, field) for one in profile.credentials_held)
    return profile if held == profile.credentials_held else replace(profile, credentials_held=held)


def _read(held: HeldCredential, field: FieldReader) -> HeldCredential:
    if held.credential is not None or held.issuer is not None:
        return held
    found = field.meant_here(held.title) or _among_other_words(held, field)
    return held if found in {None, known_as(held, field.knowledge.catalogue)} else replace(held, credential=found)


def _among_other_words(held: HeldCredential, field: FieldReader) -> str | None:
    """Return what counts in the country and stands by its name in a title that is nothing else; the longest name."""
    known, credentials = field.knowledge, field.knowledge.catalogue.credentials
    if held.level is not None or in_catalogue(held, known.catalogue):
        return None
    if known.countries.licence_named(held.title, field.place, places_of(held)) is not None:
        return None
    for part in _parts(held.title):
        there = [credentials[one] for one in known.catalogue.called(part) if credentials[one].counts_in(field.place)]
        if len(there) == 1 and there[0].valid_in:
            return None if is_lesser(held.title, there[0]) else there[0].id
    return None


def _parts(title: str) -> Iterator[str]:
    """Yield what of a title may be a name, the longest first."""
    words = [word for word in _PARTING.split(title) if word][:_LOOKED_THROUGH]
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            if length > 1 or _TELLING.fullmatch(words[at]):
                yield " ".join(words[at : at + length])

"""Does the learner hold the licence of the field, or one near it?"""

from services.recommender.decision.holdings import WORTH
from services.recommender.decision.licences_named import LESSER, names_licence
from services.recommender.decision.situation import Situation
from services.recommender.knowledge.licence_names import LICENCE_WORD, LicenceNames, licence_words
from services.recommender.learner import HeldStatus

#: Beside a licence's name they say that something prepares for it or teaches it and is not it.
_PREPARING = frozenset(
    {"bootcamp", "candidate", "course", "eligible", "exam", "examination", "prelicensing", "prep", "preparation"}
    | {"review", "training", "workshop", "yoga", "tefl", "tesol", "celta"}
)

#: Licences of everyday life and of trade; no years in a field make them its licence.
_EVERYDAY = frozenset(
    {"amateur", "boating", "business", "creative", "drive", "driver", "driving", "drone", "firearm", "fishing", "game"}
    | {"gun", "hunting", "liquor", "marriage", "radio", "software", "vendor"}
)

#: With so many years in the very field, a licence that is no other field's is taken as this one's.
_YEARS_THAT_SPEAK = 1


def is_held_licence(title: str, situation: Situation) -> bool:
    """Say whether a credential held under `title` is the field's licence: by its name, or by years in the field."""
    if situation.occupation is None or situation.occupation.licence is None:
        return False
    if frozenset(licence_words(title)) & _PREPARING:
        return False
    if names_licence(title, situation.occupation):
        return True
    licence, years = situation.occupation.licence, situation.profile.experience.years_in_field
    return licence.work_needs_it and (years or 0) >= _YEARS_THAT_SPEAK and _is_nobody_elses(title, licence.names)


def licence_held(situation: Situation) -> str:
    """Return the best status of what is the field's licence among the credentials held, as the fact says it."""
    statuses = [
        status
        for held in situation.profile.credentials_held
        if is_held_licence(held.title, situation) and (status := held.status_on(situation.on)) is not None
    ]
    return max(statuses, key=WORTH.index).value if statuses else "not_named"


def holds_nearby_licence(situation: Situation) -> bool:
    """Say whether a credential held or under way is near the field's licence without being it."""
    occupation = situation.occupation
    if occupation is None or occupation.licence is None:
        return False
    names = occupation.licence.names
    return any(
        held.status_on(situation.on) in {HeldStatus.VALID, HeldStatus.IN_PROGRESS}
        and not is_held_licence(held.title, situation)
        and _is_near(held.title, occupation.code, names)
        for held in situation.profile.credentials_held
    )


def _is_near(title: str, code: str, names: LicenceNames) -> bool:
    named = names.named_in(title)
    if named.other_words & _PREPARING:
        return False
    return named.is_near(code) or (named.is_of(code) and bool(named.other_words & LESSER))


def _is_nobody_elses(title: str, names: LicenceNames) -> bool:
    named = names.named_in(title)
    return not named.meanings and LICENCE_WORD in named.other_words and not named.other_words & (LESSER | _EVERYDAY)

"""Does the learner hold the licence of the field, or one near it?"""

from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.learner import NEVER_HAD, HeldCredential
from services.recommender.names.geography.licence_places import is_of_another_country, licence_places, places_of
from services.recommender.names.geography.places import LISTED_CODE, is_registration, names_registration
from services.recommender.names.job_titles.training_words import says_in_training
from services.recommender.names.licences.licence_words import LICENCE_WORD, LicenceNames, licence_words
from services.recommender.scales import DEGREE_LEVELS, VOCATIONAL_LEVELS, EducationLevel, Goal, HeldStatus, Standing
from services.recommender.situation.credentials.held_documents import completed
from services.recommender.situation.credentials.licences_named import EVERYDAY, LESSER, is_endorsement, names_licence
from services.recommender.situation.once import once
from services.recommender.situation.role.asked_credential import AskedCredential
from services.recommender.situation.situation import Situation

#: Beside a licence's name they say that something prepares for it or teaches it and is not it.
_PREPARING = frozenset(
    {"bootcamp", "candidate", "course", "eligible", "exam", "examination", "prelicensing", "prep", "preparation"}
    | {"review", "training", "workshop", "yoga", "tefl", "tesol", "celta"}
)

#: With so many years in the very field, a licence that is no other field's is taken as this one's.
_YEARS_THAT_SPEAK = 1

#: From this job zone on work takes preparation beyond school, and from this share of jobs on (hundredths of a percent)
#: mostly a degree (as the rules path/licence-is-the-way-in and path/licence-is-asked-about have it).
_ZONE_OF_PREPARATION, _MOSTLY_DEGREES = 3, 7500

#: How the field's licence stands among what is held; not_named where nobody wrote of it.
LicenceHeld = Literal["not_named", "not_valid_yet", "elsewhere", "unproven"] | HeldStatus

#: Whether a credential is the field's own licence; none for what is no licence, and where the field has none.
LicenceFor = Literal["none", "field", "other"]

#: What a licence that is named is worth to whoever wants to work on it, the least first. One whose document is forged
#: or cannot be read proves nothing; one of elsewhere counts after the authority's word.
LICENCE_WORTH: tuple[LicenceHeld, ...] = (
    "unproven",
    "elsewhere",
    HeldStatus.REVOKED,
    HeldStatus.EXPIRED,
    HeldStatus.IN_PROGRESS,
    "not_valid_yet",
    HeldStatus.VALID,
)


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


@once
def licence_held(situation: Situation) -> LicenceHeld:
    """Return how the field's licence stands among the credentials held; of several the one that is worth most.

    Only what nobody wrote down is not named: a licence that does not count today is said to be just that.
    """
    found = [
        _standing(held, situation)
        for held in situation.profile.credentials_held
        if _names_it(held, situation) and not (held.said in NEVER_HAD and held.status_on(situation.on) is None)
    ]
    return max(found, key=LICENCE_WORTH.index) if found else "not_named"


def _names_it(held: HeldCredential, situation: Situation) -> bool:
    return (
        is_held_licence(held.title, situation)
        or is_registration_held(held, situation)
        or bool(_named_abroad(held, situation))
    )


def licence_country(situation: Situation) -> str | None:
    """Return the country (ISO 3166-1) of the licence held that is of another one; None where nobody can tell."""
    found = (
        _country_of(held, situation)
        for held in situation.profile.credentials_held
        if _standing(held, situation) == "elsewhere" and _names_it(held, situation)
    )
    return next((country for country in found if country is not None), None)


def _country_of(held: HeldCredential, situation: Situation) -> str | None:
    """Return the country that a licence of elsewhere names, or the only one that calls its licence so."""
    if named := places_of(held) - {situation.place}:
        return min(named)
    called = _named_abroad(held, situation)
    return next(iter(called)) if len(called) == 1 else None


def _named_abroad(held: HeldCredential, situation: Situation) -> frozenset[str]:
    """Return the countries that call their licence for the work so, where the one aimed at calls none of its own so."""
    occupation = situation.occupation
    if occupation is None or is_held_licence(held.title, situation) or _is_known_here(held):
        return frozenset()
    if frozenset(licence_words(held.title)) & _PREPARING:
        return frozenset()
    if occupation.licence is not None and _is_near(held.title, occupation.code, occupation.licence.names):
        return frozenset()
    named = ((country, licence.names.named_in(held.title)) for country, licence in occupation.licences_abroad.items())
    return frozenset(country for country, own in named if own.is_of(occupation.code) and not own.other_words & LESSER)


def _is_known_here(held: HeldCredential) -> bool:
    """Say whether a credential of the catalogue is meant that says nothing of another country."""
    return held.credential is not None and not places_of(held)


def is_taken_to_hold_licence(situation: Situation) -> bool:
    """Say whether the field's licence is held, or may be assumed of somebody who does not name it."""
    licence = licence_held(situation)
    return licence == HeldStatus.VALID or (licence == "not_named" and _may_be_assumed(situation))


def _may_be_assumed(situation: Situation) -> bool:
    """Say whether somebody works in the field already, with the education for it, and stays: nobody else is licensed.

    The rule path/licence-assumed says the same to the learner.
    """
    years, stays = situation.profile.experience.years_in_field, situation.profile.goal is not Goal.CHANGE_CAREER
    works = stays and (years or 0) >= _YEARS_THAT_SPEAK
    shown_missing = holds_nearby_licence(situation) or situation.misses_field_licence or _never_had(situation)
    shown_missing = shown_missing or is_in_training(situation)
    return works and not shown_missing and not _lacks_its_education(situation)


def is_in_training(situation: Situation) -> bool:
    """Say whether the title of the field or of the role calls its holder an apprentice, a trainee or a student."""
    profile = situation.profile
    titles = (profile.field.occupation, profile.field.unlisted, profile.target_role.title)
    return any(says_in_training(title) for title in titles if title)


def _never_had(situation: Situation) -> bool:
    """Say whether the field's licence is named as one that was failed, or that is no more than planned."""
    return any(
        held.said in NEVER_HAD and held.status_on(situation.on) is None and _names_it(held, situation)
        for held in situation.profile.credentials_held
    )


def _lacks_its_education(situation: Situation) -> bool:
    """Say whether less education is named than the work mostly asks for; what is not named may be there."""
    occupation = situation.occupation
    levels = {education.level for education in completed(situation.profile, situation.on)}
    if occupation is None or not levels or EducationLevel.UNKNOWN in levels or levels & DEGREE_LEVELS:
        return False
    if levels & VOCATIONAL_LEVELS and situation.place != LISTED_CODE:
        # How many jobs ask for a degree was measured in the United States; elsewhere nurses and teachers train for it.
        return False
    school_only = levels <= {EducationLevel.NONE, EducationLevel.SECONDARY}
    prepared = (occupation.job_zone or 0) >= _ZONE_OF_PREPARATION
    return (school_only and prepared) or rests_mostly_on_degrees(situation)


def rests_mostly_on_degrees(situation: Situation) -> bool:
    """Say whether nearly all who work in the field have a degree."""
    share = situation.occupation.culture.degree_share if situation.occupation else None
    return share is not None and share.value >= _MOSTLY_DEGREES


def _standing(held: HeldCredential, situation: Situation) -> LicenceHeld:
    status = held.status_on(situation.on)
    if status is None:
        return "not_valid_yet" if held.standing_on(situation.on) is Standing.NOT_YET_VALID else "unproven"
    return "elsewhere" if status is HeldStatus.VALID and _is_of_elsewhere(held, situation) else status


def _is_of_elsewhere(held: HeldCredential, situation: Situation) -> bool:
    """Say whether the licence is of another country than the posting's, or not the registration that it asks for.

    Where the posting names no country, it is the one that the learner wants to work in.
    """
    role = situation.profile.target_role
    asked = (role.title or "", *role.words)
    there = frozenset[str]().union(*map(licence_places, asked)) or frozenset({situation.place})
    if is_of_another_country(held, there):
        return True
    if is_registration_held(held, situation):
        return False
    if not is_held_licence(held.title, situation):
        return True
    return any(_is_registration(one) and one.missing for one in situation.asked_credentials)


def is_registration_held(held: HeldCredential, situation: Situation) -> bool:
    """Say whether a credential held is the registration that the posting asks for by its body."""
    return any(_is_registration(one) and is_registration(held, one.words) for one in situation.asked_credentials)


def _is_registration(asked: AskedCredential) -> bool:
    return asked.kind is CredentialKind.LICENCE and names_registration(asked.words)


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
    return not named.meanings and LICENCE_WORD in named.other_words and not named.other_words & (LESSER | EVERYDAY)


def licence_for(credential: Credential, situation: Situation) -> LicenceFor:
    """Return whether a credential of the catalogue is the field's own licence, or another one.

    What is added to a licence, an endorsement, is none by itself; and one that is made for the field is not another
    one's, though the field's own is called otherwise.
    """
    occupation = situation.occupation
    if credential.kind is not CredentialKind.LICENCE or occupation is None or occupation.licence is None:
        return "none"
    if is_endorsement(credential.title, occupation):
        return "none"
    if names_licence(credential.title, occupation):
        return "field"
    return "none" if occupation.code in credential.occupations else "other"

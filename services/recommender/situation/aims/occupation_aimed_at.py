"""Which occupation does the profile aim at? The one that its words mean, or a sentence on why they mean no one."""

from collections.abc import Sequence
from dataclasses import replace

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import LicenceScope, Occupation
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved, Unknown
from services.recommender.learner import Profile
from services.recommender.names.occupation_codes import written_out
from services.recommender.situation.aims.role_title import settled_by_role
from services.recommender.situation.credentials.licences_named import names_licence
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.situation.place import country_said, place_of, place_told
from services.recommender.wording.messages import Message, say

#: So many occupations that may be meant are named in the sentence that asks which.
MOST_NAMED = 4


def resolve_occupation(profile: Profile, knowledge: Knowledge) -> Resolved | None:
    """Return the occupation aimed at and how it was found; None for a field that O*NET does not list."""
    words = profile.field.occupation
    if words is None:
        return None
    # Money tells whose titles are meant, but not in which language: who counts in dollars may write in any.
    language = None if country_said(profile) else knowledge.occupations.language_of(words)
    country = place_told(profile)
    resolution = knowledge.occupations.resolve(words, language=language, country=country)
    if isinstance(resolution, Resolved):
        return resolution
    if isinstance(resolution, Ambiguous):
        role, spoken = profile.target_role, language or resolution.language
        settled = settled_by_role(
            resolution,
            role.title if role else None,
            lambda said: knowledge.occupations.resolve(said, language=spoken, country=country),
        )
        if settled:
            return settled
    found = resolution.candidates if isinstance(resolution, Ambiguous) else resolution.suggestions
    raise UnresolvedOccupation(_unresolved(words, resolution), tuple((o.code, o.title) for o in found))


def hangs_on_the_country(profile: Profile) -> bool:
    """Say whether the occupation may be another one in another country, and the profile names none."""
    words = profile.field.occupation
    return words is not None and written_out(words) is None and country_said(profile) is None


def in_its_country(resolved: Resolved, profile: Profile, knowledge: Knowledge) -> Occupation:
    """Return the occupation as it is where the learner aims: with the licence that the title itself needs.

    Most of the work of accountants needs none, and whoever is to be a "dottore commercialista" or an "undersköterska"
    needs what stands behind that title.
    """
    occupation = knowledge.countries.occupation_in(resolved.occupation, place_of(profile), profile.region)
    licence = occupation.licence
    if licence is None or licence.work_needs_it:
        return occupation
    titles = (profile.field.occupation, profile.target_role.title if profile.target_role else None)
    if not any(names_licence(title, occupation) for title in titles if title):
        return occupation
    return replace(occupation, licence=replace(licence, scope=LicenceScope.EVERYWHERE))


def _unresolved(words: str, resolution: Ambiguous | Unknown) -> Message:
    """Return why words mean no one occupation, and what to give instead."""
    say_the_work, or_unlisted = say("occupation.say_the_work"), say("occupation.or_unlisted")
    if isinstance(resolution, Ambiguous):
        if resolution.loose:
            return say("occupation.too_general", words=words, say_the_work=say_the_work, or_unlisted=or_unlisted)
        found = resolution.candidates
        likeliest = _likeliest(found)
        return say("occupation.ambiguous", words=words, count=len(found), likeliest=likeliest, or_unlisted=or_unlisted)
    if resolution.suggestions:
        likeliest = _likeliest(resolution.suggestions)
        return say("occupation.unknown_with_suggestions", words=words, likeliest=likeliest, or_unlisted=or_unlisted)
    return say("occupation.unknown", words=words, say_the_work=say_the_work, or_unlisted=or_unlisted)


def _likeliest(found: Sequence[Occupation]) -> Sequence[Message]:
    """Return the first with their codes: a line of a table, and a document with other faults too, name no others."""
    return tuple(say("occupation.candidate", code=one.code, title=one.title) for one in found[:MOST_NAMED])

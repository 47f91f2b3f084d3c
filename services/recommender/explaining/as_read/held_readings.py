"""How does each credential of the learner stand, and what was it taken for?"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, IssuerKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import HeldCredential
from services.recommender.names.geography.countries import country_name
from services.recommender.names.geography.licence_places import places_of
from services.recommender.recommendation.codes import CountsAs
from services.recommender.recommendation.reading import HeldReading
from services.recommender.situation.credentials.holdings import in_catalogue
from services.recommender.situation.education_read import qualification_held
from services.recommender.situation.place import place_told
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import say

#: What calls itself the end of a training, though the work that it is for is licensed: "attestato OSS", "Meisterbrief".
_CALLS_TRAINING = re.compile(r"\b(?:attestat|qualific|dyplom|t[ií]tulo de|gesellen)|(?:brief|zeugnis)\b", re.IGNORECASE)


def held_readings(situation: Situation, knowledge: Knowledge) -> list[HeldReading]:
    """Return how each credential of the learner stands, and why."""
    return [_reading(held, situation, knowledge) for held in situation.profile.credentials_held]


def _reading(held: HeldCredential, situation: Situation, knowledge: Knowledge) -> HeldReading:
    status = held.status_on(situation.on)
    reading = HeldReading(
        title=held.title,
        issuer=held.issuer,
        standing=held.standing_on(situation.on),
        counts_as=CountsAs(status.value) if status else CountsAs.NOT_HELD,
        why=held.why,
        revocation=held.revocation,
    )
    known = [knowledge.catalogue.credentials[one] for one in in_catalogue(held, knowledge.catalogue)]
    licence = knowledge.countries.licence_named(held.title, situation.place, places_of(held), situation.region)
    named = qualification_held(held, place_told(situation.profile), knowledge.qualifications)
    trained = named is not None and _CALLS_TRAINING.search(held.title) is not None
    if licence and not trained and _may_be_licence_of(licence[0], situation.place, known):
        country, authorities = licence
        why = " ".join(part for part in (held.why, _of_elsewhere(country, situation)) if part) or None
        return replace(reading, read_as="licence", country=country, authorities=list(authorities), why=why)
    if named is not None and (named.country == situation.place or not _is_of(situation.place, known)):
        return replace(reading, read_as="qualification", country=named.country)
    if (permission := _permission(known, situation.place)) is not None:
        return replace(
            reading, read_as="licence", country=situation.place, authorities=permission.issuer.name.split("; ")
        )
    return replace(reading, read_as="catalogue") if known else reading


def _is_of(here: str, known: Sequence[Credential]) -> bool:
    """Say whether what is `known` of it in the catalogue counts `here` and not everywhere."""
    return any(here in one.valid_in for one in known)


def _permission(known: Sequence[Credential], here: str) -> Credential | None:
    """Return what the catalogue knows as a permission that a public body of the country grants."""
    if len(known) != 1 or known[0].kind is not CredentialKind.LICENCE or here not in known[0].valid_in:
        return None
    return known[0] if known[0].issuer.kind is IssuerKind.PUBLIC_BODY else None


def _of_elsewhere(country: str | None, situation: Situation) -> str | None:
    if country in {None, situation.place}:
        return None
    return say("held.licence_of", country=country_name(str(country)), here=country_name(situation.place))


def _may_be_licence_of(country: str | None, here: str, known: Sequence[Credential]) -> bool:
    """Say whether what is `known` of it in the catalogue lets it be a licence of a country.

    What the catalogue knows as no licence is none, and what counts `here`, and not everywhere, is of no other country.
    """
    licences = all(one.kind is CredentialKind.LICENCE for one in known)
    return licences and (country == here or not _is_of(here, known))

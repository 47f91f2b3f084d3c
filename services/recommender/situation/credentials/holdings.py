"""What does the learner hold? Credentials of the catalogue by status, how long they last, what skills they show."""

from collections.abc import Iterator, Mapping
from datetime import date

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import HeldCredential, Profile
from services.recommender.names.geography.licence_places import is_of_another_country
from services.recommender.scales import EducationStatus, HeldStatus, SkillLevel
from services.recommender.situation.credentials.credential_names import credential_titled, stack_titled
from services.recommender.situation.requirements import indispensable, named_in
from services.recommender.situation.skills.grasp import taught_by

#: What a held credential is worth, the least first; where one is named twice the best counts.
WORTH = (HeldStatus.REVOKED, HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS, HeldStatus.VALID)


#: How far education has come, as a credential is held.
_AS_HELD = {EducationStatus.COMPLETED: HeldStatus.VALID, EducationStatus.IN_PROGRESS: HeldStatus.IN_PROGRESS}


def held_credentials(profile: Profile, knowledge: Knowledge, on: date) -> Mapping[str, HeldStatus]:
    """Return what is held of the catalogue, by id; the best status counts where something is named twice.

    Education that the catalogue lists is held as well: whoever has a BTS is not told to take it.
    """
    held: dict[str, HeldStatus] = {}
    for credential in profile.credentials_held:
        status = credential.status_on(on)
        if status is not None:
            for found in in_catalogue(credential, knowledge.catalogue):
                if _is_licence_of_another_country(credential, knowledge.catalogue.credentials[found]):
                    continue
                held[found] = max(held.get(found, HeldStatus.REVOKED), status, key=WORTH.index)
    for listed, status in _studied(profile, knowledge.catalogue):
        held[listed] = max(held.get(listed, HeldStatus.REVOKED), status, key=WORTH.index)
    return held


def _studied(profile: Profile, catalogue: Catalogue) -> Iterator[tuple[str, HeldStatus]]:
    """Yield the credentials of the catalogue that the learner names as education, completed or under way."""
    for education in profile.education:
        listed = credential_titled(education.qualification, catalogue) if education.qualification else None
        if listed is not None and education.status in _AS_HELD:
            yield listed, _AS_HELD[education.status]


def _is_licence_of_another_country(held: HeldCredential, known: Credential) -> bool:
    """Say whether what is held says that it is a licence of another country than those where the known one counts."""
    return known.kind is CredentialKind.LICENCE and bool(known.valid_in) and is_of_another_country(held, known.valid_in)


def held_until(profile: Profile, knowledge: Knowledge, on: date) -> Mapping[str, date]:
    """Return the last day of what is valid and ends; where something is named twice, of the one that lasts longest."""
    until: dict[str, date] = {}
    for credential in profile.credentials_held:
        if credential.status_on(on) is HeldStatus.VALID:
            for found in in_catalogue(credential, knowledge.catalogue):
                until[found] = max(until.get(found, date.min), credential.expires_on or date.max)
    return {found: day for found, day in until.items() if day < date.max}


def known_as(credential: HeldCredential, catalogue: Catalogue) -> str | None:
    """Return the id of the one credential of the catalogue that is meant; None for none, and for a stack."""
    return next((found for title in _names(credential) if (found := credential_titled(title, catalogue))), None)


def in_catalogue(credential: HeldCredential, catalogue: Catalogue) -> frozenset[str]:
    """Return the credential meant; for a stack what nobody completes it without, unless it is still in progress."""
    if (found := known_as(credential, catalogue)) is not None:
        return frozenset({found})
    if credential.status is HeldStatus.IN_PROGRESS:
        return frozenset()
    titles = _names(credential)
    stacks = [catalogue.stacks[stack] for title in titles if (stack := stack_titled(title, catalogue)) is not None]
    return indispensable(stacks[0].requirement) if stacks else frozenset()


def _names(credential: HeldCredential) -> list[str]:
    """Return what a credential may be called in the catalogue, the likeliest first."""
    names = [credential.credential or credential.title]
    names += [f"{credential.issuer} {credential.title}"] if credential.issuer else []
    return names + [name for address in credential.aligned for name in (address, address.rpartition("/")[2])]


def parts_of_lapsed(profile: Profile, knowledge: Knowledge, on: date) -> Mapping[str, str]:
    """Return what stacks that were held and have expired consist of: the title of the stack by each part's id."""
    catalogue = knowledge.catalogue
    parts: dict[str, str] = {}
    for credential in profile.credentials_held:
        names = _names(credential)
        if credential.status_on(on) is HeldStatus.EXPIRED and not any(
            credential_titled(name, catalogue) for name in names
        ):
            for stack in [found for name in names if (found := stack_titled(name, catalogue)) is not None][:1]:
                parts |= dict.fromkeys(named_in(catalogue.stacks[stack].requirement), credential.title)
    return parts


def certified_skills(knowledge: Knowledge, held: Mapping[str, HeldStatus]) -> Iterator[tuple[str, SkillLevel]]:
    """Yield the skills that credentials `held` and valid stand for, at the levels at which these teach them."""
    for identity in sorted(held):
        if held[identity] is HeldStatus.VALID:
            yield from taught_by(knowledge.catalogue.credentials[identity])

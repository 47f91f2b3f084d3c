"""What does the learner hold? Credentials of the catalogue by status, how long they last, what skills they show."""

from collections.abc import Mapping
from datetime import date

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import HeldCredential, Profile
from services.recommender.names.skill_phrases import level_said
from services.recommender.scales import SKILL_LEVELS, HeldStatus, SkillLevel
from services.recommender.situation.credential_names import credential_titled, stack_titled
from services.recommender.situation.requirements import indispensable, named_in
from services.recommender.situation.terms import LEVEL_FOR_ROLE, read_term

#: What a held credential is worth, the least first; where one is named twice the best counts.
WORTH = (HeldStatus.REVOKED, HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS, HeldStatus.VALID)

#: Levels as they are joined, the least first: who holds a skill and states no level works with it.
_JOINED = (SkillLevel.BEGINNER, SkillLevel.UNKNOWN, *SKILL_LEVELS[1:])


def rank(level: SkillLevel) -> int:
    """Return the position of `level` among the levels, from 0; UNKNOWN has none and is an error here."""
    return SKILL_LEVELS.index(level)


def held_credentials(profile: Profile, knowledge: Knowledge, on: date) -> Mapping[str, HeldStatus]:
    """Return what is held of the catalogue, by id; the best status counts where something is named twice."""
    held: dict[str, HeldStatus] = {}
    for credential in profile.credentials_held:
        status = credential.status_on(on)
        if status is not None:
            for found in in_catalogue(credential, knowledge.catalogue):
                held[found] = max(held.get(found, HeldStatus.REVOKED), status, key=WORTH.index)
    return held


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


def held_skills(
    profile: Profile,
    knowledge: Knowledge,
    held: Mapping[str, HeldStatus],
    evidence: tuple[frozenset[str], ...],
) -> Mapping[str, SkillLevel]:
    """Return the skills held: those named, those of `evidence`, and those a valid credential stands for.

    The best that is known of a skill counts. What work or a valid credential shows is held, at no level or above.
    """
    skills: dict[str, SkillLevel] = {}
    for named in profile.skills:
        term = read_term(named.name, knowledge)
        level = named.level
        if level is SkillLevel.UNKNOWN:
            level = SkillLevel(level_said(named.name, term.label) or level)
        skills[term.skill] = _higher(skills.get(term.skill, level), level)
    shown = [(skill, SkillLevel.UNKNOWN) for piece in evidence for skill in piece]
    for identity, status in held.items():
        if status is HeldStatus.VALID:
            credential = knowledge.catalogue.credentials[identity]
            shown += [(taught.skill, _higher(credential.level, SkillLevel.UNKNOWN)) for taught in credential.skills]
    for skill, level in sorted(shown):
        skills[skill] = _higher(skills.get(skill, level), level)
    return skills


def holds(level: SkillLevel) -> bool:
    """Say whether a skill known at `level` is held at working level: a level that nobody stated counts as one."""
    return level is SkillLevel.UNKNOWN or rank(level) >= rank(LEVEL_FOR_ROLE)


def _higher(one: SkillLevel, other: SkillLevel) -> SkillLevel:
    """Return the better of two levels: a skill held at no stated level is more than a beginner's."""
    return max(one, other, key=_JOINED.index)

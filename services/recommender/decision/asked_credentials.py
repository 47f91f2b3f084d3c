"""Which credentials does a posting ask for by name, and does the learner hold them?

Postings list "CISSP" among the skills they require. Such a word is no skill to be learned or shown by a project: it is
covered by holding the credential, and closed by nothing but that credential.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.recommender.decision.holdings import WORTH, rank
from services.recommender.decision.licences_named import names_licence
from services.recommender.decision.terms import LEVEL_FOR_ROLE, read_term
from services.recommender.knowledge.catalogue import Catalogue
from services.recommender.knowledge.credential import Credential, CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupation import Occupation
from services.recommender.knowledge.posted_skills import without_phrases
from services.recommender.knowledge.skill_words import fold, without_brackets
from services.recommender.learner import HeldStatus, Profile, SkillLevel

#: Words that postings put before and behind the name of a credential.
_BEFORE = re.compile(r"^(?:(?:a|an|the|active|current|valid|must hold|must have|holds?|holder of)\s+)+")
_BEHIND = re.compile(
    r"(?:\s+(?:certification|certificate|certified|credential|charter|designation|licen[cs]e|holder|card|or equivalent|"
    r"or similar|required|preferred|a plus))+$"
)

#: A short form such as "OSHA 10" or "CPA" names a credential by itself; "Leadership" at the front of a title does not.
_SHORT_FORM = re.compile(r"\d|[A-Z][^A-Z]*[A-Z]")


@dataclass(frozen=True, kw_only=True)
class AskedCredential:
    """A credential that the posting names in `words`: `required`, or only welcome.

    `credential` is its id in the catalogue and None where only the learner's own record, or the field's licence, knows
    it. `held` is the best status among what the learner holds of it; None where nothing is.
    """

    words: str
    label: str
    required: bool
    credential: str | None = None
    kind: CredentialKind | None = None
    held: HeldStatus | None = None

    def as_document(self) -> dict[str, str | bool | None]:
        """Return it JSON-ready, for the recommendation document."""
        held = self.held.value if self.held else "no"
        return {
            "words": self.words,
            "label": self.label,
            "credential": self.credential,
            "required": self.required,
            "held": held,
        }

    @property
    def missing(self) -> bool:
        """Whether the learner does not hold it today: one that expired or is still in progress does not count."""
        return self.held is not HeldStatus.VALID


@dataclass(frozen=True, kw_only=True)
class AskedReader:
    """Reads what one posting asks of one learner on one day. `held` is by catalogue id."""

    profile: Profile
    knowledge: Knowledge
    occupation: Occupation | None
    held: Mapping[str, HeldStatus]
    on: date

    def asked(self) -> tuple[AskedCredential, ...]:
        """Return every credential that the role's words name, each once; required where it is named as both."""
        role = self.profile.target_role
        named = [(words, True) for words in role.required_skills] + [(words, False) for words in role.preferred_skills]
        found: dict[str, AskedCredential] = {}
        for words, required in named:
            one = self._read(words, required=required)
            if one is not None:
                found.setdefault(one.credential or fold(one.label), one)
        return tuple(found.values())

    def names_credential(self, words: str) -> bool:
        """Say whether `words` name a credential of the catalogue, of the learner's record, or the field's licence."""
        return self._read(words, required=True) is not None

    def _read(self, words: str, *, required: bool) -> AskedCredential | None:
        skill = read_term(words, self.knowledge)
        if skill.matched and skill.matched_by in {"label", "alias"}:
            return self._read_record(words, required=required)
        catalogue = self.knowledge.catalogue
        found = credential_meant(words, catalogue, loosely=not skill.matched)
        held = self._held(words, found, loosely=not skill.matched)
        if found is not None:
            known = catalogue.credentials[found]
            return AskedCredential(
                words=words, label=known.title, required=required, credential=found, kind=known.kind, held=held
            )
        licence = names_licence(words, self.occupation) and not skill.matched
        if held is None and not licence:
            return None
        kind = CredentialKind.LICENCE if licence else None
        return AskedCredential(words=words, label=words, required=required, kind=kind, held=held)

    def _read_record(self, words: str, *, required: bool) -> AskedCredential | None:
        """Return what the learner holds under just this name, though it is a skill's as well; None where they do not.

        Only with a number in it: whoever holds something called "OSHA 10" has what a posting means by that, while a
        credential called "AWS" may be any of many.
        """
        held = self._held(words, None, loosely=True) if any(letter.isdigit() for letter in words) else None
        return None if held is None else AskedCredential(words=words, label=words, required=required, held=held)

    def _held(self, words: str, found: str | None, *, loosely: bool) -> HeldStatus | None:
        """Return the best status under which the learner holds what `words` name, the credential `found` if any."""
        statuses = [self.held[found]] if found is not None and found in self.held else []
        for one in self.profile.credentials_held:
            status = one.status_on(self.on)
            same = found is not None and credential_meant(one.title, self.knowledge.catalogue) == found
            licence = names_licence(words, self.occupation) and names_licence(one.title, self.occupation)
            if status is not None and (same or licence or _is_title(words, one.title, loosely=loosely)):
                statuses.append(status)
        # People who list "CISSP" among their skills say that they hold it, unless they call themselves beginners in it.
        for skill in self.profile.skills:
            works_with_it = skill.level is SkillLevel.UNKNOWN or rank(skill.level) >= rank(LEVEL_FOR_ROLE)
            named = found is not None and credential_meant(skill.name, self.knowledge.catalogue) == found
            if works_with_it and named and found not in self.held:
                statuses.append(HeldStatus.VALID)
        return max(statuses, key=WORTH.index, default=None)


def credential_meant(words: str, catalogue: Catalogue, *, loosely: bool = True) -> str | None:
    """Return the id of the one credential that `words` name: as written or, `loosely`, inside a phrase around the name.

    None where none is meant, or more than one.
    """
    if words in catalogue.credentials:
        return words
    for name in _names(words) if loosely else (words,):
        called = [one for one in catalogue.called(name) if _names_it(name, catalogue.credentials[one])]
        if len(called) == 1:
            return called[0]
    return None


def _names_it(name: str, credential: Credential) -> bool:
    """Say whether somebody who writes `name` means the credential, and not what its title is about.

    A short course is named after its subject ("Geospatial Analysis"), and a plain word that is left of a title when its
    issuer is taken off ("Foundations") says nothing by itself.
    """
    key, title = fold(name), fold(without_brackets(credential.title))
    if credential.kind is CredentialKind.MICRO_CREDENTIAL:
        return key != title
    return not (key.isalpha() and title == f"{fold(credential.issuer.name)} {key}")


def _names(words: str) -> Iterator[str]:
    """Yield `words`, then without brackets, then without what postings put around a credential's name."""
    bare = without_brackets(words)
    folded = fold(bare)
    yield from dict.fromkeys(
        (words, bare, *(_BEHIND.sub("", _BEFORE.sub("", key)) for key in (folded, *without_phrases(bare))))
    )


def _is_title(words: str, title: str, *, loosely: bool) -> bool:
    """Say whether `words` are the title, or a short form that it begins with, as "OSHA 10-Hour" does with "OSHA 10"."""
    held = fold(title)
    for name in _names(words) if loosely else (words,):
        key = fold(name)
        if key and key in {held, fold(without_brackets(title))}:
            return True
        if key and _SHORT_FORM.search(words) and f" {held} ".startswith(f" {key} "):
            return True
    return False

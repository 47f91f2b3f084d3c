"""Which credentials does a posting ask for by name, and does the learner hold them?

Postings list "CISSP" among the skills they require. Such a word is no skill to be learned or shown by a project: it is
covered by holding the credential, and closed by nothing but that credential.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.learner import Profile
from services.recommender.names.places import is_registration, names_registration
from services.recommender.names.skill_words import fold, without_brackets
from services.recommender.scales import HeldStatus
from services.recommender.situation.credential_names import LESSER, credential_meant, names, speaks_of_credential
from services.recommender.situation.holdings import WORTH
from services.recommender.situation.licences_named import (
    is_another_licence,
    is_endorsement,
    is_near_licence,
    meets_another_licence,
    meets_licence,
    names_licence,
)
from services.recommender.situation.skills.grasp import Grasp, grasp
from services.recommender.situation.skills.posting import Choice, Posting
from services.recommender.situation.terms import read_term

#: "CPA" names a credential by itself; "Leadership" at the front of a title does not.
_CAPITALS = re.compile(r"[A-Z][^A-Z]*[A-Z]")

#: A word of a short form: in capitals, or with a number ("D1.1").
_SHORT = re.compile(r"[A-Z][A-Z0-9]+|[A-Z]*\d[\d.]*")

#: Behind a short form they say how much it took, and not that it is a lesser one: "OSHA 10-Hour", "PSM II".
_COUNTED = frozenset({"hour", "hours", "i", "ii", "iii"})

#: At the end of what stands among the required ones they say that it is welcome: "CCRN preferred".
_WELCOME = re.compile(r"\b(?:preferred|desired|desirable|a plus|an? advantage|nice to have)\s*$", re.IGNORECASE)

#: Behind the name that a posting gives without a level they say that it is held at a higher one.
_HIGHER = frozenset({"expert", "professional"})


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
    choice: Choice = ()
    """The posting's words for all of which one suffices, where this is one of several."""

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

    def asked(self, posting: Posting) -> tuple[AskedCredential, ...]:
        """Return every credential that the `posting` names, each once; required where it is named as both."""
        named = [(choice, True) for choice in posting.required] + [(choice, False) for choice in posting.preferred]
        found: dict[str, AskedCredential] = {}
        for choice, required in named:
            for one in self._of_choice(choice, required=required):
                found.setdefault(one.credential or fold(one.label), one)
        return tuple(found.values())

    def is_met_by_credential(self, choice: Choice) -> bool:
        """Say whether a credential that stands in `choice` beside skills is held: one of them suffices."""
        return any(not one.missing for one in self._of_choice(choice, required=False))

    def _of_choice(self, choice: Choice, *, required: bool) -> list[AskedCredential]:
        """Return the credentials of which one suffices: of those only the held ones where any is.

        One that stands beside a skill which would do as well is welcome, and nothing that must be had.
        """
        required = required and not any(_WELCOME.search(words) for words in choice)
        read = [one for words in choice if (one := self._meaning(words)) is not None]
        held = [one for one in read if not one.missing]
        required = required and all(self._meaning(words) or speaks_of_credential(words) for words in choice)
        return [replace(one, required=required, choice=choice if len(choice) > 1 else ()) for one in held or read]

    def names_credential(self, words: str) -> bool:
        """Say whether `words` name a credential of the catalogue, of the learner's record, or the field's licence."""
        return self._meaning(words) is not None

    @cached_property
    def _meaning(self) -> Callable[[str], AskedCredential | None]:
        """What words name, read once of each; whether it is required is said by whoever asks."""
        return cache(self._read)

    def _read(self, words: str) -> AskedCredential | None:
        skill = read_term(words, self.knowledge)
        catalogue = self.knowledge.catalogue
        loosely = not skill.matched or speaks_of_credential(words)
        found = self._meant(words, loosely=loosely)
        if skill.matched and skill.matched_by in {"label", "alias"}:
            # "BLS" is a skill to whoever has to learn it, and covered for who holds the card.
            held_by_name = found is not None and self.held.get(found) is HeldStatus.VALID
            if found is None or not (loosely or held_by_name or self._is_short_form_in_field(words, found)):
                return self._read_record(words)
        held = self._held(words, found, loosely=loosely)
        if found is not None:
            known = catalogue.credentials[found]
            return AskedCredential(
                words=words, label=known.title, required=False, credential=found, kind=known.kind, held=held
            )
        licence = self._is_licence(words) and not skill.matched
        if held is None and not licence:
            return None
        kind = CredentialKind.LICENCE if licence else None
        return AskedCredential(words=words, label=words, required=False, kind=kind, held=held)

    def _meant(self, words: str, *, loosely: bool = True) -> str | None:
        code = self.occupation.code if self.occupation else None
        return credential_meant(words, self.knowledge.catalogue, loosely=loosely, occupation=code)

    def _is_short_form_in_field(self, words: str, found: str) -> bool:
        """Say whether `words` are a short form by which the field means the credential, and not only its subject.

        "CPC" in a posting for medical coders names the coder's certification, and "ACLS" the card that a nurse shows.
        """
        known = self.knowledge.catalogue.credentials[found]
        made_for_it = self.occupation is not None and self.occupation.code in known.occupations
        return made_for_it and any(_SHORT.fullmatch(word) for word in words.split())

    def _is_licence(self, words: str) -> bool:
        """Say whether `words` name a permission to work: the field's, what is added to it, or what is called one."""
        named = names_licence(words, self.occupation) or is_endorsement(words, self.occupation)
        return named or self._is_registration(words) or is_another_licence(words)

    def _is_registration(self, words: str) -> bool:
        """Say whether `words` name a registration without which nobody works in the field; no course closes it."""
        licence = self.occupation.licence if self.occupation else None
        return licence is not None and licence.work_needs_it and names_registration(words)

    def _read_record(self, words: str) -> AskedCredential | None:
        """Return what the learner holds under just this name, though it is a skill's as well; None where they do not.

        Only with a number in it: whoever holds something called "OSHA 10" has what a posting means by that, while a
        credential called "AWS" may be any of many.
        """
        held = self._held(words, None, loosely=True) if any(letter.isdigit() for letter in words) else None
        return None if held is None else AskedCredential(words=words, label=words, required=False, held=held)

    def _held(self, words: str, found: str | None, *, loosely: bool) -> HeldStatus | None:
        """Return the best status under which the learner holds what `words` name, the credential `found` if any."""
        statuses = [self.held[found]] if found is not None and found in self.held else []
        for one in self.profile.credentials_held:
            status = one.status_on(self.on)
            same = found is not None and self._meant(one.title) == found
            licence = meets_licence(words, one.title, self.occupation) or (
                not names_licence(words, self.occupation) and meets_another_licence(words, one.title)
            )
            titled = _is_title(words, one.title, loosely=loosely) and not is_near_licence(one.title, self.occupation)
            higher = found is not None and _at_higher_level(words, one.title)
            registered = self._is_registration(words) and is_registration(one, words)
            if status is not None and (same or licence or titled or higher or registered):
                statuses.append(status)
        # People who list "CISSP" among their skills say that they hold it, unless they call themselves beginners in it.
        for skill in self.profile.skills:
            named = found is not None and self._meant(skill.name) == found
            if grasp(skill.level) is Grasp.HELD and named and found not in self.held:
                statuses.append(HeldStatus.VALID)
        return max(statuses, key=WORTH.index, default=None)


def _is_title(words: str, title: str, *, loosely: bool) -> bool:
    """Say whether `words` are the title, or a short form that it begins with, as "OSHA 10-Hour" does with "OSHA 10"."""
    held = fold(title)
    for name in names(words) if loosely else (words,):
        key = fold(name)
        if key and key in {held, fold(without_brackets(title))}:
            return True
        if key and _is_short_form(key, words) and f" {held} ".startswith(f" {key} "):
            return not _rest(held, key) & (LESSER - _COUNTED)
    return False


def _is_short_form(key: str, words: str) -> bool:
    """Say whether `key`, as `words` write it, has a number, is one word in capitals, or says "certified" itself."""
    if any(letter.isdigit() for letter in key) or (key == fold(words) and " certified " in key):
        return True
    return any(fold(word) == key and _CAPITALS.search(word) for word in words.split())


def _at_higher_level(words: str, title: str) -> bool:
    """Say whether `title` is what `words` name at a level above all others: "Professional" behind the same name."""
    held, key = fold(without_brackets(title)), fold(without_brackets(words))
    return held.startswith(f"{key} ") and _rest(held, key) <= _HIGHER


def _rest(held: str, key: str) -> frozenset[str]:
    return frozenset(held.removeprefix(key).split())

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
from services.recommender.learner import HeldCredential, Profile
from services.recommender.names.geography.licence_places import is_of_another_country, licence_places
from services.recommender.names.geography.places import is_registration
from services.recommender.names.skills.choices import alternatives_in
from services.recommender.names.skills.skill_words import fold
from services.recommender.names.title_standing import standing_said
from services.recommender.scales import HeldStatus, TitleStanding
from services.recommender.situation.credentials.credential_words import (
    calls_credential,
    kind_called,
    speaks_of_credential,
)
from services.recommender.situation.credentials.field_reader import FieldReader
from services.recommender.situation.credentials.held_documents import degree_under_way
from services.recommender.situation.credentials.holdings import WORTH
from services.recommender.situation.credentials.licences_named import (
    is_near_licence,
    meets_another_licence,
    meets_licence,
    names_licence,
)
from services.recommender.situation.credentials.same_credential import CAPITALS, at_higher_level, is_title
from services.recommender.situation.place import place_of
from services.recommender.situation.role.asked_credential import AskedCredential
from services.recommender.situation.role.degrees_asked import AskedDegree, degree_named, meets_degree
from services.recommender.situation.role.posting import Choice, Posting
from services.recommender.situation.skills.grasp import Grasp, grasp
from services.recommender.situation.terms import read_term
from services.recommender.wording import formats

#: At the end of what stands among the required ones they say that it is welcome: "CCRN preferred".
_WELCOME = re.compile(r"\b(?:preferred|desired|desirable|a plus|an? advantage|nice to have)\s*$", re.IGNORECASE)


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

        One that stands beside a skill which would do as well is welcome, and nothing that must be had; so are the
        others beside one that has been begun. A degree is none that is had sooner.
        """
        required = required and not any(_WELCOME.search(words) for words in choice)
        read = [one for words in choice if (one := self.in_choice(words, choice)) is not None]
        degrees = [words for words in choice if degree_named(words) and self.in_choice(words, choice) is None]
        held = [one for one in read if not one.missing]
        required = required and len(read) + len(degrees) == len(choice) and not any(map(self.meets_degree, degrees))
        begun = any(one.held is HeldStatus.IN_PROGRESS for one in read)
        return [
            replace(
                one,
                required=required and (not begun or one.held is HeldStatus.IN_PROGRESS),
                choice=choice if len(choice) > 1 else (),
            )
            for one in held or read
        ]

    def in_choice(self, words: str, choice: Choice) -> AskedCredential | None:
        """Return the credential that `words` name, known or not; what nobody knows is what stands beside it."""
        found = self._meaning(words)
        if found is not None or len(choice) == 1 or degree_named(words) or not CAPITALS.search(words):
            return found
        beside = any(self._meaning(other) for other in choice if other != words)
        unknown = beside and not read_term(words, self.knowledge).matched
        return self._unlisted(words) if unknown else None

    def names_degree(self, words: str) -> bool:
        """Say whether `words` as a whole ask for a degree, and not for a credential beside one."""
        return degree_named(words) is not None and not any(map(self.names_credential, alternatives_in(words)))

    def degrees(self, posting: Posting) -> tuple[AskedDegree, ...]:
        """Return the degrees that nothing but a degree would do for; those beside a credential are its alternatives."""
        named = [(choice, True) for choice in posting.required] + [(choice, False) for choice in posting.preferred]
        return tuple(
            AskedDegree(
                words=formats.choice(list(choice)),
                level=levels[0],
                required=required and not any(_WELCOME.search(words) for words in choice),
                met=any(map(self.meets_degree, choice)),
                under_way=degree_under_way(self.profile, self.on, levels[0]) is not None,
            )
            for choice, required in named
            if (levels := [level for words in choice if (level := degree_named(words))]) and len(levels) == len(choice)
        )

    def meets_degree(self, words: str) -> bool:
        """Say whether the learner has the degree that `words` ask for."""
        return meets_degree(words, self.profile, self.occupation, self.knowledge, self.on)

    def names_credential(self, words: str) -> bool:
        """Say whether `words` name a credential of the catalogue, of the learner's record, or the field's licence."""
        return self._meaning(words) is not None

    @cached_property
    def _field(self) -> FieldReader:
        return FieldReader(knowledge=self.knowledge, occupation=self.occupation, place=place_of(self.profile))

    @cached_property
    def _meaning(self) -> Callable[[str], AskedCredential | None]:
        """What words name, read once of each; whether it is required is said by whoever asks."""
        return cache(self._read)

    def _read(self, words: str) -> AskedCredential | None:
        sides = alternatives_in(words)
        if sides and words not in sides and sum(self._meaning(side) is not None for side in sides) > 1:
            return None
        skill = read_term(words, self.knowledge)
        catalogue = self.knowledge.catalogue
        loosely = not skill.matched or speaks_of_credential(words)
        found = self._field.meant(words, loosely=loosely)
        # In other languages a short form may be anything: "CS" is a company secretary in India.
        own = {"label", "alias"} if CAPITALS.search(words) else {"label", "alias", "language"}
        if skill.matched and skill.matched_by in own:
            # "BLS" is a skill to whoever has to learn it, and covered for who holds the card.
            held_by_name = found is not None and self.held.get(found) is HeldStatus.VALID
            if found is None or not (loosely or held_by_name or self._field.is_short_form(words, found)):
                return self._read_record(words)
        held = self._held(words, found, loosely=loosely)
        if found is not None:
            known = catalogue.credentials[found]
            return AskedCredential(
                words=words, label=known.title, required=False, credential=found, kind=known.kind, held=held
            )
        licence = self._field.is_licence(words, None) and not skill.matched
        if held is None and not licence:
            # A choice of which one side is known is read side by side, and never lost as a name that nobody knows.
            of_choice = words not in sides and any(self._meaning(side) for side in sides)
            return self._unlisted(words) if calls_credential(words) and not (skill.matched or of_choice) else None
        kind = CredentialKind.LICENCE if licence else None
        return AskedCredential(words=words, label=words, required=False, kind=kind, held=held)

    def _unlisted(self, words: str) -> AskedCredential:
        """Return what is asked for under a name that no one credential of ours has; any of several like it would do."""
        like = [self.held[one] for one in sorted(self._field.resembled(words)) if one in self.held]
        held = self._held(words, None, loosely=True)
        statuses = [*like, *([held] if held else [])]
        best = max(statuses, key=WORTH.index, default=None)
        return AskedCredential(
            words=words, label=words, required=False, kind=kind_called(words), held=best, unlisted=True
        )

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
        licensed = self._field.is_licence(words, found)
        here = licence_places(words) or frozenset({self._field.place})
        for one in self.profile.credentials_held:
            status = _as_asked(one, words).status_on(self.on)
            same = found is not None and self._field.meant(one.title) == found
            licence = licensed and (
                meets_licence(words, one.title, self.occupation)
                or (not names_licence(words, self.occupation) and meets_another_licence(words, one.title))
            )
            titled = is_title(words, one.title, loosely=loosely) and not is_near_licence(one.title, self.occupation)
            higher = found is not None and at_higher_level(words, one.title)
            registered = self._field.is_registration_here(words) and is_registration(one, words)
            if licensed and is_of_another_country(one, here):
                continue
            if status is not None and (same or licence or titled or higher or registered):
                statuses.append(status)
        # People who list "CISSP" among their skills say that they hold it, unless they call themselves beginners in it.
        for skill in self.profile.skills:
            named = found is not None and self._field.meant(skill.name) == found
            held = grasp(skill.level) is Grasp.HELD and standing_said(skill.name) is TitleStanding.HELD
            if held and named and found not in self.held:
                statuses.append(HeldStatus.VALID)
        return max(statuses, key=WORTH.index, default=None)


def _as_asked(held: HeldCredential, words: str) -> HeldCredential:
    """Return what is held as it counts for what is asked in `words`: a part is whole to who asks for that part."""
    of_part = held.said is TitleStanding.PART and standing_said(words) is TitleStanding.PART
    return replace(held, said=TitleStanding.HELD) if of_part else held

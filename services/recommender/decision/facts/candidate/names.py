"""Does a credential speak of the learner's aim: of the employers, of the role, of the skills it asks for?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.names.folding import fold
from services.recommender.names.telling_words import own_words, word_beginnings
from services.recommender.scales import EmployerKind
from services.recommender.situation.aims.employers import AimedEmployer, kinds_aimed_at
from services.recommender.situation.role.role_skills import terms_in
from services.recommender.situation.situation import Situation

#: One word alone, such as "Manager", is part of too many titles to say which role a credential is named after ...
WORDS_THAT_NAME_A_ROLE = 2

#: ... unless it is a compound of so many letters: "Bilanzbuchhalter", "Elinstallatör", "Apothekersassistent".
LETTERS_OF_A_COMPOUND = 12

#: How many letters at its end say no more than who does the work: "-in", "-inne", "-ska".
LETTERS_OF_AN_ENDING = 3

#: A role may be called by two names: "Elektromeister / Bauleiter".
_BETWEEN_NAMES = re.compile(r"\s+[/|]\s+|\s+(?:oder|or|of|eller|ou)\s+")

RecognisedBy = Literal["target_employer", "target_kind", "others", "unknown"]


@dataclass(frozen=True, kw_only=True)
class NamesSaid:
    """The names of one learner's target employers and their kinds, of the role, the words of all, and the country."""

    employers: tuple[AimedEmployer, ...]
    kinds: frozenset[EmployerKind]
    roles: tuple[frozenset[str], ...]
    compounds: frozenset[str]
    words: frozenset[str]
    place: str

    @classmethod
    def of(cls, situation: Situation) -> "NamesSaid":
        profile, asked = situation.profile, terms_in((*situation.required, *situation.preferred))
        employers = [employer.name for employer in situation.employers if employer.name]
        named = (*employers, *(f"{term.words} {term.label}" for term in asked))
        roles = (profile.field.occupation, profile.field.unlisted, profile.target_role.title)
        stems = (word_beginnings(role) for role in roles if role)
        alone = (fold(name).split() for role in roles if role for name in _BETWEEN_NAMES.split(role))
        return cls(
            employers=situation.employers,
            kinds=kinds_aimed_at(situation.employers),
            roles=tuple(stem for stem in stems if len(stem) >= WORDS_THAT_NAME_A_ROLE),
            compounds=frozenset(_compounds(alone)),
            words=frozenset[str]().union(*map(own_words, named)),
            place=situation.place,
        )

    def is_employer(self, name: str) -> bool:
        """Say whether a target employer is called `name`."""
        return any(employer.is_called(name) for employer in self.employers)

    def recognised_by(self, credential: Credential) -> RecognisedBy:
        """Return who is known to recognise it, the nearest to the learner's aim that applies."""
        if any(self.is_employer(recognition.by) for recognition in credential.recognised_by):
            return "target_employer"
        there = credential.recognised_in(self.place)
        if not there:
            return "unknown"
        return "target_kind" if {one.by_kind for one in there} & self.kinds else "others"

    def names_issuer(self, credential: Credential) -> bool:
        """Say whether an employer, or a skill that the role asks for, shares a word with the issuer's name."""
        return bool(own_words(credential.issuer.name) & self.words)

    def role_is_named_by(self, credential: Credential) -> bool:
        """Say whether the issuer and the title, or what it is also called, together hold all words of a role's name.

        A long compound that is a role's whole name is enough by itself.
        """
        called = (credential.title, *credential.also_called)
        titles = [word_beginnings(f"{credential.issuer.name} {name}") for name in called]
        if any(role <= title for role in self.roles for title in titles):
            return True
        return any(word.startswith(tuple(self.compounds)) for name in called for word in fold(name).split())


def _compounds(names: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the beginnings of names that are one long word, without their endings."""
    for words in names:
        if len(words) == 1 and len(words[0]) >= LETTERS_OF_A_COMPOUND:
            yield words[0][:-LETTERS_OF_AN_ENDING]

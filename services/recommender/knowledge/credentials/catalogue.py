"""Which credentials and stacks are known, who teaches a skill, and which one does a learner mean by a title?"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from hashlib import sha256
from operator import or_
from types import MappingProxyType
from typing import Self

from services.recommender.knowledge.credentials.additions import Additions
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, Stack
from services.recommender.knowledge.credentials.files.requirement_file import credentials_named
from services.recommender.knowledge.credentials.layers import Layered
from services.recommender.knowledge.credentials.posting_lists import Postings, inverted, leaders
from services.recommender.knowledge.credentials.title_index import TitleIndex
from services.recommender.knowledge.files.entries import Problems
from services.recommender.names.occupation_codes import minor_group

#: What the licences of the lists ask to be shown, and what the learner should know of the rest.
ATTRIBUTION = (
    "Credentials from awesome-certificates (PanXProject, CC0 1.0) and Free-Certifications (MIT, Copyright (c) 2020 "
    "Cloud Study Network), cleaned and tagged. Stacks and their credentials are facts to be checked with the issuer."
)

#: Stands for the place of what counts anywhere, for all we know.
_ANYWHERE = ""


class CatalogueRejected(Exception):
    """The catalogue cannot be used; the message lists every problem of every file with its place and remedy."""

    @classmethod
    def listing(cls, what: str, problems: Problems) -> Self:
        """Return the refusal that says `what` cannot be done, then each of the problems."""
        return cls(f"{what}:\n  " + "\n  ".join(problems.found))


class Catalogue:
    """Credentials and stacks by id, and the ways to find them. Immutable once built; every order is sorted.

    A catalogue may lie over another one (`beneath`): it answers for both, and holds only what it adds.
    """

    def __init__(
        self,
        credentials: Iterable[Credential],
        stacks: Iterable[Stack],
        *,
        content_hash: str,
        beneath: "Catalogue | None" = None,
    ) -> None:
        """Index the credentials and stacks; `content_hash` names the files they came from, those beneath included."""
        own = {credential.id: credential for credential in sorted(credentials, key=lambda known: known.id)}
        own_stacks = {stack.id: stack for stack in sorted(stacks, key=lambda known: known.id)}
        self.credentials: Mapping[str, Credential] = MappingProxyType(own)
        self.stacks: Mapping[str, Stack] = MappingProxyType(own_stacks)
        if beneath is not None:
            self.credentials = Layered(own, beneath.credentials)
            self.stacks = Layered(own_stacks, beneath.stacks)
        self.content_hash = content_hash
        self.attribution = ATTRIBUTION
        self._beneath = beneath
        self._teaching = Postings((known.id, (t.skill for t in known.skills)) for known in own.values())
        self._for_occupation = Postings((known.id, known.occupations) for known in own.values())
        self._for_group = Postings((known.id, map(minor_group, known.occupations)) for known in own.values())
        self._places = Postings((known.id, known.valid_in or (_ANYWHERE,)) for known in own.values())
        self._kinds = Postings((known.id, (known.kind,)) for known in own.values())
        self._stacks_with = inverted((known.id, credentials_named(known.requirement)) for known in own_stacks.values())
        self._titles = TitleIndex(own.values())
        self._stack_titles = TitleIndex(own_stacks.values())

    def teaching(self, skill: str) -> tuple[str, ...]:
        """Return the ids of the credentials that teach the skill with the id `skill`."""
        own = self._teaching.holding(skill)
        return own if self._beneath is None else _together(own, self._beneath.teaching(skill))

    def for_occupation(self, code: str) -> tuple[str, ...]:
        """Return the ids of the credentials meant for the occupation with the O*NET-SOC code `code`."""
        own = self._for_occupation.holding(code)
        return own if self._beneath is None else _together(own, self._beneath.for_occupation(code))

    def stacks_with(self, credential: str) -> tuple[str, ...]:
        """Return the ids of the stacks whose requirement names the credential."""
        own = self._stacks_with.get(credential, ())
        return own if self._beneath is None else _together(own, self._beneath.stacks_with(credential))

    def nearest(
        self, ranks: Sequence[Collection[str]], occupation: str, few: int, place: str
    ) -> tuple[tuple[str, ...], int]:
        """Return the ids of the `few` credentials nearest to what is looked for, in no order, and how many were found.

        Found is what teaches a skill of `ranks` or is meant for `occupation` (a code, or ""), and counts in the country
        `place`. Nearer is what teaches more skills of the first rank, then of the next ones, then what is meant for the
        occupation, then for one near it, then what is no degree, then by id. Of layers, each gives its own `few`.
        """
        digits = [self._teaching.counted(rank) for rank in ranks]
        meant = self._for_occupation.row(occupation)
        counting = self._places.row(_ANYWHERE) | self._places.row(place)
        found = reduce(or_, (digit for counted in digits for digit in counted), meant) & counting
        shorter = found ^ (found & self._kinds.row(CredentialKind.DEGREE))
        near = self._for_group.row(minor_group(occupation))
        order = [digit for counted in digits for digit in counted] + [meant, near, shorter]
        own = tuple(self._teaching.order[position] for position in leaders(found, order, few))
        beneath = ((), 0) if self._beneath is None else self._beneath.nearest(ranks, occupation, few, place)
        return (*own, *beneath[0]), found.bit_count() + beneath[1]

    def find(self, text: str) -> str | None:
        """Return the id of the credential called `text`; None where none is, or more than one.

        A credential is called by its id, its title, the title without its bracket, the short name in that bracket
        ("CISSP"), another name that its entry gives, or the issuer and one of these; where it is no micro-credential,
        also without the issuer in front, or without "Certified" behind the issuer.
        """
        return text if text in self.credentials else _only(self.called(text))

    def find_stack(self, text: str) -> str | None:
        """Return the id of the stack called `text`, as `find` does."""
        return text if text in self.stacks else _only(self.stacks_called(text))

    def adding(self, additions: Additions) -> "Catalogue":
        """Return a catalogue that holds `additions` as well; this one is not copied. Raises CatalogueRejected.

        An id that is taken here is refused, not replaced: what the shared catalogue says of a credential holds for all.
        """
        problems = Problems()
        check_names(additions.credentials, additions.stacks, self, problems)
        if problems.found:
            raise CatalogueRejected.listing(f"{additions.name} cannot be added", problems)
        together = sha256(f"{self.content_hash}\n{additions.content_hash}".encode()).hexdigest()
        return Catalogue(additions.credentials, additions.stacks, content_hash=f"sha256:{together}", beneath=self)

    def called(self, text: str) -> frozenset[str]:
        """Return the ids of all credentials called `text`, as `find` means it."""
        own = self._titles.called(text)
        return own if self._beneath is None else own | self._beneath.called(text)

    def resembling(self, text: str) -> frozenset[str]:
        """Return the ids of the certifications and licences in whose names all words of `text` stand."""
        own = self._titles.resembling(text)
        return own if self._beneath is None else own | self._beneath.resembling(text)

    def abbreviated(self, short: str) -> frozenset[str]:
        """Return the ids of what counts in some countries only and has `short`, in capitals, among its names."""
        own = self._titles.abbreviated(short)
        return own if self._beneath is None else own | self._beneath.abbreviated(short)

    def stacks_called(self, text: str) -> frozenset[str]:
        """Return the ids of all stacks called `text`."""
        own = self._stack_titles.called(text)
        return own if self._beneath is None else own | self._beneath.stacks_called(text)


def check_names(
    credentials: Sequence[Credential], stacks: Sequence[Stack], beneath: Catalogue | None, problems: Problems
) -> None:
    """Report ids that are used twice or taken beneath, and requirements that name a credential nobody knows."""
    taken = (beneath.credentials, beneath.stacks) if beneath else ({}, {})
    for kind, used, before in (
        ("credential", Counter(one.id for one in credentials), taken[0]),
        ("stack", Counter(one.id for one in stacks), taken[1]),
    ):
        for name in sorted(name for name, times in used.items() if name and times > 1):
            problems.add(f"{kind} {name}", "two entries have this id; give one of them another")
        for name in sorted(name for name in used if name in before):
            problems.add(
                f"{kind} {name}", "the catalogue it is added to has this id; import it with a prefix of its own"
            )
    own = {credential.id for credential in credentials}
    named = [(f"stack {stack.id}, requirement", stack.requirement) for stack in stacks]
    named += [(f"credential {c.id}, prerequisites", c.prerequisites) for c in credentials if c.prerequisites]
    mentioned = [(where, name) for where, requirement in named for name in credentials_named(requirement)]
    mentioned += [(f"credential {c.id}", c.superseded_by) for c in credentials if c.superseded_by]
    mentioned += [(f"credential {c.id}, prepared_by", name) for c in credentials for name in c.prepared_by]
    for where, name in mentioned:
        if name not in own and name not in taken[0]:
            problems.add(where, f'no credential has the id "{name}"{problems.suggestions.suggest(name, own)}')


def _together(own: tuple[str, ...], beneath: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted((*own, *beneath))) if own and beneath else own or beneath


def _only(names: frozenset[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None

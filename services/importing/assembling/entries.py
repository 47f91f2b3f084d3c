"""How do drafts become catalogue entries? Gives ids, matches skills, resolves references, cuts circles.

Nothing is dropped in silence: a duplicate, a reference that leads nowhere and a circle are each noted.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from services.importing.assembling.prerequisite_order import without_circles
from services.importing.assembling.skill_matching import match_skills
from services.importing.drafts import Draft, Drafts, SaidSkill, StackDraft
from services.importing.import_report import ImportNotes
from services.importing.values.credentials.requirement_parts import renamed
from services.importing.values.plain_values import host_of
from services.importing.values.plausible import (
    LONGEST_LIST,
    beyond,
    incredible_conditions,
    without_incredible,
    without_incredible_conditions,
)
from services.recommender.knowledge.credentials.credential import Credential, CredentialStatus, Requirement, Stack
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.knowledge.credentials.files.requirement_file import credentials_named
from services.recommender.names.skills.skill_words import slug

#: An id a source gives is kept where it is one word of letters, digits and -_.:; else it is spelled anew.
_FIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,118}[A-Za-z0-9]", re.ASCII)

#: The longest id made of issuer and title.
_LONGEST_ID = 100

#: How many credentials of one name are compared with a further one.
_MOST_COMPARED = 50


class Assembly:
    """The credentials and stacks of one import while they are put together. `known` are ids of the shared catalogue."""

    def __init__(self, skills: Skills, known: Collection[str], prefix: str | None, notes: ImportNotes) -> None:
        self._skills, self._known, self._notes = skills, known, notes
        self._prefix = f"{prefix}:" if prefix else ""
        self._ids: dict[str, str] = {}
        self._kept: dict[str, Draft] = {}
        self._last: dict[str, int] = {}

    def assemble(self, drafts: Drafts) -> tuple[tuple[Credential, ...], tuple[Stack, ...]]:
        """Return the credentials and the stacks, each by id."""
        for draft in drafts.credentials:
            self._notes.effort.count()
            self._name(self._credible(draft))
        linked = {identity: self._linked(identity, draft) for identity, draft in self._kept.items()}
        for identity, cut in without_circles({name: one.prerequisites for name, one in linked.items()}).items():
            named = ", ".join(
                sorted(set(credentials_named(linked[identity].prerequisites)) - set(credentials_named(cut)))
            )
            why = f"its prerequisites lead back to it or on without end, so {named} is not required"
            self._notes.mend(self._kept[identity].place, linked[identity].title, why)
            linked[identity] = replace(linked[identity], prerequisites=cut)
        for identity, credential in linked.items():
            self._notes.take(self._kept[identity].place, credential.title, f"{credential.kind.value}, as {identity}")
        stacks = {stack.id: stack for draft in drafts.stacks for stack in self._stack(draft)}
        return tuple(linked[name] for name in sorted(linked)), tuple(stacks[name] for name in sorted(stacks))

    def _credible(self, draft: Draft) -> Draft:
        credential, left_out = without_incredible(draft.credential)
        too_many = (beyond("skills", len(draft.skills)),) if len(draft.skills) > LONGEST_LIST else ()
        for what in (*left_out, *too_many):
            self._notes.mend(draft.place, credential.title, f"{what} is more than anything asks for; it was left out")
        return replace(draft, credential=credential, skills=draft.skills[:LONGEST_LIST])

    def _name(self, draft: Draft) -> None:
        """Give the draft its id, unless it is another's over again."""
        credential = draft.credential
        wanted = self._wanted(draft.own_id, f"{credential.issuer.name} {credential.title}")
        if draft.own_id and wanted.removeprefix(self._prefix) != draft.own_id:
            self._notes.mend(draft.place, draft.own_id, f"is not fit for an id; it became {wanted}")
        identity = wanted
        number = 1
        while identity in self._kept:
            other = self._kept[identity]
            if draft.own_id or _same(draft, other):
                self._ids.setdefault(draft.key, identity)
                why = f"has the id {identity}, which {other.place} has already"
                self._notes.skip(draft.place, credential.title, why if draft.own_id else f"the same as {other.place}")
                return
            # Of very many of one name, only so many are compared; the rest are told apart by their number at once.
            number = number + 1 if number < _MOST_COMPARED else max(number, self._last.get(wanted, 0)) + 1
            identity = f"{wanted}-{number}"
        self._last[wanted] = number
        if identity != wanted:
            self._notes.mend(draft.place, credential.title, f"another is called so as well; its id became {identity}")
        self._kept[identity] = draft
        self._ids.setdefault(draft.key, identity)
        if draft.own_id:
            self._ids.setdefault(draft.own_id, identity)

    def _wanted(self, own_id: str | None, words: str) -> str:
        named = own_id if own_id and _FIT.fullmatch(own_id) else slug(own_id or words)
        return f"{self._prefix}{named[:_LONGEST_ID].strip('-') or 'credential'}"

    def _find(self, key: str) -> str | None:
        """Return the id of what a source calls `key`: one of this import, or one the shared catalogue has."""
        self._notes.effort.count()
        return self._ids.get(key) or (key if key in self._known else None)

    def _linked(self, identity: str, draft: Draft) -> Credential:
        said = draft.credential
        taught, unmatched = match_skills(self._counted(draft.skills), said.level, self._skills)
        successor = self._find(said.superseded_by) if said.superseded_by else None
        if said.superseded_by and (successor is None or successor == identity):
            self._notes.mend(draft.place, said.title, f"is superseded by {said.superseded_by}, which no file describes")
            successor = None
        toward = (self._find(said.credits_toward) or said.credits_toward) if said.credits_toward else None
        return replace(
            said,
            id=identity,
            skills=taught,
            field_terms=tuple(dict.fromkeys([*said.field_terms, *unmatched])),
            superseded_by=successor,
            status=CredentialStatus.SUPERSEDED if successor else said.status,
            credits_toward=toward,
            prerequisites=self._resolved(said.prerequisites, draft.place, said.title, but=identity),
            prepared_by=self._prepared_by(said, draft.place, identity),
        )

    def _counted(self, skills: Iterable[SaidSkill]) -> Iterator[SaidSkill]:
        for skill in skills:
            self._notes.effort.count()
            yield skill

    def _resolved(self, requirement: Requirement | None, place: str, title: str, but: str | None) -> Requirement | None:
        """Return the requirement by our ids, without what nobody describes and without the credential itself."""
        for key in dict.fromkeys(credentials_named(requirement)):
            found = self._find(key)
            if found is None:
                self._notes.mend(place, title, f"names {key}, which no file describes")
            elif found == but:
                self._notes.mend(place, title, "it requires itself; that condition is left out")

        def name(key: str) -> str | None:
            found = self._find(key)
            return None if found == but else found

        return renamed(requirement, name)

    def _prepared_by(self, said: Credential, place: str, identity: str) -> tuple[str, ...]:
        found = {key: self._find(key) for key in said.prepared_by}
        for key, known in found.items():
            if known is None:
                self._notes.mend(place, said.title, f"{key} prepares for it, but no file describes it")
        return tuple(dict.fromkeys(known for known in found.values() if known is not None and known != identity))

    def _stack(self, draft: StackDraft) -> Iterator[Stack]:
        stack = draft.stack
        for what in incredible_conditions(stack.requirement):
            self._notes.mend(draft.place, stack.title, f"{what} is more than anything asks for; it was left out")
        credible = without_incredible_conditions(stack.requirement)
        requirement = self._resolved(credible, draft.place, stack.title, but=None)
        if requirement is None:
            self._notes.skip(draft.place, stack.title, "a stack that leads to no credential anybody describes")
            return
        identity = self._wanted(draft.own_id, f"{stack.issuer} {stack.title}")
        self._notes.take(draft.place, stack.title, f"{stack.kind.value}, a stack, as {identity}")
        yield replace(stack, id=identity, requirement=requirement)


def _same(one: Draft, other: Draft) -> bool:
    """Say whether two drafts describe one credential: the same page, or all the same but the page's spelling."""
    here, there = one.credential, other.credential
    return one.key == other.key or here.address == there.address or host_of(here.address) == host_of(there.address)


def merged(drafts: Iterable[Drafts]) -> Drafts:
    """Return the drafts of all files as one."""
    drafts = tuple(drafts)
    return Drafts(
        credentials=tuple(one for part in drafts for one in part.credentials),
        stacks=tuple(one for part in drafts for one in part.stacks),
    )

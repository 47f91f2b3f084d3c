"""Which skills does a role ask for? Each requirement is a set of skills of which one suffices, at a level."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.skills.alternatives import Alternatives
from services.recommender.knowledge.skill_words import SkillWords
from services.recommender.knowledge.skills import SkillIndex
from services.recommender.names.skills.skill_phrases import level_asked
from services.recommender.scales import SkillLevel
from services.recommender.situation.role.asked_credentials import AskedReader
from services.recommender.situation.role.degrees_asked import degree_named
from services.recommender.situation.role.posting import Choice, Posting
from services.recommender.situation.skills.grasp import Grasp, grasp, rank_of
from services.recommender.situation.terms import KEPT, Term, imputed_terms, read_term
from services.recommender.wording import formats
from services.recommender.wording.messages import say

#: Where the role's skills come from: the profile, lists of the occupation's, or nowhere.
SkillsFrom = Literal["named", "imputed", "none"]

#: Versions of what is known whose alternatives are kept read: the one in use, and the one before while it is replaced.
_KEPT = 2


@dataclass(frozen=True, kw_only=True)
class RoleSkill:
    """What a role asks for: any one of `any_of`, at the `level` that its words name.

    Whoever has one of `as_good` has it too, though nobody would name that. `certified`: a credential or degree that
    would do as well is held. What is `near` to one of them is a part of the way to it, and never the skill.
    """

    any_of: tuple[Term, ...]
    level: SkillLevel = SkillLevel.UNKNOWN
    as_good: frozenset[str] = frozenset()
    certified: bool = False
    near: frozenset[str] = frozenset()

    @cached_property
    def skills(self) -> frozenset[str]:
        """The ids of the skills of which one suffices."""
        return frozenset(term.skill for term in self.any_of)

    @cached_property
    def _enough(self) -> frozenset[str]:
        return self.skills | self.as_good

    @cached_property
    def reached_by(self) -> frozenset[str]:
        """The ids of the skills of which one has to do with it: those that suffice, and what is near to them."""
        return self.skills | self.near

    @property
    def in_unknown_words(self) -> bool:
        """Whether nobody here knows any of its words."""
        return not any(term.matched for term in self.any_of)

    @property
    def label(self) -> str:
        """The names of the skills, as one choice."""
        return formats.choice([term.label for term in self.any_of])

    @property
    def shown(self) -> str:
        """What the reader is told, as one choice; of many, the first two stand for all."""
        names = [term.shown for term in self.any_of]
        if len(names) > formats.MOST_IN_A_CHOICE:
            return say("choice.or_the_like", names=", ".join(names[:2]))
        return formats.choice(names)

    @property
    def matched(self) -> bool:
        """Whether one of them at least is a skill that is known."""
        return any(term.matched for term in self.any_of)

    @property
    def source(self) -> str | None:
        """Which list put it in, for a role that names no skills."""
        return self.any_of[0].source

    def grasp(self, skills: Mapping[str, SkillLevel]) -> Grasp:
        """Return how far whoever has `skills` has it: by the one that they know best."""
        if self.certified:
            return Grasp.HELD
        levels = self.known(skills).values()
        return max([grasp(level, self.level) for level in levels], key=rank_of, default=Grasp.MISSING)

    def known(self, skills: Mapping[str, SkillLevel]) -> dict[str, SkillLevel]:
        """Return those of `skills` of which one suffices."""
        return {skill: skills[skill] for skill in self._enough & skills.keys()}


def reached_by(asked: Iterable[RoleSkill]) -> frozenset[str]:
    """Return the ids of all skills that have to do with any of `asked`."""
    return frozenset[str]().union(*[one.reached_by for one in asked])


def skills_in(asked: Iterable[RoleSkill]) -> frozenset[str]:
    """Return the ids of all skills that any of `asked` names."""
    return frozenset[str]().union(*[one.skills for one in asked])


def terms_in(asked: Iterable[RoleSkill]) -> tuple[Term, ...]:
    """Return all skills that any of `asked` names, in their order."""
    return tuple(term for one in asked for term in one.any_of)


def read_choice(words: Iterable[str], knowledge: Knowledge, *, certified: bool = False) -> RoleSkill:
    """Return what the posting's `words`, of which one suffices, ask for; two words for one skill are one."""
    terms: dict[str, Term] = {}
    levels: list[SkillLevel] = []
    for one in words:
        term = read_term(one, knowledge)
        terms.setdefault(term.skill, term)
        levels.append(SkillLevel(level_asked(one, term.label) or SkillLevel.UNKNOWN))
    near = frozenset[str]().union(*map(knowledge.skills.near, terms)) - terms.keys()
    return RoleSkill(any_of=tuple(terms.values()), level=levels[0], certified=certified, near=near)


def each_once(asked: Iterable[RoleSkill], besides: Iterable[RoleSkill] = ()) -> tuple[RoleSkill, ...]:
    """Return `asked` without what one of the others, or of those `besides`, asks for already.

    Whoever meets "Python" meets "Python or R".
    """
    kept = list(besides)
    own: list[RoleSkill] = []
    asked = tuple(asked)
    for one in asked:
        narrower = any(other.skills < one.skills for other in asked)
        if not narrower and not any(other.skills <= one.skills for other in kept):
            own.append(one)
            kept.append(one)
    return tuple(own)


def role_skills(
    posting: Posting, occupation: Occupation | None, knowledge: Knowledge, asking: AskedReader
) -> tuple[tuple[RoleSkill, ...], tuple[RoleSkill, ...], SkillsFrom]:
    """Return required and preferred skills and where they come from; without any, what is known of the occupation.

    All of that is preferred: no list says what a posting that nobody has seen requires. Words that name a credential
    are no skills.
    """

    def read(choices: Iterable[Choice]) -> Iterator[RoleSkill]:
        for choice in choices:
            skills = [one for one in choice if asking.in_choice(one, choice) is None and not degree_named(one)]
            if skills:
                degree = any(map(asking.meets_degree, choice))
                yield read_choice(skills, knowledge, certified=degree or asking.is_met_by_credential(choice))

    required = each_once(read(posting.required))
    if posting.words:
        return required, each_once(read(posting.preferred), required), "named"
    imputed = imputed_skills(occupation, knowledge)
    return (), imputed, "imputed" if imputed else "none"


def imputed_skills(occupation: Occupation | None, knowledge: Knowledge) -> tuple[RoleSkill, ...]:
    """Return what the field often asks for; skills that stand for one another there are one choice."""
    return _chosen_among(imputed_terms(occupation, knowledge), knowledge.skill_words)


@lru_cache(KEPT)
def _chosen_among(terms: tuple[Term, ...], known: SkillWords) -> tuple[RoleSkill, ...]:
    kinds = _kinds(known.occupations.alternatives, known.skills)
    placed: set[str] = set()
    asked: list[RoleSkill] = []
    for term in terms:
        if term.skill not in placed:
            names, as_good = kinds.get(term.skill, (frozenset({term.skill}), frozenset[str]()))
            choice = tuple(other for other in terms if other.skill in names and other.skill not in placed)
            placed |= {other.skill for other in choice}
            asked.append(RoleSkill(any_of=choice, as_good=names | as_good))
    return tuple(asked)


@lru_cache(_KEPT)
def _kinds(
    alternatives: tuple[Alternatives, ...], skills: SkillIndex
) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return, by skill, those that stand for it and those that are as good: of the first kind that names it."""
    kinds: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for one in alternatives:
        names, also = (
            frozenset(match.skill for name in listed if (match := skills.match(name)) is not None)
            for listed in (one.names, one.also)
        )
        for skill in names:
            kinds.setdefault(skill, (names, also))
    return kinds

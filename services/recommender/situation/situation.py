"""What does the profile mean, given what is known? Words become occupations, skills, held credentials and a goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Basis, Occupation
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved, Unknown
from services.recommender.learner import DeclaredCulture, Profile
from services.recommender.rulebook.overlays.overlay import declared_culture
from services.recommender.scales import Culture, HeldStatus, SkillLevel
from services.recommender.situation.aims import StackAim, stack_aim
from services.recommender.situation.asked_credentials import AskedCredential, AskedReader
from services.recommender.situation.durations import DAYS_A_WEEK
from services.recommender.situation.employers import AimedEmployer, employers_aimed_at
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.situation.held_documents import skills_aligned
from services.recommender.situation.holdings import (
    held_credentials,
    held_skills,
    held_until,
    holds,
    parts_of_lapsed,
)
from services.recommender.situation.terms import (
    Term,
    imputed_terms,
    read_term,
    read_terms,
    technology_terms,
    terms_read,
)
from services.recommender.situation.usual_validity import with_usual_ends
from services.recommender.wording.messages import Message, say

#: Where the role's skills come from: the profile, lists of the occupation's, or nowhere.
SkillsFrom = Literal["named", "imputed", "none"]

#: Where the field's culture comes from.
CultureBasis = Literal["measured", "imputed", "declared", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Situation:
    """The profile read against what is known, on one day. Everything that facts are computed from is here."""

    profile: Profile
    on: date
    occupation: Occupation | None
    resolved_by: str
    culture: Culture
    culture_basis: CultureBasis
    required: tuple[Term, ...]
    preferred: tuple[Term, ...]
    skills_from: SkillsFrom
    held_skills: Mapping[str, SkillLevel]
    evidence_skills: tuple[frozenset[str], ...]
    hot_skills: frozenset[str]
    held: Mapping[str, HeldStatus]
    unmatched: tuple[str, ...]
    aim: StackAim | None
    held_until: Mapping[str, date] = field(default_factory=dict)
    """The last day of each valid credential of `held` that is known to end."""
    lapsed_parts: Mapping[str, str] = field(default_factory=dict)
    """What the stacks that were held and have expired consist of: the title held, by each part's id."""
    resolved_title: str | None = None
    """The title or code that the occupation was found under; None for a field that O*NET does not list."""
    confidence: int | None = None
    """How sure the occupation is, in whole percent; None where there is none."""
    read_as: tuple[Term, ...] = ()
    """The skills whose words had to be read: a phrase was taken off, or a slip mended."""
    declared: DeclaredCulture | None = None
    """What the profile says of the field's culture, or else the client's overlay."""
    asked_credentials: tuple[AskedCredential, ...] = ()
    """The credentials that the posting asks for by name; they are not among `required` and `preferred`."""
    employers: tuple[AimedEmployer, ...] = ()
    """The employers aimed at, each with its kind as far as it was said or is known."""
    sent: Profile | None = None
    """The profile as it was sent, where `profile` says of something that it has run out by its usual validity."""

    @property
    def field_title(self) -> str:
        return self.occupation.title if self.occupation else str(self.profile.field.unlisted)

    @property
    def gap(self) -> tuple[Term, ...]:
        """The required skills the learner does not hold at working level."""
        return tuple(term for term in self.required if not self._holds(term))

    @property
    def preferred_gap(self) -> tuple[Term, ...]:
        return tuple(term for term in self.preferred if not self._holds(term))

    @property
    def missing_credentials(self) -> tuple[AskedCredential, ...]:
        """The credentials the posting requires by name that the learner does not hold."""
        return tuple(one for one in self.asked_credentials if one.required and one.missing)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, not below 0; None without a deadline."""
        if self.profile.deadline is None:
            return None
        return max(0, (self.profile.deadline - self.on).days)

    @property
    def weeks_left(self) -> int | None:
        """The whole weeks in them, for showing: what fits is decided in days."""
        return None if self.days_left is None else self.days_left // DAYS_A_WEEK

    def _holds(self, term: Term) -> bool:
        level = self.held_skills.get(term.skill)
        return level is not None and holds(level)


def read_situation(
    profile: Profile, knowledge: Knowledge, on: date, cultures: Mapping[str, DeclaredCulture] | None = None
) -> Situation:
    """Read `profile` against `knowledge` on the day `on`; raises UnresolvedOccupation.

    `cultures` are those that the client's overlay declares, by occupation code or the beginning of one.
    """
    sent, profile = profile, with_usual_ends(profile, knowledge.catalogue, on)
    resolved = resolve_occupation(profile, knowledge)
    occupation = resolved.occupation if resolved else None
    declared = profile.field.declared_culture
    if declared is None and cultures and occupation:
        declared = declared_culture(cultures, occupation.code)
    culture, culture_basis = _culture(declared, occupation)
    held = held_credentials(profile, knowledge, on)
    asking = AskedReader(profile=profile, knowledge=knowledge, occupation=occupation, held=held, on=on)
    asked = asking.asked()
    required, preferred, skills_from = _role_skills(profile, occupation, knowledge, asking)
    evidence = tuple(
        frozenset(read_term(words, knowledge).skill for words in piece.skills) for piece in profile.evidence
    )
    aligned = skills_aligned(profile, on, knowledge.skills, lambda said: read_term(said, knowledge).skill)
    own = [
        *profile.target_role.required_skills,
        *profile.target_role.preferred_skills,
        *(s.name for s in profile.skills),
    ]
    own = [words for words in own if not asking.names_credential(words)]
    return Situation(
        profile=profile,
        sent=sent,
        on=on,
        occupation=occupation,
        resolved_by=resolved.matched_by.value if resolved else "unlisted",
        resolved_title=resolved.matched_title if resolved else None,
        confidence=resolved.confidence if resolved else None,
        culture=culture,
        culture_basis=culture_basis,
        required=required,
        preferred=preferred,
        skills_from=skills_from,
        held_skills=held_skills(profile, knowledge, held, (*evidence, aligned)),
        evidence_skills=evidence,
        hot_skills=frozenset(term.skill for term in technology_terms(occupation, knowledge, in_demand=False)),
        held=held,
        unmatched=tuple(dict.fromkeys(words for words in own if not read_term(words, knowledge).matched)),
        read_as=terms_read(own, knowledge),
        aim=stack_aim(profile, knowledge, held),
        held_until=held_until(profile, knowledge, on),
        lapsed_parts=parts_of_lapsed(profile, knowledge, on),
        declared=declared,
        asked_credentials=asked,
        employers=employers_aimed_at(profile, knowledge.employers),
    )


def resolve_occupation(profile: Profile, knowledge: Knowledge) -> Resolved | None:
    """Return the occupation aimed at and how it was found; None for a field that O*NET does not list."""
    words = profile.field.occupation
    if words is None:
        return None
    resolution = knowledge.occupations.resolve(words)
    if isinstance(resolution, Resolved):
        return resolution
    found = resolution.candidates if isinstance(resolution, Ambiguous) else resolution.suggestions
    raise UnresolvedOccupation(_unresolved(words, resolution), tuple((o.code, o.title) for o in found))


def _unresolved(words: str, resolution: Ambiguous | Unknown) -> Message:
    """Return why words mean no one occupation, and what to give instead."""
    say_the_work, or_unlisted = say("occupation.say_the_work"), say("occupation.or_unlisted")
    if isinstance(resolution, Ambiguous):
        if resolution.loose:
            return say("occupation.too_general", words=words, say_the_work=say_the_work, or_unlisted=or_unlisted)
        return say("occupation.ambiguous", words=words, count=len(resolution.candidates), or_unlisted=or_unlisted)
    if resolution.suggestions:
        return say("occupation.unknown_with_suggestions", words=words, or_unlisted=or_unlisted)
    return say("occupation.unknown", words=words, say_the_work=say_the_work, or_unlisted=or_unlisted)


def _culture(declared: DeclaredCulture | None, occupation: Occupation | None) -> tuple[Culture, CultureBasis]:
    if declared:
        return declared.culture, "declared"
    if occupation is None or occupation.culture.culture is Culture.UNKNOWN:
        return Culture.UNKNOWN, "unknown"
    measures = (occupation.culture.certification, occupation.culture.degree_share)
    imputed = any(measure is None or measure.basis is Basis.IMPUTED for measure in measures)
    return occupation.culture.culture, "imputed" if imputed else "measured"


def _role_skills(
    profile: Profile, occupation: Occupation | None, knowledge: Knowledge, asking: AskedReader
) -> tuple[tuple[Term, ...], tuple[Term, ...], SkillsFrom]:
    """Return required and preferred skills and where they come from; without any, what is known of the occupation.

    All of that is preferred: no list says what a posting that nobody has seen requires. Words that name a credential
    are no skills.
    """
    role = profile.target_role
    required = read_terms((words for words in role.required_skills if not asking.names_credential(words)), knowledge)
    named = {term.skill for term in required}
    wished = read_terms((words for words in role.preferred_skills if not asking.names_credential(words)), knowledge)
    preferred = tuple(term for term in wished if term.skill not in named)
    if role.required_skills or role.preferred_skills:
        return required, preferred, "named"
    imputed = imputed_terms(occupation, knowledge)
    return (), imputed, "imputed" if imputed else "none"

"""What does the profile mean, given what is known? Words become occupations, skills, held credentials and a goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Basis, Occupation
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved, Unknown
from services.recommender.knowledge.rates import NO_EXCHANGE, Exchange
from services.recommender.learner import DeclaredCulture, Profile
from services.recommender.names.countries import country_of_currency
from services.recommender.names.places import LISTED_CODE
from services.recommender.rulebook.overlays.overlay import declared_culture
from services.recommender.scales import Culture, HeldStatus, SkillLevel
from services.recommender.situation.asked_credential import AskedCredential
from services.recommender.situation.asked_credentials import AskedReader
from services.recommender.situation.education_read import with_levels
from services.recommender.situation.employers import AimedEmployer, employers_aimed_at
from services.recommender.situation.errors import UnresolvedOccupation
from services.recommender.situation.evidence_about_role import pieces_about_role
from services.recommender.situation.held_documents import skills_aligned
from services.recommender.situation.holdings import (
    certified_skills,
    held_credentials,
    held_until,
    parts_of_lapsed,
)
from services.recommender.situation.licences_named import names_licence
from services.recommender.situation.skills.degrees_asked import AskedDegree, degree_named
from services.recommender.situation.skills.grasp import Grasp, joined
from services.recommender.situation.skills.known_skills import KnownSkills, dated_by
from services.recommender.situation.skills.posting import read_posting
from services.recommender.situation.skills.role_skills import RoleSkill, SkillsFrom, role_skills
from services.recommender.situation.stack_aim import StackAim, read_aim
from services.recommender.situation.terms import (
    Term,
    names_skill,
    read_all,
    read_term,
    technology_terms,
    terms_read,
)
from services.recommender.situation.usual_validity import with_usual_ends
from services.recommender.wording.messages import Message, say

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
    required: tuple[RoleSkill, ...]
    preferred: tuple[RoleSkill, ...]
    skills_from: SkillsFrom
    held_skills: Mapping[str, SkillLevel]
    evidence_skills: tuple[frozenset[str], ...]
    evidence_about_role: int
    """How many pieces show a skill of the role or its occupation, or name none."""
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
    other_titles: tuple[str, ...] = ()
    """The occupations that the title may mean as well, where it was taken for the one it mostly means."""
    title_language: str | None = None
    """The language (ISO 639-1) the title was read in; None where there is none."""
    confidence: int | None = None
    """How sure the occupation is, in whole percent; None where there is none."""
    read_as: tuple[Term, ...] = ()
    """The skills whose words had to be read: a phrase was taken off, or a slip mended."""
    declared: DeclaredCulture | None = None
    """What the profile says of the field's culture, or else the client's overlay."""
    asked_credentials: tuple[AskedCredential, ...] = ()
    """The credentials that the posting asks for by name; they are not among `required` and `preferred`."""
    asked_degrees: tuple[AskedDegree, ...] = ()
    """The degrees that the posting asks for; they are not among `required` and `preferred` either."""
    exchange: Exchange = NO_EXCHANGE
    """The rates by which prices in two currencies are compared, as they may be used on that day."""
    employers: tuple[AimedEmployer, ...] = ()
    """The employers aimed at, each with its kind as far as it was said or is known."""
    countries: frozenset[str] = frozenset()
    """The countries of which more is known than that they are some, by their ISO 3166-1 codes."""
    sent: Profile | None = None
    """The profile as sent, where `profile` says what has run out, or which level a qualification has."""

    @property
    def place(self) -> str:
        """The country that the answer speaks for, by its ISO 3166-1 code."""
        return place_of(self.profile)

    @property
    def field_title(self) -> str:
        return self.occupation.title if self.occupation else str(self.profile.field.unlisted)

    @cached_property
    def gap(self) -> tuple[RoleSkill, ...]:
        """What is required and not held: missing, or only begun."""
        return tuple(one for one in self.required if self.grasp(one) is not Grasp.HELD)

    @cached_property
    def preferred_gap(self) -> tuple[RoleSkill, ...]:
        """The same of what is preferred."""
        return tuple(one for one in self.preferred if self.grasp(one) is not Grasp.HELD)

    def grasp(self, asked: RoleSkill) -> Grasp:
        """Return how far the learner has what is asked for."""
        return asked.grasp(self.held_skills)

    @property
    def missing_credentials(self) -> tuple[AskedCredential, ...]:
        """The credentials the posting requires by name that the learner does not hold; of a choice the first known."""
        lacking = [one for one in self.asked_credentials if one.required and one.missing]
        lacking.sort(key=lambda one: one.unlisted and bool(one.choice))
        first: dict[tuple[str, ...], AskedCredential] = {}
        for one in lacking:
            first.setdefault(one.choice or (one.words,), one)
        return tuple(first.values())

    @property
    def misses_field_licence(self) -> bool:
        """Whether the posting names the licence of the field and it is not held: then nobody takes it to be."""
        return any(one.missing and names_licence(one.words, self.occupation) for one in self.asked_credentials)

    @property
    def required_unlisted(self) -> tuple[AskedCredential, ...]:
        """Those of them that no one credential of the catalogue is, nor the field's licence: only issuers know them."""
        return tuple(one for one in self.missing_credentials if one.unlisted)

    @property
    def welcome_unlisted(self) -> tuple[AskedCredential, ...]:
        """Those that the posting would like to see, that nobody here knows, and beside which nothing known would do."""
        known = {one.choice for one in self.asked_credentials if one.choice and not one.unlisted}
        required = [f"({one.words})" for one in self.asked_credentials if one.required]
        return tuple(
            one
            for one in self.asked_credentials
            if one.unlisted and one.missing and not one.required and one.choice not in known
            if not any(short in one.words for short in required)
        )

    @property
    def missing_degrees(self) -> tuple[AskedDegree, ...]:
        """The degrees that the posting requires and the learner has not completed."""
        return tuple(one for one in self.asked_degrees if one.required and not one.met)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, 0 on the day itself; None without one, and after it: nothing is held against it."""
        deadline = self.profile.deadline
        return None if deadline is None or deadline < self.on else (deadline - self.on).days


def with_time_and_money(situation: Situation, sent: Profile) -> Situation:
    """Return the situation of `sent`, which differs from that of `situation` by nothing but time and money.

    No word is read in the light of either; money says something of the place, which has to be the same.
    """
    if sent == situation.sent:
        return situation
    profile = replace(situation.profile, hours_per_week=sent.hours_per_week, deadline=sent.deadline, budget=sent.budget)
    return replace(situation, profile=profile, sent=sent)


def place_of(profile: Profile) -> str:
    """Return the country that the answer speaks for: the one given, else that of the budget's currency, else the US."""
    counted = country_of_currency(profile.budget.currency) if profile.budget else None
    return profile.country or counted or LISTED_CODE


def read_situation(
    profile: Profile, knowledge: Knowledge, on: date, cultures: Mapping[str, DeclaredCulture] | None = None
) -> Situation:
    """Read `profile` against `knowledge` on the day `on`; raises UnresolvedOccupation.

    `cultures` are those that the client's overlay declares, by occupation code or the beginning of one.
    """
    sent, profile = profile, with_usual_ends(profile, knowledge.catalogue, on)
    profile = with_levels(profile, knowledge.qualifications, on.year)
    resolved = resolve_occupation(profile, knowledge)
    place = place_of(profile)
    occupation = knowledge.countries.occupation_in(resolved.occupation, place) if resolved else None
    declared = profile.field.declared_culture
    if declared is None and cultures and occupation:
        declared = declared_culture(cultures, occupation.code)
    culture, culture_basis = _culture(declared, occupation)
    held = held_credentials(profile, knowledge, on)
    asking = AskedReader(profile=profile, knowledge=knowledge, occupation=occupation, held=held, on=on)
    posting = read_posting(
        profile.target_role,
        lambda words: asking.names_degree(words) or asking.names_credential(words) or names_skill(words, knowledge),
    )
    required, preferred, skills_from = role_skills(posting, occupation, knowledge, asking)
    evidence = tuple(
        frozenset(term.skill for words in piece.skills for term in read_all(words, knowledge))
        for piece in profile.evidence
    )
    known = KnownSkills(profile=profile, knowledge=knowledge, dated=dated_by(occupation, on.year))
    aligned = skills_aligned(profile, on, knowledge.skills, lambda said: read_term(said, knowledge).skill)
    own = [*posting.words, *(s.name for s in profile.skills)]
    choices = (*posting.required, *posting.preferred)
    named = {words for choice in choices for words in choice if asking.in_choice(words, choice) is not None}
    own = [one for one in own if not (one in named or asking.names_credential(one) or degree_named(one))]
    return Situation(
        profile=profile,
        countries=knowledge.countries.known(),
        sent=sent,
        on=on,
        occupation=occupation,
        resolved_by=resolved.matched_by.value if resolved else "unlisted",
        resolved_title=resolved.matched_title if resolved else None,
        other_titles=tuple(other.title for other in resolved.others) if resolved else (),
        title_language=resolved.language if resolved else None,
        confidence=resolved.confidence if resolved else None,
        culture=culture,
        culture_basis=culture_basis,
        required=required,
        preferred=preferred,
        skills_from=skills_from,
        held_skills=joined(
            dict.fromkeys(sorted(aligned), SkillLevel.UNKNOWN),
            (*known.named(), *known.shown(), *certified_skills(knowledge, held)),
        ),
        evidence_skills=evidence,
        evidence_about_role=pieces_about_role(profile, evidence, (*required, *preferred), occupation, knowledge),
        hot_skills=frozenset(term.skill for term in technology_terms(occupation, knowledge, in_demand=False)),
        held=held,
        unmatched=tuple(dict.fromkeys(t.words for words in own for t in read_all(words, knowledge) if not t.matched)),
        read_as=terms_read(own, knowledge),
        aim=read_aim(profile, knowledge, held),
        held_until=held_until(profile, knowledge, on),
        lapsed_parts=parts_of_lapsed(profile, knowledge, on),
        declared=declared,
        asked_credentials=asking.asked(posting),
        asked_degrees=asking.degrees(posting),
        exchange=knowledge.rates.on(on),
        employers=employers_aimed_at(profile, knowledge.employers),
    )


def resolve_occupation(profile: Profile, knowledge: Knowledge) -> Resolved | None:
    """Return the occupation aimed at and how it was found; None for a field that O*NET does not list."""
    words = profile.field.occupation
    if words is None:
        return None
    resolution = knowledge.occupations.resolve(words, country=profile.country)
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

"""What does the profile mean, given what is known? The value that everything later is computed from."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.rates import NO_EXCHANGE, Exchange
from services.recommender.learner import DeclaredCulture, Profile
from services.recommender.scales import Culture, HeldStatus, SkillLevel
from services.recommender.situation.aims.employers import AimedEmployer
from services.recommender.situation.aims.stack_aim import StackAim
from services.recommender.situation.credentials.licences_named import names_licence
from services.recommender.situation.place import country_said, place_of
from services.recommender.situation.role.asked_credential import AskedCredential
from services.recommender.situation.role.degrees_asked import AskedDegree
from services.recommender.situation.role.role_skills import RoleSkill, SkillsFrom
from services.recommender.situation.skills.grasp import Grasp
from services.recommender.situation.terms import (
    Term,
)

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
    widespread_skills: frozenset[str]
    """Those of the occupation that tell it from few others."""
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
    region: str | None = None
    """The part of the country that the answer speaks for, by its ISO 3166-2 code; None where that is not known."""
    countries: frozenset[str] = frozenset()
    """The countries of which more is known than that they are some, by their ISO 3166-1 codes."""
    sent: Profile | None = None
    """The profile as sent, where `profile` says what has run out, or which level a qualification has."""

    @property
    def place(self) -> str:
        """The country that the answer speaks for, by its ISO 3166-1 code."""
        return place_of(self.profile)

    @property
    def country_said(self) -> str | None:
        """The country that the learner is known to want to work in; None where the answer only takes one."""
        return country_said(self.profile)

    @property
    def countries_of_employers(self) -> tuple[str, ...]:
        """The other countries that employers aimed at are in, in the order in which they are named."""
        others = (one.country for one in self.employers if one.country not in {None, self.place})
        return tuple(dict.fromkeys(filter(None, others)))

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

    def is_near(self, asked: RoleSkill) -> bool:
        """Say whether what is asked for is missing, while the learner knows something near to it."""
        return bool(asked.near & self.held_skills.keys()) and self.grasp(asked) is Grasp.MISSING

    @cached_property
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

    @cached_property
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

    No word is read in the light of either; money says something of the place, which has to be the same. So all that was
    worked out once of the one (cached properties, once.py) holds for the other.
    """
    if sent == situation.sent:
        return situation
    profile, changed = copy(situation.profile), copy(situation)
    vars(profile).update(hours_per_week=sent.hours_per_week, deadline=sent.deadline, budget=sent.budget)
    vars(changed).update(profile=profile, sent=sent)
    return changed

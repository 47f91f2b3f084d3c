"""What is true of one candidate, and of how it fits this learner?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from services.recommender.decision.facts.credential import credential_facts
from services.recommender.decision.facts.held import EXPIRES_SOON, said_day
from services.recommender.decision.facts.licence import is_taken_to_hold_licence
from services.recommender.decision.facts.limits import budget_slack, days_slack, duration_is_sure, price_is_sure
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, Requirement
from services.recommender.names.languages import taught_in
from services.recommender.names.telling_words import own_words, word_beginnings
from services.recommender.rulebook.vocabulary import Value
from services.recommender.scales import EmployerKind, HeldStatus, Mode, SkillLevel
from services.recommender.situation.durations import DAYS_A_WEEK, days_needed, weeks_of
from services.recommender.situation.holdings import rank
from services.recommender.situation.licences_named import names_licence
from services.recommender.situation.requirements import Possessions, indispensable, open_steps, shortfall
from services.recommender.situation.situation import Situation

#: Whoever has worked in a field for so many years does not start from nothing in one more skill of it.
YEARS_OF_PRACTICE = 5

#: One word alone, such as "Manager", is part of too many titles to say which role a credential is named after.
WORDS_THAT_NAME_A_ROLE = 2


@dataclass(frozen=True, kw_only=True)
class CandidateFacts:
    """Computes the facts of candidates for one situation; what they share is worked out once."""

    situation: Situation
    own: Possessions
    open: frozenset[str]
    catalogue: Mapping[str, Credential]

    @classmethod
    def of(cls, situation: Situation, catalogue: Mapping[str, Credential]) -> "CandidateFacts":
        own = Possessions(held=situation.held, years_in_field=situation.profile.experience.years_in_field)
        toward = open_steps(situation.aim.requirement, catalogue, own) if situation.aim else frozenset[str]()
        return cls(situation=situation, own=own, open=toward, catalogue=catalogue)

    def facts(self, credential: Credential) -> dict[str, Value]:
        """Return every credential.* and fit.* fact of `credential`."""
        return {**credential_facts(credential, self.situation.on), **self._fit(credential)}

    def _fit(self, credential: Credential) -> dict[str, Value]:
        situation = self.situation
        taught = frozenset(skill.skill for skill in credential.skills)
        gap, asked = self._gap, self._asked
        closes = len(taught & gap)
        pace, left, budget = situation.profile.hours_per_week, situation.days_left, situation.profile.budget
        days = days_needed(credential, pace)
        in_time, in_budget = duration_is_sure(credential, pace, left), price_is_sure(credential, budget)
        slack = days_slack(credential, pace, left) if in_time else None
        return {
            "fit.closes": closes,
            "fit.closes_assessed": sum(1 for s in credential.skills if s.assessed and s.skill in gap),
            "fit.closes_preferred": len(taught & self._preferred_gap),
            "fit.asked_for_by_name": self._asked_for_by_name(credential),
            "fit.gap_share": closes * 100 // len(gap) if gap else None,
            "fit.focus": len(taught & asked) * 100 // len(taught) if taught and asked else None,
            "fit.new_skills": len(taught - situation.held_skills.keys()),
            "fit.repeats": sum(1 for skill in taught if self._repeats(skill, credential.level)),
            "fit.hot_skills": len(taught & situation.hot_skills),
            "fit.level_distance": self._level_distance(taught, credential.level),
            "fit.days_needed": days,
            "fit.days_slack": slack,
            "fit.weeks_needed": weeks_of(days),
            "fit.weeks_slack": None if slack is None else slack // DAYS_A_WEEK,
            "fit.budget_slack": budget_slack(budget, credential.cost) if in_budget else None,
            "fit.price_is_sure": "yes" if in_budget else "no",
            "fit.duration_is_sure": "yes" if in_time else "no",
            "fit.prerequisites": self._prerequisites(credential),
            "fit.rests_on_other_licence": "yes" if self._rests_on_licence(credential, of_field=False) else "no",
            "fit.rests_on_field_licence": "yes" if self._rests_on_licence(credential, of_field=True) else "no",
            "fit.licence_for": self._licence_for(credential),
            "fit.made_for": self._made_for(credential),
            "fit.held": self.own.held[credential.id].value if credential.id in self.own.held else "no",
            "fit.held_ends": self._held_ends(credential),
            "fit.held_until": self._held_until(credential),
            "fit.part_of_lapsed": "yes" if self._is_part_of_lapsed(credential) else "no",
            "fit.lapsed_whole": situation.lapsed_parts.get(credential.id, ""),
            "fit.recognised_by": self._recognised_by(credential),
            "fit.issuer_is_target": "yes" if credential.issuer.name.casefold() in self._employer_names else "no",
            "fit.issuer_is_named": "yes" if own_words(credential.issuer.name) & self._named else "no",
            "fit.names_the_role": "yes" if self._names_the_role(credential) else "no",
            "fit.stack_step": self._stack_step(credential),
            "fit.language": taught_in(situation.profile.language, credential.languages),
            "fit.mode": self._mode(credential),
            "fit.evidence": sum(1 for skills in situation.evidence_skills if skills & taught),
        }

    def _asked_for_by_name(self, credential: Credential) -> str:
        asked = [one for one in self.situation.asked_credentials if one.credential == credential.id and one.missing]
        if not asked:
            return "no"
        return "required" if asked[0].required else "preferred"

    def _repeats(self, skill: str, level: SkillLevel) -> bool:
        held = self.situation.held_skills.get(skill)
        if held is None:
            return False
        if SkillLevel.UNKNOWN in {held, level}:
            return True
        return rank(held) >= rank(level)

    def _level_distance(self, taught: frozenset[str], level: SkillLevel) -> int | None:
        """Return how much harder the credential is than where the learner stands in what they would take it for.

        That is the missing skills it teaches, or else everything it teaches; nothing is too easy for a skill that is
        missing. Unknown where the credential's level is, or where the learner's levels in all of these skills are.
        """
        if level is SkillLevel.UNKNOWN or not taught:
            return None
        missing = taught & (self._gap | self._preferred_gap)
        levels = [self.situation.held_skills.get(skill) for skill in missing or taught]
        ranks = [rank(held) for held in levels if held is not None and held is not SkillLevel.UNKNOWN]
        if not ranks and None not in levels:
            return None
        distance = rank(level) - max(ranks, default=self._first_rank)
        return max(0, distance) if missing else distance

    @cached_property
    def _first_rank(self) -> int:
        """Where the learner starts in a skill they lack."""
        years = self.situation.profile.experience.years_in_field
        practised = years is not None and years >= YEARS_OF_PRACTICE
        return rank(SkillLevel.INTERMEDIATE if practised else SkillLevel.BEGINNER)

    def _rests_on_licence(self, credential: Credential, *, of_field: bool) -> bool:
        """Say whether it is only for those who hold a licence, the field's or one of other work, and it is not held."""
        needed = indispensable(credential.prerequisites) if credential.prerequisites else frozenset[str]()
        there = self.own.has if of_field else self.own.held.__contains__
        return any(self._is_field_licence(one) is of_field for one in needed if not there(one))

    def _is_field_licence(self, identity: str) -> bool | None:
        """Return whether a licence is the field's; None for what is no licence."""
        one = self.catalogue.get(identity)
        if one is None or one.kind is not CredentialKind.LICENCE:
            return None
        return names_licence(one.title, self.situation.occupation)

    def _licence_for(self, credential: Credential) -> str:
        """Return whether a licence is the field's own; none for what is no licence, and where the field has none."""
        occupation = self.situation.occupation
        if credential.kind is not CredentialKind.LICENCE or occupation is None or occupation.licence is None:
            return "none"
        return "field" if names_licence(credential.title, occupation) else "other"

    def _made_for(self, credential: Credential) -> str:
        occupation, meant_for = self.situation.occupation, credential.occupations
        named = occupation is not None and occupation.code in meant_for
        return "field" if named else "other" if meant_for and occupation else "any"

    def _prerequisites(self, credential: Credential) -> str:
        if credential.prerequisites is None:
            return "none_known"
        gap = shortfall(credential.prerequisites, self._own_with_licence(credential.prerequisites))
        if gap.missing:
            return "one_missing" if gap.missing == 1 else "missing"
        return "unknown" if gap.unjudged else "met"

    def _own_with_licence(self, requirement: Requirement) -> Possessions:
        """Return what counts toward `requirement`; whoever holds the field's licence holds it by whatever name."""
        needed = indispensable(requirement) if self._holds_licence else ()
        named = {one: HeldStatus.VALID for one in needed if self._is_field_licence(one)}
        return replace(self.own, held={**self.own.held, **named})

    @cached_property
    def _holds_licence(self) -> bool:
        return is_taken_to_hold_licence(self.situation)

    def _held_ends(self, credential: Credential) -> str:
        """Return whether what is held and valid ends within half a year, or before the deadline."""
        if not self.own.has(credential.id):
            return "not_held"
        until, situation = self.situation.held_until.get(credential.id), self.situation
        if until is None:
            return "not_soon"
        soon = max(situation.on + EXPIRES_SOON, situation.profile.deadline or situation.on)
        return "soon" if until <= soon else "not_soon"

    def _held_until(self, credential: Credential) -> str:
        until = self.situation.held_until.get(credential.id)
        return said_day(until) if until is not None else ""

    def _is_part_of_lapsed(self, credential: Credential) -> bool:
        return credential.id in self.situation.lapsed_parts and credential.id not in self.own.held

    def _recognised_by(self, credential: Credential) -> str:
        if not credential.recognised_by:
            return "unknown"
        if {recognition.by.casefold() for recognition in credential.recognised_by} & self._employer_names:
            return "target_employer"
        kinds = {employer.kind for employer in self.situation.profile.target_employers} - {EmployerKind.UNKNOWN}
        return "target_kind" if {r.by_kind for r in credential.recognised_by} & kinds else "others"

    @cached_property
    def _gap(self) -> frozenset[str]:
        return frozenset(term.skill for term in self.situation.gap)

    @cached_property
    def _preferred_gap(self) -> frozenset[str]:
        return frozenset(term.skill for term in self.situation.preferred_gap)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(term.skill for term in (*self.situation.required, *self.situation.preferred))

    @cached_property
    def _employer_names(self) -> frozenset[str]:
        employers = self.situation.profile.target_employers
        return frozenset(employer.name.casefold() for employer in employers if employer.name)

    @cached_property
    def _named(self) -> frozenset[str]:
        """The words by which target employers and the role's skills are named."""
        asked = (*self.situation.required, *self.situation.preferred)
        employers = (employer.name or "" for employer in self.situation.profile.target_employers)
        return frozenset[str]().union(
            *map(own_words, employers), *(own_words(f"{term.words} {term.label}") for term in asked)
        )

    @cached_property
    def _role_names(self) -> tuple[frozenset[str], ...]:
        profile = self.situation.profile
        names = (profile.field.occupation, profile.field.unlisted, profile.target_role.title)
        stems = (word_beginnings(name) for name in names if name)
        return tuple(stem for stem in stems if len(stem) >= WORDS_THAT_NAME_A_ROLE)

    def _names_the_role(self, credential: Credential) -> bool:
        title = word_beginnings(f"{credential.issuer.name} {credential.title}")
        return any(name <= title for name in self._role_names)

    def _stack_step(self, credential: Credential) -> str:
        if credential.id not in self.open or self.own.held.get(credential.id) is HeldStatus.VALID:
            return "no"
        return "later" if self._prerequisites(credential) in {"one_missing", "missing"} else "next"

    def _mode(self, credential: Credential) -> str:
        wanted = self.situation.profile.mode
        if wanted is Mode.ANY:
            return "match"
        if credential.mode is None:
            return "unknown"
        return "match" if credential.mode in {wanted, Mode.ANY} else "differs"

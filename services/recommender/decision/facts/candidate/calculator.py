"""How does a candidate fit this learner?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from services.recommender.answer import Answer
from services.recommender.decision.facts.candidate.fit import (
    NOT_YET_OPEN,
    AskedForByName,
    FitFacts,
    MadeFor,
    Match,
    NamedFirstBasis,
    Prerequisites,
    StackStep,
)
from services.recommender.decision.facts.candidate.ladder import is_below_held
from services.recommender.decision.facts.candidate.names import NamesSaid
from services.recommender.decision.facts.candidate.skills import SkillsCompared
from services.recommender.decision.facts.credits import credit_at
from services.recommender.decision.facts.holdings.licence import is_taken_to_hold_licence, licence_for
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind, Requirement
from services.recommender.knowledge.issuing_bodies import IssuingBodies
from services.recommender.knowledge.occupations.entry.named_first import NamedFirst
from services.recommender.names.languages import taught_in
from services.recommender.scales import HeldStatus, Mode
from services.recommender.situation.credentials.licences_named import names_licence
from services.recommender.situation.named_first import named_elsewhere, named_first_to
from services.recommender.situation.possessions import possessions
from services.recommender.situation.requirements import Possessions, indispensable, open_steps, shortfall
from services.recommender.situation.situation import Situation
from services.recommender.wording import formats


@dataclass(frozen=True, kw_only=True)
class FitCalculator:
    """Computes how candidates fit one learner; what they share is worked out once."""

    situation: Situation
    own: Possessions
    open: frozenset[str]
    catalogue: Mapping[str, Credential]
    skills: SkillsCompared
    names: NamesSaid
    first: Mapping[str, NamedFirst]
    elsewhere: frozenset[str]
    bodies: IssuingBodies | None

    @classmethod
    def of(
        cls,
        situation: Situation,
        catalogue: Mapping[str, Credential],
        bodies: IssuingBodies | None = None,
        skills: SkillsCompared | None = None,
    ) -> "FitCalculator":
        """Return what computes it for `situation`, of which `skills` may be compared already."""
        own = possessions(situation)
        return cls(
            situation=situation,
            own=own,
            open=open_steps(situation.aim.requirement, catalogue, own) if situation.aim else frozenset(),
            catalogue=catalogue,
            skills=skills or SkillsCompared.of(situation),
            names=NamesSaid.of(situation),
            first=named_first_to(situation),
            elsewhere=named_elsewhere(situation),
            bodies=bodies,
        )

    def fit(self, credential: Credential) -> FitFacts:
        """Return how `credential` fits the learner, whatever time and money there are.

        One table: a line a fact.
        """
        situation, skills, names = self.situation, self.skills.fit(credential), self.names
        taught = credential.taught
        return FitFacts(
            missing_skills_taught=skills.missing_skills_taught,
            skills_closed=skills.skills_closed,
            closes_assessed=skills.closes_assessed,
            closes_preferred=skills.closes_preferred,
            asked_for_by_name=self._asked_for_by_name(credential),
            named_first=self._named_first(credential),
            named_elsewhere="yes" if credential.id in self.elsewhere else "no",
            named_first_place=self.first[credential.id].place if credential.id in self.first else None,
            licence_for=licence_for(credential, situation),
            made_for=self._made_for(credential),
            usual_in_field="yes" if self._is_usual_in_field(credential) else "no",
            gap_share=skills.gap_share,
            covered_share=skills.covered_share,
            near_missing=skills.near_missing,
            near_share=skills.near_share,
            side_skills_only=self._covers_only(taught, self._side_skills),
            widespread_only=self._covers_only(taught, situation.widespread_skills),
            focus=skills.focus,
            new_skills=skills.new_skills,
            already_held=skills.already_held,
            proves_held=skills.proves_held,
            hot_skills=len(taught & situation.hot_skills),
            level_distance=skills.level_distance,
            prerequisites=self._prerequisites(credential),
            rests_on_other_licence="yes" if self._rests_on_licence(credential, of_field=False) else "no",
            rests_on_field_licence="yes" if self._rests_on_licence(credential, of_field=True) else "no",
            held=self.own.held.get(credential.id, "no"),
            below_held="yes" if is_below_held(credential, self._held_and_valid) else "no",
            held_until=self._held_until(credential),
            part_of_expired="yes" if self._is_part_of_expired(credential) else "no",
            lapsed_whole=situation.lapsed_parts.get(credential.id, ""),
            recognised_by=names.recognised_by(credential),
            issuer_is_target="yes" if names.is_employer(credential.issuer.name) else "no",
            issuer_field=self._issuer_field(credential),
            issuer_is_named="yes" if names.names_issuer(credential) else "no",
            names_the_role="yes" if names.role_is_named_by(credential) else "no",
            stack_step=self._stack_step(credential),
            credit_at=credit_at(credential, situation.profile.stack_goal, self.catalogue),
            language=self._language(credential),
            mode=self._mode(credential),
            evidence=sum(1 for shown in situation.evidence_skills if shown & taught),
        )

    def _asked_for_by_name(self, credential: Credential) -> AskedForByName:
        asked = [one for one in self.situation.asked_credentials if one.credential == credential.id and one.missing]
        if not asked:
            return "no"
        return "required" if asked[0].required else "preferred"

    def _named_first(self, credential: Credential) -> NamedFirstBasis:
        named = self.first.get(credential.id)
        return "no" if named is None else "read" if named.read else "remembered"

    @property
    def _side_skills(self) -> frozenset[str]:
        return self.situation.occupation.side_skills if self.situation.occupation else frozenset()

    def _covers_only(self, taught: frozenset[str], these: frozenset[str]) -> Literal["no", "yes"]:
        covered = taught & self.skills.missing
        return "yes" if covered and covered <= these else "no"

    def _made_for(self, credential: Credential) -> MadeFor:
        occupation, meant_for = self.situation.occupation, credential.occupations
        named = occupation is not None and occupation.code in meant_for
        return "field" if named else "other" if meant_for and occupation else "any"

    def _is_usual_in_field(self, credential: Credential) -> bool:
        return self.situation.skills_from != "named" and self._made_for(credential) == "field"

    def _issuer_field(self, credential: Credential) -> Answer:
        """Return whether the issuer is of the field: it made this for it, or its name says of which industry it is."""
        occupation = self.situation.occupation
        if occupation is None or occupation.code in credential.occupations:
            return Answer.UNKNOWN if occupation is None else Answer.YES
        return self.bodies.is_of(credential.issuer.name, occupation.code) if self.bodies else Answer.UNKNOWN

    def _prerequisites(self, credential: Credential) -> Prerequisites:
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
        return replace(self.own, held={**self.own.held, **named}) if named else self.own

    @cached_property
    def _held_and_valid(self) -> tuple[Credential, ...]:
        return tuple(self.catalogue[one] for one in self.own.held if one in self.catalogue and self.own.has(one))

    @cached_property
    def _holds_licence(self) -> bool:
        return is_taken_to_hold_licence(self.situation)

    def _rests_on_licence(self, credential: Credential, *, of_field: bool) -> bool:
        """Say whether it is only for those who hold a licence, the field's or one of other work, and it is not held."""
        if credential.prerequisites is None:
            return False
        needed = indispensable(credential.prerequisites)
        there = self.own.has if of_field else self.own.held.__contains__
        return any(self._is_field_licence(one) is of_field for one in needed if not there(one))

    def _is_field_licence(self, identity: str) -> bool | None:
        """Return whether a licence is the field's; None for what is no licence."""
        one = self.catalogue.get(identity)
        if one is None or one.kind is not CredentialKind.LICENCE:
            return None
        return names_licence(one.title, self.situation.occupation)

    def _held_until(self, credential: Credential) -> str:
        until = self.situation.held_until.get(credential.id)
        return formats.day(until) if until is not None else ""

    def _is_part_of_expired(self, credential: Credential) -> bool:
        return credential.id in self.situation.lapsed_parts and credential.id not in self.own.held

    def _stack_step(self, credential: Credential) -> StackStep:
        if credential.id not in self.open or self.own.held.get(credential.id) is HeldStatus.VALID:
            return "no"
        return "later" if self._prerequisites(credential) in NOT_YET_OPEN else "next"

    def _language(self, credential: Credential) -> Match:
        wanted = self.situation.profile.language
        return "match" if wanted is None else taught_in(wanted, credential.languages)

    def _mode(self, credential: Credential) -> Match:
        wanted = self.situation.profile.mode
        if wanted is Mode.ANY:
            return "match"
        if credential.mode is None:
            return "unknown"
        return "match" if credential.mode in {wanted, Mode.ANY} else "differs"

"""From profile to recommendation: the one pure function that everything else serves."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cache

from services.recommender.decision.as_sought import as_sought
from services.recommender.decision.candidates import select_candidates
from services.recommender.decision.decision import Decision, PathsJudged
from services.recommender.decision.facts.candidate.calculator import FitCalculator
from services.recommender.decision.facts.candidate.credential import CredentialFacts, credential_facts
from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.facts.candidate.kept import Kept
from services.recommender.decision.facts.field import field_facts
from services.recommender.decision.facts.held import held_facts, lapsed_beyond_catalogue
from services.recommender.decision.facts.learner import learner_facts
from services.recommender.decision.facts.path import (
    OpenCandidate,
    best_scores,
    empty_paths,
    path_facts,
    unsettled_paths,
)
from services.recommender.decision.facts.record import by_name
from services.recommender.decision.facts.role import role_facts
from services.recommender.decision.facts.stack_plan import stack_plan_facts
from services.recommender.decision.judged import Judged
from services.recommender.decision.ranking import Aim, rank_candidates
from services.recommender.decision.scoring import OVERALL, Tally, tally
from services.recommender.decision.verdict import Verdict, decide
from services.recommender.decision.worth_a_place import Worth, sift, with_way_in
from services.recommender.explaining.asking.worth_asking import worth_asking
from services.recommender.explaining.counterfactuals import Decide, find_counterfactuals
from services.recommender.explaining.record import write_record
from services.recommender.explaining.why_not.why_not import WhyNotAsked
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Profile
from services.recommender.paths import PathKind
from services.recommender.planning.planning import plan_stack
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.why_not import WhyNot
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing
from services.recommender.rulebook.vocabulary import Group, Value
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.requirements import interchangeable_steps
from services.recommender.situation.situation import Situation, read_situation
from services.recommender.situation.skills.role_skills import skills_in
from services.recommender.wording import formats

Facts = Mapping[str, Value]


def recommend(profile: Profile, *, knowledge: Knowledge, rulebook: Rulebook, on: date) -> Recommendation:
    """Decide for one learner on the day `on`. The same profile, knowledge, rulebook and day give the same bytes.

    Raises UnresolvedOccupation where the profile's occupation is not one occupation.
    """
    with _written_for(profile):
        decision, decide_again = deciding(profile, knowledge=knowledge, rulebook=rulebook, on=on)
        found = find_counterfactuals(decision, knowledge.catalogue.credentials, decide_again)
        return write_record(decision, found, worth_asking(decision, decide_again), knowledge, rulebook)


def _written_for(profile: Profile) -> AbstractContextManager[None]:
    """Write in the locale that a caller chose, as for a stored decision, or else in that of the learner's country."""
    return formats.written_in(formats.chosen() or formats.locale_of(profile.country, profile.language))


def why_not(
    profile: Profile, asked: Iterable[str], *, knowledge: Knowledge, rulebook: Rulebook, on: date
) -> list[WhyNot]:
    """Return for each name why it is not what is advised to this learner on the day `on`; raises as `recommend`."""
    with _written_for(profile):
        decision, decide_again = deciding(profile, knowledge=knowledge, rulebook=rulebook, on=on)
        judging = Judging(knowledge=knowledge, rulebook=rulebook, kept=Kept())

        def judge(credential: Credential) -> Judged:
            (judged,) = judging.candidates(decision.situation, [credential.id], decision.shared)
            return judged

        about = WhyNotAsked(
            decision=decision, decide=decide_again, judge=judge, catalogue=knowledge.catalogue, rulebook=rulebook
        )
        return [about.answer(name) for name in asked]


def deciding(profile: Profile, *, knowledge: Knowledge, rulebook: Rulebook, on: date) -> tuple[Decision, Decide]:
    """Return the decision, and what decides a changed profile, all else being equal, without putting it into words."""
    kept = Kept()
    decision = reach_decision(profile, knowledge=knowledge, rulebook=rulebook, on=on, kept=kept)

    # Nearly half of the changes that are tried give a profile that was decided in this call already.
    @cache
    def decide_again(changed: Profile) -> Decision:
        if changed == profile:
            return decision
        return reach_decision(changed, knowledge=knowledge, rulebook=rulebook, on=on, kept=kept, in_words=False)

    return decision, decide_again


def reach_decision(
    profile: Profile,
    *,
    knowledge: Knowledge,
    rulebook: Rulebook,
    on: date,
    kept: Kept | None = None,
    in_words: bool = True,
) -> Decision:
    """Find, judge and rank; what `recommend` writes down, and what explaining tools look into.

    `kept` is what further decisions about the same learner on the same day have in common. Without `in_words` no rule's
    reason is put into words and nothing is said that is only told, for a decision that nobody reads.
    """
    situation = read_situation(profile, knowledge, on, rulebook.cultures)
    stack_plan = plan_stack(situation, knowledge.catalogue.credentials)
    learner, held, field = learner_facts(situation, knowledge), held_facts(situation, knowledge), field_facts(situation)
    known = by_name(learner, held, stack_plan_facts(stack_plan), field, role_facts(situation))
    shared, concluded = _find(known, rulebook)
    candidates = select_candidates(situation, knowledge.catalogue)
    judging = Judging(knowledge=knowledge, rulebook=rulebook, kept=kept or Kept(), in_words=in_words)
    judged = judging.candidates(situation, candidates.shortlist, shared)
    worth = sift(judged, skills_in((*situation.gap, *situation.preferred_gap)), _interchangeable_steps(situation))
    paths = judging.paths(situation, judged, worth, shared, lapsed_beyond_catalogue(situation, knowledge))
    unsettled = unsettled_paths(learner, held, field, paths.facts)
    verdict = decide(paths.said, empty_paths(paths.facts), unsettled, best_scores(paths.facts))
    if verdict.path is PathKind.LICENCE:
        worth = with_way_in(worth)
    return Decision(
        situation=situation,
        learner=learner,
        field=field,
        shared=shared,
        concluded=concluded,
        judged=tuple(judged),
        paths=paths,
        verdict=verdict,
        ranking=rank_candidates(worth, _aim(situation, verdict, shared)),
        beyond=candidates.beyond,
        beyond_count=candidates.beyond_count,
        stack_plan=stack_plan,
    )


def _aim(situation: Situation, verdict: Verdict, shared: Facts) -> Aim:
    budget = situation.profile.budget
    return Aim(
        path=None if verdict.nothing_to_name else verdict.path,
        nothing_to_spend=budget is not None and budget.amount == 0,
        restoring_first=shared.get("finding.restoring_comes_first") == "yes",
    )


def _interchangeable_steps(situation: Situation) -> frozenset[str]:
    return interchangeable_steps(situation.aim.requirement) if situation.aim else frozenset()


def _find(known: Facts, rulebook: Rulebook) -> tuple[dict[str, Value], tuple[Firing, ...]]:
    """Run the layers of findings, each on what the ones before concluded; return all facts, and what fired."""
    shared = dict(known)
    shared.update({field.full_name: "no" for field in rulebook.vocabulary if field.group is Group.FINDING})
    fired: list[Firing] = []
    for layer in rulebook.findings:
        for firing in layer.fire(FactSheet(shared=shared)):
            fired.append(firing)
            shared.update(
                {f"{Group.FINDING}.{name}": "yes" for name in rulebook.rules[firing.rule].findings_concluded()}
            )
    return shared, tuple(fired)


def _helps(fit: FitFacts, situation: Situation) -> bool:
    if fit.stack_step != "no" or fit.held in {HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS}:
        return True
    if fit.asked_for_by_name != "no" or fit.part_of_expired == "yes":
        return True
    if situation.profile.goal is Goal.SIGNAL_CURRENCY and fit.proves_held:
        return True
    if situation.gap:
        return fit.missing_skills_taught > 0
    return fit.closes_preferred > 0 or fit.usual_in_field == "yes" or not situation.preferred_gap


@dataclass(frozen=True, kw_only=True)
class Judging:
    """The rules at work on candidates and paths; `kept` and `in_words` as `reach_decision` has them."""

    knowledge: Knowledge
    rulebook: Rulebook
    kept: Kept
    in_words: bool = True

    def candidates(self, situation: Situation, ids: Iterable[str], shared: Facts) -> list[Judged]:
        """Judge the credentials of these ids."""
        credentials = self.knowledge.catalogue.credentials
        calculator = FitCalculator.of(situation, credentials, self.knowledge.bodies, self.kept)
        shortlist = {identity: as_sought(credentials[identity], situation) for identity in ids}
        about = {identity: self._about(credential, situation) for identity, credential in shortlist.items()}
        fit = {identity: calculator.fit(credential) for identity, credential in shortlist.items()}
        sheet = {identity: by_name(about[identity], fit[identity]) for identity in shortlist}
        firings = self.rulebook.credentials.fire(FactSheet(shared=shared, subjects=sheet))
        said = self._tally(firings, shared, sheet)
        return [
            Judged(credential=credential, about=about[each], fit=fit[each], said=said.get(each, Tally()))
            for each, credential in shortlist.items()
        ]

    def _about(self, credential: Credential, situation: Situation) -> CredentialFacts:
        key = credential.id, credential is self.knowledge.catalogue.credentials[credential.id]
        if key not in self.kept.about:
            self.kept.about[key] = credential_facts(credential, situation.on, situation.exchange)
        return self.kept.about[key]

    def paths(
        self, situation: Situation, judged: list[Judged], worth: Worth, shared: Facts, lapsed: Mapping[PathKind, int]
    ) -> PathsJudged:
        """Judge every path, by the candidates that are left for it, of which those worth a place can serve."""
        worthy = {one.credential.id for one in worth.worthy}
        still_open = [
            OpenCandidate(
                kind=one.credential.kind.value,
                score=one.said.score,
                fit=one.fit,
                helps=one.credential.id in worthy and _helps(one.fit, situation),
            )
            for one in judged
            if not one.said.exclusions
        ]
        facts = {kind: path_facts(kind, situation, still_open, lapsed.get(kind, 0)) for kind in PathKind}
        sheet = {kind.value: about.by_name() for kind, about in facts.items()}
        firings = self.rulebook.paths.fire(FactSheet(shared=shared, subjects=sheet))
        said = self._tally(firings, shared, sheet)
        return PathsJudged(
            said={kind: said.get(kind.value, Tally()) for kind in PathKind},
            overall=said.get(OVERALL, Tally()),
            facts=facts,
        )

    def _tally(self, firings: Iterable[Firing], shared: Facts, sheet: Mapping[str, Facts]) -> dict[str, Tally]:
        def facts_of(subject: str) -> Facts:
            return {**shared, **sheet.get(subject, {})}

        return tally(firings, self.rulebook, facts_of, in_words=self.in_words)

"""From profile to recommendation: the one pure function that everything else serves."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from functools import cache

from services.recommender.decision.decision import Decision
from services.recommender.decision.facts.candidate.skills import SkillsCompared
from services.recommender.decision.facts.stack_plan import stack_plan_facts
from services.recommender.decision.facts.time_and_money import time_and_money_facts
from services.recommender.decision.facts.together import Facts
from services.recommender.decision.judged import Judged
from services.recommender.decision.judging import Judging
from services.recommender.decision.kept.ground import Ground, ground_of, whatever_the_means
from services.recommender.decision.kept.kept import Kept
from services.recommender.decision.kept.remembered import remembered
from services.recommender.decision.lining_up import ranked, worth_of
from services.recommender.decision.paths_together import best_scores, empty_paths, unsettled_paths
from services.recommender.decision.ranking.ranked import Aim
from services.recommender.decision.running import fired, looked_up
from services.recommender.decision.verdict import Verdict, decide
from services.recommender.explaining.asking.worth_asking import worth_asking
from services.recommender.explaining.record import write_record
from services.recommender.explaining.what_if.counterfactuals import Decide, find_counterfactuals
from services.recommender.explaining.why_not.why_not import WhyNotAsked
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.known import Knowledge
from services.recommender.learner import Profile
from services.recommender.planning.planning import plan_stack
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.why_not import WhyNot
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.situation.reading import read_situation
from services.recommender.situation.situation import Situation, with_time_and_money
from services.recommender.wording import formats


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
        judging = Judging(
            knowledge=knowledge, rulebook=rulebook, kept=Kept(remembered=remembered(rulebook, knowledge, on))
        )

        def judge(credential: Credential) -> Judged:
            (judged,) = judging.line_up(decision.ground, decision.situation, (credential.id,), decision.shared).judged
            return judged

        about = WhyNotAsked(
            decision=decision, decide=decide_again, judge=judge, catalogue=knowledge.catalogue, rulebook=rulebook
        )
        return [about.answer(name) for name in asked]


def deciding(profile: Profile, *, knowledge: Knowledge, rulebook: Rulebook, on: date) -> tuple[Decision, Decide]:
    """Return the decision, and what decides a changed profile, all else being equal, without putting it into words."""
    kept = Kept(remembered=remembered(rulebook, knowledge, on))
    decision = reach_decision(profile, knowledge=knowledge, rulebook=rulebook, on=on, kept=kept)

    # Nearly half of the changes that are tried give a profile that was decided in this call already.
    @cache
    def decide_again(changed: Profile) -> Decision:
        if changed == profile:
            return decision
        return reach_decision(changed, knowledge=knowledge, rulebook=rulebook, on=on, kept=kept, tried=True)

    return decision, decide_again


def reach_decision(
    profile: Profile,
    *,
    knowledge: Knowledge,
    rulebook: Rulebook,
    on: date,
    kept: Kept | None = None,
    tried: bool = False,
) -> Decision:
    """Find, judge and rank; what `recommend` writes down, and what explaining tools look into.

    `kept` is what further decisions about the same learner on the same day have in common. In one that is only `tried`,
    for a learner as they might be, rules are looked up instead of run on the engine, and nothing is put into words.
    """
    kept = kept or Kept(remembered=remembered(rulebook, knowledge, on))
    judging = Judging(
        knowledge=knowledge, rulebook=rulebook, kept=kept, run=looked_up if tried else fired, in_words=not tried
    )
    ground = _ground(profile, judging, on)
    situation = with_time_and_money(ground.situation, profile)
    stack_plan = plan_stack(situation, knowledge.catalogue.credentials, shown=not tried)
    about_learner = (ground.learner, time_and_money_facts(situation), ground.held, stack_plan_facts(stack_plan))
    shared, concluded = judging.find(Facts(*about_learner, ground.field, ground.role))
    line_up = judging.line_up(ground, situation, ground.candidates.shortlist, shared)
    worth = worth_of(line_up.weighed, ground)
    paths = judging.paths(line_up, worth.worthy, ground, situation, shared)
    unsettled = unsettled_paths(ground.learner, ground.held, ground.field, paths.facts)
    verdict = decide(paths.said, empty_paths(paths.facts), unsettled, best_scores(paths.facts))
    return Decision(
        situation=situation,
        ground=ground,
        shared=shared,
        concluded=concluded,
        line_up=line_up,
        paths=paths,
        verdict=verdict,
        ranked=ranked(worth, _aim(situation, verdict, shared), verdict.path),
        stack_plan=stack_plan,
    )


def _ground(profile: Profile, judging: Judging, on: date) -> Ground:
    """Return the ground of the decision about `profile`, read anew unless it was read for another time and money."""
    grounds, knowledge = judging.kept.grounds, judging.knowledge
    named = whatever_the_means(profile)
    ground = grounds.get(named)
    if ground is None:
        situation = read_situation(profile, knowledge, on, judging.rulebook.cultures)
        skills = judging.kept.same(SkillsCompared.of(situation))
        ground = grounds[named] = ground_of(situation, knowledge, skills)
    return ground


def _aim(situation: Situation, verdict: Verdict, shared: Facts) -> Aim:
    budget = situation.profile.budget
    return Aim(
        path=None if verdict.nothing_to_name else verdict.path,
        nothing_to_spend=budget is not None and budget.amount == 0,
        restoring_first=shared.get("finding.restoring_comes_first") == "yes",
    )

"""What could the learner change, and by how little? Changes to a profile, smallest first, lever by lever.

A change is worth trying only where it makes a difference to a candidate: a deadline just late enough for one of them, a
budget that just pays for one, hours a week that just finish one in time. So the steps of each lever are computed from
the candidates' own facts instead of being guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from services.recommender.decision.facts.candidate.fit import NOTHING_BEFORE_IT
from services.recommender.decision.facts.candidate.price_limits import budget_slack
from services.recommender.decision.judged import Judged
from services.recommender.knowledge.credentials.credential import Cost, Credential, CredentialKind, CredentialStatus
from services.recommender.knowledge.rates import Exchange
from services.recommender.learner import Budget, Evidence, HeldCredential, Profile
from services.recommender.scales import EvidenceKind, HeldStatus
from services.recommender.situation.measures.durations import DAYS_A_WEEK, day_after, days_needed
from services.recommender.situation.measures.money import converted
from services.recommender.situation.possessions import possessions
from services.recommender.situation.requirements import Possessions, open_steps, shortfall
from services.recommender.situation.role.role_skills import terms_in
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import Message, say

#: Steps tried per lever: beyond that a change is no small one any more.
MOST_STEPS = 4

#: The most hours a week anybody is asked to give: a full working week.
FULL_WEEK = 40

#: So many hours a week are asked of whoever gives fewer; of others no more than twice what they give.
HOURS_TO_FIND = 10

#: So many days more (half a year) are asked of whoever has fewer left; of others no more than twice what is left.
DAYS_TO_FIND = 26 * DAYS_A_WEEK

#: What nobody holds just in order to take another credential.
_NO_STEP = frozenset({CredentialKind.LICENCE, CredentialKind.DEGREE})


class Lever(StrEnum):
    """What the learner controls, in the published order of ease."""

    EVIDENCE = "evidence"
    HOURS = "hours_per_week"
    DEADLINE = "deadline"
    BUDGET = "budget"
    PREREQUISITE = "prerequisite"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A profile with one thing changed, and the change in words that follow "if you"."""

    lever: Lever
    words: Message
    profile: Profile


def changes(
    situation: Situation, candidates: Iterable[Judged], credentials: Mapping[str, Credential]
) -> Iterator[tuple[Change, ...]]:
    """Yield, per lever, the changes that could matter to any of `candidates`, the smallest first."""
    candidates = tuple(candidates)
    within_reach = tuple(one for one in candidates if one.fit.prerequisites in NOTHING_BEFORE_IT)
    yield tuple(_evidence(situation))
    yield tuple(_hours(situation, within_reach))
    yield tuple(_deadline(situation, within_reach))
    yield tuple(_budget(situation, within_reach))
    yield tuple(_prerequisites(situation, candidates, credentials))


def _evidence(situation: Situation) -> Iterator[Change]:
    """Yield a project for the first skill that none shows yet; nothing shown makes up for a licence.

    Nor where the work leaves nothing to show, nor for a skill that nobody but a list asks for.

    A skill is one that is known: nobody can say what a project for words that name none would look like.
    """
    occupation = situation.occupation
    if occupation is not None and (occupation.licence is not None or not occupation.ways_in.work_can_be_shown):
        return
    if situation.skills_from != "named":
        return
    shown = frozenset[str]().union(*situation.evidence_skills)
    asked = terms_in((*situation.gap, *situation.required, *situation.preferred))
    unproven = next((term for term in asked if term.matched and term.skill not in shown), None)
    if unproven is not None:
        # Called as where the learner is asked for something to show, so that both are one profile to be decided.
        piece = Evidence(kind=EvidenceKind.PROJECT, title=str(say("answer.evidence_title")), skills=(unproven.words,))
        profile = situation.profile
        yield Change(
            lever=Lever.EVIDENCE,
            words=say("change.project", skill=unproven.shown),
            profile=replace(profile, evidence=(*profile.evidence, piece)),
        )


def _hours(situation: Situation, candidates: Iterable[Judged]) -> Iterator[Change]:
    now, left = situation.profile.hours_per_week, situation.days_left
    if now is None or left is None:
        return
    enough = {least for one in candidates if (least := _least_hours(one.credential, now, left)) is not None}
    for hours in sorted(enough)[:MOST_STEPS]:
        yield Change(
            lever=Lever.HOURS,
            words=say("change.hours", count=hours, now=now),
            profile=replace(situation.profile, hours_per_week=hours),
        )


def _least_hours(credential: Credential, now: int, left: int) -> int | None:
    """Return the fewest hours a week, more than `now`, that finish `credential` in `left` days.

    None where those that can be asked for do not suffice, or where it is in time already.
    """
    for hours in range(now + 1, min(FULL_WEEK, max(2 * now, HOURS_TO_FIND)) + 1):
        days = days_needed(credential, hours)
        if days is not None and days <= left:
            already = days_needed(credential, now)
            return None if already is not None and already <= left else hours
    return None


def _deadline(situation: Situation, candidates: Iterable[Judged]) -> Iterator[Change]:
    left = situation.days_left
    if left is None:
        return
    latest = left + max(left, DAYS_TO_FIND)
    needed = {days for one in candidates if (days := one.time.sure_days) is not None and left < days <= latest}
    for days in sorted(needed)[:MOST_STEPS]:
        until = day_after(situation.on, days)
        yield Change(
            lever=Lever.DEADLINE,
            words=say("change.deadline", day=until),
            profile=replace(situation.profile, deadline=until),
        )


def _budget(situation: Situation, candidates: Iterable[Judged]) -> Iterator[Change]:
    budget = situation.profile.budget
    if budget is None:
        return
    slacks = (
        (one.credential.cost, budget_slack(budget, one.credential.cost, situation.exchange))
        for one in candidates
        if one.price.price_is_sure == "yes"
    )
    dear = (cost for cost, slack in slacks if cost is not None and slack is not None and slack < 0)
    prices = {_to_be_paid(cost, budget, situation.exchange) for cost in dear}
    # Of somebody with nothing to spend also in currencies that no rate is known of, their own first.
    ordered = sorted(prices, key=lambda cost: (cost.currency != budget.currency, cost.currency, cost.amount))
    for price in ordered[:MOST_STEPS]:
        yield Change(
            lever=Lever.BUDGET,
            words=say("change.budget", price=price, budget=budget)
            if budget.amount
            else say("change.budget_of_nothing", price=price),
            profile=replace(situation.profile, budget=Budget(amount=price.amount, currency=price.currency)),
        )


def _to_be_paid(cost: Cost, budget: Budget, exchange: Exchange) -> Cost:
    """Return the most that a price may come to in the learner's currency; in its own where no rate is known."""
    if cost.currency == budget.currency:
        return replace(cost, amount_from=None)
    found = converted(cost, budget.currency, exchange)
    return Cost(amount=found.at_most, currency=found.currency) if found else replace(cost, amount_from=None)


def _prerequisites(
    situation: Situation, candidates: Iterable[Judged], credentials: Mapping[str, Credential]
) -> Iterator[Change]:
    profile = situation.profile
    own = possessions(situation)
    missing = {
        step
        for one in candidates
        if one.fit.prerequisites == "one_missing" and one.credential.prerequisites is not None
        for step in open_steps(one.credential.prerequisites, credentials, own)
    }
    short = (step for step in missing & credentials.keys() if _may_be_taken(credentials[step], situation, own))
    for step in sorted(short)[:MOST_STEPS]:
        first = HeldCredential(title=credentials[step].title, credential=step)
        yield Change(
            lever=Lever.PREREQUISITE,
            words=_taking(first.title, situation.held.get(step)),
            profile=replace(profile, credentials_held=(*profile.credentials_held, first)),
        )


def _taking(title: str, held: HeldStatus | None) -> Message:
    """Say how somebody comes to hold it: what they held once is renewed, what they began is finished."""
    match held:
        case HeldStatus.EXPIRED:
            return say("change.prerequisite_renewed", title=title)
        case HeldStatus.IN_PROGRESS:
            return say("change.prerequisite_finished", title=title)
    return say("change.prerequisite", title=title)


def _may_be_taken(credential: Credential, situation: Situation, own: Possessions) -> bool:
    """Say whether the learner may set out to hold it: it is open, to them too, and was not revoked."""
    ended = credential.offer_ends is not None and credential.offer_ends < situation.on
    before = credential.prerequisites
    return (
        credential.kind not in _NO_STEP
        and credential.status is CredentialStatus.ACTIVE
        and not ended
        and situation.held.get(credential.id) is not HeldStatus.REVOKED
        and (before is None or shortfall(before, own).missing == 0)
    )

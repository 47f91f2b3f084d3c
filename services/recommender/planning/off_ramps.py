"""What is already worth something if the learner stops on the way?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Stack
from services.recommender.planning.planning import StackPlan
from services.recommender.planning.problem import Act
from services.recommender.planning.search.schedule import ScheduledStep
from services.recommender.planning.search.solving import Found
from services.recommender.scales import HeldStatus
from services.recommender.situation.possessions import possessions
from services.recommender.situation.requirements import shortfall


@dataclass(frozen=True, kw_only=True)
class OffRamp:
    """A day on which a credential comes into hand, and the smaller stacks that are reached with it."""

    timed: ScheduledStep
    credential: str
    stacks: tuple[Stack, ...]
    done: int
    """The steps in hand by then, as bits."""


def off_ramps(plan: StackPlan, found: Found, catalogue: Catalogue) -> tuple[OffRamp, ...]:
    """Return the places where `found` may be left with something in hand, in time; the goal itself is none."""
    held: dict[str, HeldStatus] = dict(possessions(plan.situation).held)
    done, ramps = 0, list[OffRamp]()
    arriving = sorted(found.schedule.steps, key=lambda timed: (timed.in_hand, timed.start, timed.step))
    near = {stack for t in arriving for stack in catalogue.stacks_with(plan.charted.credentials[t.step])}
    reached = {stack for stack in near if _met(stack, plan, held, catalogue)}
    for timed in arriving:
        done |= 1 << timed.step
        if plan.charted.problem.steps[timed.step].act not in {Act.EARN, Act.RENEW}:
            continue
        credential = plan.charted.credentials[timed.step]
        held[credential] = HeldStatus.VALID
        now = [s for s in catalogue.stacks_with(credential) if s not in reached and _met(s, plan, held, catalogue)]
        reached.update(now)
        stacks = tuple(catalogue.stacks[name] for name in now if catalogue.stacks[name] != plan.aim.stack)
        ramps.append(OffRamp(timed=timed, credential=credential, stacks=stacks, done=done))
    return tuple(ramp for ramp in ramps if ramp.done != found.chosen)


def _met(stack: str, plan: StackPlan, held: Mapping[str, HeldStatus], catalogue: Catalogue) -> bool:
    own = replace(possessions(plan.situation), held=held)
    return shortfall(catalogue.stacks[stack].requirement, own).met

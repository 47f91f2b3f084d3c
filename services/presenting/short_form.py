"""What is an endpoint of mode summary told of a recommendation? Who, what is advised, and where to enrol by when.

It holds nothing of the profile but the learner's id, which says whom to enrol.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from services.presenting.summary import Summary, summary_of
from services.recommender.paths import PathKind
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.plan import PlanStep
from services.recommender.wording import formats


class ShortStep(Struct, frozen=True, kw_only=True):
    """A step of the best plan; a day that rests on hours nobody knows is null, and `..._not_before` its earliest."""

    number: Annotated[int, Meta(description="Its place among the steps, from 1.")]
    act: Annotated[Literal["earn", "renew"], Meta(description="Whether it is to be earned, or renewed.")]
    credential: Annotated[str, Meta(description="The credential's id in the catalogue.")]
    title: Annotated[str, Meta(description="The credential's title.")]
    issuer: Annotated[str, Meta(description="Who awards it.")]
    address: Annotated[str, Meta(description="Where to enrol.")]
    starts: Annotated[date | None, Meta(description="When learning begins.")]
    starts_not_before: Annotated[date | None, Meta(description="The earliest that can be, where it is not known.")]
    in_hand: Annotated[date | None, Meta(description="When the credential is in hand.")]
    in_hand_not_before: Annotated[date | None, Meta(description="The earliest that can be, where it is not known.")]


class ShortRecommendation(Struct, frozen=True, kw_only=True):
    """What an endpoint of mode summary is told of a recommendation."""

    learner_id: Annotated[str, Meta(description="The learner, as the profile named it.")]
    path: Annotated[PathKind, Meta(description="The path that is advised, as a code.")]
    summary: Annotated[Summary, Meta(description="What a learner reads first, in whole sentences.")]
    plan: Annotated[list[ShortStep] | None, Meta(description="The best plan's steps; null where no goal was named.")]


def short_form_of(recommendation: Recommendation) -> ShortRecommendation:
    """Return the short form of `recommendation`, its texts by its own locale."""
    with formats.written_in(recommendation.locale):
        summary = summary_of(recommendation)
    plans = recommendation.stack_plan.plans if recommendation.stack_plan else []
    return ShortRecommendation(
        learner_id=recommendation.learner_id,
        path=recommendation.verdict.path,
        summary=summary,
        plan=[_step(step) for step in plans[0].steps] if plans else None,
    )


def _step(step: PlanStep) -> ShortStep:
    return ShortStep(
        number=step.number,
        act=step.act,
        credential=step.credential.id,
        title=step.credential.title,
        issuer=step.credential.issuer,
        address=step.credential.address,
        starts=step.starts,
        starts_not_before=step.starts_not_before,
        in_hand=step.in_hand,
        in_hand_not_before=step.in_hand_not_before,
    )

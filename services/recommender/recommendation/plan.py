"""How is the stack goal reached? Plans with their steps, days and costs."""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from services.recommender.knowledge.credentials.credential import CredentialKind
from services.recommender.recommendation.codes import NoteCode
from services.recommender.recommendation.parts import ConvertedMoney, Money, Reference


class PlanGoal(Struct, frozen=True, kw_only=True):
    """The stack goal; `check` says what to check with the issuer. None where the goal is a single credential."""

    title: str
    stack: str | None
    issuer: str | None
    address: str | None
    check: str | None


class PlanCredential(Struct, frozen=True, kw_only=True):
    """A credential of a plan."""

    id: str
    title: str
    issuer: str
    kind: CredentialKind
    address: str


class SharedFee(Struct, frozen=True, kw_only=True):
    """A fee that several steps share and that is paid once."""

    name: str
    cost: list[Money]


class PlanBreaks(Struct, frozen=True, kw_only=True):
    """By how much a plan is late and over the budget: 0 and nothing where it is not, None where nobody knows."""

    days_late: int | None
    weeks_late: int | None
    over_budget: Money | None
    over_budget_by: list[Money]


class PlanStep(Struct, frozen=True, kw_only=True):
    """A step: learned from `starts` to `learned` in `days`, in hand after `exam_wait_weeks` more.

    `weeks` are the days rounded up for showing; those of several steps are added in days.

    A day is None where it rests on hours that nobody knows; `..._not_before` is then the earliest that it can be.
    """

    number: int
    act: Literal["earn", "renew"]
    credential: PlanCredential
    starts: date | None
    learned: date | None
    in_hand: date | None
    weeks: int | None
    exam_wait_weeks: int
    valid_until: date | None
    start_known: bool
    end_known: bool
    hours: int | None
    cost: Money | None
    shared_fees: list[str]
    revoked: bool
    renewed_later: bool
    starts_not_before: date | None = None
    in_hand_not_before: date | None = None
    days: int | None = None


class OffRamp(Struct, frozen=True, kw_only=True):
    """Where the plan may be left with something in hand: after which step, on which day, for what it cost so far."""

    on: date | None
    on_known: bool
    after_step: int
    credential: PlanCredential
    stacks: list[Reference]
    cost: list[Money]
    on_not_before: date | None = None


#: What a plan is among those shown.
PlanRole = Literal["best", "alternative", "cheapest", "fastest", "between"]


class Plan(Struct, frozen=True, kw_only=True):
    """One way to the goal. `proved` says that no better one exists for its roles.

    `weeks` are the `days` until the goal is reached, rounded up once. `hours` is None where those of a step are not
    known; `hours_at_least` counts the others. Costs are by currency; `cost_converted` is what they come to in the first
    one, where several are paid in and their rates are known. What is not known is named and counts as nothing.
    """

    roles: list[PlanRole]
    proved: bool
    finish: date | None
    weeks: int | None
    dates_known: bool
    hours: int | None
    hours_unknown: list[str]
    cost: list[Money]
    cost_unknown: list[str]
    shared_fees: list[SharedFee]
    breaks: PlanBreaks
    steps: list[PlanStep]
    kept: list[str]
    rests_on: list[str]
    off_ramps: list[OffRamp]
    finish_not_before: date | None = None
    hours_at_least: int | None = None
    cost_converted: ConvertedMoney | None = None
    days: int | None = None


class PlanNote(Struct, frozen=True, kw_only=True):
    """A note beside a plan; `credential` is the id of what it is about."""

    code: NoteCode
    text: str
    credential: str | None


class StackPlan(Struct, frozen=True, kw_only=True):
    """The ways to the stack goal, the best first; `standing` says whether there is one.

    `from` is the day that dates are counted from; `looked_at` how many sets of steps the search looked at.
    """

    goal: PlanGoal
    from_: date = field(name="from")
    deadline: date | None
    budget: Money | None
    hours_per_week: int | None
    standing: str
    sentence: str
    plans: list[Plan]
    counted_as_held: list[PlanCredential]
    notes: list[PlanNote]
    how_it_is_counted: list[str]
    looked_at: int

"""What must be planned for this learner? The stack goal, what is held, and the catalogue, as a planning problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from services.recommender.knowledge.credentials.credential import (
    Choice,
    Credential,
    Credits,
    DegreeHeld,
    ExperienceYears,
    Holding,
    Requirement,
)
from services.recommender.knowledge.credentials.degrees import DEGREES, WEEKS, degree_id
from services.recommender.planning.currencies import currencies_said, worth_in
from services.recommender.planning.notes import Note
from services.recommender.planning.offers import current_offer, is_offered
from services.recommender.planning.problem import Act, Done, Need, Problem, Threshold, WaitUntil
from services.recommender.planning.step_builder import Chart, Draft, days_of
from services.recommender.recommendation.codes import NoteCode
from services.recommender.scales import EducationLevel, HeldStatus
from services.recommender.situation.credentials.held_documents import degree_under_way
from services.recommender.situation.measures.durations import MONTHS_A_YEAR, months_later
from services.recommender.situation.possessions import possessions
from services.recommender.situation.requirements import Possessions, shortfall
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import say

#: A need that nothing meets.
NEVER = Threshold(least=1, parts=())

#: A need that is met already.
MET = WaitUntil(day=0)


@dataclass(frozen=True, kw_only=True)
class PlanInput:
    """A planning problem and what its steps stand for: `credentials` has the id of each step's credential, or "".

    `assumed` says what an assumed step takes for granted, and is "" for others.
    """

    problem: Problem
    credentials: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[Note, ...]
    lasting: frozenset[str]
    """The held credentials that count and need nothing done."""


def chart(situation: Situation, requirement: Requirement, catalogue: Mapping[str, Credential]) -> PlanInput:
    """Return the problem of reaching `requirement` from where the learner stands."""
    builder = _Builder(situation, catalogue, possessions(situation))
    goal = builder.need(requirement)
    builder.finish()
    chart, budget = builder.chart, situation.profile.budget
    currencies = chart.currencies(budget.currency if budget else None)
    rates = tuple(worth_in(currencies[0], currency, situation.exchange) for currency in currencies[1:])
    if len(currencies) > 1:
        builder.note(NoteCode.CURRENCIES_DIFFER, currencies_said(currencies, rates, situation.exchange))
    problem = Problem(
        steps=chart.steps(currencies),
        goal=goal,
        currencies=currencies,
        fees=chart.fees(currencies),
        deadline=situation.days_left,
        budget=budget.amount if budget else None,
        rates=rates,
    )
    return PlanInput(
        problem=problem,
        credentials=tuple(draft.credential for draft in chart.drafts),
        assumed=tuple(draft.text for draft in chart.drafts),
        notes=tuple(dict.fromkeys((*builder.notes, *chart.notes))),
        lasting=frozenset(builder.lasting),
    )


@dataclass
class _Builder:
    situation: Situation
    catalogue: Mapping[str, Credential]
    own: Possessions
    chart: Chart = field(default_factory=Chart)
    notes: list[Note] = field(default_factory=list)
    lasting: set[str] = field(default_factory=set)
    waiting: list[tuple[int, Requirement]] = field(default_factory=list)

    def note(self, code: NoteCode, text: str, credential: str | None = None) -> None:
        """Say something about the problem."""
        self.notes.append(Note(code=code, text=text, credential=credential))

    def finish(self) -> None:
        """Work out what the steps need, and what those steps need in turn."""
        while self.waiting:
            step, requirement = self.waiting.pop(0)
            self.chart.drafts[step] = replace(self.chart.drafts[step], needs=self.need(requirement))

    def need(self, requirement: Requirement) -> Need:
        """Return `requirement` as a need over steps; steps that it names are put on the chart."""
        match requirement:
            case Holding(credential=credential):
                return self._holding(credential)
            case ExperienceYears(years=years):
                return self._experience(years)
            case DegreeHeld(level=level):
                return self._degree(level)
            case Credits():
                return self._credits(requirement)
            case Choice(needed=needed, of=parts):
                return Threshold(least=needed, parts=tuple((1, self.need(part)) for part in parts))

    def _holding(self, credential: str) -> Need:
        held = self.situation.held
        if held.get(credential) is HeldStatus.VALID:
            return self._held(credential)
        current = self._current(credential)
        if current is None:
            return NEVER
        if held.get(current.id) is HeldStatus.VALID:
            return self._held(current.id)
        earned = Done(step=self._earning(current))
        if held.get(current.id) is not HeldStatus.REVOKED:
            return earned
        text = say("plan_note.revoked", title=current.title, issuer=current.issuer.name)
        allowed = self._assumed(f"allowed:{current.id}", NoteCode.REVOKED, text)
        return Threshold(least=2, parts=((1, allowed), (1, earned)))

    def _held(self, credential: str) -> Need:
        """Return the need of something valid today: it is kept while it lasts, or renewed before what builds on it."""
        until = self.situation.held_until.get(credential)
        if until is None:
            self.lasting.add(credential)
            return MET
        place = self.chart.place_of(f"keep:{credential}")
        if place is None:
            left = (until - self.situation.on).days
            draft = Draft(name=f"keep:{credential}", act=Act.KEEP, credential=credential, until=left)
            place = self.chart.add(draft)
            current = self._current(credential)
            if current is not None:
                self._renewal(f"renew:{credential}", current, needs=None)
        renewal = self.chart.place_of(f"renew:{credential}")
        parts: tuple[tuple[int, Need], ...] = ((1, Done(step=place)),)
        if renewal is not None:
            parts = (*parts, (1, Done(step=renewal)))
        return Threshold(least=1, parts=parts)

    def _earning(self, credential: Credential) -> int:
        """Return the step in which `credential` is earned, or brought to life again if it has expired."""
        if (place := self.chart.place_of(credential.id)) is not None:
            return place
        status = self.situation.held.get(credential.id)
        if status is HeldStatus.EXPIRED:
            return self._renewal(credential.id, credential, needs=None)
        days, unknown = self._days(credential)
        place = self.chart.add(
            Draft(name=credential.id, credential=credential.id, days=days, days_unknown=unknown).priced(credential)
        )
        if status is HeldStatus.IN_PROGRESS:
            text = say("plan_note.in_progress_counted_whole", title=credential.title)
            self.note(NoteCode.IN_PROGRESS_COUNTED_WHOLE, text, credential.id)
        elif credential.prerequisites is not None:
            self.waiting.append((place, credential.prerequisites))
        if credential.offer_ends is not None:
            text = say("plan_note.offer_ends", title=credential.title, day=credential.offer_ends)
            self.note(NoteCode.OFFER_ENDS, text, credential.id)
        if credential.validity_months is not None:
            self._renewal(f"again:{credential.id}", credential, needs=Done(step=place), renews=place)
        return place

    def _renewal(self, name: str, credential: Credential, *, needs: Need | None, renews: int | None = None) -> int:
        days, unknown = self._days(credential)
        draft = Draft(
            name=name,
            act=Act.RENEW,
            credential=credential.id,
            needs=needs,
            days=days,
            days_unknown=unknown,
            renews=renews,
        )
        return self.chart.add(draft.priced(credential))

    def _days(self, credential: Credential) -> tuple[int, bool]:
        return days_of(credential, self.situation.profile.hours_per_week)

    def _current(self, credential: str) -> Credential | None:
        current, notes = current_offer(credential, self.catalogue, self.situation.on)
        self.notes.extend(notes)
        return current

    def _experience(self, years: int) -> Need:
        have = self.situation.profile.experience.years_in_field
        if have is None:
            text = say("plan_note.experience_unknown", count=years)
            return self._assumed(f"experience:{years}", NoteCode.EXPERIENCE_UNKNOWN, text)
        if have >= years:
            return MET
        comes = months_later(self.situation.on, (years - have) * MONTHS_A_YEAR)
        self.note(NoteCode.EXPERIENCE_COMES, say("plan_note.experience_comes", count=years, day=comes))
        return WaitUntil(day=(comes - self.situation.on).days)

    def _degree(self, level: EducationLevel) -> Need:
        """Return the need of a degree: held, under way with a year in which it ends, or to be studied for."""
        gap = shortfall(DegreeHeld(level=level), self.own)
        title = DEGREES[degree_id(level)].title
        if gap.met:
            return MET
        if gap.unjudged:
            text = say("plan_note.education_unknown", title=title)
            return self._assumed(degree_id(level), NoteCode.EDUCATION_UNKNOWN, text)
        ends = degree_under_way(self.situation.profile, self.situation.on, level)
        if ends is not None:
            self.note(NoteCode.DEGREE_COMES, say("plan_note.degree_comes", title=title, day=ends))
            return WaitUntil(day=(ends - self.situation.on).days)
        before = max((WEEKS[one] for one in WEEKS if self.own.has(degree_id(one))), default=0)
        return Done(step=self._earning(replace(DEGREES[degree_id(level)], weeks_minimum=WEEKS[level] - before)))

    def _credits(self, wanted: Credits) -> Need:
        """Return the need for academic credits: collected from credentials that are known to give them."""
        toward = wanted.toward.casefold()
        sources = [
            (known.credits, self._holding(known.id))
            for known in self.catalogue.values()
            if known.credits and (known.credits_toward or "").casefold() == toward and self._offered(known)
        ]
        known_credits = sum(credits_ for credits_, _ in sources)
        if known_credits < wanted.credits:
            title = self._title(wanted.toward)
            text = say("plan_note.credits_unknown", count=wanted.credits, title=title, known=known_credits)
            return self._assumed(f"credits:{wanted.credits}:{toward}", NoteCode.CREDITS_UNKNOWN, text)
        return Threshold(least=wanted.credits, parts=tuple(sources))

    def _offered(self, known: Credential) -> bool:
        return is_offered(known, self.situation.on) or self.situation.held.get(known.id) is HeldStatus.VALID

    def _title(self, name: str) -> str:
        return self.catalogue[name].title if name in self.catalogue else name

    def _assumed(self, name: str, code: NoteCode, text: str) -> Need:
        """Return a step that costs nothing and is counted as unknown, so that a certain way goes before it."""
        place = self.chart.place_of(name)
        if place is None:
            self.note(code, text)
            place = self.chart.add(Draft(name=name, act=Act.ASSUME, days_unknown=True, cost_unknown=True, text=text))
        return Done(step=place)

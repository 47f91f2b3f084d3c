"""What does a learner have to know first? The answer on one page or screen, taken from the recommendation once.

Page and terminal show it, and whoever sends the short form of a recommendation sends it. All texts are whole sentences
or labels in words, so that no reader has to know a code.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import assert_never

from msgspec import Struct

from services.presenting.descriptions import near_of
from services.presenting.summary_facts import Limits, SummaryFact, facts_of
from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.codes import CountsAs, Role, VerdictStanding
from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.judgement import CandidateChange, Item, NextStep, VerdictChange
from services.recommender.recommendation.parts import Remark
from services.recommender.recommendation.reading import SkillsReading
from services.recommender.wording import formats
from services.recommender.wording.messages import capital, say, word

#: The most credentials, changes, notes and questions that a summary shows: what fits a page beside the rest.
MOST_ITEMS, MOST_CHANGES, MOST_NOTES, MOST_QUESTIONS = 3, 3, 3, 2

#: So many skills of a credential are named; more are counted.
MOST_SKILLS = 4

#: So many credentials held or skills missing are named in the next step.
MOST_NAMED = 2

#: Cautions that say how well the field is known, not what the learner has to heed.
ABOUT_OUR_DATA = frozenset(
    {
        "culture_is_imputed",
        "culture_is_unknown",
        "declared_differs_from_measured",
        "survey_is_old",
        "survey_is_split",
    }
)

#: Questions whose answer may close the door to a credential.
ABOUT_ENTRY = frozenset({"can_the_requirement_be_waived", "do_you_meet_its_requirements"})

#: Questions that ask for a fact of a summary.
ABOUT_FACTS = {
    "does_your_employer_recognise_it": "recognised_by",
    "how_long_does_it_take": "time",
    "what_does_it_cost_in_all": "cost",
    "who_recognises_it": "recognised_by",
}


class SummaryItem(Struct, frozen=True, kw_only=True):
    """A credential to look at: what it is, what it closes, and the one question to `ask` before enrolling.

    `credential` is its id in the catalogue, `address` where to enrol. `facts` say when, for how much, what it requires
    and who recognises it.
    """

    rank: int
    credential: str
    title: str
    address: str
    what: str
    closes: str | None
    begins: str | None
    near: list[str]
    facts: list[SummaryFact]
    ask: str | None


class Summary(Struct, frozen=True, kw_only=True):
    """The answer in short: the verdict and why, at most three credentials, the next step, what would change it.

    `are_on_route` is whether the credentials are what the verdict advises; else they only stand beside it. `more_items`
    counts those of the full report that are not among them. `plan` says how the goal is reached where one was named.
    `usual_steps` are what people in this situation usually do next; `questions` are about the learner's aim, not about
    a credential.
    """

    verdict: str
    standing: VerdictStanding
    why: str | None
    items: list[SummaryItem]
    are_on_route: bool
    more_items: int
    next_step: str
    usual_steps: list[NextStep]
    plan: str | None
    changes: list[str]
    notes: list[str]
    questions: list[str]


def summary_of(recommendation: Recommendation) -> Summary:
    """Return what a learner reads first of `recommendation`."""
    shown = _items_shown(recommendation.items)
    first = _to_enrol_in(recommendation, shown)
    first_step = _next_step(recommendation, first)
    return Summary(
        verdict=recommendation.verdict.sentence,
        standing=recommendation.verdict.standing,
        why=_why(recommendation),
        items=_summarised(shown, Limits.of(recommendation), recommendation.skills),
        are_on_route=_are_advised(recommendation, shown),
        more_items=len(recommendation.items) - len(shown),
        next_step=first_step,
        # The first of them is the next step, told of the credential to enrol in where there is one.
        usual_steps=recommendation.next_steps[1:]
        if first is not None
        else [step for step in recommendation.next_steps if step.text != first_step],
        plan=recommendation.stack_plan.sentence if recommendation.stack_plan else None,
        changes=_changes(recommendation)[:MOST_CHANGES],
        notes=[remark.text for remark in sorted(recommendation.cautions, key=_is_about_our_data)][:MOST_NOTES],
        questions=[remark.text for remark in recommendation.questions][:MOST_QUESTIONS],
    )


def _are_advised(recommendation: Recommendation, shown: Sequence[Item]) -> bool:
    """Tell whether the credentials are what the verdict advises: of its kind, or required by the posting by name."""
    if PATHS[recommendation.verdict.path].spares_one:
        return any(item.facts.get("fit.asked_for_by_name") == "required" for item in shown)
    return any(item.role is Role.ROUTE for item in shown)


def _changes(recommendation: Recommendation) -> list[str]:
    """Return what would change the answer, without what is asked for: the question says what its answers change."""
    asked = {question.code for question in recommendation.worth_asking}
    changes = recommendation.counterfactuals
    every: Iterator[VerdictChange | CandidateChange] = chain(changes.verdict, changes.candidates)
    return [change.sentence for change in every if change.lever not in asked]


def _is_about_our_data(caution: Remark) -> bool:
    """Tell whether a caution is about what we know of the field; such come behind those about the learner."""
    return caution.code in ABOUT_OUR_DATA


def _items_shown(items: Sequence[Item]) -> list[Item]:
    """Return the first ones, best first, but before them what the verdict tells to start with, where it is another."""
    start = next((item for item in items if item.role is Role.ROUTE), None)
    first = [] if start is None else [start]
    return [*first, *(item for item in items if item is not start)][:MOST_ITEMS]


def _summarised(items: Sequence[Item], limits: Limits, skills: SkillsReading) -> list[SummaryItem]:
    """Return the items; each asks the most urgent thing that none before it asks, where it can."""
    asked: set[str] = set()
    found: list[SummaryItem] = []
    for item in items:
        credential, facts = item.credential, facts_of(item, limits)
        unknown = {fact.name for fact in facts if not fact.known}
        questions = [remark.text for remark in sorted(item.questions, key=partial(_urgency, unknown=unknown))]
        ask = next((text for text in questions if text not in asked), questions[0] if questions else None)
        asked |= {ask} if ask else set()
        found.append(
            SummaryItem(
                rank=item.rank,
                credential=credential.id,
                title=credential.title,
                address=credential.address,
                what=say("summary.issued_by", kind=capital(word(credential.kind)), issuer=credential.issuer),
                closes=_few([skills.told(name, item.teaches) for name in item.closes]) if item.closes else None,
                begins=_few([skills.told(name, item.teaches) for name in item.begins]) if item.begins else None,
                near=[str(sentence) for sentence in near_of(item, skills)],
                facts=facts,
                ask=ask,
            )
        )
    return found


def _urgency(question: Remark, unknown: Collection[str]) -> int:
    """Return the place of a question: what may close the door first, then what we do not know, then the rest."""
    if question.code in ABOUT_ENTRY:
        return 0
    return 1 if ABOUT_FACTS.get(question.code) in unknown else 2


def _why(recommendation: Recommendation) -> str | None:
    """Return what speaks most for the path that is advised; None where no rule does."""
    advised = next(path for path in recommendation.paths if path.path is recommendation.verdict.path)
    reasons = [reason for reason in advised.contributions if reason.points > 0]
    return max(reasons, key=lambda reason: reason.points).because if reasons else None


def _to_enrol_in(recommendation: Recommendation, shown: Sequence[Item]) -> Item | None:
    """Return the credential that the next step is about: the first that is advised, unless a step comes before it."""
    first = next((item for item in shown if item.role is Role.ROUTE), None)
    steps = recommendation.next_steps
    if first is not None and steps and steps[0].address != first.credential.address:
        return None
    return first


def _next_step(recommendation: Recommendation, first: Item | None) -> str:
    """Return what to do now: with the `first` credential where one is to be enrolled in, else as the path asks."""
    if first is not None:
        title = first.credential.title
        if first.questions:
            return say("next_step.read_and_ask", title=title)
        return say("next_step.read_and_enrol", title=title)
    if recommendation.next_steps:
        return recommendation.next_steps[0].text
    path = recommendation.verdict.path
    match path:
        case PathKind.MICRO_CREDENTIAL | PathKind.PROFESSIONAL_CERTIFICATE | PathKind.CERTIFICATION:
            return say("next_step.credential")
        case PathKind.NOTHING_NEEDED:
            held = [one.title for one in recommendation.held if one.counts_as is CountsAs.VALID][:MOST_NAMED]
            return say("next_step.nothing_needed_held", held=held) if held else say("next_step.nothing_needed")
        case PathKind.LICENCE:
            return say("next_step.licence")
        case PathKind.DEGREE:
            return say("next_step.degree")
        case PathKind.PORTFOLIO | PathKind.APPRENTICESHIP:
            skills = [*map(recommendation.skills.told, recommendation.skills.required[:MOST_NAMED])]
            return say("next_step.portfolio_skills", skills=skills) if skills else say("next_step.portfolio")
    assert_never(path)


def _few(skills: Sequence[str]) -> str:
    """Return the skills as one list, those beyond the first few as a count."""
    if len(skills) <= MOST_SKILLS:
        return formats.listed(skills)
    few = formats.listed(skills[:MOST_SKILLS])
    return say("summary.skills_and_more", skills=few, count=len(skills) - MOST_SKILLS)

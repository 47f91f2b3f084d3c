"""Are the right questions asked, and how far do their answers lead? What a learner said is hidden, asked, and answered.

The truth is the learner's own profile. Nothing is invented: who did not say something passes the question.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from services.intake.answers import with_answers
from services.intake.problems import ProfileRejected
from services.recommender.recommendation.asking import WorthAsking
from services.recommender.recommendation.document import read_recommendation
from services.recommender.scales import QuestionCode
from tests.cases.answering import Answer, Product
from tests.cases.judging import LearnerJudged, answer_of, judge_answer
from tests.cases.reading import Learner

#: Where each question's answer stands in a profile. A licence is never hidden: it stands among other credentials.
MEMBERS: Mapping[QuestionCode, tuple[str, ...]] = {
    QuestionCode.POSTING: ("target_role/required_skills", "target_role/preferred_skills"),
    QuestionCode.EDUCATION: ("education",),
    QuestionCode.YEARS_IN_FIELD: ("experience/years_in_field",),
    QuestionCode.EVIDENCE: ("evidence",),
    QuestionCode.BUDGET: ("budget",),
    QuestionCode.HOURS_PER_WEEK: ("hours_per_week",),
    QuestionCode.DEADLINE: ("deadline",),
}

#: The levels of education, so that the highest one can be answered.
_LEVELS = ("none", "secondary", "postsecondary_certificate", "associate", "bachelor", "master", "doctorate")


@dataclass(frozen=True, kw_only=True)
class HiddenAlone:
    """One member hidden from one learner: whether the answer was another without it, and what asking did about it."""

    learner: str
    code: QuestionCode
    mattered: bool
    place_asked: int | None
    restored: bool


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """One learner with all of it hidden, after one and two rounds of answers, and with everything told."""

    rounds: tuple[LearnerJudged, ...]
    answers: int


def said_members(profile: Mapping[str, Any]) -> Iterator[QuestionCode]:
    """Yield the questions that the profile answers by itself."""
    yield from (code for code, places in MEMBERS.items() if any(_at(profile, place) for place in places))


def hidden(learner: Learner, codes: Iterable[QuestionCode]) -> Learner:
    """Return the learner as if these questions were not answered."""
    profile = deepcopy(dict(learner.profile or {}))
    for code in codes:
        for place in MEMBERS[code]:
            *way, last = place.split("/")
            part = profile
            for name in way:
                part = part.get(name) or {}
            part.pop(last, None)
    return replace(learner, profile=profile)


def _at(profile: Mapping[str, Any], place: str) -> Any:
    part: Any = profile
    for name in place.split("/"):
        part = (part or {}).get(name)
    return part


def true_answer(question: WorthAsking, truth: Mapping[str, Any]) -> tuple[Any] | None:
    """Return what the learner would answer, alone in a tuple; None where their profile does not say."""
    match question.code:
        case QuestionCode.LICENCE:
            return None
        case QuestionCode.SKILL_LEVEL:
            return None
        case QuestionCode.POSTING:
            return _or_none(_at(truth, "target_role/required_skills") or _at(truth, "target_role/preferred_skills"))
        case QuestionCode.EDUCATION:
            levels = [one["level"] for one in truth.get("education", ()) if one["level"] in _LEVELS]
            return _or_none(max(levels, key=_LEVELS.index, default=None))
        case QuestionCode.EVIDENCE:
            return _shown(question, truth)
        case code:
            return _or_none(_at(truth, MEMBERS[code][0]))


def _or_none(value: Any) -> tuple[Any] | None:
    return None if value is None else (value,)


def _shown(question: WorthAsking, truth: Mapping[str, Any]) -> tuple[Any] | None:
    """Return the choice that the learner's own pieces show: all of the skills asked about, one of them, or none."""
    shown = {skill.casefold() for piece in truth.get("evidence", ()) for skill in piece.get("skills", ())}
    skills = [choice.code for choice in question.choices if choice.code not in {"all", "no"}]
    known = [skill for skill in skills if skill.casefold() in shown]
    if len(skills) > 1 and known == skills:
        return ("all",)
    return (known[0],) if known else ("no",)


def answered(answer: Answer, truth: Mapping[str, Any], product: Product) -> tuple[Answer, int]:
    """Answer what is asked as the learner would; return the new answer, and how many were given."""
    if answer.document is None:
        return answer, 0
    made = read_recommendation(answer.document)
    given = {question.code.value: true_answer(question, truth) for question in made.worth_asking}
    answers = {code: found[0] for code, found in given.items() if found is not None}
    if not answers:
        return answer, 0
    try:
        return product.answer_kept(with_answers(made.profile, made.worth_asking, _plain(answers))), len(answers)
    except ProfileRejected:
        return answer, 0


def _plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return days as they are sent."""
    return {code: value.isoformat() if hasattr(value, "isoformat") else value for code, value in answers.items()}


def in_rounds(learner: Learner, product: Product, rounds: int = 2) -> Rounds:
    """Hide all that was said, and answer what is asked, round by round; the last judgement is with everything told."""
    truth = learner.profile or {}
    answer = answer_of(hidden(learner, said_members(truth)), product)
    judged, given = [judge_answer(learner, answer)], 0
    for _ in range(rounds):
        answer, count = answered(answer, truth, product)
        given += count
        judged.append(judge_answer(learner, answer))
    judged.append(judge_answer(learner, answer_of(learner, product)))
    return Rounds(rounds=tuple(judged), answers=given)


def hidden_alone(learner: Learner, product: Product) -> Iterator[HiddenAlone]:
    """Hide each member that was said, alone, and see whether just that is asked and what its answer restores."""
    truth = learner.profile or {}
    told = _looked_at_first(answer_of(learner, product))
    for code in said_members(truth):
        without = answer_of(hidden(learner, [code]), product)
        if without.document is None or told is None:
            continue
        codes = [question["code"] for question in without.document["worth_asking"]]
        mattered = _looked_at_first(without) != told
        # Answering costs as much again, and says nothing where nothing was lost.
        after = answered(without, truth, product)[0] if mattered and code in codes else without
        yield HiddenAlone(
            learner=learner.id,
            code=code,
            mattered=mattered,
            place_asked=codes.index(code) + 1 if code in codes else None,
            restored=_looked_at_first(after) == told,
        )


def _looked_at_first(answer: Answer) -> tuple[Any, ...] | None:
    if answer.document is None:
        return None
    items = answer.document["items"][:1]
    return answer.document["verdict"]["path"], *(item["credential"]["id"] for item in items)


def report(learners: Sequence[Learner], product: Product) -> Iterator[str]:
    """Yield, line by line, how the figures rise with answers and whether the question that mattered was asked."""
    asked = [learner for learner in learners if learner.profile is not None]
    rounds = [in_rounds(learner, product) for learner in asked]
    headings = ("left unsaid", "after one round", "after two rounds", "all told")
    yield f"\n{'with answers':24}{'verdict':>10}{'first three':>13}   ({len(asked)} learners with a profile)"
    for place, heading in enumerate(headings):
        judged = [one.rounds[place] for one in rounds]
        firsts = [one for one in judged if one.first_agrees is not None]
        yield (
            f"{heading:24}{f'{sum(one.agrees for one in judged)} of {len(judged)}':>10}"
            f"{f'{sum(bool(one.first_agrees) for one in firsts)} of {len(firsts)}':>13}"
        )
    yield f"{'answers given':24}{sum(one.answers for one in rounds):>10}"
    alone = [one for learner in asked for one in hidden_alone(learner, product)]
    mattered = [one for one in alone if one.mattered]
    put = [one for one in mattered if one.place_asked is not None]
    yield (
        f"one member hidden       {len(alone)} times; another answer without it: {len(mattered)}; of these asked for: "
        f"{len(put)} (first: {sum(one.place_asked == 1 for one in put)}), the answer as before: "
        f"{sum(one.restored for one in put)}"
    )
    idle = [one for one in alone if not one.mattered]
    yield (
        f"{'':24}the same answer without it: {len(idle)}; of these asked for all the same: "
        f"{sum(one.place_asked is not None for one in idle)}"
    )

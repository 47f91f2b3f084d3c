"""How far do the answers agree with the cases? Each case judged by itself, as the page beside the cases counts it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.cases.answering import Answer, Product
from tests.cases.reading import FileCase, Learner, Pair, merge_patch
from tests.cases.relations import holds, like, shown_names, texts

#: Members in which `never` may stand: what was left out, and the learner's own words.
NOT_LOOKED_AT = ("profile", "provenance", "left_out", "beyond_shortlist", "held", "skills")


@dataclass(frozen=True, kw_only=True)
class LearnerJudged:
    """What came of a learner. None: not asked of this one."""

    learner: Learner
    title: str
    verdict: str
    agrees: bool
    first: tuple[str, ...]
    first_agrees: bool | None
    never: tuple[str, ...]


def judge_learner(learner: Learner, product: Product) -> LearnerJudged:
    """Answer a learner, and judge the answer."""
    title = _title(product.answer_learner(learner), learner.expect.get("occupation_any_of", ()))
    return judge_answer(learner, answer_of(learner, product), title)


def answer_of(learner: Learner, product: Product) -> Answer:
    """Answer a learner; where the title is asked back, put the question again with the code that was meant."""
    answer = product.answer_learner(learner)
    wanted = learner.expect.get("occupation_any_of", ())
    if answer.asked_back and wanted and "refused" not in learner.expect["verdict_any_of"]:
        return product.answer_learner(learner, wanted[0])
    return answer


def judge_answer(learner: Learner, answer: Answer, title: str = "none") -> LearnerJudged:
    """Judge what was answered to a learner."""
    expect = learner.expect
    verdict = "refused" if answer.document is None else answer.document["verdict"]["path"]
    first = () if answer.document is None else tuple(shown_names(answer)[:3])
    return LearnerJudged(
        learner=learner,
        title=title,
        verdict=verdict,
        agrees=_agrees(answer, verdict, expect),
        first=first,
        first_agrees=_first_agrees(answer, verdict, first, expect),
        never=tuple(_violated(answer, expect.get("never", ()))),
    )


def _title(answer: Answer, wanted: tuple[str, ...]) -> str:
    if answer.asked_back:
        return "asked back"
    if answer.document is None or not wanted:
        return "none"
    return "right" if answer.document["field"]["occupation"] in wanted else "wrong"


def _agrees(answer: Answer, verdict: str, expect: Mapping[str, Any]) -> bool:
    if verdict not in expect["verdict_any_of"]:
        return False
    words = expect.get("refusal_says_any_of", ())
    return verdict != "refused" or not words or any(like(word, answer.refusal) for word in words)


def _first_agrees(answer: Answer, verdict: str, first: tuple[str, ...], expect: Mapping[str, Any]) -> bool | None:
    wanted = expect.get("first_three_any_of")
    if not wanted:
        return None
    named = list(first)
    if verdict == "licence" and answer.document is not None:
        named = [str(answer.document["field"]["licence"] or ""), *named]
    return any(like(pattern, name) for pattern in wanted for name in named[:3])


def _violated(answer: Answer, never: tuple[Any, ...]) -> Iterator[str]:
    if answer.document is None:
        return
    items = shown_names(answer)
    said = [*texts(answer, without=NOT_LOOKED_AT), *items]
    for one in never:
        pattern = one["item"] if isinstance(one, Mapping) else one
        places = items if isinstance(one, Mapping) else said
        if any(like(pattern, text) for text in places):
            yield pattern


def judge_pair(pair: Pair, product: Product) -> tuple[str, ...]:
    """Return the relations of the pair that do not hold; none where the law holds."""
    if pair.titles:
        return tuple(_mistaken(pair, product))
    asked = product.over(pair.items, alone=pair.alone)
    answers = {"base": asked.answer(pair.base)}
    if pair.change is not None:
        answers["after"] = asked.answer(merge_patch(pair.base, pair.change))
    return tuple(relation for relation in pair.relations if not holds(relation, answers))


def _mistaken(pair: Pair, product: Product) -> Iterator[str]:
    for one in pair.titles:
        there = {"country": one["country"][:2]}
        asked = {"learner_id": "case", "field": {"occupation": one["title"]}, "goal": "fill_skill_gap", **there}
        answer = product.answer(asked)
        if _title(answer, tuple(one["means_any_of"])) == "wrong" and answer.document is not None:
            yield f"{one['title']} is taken for {answer.document['field']['occupation']}"


def judge_file(case: FileCase, product: Product) -> tuple[str, ...]:
    """Return the checks of the file that do not hold; none where it was read rightly."""
    read = {"base": product.read_file(case)}
    return tuple(check for check in case.checks if not holds(check, read))

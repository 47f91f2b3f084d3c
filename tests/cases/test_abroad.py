"""What advisers of twenty-two countries would say to 472 learners of theirs: written down before anybody asked the product.

Each line of abroad/learners.jsonl has a profile as people there write it, the verdicts that an adviser would accept,
what they name first, the authority that has to be named, and what must never be said. What is known not to agree
stands in `falls_short`. A third of the learners is asked at a desk, all of them in a thorough run.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.builders.thoroughness import examples
from tests.cases.answering import Answer, Product
from tests.cases.judging import NOT_LOOKED_AT
from tests.cases.relations import shown_names, texts

LEARNERS = [
    json.loads(line)
    for line in (Path(__file__).parent / "abroad" / "learners.jsonl").read_text(encoding="utf-8").splitlines()
]

#: So many learners apart are those asked: every third one at a desk, so that all countries come up.
APART = examples(3, 1, 1)

#: American bodies, examinations and papers, which help nobody elsewhere.
AMERICAN = (
    r"\b[Ss]tate board|ANCC|\bHRCI\b|\bOSHA\b|AICPA|NASBA|\bCDL\b|EPA 608|FMCSA|\bDMV\b|Department of Motor Vehicles|"
    r"Child Development Associate|Praxis\b(?! (?:und|oder))|PayrollOrg|United States(?! and Canada)|California|Texas\b|ServSafe|AHIMA|community college|"
    r"\bNCCER\b|\bGED\b|U\.S\."
)


#: Members that are no advice; the studies that rules rest on are mostly American, and say so.
NOT_ADVICE = (*NOT_LOOKED_AT, "rests_on")


@pytest.fixture(scope="module")
def product() -> Product:
    return Product()


@pytest.mark.parametrize("learner", LEARNERS[::APART], ids=[one["profile"]["learner_id"] for one in LEARNERS[::APART]])
def test_an_adviser_of_the_country_would_agree(learner: Mapping[str, Any], product: Product) -> None:
    wrong = set(_disagrees(product.answer(learner["profile"]), learner["expect"], product, learner["profile"]))
    assert wrong <= set(learner.get("falls_short", ()))


def _disagrees(
    answer: Answer, expect: Mapping[str, Any], product: Product, profile: Mapping[str, Any]
) -> Iterator[str]:
    if answer.asked_back and answer.candidates:
        answer = _answered_back(answer, expect, product, profile)
    if answer.document is None:
        yield "answered"
        return
    said = list(texts(answer, without=NOT_ADVICE))
    field, verdict = answer.document["field"], answer.document["verdict"]["path"]
    first = [str(field["licence"] or "")] if verdict == "licence" else []
    if not re.search(expect["title"], field["title"]):
        yield "title"
    if verdict not in expect["verdict"]:
        yield "verdict"
    if not any(re.search(expect["first"], name, re.IGNORECASE) for name in (*first, *shown_names(answer))[:3]):
        yield "first"
    if "authority" in expect and not any(re.search(expect["authority"], one, re.IGNORECASE) for one in said):
        yield "authority"
    yield from (f"never: {one}" for one in said for never in expect.get("never", ()) if re.search(never, one))
    yield from (f"American: {one}" for one in said if re.search(AMERICAN, one))


def _answered_back(answer: Answer, expect: Mapping[str, Any], product: Product, profile: Mapping[str, Any]) -> Answer:
    """Put the question again with the occupation that was meant, where it was among those offered."""
    titles = {one.code: one.title for one in product.advisor.knowledge.occupations}
    meant = [code for code in answer.candidates if re.search(expect["title"], titles[code])]
    return product.answer({**profile, "field": {"occupation": meant[0]}}) if meant else answer

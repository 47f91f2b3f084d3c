"""Does a law hold between answers? Relations are a closed set of comparisons over what the answers say."""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from services.recommender.decision.facts.vocabulary import VOCABULARY
from tests.cases.answering import Answer, Reading

_COMPARE: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}


def holds(relation: str, answers: Mapping[str, Answer | Reading]) -> bool:
    """Whether `relation` is true of the answers named in it; one about a recommendation that was refused is not."""
    try:
        return bool(_value(ast.parse(relation, mode="eval").body, answers))
    except _NotSaid:
        return False


class _NotSaid(Exception):
    """The relation asks for something that the answer does not have, as every question to a refusal does."""


def _value(node: ast.expr, answers: Mapping[str, Any]) -> Any:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_true(value, answers) for value in values)
        case ast.BoolOp(values=values):
            return any(_true(value, answers) for value in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, answers)
        case ast.Compare(left=left, ops=ops, comparators=others):
            values = [_value(left, answers), *(_value(other, answers) for other in others)]
            return all(_COMPARE[type(op)](a, b) for op, a, b in zip(ops, values, values[1:], strict=False))
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=which), *rest]):
            arguments = [answers[a.id] if isinstance(a, ast.Name) else ast.literal_eval(a) for a in rest]
            return FUNCTIONS[name](answers[which], *arguments)
        case _:
            return ast.literal_eval(node)


def _true(node: ast.expr, answers: Mapping[str, Any]) -> bool:
    """Whether one part of an "and" or "or" is true: what is not said is not, and the other part may still be."""
    try:
        return bool(_value(node, answers))
    except _NotSaid:
        return False


def _document(answer: Answer) -> Mapping[str, Any]:
    if answer.document is None:
        raise _NotSaid
    return answer.document


def like(pattern: str, text: str | None) -> bool:
    """Whether the pattern is found anywhere in the text, upper and lower case alike."""
    return re.search(pattern, text or "", re.IGNORECASE) is not None


def _called(part: Mapping[str, Any]) -> str:
    credential = part["credential"]
    return f"{credential['title']} ({credential['issuer']})"


def shown_names(answer: Answer) -> list[str]:
    """Return "title (issuer)" of every item shown, the first one first."""
    return [_called(item) for item in _document(answer)["items"]]


def _items(answer: Answer, pattern: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for place, item in enumerate(_document(answer)["items"], start=1):
        if like(pattern, _called(item)):
            yield place, item


def _left(answer: Answer, pattern: str) -> Iterator[Mapping[str, Any]]:
    return (part for part in _document(answer)["left_out"] if like(pattern, _called(part)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner)


def texts(answer: Answer, *, without: Iterable[str] = ("profile", "provenance")) -> Iterator[str]:
    """Yield every text of the answer but those of the members `without`; of a refusal, what it says."""
    yield answer.refusal
    for name, part in (answer.document or {}).items():
        if name not in without:
            yield from _texts(part)


def _score(answer: Answer, pattern: str) -> float:
    scores = [item["score"] for _, item in _items(answer, pattern)]
    scores += [part["score"] for part in _left(answer, pattern) if part["score"] is not None]
    return max(scores, default=-math.inf)


def _place(answer: Answer, pattern: str) -> float:
    return min((place for place, _ in _items(answer, pattern)), default=math.inf)


def _shown(answer: Answer, pattern: str, first: int | None = None) -> bool:
    return _place(answer, pattern) <= (first or math.inf) and _place(answer, pattern) < math.inf


def _paths(answer: Answer) -> dict[str, int]:
    return {path["path"]: path["score"] for path in _document(answer)["paths"]}


def _ruled_out(answer: Answer, pattern: str | None = None) -> Any:
    names = {_called(part) for part in _document(answer)["left_out"] if part["reason"] == "ruled_out"}
    return names if pattern is None else any(like(pattern, name) for name in names)


def _missing(answer: Answer, pattern: str | None = None) -> Any:
    labels = set(_document(answer)["skills"]["missing"])
    return labels if pattern is None else any(like(pattern, label) for label in labels)


def _held(answer: Answer, pattern: str, member: str = "counts_as") -> str:
    found = [one for one in _document(answer)["held"] if like(pattern, one["title"])]
    return str(found[0][member] or "") if found else ""


def _remarks(answer: Answer, kind: str) -> Iterator[Mapping[str, Any]]:
    document = _document(answer)
    yield from document[kind]
    for part in (*document["items"], *document["paths"]):
        yield from part[kind]


def _says_remark(remarks: Iterable[Mapping[str, Any]], pattern: str) -> bool:
    return any(remark["code"] == pattern or like(pattern, " ".join(_texts(remark))) for remark in remarks)


def _level(answer: Answer) -> str | None:
    order = ("none", "secondary", "postsecondary_certificate", "associate", "bachelor", "master", "doctorate")
    document = _document(answer)
    year = int(document["decided_on"][:4])
    levels = [part["level"] for part in document["profile"].get("education", ()) if part.get("year", year) <= year]
    return max(levels, key=lambda level: order.index(level) if level in order else -1, default=None)


def _skill_level(answer: Answer, pattern: str) -> str | None:
    skills = _document(answer)["profile"].get("skills", ())
    return next((skill.get("level") for skill in skills if like(pattern, skill["name"])), None)


def _fact(answer: Answer, pattern: str, name: str) -> Any:
    """Return a fact of the item, which may be called by a name that it had formerly."""
    field = VOCABULARY.get(name)
    full_name = field.full_name if field else name
    return next((item["facts"].get(full_name) for _, item in _items(answer, pattern)), None)


def _steps(answer: Answer) -> int:
    plans = (_document(answer)["stack_plan"] or {}).get("plans", ())
    return len(plans[0]["steps"]) if plans else 0


def adds_up(answer: Answer) -> bool:
    """Whether the points of every item and path are the sum of their contributions."""
    document = _document(answer)
    parts = (*document["items"], *document["paths"])
    return all(part["score"] == sum(one["points"] for one in part["contributions"]) for part in parts)


def same(one: Answer, other: Answer) -> bool:
    """Whether verdict, items and points are alike."""

    def told(answer: Answer) -> tuple[Any, ...]:
        document = _document(answer)
        return document["verdict"]["path"], [(_called(item), item["score"]) for item in document["items"]]

    return told(one) == told(other)


def _entry(reading: Reading, pattern: str, member: str = "title") -> Any:
    found: Any = next(
        (entry for entry in reading.entries if entry["title"] == pattern),
        next((entry for entry in reading.entries if like(pattern, entry["title"])), None),
    )
    for name in member.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _languages(reading: Reading, pattern: str) -> tuple[str, ...]:
    said = _entry(reading, pattern, "language")
    return tuple(said) if isinstance(said, list | tuple) else tuple(filter(None, (said,)))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "verdict": lambda x: _document(x)["verdict"]["path"],
    "occupation": lambda x: _document(x)["field"]["occupation"],
    "refused": lambda x: x.document is None,
    "refusal": lambda x, pattern: like(pattern, x.refusal),
    "score": _score,
    "path": lambda x, name: _paths(x).get(name, -math.inf),
    "paths": _paths,
    "shown": _shown,
    "place": _place,
    "role": lambda x, pattern: next((item["role"] for _, item in _items(x, pattern)), None),
    "first": lambda x: next(iter(shown_names(x)), ""),
    "items": lambda x: len(_document(x)["items"]),
    "ruled_out": _ruled_out,
    "left_out": lambda x, pattern: next((part["reason"] for part in _left(x, pattern)), ""),
    "missing": _missing,
    "unread": lambda x, pattern: any(like(pattern, said) for said in _document(x)["skills"]["not_recognised"]),
    "held": _held,
    "held_issuer": lambda x, pattern: _held(x, pattern, "issuer"),
    "standing_of": lambda x, pattern: _held(x, pattern, "standing"),
    "held_count": lambda x, pattern: sum(like(pattern, one["title"]) for one in _document(x)["held"]),
    "caution": lambda x, pattern: _says_remark(_remarks(x, "cautions"), pattern),
    "caution_at": lambda x, pattern, code: any(_says_remark(i["cautions"], code) for _, i in _items(x, pattern)),
    "says": lambda x, pattern: any(like(pattern, text) for text in texts(x)),
    "notes": lambda x, pattern: any(like(pattern, note) for note in x.notes),
    "asks": lambda x, pattern: _says_remark(_remarks(x, "questions"), pattern),
    "proposes": lambda x, pattern: any(like(pattern, said) for said in _texts(_document(x)["counterfactuals"])),
    "level": _level,
    "years": lambda x: _document(x)["profile"].get("experience", {}).get("years_total") or 0,
    "skill_level": _skill_level,
    "fact": _fact,
    "steps": _steps,
    "adds_up": adds_up,
    "same": same,
    "entries": lambda x: len(x.entries),
    "has_entry": lambda x, pattern: _entry(x, pattern) is not None,
    "entry": _entry,
    "kind": lambda x, pattern: _entry(x, pattern, "kind"),
    "languages": _languages,
    "note": lambda x, pattern: any(like(pattern, note) for note in x.notes),
}

"""What does a request say that nobody here looks at? It is refused for it: it would be passed over, or half read."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from itertools import chain, islice
from typing import Any

from flask import request

from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST
from services.intake.strict_json import printable
from services.intake.suggestions import likest

View = Callable[..., Any]

#: How much of an unknown parameter's name is looked at and repeated.
LONGEST_NAME_SHOWN = 64

#: Problems that are looked for: as many as somebody mends, and few enough to cost nobody time.
MOST_TOLD = 10

#: Conditions (RFC 9110, section 13.1) that no view looks at, and the one that only answers to GET look at.
_CONDITIONS, _OF_ANSWERS = ("If-Match", "If-Unmodified-Since"), ("If-None-Match",)


def refusing_unknown(view: View, known: Mapping[str, Mapping[str, Any]]) -> View:
    """Refuse what the query says that is not known here, says twice, or is too short or long by its schema.

    So is a condition under which alone the request was to be carried out. `known` has the schema of each parameter.
    """

    @wraps(view)
    def refusing(*arguments: Any, **named: Any) -> Any:
        problems = list(islice(chain(_conditions(), _of_query(known)), MOST_TOLD))
        if problems:
            raise Problem(INVALID_REQUEST, " ".join(problems))
        return view(*arguments, **named)

    return refusing


def _conditions() -> Iterator[str]:
    reads = request.method in {"GET", "HEAD"}
    for name in _CONDITIONS if reads else _CONDITIONS + _OF_ANSWERS:
        if name in request.headers:
            yield f"{name} is not looked at here. Send the request without it."


def _of_query(known: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, values in request.args.lists() if request.query_string else ():
        shown = printable(name[:LONGEST_NAME_SHOWN])
        if name not in known:
            meant = likest(name[:LONGEST_NAME_SHOWN], known)
            remedy = f'did you mean "{meant}"?' if meant else f"known here: {', '.join(sorted(known)) or 'none'}."
            yield f'There is no query parameter "{shown}"; {remedy}'
            continue
        if len(values) > 1:
            yield f'The query parameter "{shown}" is given twice; give it once.'
        least, most = known[name].get("minLength", 0), known[name].get("maxLength", len(values[0]))
        if not least <= len(values[0]) <= most:
            yield f"{name} must be a text of {least} to {most} characters."

"""How are the lines of a body taken on? Each read as a profile sent alone is, then many in one step of the ledger."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import sleep
from typing import Any

from services.api.advice.accepting import acceptable
from services.api.batches.body import MOST_LINES, RawLine
from services.api.edge.failures import ledger_problem, refusal
from services.api.ports import ports, settings
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INVALID_REQUEST, TOO_LARGE
from services.api.problems.resource_kinds import BATCH_EMPTY
from services.api.problems.service_kinds import OUR_MISTAKE
from services.intake.problems import FieldProblem, ProfileRejected
from services.intake.strict_json import JSON, JsonRejected, read_json
from services.ledger.accounts.overlays import Files
from services.ledger.batches.batches import Sending
from services.ledger.batches.lines import LineOutcome, SentLine
from services.ledger.store.errors import LedgerError
from services.log_text import describe_error
from services.reading.posted_profile import PostedProfile, read_posted_profile
from services.reading.resume_files.documents.pdf_document import ReadersBusy
from services.recommender.situation.errors import UnresolvedOccupation

_log = logging.getLogger(__name__)

#: Lines that one step of the ledger takes, and characters of profiles after which fewer are enough.
LINES_AT_ONCE = 100
TEXT_AT_ONCE = 1024 * 1024

#: Problems of one line that are kept, and characters of each: more than any says that is not made long on purpose.
MOST_PROBLEMS = 10
MOST_DETAIL = 1000

#: The member of a line that names it, beside those of a profile.
LINE_ID = "line_id"

_LINE_ID = re.compile(r"[!-~]{1,255}")

#: How often it is tried, each time a second later, to have a PDF read while others are.
TRIES = 20


@dataclass
class Taken:
    """What became of the lines of one request, counted as it goes."""

    batch_id: str
    lines: int = 0
    outcomes: dict[LineOutcome, int] = field(default_factory=lambda: dict.fromkeys(LineOutcome, 0))


def take_lines(sending: Sending, raw_lines: Iterable[RawLine], rest: Iterator[bytes]) -> Taken:
    """Accept all lines; raise Problem that says too what was taken until then.

    `rest` is the body that the lines are read from: where it is given up, what is on its way is passed over first, so
    that the client comes to read the answer.
    """
    taken = Taken(batch_id=sending.new_id())
    try:
        _take(sending, raw_lines, taken)
    except (Problem, LedgerError) as error:
        problem = error if isinstance(error, Problem) else ledger_problem(error)
        with suppress(Exception):
            for _ in rest:
                pass
        if problem is None:
            raise
        raise _telling(problem, taken) from error
    return taken


def _take(sending: Sending, raw_lines: Iterable[RawLine], taken: Taken) -> None:
    batches, overlay = ports().upkeep.batches, ports().overlays.active_files(sending.client)

    def accept(lines: list[SentLine], total: int | None = None) -> None:
        outcomes = batches.accept(taken.batch_id, sending, lines, total)
        for outcome in outcomes:
            taken.outcomes[outcome] += 1
        taken.lines += len(outcomes)
        # Where a limit left no room for the rest, this says so.
        if left := lines[len(outcomes) :]:
            accept(left, total)

    bundle, size = list[SentLine](), 0
    for line in raw_lines:
        if line.number > MOST_LINES:
            # Nothing more of this batch comes, so it is under way no longer than its lines.
            accept(bundle, taken.lines + len(bundle))
            raise Problem(INVALID_REQUEST, f"A batch has at most {MOST_LINES} lines; send the rest as another batch.")
        bundle.append(_sent(line, overlay))
        size += len(line.raw or b"")
        # Others that this process serves come in between.
        sleep(0)
        if len(bundle) >= LINES_AT_ONCE or size >= TEXT_AT_ONCE:
            accept(bundle)
            bundle, size = [], 0
    if not bundle and not taken.lines:
        raise Problem(BATCH_EMPTY, "The body holds no line.")
    accept(bundle, taken.lines + len(bundle))


def _telling(problem: Problem, taken: Taken) -> Problem:
    if not taken.lines:
        return problem
    count = "One line" if taken.lines == 1 else f"{taken.lines} lines"
    told = (
        f" {count} had been taken until then, as {taken.batch_id}; those that a line_id or an "
        "Idempotency-Key names are not taken twice when the same is sent again."
    )
    detail = problem.detail.removeprefix("Nothing was accepted. ").removeprefix("Nothing was accepted; ")
    more = {**problem.more, "batch": taken.batch_id}
    return Problem(problem.kind, detail + told, problems=problem.problems, more=more, headers=problem.headers)


def _sent(line: RawLine, overlay: Files | None) -> SentLine:
    """Return the line to accept, or what it is refused for."""
    if line.raw is None:
        longest = settings().max_body_bytes
        return _refused(line, None, Problem(TOO_LARGE, f"The line is longer than the {longest} bytes of a profile."))
    line_id = None
    try:
        document = read_json(line.raw)
        line_id, document = _named(document)
        found = acceptable(_read_patiently(document), lambda: overlay)
    except (JsonRejected, ProfileRejected, UnresolvedOccupation) as error:
        return _refused(line, line_id, refusal(error))
    except ReadersBusy:
        raise
    except Exception as error:  # noqa: BLE001 - one line that nobody thought of must not hold up the others
        _log.error("a line of a batch failed: %s", describe_error(error))
        return _refused(line, line_id, Problem(OUR_MISTAKE, "The line failed through no fault of its own."))
    return SentLine(number=line.number, line_id=line_id, profile=found.text, fingerprint=found.fingerprint)


def _named(document: JSON) -> tuple[str | None, JSON]:
    """Part a line's own id from its profile; raise ProfileRejected."""
    if not isinstance(document, dict) or LINE_ID not in document:
        return None, document
    line_id = document[LINE_ID]
    if not isinstance(line_id, str) or not _LINE_ID.fullmatch(line_id):
        detail = "must be 1 to 255 visible ASCII characters in quotation marks, without spaces, or be left out"
        raise ProfileRejected([FieldProblem(pointer=f"/{LINE_ID}", detail=detail)])
    return line_id, {name: value for name, value in document.items() if name != LINE_ID}


def _read_patiently(document: JSON) -> PostedProfile:
    for _ in range(TRIES):
        with suppress(ReadersBusy):
            return read_posted_profile(document)
        sleep(1)
    return read_posted_profile(document)


def _refused(line: RawLine, line_id: str | None, problem: Problem) -> SentLine:
    """Return the line with what is kept of its refusal: enough to mend it."""
    said = problem.document()
    kept: dict[str, Any] = {"slug": problem.kind.slug}
    if problem.problems:
        kept["problems"] = [
            {"pointer": each["pointer"], "detail": _shown(each["detail"])} for each in said["problems"][:MOST_PROBLEMS]
        ]
    # What its only problem says is not kept twice.
    if len(said.get("problems", ())) != 1 or said["problems"][0]["detail"] != said["detail"]:
        kept["detail"] = _shown(said["detail"])
    return SentLine(number=line.number, line_id=line_id, refusal=kept | _candidates(problem.more))


def _shown(detail: str) -> str:
    return detail if len(detail) <= MOST_DETAIL else detail[: MOST_DETAIL - 2].rsplit(" ", 1)[0] + " …"


def _candidates(more: Mapping[str, Any]) -> dict[str, Any]:
    return {"candidates": more["candidates"]} if more.get("candidates") else {}

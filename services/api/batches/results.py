"""What became of each line of a batch? As JSON documents a line, or as a table for a spreadsheet; page by page."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from services.api.lists.listed import listed, verdict_of
from services.api.ports import Ports
from services.api.problems.kinds import KINDS
from services.ledger.batches.batches import Batch
from services.ledger.batches.lines import LineEntry
from services.ledger.evaluations.summaries import EvaluationSummary

#: The columns of the table. `problem` says in words what is wrong with a line that is refused.
COLUMNS = (
    "line",
    "line_id",
    "id",
    "learner_id",
    "state",
    "path",
    "standing",
    "verdict",
    "first",
    "second",
    "third",
    "enrol_at",
    "problem",
)

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: What an evaluation is that is kept no longer.
GONE = "gone"

Row = tuple[LineEntry, EvaluationSummary | None]


def problem_of(refusal: Mapping[str, Any]) -> dict[str, Any]:
    """Return why a line is refused as a problem document says it, without the status of an answer."""
    kind = KINDS[refusal["slug"]]
    said = {name: value for name, value in refusal.items() if name != "slug"}
    only = said["problems"][0]["detail"] if len(said.get("problems", ())) == 1 else kind.meaning
    return {"type": f"/problems/{kind.slug}", "title": kind.title, "detail": only, **said}


def refused_line(entry: LineEntry) -> dict[str, Any]:
    """Return a refused line as lists show it."""
    return {"line": entry.number, "line_id": entry.line_id, "problem": problem_of(entry.refusal or {})}


def rows_of(ports: Ports, batch: Batch) -> Iterator[list[Row]]:
    """Yield what became of the lines, up to a hundred at a time, so that a batch of any length takes little memory."""
    for entries in ports.upkeep.batches.entries(batch):
        found = ports.upkeep.evaluations.of([entry.job_id for entry in entries if entry.job_id])
        yield [(entry, found.get(entry.job_id or "")) for entry in entries]


def as_lines(ports: Ports, client: str, batch: Batch, *, whole: bool) -> Iterator[str]:
    """Yield the results as JSON documents a line; with the recommendations where they are wanted `whole`."""
    for rows in rows_of(ports, batch):
        for entry, found in rows:
            text = json.dumps(_document(entry, found), ensure_ascii=False, separators=(",", ":"))
            if whole and found is not None:
                # As it is stored, which is one line of JSON: it need not be read to be passed on.
                made = ports.jobs.view(client, found.id).recommendation or "null"
                text = f'{text[:-1]},"recommendation":{made}}}'
            yield text + "\n"


def _document(entry: LineEntry, found: EvaluationSummary | None) -> dict[str, Any]:
    named = {"line": entry.number, "line_id": entry.line_id}
    if entry.refusal is not None:
        return {**named, "state": "refused", "problem": problem_of(entry.refusal)}
    if found is None:
        return {**named, "id": entry.job_id, "state": GONE}
    members = {name: value for name, value in listed(found).items() if name not in {"batch", "follows"}}
    moments = {name: members[name] and members[name].isoformat() for name in ("accepted_at", "finished_at")}
    return {**named, **members, **moments}


def as_table(ports: Ports, batch: Batch) -> Iterator[str]:
    """Yield the results as CSV, with a mark at the beginning by which spreadsheets know that it is UTF-8."""
    yield "\ufeff" + _csv(COLUMNS)
    for rows in rows_of(ports, batch):
        yield "".join(_csv([_harmless(cell) for cell in _cells(entry, found)]) for entry, found in rows)


def _cells(entry: LineEntry, found: EvaluationSummary | None) -> list[str]:
    start = [str(entry.number), entry.line_id or "", entry.job_id or ""]
    if entry.refusal is not None:
        return [*start, "", "refused", *[""] * 7, _in_words(problem_of(entry.refusal))]
    if found is None:
        return [*start, "", GONE, *[""] * 8]
    verdict = verdict_of(found) or {"credentials": []}
    titles = [*verdict["credentials"], "", "", ""][:3]
    said = [str(verdict.get(name) or "") for name in ("path", "standing", "sentence")]
    why = found.detail or ""
    return [*start, found.said.get("learner_id", ""), found.state, *said, *titles, found.said.get("address", ""), why]


def _in_words(problem: Mapping[str, Any]) -> str:
    places = [f"{one['pointer'] or 'the line'}: {one['detail']}" for one in problem.get("problems", ())]
    return "; ".join(places) or str(problem["detail"])


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet carries out: what looks like a formula is marked as a text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _csv(cells: Any) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()

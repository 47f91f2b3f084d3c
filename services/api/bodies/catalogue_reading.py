"""What does a posted catalogue add to the shared one? The import, and the problem when nothing of it can be used."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import ceil
from threading import Lock
from time import thread_time
from typing import Any

from services.api.bodies.catalogue_body import SentCatalogue
from services.api.problems.problem import Problem
from services.api.problems.resource_kinds import CATALOGUE_REFUSED
from services.api.problems.service_kinds import BUSY_READING
from services.importing.catalogue_import import Import, Imported
from services.importing.drafts import Provenance
from services.importing.effort import Effort
from services.importing.import_report import ImportNote, ImportRejected, ImportReport
from services.importing.source_files import SourceFile
from services.intake.problems import MOST_REPORTED, FieldProblem
from services.recommender.knowledge.credentials.additions import Additions, write_additions
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.own_catalogues import read_own

#: Held by the one catalogue that this process reads.
_READING = Lock()

#: Notes of each sort that an answer lists; the counts say how many there are.
MOST_NOTES = 1000

#: What places in the body begin with.
BODY_NAME = "the body"


@dataclass(frozen=True, kw_only=True)
class CatalogueProblem(FieldProblem):
    """Something that was left out: where it stands, and what it is."""

    place: str
    what: str


#: The text of a catalogue, and what it adds to the shared one.
Fitted = tuple[str, Additions]


@dataclass(frozen=True, kw_only=True)
class ReadCatalogue:
    """What was read of a catalogue: the text to keep, what that adds, and how the reading went."""

    text: str
    additions: Additions
    report: ImportReport


def read_catalogue(
    sent: SentCatalogue,
    client: str,
    provenance: Provenance,
    shared: Knowledge,
    *,
    most_seconds: float,
    courses: bool = False,
) -> ReadCatalogue:
    """Read a client's catalogue in whichever format it is, every id with the client's name before it.

    Raises Problem where nothing can be used, the result cannot lie over the shared catalogue, reading takes more than
    `most_seconds` of this thread's work, or another one is being read: four at once would hold up all other requests.
    """
    if not _READING.acquire(blocking=False):
        headers = {"Retry-After": str(ceil(most_seconds))}
        raise Problem(BUSY_READING, "Nothing was read or kept. Post it again a few seconds later.", headers=headers)
    try:
        return read_whole(sent, client, provenance, shared, most_seconds=most_seconds, courses=courses)
    finally:
        _READING.release()


def read_whole(  # noqa: PLR0913 - what a catalogue is read with, by name
    sent: SentCatalogue,
    client: str,
    provenance: Provenance,
    shared: Knowledge,
    *,
    most_seconds: float,
    courses: bool,
    clock: Callable[[], float] = thread_time,
    beside: Callable[[Callable[[], Fitted]], Fitted] = lambda fit: fit(),
) -> ReadCatalogue:
    """Read a catalogue whatever else is read; `clock` tells the seconds worked. Raises Problem as above.

    What comes last takes seconds of a large one in which the clock is not looked at: `beside` has that done.
    """
    known = shared.catalogue.credentials
    # Not the time that passes: waiting for others takes nothing from them.
    effort = partial(Effort, most=most_seconds, clock=clock)
    importing = Import(
        skills=shared.skills,
        provenance=provenance,
        known=known,
        prefix=client,
        codes=shared.occupations.codes,
        columns=sent.columns,
        courses=courses,
        effort=effort,
    )
    try:
        imported = importing.read([SourceFile(name=BODY_NAME, raw=sent.raw)])
    except ImportRejected as error:
        raise Problem(CATALOGUE_REFUSED, _sentence(str(error))) from None
    if not imported.credentials and not imported.stacks:
        raise Problem(
            CATALOGUE_REFUSED,
            "The body holds no credential and no stack that can be used; what was left out is listed.",
            problems=_left_out(imported.report.skipped),
        )
    text, additions = beside(partial(_fitting, imported, shared))
    return ReadCatalogue(text=text, additions=additions, report=imported.report)


def _fitting(imported: Imported, shared: Knowledge) -> Fitted:
    """Return the text to keep and what it adds; raise Problem where that does not fit the shared catalogue."""
    text = "".join(write_additions(imported.credentials, imported.stacks))
    try:
        additions = read_own(text, shared.skills)
        shared.catalogue.adding(additions)
    except CatalogueRejected as error:
        heading, *lines = str(error).splitlines()
        problems = [FieldProblem(pointer="", detail=line.strip()) for line in lines[:MOST_REPORTED]]
        raise Problem(CATALOGUE_REFUSED, f"{heading.rstrip(':')}.", problems=problems) from None
    return text, additions


def _left_out(notes: Iterable[ImportNote]) -> list[CatalogueProblem]:
    listed = list(notes)[:MOST_REPORTED]
    return [CatalogueProblem(pointer="", detail=note.why, place=note.place, what=note.what) for note in listed]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def shown(read: ReadCatalogue) -> Mapping[str, Any]:
    """Return the report of a reading as answers show it."""
    report = read.report
    notes = {
        name: [{"place": note.place, "what": note.what, "why": note.why} for note in found]
        for name, found in (("taken", report.taken), ("mended", report.mended), ("skipped", report.skipped))
    }
    columns = [{"place": note.place, "what": note.what, "why": note.why} for note in report.columns]
    return {
        "hash": read.additions.content_hash,
        "credentials": len(read.additions.credentials),
        "stacks": len(read.additions.stacks),
        "counts": {name: len(found) for name, found in notes.items()},
        **{name: found[:MOST_NOTES] for name, found in notes.items()},
        "columns": columns,
        "unused": dict(report.unused),
    }

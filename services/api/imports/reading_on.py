"""Who reads the large catalogues? An evaluator, one after another, giving way to requests as it goes."""

import logging
from collections.abc import Callable
from time import monotonic, thread_time
from typing import Any

from flask import Flask

from services.api.bodies.catalogue_body import provenance_of, sent_catalogue
from services.api.bodies.catalogue_reading import Fitted, ReadCatalogue, read_whole, shown
from services.api.edge.failures import ledger_problem
from services.api.ports import Ports, ports, settings
from services.api.problems.problem import Problem
from services.api.problems.resource_kinds import CATALOGUE_REFUSED
from services.api.problems.service_kinds import OUR_MISTAKE
from services.ledger.imports.imports import ClaimedImport, ImportState
from services.ledger.store.errors import LeaseLost, LedgerError, LedgerUnavailable
from services.log_text import describe_error

#: Seconds between two looks whether a catalogue waits.
LOOK_EVERY = 2.0

#: Seconds after which it is noted anew how far a reading is, which also holds it.
NOTE_EVERY = 1.0

#: Things that an import reads between two looks at its clock; services/importing/effort.py.
THINGS_A_LOOK = 16

#: How work is done that cannot give way, and what is called each second until it is done.
Beside = Callable[[Callable[[], Fitted], Callable[[], None]], Fitted]

log = logging.getLogger("credwise.imports")


def at_once(work: Callable[[], Fitted], _meanwhile: Callable[[], None]) -> Fitted:
    """Do the work here and now: for whoever serves nobody else."""
    return work()


class Reading:
    """The clock of a reading: each look at it lets others come in between, and now and then notes how far it is."""

    def __init__(self, its_ports: Ports, claim: ClaimedImport) -> None:
        self._ports = its_ports
        self._claim = claim
        self._noted_at = monotonic()
        self.things = 0

    def __call__(self) -> float:
        self.things += THINGS_A_LOOK
        self._ports.pause(0)
        self.note()
        return thread_time()

    def note(self) -> None:
        """Note how far it is, and hold it; raise LeaseLost, LedgerUnavailable."""
        if monotonic() - self._noted_at >= NOTE_EVERY:
            self._ports.upkeep.imports.go_on(self._claim, self.things)
            self._noted_at = monotonic()


def read_on(application: Flask, beside: Beside = at_once) -> None:
    """Read one catalogue after another, for ever. `beside` does what cannot give way so that requests come in between.

    A process that gave no sign of life for half a minute would be ended for it.
    """
    while True:
        try:
            with application.app_context():
                found = read_next(beside)
                pause = 0.0 if found else LOOK_EVERY
                ports().pause(pause)
        except Exception as error:  # noqa: BLE001 - whatever it was, the next is to be read
            log.warning("a catalogue comes again: %s", describe_error(error))
            with application.app_context():
                ports().pause(LOOK_EVERY)


def read_next(beside: Beside = at_once) -> bool:
    """Read the catalogue that has waited longest; return whether there was one. Raises LedgerError."""
    never = Problem(CATALOGUE_REFUSED, "It was begun several times and never finished: send it in smaller parts.")
    claim = ports().upkeep.imports.claim(never.document())
    if claim is None:
        return False
    reading = Reading(ports(), claim)
    try:
        result: dict[str, Any] = {**shown(_read(claim, reading, beside))}
        state = ImportState.COMPLETED
    except (LeaseLost, LedgerUnavailable):
        raise
    except LedgerError as error:
        problem = ledger_problem(error) or Problem(OUR_MISTAKE, "The ledger did not take it.")
        result, state = problem.document(), ImportState.FAILED
    except Problem as problem:
        result, state = problem.document(), ImportState.FAILED
    except Exception as error:  # noqa: BLE001 - it would fail the next time too
        log.error("a catalogue could not be read: %s", describe_error(error))  # noqa: TRY400 - nothing of it is quoted
        result = Problem(OUR_MISTAKE, "Reading it failed through no fault of its own.").document()
        state = ImportState.FAILED
    ports().upkeep.imports.finish(claim, reading.things, state, result)
    return True


def _read(claim: ClaimedImport, reading: Reading, beside: Beside) -> ReadCatalogue:
    wanted = claim.wanted
    read = read_whole(
        sent_catalogue(claim.body, wanted["mimetype"], wanted["boundary"]),
        claim.client,
        provenance_of(wanted["source"]),
        ports().advisor.knowledge_with(None),
        most_seconds=settings().import_work.total_seconds(),
        courses=wanted["courses"],
        clock=reading,
        beside=lambda fit: beside(fit, reading.note),
    )
    if not wanted["dry_run"]:
        ports().catalogues.put(
            claim.client,
            read.additions.content_hash,
            read.text,
            credentials=len(read.additions.credentials),
            stacks=len(read.additions.stacks),
        )
    return read

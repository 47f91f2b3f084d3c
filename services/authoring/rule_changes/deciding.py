"""How are many profiles decided by two rulebooks on all cores? In forked children that share what was loaded."""

import gc
import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess

from services.authoring.rule_changes.rule_change_effect import ComparedLearner, compare
from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JsonRejected, read_json
from services.recommender.knowledge.known import Knowledge
from services.recommender.recommend import reach_decision
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.situation.errors import UnresolvedOccupation

#: Profiles a child decides between two reports: often enough for a progress bar that moves.
BATCH = 25


class ChildDied(Exception):
    """A child ended before its work did; the message says how. Compare fewer profiles to find which one it was."""


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A line that holds no profile that can be decided, and why."""

    line: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Comparing:
    """The two rulebooks, the rules in which they differ, and what else a decision is made from."""

    knowledge: Knowledge
    old: Rulebook
    new: Rulebook
    deciding: frozenset[str]
    on: date

    def compare(self, line: int, raw: bytes) -> ComparedLearner | Skipped:
        """Decide the profile on a line twice."""
        try:
            profile = read_profile(read_json(raw))
            old, new = (
                reach_decision(profile, knowledge=self.knowledge, rulebook=rulebook, on=self.on)
                for rulebook in (self.old, self.new)
            )
        except JsonRejected as error:
            return Skipped(line=line, why=f"it is not usable JSON: {error}")
        except ProfileRejected as error:
            return Skipped(line=line, why=f"it is not a profile: {error}")
        except UnresolvedOccupation as error:
            return Skipped(line=line, why=error.detail)
        return compare(line, old, new, self.deciding)


@contextmanager
def comparing_children(
    comparing: Comparing, lines: Sequence[tuple[int, bytes]], processes: int
) -> Iterator[Iterator[list[ComparedLearner | Skipped]]]:
    """Give numbered `lines` to forked children; the value yields their comparisons in batches, in no order.

    Enter before anything starts a thread. Reading from the value may raise ChildDied.
    """
    # What is loaded stays where it is, so that the children's copies of it are never written to.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    children: dict[Connection, ForkProcess] = {}
    for number in range(processes):
        receiving, sending = context.Pipe(duplex=False)
        child = context.Process(target=_work, args=(comparing, lines[number::processes], sending), daemon=True)
        child.start()
        # With the only other end in the child, the pipe ends when the child does.
        sending.close()
        children[receiving] = child
    try:
        yield _received(children)
    finally:
        for receiving, child in children.items():
            receiving.close()
            child.terminate()
            child.join()
        gc.unfreeze()


def _received(children: Mapping[Connection, ForkProcess]) -> Iterator[list[ComparedLearner | Skipped]]:
    at_work = list(children)
    while at_work:
        for receiving in [each for each in wait(at_work) if isinstance(each, Connection)]:
            try:
                yield receiving.recv()
            except EOFError:
                at_work.remove(receiving)
                children[receiving].join()
                if code := children[receiving].exitcode:
                    raise ChildDied(f"a process that decided profiles ended with code {code}") from None


def _work(comparing: Comparing, lines: Sequence[tuple[int, bytes]], sending: Connection) -> None:
    # Ctrl-C reaches every process of the terminal; the parent sees to its children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for start in range(0, len(lines), BATCH):
        sending.send([comparing.compare(number, raw) for number, raw in lines[start : start + BATCH]])

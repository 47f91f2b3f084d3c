"""How does a decision's cost grow with the catalogue? 1,000, 10,000 and 100,000 credentials, made of the real ones.

Each size runs in a process of its own: the catalogue is read from a file in the form that imports are written in, lies
over the shared one, and the sample learners are answered. Beside it the way without an index: every credential of the
catalogue looked at and sorted. Times are medians and belong to this machine; the ratio is what should hold.
Run: python bench/catalogue.py [SIZE...]
"""

import gc
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.recommender.decision.candidates import SHORTLIST, select_candidates
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.knowledge.credentials.additions import write_additions
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.credentials.files.catalogue_loading import load_additions
from services.recommender.knowledge.known import load_knowledge
from services.recommender.recommend import reach_decision, recommend
from services.recommender.rulebook.files.rulebook import read_rulebook
from services.recommender.situation.reading import read_situation
from services.recommender.situation.situation import Situation

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 10_000, 100_000)
REPEATS = 5
TODAY = date(2026, 11, 22)

#: How often a skill of a real credential is swapped for one of another: so popular skills stay popular at every size.
SWAPPED = 0.3


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Milliseconds per learner, seconds to read the catalogue, and megabytes of the process at rest."""

    size: int
    reading: float
    memory: float
    walking: float
    selecting: float
    deciding: float
    recommending: float


def varied(real: list[Credential], size: int) -> Iterator[Credential]:
    """Yield `size` credentials: the real ones over and over, with another id, title, effort, price and some skills."""
    chance = random.Random(size)  # noqa: S311 - a fixed seed, so that every run measures the same catalogue
    taught = [skill for credential in real for skill in credential.skills]
    for number in range(size):
        one = real[number % len(real)]
        skills = {(chance.choice(taught) if chance.random() < SWAPPED else skill).skill: skill for skill in one.skills}
        yield replace(
            one,
            id=f"bench:{number:06}-{one.id}",
            title=f"{one.title} {number}",
            hours=None if one.hours is None else max(1, one.hours + chance.randint(-5, 20)),
            skills=tuple(replace(skill, skill=name) for name, skill in sorted(skills.items())),
            prerequisites=None,
            superseded_by=None,
        )


def walk(situation: Situation, catalogue: Catalogue) -> list[str]:
    """Rank by a look at every credential: what one would write first, and what the index is measured against."""
    gap = {term.skill for term in situation.gap}
    wished = {term.skill for term in situation.preferred_gap}

    def nearness(one: Credential) -> tuple[int, int, str]:
        skills = {taught.skill for taught in one.skills}
        return -len(skills & gap), -len(skills & wished), one.id

    return [one.id for one in sorted(catalogue.credentials.values(), key=nearness)[:SHORTLIST]]


def milliseconds(call: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def measure(size: int) -> Measured:
    """Measure one size; runs in a process of its own, so that memory is its own."""
    knowledge, rulebook = load_knowledge(ROOT / "data"), read_rulebook(ROOT / "rules", VOCABULARY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bench.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(write_additions(varied(list(knowledge.catalogue.credentials.values()), size), ()))
        gc.collect()
        began = time.perf_counter()
        catalogue = knowledge.catalogue.adding(load_additions(path, knowledge.skills))
    reading = time.perf_counter() - began
    gc.collect()
    memory = megabytes()
    knowledge = replace(knowledge, catalogue=catalogue)
    profiles = [read_profile(read_json(path.read_bytes())) for path in sorted((ROOT / "data/samples").glob("*.json"))]
    situations = [read_situation(profile, knowledge, TODAY) for profile in profiles]
    count = len(profiles)
    return Measured(
        size=size,
        reading=reading,
        memory=memory,
        walking=milliseconds(lambda: [walk(one, catalogue) for one in situations]) / count,
        selecting=milliseconds(lambda: [select_candidates(one, catalogue) for one in situations]) / count,
        deciding=milliseconds(
            lambda: [reach_decision(one, knowledge=knowledge, rulebook=rulebook, on=TODAY) for one in profiles]
        )
        / count,
        recommending=milliseconds(
            lambda: [recommend(one, knowledge=knowledge, rulebook=rulebook, on=TODAY) for one in profiles]
        )
        / count,
    )


def main() -> None:
    sizes = tuple(int(text) for text in sys.argv[1:]) or SIZES
    heading = ("credentials", "read s", "memory MB", "walk ms", "select ms", "decide ms", "whole ms")
    print(" ".join(f"{name:>11}" for name in heading))
    rows = []
    for size in sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            row = pool.apply(measure, (size,))
        rows.append(row)
        times = (row.walking, row.selecting, row.deciding, row.recommending)
        print(f"{row.size:>11,} {row.reading:>11.1f} {row.memory:>11.0f}", *(f"{time:>11.2f}" for time in times))
    first, last = rows[0], rows[-1]
    ratio = last.recommending / first.recommending
    print(f"A recommendation out of {last.size:,} takes {ratio:.2f} times what it takes out of {first.size:,}.")


if __name__ == "__main__":
    main()

"""What does remembering cost: bytes and CPU of a document, of an evaluation that is archived, and of letting go of it?

Real recommendations of made-up learners (another seed than the shipped dictionary was trained on) are compressed
by zlib, by zstandard alone, and by zstandard with the dictionary, in the same run. Then evaluations with a delivery
each are written to SQLite in transactions as the archiver makes them, read back one by one, and let go of: by deletes,
as shipped, beside removing a file that holds only them. With CREDWISE_ARCHIVE_URL=postgresql://... the same is measured
there (the database must be empty; the server's CPU is not counted).
Run: PYTHONPATH=. python bench/archive.py [--learners 40] [--evaluations 2000] [--json]
"""

import argparse
import json
import os
import random
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

from zstandard import ZstdCompressor, ZstdDecompressor

from bench.profiles import learner, open_world
from services.archive.database.sql_archive import SqlArchive
from services.archive.packing import LEVEL, pack, unpack
from services.archive.records import ArchivedDelivery, ArchivedEvaluation
from services.intake.profile_schema import read_profile
from services.settings import read_settings
from services.wiring import open_advisor

#: Not the seed that bench/profiles.py has by itself.
SEED = 30_1
AT_ONCE = 100
NOW = datetime.now(UTC)
FIELDS = {
    "queue": "evaluate", "client": "hr-north", "state": "completed", "accepted_at": "1796000000000", "claims": "1",
    "attempts": "0", "learner": "hr-north:" + "a" * 64, "record": "cw:idem:hr-north:" + "b" * 64, "owed": "0",
    "started_at": "1796000000100", "settled": "c" * 22, "finished_at": "1796000000130", "deliveries": "msg_" + "d" * 32,
    "summary": '{"path":"certification","standing":"clear"}', "settled_at": "1796000000200",
}  # fmt: skip
ATTEMPT = json.dumps(
    {"at": NOW.isoformat(), "duration_ms": 120, "status": 204, "outcome": "delivered", "detail": "It answered 204."}
)  # fmt: skip


def documents(count: int) -> list[str]:
    """Return recommendations of so many made-up learners."""
    advisor = open_advisor(read_settings({}))
    world, dice = open_world(advisor.knowledge), random.Random(SEED)  # noqa: S311 - learners are no secrets
    profiles = (read_profile(learner(number, world, dice)) for number in range(count))
    return [advisor.recommend(profile, date(2026, 11, 29)).to_json() for profile in profiles]


def packing(texts: Sequence[str]) -> dict[str, float]:
    """Measure three ways to keep a document: bytes, and milliseconds of CPU to write and to read one."""
    plain, reader = ZstdCompressor(level=LEVEL), ZstdDecompressor()
    ways: dict[str, tuple[Callable[[str], bytes], Callable[[bytes], str]]] = {
        "zlib": (lambda text: zlib.compress(text.encode(), 6), lambda kept: zlib.decompress(kept).decode()),
        "zstandard": (lambda text: plain.compress(text.encode()), lambda kept: reader.decompress(kept).decode()),
        "ours": (pack, unpack),
    }
    told = {"document bytes": sum(len(text.encode()) for text in texts) / len(texts)}
    for name, (write, read) in ways.items():
        assert read(write(texts[0])) == texts[0]
        began = process_time()
        kept = [write(text) for text in texts]
        written = process_time()
        assert [read(one) for one in kept] == list(texts)
        told |= {
            f"{name} bytes": sum(map(len, kept)) / len(kept),
            f"{name} write ms": 1000 * (written - began) / len(kept),
            f"{name} read ms": 1000 * (process_time() - written) / len(kept),
        }
    return told


def evaluations(texts: Sequence[str], count: int) -> list[ArchivedEvaluation]:
    """Return so many evaluations that are over their time."""
    return [
        ArchivedEvaluation(
            id=f"rec_{number:028}",
            client="hr-north",
            learner=f"hr-north:{number:064}",
            accepted_at=NOW - timedelta(days=40),
            finished_at=NOW - timedelta(days=40),
            kept_until=NOW + timedelta(hours=1),
            version=1,
            fields=FIELDS,
            document=text,
            deliveries=(
                ArchivedDelivery(
                    id=f"msg_{number:032}",
                    evaluation=f"rec_{number:028}",
                    client="hr-north",
                    endpoint="lms",
                    state="completed",
                    created_at=NOW - timedelta(days=40),
                    fields=FIELDS,
                    attempts=(ATTEMPT,),
                ),
            ),
        )
        for number, text in enumerate(islice(cycle(texts), count))
    ]


def keeping(url: str, records: Sequence[ArchivedEvaluation], size: Callable[[], int] | None) -> dict[str, float]:
    """Measure writing, reading and letting go, each in milliseconds per evaluation."""
    told: dict[str, float] = {}
    with closing(SqlArchive(url)) as archive:
        archive.prepare()
        began, cpu = perf_counter(), process_time()
        for start in range(0, len(records), AT_ONCE):
            archive.write(records[start : start + AT_ONCE])
        told["write ms"] = 1000 * (perf_counter() - began) / len(records)
        told["write CPU ms"] = 1000 * (process_time() - cpu) / len(records)
        told["commits per evaluation"] = 1 / AT_ONCE
        if size:
            # What SQLite keeps beside its file goes into it with the last connection.
            archive.close()
            told["bytes per evaluation"] = size() / len(records)
        began = perf_counter()
        assert all(archive.evaluation(record.id) for record in records[:200])
        told["read one ms"] = 1000 * (perf_counter() - began) / 200
        began, longest, gone = perf_counter(), 0.0, 0
        while gone < len(records):
            step = perf_counter()
            gone += archive.expire(NOW + timedelta(days=1), AT_ONCE)
            longest = max(longest, perf_counter() - step)
        told["let go ms"] = 1000 * (perf_counter() - began) / len(records)
        told["longest step of it ms"] = 1000 * longest
    return told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--learners", type=int, default=40)
    asked.add_argument("--evaluations", type=int, default=2000)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    texts = documents(given.learners)
    records = evaluations(texts, given.evaluations)
    told = packing(texts)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "archive.db")
        found = keeping(f"sqlite:///{file}", records, lambda: file.stat().st_size)
        told |= {f"SQLite {name}": value for name, value in found.items()}
        began = perf_counter()
        file.unlink()
        told["SQLite removing the file instead ms"] = 1000 * (perf_counter() - began) / len(records)
    if url := os.environ.get("CREDWISE_ARCHIVE_URL", ""):
        told |= {f"PostgreSQL {name}": value for name, value in keeping(url, records, None).items()}
    print(json.dumps(told) if given.json else "\n".join(f"{name:40}{value:12.3f}" for name, value in told.items()))


if __name__ == "__main__":
    main()

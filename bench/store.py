"""How much of Redis's memory does a profile take: owed, finished, and once the archive has it?

The embedded Redis is given little memory and filled as the service fills it: a profile with an idempotency key is
accepted, decided by the real rules and delivered to one endpoint, until a profile is refused. What a profile takes is
the growth of Redis's memory per profile; how many fit is that many in the share of `maxmemory` below the shed level.
The alternatives in the same run store the recommendation's text as it is and keep the profile, or move what was decided
to an archive: what is left of a finished profile then, and of one that is still owed, is measured over so many of them.
The append-only log is off here: the disk is not what is measured.
Run: PYTHONPATH=. python bench/store.py [--archived 3000] [--json]
"""

import argparse
import json
import secrets
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import redis

from services.archive.opening import open_keeper
from services.broker.embedded_redis import EmbeddedRedis
from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.archiving.outbox import Outbox
from services.ledger.attempts import Attempt
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerFull
from services.ledger.work.jobs import Jobs, LedgerPolicy, Queue
from services.settings import ROOT, read_settings
from services.wiring import open_advisor
from workers.archiver import Archiver

MEGABYTE = 1024 * 1024
#: Profiles between two rounds of the archiver, and before anything is measured.
EVERY = 50
#: Profiles that are archived: some thousands, so that the tables of Redis's own do not count.
ARCHIVED = 3000
SUMMARY = {"path": "certification", "standing": "clear"}
LIMIT = 48 * MEGABYTE
MEMORIES = (128, 256, 512, 1024, 2048, 4096)
POLICY = LedgerPolicy(lease=timedelta(hours=1), grace=timedelta(seconds=5), retention=timedelta(days=30))
ARRIVED = Attempt(
    at=datetime(2026, 11, 29, tzinfo=UTC),
    duration_ms=120,
    status=204,
    outcome="delivered",
    detail="The receiver answered 204.",
    answer="",
)


def documents() -> list[tuple[str, str]]:
    """Return each sample profile's text and its recommendation's."""
    advisor, made = open_advisor(read_settings({})), []
    for path in sorted(Path(ROOT, "data/samples").glob("*.json")):
        profile = path.read_text("utf-8")
        decided = advisor.recommend(read_profile(read_json(profile.encode())), date(2026, 11, 29))
        made.append((profile, decided.to_json()))
    return made


def fill(client: redis.Redis, samples: list[tuple[str, str]], *, as_they_are: bool) -> int:
    """Work off profiles until one is refused; return how many there were."""
    jobs = Jobs(client, POLICY)
    Endpoints(client, POLICY).put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
    for count, (profile, recommendation) in enumerate(cycle(samples)):
        try:
            key = secrets.token_hex(16)
            accepted = jobs.accept(client="hr", profile=profile, fingerprint="f" * 64, idempotency_key=key)
        except LedgerFull as full:
            print(f"  {full}")
            return count
        claim = jobs.claim(Queue.EVALUATE, accepted.job_id, "bench")
        assert claim is not None
        for delivery in jobs.finish_evaluation(claim, recommendation=recommendation, summary=SUMMARY):
            if as_they_are:
                client.set(keys.RECOMMENDATION + accepted.job_id, recommendation, keepttl=True)
                client.hset(keys.JOB + accepted.job_id, "payload", profile)
            owed = jobs.claim(Queue.DELIVER, delivery, "bench")
            assert owed is not None
            jobs.finish_delivery(owed, ARRIVED)
    raise AssertionError("samples never end")


def measure(samples: list[tuple[str, str]], *, as_they_are: bool) -> float:
    """Return how many bytes of Redis's memory a profile takes that is finished and delivered."""
    with EmbeddedRedis(settings={"appendonly": "no"}) as server, connect(server.url) as client:
        empty = client.info("memory")["used_memory"]
        client.config_set("maxmemory", LIMIT)
        count = fill(client, samples, as_they_are=as_they_are)
        return float((client.info("memory")["used_memory"] - empty) / count)


def archived(samples: list[tuple[str, str]], count: int, *, delivered: bool) -> float:
    """Return how many bytes of Redis's memory a decided profile takes that is archived, delivered or still owed."""
    policy = replace(POLICY, archives=True, archive_after=timedelta())
    with (
        EmbeddedRedis(settings={"appendonly": "no"}) as server,
        connect(server.url) as client,
        tempfile.TemporaryDirectory() as folder,
        closing(open_keeper(f"sqlite:///{folder}/archive.db")) as archive,
    ):
        jobs = Jobs(client, policy, archive)
        Endpoints(client, policy).put("hr", "lms", "https://lms.example/hook", EndpointMode.FULL)
        archiver = Archiver(outbox=Outbox(client, policy), archive=archive, heartbeats=Heartbeats(client, policy))
        archiver.round()
        empty = 0
        for number, (profile, recommendation) in enumerate(islice(cycle(samples), EVERY + count)):
            if number % EVERY == 0:
                settle(client, archiver)
            if number == EVERY:
                # The scripts are loaded, and they are not what is measured.
                empty = client.info("memory")["used_memory"]
            key = secrets.token_hex(16)
            # Each is another learner's, as it is in earnest.
            text = json.dumps(json.loads(profile) | {"learner_id": key})
            accepted = jobs.accept(client="hr", profile=text, fingerprint="f" * 64, idempotency_key=key)
            claim = jobs.claim(Queue.EVALUATE, accepted.job_id, "bench")
            assert claim is not None
            made = jobs.finish_evaluation(claim, recommendation=recommendation, summary=SUMMARY)
            for delivery in made if delivered else ():
                owed = jobs.claim(Queue.DELIVER, delivery, "bench")
                assert owed is not None
                jobs.finish_delivery(owed, ARRIVED)
        settle(client, archiver)
        return float((client.info("memory")["used_memory"] - empty) / count)


def settle(client: redis.Redis, archiver: Archiver) -> None:
    """Archive all that is owed to the archive."""
    while client.zcard(keys.TO_ARCHIVE):
        archiver.round()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--archived", type=int, default=ARCHIVED, help="profiles that are archived")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    samples = documents()
    mean = sum(len(recommendation.encode()) for _, recommendation in samples) / len(samples)
    owed, finished = (archived(samples, given.archived, delivered=delivered) for delivered in (False, True))
    if given.json:
        told = {"recommendation": mean, "archived and owed": owed, "archived and finished": finished}
        print(json.dumps(told | {"finished": measure(samples, as_they_are=False)}))
        return
    print(f"{len(samples)} samples; a recommendation has {mean / 1000:.1f} kB on average")
    print(
        f"once it is archived a profile takes {owed:,.0f} bytes while it is owed, {finished:,.0f} when it is finished"
    )
    ours, theirs = measure(samples, as_they_are=False), measure(samples, as_they_are=True)
    print(f"a finished profile takes {ours / 1000:.1f} kB, stored as it is {theirs / 1000:.1f} kB")
    print(f"{'maxmemory':>10} {'profiles':>10} {'as they are':>12} {'a day for 30 days':>18}")
    for memory in MEMORIES:
        room = memory * MEGABYTE * POLICY.shed_above_percent / 100
        print(f"{memory:>7} MB {room / ours:>10,.0f} {room / theirs:>12,.0f} {room / ours / 30:>18,.0f}")


if __name__ == "__main__":
    main()

"""How many finished profiles does a given memory hold, and how many does it hold where texts are stored as they are?

The embedded Redis is given little memory and filled as the service fills it: a profile with an idempotency key is
accepted, decided by the real rules and delivered to one endpoint, until a profile is refused. What a profile takes is
the growth of Redis's memory per profile; how many fit is that many in the share of `maxmemory` below the shed level.
The alternative in the same run stores the recommendation's text as it is and keeps the profile. The append-only log is
off here: the disk is not what is measured. Run: PYTHONPATH=. python bench/store.py
"""

import secrets
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path

import redis

from services.broker.embedded_redis import EmbeddedRedis
from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.ledger.accounts.endpoints import EndpointMode, Endpoints
from services.ledger.attempts import Attempt
from services.ledger.jobs import Jobs, LedgerPolicy, Queue
from services.ledger.store import keys
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerFull
from services.settings import ROOT, read_settings
from services.wiring import open_advisor

MEGABYTE = 1024 * 1024
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
        summary = {"path": "certification", "standing": "clear"}
        for delivery in jobs.finish_evaluation(claim, recommendation=recommendation, summary=summary):
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


def main() -> None:
    samples = documents()
    mean = sum(len(recommendation.encode()) for _, recommendation in samples) / len(samples)
    print(f"{len(samples)} samples; a recommendation has {mean / 1000:.1f} kB on average")
    ours, theirs = measure(samples, as_they_are=False), measure(samples, as_they_are=True)
    print(f"a finished profile takes {ours / 1000:.1f} kB, stored as it is {theirs / 1000:.1f} kB")
    print(f"{'maxmemory':>10} {'profiles':>10} {'as they are':>12} {'a day for 30 days':>18}")
    for memory in MEMORIES:
        room = memory * MEGABYTE * POLICY.shed_above_percent / 100
        print(f"{memory:>7} MB {room / ours:>10,.0f} {room / theirs:>12,.0f} {room / ours / 30:>18,.0f}")


if __name__ == "__main__":
    main()

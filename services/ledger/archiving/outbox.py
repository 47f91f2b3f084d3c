"""What is the archive owed, and what may the ledger let go of? An entry stays until the archive has what it stands for.

An entry's version is the moment its lease ends: whoever took it writes to the archive under that version, and the
ledger lets go only while it is still the entry's. So after a crash at any moment, or a change, it comes again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import redis

from services.archive.port import Archive
from services.archive.records import ArchivedDelivery, ArchivedEvaluation
from services.ledger.accounts.retentions import Retentions
from services.ledger.erasure import erase_archived
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import from_ms, from_ms_or_none, from_redis_time
from services.ledger.store.packing import as_archived, unpacked
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts
from services.ledger.views import JobState

#: States in which nothing more comes of an evaluation by itself.
SETTLED = frozenset({JobState.COMPLETED.value, JobState.DISCARDED.value})


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Entries in the hands of one archiver: their records, and the ids of those that were erased."""

    versions: Mapping[str, int]
    records: tuple[ArchivedEvaluation, ...]
    erased: tuple[str, ...]


class Outbox:
    """The outbox of one ledger. Raises LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._scripts = Scripts(client, policy)
        self._policy = policy
        self._retentions = Retentions(client)

    def begin(self, *, moved: bool = False) -> bool:
        """Let the archive own from now on, and return whether it does.

        It does so by itself where every recommendation that was ever made is owed to it; else somebody has to see to
        it that the others are too (`moved`), and that nobody is left who knows of no archive.
        """
        return bool(self._scripts.run("begin_archive", int(moved)))

    def take(self, limit: int) -> Taken:
        """Take up to `limit` entries for as long as the lease, and read what they stand for."""
        flat = cast("list[str | int]", self._scripts.run("take_to_archive", limit))
        versions = {str(name): int(version) for name, version in zip(flat[::2], flat[1::2], strict=True)}
        with redis_errors_as_ours():
            jobs = self._jobs(list(versions))
            own = self._retentions.own() if versions else {}
            records = [
                self._record(name, job, text, versions[name], own.get(job["client"], self._policy.retention))
                for name, (job, text) in jobs.items()
                if job
            ]
        gone = tuple(name for name, (job, _) in jobs.items() if not job)
        return Taken(versions=versions, records=tuple(records), erased=gone)

    def let_go(self, taken: Taken) -> int:
        """Let go of what the archive has, unless it changed meanwhile; return how many went whole."""
        settled = {record.id for record in taken.records if record.kept_until is not None}
        arguments = [part for name, version in taken.versions.items() for part in (name, version, int(name in settled))]
        return int(self._scripts.run("let_go", *arguments)) if arguments else 0

    def leave(self, taken: Taken, ids: Collection[str]) -> Taken:
        """Return what was taken without some, which come again when their lease is over."""
        return Taken(
            versions={name: version for name, version in taken.versions.items() if name not in ids},
            records=tuple(record for record in taken.records if record.id not in ids),
            erased=taken.erased,
        )

    def give_back(self, taken: Taken) -> None:
        """Have what was taken come again at once."""
        arguments = [part for pair in taken.versions.items() for part in pair]
        if arguments:
            self._scripts.run("archive_later", *arguments)

    def adopt(self, ids: Sequence[str]) -> int:
        """Owe evaluations to the archive that were finished before there was one; return how many were new to it."""
        return int(self._scripts.run("adopt", *ids)) if ids else 0

    def erase_owed(self, archive: Archive, limit: int) -> int:
        """Carry out erasures that the archive is owed; return how many. Raises ArchiveUnavailable."""
        with redis_errors_as_ours():
            owed = cast("list[tuple[str, float]]", self._redis.zrange(keys.ERASURES, 0, limit - 1, withscores=True))
        for learner, asked_at in owed:
            erase_archived(self._scripts, archive, learner, int(asked_at))
        return len(owed)

    def _jobs(self, ids: Sequence[str]) -> dict[str, tuple[dict[str, str], str | None]]:
        pipe = self._redis.pipeline(transaction=False)
        for name in ids:
            pipe.hgetall(keys.JOB + name)
            pipe.get(keys.RECOMMENDATION + name)
        answers = pipe.execute()
        return dict(zip(ids, zip(answers[::2], answers[1::2], strict=True), strict=True))

    def _record(
        self, name: str, job: dict[str, str], text: str | None, version: int, retention: timedelta
    ) -> ArchivedEvaluation:
        is_settled = job["state"] in SETTLED and int(job.get("owed", 0)) <= 0
        settled_at = from_ms_or_none(job.get("settled_at")) or from_redis_time(self._redis.time())
        made = text if text and job["state"] == JobState.COMPLETED else None
        return ArchivedEvaluation(
            id=name,
            client=job["client"],
            learner=job.get("learner"),
            accepted_at=from_ms(job["accepted_at"]),
            finished_at=from_ms_or_none(job.get("finished_at")),
            kept_until=settled_at + retention if is_settled else None,
            version=version,
            fields=job,
            document=unpacked(made) if made else None,
            deliveries=self._deliveries(name, job) if is_settled else (),
            packed=as_archived(made) if made else None,
        )

    def _deliveries(self, name: str, job: Mapping[str, str]) -> tuple[ArchivedDelivery, ...]:
        ids = job.get("deliveries", "").split()
        pipe = self._redis.pipeline(transaction=False)
        for delivery in ids:
            pipe.hgetall(keys.JOB + delivery)
            pipe.lrange(keys.ATTEMPTS + delivery, 0, -1)
        answers = pipe.execute() if ids else []
        return tuple(
            ArchivedDelivery(
                id=delivery,
                evaluation=name,
                client=fields["client"],
                endpoint=fields["lane"].rpartition(":")[2],
                state=fields["state"],
                created_at=from_ms(fields["accepted_at"]),
                fields=fields,
                attempts=tuple(attempts),
            )
            for delivery, fields, attempts in zip(ids, answers[::2], answers[1::2], strict=True)
            if fields
        )

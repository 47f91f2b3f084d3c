"""What was a client promised? Written to disk before anything else happens, as a careful client would."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import time


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One idempotency key: the ids that a 202 named for it (one, if all is well), and how often it was sent."""

    key: str
    ids: tuple[str, ...] = ()
    sent: int = 0


@dataclass
class Journal:
    """A file of JSON lines, each on the disk before the call returns. Threads may share it."""

    path: Path
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._file = self.path.open("a", encoding="utf-8")

    def sending(self, key: str) -> None:
        self._write({"at": time(), "key": key, "sending": True})

    def answered(self, key: str, status: int | None, job_id: str | None) -> None:
        self._write({"at": time(), "key": key, "status": status, "id": job_id})

    def close(self) -> None:
        self._file.close()

    def promises(self) -> dict[str, Promise]:
        """Read the file back: what counts is what is on the disk."""
        found: dict[str, Promise] = {}
        for line in self.path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            old = found.get(entry["key"], Promise(key=entry["key"]))
            ids = (*old.ids, entry["id"]) if entry.get("id") and entry["id"] not in old.ids else old.ids
            found[entry["key"]] = Promise(key=old.key, ids=ids, sent=old.sent + ("sending" in entry))
        return found

    def _write(self, entry: dict[str, object]) -> None:
        with self._lock:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

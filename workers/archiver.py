"""What was decided and is owed to the archive? Write it there, and have the ledger let go of it.

`python -m workers.archiver` runs one; an entry is in one archiver's hands at a time, so two do no harm. Nothing is lost
where it is killed, or the database is away, full or slow: the ledger keeps everything until the archive has it.
"""

import logging
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Event

from services.archive.errors import ArchiveRefused, ArchiveUnavailable
from services.archive.opening import open_keeper
from services.archive.port import ArchiveKeeper
from services.ledger.archiving.outbox import Outbox, Taken
from services.ledger.standings.heartbeats import Heartbeats
from services.ledger.store.connection import connect
from services.ledger.store.errors import LedgerError
from services.ledger.store.policy import LedgerPolicy
from services.merkle_log.heads import open_signer
from services.settings import Settings, SettingsError, read_settings
from workers.running.clock import check_clock
from workers.running.heartbeat import Pulse, in_rounds
from workers.running.log_lines import start_logging
from workers.running.stopping import stop_on_signals

#: Evaluations in one transaction: a wait for the disk is shared by so many, and a round takes a few tenths of a second.
AT_ONCE = 100
#: How long to wait where nothing is owed.
EVERY = timedelta(seconds=0.5)
#: How often it is looked what is over its time.
EXPIRE_EVERY = timedelta(minutes=1)
#: The longest pause while a store does not answer.
LONGEST_PAUSE = timedelta(seconds=5)
#: What `sys.exit` gets where the environment is at fault.
USAGE_ERROR = 2

log = logging.getLogger("credwise.archiver")


class Archiver:
    """Moves what is owed to the archive, round by round."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        archive: ArchiveKeeper,
        heartbeats: Heartbeats,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._now = now
        self._started, self._started_at = time.monotonic(), now()
        self._outbox = outbox
        self._archive = archive
        self._heartbeats = heartbeats
        self._failures = 0
        self._at_once = AT_ONCE
        self._is_prepared = self._owns = False
        self._expires_at = 0.0

    def round(self) -> timedelta:
        """Archive what is owed now and return how long to pause before the next round; raises nothing of the stores."""
        try:
            moved = self._round()
        except (LedgerError, ArchiveUnavailable) as error:
            return self._back_off(error)
        self._at_once = min(2 * self._at_once, AT_ONCE)
        if self._failures:
            log.info("ledger and archive answer again")
            self._failures = 0
        return timedelta() if moved >= self._at_once else EVERY

    def _round(self) -> int:
        if not self._is_prepared:
            self._archive.prepare()
            self._is_prepared = True
        if not self._owns and not self._begin():
            return 0
        self._outbox.erase_owed(self._archive, AT_ONCE)
        moved = self._move()
        if time.monotonic() >= self._expires_at:
            if self._archive.log is not None:
                # What grew where there was no key: in a process without one, or before there was any.
                self._archive.log.sign_what_is_not()
            gone = self._archive.expire(self._surely_now(), AT_ONCE)
            self._expires_at = 0 if gone >= AT_ONCE else time.monotonic() + EXPIRE_EVERY.total_seconds()
        return moved

    def _surely_now(self) -> datetime:
        """Return the earliest of what this host, Redis's and the time since the start say it is.

        What is over its time is erased for good, and a clock that jumped ahead must not say what is.
        """
        now = self._now()
        since_start = timedelta(seconds=time.monotonic() - self._started)
        return min(now, self._heartbeats.time(), self._started_at + since_start)

    def _begin(self) -> bool:
        """Begin where nobody is left that knows of no archive, and nothing was decided before there was one."""
        others = [f"{beat.role} {beat.name}" for beat in self._heartbeats.alive() if not beat.archives]
        self._owns = not others and self._outbox.begin()
        if not self._owns:
            log.warning(
                "waiting: %s",
                f"processes without CREDWISE_ARCHIVE_URL are at work ({', '.join(others)})"
                if others
                else "some recommendations are from before there was an archive; `credwise archive migrate` moves them",
            )
        return self._owns

    def _move(self) -> int:
        taken = self._outbox.take(self._at_once)
        try:
            kept = self._write(taken)
            self._archive.delete(taken.erased)
        except ArchiveUnavailable:
            # A database that is slow takes fewer at a time.
            self._at_once = max(1, self._at_once // 2)
            self._outbox.give_back(taken)
            raise
        gone = self._outbox.let_go(kept)
        if taken.versions:
            log.info("archived %d, let go of %d, forgot %d", len(kept.records), gone, len(taken.erased))
        return len(taken.versions)

    def _write(self, taken: Taken) -> Taken:
        """Write all in one transaction; where one is refused, each in its own, and leave the refused ones."""
        try:
            self._archive.write(taken.records)
        except ArchiveRefused:
            refused = [record.id for record in taken.records if not self._is_taken(record.id, taken)]
            return self._outbox.leave(taken, refused)
        return taken

    def _is_taken(self, name: str, taken: Taken) -> bool:
        try:
            self._archive.write([record for record in taken.records if record.id == name])
        except ArchiveRefused as error:
            log.error("the archive refuses job=%s, the ledger keeps it: %s", name, error)  # noqa: TRY400 - says it all
            return False
        return True

    def _back_off(self, error: Exception) -> timedelta:
        if not self._failures:
            log.warning("cannot archive what is owed, will go on trying: %s", error)
        self._failures += 1
        return min(EVERY * (1 << min(self._failures, 10)), LONGEST_PAUSE)


def run(settings: Settings, url: str, stop: Event) -> None:
    """Archive until `stop` is set."""
    client, policy = connect(settings.redis), LedgerPolicy.of(settings)
    heartbeats = Heartbeats(client, policy)
    pulse = Pulse(heartbeats, "archiver")
    check_clock(heartbeats)
    log.info("archiving")
    with closing(open_keeper(url, open_signer(settings.audit_key))) as archive:
        archiver = Archiver(outbox=Outbox(client, policy), archive=archive, heartbeats=heartbeats)
        in_rounds(pulse, stop, archiver.round)


def main() -> int:
    """Run an archiver with the settings of the environment; return the exit code."""
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE_ERROR
    if settings.archive_url is None:
        sys.stderr.write("There is no archive to write to: set CREDWISE_ARCHIVE_URL.\n")
        return USAGE_ERROR
    start_logging("archiver", settings.log_format)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with stop_on_signals() as stop:
        run(settings, settings.archive_url, stop)
    log.info("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())

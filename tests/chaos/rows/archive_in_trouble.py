"""What happens when the archive's database is away, silent, slow, full, or dies between commit and acknowledgement?"""

from collections.abc import Callable
from time import sleep

from tests.builders.delivery_ids import delivery_id
from tests.chaos.archive_database import ArchiveDatabase
from tests.chaos.proxy import Fate, Way
from tests.chaos.rows.redis_in_trouble import load
from tests.chaos.trial import Trial, row

#: How long the database is in trouble, in seconds: longer than every timeout of its clients.
TROUBLE = 5.0
#: Seconds within which everything must be archived when the trouble is over: the lease of what a killed archiver had
#: in hand is in it.
ARCHIVED_WITHIN = 90
UNDISTURBED = "profiles are accepted and delivered all the while, readiness stays true; then each is archived once"


def _through(trial: Trial, database: ArchiveDatabase, begin: Callable[[], object], end: Callable[[], object]) -> None:
    """Post while the database is in trouble; nothing of it may be seen but in the archive's debt."""
    with load(trial) as seen:
        sleep(1)
        begin()
        before = len(seen.answers)
        sleep(TROUBLE)
        accepted = {delivery_id(one.id) for one in seen.answers[before:] if one.status == 202}
        trial.until(
            lambda: accepted & trial.inbox.counts().keys(), 40, "what was accepted meanwhile delivered meanwhile"
        )
        trial.until(lambda: _owed(trial), 10, "what the archive is owed")
        trial.note(f"{len(accepted)} accepted and {_owed(trial)} owed to the archive meanwhile")
        end()
    trial.fault_ends()
    refused = [one.status for one in seen.answers if one.status != 202]
    trial.expect(not refused, f"refused with {set(refused)}")
    trial.expect(all(seen.ready), "readiness turned false")
    _expect_archived_once(trial, database)


def _database(trial: Trial) -> ArchiveDatabase | None:
    """Return what is to be broken; where there is no PostgreSQL, say so."""
    if trial.place.archive is None:
        trial.note("left out: there is no PostgreSQL on this machine")
    return trial.place.archive


def _owed(trial: Trial) -> int:
    state = trial.place.snapshot().archive
    return state.owed if state else 0


def _expect_archived_once(trial: Trial, database: ArchiveDatabase) -> None:
    redis = trial.place.redis.client
    accepted = {one for promise in trial.hr.journal.promises().values() for one in promise.ids}
    trial.until(lambda: accepted <= database.archived().keys(), ARCHIVED_WITHIN, "everything archived")
    times = database.archived()
    trial.expect(all(times[one] == 1 for one in accepted), "something is archived twice")
    texts = [f"cw:rec:{one}" for one in accepted]
    trial.until(lambda: not redis.exists(*texts), ARCHIVED_WITHIN, "the ledger's letting go")


@row("the archive's database away: connections are refused", UNDISTURBED)
def archive_away(trial: Trial) -> None:
    _way_barred(trial, Way.REFUSED)


@row("the archive's database silent: connected, and nothing comes back", UNDISTURBED)
def archive_silent(trial: Trial) -> None:
    _way_barred(trial, Way.SILENT)


def _way_barred(trial: Trial, way: Way) -> None:
    if (database := _database(trial)) is None:
        return
    proxy = database.proxy
    _through(trial, database, lambda: proxy.set_way(way), lambda: proxy.set_way(Way.OPEN))


@row("the archive's database slow (0.3 s on every message), connections reset now and then", UNDISTURBED)
def archive_slow(trial: Trial) -> None:
    if (database := _database(trial)) is None:
        return
    proxy = database.proxy

    def slow() -> None:
        proxy.delay = 0.3
        proxy.cut_all()

    _through(trial, database, slow, proxy.heal)


@row("the archive's disk full: PostgreSQL ends itself, and starts again when there is room", UNDISTURBED)
def archive_full(trial: Trial) -> None:
    if (database := _database(trial)) is None:
        return

    def room_again() -> None:
        database.server.kill()
        database.server.start()

    _through(trial, database, database.fill_disk, room_again)


@row("kill -9 of the database between commit and acknowledgement, three times", UNDISTURBED)
def archive_killed_at_commit(trial: Trial) -> None:
    killed = list[str]()
    if (database := _database(trial)) is None:
        return

    def committed() -> Fate:
        if len(killed) >= 3:
            return Fate.PASS
        killed.append("committed")
        database.server.kill()
        database.server.start()
        return Fate.CUT

    database.proxy.on_committed = committed
    trial.hr.post_many(trial.amount)
    trial.until(lambda: len(killed) == 3, 60, "three kills")
    trial.fault_ends()
    trial.note(f"{len(killed)} kills after a commit that nobody was told of")
    _expect_archived_once(trial, database)


@row("kill -9 of the archiver before, between and after writing and letting go", "nothing is lost or archived twice")
def archiver_killed(trial: Trial) -> None:
    if (database := _database(trial)) is None:
        return
    killed = list[str]()
    victims = ["take_to_archive", "let_go", "let_go"]

    def rule(_link: object, command: object) -> Fate:
        script = getattr(command, "script", None)
        if victims and script == victims[0]:
            killed.append(victims.pop(0))
            trial.place.crash("archiver")
            return Fate.CUT
        return Fate.PASS

    (proxy,) = trial.proxy("archiver")
    proxy.on_command = rule
    trial.hr.post_many(trial.amount)
    trial.until(lambda: not victims, 60, "three kills")
    trial.fault_ends()
    trial.note(f"killed at {', '.join(killed)}")
    # What it had in hand comes when its lease is over.
    _expect_archived_once(trial, database)

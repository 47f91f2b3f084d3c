"""How does a ledger's snapshot look on a terminal? Pure: a snapshot in, something to print out."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.ledger.standings.queues import LedgerSnapshot, RedisSnapshot

#: A job that has been due for longer than this waits for a worker that is missing or too slow; it is shown in red.
LATE_AFTER = timedelta(seconds=30)

#: The clocks may differ by this much before it is shown as a fault: leases and retries go by Redis's clock alone.
CLOCKS_MAY_DIFFER = timedelta(seconds=5)

#: The roles in the order in which a profile meets them; others come after. One that is missing is named.
ROLES = ("evaluate", "deliver", "dispatcher")


def screen(found: LedgerSnapshot) -> RenderableType:
    """Lay the snapshot out on one screen, what needs attention in red."""
    return Group(
        Text(f"Credwise at {found.at:%Y-%m-%d %H:%M:%S} UTC, by Redis's clock", style="bold"),
        Text(),
        _queues(found),
        *_held(found),
        Text(),
        _counts("Delivery attempts", found.deliveries, "none yet"),
        _workers(found),
        *_archive(found),
        *_refused_files(found),
        _redis(found.redis),
    )


def _queues(found: LedgerSnapshot) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("queue", "oldest due", "waiting", "running", "lease over", "scheduled", "dead"):
        table.add_column(heading, justify="left" if heading in {"queue", "dead"} else "right", overflow="fold")
    for name, queue in found.queues.items():
        late = queue.oldest_due_age_seconds > LATE_AFTER.total_seconds()
        table.add_row(
            name,
            Text(f"{queue.oldest_due_age_seconds:.1f} s", style="red" if late else ""),
            str(queue.waiting),
            str(queue.running),
            str(queue.leases_over),
            str(queue.scheduled),
            Text(_in_words(queue.dead) or "0", style="red" if any(queue.dead.values()) else ""),
        )
    return table


def _held(found: LedgerSnapshot) -> list[Text]:
    """Say what endpoints hold back; it is waiting, but no worker is missing for it."""
    held = {name: _in_words(queue.held) for name, queue in found.queues.items()}
    return [Text(f"Held back of what waits to {name}: {causes}") for name, causes in held.items() if causes]


def _counts(heading: str, counts: Mapping[str, int], otherwise: str) -> Text:
    return Text(f"{heading}: {_in_words(counts) or otherwise}")


def _workers(found: LedgerSnapshot) -> Text:
    wanted = (*ROLES, *(role for role in found.roles if role not in ROLES))
    by_role: dict[str, list[str]] = {role: [] for role in wanted}
    for beat in found.workers:
        by_role.setdefault(beat.role, []).append(beat.name)
    text = Text("Alive: ")
    for number, (role, names) in enumerate(by_role.items()):
        text.append("; " if number else "")
        text.append(f"{role} {', '.join(names)}" if names else f"no {role}", style="" if names else "red")
    return text


def _archive(found: LedgerSnapshot) -> Iterator[Text]:
    """Say what the archive is owed; nothing where there is none."""
    state = found.archive
    if state is None:
        return
    if not state.owns:
        yield Text("Archive: not begun; `credwise archive migrate` moves what Redis keeps", style="red")
    yield Text(
        f"Archive: {state.due} due and {state.owed - state.due} later, {state.erasures} erasures; "
        f"the oldest has waited {state.oldest_due_age_seconds:.1f} s",
        style="red" if state.in_a_word == "behind" else "",
    )


def _refused_files(found: LedgerSnapshot) -> Iterator[Text]:
    """Yield what processes say of changed files that they did not take up, the same once."""
    told: dict[str, list[str]] = {}
    for beat in found.workers:
        for what, decided_by in (("rules", "rulebook"), ("catalogue", "catalogue")):
            if problems := beat.detail.get(f"{what}_problems"):
                sentence = f"Changed {what} refused, {decided_by} {beat.detail[decided_by]} stays in force: {problems}"
                told.setdefault(sentence, []).append(beat.name)
    for sentence, names in told.items():
        yield Text(f"{', '.join(names)}: {sentence}", style="red")


def _redis(redis: RedisSnapshot) -> Text:
    text = Text(f"Redis {redis.version}: memory ")
    used = redis.memory_used_percent
    text.append("without a limit" if used is None else f"{used} % used", style="")
    text.append(", append-only file ")
    text.append(redis.append_log, style="" if redis.append_log == "ok" else "red")
    ahead = timedelta(seconds=redis.clock_ahead_seconds)
    text.append(", clock ")
    text.append(f"{ahead.total_seconds():+.1f} s", style="red" if abs(ahead) > CLOCKS_MAY_DIFFER else "")
    return text.append(" against this computer's")


def _in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items() if count)

"""How do the Lua scripts reach Redis? Each as one text: its prelude, its key names, and a flag where Redis knows flags.

A script is the only way anything of the ledger changes, because Redis runs it whole or not at all.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import redis
from redis.commands.core import Script

from services.ledger.store import keys
from services.ledger.store.connection import refuse_cluster
from services.ledger.store.errors import NotCopied, redis_errors_as_ours
from services.ledger.store.keys import FOR_SCRIPTS
from services.ledger.store.moments import in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.timings import bounds_for_scripts
from services.ledger.store.wake_ups import prepared

FOLDER = Path(__file__).parent / "lua"

#: What every script is given first, in this order.
PRELUDES = (
    "_base",
    "_turns",
    "_lanes",
    "_waking",
    "_batches",
    "_states",
    "_archive",
    "_limits",
    "_keeping",
    "_events",
    "_again",
    "_pulling",
    "_accepting",
)

#: The scripts as they were when the process started. One that runs on while a release is installed over it must not
#: take up the next release's scripts: it would misread their answers, and every job that it claims become a poison.
TEXTS: Mapping[str, str] = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.lua"))}

#: The only script that may not write when Redis is at its maxmemory: what was accepted must be worked off even then.
REFUSED_WHEN_FULL = frozenset(
    {"accept", "accept_lines", "start_import", "put_endpoint", "put_overlay", "put_catalogue"}
)

#: Scripts that write nothing: they must answer even where Redis refuses every write.
READS_ONLY = frozenset({"standing", "endpoint_standings", "limits_used"})

#: Scripts that are run often and mostly find nothing to do. They say themselves when they begin to write: Redis 6.2
#: writes to its log, and waits for the disk, for every script that has called a command that may write.
SELDOM_WRITE = frozenset(
    {"claim_next", "claim_import", "tend_evaluations", "tend_deliveries", "resend_step", "reschedule"}
)

#: Scripts by which a client is promised something. Where the policy asks for it, replicas have what such a script wrote
#: before the client is answered, so that a failover keeps it.
PROMISES = frozenset(
    {"accept", "accept_lines", "cancel_lines", "start_import", "erase_learner", "start_resending", "send_again"}
    | {"put_endpoint", "delete_endpoint", "set_endpoint_state", "prove_endpoint", "rotate_secret"}
    | {"put_overlay", "put_catalogue", "activate_catalogue", "discard", "set_queue_paused"}
)

#: How long replicas may take. With the time for an answer it stays below what a client waits for a refusal.
COPIED_WITHIN = timedelta(seconds=1)

#: The first version of Redis that knows flags in the first line of a script.
KNOWS_FLAGS = 7

#: What Redis says of a script whose first line it does not know.
NOT_COMPILED = "Error compiling script"


class Scripts:
    """The ledger's scripts on one Redis, loaded when first run."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._policy = policy.for_scripts()
        self._replicas = policy.replicas
        self._loaded: dict[str, Script] = {}

    def run(self, name: str, *arguments: str | int | bytes) -> Any:
        """Run lua/<name>.lua and return its answer; raise LedgerFull, or LedgerUnavailable (NotCopied)."""
        with redis_errors_as_ours():
            try:
                return self._answer(name, arguments)
            except redis.ResponseError as error:
                if NOT_COMPILED not in str(error):
                    raise
                # Redis was replaced by an older one under this process. Nothing of the script has run.
                self._loaded.pop(name, None)
                return self._answer(name, arguments)

    def run_each(self, name: str, calls: Sequence[Sequence[str | int | bytes]]) -> list[Any]:
        """Run lua/<name>.lua with the arguments of each call, all in one round trip, and return the answers in order.

        Raises as `run` where one was refused; the others were carried out all the same.
        """
        if not calls:
            return []
        with redis_errors_as_ours():
            script, pipe = self._loaded_for(name), self._redis.pipeline(transaction=False)
            for arguments in calls:
                script(args=[self._policy, *arguments], client=pipe)
            # The library's own error would repeat the arguments, and they may be secrets.
            answers = pipe.execute(raise_on_error=False)
            for answer in answers:
                if isinstance(answer, Exception):
                    raise answer
        return answers

    def _answer(self, name: str, arguments: Sequence[str | int | bytes]) -> Any:
        script, given = self._loaded_for(name), [self._policy, *arguments]
        if not self._replicas or name not in PROMISES:
            return script(args=given)
        # Redis waits for what the connection has written, so all of it goes over one. Where the script finds that it
        # has been done before it writes nothing; what is set here comes after what it wrote then.
        pipe = self._redis.pipeline(transaction=False)
        script(args=given, client=pipe)
        pipe.set(keys.COPIED, "1")
        pipe.wait(self._replicas, in_ms(COPIED_WITHIN))
        answer, _, copies = pipe.execute(raise_on_error=False)
        for fault in (answer, copies):
            if isinstance(fault, Exception):
                raise fault
        if copies < self._replicas:
            raise NotCopied(copies, self._replicas)
        return answer

    def _loaded_for(self, name: str) -> Script:
        script = self._loaded.get(name)
        if script is None:
            script = self._loaded[name] = self._redis.register_script(script_text(name, refuse_cluster(self._redis)))
        return script


@cache
def script_text(name: str, redis_version: int) -> str:
    """Assemble the text of lua/<name>.lua for a major version of Redis."""
    names = ", ".join(f"{name} = '{key}'" for name, key in FOR_SCRIPTS.items())
    preludes = [TEXTS[part] for part in PRELUDES]
    declared = f"local K, BOUNDS, W = {{{names}}}, {bounds_for_scripts()}, {{{_messages()}}}"
    parts = [declared, *preludes]
    if name not in REFUSED_WHEN_FULL | READS_ONLY:
        if redis_version >= KNOWS_FLAGS:
            parts.insert(0, "#!lua flags=allow-oom")
        elif name not in SELDOM_WRITE:
            parts.append("write_though_full()")
    return "\n".join([*parts, TEXTS[name]])


def _messages() -> str:
    """Write the prepared messages as Lua: by queue, the list that each goes to and its text."""
    return ", ".join(
        f"{queue} = {{list = '{message.list}', message = [==[{message.text}]==]}}"
        for queue, message in prepared().items()
    )

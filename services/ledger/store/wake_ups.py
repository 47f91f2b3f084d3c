"""What does a message to a worker look like? Prepared here once, so that the ledger's scripts can push it themselves.

It says that there is work, and no more: which work comes next is decided when a worker asks. It is what Celery would
publish (its protocol 2 in kombu's form on Redis), so Celery's workers take it. Workers of an older release work on the
job that their messages name, so one is named; `pull` tells those of this release to ask instead.
"""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: The task that the messages in each list call; a list has its queue's name.
TASKS: Mapping[str, str] = {"evaluate": "credwise.evaluate", "deliver": "credwise.deliver"}

#: What the scripts put in: the id of a job, something that no other message has, and 1 or 0 for `pull`.
ID, TAG, PULL = "@id@", "@tag@", "@pull@"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The Redis list that the message goes to, and its text but for what the scripts put in."""

    list: str
    text: str


def prepared() -> Mapping[str, Prepared]:
    """Return the message of each queue."""
    return {queue: Prepared(list=queue, text=_text(queue, task)) for queue, task in TASKS.items()}


def named_job(message: str) -> str | None:
    """Return the id of the job to work on by its name; None where the worker is to ask for what comes next."""
    envelope = json.loads(message)
    if is_pull(envelope.get("headers", {}).get("pull")):
        return None
    body = envelope["body"]
    if envelope["properties"].get("body_encoding") == "base64":
        body = b64decode(body)
    arguments = json.loads(body)[0]
    return str(arguments[0]) if arguments else None


def is_pull(header: object) -> bool:
    """Tell whether a message's header `pull` asks the worker to ask for what comes next."""
    return header == "1"


def _text(queue: str, task: str) -> str:
    body = [[ID], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}]
    envelope: dict[str, Any] = {
        "body": json.dumps(body, separators=(",", ":")),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {
            "lang": "py",
            "task": task,
            "id": TAG,
            "root_id": TAG,
            "parent_id": None,
            "retries": 0,
            "pull": PULL,
        },
        "properties": {
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": queue},
            "priority": 0,
            "delivery_tag": TAG,
        },
    }
    return json.dumps(envelope, separators=(",", ":"))

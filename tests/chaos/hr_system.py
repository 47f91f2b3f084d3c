"""How does a careful client post? Each profile under a key of its own, again after no answer, with a journal on disk."""

import json
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from time import monotonic, sleep
from typing import Any

import urllib3

from tests.chaos.inbox import Inbox
from tests.chaos.journal import Journal

#: Seconds; longer than any answer may take, so that a slow answer is seen as slow and not as none.
TIMEOUT = urllib3.Timeout(connect=5, read=15)
#: Seconds between two attempts to send the same profile; real clients wait for Retry-After, this one is impatient.
AGAIN_AFTER = 0.25
ACCEPTED = 202


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one request: `status` is None where no answer came."""

    status: int | None
    seconds: float
    document: dict[str, Any] = field(default_factory=dict)
    retry_after: str | None = None
    replayed: bool = False

    @property
    def id(self) -> str | None:
        return self.document.get("id") if self.status == ACCEPTED else None


class HrSystem:
    """One client of the API, with one endpoint ("lms") whose webhooks go to `inbox`."""

    def __init__(self, *, name: str, key: str, address: str, inbox: Inbox, journal: Journal, seed: str) -> None:
        self.name = name
        self.key = key
        self.inbox = inbox
        self.journal = journal
        self.answers: list[Answer] = []
        self._address = address
        self._headers = {"Authorization": f"Bearer {key}"}
        self._pool = urllib3.PoolManager(maxsize=16)
        self._keys = count(1)
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._samples: tuple[dict[str, Any], ...] = ()
        self._bodies: dict[str, dict[str, Any]] = {}

    def with_samples(self, samples: Iterable[dict[str, Any]]) -> "HrSystem":
        self._samples = tuple(samples)
        return self

    def register(self, endpoint: str = "lms", inbox: Inbox | None = None, address: str | None = None) -> Answer:
        """Put an endpoint and give its secret to the inbox."""
        inbox = inbox or self.inbox
        body = {"address": address or inbox.address, "mode": "full"}
        answer = self.request("PUT", f"/v1/endpoints/{endpoint}", body)
        inbox.secret = answer.document.get("secret", inbox.secret)
        return answer

    def new_profile(self, *, poison_every: int = 0) -> tuple[str, dict[str, Any]]:
        """Return a new idempotency key and the profile that goes with it; one in `poison_every` is poison."""
        number = next(self._keys)
        key = f"{self.name}-{number}"
        kind = "poison" if poison_every and number % poison_every == 0 else "learner"
        profile = {**self._chance.choice(self._samples), "learner_id": f"{kind}-{number}"}
        self._bodies[key] = profile
        return key, profile

    def post(self, key: str) -> Answer:
        """Send the profile of `key` once."""
        self.journal.sending(key)
        answer = self.request("POST", "/v1/profiles", self._bodies[key], {"Idempotency-Key": key})
        self.journal.answered(key, answer.status, answer.id)
        self.answers.append(answer)
        return answer

    def post_until_taken(self, key: str, within: float = 120) -> Answer:
        """Send it again and again until a 202 comes or the time is over; return the last answer."""
        deadline = monotonic() + within
        while (answer := self.post(key)).status != ACCEPTED and monotonic() < deadline:
            sleep(AGAIN_AFTER)
        return answer

    def post_many(self, number: int, *, at_once: int = 4, within: float = 120, poison_every: int = 0) -> list[str]:
        """Post new profiles until each is taken; return their ids."""
        keys = [self.new_profile(poison_every=poison_every)[0] for _ in range(number)]
        with ThreadPoolExecutor(at_once) as threads:
            answers = threads.map(lambda key: self.post_until_taken(key, within), keys)
            return [answer.id for answer in answers if answer.id]

    def look(self, job_id: str) -> dict[str, Any]:
        """Ask the API how far a profile is; empty where it does not say."""
        return self.request("GET", f"/v1/recommendations/{job_id}").document

    def read(self, path: str) -> str:
        """Read an answer that is no JSON."""
        return self._pool.request("GET", self._address + path, timeout=TIMEOUT, retries=False).data.decode()

    def is_ready(self) -> bool:
        return self.request("GET", "/readyz").status == 200

    def request(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Send one request, without trying again."""
        began = monotonic()
        try:
            answer = self._pool.request(
                method,
                self._address + path,
                body=None if body is None else json.dumps(body).encode(),
                headers={**self._headers, "Content-Type": "application/json", **(headers or {})},
                timeout=TIMEOUT,
                retries=False,
            )
            document = json.loads(answer.data)
        except (urllib3.exceptions.HTTPError, ValueError):
            return Answer(status=None, seconds=monotonic() - began)
        return Answer(
            status=answer.status,
            seconds=monotonic() - began,
            document=document,
            retry_after=answer.headers.get("Retry-After"),
            replayed="Idempotent-Replayed" in answer.headers,
        )

"""How does a command talk to a running API about batches? It sends again what got no answer: nothing is taken twice."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from time import sleep
from typing import Any

import urllib3

from services.cli.sending.parts import BatchPart

#: Seconds without a sign of the server after which it is taken to be away.
TIMEOUT = urllib3.Timeout(connect=5, read=120)

#: How often it is tried to send the same, and the longest pause in between, in seconds.
TRIES, LONGEST_PAUSE = 6, 60

#: Answers after which the same is sent again a little later.
TRY_AGAIN = frozenset({HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS})

#: Seconds that the server may wait for a batch to go on, before it says how far it is.
WAIT = 2


class SendingFailed(Exception):
    """The API did not answer, or not as it should; the message is its words. What was taken stays taken: send again."""


class SendingRefused(SendingFailed):
    """The API will say the same again: something else is to be mended first; the message says what."""


@dataclass(frozen=True, kw_only=True)
class BatchClient:
    """One client with its key, at one address of the API (no slash at its end). `pause` waits so many seconds."""

    address: str
    key: str
    pool: urllib3.PoolManager
    pause: Callable[[float], None] = sleep

    def send(self, part: BatchPart, key: str, sent: Callable[[int], None]) -> dict[str, Any]:
        """Send a part under its idempotency key and return the batch; `sent` is told how many lines have gone."""
        tries = 0
        while True:
            tries += 1
            try:
                answer = self._post(part, key, sent)
            except urllib3.exceptions.HTTPError as error:
                why, wait = f"The API at {self.address} does not answer: {error}", 2.0**tries
            else:
                if answer.status == HTTPStatus.ACCEPTED:
                    return dict(answer.json())
                why, wait = _words(answer), float(answer.headers.get("Retry-After", 2**tries))
                if answer.status not in TRY_AGAIN:
                    raise _failure(answer)
                # Up to what the client's limits leave room for it is taken, and the rest when there is room again.
                tries -= answer.status == HTTPStatus.TOO_MANY_REQUESTS
            if tries >= TRIES:
                raise SendingFailed(why)
            self.pause(min(wait, LONGEST_PAUSE))

    def _post(self, part: BatchPart, key: str, sent: Callable[[int], None]) -> urllib3.BaseHTTPResponse:
        def body() -> Iterator[bytes]:
            for number, line in enumerate(part.lines, start=1):
                yield line
                sent(part.offset + number)

        headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": key}
        return self._request("POST", "/v1/profiles/batch", body=body(), headers=headers, chunked=True)

    def batch(self, batch_id: str) -> dict[str, Any]:
        """Ask how far a batch is, when it has gone on or after a while."""
        return dict(self._get(f"/v1/batches/{batch_id}", {"Prefer": f"wait={WAIT}"}).json())

    def results(self, batch_id: str, offset: int) -> Iterator[dict[str, Any]]:
        """Yield what became of each line, numbered as in the file."""
        for line in self._text(f"/v1/batches/{batch_id}/results"):
            document = json.loads(line)
            yield {**document, "line": document["line"] + offset}

    def table(self, batch_id: str, offset: int) -> Iterator[list[str]]:
        """Yield the rows of its table, the headings first, numbered as in the file."""
        rows = csv.reader(self._text(f"/v1/batches/{batch_id}/results.csv"))
        yield next(rows)
        for number, *cells in rows:
            yield [str(int(number) + offset), *cells]

    def _text(self, path: str) -> io.TextIOWrapper:
        answer = self._get(path, preload_content=False)
        # Whoever reads it as a file closes it; by itself it would be closed when its end is read.
        answer.auto_close = False  # type: ignore[attr-defined]
        return io.TextIOWrapper(io.BufferedReader(answer), encoding="utf-8-sig", newline="")

    def _get(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> urllib3.BaseHTTPResponse:
        try:
            answer = self._request("GET", path, headers=headers or {}, **more)
        except urllib3.exceptions.HTTPError as error:
            raise SendingFailed(f"The API at {self.address} does not answer: {error}") from error
        if answer.status != HTTPStatus.OK:
            raise _failure(answer)
        return answer

    def _request(self, method: str, path: str, *, headers: dict[str, str], **more: Any) -> urllib3.BaseHTTPResponse:
        headers = {"Authorization": f"Bearer {self.key}", **headers}
        return self.pool.request(
            method, self.address + path, headers=headers, timeout=TIMEOUT, retries=False, redirect=False, **more
        )


def _failure(answer: urllib3.BaseHTTPResponse) -> SendingFailed:
    is_ours = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return (SendingRefused if is_ours and answer.status not in TRY_AGAIN else SendingFailed)(_words(answer))


def _words(answer: urllib3.BaseHTTPResponse) -> str:
    try:
        document = json.loads(answer.data)
        return f"{document['title']}: {document['detail']}"
    except (ValueError, KeyError, TypeError):
        return f"The API answered {answer.status}."

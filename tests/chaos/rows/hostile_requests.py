"""What happens to requests that are made to hurt?"""

import json
import socket
from collections.abc import Iterator

from tests.chaos.trial import Trial, row

#: The longest body that is taken, as the settings have it by default.
LARGEST = 262_144


@row(
    "hostile JSON, oversize, chunked oversize, bodies that break off",
    "4xx problem document, never 500, never a partial accept",
)
def hostile_requests(trial: Trial) -> None:
    before = trial.count("accepted")
    statuses: list[int] = []
    for name, head, body in _requests(trial):
        status, answer = _talk(trial, head, body)
        statuses.append(status)
        trial.expect(400 <= status < 500, f"{name}: answered {status}")
        trial.expect(b"application/problem+json" in answer, f"{name}: no problem document")
    trial.expect(trial.count("accepted") == before, "something of it was accepted")
    trial.note(f"{len(statuses)} requests, answered {', '.join(str(one) for one in sorted(set(statuses)))}")
    trial.hr.post_many(2)
    trial.fault_ends()


def _requests(trial: Trial) -> Iterator[tuple[str, list[str], bytes]]:
    good = json.dumps(trial.hr.new_profile()[1])
    deep = 20_000
    bodies = {
        "empty": "",
        "cut off": good[: len(good) // 2],
        "two documents": good + good,
        "deep lists": "[" * deep + "]" * deep,
        "deep objects": '{"a":' * deep + "1" + "}" * deep,
        "a number of 5,000 digits": '{"learner_id": ' + "9" * 5000 + "}",
        "an enormous exponent": good.replace("{", '{"hours_per_week": 1e400, ', 1),
        "NaN": good.replace("{", '{"hours_per_week": NaN, ', 1),
        "Infinity": good.replace("{", '{"hours_per_week": Infinity, ', 1),
        "duplicate names": good.replace("{", '{"learner_id": "twice", ', 1),
        "an unknown member": good.replace("{", '{"__proto__": {"admin": true}, ', 1),
        "a list": "[]",
        "null": "null",
        "a text": '"profile"',
        "a lone surrogate": '{"learner_id": "\\ud800"}',
        "a NUL": '{"learner_id": "a\\u0000b"}',
        "a byte order mark": "\ufeff" + good,
        "wrong types": '{"learner_id": 5, "field": [], "skills": {}}',
        "comments": "/* hello */" + good,
        "single quotes": good.replace('"', "'"),
        "oversize": '{"learner_id": "' + "x" * LARGEST + '"}',
    }
    for name, text in bodies.items():
        raw = text.encode("utf-8", "surrogatepass")
        yield name, ["Content-Type: application/json", f"Content-Length: {len(raw)}"], raw
    raw = good.encode()
    yield "bytes that are no UTF-8", ["Content-Type: application/json", "Content-Length: 4"], b'"\xff\xfe"'
    yield "UTF-16", ["Content-Type: application/json", f"Content-Length: {len(raw) * 2 + 2}"], good.encode("utf-16")
    yield "a form", ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(raw)}"], raw
    yield "no type", [f"Content-Length: {len(raw)}"], raw
    packed = ["Content-Type: application/json", "Content-Encoding: gzip", f"Content-Length: {len(raw)}"]
    yield "said to be compressed", packed, raw
    chunked = ["Content-Type: application/json", "Transfer-Encoding: chunked"]
    yield "chunked", chunked, b"%x\r\n%s\r\n0\r\n\r\n" % (len(raw), raw)
    padded = raw + b" " * (2 * LARGEST)
    yield "chunked oversize", chunked, b"%x\r\n%s\r\n0\r\n\r\n" % (len(padded), padded)
    said = ["Content-Type: application/json", f"Content-Length: {len(raw) + 10}"]
    yield "a body that ends too soon", said, raw


def _talk(trial: Trial, head: list[str], body: bytes) -> tuple[int, bytes]:
    """Send a request as it is; return the status and all of the answer. 0 stands for no answer."""
    lines = ["POST /v1/profiles HTTP/1.1", "Host: localhost", f"Authorization: Bearer {trial.hr.key}", *head]
    with socket.create_connection(("127.0.0.1", trial.place.port), timeout=20) as stream:
        try:
            stream.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
            stream.shutdown(socket.SHUT_WR)
        except OSError:
            # It was refused before it was through; the answer is there all the same.
            pass
        answer = b""
        try:
            while data := stream.recv(65536):
                answer += data
        except OSError:
            pass
    words = answer.split(b" ", 2)
    return (int(words[1]) if len(words) > 2 else 0), answer

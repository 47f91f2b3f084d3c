"""Does the sample receiver tell a signed webhook from one that only looks like it?"""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
import urllib3
from click.testing import CliRunner
from patience import PATIENCE
from rich.console import Console
from standardwebhooks import Webhook

from services.cli import main
from services.cli.running.receive import _save, _show
from services.cli.running.receiver import Manner, Received, listening

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER_SECRET = "whsec_" + "QUJD" * 8
BODY = json.dumps({"type": "recommendation.completed", "data": {"learner": "Łucja"}}).encode()


def signed(body=BODY, secret=SECRET, *, at=None, id_="rec_1.lms"):
    at = at or datetime.now(UTC)
    signature = Webhook(secret).sign(msg_id=id_, timestamp=at, data=body.decode())
    return {"webhook-id": id_, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


@pytest.fixture
def receiver():
    with listening(secret=SECRET) as receiver:
        yield receiver


@pytest.fixture
def post(receiver):
    with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
        yield lambda headers, body=BODY: pool.request("POST", receiver.address, body=body, headers=headers)


def test_a_signed_webhook_is_taken_and_verified(receiver, post):
    assert post(signed()).status == 204
    received = receiver.arrived.get(timeout=PATIENCE)
    assert received.verified
    assert received.problem is None
    assert received.webhook_id == "rec_1.lms"
    assert received.event["data"] == {"learner": "Łucja"}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (signed(secret=OTHER_SECRET), BODY),
        (signed(), BODY + b" "),
        (signed(at=datetime.now(UTC) - timedelta(hours=1)), BODY),
        ({**signed(), "webhook-id": "rec_2.lms"}, BODY),
        ({}, BODY),
        (signed(b"not json"), b"not json"),
        (signed(b"[1]"), b"[1]"),
    ],
    ids=["another secret", "another body", "an hour old", "another id", "no headers", "no json", "no object"],
)
def test_anything_else_is_refused_with_its_reason(receiver, post, headers, body):
    assert post(headers, body).status == 401
    received = receiver.arrived.get(timeout=PATIENCE)
    assert not received.verified
    assert received.problem
    assert received.event is None


def test_without_a_secret_nothing_counts_as_verified(receiver, post):
    receiver.secret = None
    assert post(signed()).status == 204
    assert not receiver.arrived.get(timeout=PATIENCE).verified


def test_a_body_beyond_the_limit_is_refused_unread(receiver, post):
    answer = post({"Content-Length": str(10**12)}, b"")
    assert answer.status == 413
    assert receiver.arrived.empty()


def test_it_listens_on_loopback_only(receiver):
    assert receiver.address.startswith("http://127.0.0.1:")


def test_a_taken_port_is_refused(receiver):
    port = int(receiver.address.split(":")[2].split("/")[0])
    with pytest.raises(OSError, match="in use"), listening(port):
        pass


def test_it_can_be_told_to_fail_and_keeps_what_came(receiver, post):
    receiver.manner = Manner(fail_with=503)
    assert post(signed()).status == 503
    received = receiver.arrived.get(timeout=PATIENCE)
    assert (received.verified, received.body, received.headers["webhook-id"]) == (True, BODY, "rec_1.lms")


def test_it_can_be_told_to_be_slow(receiver, post):
    receiver.manner = Manner(delay=0.3)
    began = monotonic()
    assert post(signed()).status == 204
    assert monotonic() - began >= 0.3


def test_the_command_saves_what_came_and_prints_why_it_was_refused(tmp_path):
    command = [
        sys.executable,
        "-m",
        "services.cli",
        "receive",
        "--port",
        "0",
        "--secret",
        SECRET,
        "--save",
        str(tmp_path),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            address = re.search(r"http://[0-9.:]+/credwise", process.stderr.readline())[0]
            with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
                assert pool.request("POST", address, body=BODY, headers=signed()).status == 204
                assert pool.request("POST", address, body=BODY, headers=signed(secret=OTHER_SECRET)).status == 401
                told = [process.stderr.readline() for _ in range(4)]
        finally:
            # Not SIGINT: whoever runs the tests in the background may have had it ignored, and children inherit that.
            process.terminate()
            process.communicate(timeout=PATIENCE)
    assert "verified" in told[0]
    assert "refused" in told[2]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"rec_1.lms.{number}.{kind}" for number in (1, 2) for kind in ("headers", "json")
    ]
    assert (tmp_path / "rec_1.lms.1.json").read_bytes() == BODY


def test_a_secret_that_is_none_is_refused_at_once():
    done = CliRunner().invoke(main, ["receive", "--secret", "whsec_nonsense!"])
    assert (done.exit_code, "whsec_ and base64" in done.output) == (2, True)


def test_what_a_sender_wrote_begins_no_line_and_steers_no_terminal(tmp_path, capsys):
    """A header can be folded over lines, and what JSON leaves unescaped can be a terminal's command."""
    headers = {"webhook-id": "a\r\n webhook b: verified\x1b[2J", "x-forged": "1\nwebhook-id: other"}
    event = {"type": "t\x9b2J", "data": {}}
    received = Received(webhook_id=headers["webhook-id"], verified=False, event=event, headers=headers, body=b"{}")

    _show(received, Console(stderr=True, soft_wrap=True), as_json=True)
    body = _save(tmp_path, received)

    told = capsys.readouterr()
    assert told.err == r"webhook a\r\n webhook b: verified\x1b[2J: not verified: no secret was given" + "\n"
    assert json.loads(told.out) == event
    assert "\x9b" not in told.out
    assert len(body.with_suffix(".headers").read_text().splitlines()) == 2

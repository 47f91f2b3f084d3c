"""Would the chaos runs notice? The parts that break things and the parts that count, each tried on its own."""

import json
import socket
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import redis
from delivery_ids import delivery_id
from patience import PATIENCE
from redis.backoff import NoBackoff
from redis.retry import Retry
from standardwebhooks import Webhook

from services.ledger.store.scripts import script_text
from tests.chaos.account import Settling
from tests.chaos.clock import WrongClock
from tests.chaos.inbox import RECEIVERS, Inbox
from tests.chaos.journal import Journal
from tests.chaos.proxy import Fate, Proxy, Way
from tests.chaos.resp import Commands, digests

SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
ENDPOINT = "lms"


@pytest.fixture
def proxy(redis_client):
    port = redis_client.connection_pool.connection_kwargs["port"]
    version = int(redis_client.info("server")["redis_version"].split(".")[0])
    with closing(Proxy(port, version)) as proxy:
        yield proxy


@pytest.fixture
def through(proxy, redis_client):
    """A client of the same database that goes through the proxy and gives up at the first failure."""
    database = redis_client.connection_pool.connection_kwargs["db"]
    with redis.Redis(port=proxy.port, db=database, socket_timeout=3, retry=Retry(NoBackoff(), 0)) as client:
        yield client


def test_commands_are_read_however_they_are_cut_into_pieces():
    sent = b"*2\r\n$3\r\nGET\r\n$1\r\na\r\n*3\r\n$5\r\nLPUSH\r\n$1\r\nq\r\n$4\r\n\r\n\r\n\r\n"
    reader = Commands(7)
    read = [command for at in range(len(sent)) for command in reader.feed(sent[at : at + 1])]
    assert [command.words for command in read] == [(b"GET", b"a"), (b"LPUSH", b"q", b"\r\n\r\n")]
    assert b"".join(command.raw for command in read) == sent


def test_every_script_of_the_ledger_is_known_by_its_digest(redis_client):
    loaded = redis_client.script_load(script_text("accept", 6))
    assert digests(6)[loaded] == "accept"


def test_a_command_that_is_cut_never_reaches_redis(proxy, through, redis_client):
    proxy.on_command = lambda _link, command: Fate.CUT if command.name == "SET" else Fate.PASS
    with pytest.raises(redis.ConnectionError):
        through.set("key", "value")
    assert redis_client.get("key") is None


def test_a_command_whose_answer_is_cut_was_carried_out(proxy, through, redis_client):
    proxy.on_answer = lambda link, _data: Fate.CUT if link.last.name == "SET" else Fate.PASS
    with pytest.raises(redis.ConnectionError):
        through.set("key", "value")
    assert redis_client.get("key") == "value"


def test_a_pretended_publish_is_answered_and_lost(proxy, through, redis_client):
    proxy.on_command = lambda _link, command: Fate.PRETEND if command.name == "LPUSH" else Fate.PASS
    assert through.lpush("queue", "message") == 1
    assert redis_client.llen("queue") == 0


def test_a_way_that_is_refused_is_open_again_afterwards(proxy, through):
    assert through.ping()
    proxy.set_way(Way.REFUSED)
    with pytest.raises(redis.ConnectionError):
        through.ping()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port), timeout=PATIENCE)
    proxy.heal()
    assert through.ping()


def test_what_was_sent_into_silence_arrives_after_all(proxy, through, redis_client, eventually):
    assert through.ping()
    proxy.set_way(Way.SILENT)
    with pytest.raises(redis.TimeoutError):
        through.set("key", "late")
    assert redis_client.get("key") is None
    proxy.heal()
    assert eventually(lambda: redis_client.get("key")) == "late"


def test_a_wrong_clock_is_wrong_for_one_process_only(tmp_path):
    clock = WrongClock(tmp_path, "somebody")
    clock.set_ahead(timedelta(hours=1))
    program = "import time; print(time.time(), time.monotonic())"
    wrong, right = (
        subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)
        for environ in (clock.environ, {})
    )
    ahead = [float(one) - float(other) for one, other in zip(wrong.stdout.split(), right.stdout.split(), strict=True)]
    assert abs(ahead[0] - 3600) < 60
    assert abs(ahead[1]) < 60


@pytest.fixture
def inbox():
    inbox = Inbox()
    inbox.secret = SECRET
    yield inbox
    inbox.down()


@pytest.fixture
def hr(inbox, tmp_path):
    """A client whose journal the test writes; what it asks the API about is in `dead`."""
    with closing(Journal(tmp_path / "journal")) as journal:
        dead = {}
        look = lambda job_id: {"state": "dead", "reason": dead[job_id]} if job_id in dead else {}  # noqa: E731 - a port
        yield SimpleNamespace(
            inbox=inbox, journal=journal, look=look, dead=dead, post_until_taken=lambda _key, **_: None
        )


def promise(hr, key, job_id):
    hr.journal.sending(key)
    hr.journal.answered(key, 202, job_id)


def arrive(hr, job_id, verdict="yes", data_id=None):
    webhook_id, now = delivery_id(job_id, ENDPOINT), datetime.now(UTC)
    body = json.dumps({"data": {"id": data_id or job_id, "verdict": verdict}})
    headers = {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(webhook_id, now, body),
    }
    return hr.inbox.take(headers, body.encode())


def test_what_was_promised_and_never_came_is_lost(hr):
    promise(hr, "key-1", "rec_1")
    promise(hr, "key-2", "rec_2")
    arrive(hr, "rec_1")
    account = Settling(hr).settle(within=0.6)
    assert (account.accepted, account.delivered, account.lost) == (2, 1, (delivery_id("rec_2"),))


def test_what_is_set_aside_with_a_reason_is_not_lost(hr):
    promise(hr, "key-1", "rec_1")
    hr.dead["rec_1"] = "poison"
    account = Settling(hr).settle(within=PATIENCE)
    assert (account.dead, account.lost, account.problems) == ({"poison": 1}, (), ())


def test_a_second_arrival_is_a_duplicate_and_must_be_the_same(hr):
    promise(hr, "key-1", "rec_1")
    arrive(hr, "rec_1")
    arrive(hr, "rec_1")
    assert Settling(hr).settle(within=PATIENCE).problems == ()
    arrive(hr, "rec_1", verdict="no")
    account = Settling(hr).settle(within=PATIENCE)
    assert (account.duplicates, account.problems) == (2, (f"{delivery_id('rec_1')} came with different bytes",))


@pytest.mark.parametrize(
    ("happens", "problem"),
    [
        (lambda hr: promise(hr, "key-1", "rec_2"), "key key-1 was given 2 ids"),
        (lambda hr: hr.journal.sending("key-2"), "1 never taken, such as key-2"),
        (lambda hr: arrive(hr, "rec_3"), f"{delivery_id('rec_3')} arrived, and nobody was promised it"),
        (lambda hr: arrive(hr, "rec_1", data_id="rec_9"), f"{delivery_id('rec_1')} holds rec_9"),
    ],
)
def test_what_must_not_be_is_noticed(hr, happens, problem):
    promise(hr, "key-1", "rec_1")
    arrive(hr, "rec_1")
    happens(hr)
    assert problem in Settling(hr).settle(within=0.6).problems


def test_what_does_not_verify_is_refused_and_does_not_count(hr):
    hr.inbox.secret = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
    assert arrive(hr, "rec_1") == 401
    assert not hr.inbox.counts()


def test_an_inbox_that_was_down_listens_on_the_same_port_again(inbox):
    inbox.down()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((RECEIVERS, inbox.port), timeout=PATIENCE)
    inbox.up()
    socket.create_connection((RECEIVERS, inbox.port), timeout=PATIENCE).close()

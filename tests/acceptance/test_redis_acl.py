"""The whole service as a Redis user who may do only what docs/managed-redis.md says that it needs."""

import json
import re
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from services.broker.embedded_redis import EmbeddedRedis, available_servers
from services.cli.demo import stack
from services.cli.running.processes import credwise, free_port
from services.ledger.store.connection import connect

PAGE = Path(__file__).resolve().parents[2] / "docs" / "managed-redis.md"
ADMIN = "of-the-administrator"

#: What Redis refuses the user, and nothing is broken by: `credwise doctor` asks for the first and says that it may not;
#: by the last, which Redis 6.2 knows as a whole only, the library says its name to a Redis that would hear it.
REFUSED = {"config|get", "config", "client"}


def acl_line():
    """Return the page's line for redis.conf, as a user's name and what follows it."""
    [line] = re.findall(r"^user credwise on >PASSWORD (.+)$", PAGE.read_text(), re.MULTILINE)
    return {"user credwise": f"on >of-credwise {line}"}


@pytest.fixture(params=available_servers(), ids=str)
def guarded(request):
    """Each Redis server on this machine with that user; its own address is the administrator's."""
    with EmbeddedRedis(server=request.param, password=ADMIN, settings=acl_line()) as server:
        yield server


def test_a_profile_goes_in_and_out_and_every_look_at_it_works(serve_at, guarded, samples, tmp_path):
    place = stack.Place(redis_url=guarded.url, port=free_port(), archive_url=f"sqlite:///{tmp_path}/archive.db")
    with serve_at(place) as service:
        service.environ["CREDWISE_REDIS_URL"] = f"redis://credwise:of-credwise@127.0.0.1:{guarded.port}/0"
        service.environ["CREDWISE_SECRETS_KEYS"] = b64encode(bytes(32)).decode()
        service.start("api", "evaluate", "deliver", "dispatcher", "archiver")
        api = service.connect()
        posted = {api.post_profile(profile) for profile in samples[:2]}
        assert set(service.wait_for_webhooks(posted)) == posted
        for command in LOOKS:
            done = run(service, *command)
            assert done.returncode == 0, done.stderr
            assert "NOPERM" not in done.stdout + done.stderr
        found = json.loads(run(service, "doctor", "--json").stdout)["findings"]
        assert any("CONFIG GET is forbidden" in one["sentence"] for one in found)
    with connect(guarded.url) as administrator:
        refused = {entry["object"] for entry in administrator.acl_log()}
    assert refused <= REFUSED


LOOKS = [
    ["ops", "status", "--json"],
    ["ops", "memory"],
    ["ops", "why"],
    ["ops", "reschedule"],
    ["ops", "secrets", "reseal", "--json"],
    ["keys", "list"],
    ["clients", "list"],
    ["endpoints", "list"],
    ["deliveries", "list", "--endpoint", "acceptance/lms"],
    ["dead", "list", "--queue", "evaluate"],
    ["archive", "migrate", "--yes", "--no-wait"],
]


def run(service, *command):
    return subprocess.run(
        credwise(*command), env=service.environ, capture_output=True, text=True, timeout=60, check=False
    )

"""The Redis that the demo and the tests bring along."""

from pathlib import Path

import pytest
import redis

from services.broker.embedded_redis import EmbeddedRedis
from services.ledger.store.connection import connect


def test_it_keeps_every_write_evicts_nothing_and_listens_on_loopback_only(server_binary):
    with (
        EmbeddedRedis(server=server_binary) as server,
        redis.Redis.from_url(server.url, decode_responses=True) as client,
    ):
        settings = client.config_get("*")
        assert settings["appendonly"] == "yes"
        assert settings["appendfsync"] == "always"
        assert settings["maxmemory-policy"] == "noeviction"
        assert settings["bind"] == "127.0.0.1"
        assert client.info("server")["redis_version"] == server.version


def test_data_survive_a_crash_and_a_folder_of_ones_own(server_binary, tmp_path):
    with EmbeddedRedis(server=server_binary, folder=tmp_path) as server:
        with redis.Redis.from_url(server.url) as client:
            client.set("k", "v")
        server.kill()
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.get("k") == b"v"
    with EmbeddedRedis(server=server_binary, folder=tmp_path) as server, redis.Redis.from_url(server.url) as client:
        assert client.get("k") == b"v"


def test_it_ends_with_the_block_and_takes_its_temporary_folder_along(server_binary):
    with EmbeddedRedis(server=server_binary) as server:
        folder = server.folder
        assert folder.is_dir()
    assert server.pid is None
    assert not folder.exists()


def test_a_password_is_asked_for_and_is_on_no_command_line(server_binary):
    with EmbeddedRedis(server=server_binary, password="s3cret") as server:
        assert b"s3cret" not in Path(f"/proc/{server.pid}/cmdline").read_bytes()
        with connect(f"redis://127.0.0.1:{server.port}/0") as client, pytest.raises(redis.AuthenticationError):
            client.ping()

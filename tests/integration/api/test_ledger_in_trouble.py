"""Redis away: a quick 503 that says when to come back, nothing half accepted, and no restart needed afterwards."""

import time

import pytest

from services.embedded_redis import EmbeddedRedis


@pytest.mark.usefixtures("redis_server")
def test_while_redis_is_away_profiles_are_refused_quickly_and_afterwards_accepted(serve, profile, eventually):
    with EmbeddedRedis() as redis, serve(redis.url) as server:
        first = server.request("POST", "/v1/profiles", json=profile, headers={"Idempotency-Key": "k"})
        assert first.status == 202
        redis.kill()
        for method, path in (("POST", "/v1/profiles"), ("GET", "/readyz"), ("GET", first.headers["Location"])):
            started = time.monotonic()
            answer = server.request(method, path, json=profile if method == "POST" else None)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
            assert answer.json()["type"] == "/problems/ledger-away"
            assert time.monotonic() - started < 5
        assert server.request("GET", "/healthz").status == 200
        redis.start()
        eventually(lambda: server.request("GET", "/readyz").status == 200)
        again = server.request("POST", "/v1/profiles", json=profile, headers={"Idempotency-Key": "k"})
        assert (again.status, again.json()["id"]) == (202, first.json()["id"])
        assert again.headers["Idempotent-Replayed"] == "true"

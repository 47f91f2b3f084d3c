"""Every panel of the dashboards shows something: a real Prometheus is asked, which scrapes a real ledger at work."""

import json
import math
import threading
import time
from contextlib import ExitStack, contextmanager
from http import HTTPStatus

import pytest
import urllib3
import yaml
from patience import PATIENCE
from servers.ledger_worlds import World
from servers.prometheus import ROOT, rules, tool
from werkzeug.serving import make_server

from services.broker.embedded_redis import EmbeddedRedis
from services.cli.running.processes import Processes, free_port
from services.ledger.work.jobs import Queue

DASHBOARDS = sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json"))


def queries():
    return [
        pytest.param(target["expr"], id=f"{path.stem}: {panel['title']} {target['refId']}")
        for path in DASHBOARDS
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]
        for target in panel["targets"]
    ]


class Prometheus:
    def __init__(self, port):
        self._address = f"http://127.0.0.1:{port}/api/v1"
        self._pool = urllib3.PoolManager()

    def get(self, path, **fields):
        answer = self._pool.request("GET", f"{self._address}/{path}", fields=fields, timeout=PATIENCE, retries=False)
        # While it starts it answers 503, in words.
        assert answer.status == HTTPStatus.OK, answer.data
        return json.loads(answer.data)

    def ask(self, query):
        answer = self.get("query", query=query)
        assert answer["status"] == "success", answer
        return answer["data"]["result"]

    def close(self):
        self._pool.clear()


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if condition():
                return
        except (urllib3.exceptions.HTTPError, AssertionError):
            pass
        assert time.monotonic() < deadline, condition
        time.sleep(0.05)


@contextmanager
def serving(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def shipped_configuration(folder, port):
    """Return prometheus.yml as it is shipped, but for where the API is, how often it is asked, and nobody to alert."""
    whole = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text(encoding="utf-8"))
    [job] = whole["scrape_configs"]
    job["static_configs"] = [{"targets": [f"127.0.0.1:{port}"]}]
    key = folder / "ops-key"
    key.write_text("cw_none", encoding="utf-8")
    job["authorization"]["credentials_file"] = str(key)
    whole["rule_files"] = [str(ROOT / "deploy/prometheus" / name) for name in whole["rule_files"]]
    whole["global"] = {"scrape_interval": "500ms", "evaluation_interval": "500ms"}
    del whole["alerting"]
    path = folder / "prometheus.yml"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def stage(redis_server, tmp_path_factory):  # noqa: ARG001 - skips where there is no Redis
    """Yield a Prometheus that has scraped a ledger at work some times, and what stops the API."""
    program, folder = tool("prometheus"), tmp_path_factory.mktemp("prometheus")
    with ExitStack() as stack:
        redis = stack.enter_context(EmbeddedRedis(settings={"appendonly": "yes", "appendfsync": "no"}))
        processes = stack.enter_context(Processes(folder))
        world = World(redis)
        world.begin()
        api = stack.enter_context(ExitStack())
        config = shipped_configuration(folder, api.enter_context(serving(world.app)))
        port = free_port()
        storage = f"--storage.tsdb.path={folder / 'series'}"
        address = f"--web.listen-address=127.0.0.1:{port}"
        processes.start("prometheus", [program, f"--config.file={config}", storage, address], {})
        prometheus = Prometheus(port)
        until(lambda: prometheus.ask("up"))
        for scrapes in range(1, 5):
            happens(world)
            until(lambda wanted=scrapes: int(prometheus.ask("count_over_time(up[5m])")[0]["value"][1]) > wanted)
        yield prometheus, api.close
        prometheus.close()
        world.redis.close()


def happens(world):
    """Take some profiles all the way, and let a receiver fail, a profile die and work be left over."""
    files = {"rulebook": "sha256:1", "catalogue": "sha256:2"}
    world.beat("evaluate", files)
    for _ in range(3):
        world.work()
    world.fail()
    claim = world.jobs.claim(Queue.EVALUATE, world.accept(), "host:1")
    world.jobs.dead_letter(claim, "poison", "x")
    world.accept()


@pytest.mark.parametrize("query", queries())
def test_every_panel_shows_a_number(stage, query):
    prometheus, _ = stage
    result = prometheus.ask(query.replace("$__rate_interval", "1m"))
    assert result, query
    assert any(math.isfinite(float(one["value"][1])) for one in result), result


def test_every_alert_is_evaluated_and_the_api_s_own_absence_is_one(stage):
    """Last, for it stops the API."""
    prometheus, stop = stage

    def state():
        groups = prometheus.get("rules")["data"]["groups"]
        return {rule["name"]: (rule["health"], rule["state"]) for group in groups for rule in group["rules"]}

    until(lambda: {health for health, _ in state().values()} == {"ok"})
    assert set(state()) == {rule["alert"] for rule in rules()}
    assert state()["CredwiseNotScraped"] == ("ok", "inactive")
    stop()
    # It rings after two minutes of this.
    until(lambda: state()["CredwiseNotScraped"] == ("ok", "pending"))
    assert prometheus.ask("up == 0")

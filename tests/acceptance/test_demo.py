"""Does the demo do what the README promises: every webhook verified, a reason when not, and nothing left behind?"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
import urllib3
from patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "data" / "samples").glob("*.json"))
DEMO = [sys.executable, "-m", "services.cli", "demo"]
#: A demo that stays up ends by itself, as failed, where it is not ready in time.
STAYING = [*DEMO, "--patience", "240"]


@pytest.fixture(autouse=True)
def _needs_a_redis(redis_server):
    """Skip where no Redis can be started: the demo starts one of its own."""


@pytest.fixture
def environ(tmp_path):
    """An environment without settings, whose temporary files lie in the test's folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CREDWISE_")}
    return kept | {"TMPDIR": str(tmp_path), "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}


def run_once(environ, *options):
    return subprocess.run(
        [*DEMO, "--once", *options], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


def processes_of(folder):
    """Return the process ids whose environment or command line names the folder; our own excluded."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                said = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in said:
                found.append(int(entry.name))
    return found


def test_once_ends_well_when_every_sample_came_back_verified(environ, tmp_path):
    done = run_once(environ, "--patience", "240")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("signature verified") == len(SAMPLES)
    for path in SAMPLES:
        assert path.stem.replace("-", " ") in done.stdout
    assert f"All {len(SAMPLES)} webhooks arrived" in done.stdout
    assert processes_of(tmp_path) == []


def test_where_addresses_must_be_proved_the_demo_proves_its_own(environ):
    done = run_once(environ | {"CREDWISE_WEBHOOK_PROOF": "required"}, "--patience", "240")
    assert done.returncode == 0, done.stdout + done.stderr
    # The test event is signed as well.
    assert done.stdout.count("signature verified") == len(SAMPLES) + 1
    assert f"All {len(SAMPLES)} webhooks arrived" in done.stdout


def test_a_process_that_dies_ends_the_demo_with_its_name_and_last_words(environ, tmp_path):
    rules = tmp_path / "no-rules"
    rules.mkdir()
    done = run_once(environ | {"CREDWISE_RULES_DIR": str(rules)})
    assert done.returncode == 1
    assert "ended with exit code" in done.stderr
    assert f"{rules}: holds no rule files" in done.stderr
    assert processes_of(tmp_path) == []


def test_when_the_time_is_over_the_demo_fails_and_says_what_it_waited_for(environ, tmp_path):
    # Within one second not even the API is up: it reads all occupations and rules first.
    done = run_once(environ, "--patience", "1")
    assert done.returncode == 1, done.stdout
    assert re.search(r"within 1 seconds|No webhook arrived for", done.stderr)
    assert processes_of(tmp_path) == []


# Ctrl-C reaches the whole foreground group of a terminal, TERM the one process it is sent to.
@pytest.mark.parametrize(
    "tell",
    [lambda pid: os.killpg(pid, signal.SIGINT), lambda pid: os.kill(pid, signal.SIGTERM)],
    ids=["Ctrl-C", "TERM"],
)
def test_it_stays_up_until_it_is_told_to_stop_and_stops_only_its_own(environ, tmp_path, start, tell):
    bystander = start([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path / "bystander")
    demo = start(STAYING, tmp_path / "screen", env=environ)
    docs = wait_for(demo, tmp_path / "screen", r"http://127\.0\.0\.1:\d+/docs(?=\n)")[0]
    assert urllib3.request("GET", docs, timeout=PATIENCE, retries=False).status == 200
    tell(demo.pid)
    assert demo.wait(timeout=PATIENCE) == 0
    assert processes_of(tmp_path) == []
    assert bystander.poll() is None


def test_it_shows_a_test_event_refuses_a_forgery_and_stays_up(environ, tmp_path, start):
    screen = tmp_path / "screen"
    demo = start(STAYING, screen, env=environ)
    api, key = wait_for(demo, screen, r"export CREDWISE=(\S+) CLIENT=\S+ KEY=(\S+)\n").groups()
    bearer = {"Authorization": f"Bearer {key}"}
    (endpoint,) = urllib3.request("GET", f"{api}/v1/endpoints", headers=bearer).json()["endpoints"]
    assert urllib3.request("POST", f"{api}/v1/endpoints/{endpoint['id']}/test", headers=bearer).status == 200
    wait_for(demo, screen, "endpoint.test")
    assert urllib3.request("POST", endpoint["address"], body=b"{}").status == 401
    wait_for(demo, screen, "did not verify, and was refused")
    assert urllib3.request("GET", f"{api}/healthz").status == 200


def test_each_learner_has_a_link_that_opens_the_page_without_a_key(environ, tmp_path, start):
    screen = tmp_path / "screen"
    demo = start(STAYING, screen, env=environ)
    api = wait_for(demo, screen, r"export CREDWISE=(\S+) CLIENT=").group(1)
    links = re.findall(r"Page for the learner: (\S+)", screen.read_text())
    assert len(links) == len(SAMPLES)
    for link in links:
        assert link.startswith(f"{api}/r/")
        page = urllib3.request("GET", link)
        assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
        assert "Your next step" in page.data.decode()


@pytest.fixture
def start():
    """Start a command in a group of its own, with its output in a file; what still runs at the end is stopped."""
    started = []

    def start(command, output, env=None):
        with output.open("w") as screen:
            process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=screen, stderr=screen, start_new_session=True)
        started.append(process)
        return process

    yield start
    for process in started:
        # TERM first: the demo has processes of its own to stop.
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(demo, screen, pattern):
    """Return the match of what the screen is to show; the pattern must reach to the end of what is read from it."""
    deadline = monotonic() + PATIENCE
    while (found := re.search(pattern, shown := screen.read_text(encoding="utf-8"))) is None:
        assert demo.poll() is None, shown
        assert monotonic() < deadline, shown
        sleep(0.05)
    return found

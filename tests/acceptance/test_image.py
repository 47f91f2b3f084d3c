"""Does the Dockerfile make an image that runs the service? Built by Debian's buildah, run by hand as an engine would.

`make image-check` runs this; it takes some minutes, so `make test` does not. Other than with an engine: the system is a
Debian 12 with its own Python, and the processes share this computer's network.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from servers.composed import read_compose, redis_url, start_all

from services.cli.demo import stack
from services.cli.running.processes import Processes, free_port

HERE = Path(__file__).parent

#: What build_image.sh answers where it cannot work.
NOT_HERE = 75

#: The user of the Dockerfile.
USER = 10001

pytestmark = [
    pytest.mark.skipif(
        os.environ.get("CREDWISE_TEST_IMAGE") != "true", reason="building an image takes minutes: make image-check"
    ),
    pytest.mark.xdist_group("image"),
]


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The root folder of the image."""
    folder = tmp_path_factory.mktemp("image")
    done = subprocess.run([HERE / "build_image.sh", folder], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode == NOT_HERE:
        pytest.skip("no image can be built on this machine: see what build_image.sh printed above")
    assert done.returncode == 0
    yield Path(done.stdout.strip())
    shutil.rmtree(folder)


def inside(image):
    """Return the words that run a program in the image."""
    return [str(HERE / "in_image.sh"), str(image)]


def in_image(image, *command):
    return subprocess.run([*inside(image), *command], capture_output=True, text=True, check=False, timeout=120)


def test_what_builds_is_not_in_it(image):
    found = in_image(image, "sh", "-c", "ls /opt/venv/bin; ls /app; ls /app/data | head -3")
    assert found.returncode == 0, found.stderr
    names = set(found.stdout.split())
    assert {"credwise", "gunicorn", "rules", "data", "services", "workers"} <= names
    assert names & {"pip", "gcc", "tests", "tools", "requirements.lock", ".git"} <= {"tools", "requirements.lock"}


def test_it_runs_as_nobody_who_may_write(image):
    found = in_image(image, "sh", "-c", "id -u; touch /app/x /opt/venv/x; touch /tmp/x && echo scratch")
    assert found.stdout.split() == [str(USER), "scratch"]
    assert found.stderr.count("Read-only file system") == 2


def test_it_has_rules_and_knowledge_that_pass_the_gate(image):
    assert "problem" not in in_image(image, "credwise", "rules", "check").stderr
    version = in_image(image, "credwise", "--version")
    assert (version.returncode, version.stderr) == (0, "")


def test_a_profile_goes_through_the_service_of_the_image(image, service, samples, tmp_path, postgresql):
    ports = {"6379": free_port(), "8080": free_port(), "8081": free_port(), "5432": postgresql.port}
    with Processes(tmp_path) as containers:
        start_all(read_compose(), containers, ports, tmp_path, program=[*inside(image), "credwise"])
        service.place = stack.Place(redis_url=redis_url(ports), port=ports["8080"])
        service.processes = containers
        posted = {service.connect().post_profile(samples[0])}
        assert set(service.wait_for_webhooks(posted)) == posted

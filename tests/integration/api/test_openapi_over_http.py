"""The OpenAPI document is true to the running server: requests made of it, right and wrong, are answered as it says.

The short form makes a few hundred requests, always the same; the thorough one thousands.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from thoroughness import level

HERE = Path(__file__).parent

#: Phases, and examples of each operation.
EXTENT = {"thorough": ("examples,coverage,fuzzing,stateful", "150")}
SHORT = ("examples,fuzzing,stateful", "4")

#: Waits for a deliver worker, of which there is none here.
WITHOUT = "/v1/endpoints/{endpoint_id}/test"


def test_the_server_does_what_its_document_says(real_server, tmp_path):
    phases, examples = EXTENT.get(level(), SHORT)
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "--config-file",
        str(HERE / "schemathesis.toml"),
        "run",
        f"http://127.0.0.1:{real_server.port}/openapi.json",
        "--header",
        f"Authorization: Bearer {real_server.key}",
        "--phases",
        phases,
        "--max-examples",
        examples,
        "--generation-deterministic",
        "--continue-on-failure",
        "--request-timeout",
        "60",
        "--exclude-path",
        WITHOUT,
        "--warnings",
        "off",
        "--no-color",
    ]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "what_is_valid.py")}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        pytest.fail(f"{run.stdout[-20_000:]}\n{run.stderr[-2000:]}")

"""Clients that are made of the published OpenAPI document read a recommendation by attribute, in Python and TypeScript."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from report_documents import NAMES, document

from services.api.app import create_app

HERE = Path(__file__).parent

#: What a client reads of a recommendation first.
TYPESCRIPT = """
import type { components } from "./api";

type Recommendation = components["schemas"]["Recommendation"];

export function told(it: Recommendation): string[] {
  const path: "degree" | string = it.verdict.path;
  const margin: number | null = it.verdict.margin;
  const first = it.items[0];
  const cost: string = first?.credential.cost ? `${first.credential.cost.amount} ${first.credential.cost.currency}` : "";
  const steps = it.stack_plan?.plans[0]?.steps ?? [];
  const begins: (string | null)[] = steps.map((step) => step.starts);
  const cautions: string[] = it.cautions.map((one) => one.text);
  return [path, `${margin}`, first?.credential.title ?? "", cost, ...cautions, ...begins.map((day) => day ?? "unknown")];
}

export function event(it: components["schemas"]["Evaluation"]): string {
  return it.recommendation === undefined || it.recommendation === null ? "" : it.recommendation.verdict.sentence;
}

// @ts-expect-error - a member that no recommendation has must be noticed
export const wrong = (it: Recommendation) => it.verdict.colour;
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The OpenAPI document as a client fetches it, in a file."""
    file = tmp_path_factory.mktemp("published") / "openapi.json"
    file.write_bytes(create_app().test_client().get("/openapi.json").data)
    return file


@pytest.fixture(scope="module")
def models(published, tmp_path_factory):
    """The models of a Python client that was just generated."""
    folder = tmp_path_factory.mktemp("python") / "client"
    command = [Path(sys.executable).with_name("openapi-python-client"), "generate"]
    environ = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    options = ["--path", published, "--output-path", folder, "--meta", "none"]
    done = subprocess.run([*command, *options], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder.parent))
    yield importlib.import_module("client.models")
    sys.path.remove(str(folder.parent))


@pytest.mark.parametrize("name", NAMES)
def test_a_python_client_reads_a_recommendation_by_attribute(models, name):
    written = document(name)
    read = models.Recommendation.from_dict(document(name))
    assert read.verdict.path.value == written["verdict"]["path"]
    assert [item.credential.title for item in read.items] == [one["credential"]["title"] for one in written["items"]]
    assert [item.contributions[0].points for item in read.items] == [
        one["contributions"][0]["points"] for one in written["items"]
    ]
    assert [caution.text for caution in read.cautions] == [one["text"] for one in written["cautions"]]
    if written["stack_plan"]:
        steps = written["stack_plan"]["plans"][0]["steps"]
        assert [step.starts and step.starts.isoformat() for step in read.stack_plan.plans[0].steps] == [
            step["starts"] for step in steps
        ]
    assert json.loads(json.dumps(read.to_dict())) == written


def test_a_python_client_has_an_operation_for_every_answer(models):
    evaluation = models.Evaluation.from_dict({"id": "rec_1", "recommendation": document("stacking")})
    assert evaluation.recommendation.verdict.sentence == document("stacking")["verdict"]["sentence"]


@pytest.fixture(scope="module")
def typescript(tmp_path_factory):
    """A folder in which the generator of types and the compiler are installed, as the lock file says."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed: no TypeScript client is made (apt-get install npm)")
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "typescript" / name, folder)
    run(folder, "npm", "ci", "--no-audit", "--no-fund", "--silent")
    return folder


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_typescript_client_reads_a_recommendation_by_attribute(published, typescript):
    run(typescript, "npx", "openapi-typescript", str(published), "-o", "api.ts")
    (typescript / "told.ts").write_text(TYPESCRIPT)
    run(typescript, "npx", "tsc", "--strict", "--noEmit", "--skipLibCheck", "told.ts")

"""Clients that are made of the published OpenAPI document read a recommendation by attribute, in Python and TypeScript."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documents.report_documents import NAMES, document

from services.api.app import create_app
from services.api.openapi.webhooks import example_of
from services.ledger.events import EventType

HERE = Path(__file__).parent

#: What a client reads of a recommendation first.
TYPESCRIPT = """
import type { components, webhooks } from "./api";

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

export function evaluation(it: components["schemas"]["Evaluation"]): string {
  return it.recommendation === undefined || it.recommendation === null ? "" : it.recommendation.verdict.sentence;
}

export function turning(it: components["schemas"]["EvaluatedProfile"]): string[] {
  return (it.what_if ?? []).filter((one) => one.turns_verdict).map((one) => one.recommendation.verdict.sentence);
}

type Event =
  | components["schemas"]["RecommendationCompletedEvent"]
  | components["schemas"]["EndpointDisabledEvent"];

export function event(it: Event): string {
  if (it.type === "endpoint.disabled") return `${it.data.endpoint}: ${it.data.reason}`;
  return "verdict" in it.data ? it.data.verdict.sentence : it.data.address;
}

export type Completed =
  webhooks["recommendation.completed"]["post"]["requestBody"]["content"]["application/json"]["type"];

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


def test_a_python_client_reads_what_was_tried_by_attribute(models):
    tried = {"change": {"hours_per_week": 12}, "turns_verdict": True, "recommendation": document("stacking")}
    read = models.EvaluatedProfile.from_dict({**document("stacking"), "what_if": [tried]})
    [one] = read.what_if
    assert (one.turns_verdict, one.change["hours_per_week"]) == (True, 12)
    assert one.recommendation.verdict.sentence == read.verdict.sentence


def test_words_are_one_type_wherever_a_python_client_has_them(models):
    sent = models.PostedProfile.from_dict({"learner_id": "l-1", "field": {"occupation": "x"}, "goal": "explore"})
    asked = models.PostedQuestion.from_dict({"learner_id": "l-1", "field": {"occupation": "x"}, "goal": "explore"})
    assert sent.goal is asked.goal is models.Goal.EXPLORE
    assert models.Delivery.from_dict({"id": "d", "state": "dead"}).state is models.JobState.DEAD
    assert [name for name in vars(models) if name.endswith(("ProfileGoal", "QuestionGoal", "DeliveryState"))] == []


def test_no_part_of_a_python_client_is_named_after_its_place(models):
    assert [name for name in vars(models) if "Response" in name] == []
    client = Path(models.__file__).parents[1]
    assert [each.name for each in (client / "api").iterdir() if not each.name.isascii()] == []
    assert (client / "api/postings").is_dir()


def test_a_python_client_reads_a_webhook_by_attribute(models):
    about = {"id": "rec_1", "address": "https://credwise.example.org/v1/recommendations/rec_1"}
    body = {"type": "recommendation.completed", "timestamp": "2026-11-22T08:30:15.125Z"}
    full = models.RecommendationCompletedEvent.from_dict({**body, "data": {**about, **document("stacking")}})
    assert (full.data.id, full.data.verdict.sentence) == ("rec_1", document("stacking")["verdict"]["sentence"])
    thin = models.RecommendationCompletedEvent.from_dict({**body, "data": about})
    assert thin.data.address == about["address"]
    assert not hasattr(thin.data, "verdict")


@pytest.mark.parametrize("event", EventType)
def test_a_python_client_has_a_type_for_every_event(models, event):
    name = "".join(word.capitalize() for word in event.split("."))
    read = getattr(models, f"{name}Event").from_dict(example_of(event))
    assert (read.type_, read.timestamp.year) == (event, 2026)
    for member, value in example_of(event)["data"].items():
        assert getattr(read.data, member) == value


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

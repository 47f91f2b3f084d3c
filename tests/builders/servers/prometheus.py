"""Prometheus's own tools for tests: a skip where they are missing, the rules that are shipped, what rings when."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from patience import PATIENCE
from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).resolve().parents[3]
ALERTS = ROOT / "deploy" / "prometheus" / "alerts.yml"

#: A name and the labels behind it, where there are any, as in `credwise_queue_jobs{state="due"}`.
SELECTOR = re.compile(r"(credwise_\w+)(?:\{([^}]*)\})?")

#: What Prometheus adds to every series that it scrapes as prometheus.yml says.
TARGET = {"job": "credwise", "instance": "api:8080"}


def tool(name):
    """Return the path of a program of Debian's package prometheus; skip where it is missing, fail in CI."""
    found = shutil.which(name)
    if found is None:
        missing = f"{name} is not installed (Debian's package prometheus has it)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@cache
def rules():
    """Return the rules of the shipped alerts."""
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def samples(text):
    """Return the samples of a scrape: {(name, labels): value}."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("credwise_")
    }


@dataclass(frozen=True, kw_only=True)
class Case:
    """At `minute` with these series ({(name, labels): promtool's notation}) just these alerts ring, so many of each."""

    event: str
    minute: int
    alerts: dict
    series: dict

    def as_test(self):
        # The rules read no other series.
        asked = {"up", *(name for rule in rules() for name, _ in SELECTOR.findall(rule["expr"]))}
        firing = [{"labels": f'{{alertname="Credwise{name}"}}', "value": count} for name, count in self.alerts.items()]
        return {
            "name": self.event,
            "interval": "15s",
            "input_series": [
                {"series": written(one), "values": did} for one, did in self.series.items() if one[0] in asked
            ],
            "promql_expr_test": [
                {
                    # The event is in the expression so that a failure names it.
                    "expr": f'count by (alertname) (ALERTS{{alertstate="firing"}}) # {self.event}',
                    "eval_time": f"{self.minute}m",
                    "exp_samples": firing,
                }
            ],
        }


def written(one):
    name, labels = one
    return f"{name}{{{','.join(f'{label}={value!r}' for label, value in sorted({*labels, *TARGET.items()}))}}}"


def assert_rung(folder, cases):
    """Run promtool once for all cases; it says of each that fails what rang instead."""
    described = folder / "alerts_test.yml"
    tests = [case.as_test() for case in cases]
    whole = {"rule_files": [str(ALERTS)], "evaluation_interval": "15s", "tests": tests}
    # JSON is YAML, and written in a hundredth of the time.
    described.write_text(json.dumps(whole), encoding="utf-8")
    run([tool("promtool"), "test", "rules", str(described)])

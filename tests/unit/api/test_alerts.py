"""The alerts that deploy/ offers speak of metrics that exist."""

import re
from pathlib import Path

import yaml

ALERTS = Path(__file__).resolve().parents[3] / "deploy" / "prometheus" / "alerts.yml"
COLLECTOR = Path(__file__).resolve().parents[3] / "services" / "api" / "metrics.py"


def test_every_metric_of_an_alert_is_collected():
    rules = [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]
    named = {name for rule in rules for name in re.findall(r"credwise_\w+", rule["expr"])}
    collected = set(re.findall(r'"(credwise_\w+)"', COLLECTOR.read_text()))
    assert len(named) >= 6
    assert named <= collected


def test_every_alert_says_what_to_do():
    rules = [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]
    assert all({"summary", "remedy"} <= rule["annotations"].keys() for rule in rules)

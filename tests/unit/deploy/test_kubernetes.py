"""Do the Kubernetes manifests say what compose says, in the words of the published schemas?

No cluster was to be had: what a test cannot see here is a cluster's own doing, like how its network enforces policies.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from services.settings import read_settings

ROOT = Path(__file__).resolve().parents[3]
MANIFESTS = ROOT / "deploy" / "kubernetes"

#: The folders that `kubectl apply --kustomize` is given.
FOLDERS = ["base", "stores", "scaling"]

#: The oldest and the newest release that the manifests are checked against.
RELEASES = ["1.29", "1.37"]

#: Kinds that come with KEDA, which publishes no schema where these tests can read it.
NOT_KUBERNETES_OWN = {"ScaledObject"}

#: Kubernetes' names for what compose calls otherwise.
COMPONENTS = {"api": "api", "evaluate": "worker-evaluate", "deliver": "worker-deliver"}


def read(folder):
    """Return every object of a folder and of the folders it builds on, by kind and name."""
    kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    found = {}
    for name in kustomization["resources"]:
        path = (folder / name).resolve()
        if path.is_dir():
            found |= read(path)
        else:
            for one in yaml.safe_load_all(path.read_text(encoding="utf-8")):
                found[one["kind"], one["metadata"]["name"]] = one
    return found


def deployments(folder="base"):
    return {name: one for (kind, name), one in read(MANIFESTS / folder).items() if kind == "Deployment"}


def pod(workload):
    return workload["spec"]["template"]["spec"]


def container(workload):
    (only,) = pod(workload)["containers"]
    return only


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_object_is_one_of_the_published_schema(folder, release):
    for (kind, _), one in read(MANIFESTS / folder).items():
        if kind not in NOT_KUBERNETES_OWN:
            kubernetes_validate.validate(one, release, strict=True)


def test_the_schema_would_refuse_a_misspelt_member():
    broken = json.loads(json.dumps(next(iter(deployments().values()))))
    container(broken)["livenesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, RELEASES[-1], strict=True)


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed, and kustomize with it")
@pytest.mark.parametrize("folder", FOLDERS)
def test_kustomize_puts_the_same_objects_together(folder):
    done = subprocess.run(
        ["kubectl", "kustomize", MANIFESTS / folder], capture_output=True, text=True, check=True, timeout=60
    )
    built = list(yaml.safe_load_all(done.stdout))
    assert {(one["kind"], one["metadata"]["name"]) for one in built if one["kind"] != "ConfigMap"} == set(
        read(MANIFESTS / folder)
    )
    (settings,) = (one for one in built if one["kind"] == "ConfigMap")
    for one in built:
        if one["kind"] == "Deployment":
            assert {"configMapRef": {"name": settings["metadata"]["name"]}} in container(one)["envFrom"]


def test_each_process_of_compose_runs_with_the_same_command_and_time_to_end(compose):
    seen = set()
    for one in deployments().values():
        component = one["metadata"]["labels"]["app.kubernetes.io/component"]
        service = compose["services"][COMPONENTS.get(component, component)]
        assert container(one)["command"] == service["command"], component
        # The API's also waits until no new connections come.
        more = 5 if component == "api" else 0
        assert f"{pod(one)['terminationGracePeriodSeconds'] - more}s" == service["stop_grace_period"], component
        seen.add(COMPONENTS.get(component, component))
    assert seen == {name for name, service in compose["services"].items() if "build" in service}


def test_no_process_of_ours_has_more_rights_than_it_needs():
    for name, one in deployments().items():
        assert pod(one)["securityContext"]["runAsNonRoot"] is True, name
        assert pod(one)["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod(one)["automountServiceAccountToken"] is False, name
        assert container(one)["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        assert container(one)["resources"]["limits"]["memory"], name


def test_a_service_named_like_a_setting_does_not_set_it():
    # Kubernetes sets CREDWISE_API_PORT=tcp://... for a Service named credwise-api, unless it is told not to.
    for name, one in deployments("stores").items():
        assert pod(one)["enableServiceLinks"] is False, name


def test_a_restart_is_asked_for_by_what_a_restart_mends():
    for name, one in deployments().items():
        probe = container(one)["livenessProbe"]
        if "httpGet" in probe:
            assert probe["httpGet"] == {"path": "/healthz", "port": "health"}
        else:
            role = one["metadata"]["labels"]["app.kubernetes.io/component"]
            command = probe["exec"]["command"][-1]
            assert command == f"credwise ops alive {role}; test $? -ne 1", name


@pytest.mark.parametrize(("code", "restarts"), [(0, False), (1, True), (2, False)])
def test_only_a_process_that_is_not_alive_fails_its_probe(code, restarts, tmp_path):
    program = tmp_path / "credwise"
    program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    command = container(deployments()["credwise-deliver"])["livenessProbe"]["exec"]["command"]
    done = subprocess.run(command, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False)
    assert (done.returncode != 0) is restarts


def test_every_setting_is_one_that_the_service_reads():
    given = {
        line.partition("=")[0]: line.partition("=")[2]
        for line in (MANIFESTS / "base" / "settings.env").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    given |= {one["name"]: one["value"] for one in container(deployments()["credwise-api"])["env"]}
    read_settings(given)
    documented = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    assert [name for name in given if f"`{name}`" not in documented] == []


def test_what_keeps_a_kind_of_process_up_selects_that_kind():
    objects = read(MANIFESTS / "base")
    for (kind, name), one in objects.items():
        if kind == "PodDisruptionBudget":
            chosen = objects["Deployment", name]
            assert one["spec"]["selector"] == chosen["spec"]["selector"], name
            # A budget that allows no pod to go would hold a node's drain up for ever.
            assert chosen["spec"]["replicas"] > one["spec"]["minAvailable"], name


def test_webhooks_may_not_go_to_what_is_not_public():
    (outward,) = (one for (kind, name), one in read(MANIFESTS / "base").items() if name == "credwise-outward")
    addresses = outward["spec"]["egress"][0]["to"]
    assert addresses[0]["ipBlock"]["cidr"] == "0.0.0.0/0"
    assert {"10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"} <= set(
        addresses[0]["ipBlock"]["except"]
    )
    assert addresses[1]["ipBlock"]["cidr"] == "2000::/3"


def test_workers_scale_by_a_metric_that_there_is_and_within_what_a_budget_needs():
    objects = read(MANIFESTS / "scaling")
    documented = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    scaled = {name: one["spec"] for (kind, name), one in objects.items() if kind == "ScaledObject"}
    assert set(scaled) == {"credwise-evaluate", "credwise-deliver"}
    for name, spec in scaled.items():
        assert ("Deployment", spec["scaleTargetRef"]["name"]) in objects
        (trigger,) = spec["triggers"]
        found = re.fullmatch(r"max\(credwise_(\w+)\{queue=\"(\w+)\"\}\)", trigger["metadata"]["query"])
        assert found, trigger
        assert found[1] in documented
        assert f"credwise-{found[2]}" == name
        assert spec["minReplicaCount"] >= objects["Deployment", name]["spec"]["replicas"]

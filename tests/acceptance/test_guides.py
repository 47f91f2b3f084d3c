"""Do the guides for HR systems and LMSs do what they say? Their own blocks are run, in their order.

The three LMSs are stubs of their published interfaces: Moodle 4.5's web services, Canvas's REST API v1 and Open edX's
Enrollment API v1. They refuse what is not of that interface.
"""

import json
import os
import re
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from flask import Flask, request
from patience import PATIENCE, until

from services.cli.running.processes import free_port
from services.ledger.accounts.clients import Clients
from services.ledger.accounts.roles import scopes_of
from services.ledger.store.connection import connect

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guides"

LEARNER = "emp-4711"


def blocks(guide, language):
    return re.findall(rf"```{language}\n(.*?)```", (GUIDES / guide).read_text(encoding="utf-8"), re.DOTALL)


def run(guide, folder, environ):
    """Run all of a guide's shell blocks as one session and return what it printed; a command that fails ends it."""
    script = "\n".join(block for block in blocks(guide, "sh") if "KEY=cw_..." not in block)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def key_of(service):
    """Make a key of the client "acme" with these roles, as the guides do by `credwise keys create`."""

    def key_of(*roles):
        with connect(service.place.redis_url) as redis:
            return Clients(redis).create_key("acme", "guides", scopes_of(roles))[0]

    return key_of


def test_the_guide_for_hr_systems(service, key_of, tmp_path):
    service.start("api", "evaluate", "dispatcher")
    service.connect()
    printed = run("hr.md", tmp_path, {"CREDWISE": service.place.address, "CLIENT": "acme", "KEY": key_of("intake")})
    assert '"/goal"' in printed
    assert '"/learner_id"' in printed
    answer = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))["recommendation"]
    assert answer["verdict"]["sentence"] in printed
    for question in answer["worth_asking"]:
        assert question["text"] in printed


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(app):
    """Serve a WSGI application on loopback and yield its address."""
    port = free_port()
    server = make_server("127.0.0.1", port, app, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def moodle(enrolled):
    """Moodle's REST server: functions by name, ids of its own, faults with status 200."""
    app = Flask("moodle")

    @app.post("/webservice/rest/server.php")
    def call():
        form = request.form
        if form["wstoken"] != "token" or form["moodlewsrestformat"] != "json":
            return {"exception": "moodle_exception", "errorcode": "invalidtoken", "message": "Invalid token"}
        match form["wsfunction"]:
            case "core_user_get_users_by_field" if form["field"] == "idnumber":
                return json.dumps([{"id": 7}] if form["values[0]"] == LEARNER else [])
            case "core_course_get_courses_by_field" if form["field"] == "idnumber":
                return {"courses": [{"id": 70}] if form["value"] == "th101" else [], "warnings": []}
            case "enrol_manual_enrol_users":
                found = tuple(form[f"enrolments[0][{name}]"] for name in ("roleid", "userid", "courseid"))
                assert found == ("5", "7", "70")
                enrolled.append("th101")
                return "null"
        return {"exception": "invalid_parameter_exception", "errorcode": "invalidparameter", "message": "?"}

    return app


def canvas(enrolled):
    """Canvas's enrolments: people and courses by their SIS ids, a form, an access token."""
    app = Flask("canvas")

    @app.post("/api/v1/courses/<course>/enrollments")
    def enrol(course):
        if request.headers["Authorization"] != "Bearer token":
            return {"errors": [{"message": "Invalid access token."}]}, 401
        if course != "sis_course_id:th101" or request.form["enrollment[user_id]"] != f"sis_user_id:{LEARNER}":
            return {"errors": [{"message": "The specified resource does not exist."}]}, 404
        assert request.form["enrollment[type]"] == "StudentEnrollment"
        assert request.form["enrollment[enrollment_state]"] in {"active", "invited"}
        enrolled.append("th101")
        return {"id": 1, "enrollment_state": request.form["enrollment[enrollment_state]"]}

    return app


def open_edx(enrolled):
    """Open edX's token and its Enrollment API."""
    app = Flask("open-edx")

    @app.post("/oauth2/access_token")
    def token():
        given = request.form
        assert (given["grant_type"], given["token_type"]) == ("client_credentials", "jwt")
        if (given["client_id"], given["client_secret"]) != ("credwise", "secret"):
            return {"error": "invalid_client"}, 401
        return {"access_token": "signed", "token_type": "JWT", "expires_in": 3600}

    @app.post("/api/enrollment/v1/enrollment")
    def enrol():
        if request.headers["Authorization"] != "JWT signed":
            return {"detail": "Authentication credentials were not provided."}, 401
        wanted = request.get_json()
        if wanted["course_details"]["course_id"] != "course-v1:Acme+TH101+2026" or wanted["user"] != LEARNER:
            return {"message": "No course found"}, 400
        enrolled.append("th101")
        return {"user": wanted["user"], "mode": wanted["mode"], "is_active": True}

    return app


#: By the word behind ```python in the guide: the stub, the variable that names its address, and what else it needs.
SYSTEMS = {
    "moodle": (moodle, "MOODLE", {"MOODLE_TOKEN": "token"}),
    "canvas": (canvas, "CANVAS", {"CANVAS_TOKEN": "token"}),
    "openedx": (open_edx, "OPEN_EDX", {"OPEN_EDX_CLIENT": "credwise", "OPEN_EDX_SECRET": "secret"}),
}


def receiver(system):
    """Return the guide's own receiver with the `enrol` of one system, as a namespace."""
    defined = {"__name__": "receiver"}
    for code in [*blocks("lms.md", "python"), *blocks("lms.md", f"python {system}")]:
        exec(code, defined)  # noqa: S102 - the code under test is the one in the page
    return defined


def test_one_webhook_enrols_a_learner_in_each_lms(service, key_of, samples, tmp_path, monkeypatch):
    # As on the internet, where no network is allowed beside the public ones.
    service.environ["CREDWISE_WEBHOOK_PROOF"] = "required"
    service.start("api", "evaluate", "deliver", "dispatcher")
    service.connect()
    environ, secret = {"CREDWISE": service.place.address, "KEY": key_of("receiver", "curator")}, None
    nurse = next(one for one in samples if one["learner_id"] == "sample-nurse") | {"learner_id": LEARNER}
    for system, (stub, variable, secrets) in SYSTEMS.items():
        enrolled, guide = [], receiver(system)
        with served(stub(enrolled)) as lms, served(guide["app"]) as at:
            printed = run("lms.md", tmp_path, environ | {"RECEIVER": f"{at}/credwise"})
            # Shown when the endpoint is made, and no more when only its address changes.
            secret = json.loads(printed[printed.rindex("{") :]).get("secret", secret)
            told = {variable: lms, "CREDWISE_SECRET": secret, "CREDWISE_CLIENT": "acme", **secrets}
            for name, value in told.items():
                monkeypatch.setenv(name, value)
            assert '"proof":"given"' in post(f"{environ['CREDWISE']}/v1/endpoints/lms/test", environ["KEY"])
            post(f"{environ['CREDWISE']}/v1/profiles", key_of("intake"), "-d", json.dumps(nurse))
            until(lambda guide=guide: guide["done"], f"the webhook for {system}")
        assert enrolled == ["th101"], system


def post(address, key, *more):
    headers = ["-H", f"Authorization: Bearer {key}", "-H", "Content-Type: application/json"]
    command = ["curl", "-sS", "--fail-with-body", "-X", "POST", address, *headers, *more]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_receiver_refuses_what_is_not_signed_and_enrols_nobody_for_a_degree(system, monkeypatch):
    guide = receiver(system)
    monkeypatch.setenv("CREDWISE_SECRET", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
    headers = {"webhook-id": "a", "webhook-timestamp": "0", "webhook-signature": "v1,AAAA"}
    assert guide["app"].test_client().post("/credwise", headers=headers, data="{}").status_code == 401
    item = {"credential": {"id": "acme:th101"}}
    degree, badge = ({"verdict": {"path": path}, "items": [item]} for path in ("degree", "micro_credential"))
    assert guide["course_to_take"](degree, "acme") is None
    assert guide["course_to_take"](badge, "acme") == "th101"
    assert guide["course_to_take"](badge, "other") is None

"""What takes long is handed on as it came and answered as it comes back; more than the bound are told to come back."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from services.api.edge.set_aside import EVALUATORS, Evaluators
from services.client_limits import LimitName


@pytest.fixture
def place(tmp_path):
    """The path of a socket that a test's evaluator listens on."""
    return tmp_path / "evaluators.sock"


@pytest.fixture
def evaluator(place):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.settimeout(20)
        listening.bind(str(place))
        listening.listen()
        yield listening


@pytest.fixture
def crowding(api, ports):
    """Who was noted to have too much under way, after waits of so many seconds."""
    noted = []
    api.application.extensions["credwise.ports"] = replace(
        ports, refused=lambda client, limit: noted.append((client, limit)), pause=noted.append
    )
    return noted


@pytest.fixture
def evaluate(api, profile, place):
    evaluators = Evaluators(place, 2)

    def evaluate(whose="hr"):
        client = api.application.test_client()
        headers = {"Authorization": f"Bearer cw_{whose}", "X-Request-Id": "mine"}
        environ = {EVALUATORS: evaluators}
        return client.post("/v1/evaluations", json=profile, headers=headers, environ_overrides=environ)

    return evaluate


def received(connection):
    whole = b""
    while b"\r\n\r\n" not in whole:
        whole += connection.recv(65536)
    head, _, body = whole.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.splitlines() if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += connection.recv(65536)
    return head.decode(), json.loads(body)


def test_what_is_handed_on_of_a_client_leaves_room_for_others(evaluator, evaluate, profile, crowding):
    with ThreadPoolExecutor(2) as clients:
        first = clients.submit(evaluate)
        connection, _ = evaluator.accept()
        with connection:
            head, body = received(connection)
            assert head.startswith("POST /v1/evaluations")
            assert {"X-Request-Id: mine", "Authorization: Bearer cw_hr"} <= set(head.splitlines())
            assert body == profile

            second = evaluate()
            assert (second.status_code, second.headers["Retry-After"]) == (429, "1")
            assert second.json["type"] == "/problems/too-many-at-once"
            assert crowding == [1, ("hr", LimitName.REQUESTS_AT_ONCE)]

            another = clients.submit(evaluate, "lms")
            connection.sendall(
                b"HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}"
            )
            answer = first.result()
        with evaluator.accept()[0] as connection:
            assert "Authorization: Bearer cw_lms" in received(connection)[0].splitlines()
        assert another.result().json["type"] == "/problems/evaluators-busy"
    assert (answer.status_code, answer.json, answer.headers["X-Request-Id"]) == (409, {}, "mine")


def test_an_evaluator_that_breaks_off_is_a_reason_to_come_back(evaluator, evaluate):
    with ThreadPoolExecutor(1) as clients:
        first = clients.submit(evaluate)
        evaluator.accept()[0].close()
        assert (first.result().status_code, first.result().json["type"]) == (503, "/problems/evaluators-busy")


def test_without_evaluators_listening_the_client_is_told_to_come_back(evaluate):
    assert (evaluate().status_code, evaluate().headers["Retry-After"]) == (503, "1")


def test_a_key_is_looked_at_before_anything_is_handed_on(api, profile, place):
    headers = {"Authorization": "Bearer nonsense"}
    environ = {EVALUATORS: Evaluators(place, 1)}
    assert api.post("/v1/evaluations", json=profile, headers=headers, environ_overrides=environ).status_code == 401


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 202),
        # As JSON it is mostly written with escapes, which hide no name.
        ({"target_role": {"title": "Café Manager", "required_skills": ["mise en place à la carte"]}}, 202),
        ({"resume": "Experience"}, 503),
        ({"credentials_held": [{"document": {}}]}, 503),
    ],
    ids=["typed", "accents", "résumé", "document"],
)
def test_a_profile_is_handed_on_where_it_carries_documents(api, profile, place, more, status):
    environ = {EVALUATORS: Evaluators(place, 1)}
    assert api.post("/v1/profiles", json=profile | more, environ_overrides=environ).status_code == status
    hidden = json.dumps(profile | more).replace("resume", "\\u0072esume").replace("document", "\\u0064ocument")
    answer = api.post("/v1/profiles", data=hidden, content_type="application/json", environ_overrides=environ)
    assert answer.status_code == status

"""What the server's own logs say of requests: routes and refusals, and nothing that a client wrote."""

import pytest


@pytest.fixture
def logged(serve, redis_url, tmp_path):
    """Send requests, each as raw bytes, to a server of the test's own; return the lines it logged for them."""

    def logged(*requests):
        with serve(redis_url) as server:
            before = (tmp_path / "api.log").read_text()
            for request in requests:
                with server.connect() as connection:
                    connection.sendall(request.replace(b"KEY", server.key.encode()))
                    while connection.recv(65536):
                        pass
        return (tmp_path / "api.log").read_text().removeprefix(before)

    return logged


def test_a_request_is_logged_by_its_route_and_nobody_can_write_a_line(logged):
    path = b"/v1/learners/learner-4711%0D%0A127.0.0.1%20%22GET%20forged%22%20200"
    head = b" HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer KEY\r\nConnection: close\r\n"
    head += b"User-Agent: learner-4711\r\nReferer: /learner-4711\r\nIdempotency-Key: learner-4711\r\n\r\n"
    log = logged(b"DELETE " + path + b"?q=learner-4711" + head, b"GET /learner-4711%0Aforged" + head)

    # The question whether the server is up may still be on its way into the log.
    lines = [line for line in log.splitlines() if line.startswith("127.0.0.1 ") and "/healthz" not in line]
    assert [line.split('" ')[0] for line in lines] == [
        '127.0.0.1 "DELETE /v1/learners/<string:learner_id>',
        '127.0.0.1 "GET -',
    ]
    assert "4711" not in log
    assert "forged" not in log


def test_what_gunicorn_refuses_is_not_quoted(logged):
    log = logged(
        b"GET /v1/learners/learner-4711 forged HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nlearner-4711 x: forged\r\n\r\n",
        b"learner-4711 /forged HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nExpect: learner-4711\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: learner-4711\r\n\r\n",
    )

    assert log.count("Invalid request from ip=127.0.0.1") == 5
    assert "ERROR" not in log
    assert "4711" not in log
    assert "forged" not in log


def test_an_access_token_that_is_made_is_logged_by_its_key_and_scopes_only(logged):
    form = b"grant_type=client_credentials&scope=profiles:write&client_id=hr-north&client_secret=KEY"
    head = b"POST /v1/oauth/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 149\r\n"
    log = logged(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + form)

    [line] = [line for line in log.splitlines() if "access token" in line]
    assert "for 900 s: profiles:write" in line
    assert "cwt_" not in log
    assert "client_secret" not in log

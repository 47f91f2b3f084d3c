"""Whatever bytes come back: the status that was read counts, and nothing raises but what says that there was none."""

import io
import string
from contextlib import suppress
from http.client import BadStatusLine

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.connection import HTTPConnection

from workers.webhook.receiver.answer import AnswerBroken, ShortAnswer, read_answer

#: Bytes as they may stand in a header, without an end of line.
IN_A_LINE = st.binary(max_size=60).map(lambda text: text.replace(b"\n", b"").replace(b"\r", b""))
NAMES = st.sampled_from(
    [b"Date", b"Retry-After", b"Content-Length", b"Transfer-Encoding", b"Connection", b"Content-Type", b"Location"]
)
VALUES = IN_A_LINE | st.text(string.printable.translate({10: None, 13: None}), max_size=40).map(str.encode)
HEADERS = st.lists(st.tuples(NAMES | IN_A_LINE.filter(bool), VALUES), max_size=200)


class Told:
    """A socket on which the answer is there already."""

    def __init__(self, text):
        self._text = text

    def makefile(self, *_arguments, **_options):
        return io.BufferedReader(io.BytesIO(self._text))

    def sendall(self, _data):
        pass

    def settimeout(self, _seconds):
        pass

    def shutdown(self, _how):
        pass

    def close(self):
        pass


def answer_of(text):
    connection = HTTPConnection("127.0.0.1", 80)
    connection.response_class = ShortAnswer
    connection.sock = Told(text)
    connection.request("POST", "/", body=b"{}", preload_content=False, decode_content=False)
    return read_answer(connection.getresponse())


@pytest.mark.parametrize("before", [b"103 Early Hints", b"102 Processing", b"100 Continue", b"199 Whatever"])
def test_what_goes_before_the_answer_is_not_the_answer(before):
    interim = b"HTTP/1.1 " + before + b"\r\nLink: </style.css>\r\nContent-Length: 7\r\n\r\n"
    answer = answer_of(interim * 3 + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    assert (answer.status, answer.beginning, answer.is_whole) == (200, b"ok", True)


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5, 6\r\n",
        b"Content-Length: 1\r\nContent-Length: 2\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Content-Encoding: br, zstd, gzip, nonsense\r\n",
        b"Content-Type: text/html; charset=no-such-charset\r\n",
        b"X-Many: 1\r\n" * 300,
        b"no header at all\r\n",
        b" folded into nothing\r\n",
        b": no name\r\n",
        b"Date: \xff\xfe\x00\r\n",
        b"Retry-After: " + b"9" * 9000 + b"\r\n",
        b"Date: " + b"9" * 60_000 + b"\r\n",
        b"X-Many: 1\r\n" * 3000,
    ],
)
def test_no_header_undoes_a_status(headers):
    assert answer_of(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\nbody").status == 200


def test_what_headers_said_before_they_grew_too_long_counts_and_no_body_is_read_behind_them():
    answer = answer_of(b"HTTP/1.1 503 No\r\nRetry-After: 60\r\nContent-Length: 0\r\n" + b"X: 1\r\n" * 3000 + b"\r\n")
    assert (answer.status, answer.retry_after, answer.beginning) == (503, "60", b"")


def test_headers_that_are_too_long_and_go_before_the_answer_are_no_answer():
    with pytest.raises(AnswerBroken, match="longer than 16384 bytes"):
        answer_of(b"HTTP/1.1 103 Early Hints\r\n" + b"Link: </a>\r\n" * 3000 + b"\r\nHTTP/1.1 200 OK\r\n\r\n")


def test_two_lengths_that_differ_leave_no_connection_to_go_on_with():
    answer = answer_of(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nbody")
    assert answer.beginning == b"body"


@given(HEADERS, st.binary(max_size=300))
def test_whatever_the_headers_and_the_body_say_the_status_counts(headers, body):
    lines = b"".join(name.replace(b":", b"") + b": " + value + b"\r\n" for name, value in headers)
    text = b"HTTP/1.1 204 OK\r\n" + lines + b"\r\n" + body
    assert answer_of(text).status == 204


@given(IN_A_LINE | st.from_regex(rb"HTTP/\d{1,5}\.\d{1,5} \d{1,30} [ -~]{0,20}", fullmatch=True))
def test_whatever_the_status_line_says_it_is_a_status_or_no_answer(line):
    status = None
    with suppress(AnswerBroken, BadStatusLine):
        status = answer_of(line + b"\r\n\r\n").status
    assert status is None or 100 <= status <= 999

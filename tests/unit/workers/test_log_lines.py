"""An event is one line, and an unexpected error is told without its message, which may quote a profile."""

import json
import logging
import sys

from services.log_lines import OneLine, about, json_lines


def written(message, *arguments, error=None):
    record = logging.LogRecord("credwise.task", logging.ERROR, "task.py", 1, message, arguments, error)
    return OneLine("evaluate").format(record)


def test_a_line_says_when_who_and_what():
    line = written("set aside job=%s", "rec_1")

    moment, level, who, what = line.split(" ", 3)
    assert moment.endswith("Z")
    assert (level, what) == ("ERROR", "set aside job=rec_1")
    assert who.startswith("evaluate[")


def test_whatever_is_in_an_event_it_stays_one_line():
    assert written("a\r\nb\\n").endswith(r"a\r\nb\\n")


def test_an_error_is_told_by_its_kind_and_places_only():
    try:
        {}["learner-4711"]
    except KeyError:
        line = written("failed", error=sys.exc_info())

    assert "failed error=KeyError at=test_an_error_is_told_by_its_kind_and_places_only test_log_lines.py:" in line
    assert "4711" not in line


def as_json(message, *arguments, error=None, **more):
    record = logging.LogRecord("credwise.task", logging.ERROR, "task.py", 1, message, arguments, error)
    vars(record).update(more)
    text = json_lines("evaluate").format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_json_line_says_what_it_is_about():
    with about(client="hr", job="rec_1", request=None):
        line = as_json("evaluated in %d ms", 12, deliveries=2)
    assert line["time"].endswith("Z")
    assert {name: line[name] for name in ("level", "role", "logger", "event", "client", "job", "deliveries")} == {
        "level": "error",
        "role": "evaluate",
        "logger": "credwise.task",
        "event": "evaluated in 12 ms",
        "client": "hr",
        "job": "rec_1",
        "deliveries": 2,
    }
    assert "request" not in line
    assert "job" not in as_json("nothing to do")


def test_a_json_line_stays_one_line_and_tells_errors_without_their_message():
    try:
        {}["learner-4711"]
    except KeyError:
        line = as_json("a\r\nb", error=sys.exc_info())
    assert line["event"] == "a\r\nb"
    assert line["error"].startswith("error=KeyError at=test_a_json_line")
    assert "4711" not in json.dumps(line)

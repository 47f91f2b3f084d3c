"""An event is one line, and an unexpected error is told without its message, which may quote a profile."""

import logging
import sys

from workers.running.log_lines import OneLine


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

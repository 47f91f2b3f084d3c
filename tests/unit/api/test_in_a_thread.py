"""What an evaluator does in a thread of the system's lets its greenlets go on, and fails as it would have failed here."""

from threading import Event, get_ident

import gevent
import pytest

from services.api.server.worker import in_a_thread


def test_greenlets_go_on_and_the_time_is_told_while_work_is_done_that_gives_no_way():
    let_go, told = Event(), []

    def work():
        # Only a greenlet of the thread that waits for this lets it go.
        return let_go.wait(30), get_ident()

    gevent.spawn_later(1.2, let_go.set)
    was_let_go, thread = in_a_thread(work, lambda: told.append(get_ident()))
    assert was_let_go
    assert thread != get_ident()
    assert set(told) == {get_ident()}


def test_what_the_work_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        in_a_thread(lambda: 1 / 0, lambda: None)


def test_what_is_raised_meanwhile_is_raised_at_once():
    let_go = Event()

    def lost():
        raise LookupError

    with pytest.raises(LookupError):
        in_a_thread(lambda: let_go.wait(30), lost)
    let_go.set()

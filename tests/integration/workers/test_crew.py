"""A deliver worker's threads: as many deliveries are claimed as threads have nothing to do, and a slow one holds nobody up."""

from threading import Event, Lock

import pytest

from services.ledger.accounts.endpoints import DeliveryPreferences
from services.ledger.attempts import Attempt
from services.ledger.work.jobs import Queue
from tests.integration.workers.conftest import CLIENT
from workers.crew import Crew
from workers.task import Report


@pytest.fixture
def owe(ledger, accept):
    """Owe `count` deliveries to one endpoint, of which only `at_once` may be in flight."""

    def owe(count, at_once=4):
        ledger.endpoints.put(CLIENT, "lms", "https://lms.example.org/", "full", DeliveryPreferences(in_flight=at_once))
        made = []
        for _ in range(count):
            claim = ledger.jobs.claim(Queue.EVALUATE, accept(), "test")
            made += ledger.jobs.finish_evaluation(claim, recommendation="{}", summary={})
        return made

    return owe


class Sending:
    """Takes deliveries; the first waits until it is let go on."""

    def __init__(self, jobs, holds):
        self.jobs = jobs
        self.go_on = Event()
        self.sent = []
        self.at_once = 0
        self.most = 0
        self._holds = holds
        self._lock = Lock()

    def __call__(self, claim):
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            holds, self._holds = self._holds, False
        if holds:
            self.go_on.wait()
        at = claim.claimed_at
        attempt = Attempt(at=at, duration_ms=1, status=204, outcome="delivered", detail="", answer="")
        with self._lock:
            self.at_once -= 1
            self.sent.append(claim.job_id)
        return Report("sent", self.jobs.finish_delivery(claim, attempt))


def test_threads_go_on_while_there_is_more_and_a_slow_one_holds_nobody_up(ledger, owe, wait_until):
    made, sending = owe(9), Sending(ledger.jobs, holds=True)
    crew = Crew(jobs=ledger.jobs, work=sending, threads=3)

    assert crew.take_next(lambda: False)
    wait_until(lambda: len(sending.sent) == 8, "all but the slow one are sent")
    sending.go_on.set()
    crew.close()

    assert sorted(sending.sent) == sorted(made)
    assert sending.most <= 3


def test_a_full_crew_takes_nothing_and_lets_the_shift_end(ledger, owe, wait_until):
    owe(3, at_once=1)
    sending = Sending(ledger.jobs, holds=True)
    crew = Crew(jobs=ledger.jobs, work=sending, threads=1)
    assert crew.take_next(lambda: False)
    wait_until(lambda: sending.at_once, "the thread is at work")

    assert not crew.take_next(lambda: True)

    sending.go_on.set()
    crew.close()


def test_nothing_is_taken_where_there_is_nothing_and_the_threads_stay_free(ledger, owe):
    sending = Sending(ledger.jobs, holds=False)
    crew = Crew(jobs=ledger.jobs, work=sending, threads=2)
    for _ in range(5):
        assert not crew.take_next(lambda: False)
        crew.take_named("msg_unknown")
    (delivery,) = owe(1)
    crew.take_named(delivery)
    crew.close()
    assert sending.sent == [delivery]


def test_where_fewer_come_than_were_asked_for_the_next_message_is_waited_for(ledger, owe, redis_client, wait_until):
    made, sending = owe(2), Sending(ledger.jobs, holds=False)
    crew = Crew(jobs=ledger.jobs, work=sending, threads=3)
    redis_client.delete("deliver")

    assert not crew.take_next(lambda: False)
    wait_until(lambda: len(sending.sent) == 2, "both are sent")
    assert not redis_client.llen("deliver")
    more = owe(1)
    assert redis_client.llen("deliver")
    assert not crew.take_next(lambda: False)
    crew.close()

    assert sorted(sending.sent) == sorted([*made, *more])


def test_what_is_left_of_a_claim_has_a_message(ledger, owe, redis_client, wait_until):
    made, sending = owe(3, at_once=2), Sending(ledger.jobs, holds=True)
    crew = Crew(jobs=ledger.jobs, work=sending, threads=1)
    redis_client.delete("deliver")

    assert crew.take_next(lambda: False)
    assert redis_client.llen("deliver") == 1
    sending.go_on.set()
    wait_until(lambda: len(sending.sent) == 3, "all are sent")
    crew.close()

    assert sorted(sending.sent) == sorted(made)

"""A client may have what is finished kept for a time of its own; everybody else's is the installation's."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from services.cli import main
from services.ledger.accounts.retentions import Retentions
from services.ledger.store import keys
from services.ledger.work.jobs import Queue

DAY = timedelta(days=1)


@pytest.fixture
def retentions(redis_client):
    return Retentions(redis_client)


@pytest.fixture
def finish(jobs, accept):
    def finish(client="hr", learner="l-1"):
        name = accept(client, profile=f'{{"learner_id":"{learner}"}}')
        jobs.finish_evaluation(jobs.claim(Queue.EVALUATE, name, "w"), recommendation="{}", summary={})
        return name

    return finish


def left(redis_client, name):
    return timedelta(milliseconds=redis_client.pttl(keys.JOB + name))


def test_what_is_finished_is_kept_for_the_clients_own_time(redis_client, retentions, finish, policy):
    retentions.put("hr", 2 * DAY)
    own, other = finish("hr"), finish("lms")

    assert DAY < left(redis_client, own) <= 2 * DAY
    assert 2 * DAY < left(redis_client, other) <= policy.retention


def test_a_time_that_became_shorter_does_not_hide_what_is_kept_longer_from_an_erasure(redis_client, retentions, finish):
    before = finish()
    retentions.put("hr", DAY)
    finish()

    (index,) = redis_client.scan_iter(f"{keys.LEARNER}*")
    assert redis_client.pttl(index) >= redis_client.pttl(keys.JOB + before) - 1000


def test_the_usual_time_comes_back(redis_client, retentions, finish):
    retentions.put("hr", DAY)
    retentions.put("hr", None)

    assert retentions.own() == {}
    assert left(redis_client, finish()) > DAY


@pytest.mark.parametrize(("client", "length"), [("hr", timedelta(hours=1)), ("hr", 4000 * DAY), ("a:b", DAY)])
def test_a_time_out_of_bounds_is_refused(retentions, client, length):
    with pytest.raises(ValueError, match=r"must be from 1 to 3650 days|named by"):
        retentions.put(client, length)


def test_the_command_shows_and_sets_it(redis_url, retentions):
    def credwise(*arguments):
        return CliRunner().invoke(main, ["learners", "retention", *arguments], env={"CREDWISE_REDIS_URL": redis_url})

    assert credwise("--client", "hr", "--days", "7").output == "hr: 7 days\nAll others: 30 days.\n"
    assert retentions.own() == {"hr": 7 * DAY}
    assert credwise().output == "hr: 7 days\nAll others: 30 days.\n"
    assert credwise("--client", "lms", "--json").output == '{"clients": {"lms": 30}, "usual": 30}\n'
    assert credwise("--client", "hr", "--usual").output == "hr: 30 days\nAll others: 30 days.\n"
    assert credwise("--days", "7").exit_code == credwise("--client", "hr", "--days", "7", "--usual").exit_code == 2

"""`credwise ops reschedule` counts first, and moves what a wrong clock has put into the far future."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from services.cli import main
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs
from services.ledger.work.rescheduling import AT_ONCE

POLICY = LedgerPolicy(lease=timedelta(seconds=60), grace=timedelta(seconds=5), retention=timedelta(days=5))
MANY = AT_ONCE + 1


@pytest.fixture
def reschedule(redis_url):
    def run(*arguments):
        return CliRunner().invoke(main, ["ops", "reschedule", *arguments], env={"CREDWISE_REDIS_URL": redis_url})

    return run


@pytest.fixture
def too_late(redis_client):
    """So many profiles, accepted while Redis's clock was ten years ahead."""
    ahead = Jobs(redis_client, replace(POLICY, clock_offset=timedelta(days=3650)))
    for _ in range(MANY):
        ahead.accept(client="hr", profile="{}", fingerprint="f", idempotency_key=None)


@pytest.mark.usefixtures("too_late")
def test_it_counts_first_moves_all_and_may_be_called_again(reschedule):
    counted = json.loads(reschedule("--dry-run", "--json").stdout)
    assert (counted["found"]["evaluations"]["count"], counted["moved"]) == (MANY, {})
    assert f"{MANY} evaluations that wait as late as 203" in reschedule("--dry-run").stdout
    assert reschedule().exit_code == 1
    assert json.loads(reschedule("--yes", "--json").stdout)["moved"] == {"evaluations": MANY}
    again = reschedule("--yes")
    assert (again.exit_code, again.stdout) == (0, "Nothing is due too late.\n")

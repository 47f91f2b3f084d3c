"""Times, attempts, policies and key names as they are written and read; no Redis needed."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import ResponseError

from services.ledger.attempts import Attempt
from services.ledger.store import keys
from services.ledger.store.moments import EPOCH, from_ms, from_ms_or_none, from_redis_time, in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import FOLDER, PRELUDES, READS_ONLY, REFUSED_WHEN_FULL, Scripts, script_text
from services.settings import read_settings

SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.lua") if path.stem not in PRELUDES)


@given(st.integers(0, 4_000_000_000_000))
def test_a_moment_survives_being_written(ms):
    assert in_ms(from_ms(str(ms)) - EPOCH) == ms


def test_redis_time_is_cut_to_milliseconds():
    assert from_redis_time((1, 999_999)) == datetime(1970, 1, 1, 0, 0, 1, 999_000, tzinfo=UTC)


def test_a_moment_that_was_never_written_is_none():
    assert from_ms_or_none(None) is None


@given(st.text(), st.none() | st.integers(100, 599))
def test_an_attempt_survives_being_written(text, status):
    attempt = Attempt(
        at=datetime(2026, 1, 2, tzinfo=UTC), duration_ms=1, status=status, outcome="x", detail=text, answer=text
    )
    assert Attempt.from_json(attempt.to_json()) == attempt


def test_scripts_are_told_times_in_milliseconds():
    policy = LedgerPolicy(lease=timedelta(seconds=60), grace=timedelta(seconds=5), retention=timedelta(days=30))
    told = json.loads(policy.for_scripts())
    assert (told["lease"], told["grace"], told["retention"]) == (60_000, 5_000, 2_592_000_000)
    assert all(isinstance(value, int) for value in told.values())


@pytest.mark.parametrize("name", SCRIPTS)
def test_only_new_work_is_refused_by_a_full_redis(name):
    has_flag = script_text(name, 7).startswith("#!lua flags=allow-oom\n")
    assert has_flag == (name not in REFUSED_WHEN_FULL | READS_ONLY)
    assert "#!lua" not in script_text(name, 6)


def test_an_idempotency_key_of_any_text_makes_a_plain_key_name():
    assert keys.idempotency("hr", "a:b\n\N{SNOWMAN}").count(":") == 3


class Replaced:
    """A Redis 7 that is an older one from the first answer on, as after a failover or a start by hand."""

    def __init__(self):
        self.versions, self.ran = ["7.0.15", "6.2.14"], []

    def info(self, _section):
        return {"redis_version": self.versions.pop(0) if len(self.versions) > 1 else self.versions[0]}

    def register_script(self, text):
        def run(args):
            if text.startswith("#!lua"):
                raise ResponseError("Error compiling script (new function): user_script:1: unexpected symbol near '#'")
            self.ran.append(args[1:])
            return "done"

        return run


def test_a_process_goes_on_when_redis_is_replaced_by_an_older_one():
    replaced = Replaced()
    scripts = Scripts(replaced, LedgerPolicy.of(read_settings({})))
    assert [scripts.run("beat", "one"), scripts.run("beat", "two")] == ["done", "done"]
    assert replaced.ran == [["one"], ["two"]]


def test_a_running_process_takes_up_no_script_of_the_next_release():
    program = (
        "import sys\n"
        "from services.ledger.store.scripts import TEXTS, script_text\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, about: opened.append(str(about[0])) if event == 'open' else None)\n"
        "assert all(script_text(name, 7) for name in TEXTS)\n"
        "assert not [path for path in opened if path.endswith('.lua')]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

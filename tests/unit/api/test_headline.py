"""The operators' page says what is worst first, and what has just begun before how Redis is set up."""

from services.api.ops.headline import headline, worst_first
from services.ledger.checkup.findings import ok, problem, warning
from services.ledger.checkup.work_findings import of_files_of

LIMIT = warning("memory", "Redis has no limit of memory.", "redis-cli config set maxmemory 1gb")
FAILS = warning("endpoints", "hr/lms has failed 5 times in a row.", "credwise endpoints test hr/lms")
ALONE = problem("processes", "No dispatcher is alive.", "credwise dispatcher")


def test_a_problem_comes_before_what_happens_and_that_before_how_redis_is_set_up():
    assert worst_first([LIMIT, FAILS, ok("clock", "fine"), ALONE]) == [ALONE, FAILS, LIMIT]
    assert headline([LIMIT, FAILS], "").sentence == FAILS.sentence


def test_a_problem_of_redis_stays_the_first():
    full = problem("memory", "Redis is full.", "redis-cli config set maxmemory 2gb")
    assert worst_first([full, ALONE, LIMIT, FAILS]) == [full, ALONE, FAILS, LIMIT]


def test_what_mends_a_refusal_is_what_is_found_of_redis():
    full = problem("memory", "Redis is full.", "redis-cli config set maxmemory 2gb")
    assert headline([ALONE, full], "93 % is used.").remedy == full.remedy
    assert headline([ALONE], "it takes no writes").remedy == ALONE.remedy
    assert headline([], "it takes no writes").remedy == "credwise doctor"


def test_what_is_held_back_is_said_where_all_is_well():
    assert "Held back" not in headline([], "").sentence
    assert "Held back for their receivers: 2;" in headline([], "", 2).sentence


def test_an_api_that_refuses_its_own_files_says_so():
    [found] = of_files_of("This API", {"rules_problems": "a.yaml: no", "rules": "using_last_good"})
    assert headline([found], "").sentence == "This API goes on with its last good files: a.yaml: no"
    assert not list(of_files_of("This API", {"rules": "ok"}))

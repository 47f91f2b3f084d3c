"""`credwise send` sends a file, waits, writes what came of it, and goes on where it was when it is run again."""

import csv
import json

import pytest
from click.testing import CliRunner
from pulling import pull

from services.cli.sending.batch_client import BatchClient, SendingFailed
from services.cli.sending.parts import BatchPart
from services.cli.sending.send import send
from services.ledger.store import keys
from services.ledger.store.policy import LedgerPolicy
from services.ledger.work.jobs import Jobs, Queue
from services.settings import read_settings


@pytest.fixture
def run(server, monkeypatch):
    monkeypatch.setenv("CREDWISE_API_KEY", server.key)

    def run(*arguments):
        return CliRunner().invoke(send, [*map(str, arguments), "--to", f"http://127.0.0.1:{server.port}"])

    return run


@pytest.fixture
def decide_all(server_redis):
    def decide_all():
        jobs = Jobs(server_redis[0], LedgerPolicy.of(read_settings({})))
        while claims := pull(jobs, Queue.EVALUATE, 50):
            for claim in claims:
                said = {"learner_id": json.loads(claim.payload)["learner_id"], "path": "degree", "standing": "clear"}
                jobs.finish_evaluation(claim, recommendation='{"verdict":{}}', summary=said)

    return decide_all


def test_a_table_is_sent_once_and_its_results_are_a_table_and_lines(run, decide_all, server_redis, tmp_path):
    table = tmp_path / "learners.csv"
    rows = "".join(f"l-{number},15-1252.00,explore\n" for number in range(3))
    table.write_text(f"learner_id,occupation,goal\n{rows}l-3,15-1252.00,fame\n")

    first = run(table, "--no-wait")
    assert first.exit_code == 1
    assert "3 accepted, 0 decided, 0 dead letters, 1 refused; batch_" in first.output
    assert "line 5: /goal" in first.output
    waiting = server_redis[0].zcard(keys.WAITING + "evaluate")
    decide_all()

    results = tmp_path / "results.csv"
    again = run(table, "--results", results)
    assert "3 accepted, 3 decided, 0 dead letters, 1 refused; batch_" in again.output
    assert server_redis[0].zcard(keys.WAITING + "evaluate") == waiting - 3
    with results.open(encoding="utf-8-sig", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert [(row["line"], row["state"], row["path"]) for row in read] == [
        *[(str(line), "completed", "degree") for line in (2, 3, 4)],
        ("5", "refused", ""),
    ]

    lines = tmp_path / "results.ndjson"
    run(table, "--results", lines)
    assert [json.loads(line)["line"] for line in lines.read_text().splitlines()] == [2, 3, 4, 5]


def test_without_a_key_or_a_line_nothing_is_sent(run, monkeypatch, tmp_path):
    empty = tmp_path / "empty.ndjson"
    empty.write_text("\n")
    assert "holds no line" in run(empty).output
    monkeypatch.delenv("CREDWISE_API_KEY")
    assert "Set CREDWISE_API_KEY" in run(empty).output


def test_what_is_not_answered_is_sent_again_under_the_same_key(server, profile):
    pauses = []
    away = BatchClient(address="http://127.0.0.1:9", key=server.key, pool=server.pool, pause=pauses.append)
    part = BatchPart(number=1, offset=0, lines=(json.dumps(profile).encode(),))
    with pytest.raises(SendingFailed, match="does not answer"):
        away.send(part, "k", lambda _: None)
    assert len(pauses) == 5
    here = BatchClient(address=f"http://127.0.0.1:{server.port}", key=server.key, pool=server.pool)
    first, again = (here.send(part, "send-k", lambda _: None) for _ in range(2))
    assert (first["id"], again["replayed"]) == (again["id"], 1)


@pytest.mark.parametrize("address", ["127.0.0.1:8080", "ftp://127.0.0.1", "http://", "http://h/?a=b", "http://[::1"])
def test_what_is_no_address_is_told_before_anything_is_sent(monkeypatch, tmp_path, address):
    monkeypatch.setenv("CREDWISE_API_KEY", "cw_any")
    table = tmp_path / "learners.csv"
    table.write_text("learner_id,occupation,goal\nl-0,15-1252.00,explore\n")
    told = CliRunner().invoke(send, [str(table), "--to", address])
    assert told.exit_code == 2
    assert "write it like https://credwise.example.org" in told.output


def test_a_refusal_that_would_come_again_does_not_ask_for_another_try(run, monkeypatch, tmp_path):
    monkeypatch.setenv("CREDWISE_API_KEY", "cw_wrong")
    table = tmp_path / "learners.csv"
    table.write_text("learner_id,occupation,goal\nl-0,15-1252.00,explore\n")
    told = run(table)
    assert told.exit_code == 1
    assert "No valid API key was sent" in told.output
    assert "nothing is taken twice" not in told.output

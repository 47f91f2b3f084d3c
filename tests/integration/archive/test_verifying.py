"""One bit changed in each of ten thousand decisions is found ten thousand times: in the database and offline."""

import json
import shutil
import sqlite3
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from click.testing import CliRunner

from services.archive.opening import open_keeper
from services.archive.records import ArchivedEvaluation
from services.cli import main
from services.merkle_log.entries import milliseconds
from services.merkle_log.erasures import erasure_receipt
from services.merkle_log.heads import Signer, checkpoint
from services.settings import ROOT

COUNT = 10_000
NOW = datetime.now(UTC).replace(microsecond=123_000)
SIGNER = Signer(b"s" * 32)
VERIFIERS = ROOT / "tools" / "verifiers"


def decision(at):
    document = {
        "decided_on": "2026-11-29",
        "learner_id": f"learner-{at}",
        "items": [
            {"credential": {"id": f"c-{at % 97}", "title": "Führung \U0001f393"}, "score": at % 100, "fee": 12.5}
        ],
        "odd": [1e-7, 2.0, 0.00001, 1e21, True, None, "é\n\u2028"],
        "verdict": {"path": "micro_credential", "standing": "clear"},
    }
    return ArchivedEvaluation(
        id=f"rec_{at:05}",
        client="hr",
        learner=f"hr:{at}",
        accepted_at=NOW + timedelta(milliseconds=at),
        finished_at=NOW + timedelta(milliseconds=at + 40),
        kept_until=NOW + timedelta(days=30),
        version=1,
        fields={"state": "completed"},
        document=json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a log of ten thousand decisions, one of them erased: the database, and what is handed out of it."""
    return made(tmp_path_factory.mktemp("log"), COUNT)


@pytest.fixture(scope="module")
def small_place(tmp_path_factory):
    """The same with a thousand."""
    return made(tmp_path_factory.mktemp("small"), 1000)


def made(folder, count):
    archive = open_keeper(f"sqlite:///{folder}/archive.db", SIGNER)
    archive.prepare()
    for start in range(0, count, 1000):
        archive.write([decision(at) for at in range(start, start + 1000)])
    archive.erase("hr:77", NOW + timedelta(days=1))
    (folder / "receipt").write_bytes(archive.log.receipt("hr", "rec_00321").encoded())
    archive.close()
    ours = {"id": SIGNER.public.id, "public": b64encode(SIGNER.public.public).decode()}
    (folder / "keys.json").write_text(json.dumps({"keys": [ours]}))
    exported = credwise(folder, "audit", "export", "--client", "hr")
    (folder / "log").write_text(exported.stdout, "utf-8")
    return folder


def credwise(folder, *arguments):
    database = f"sqlite:///{folder}/archive.db"
    return CliRunner().invoke(main, arguments, env={"CREDWISE_ARCHIVE_URL": database, "CREDWISE_AUDIT_KEY": ""})


@pytest.fixture(params=["python", "node"])
def verifier(request):
    """Runs a verifier in a process of its own, as anybody would."""
    if request.param == "python":
        command, ending = [sys.executable], "py"
    elif node := shutil.which("node"):
        command, ending = [node], "mjs"
    else:
        pytest.skip("no Node on this machine (Debian: apt-get install nodejs)")

    def run(*arguments, program="verify"):
        done = subprocess.run(
            [*command, VERIFIERS / f"{program}.{ending}", *arguments],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert not done.stderr
        return done.returncode, done.stdout.splitlines()

    return run


def lines_of(place):
    return (place / "log").read_bytes().splitlines()


def test_the_verifiers_are_short():
    assert all(len(path.read_text("utf-8").splitlines()) <= 150 for path in VERIFIERS.glob("*.*"))


def test_what_is_as_it_was_signed_is_found_so(place, verifier):
    assert verifier("log", place / "log", place / "keys.json") == (0, ["All is as it was signed."])
    verified = credwise(place, "audit", "verify")
    assert (verified.exit_code, verified.stdout) == (0, f"hr: all {COUNT + 1:,} entries are as they were signed.\n")


def test_a_bit_changed_in_each_record_of_an_export_is_found_in_each(place, verifier, tmp_path):
    random, changed = Random(5), lines_of(place)  # noqa: S311 - no secret
    entries = [at for at, line in enumerate(changed) if b'{"accepted_at"' in line]
    for at in entries:
        line, start = bytearray(changed[at]), changed[at].index(b'{"accepted_at"')
        bit = random.randrange(8 * start, 8 * len(line))
        line[bit // 8] ^= 1 << bit % 8
        changed[at] = bytes(line).replace(b"\n", b"?").replace(b"\r", b"?")
    (tmp_path / "log").write_bytes(b"\n".join(changed) + b"\n")

    code, said = verifier("log", tmp_path / "log", place / "keys.json")

    assert code == 1
    assert len(entries) == COUNT - 1
    named = {line.split()[1] for line in said if line.startswith("Entry ")}
    assert named == {str(at - 1) for at in entries}


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda lines: lines.pop(500), "Entry 499 is missing"),
        (lambda lines: lines.insert(500, lines.pop(900)), "Entry 499 is missing"),
        (lambda lines: lines.insert(500, lines[500]), "Entry 500 is missing"),
        (
            lambda lines: lines.__setitem__(500, b" ".join([*lines[500].split(b" ")[:2], b"- -"])),
            "Entry 499 is missing",
        ),
        (lambda lines: lines.__setitem__(500, lines[500].replace(b"499 ", b"499 0", 1)), "Entry 499 is missing"),
        (lambda lines: lines.pop(), "No head is signed of all"),
        (lambda lines: lines.__setitem__(0, b"credwise-log 1 lms"), "is not signed by a known key"),
        (lambda lines: lines.__setitem__(-1, lines[-1].replace(b"head 1", b"head 2")), "those whose head was signed"),
    ],
)
def test_what_was_done_to_an_export_is_found(small_place, verifier, tmp_path, tamper, said):
    place = small_place
    lines = lines_of(place)
    tamper(lines)
    (tmp_path / "log").write_bytes(b"\n".join(lines) + b"\n")

    code, found = verifier("log", tmp_path / "log", place / "keys.json")

    assert code == 1
    assert any(said in line for line in found)


def test_a_receipt_is_verified_with_the_answer_that_it_belongs_to(place, verifier, tmp_path):
    one = decision(321)
    answer = {
        "id": one.id,
        "state": "completed",
        "accepted_at": one.accepted_at.isoformat(),
        "finished_at": one.finished_at.isoformat(),
        "recommendation": json.loads(one.document),
    }
    (tmp_path / "answer.json").write_text(json.dumps(answer, indent=2), "utf-8")
    (tmp_path / "other.json").write_text(json.dumps(answer | {"id": "rec_00322"}), "utf-8")
    of = [place / "receipt", tmp_path / "answer.json", place / "keys.json"]

    assert (place / "receipt").stat().st_size <= 1024
    assert verifier("receipt", *of, "hr") == (0, ["All is as it was signed."])
    assert verifier("receipt", *of, "lms")[0] == 1
    assert verifier("receipt", of[0], tmp_path / "other.json", of[2], "hr")[0] == 1
    assert verifier("receipt", of[0])[0] == 2


def test_the_statement_of_an_erasure_is_verified(place, verifier, tmp_path):
    receipt = erasure_receipt(SIGNER, client="hr", learner_id="é", evaluations=2, deliveries=1, at=NOW)
    for name, statement in (("good", receipt.statement), ("bad", receipt.statement.replace("2", "3"))):
        (tmp_path / name).write_text(json.dumps({"receipt": vars(receipt) | {"statement": statement}}), "utf-8")

    assert verifier("erasure", tmp_path / "good", place / "keys.json")[0] == 0
    assert verifier("erasure", tmp_path / "bad", place / "keys.json")[0] == 1


@pytest.mark.parametrize("older", [1, 100, 130])
def test_whoever_kept_a_head_sees_that_the_log_only_grew(verifier, tmp_path, older):
    archive = open_keeper(f"sqlite:///{tmp_path}/archive.db", SIGNER)
    archive.prepare()
    archive.write([decision(at) for at in range(older)])
    archive.write([decision(at) for at in range(older, 130)])
    (newer, *_), before = archive.log.heads("hr", 1), archive.log.heads("hr", 2)[-1]
    path = [b64encode(step).decode() for step in archive.log.consistency("hr", older, newer.size)]
    archive.close()
    answer = {"heads": [shown(newer)], "consistency": {"older": older, "newer": newer.size, "path": path}}
    files = {
        "keys": {"keys": [{"public": b64encode(SIGNER.public.public).decode()}]},
        "kept": {"heads": [shown(before)], "consistency": None},
        "new": answer,
        "other": answer
        | {
            "consistency": answer["consistency"]
            | {"path": [*path[1:], *path[:1], path[0] if path else shown(newer)["root"]]}
        },
        "forged": answer | {"heads": [shown(newer) | {"root": shown(before)["root"]}]},
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    kept, new, other, forged, keys = (tmp_path / name for name in ("kept", "new", "other", "forged", "keys"))

    assert verifier(kept, new, keys, "hr", program="follow") == (0, ["The log only grew."])
    assert verifier(kept, other, keys, "hr", program="follow")[0] == 1
    assert verifier(kept, new, keys, "lms", program="follow")[0] == 1
    assert verifier(kept, forged, keys, "hr", program="follow")[0] == (1 if older < 130 else 0)
    assert verifier(kept, keys, keys, "hr", program="follow")[0] == 2


def shown(head):
    checkpointed = checkpoint(head.client, head.size, head.root, milliseconds(head.at)).decode()
    texts = {name: b64encode(getattr(head, name)).decode() for name in ("root", "signature")}
    return {"size": head.size, "checkpoint": checkpointed, "key": head.key, **texts}


def test_heads_that_were_kept_find_a_log_that_was_made_anew(small_place, verifier, tmp_path):
    place = small_place
    head = lines_of(place)[-1].decode().split(" ")
    size, moment, root, key, signature = head[1:]
    kept = {
        "size": int(size) - 1,
        "root": b64encode(bytes.fromhex(root)).decode(),
        "checkpoint": f"credwise/hr\n{size}\n-\n{moment}\n",
        "key": key,
        "signature": b64encode(bytes.fromhex(signature)).decode(),
    }
    (tmp_path / "heads.json").write_text(json.dumps({"heads": [kept]}))

    code, said = verifier("log", place / "log", place / "keys.json", tmp_path / "heads.json")
    assert (code, said[-1]) == (1, f"The first {int(size) - 1} entries are not those whose head was signed.")
    verified = credwise(place, "audit", "verify", "--client", "hr", "--heads", str(tmp_path / "heads.json"))
    assert (verified.exit_code, len(verified.stdout.splitlines())) == (1, 2)


def test_a_bit_changed_in_each_document_of_the_database_is_found_in_each(place, tmp_path):
    random = Random(6)  # noqa: S311 - no secret
    for name in ("archive.db", "archive.db-wal"):
        if (place / name).exists():
            shutil.copy(place / name, tmp_path / name)
    with sqlite3.connect(tmp_path / "archive.db") as database:
        for name, document in database.execute("SELECT id, document FROM evaluations").fetchall():
            changed, bit = bytearray(document), random.randrange(8 * len(document))
            changed[bit // 8] ^= 1 << bit % 8
            database.execute("UPDATE evaluations SET document = ? WHERE id = ?", (bytes(changed), name))
    database.close()

    found = credwise(tmp_path, "audit", "verify", "--json", "--keys", str(place / "keys.json"))

    assert found.exit_code == 1, found.output
    (log,) = json.loads(found.stdout)["logs"]
    assert {fault["position"] for fault in log["faults"]} == set(range(COUNT)) - {77}

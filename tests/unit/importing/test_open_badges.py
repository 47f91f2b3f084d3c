"""Open Badges 3.0: achievements are read wherever they stand, and nothing of the learner is."""

import copy
import json
import os
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.credential import Assessment, CredentialKind

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = Path(os.environ.get("CREDWISE_OFFICIAL_DATA", ROOT.parent / "shared" / "data"))
SQL = "esco:598de5b0-5b58-4ea7-8058-a4bc4d18c742"


def fixture(name):
    return json.loads((ROOT / "tests/data/ctdl" / name).read_text(encoding="utf-8"))


def test_an_achievement_inside_a_credential_is_taken(only):
    one, notes = only(fixture("ob3_valid_with_evidence.json"))
    assert (one.title, one.kind) == ("SQL Querying Micro-credential", CredentialKind.MICRO_CREDENTIAL)
    assert one.issuer.name == "Example Data Institute"
    assert [taught.skill for taught in one.skills] == [SQL]
    assert one.assessment is Assessment.PROJECT
    assert notes == []


def test_nothing_of_the_learner_is_kept(importing):
    imported = importing(fixture("ob3_valid_with_evidence.json"))
    assert "learner-1" not in repr(imported)


def test_an_achievement_on_its_own_names_its_creator(only):
    achievement = fixture("ob3_degree.json")["credentialSubject"]["achievement"]
    achievement |= {"@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}
    one, _ = only(achievement | {"creator": {"type": "Profile", "name": "Example State University"}})
    assert (one.kind, one.issuer.name) == (CredentialKind.DEGREE, "Example State University")


def test_all_achievements_of_a_learner_record_are_taken(importing):
    titles = {one.title for one in importing(fixture("clr2_record.json")).credentials}
    assert titles == {"SQL Querying Micro-credential", "Applied Statistics Badge", "B.A. in Economics"}


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("https://www.example.edu/issuer", "example.edu"),
        ({"id": "did:web:example.edu"}, "example.edu"),
        ({"id": "did:key:z6Mk", "name": "By name"}, "By name"),
        ("did:key:z6Mk", "example.org"),
        (None, "example.org"),
        (7, "example.org"),
    ],
)
def test_an_issuer_is_read_in_every_shape(only, issuer, name):
    document = fixture("ob3_degree.json") | {"issuer": issuer}
    assert only(document)[0].issuer.name == name


@pytest.mark.parametrize("said", ["ext:Nanodegree", "Certification", ["License"]])
def test_an_achievement_type_says_the_kind(only, said):
    document = copy.deepcopy(fixture("ob3_degree.json"))
    document["credentialSubject"]["achievement"]["achievementType"] = said
    kinds = {"ext:Nanodegree": "micro_credential", "Certification": "certification"}
    assert only(document)[0].kind == (kinds[said] if isinstance(said, str) else "licence")


@pytest.mark.parametrize("subject", [None, [], "x", {"achievement": 5}, {"achievement": {}}, [{"achievement": []}]])
def test_a_credential_without_an_achievement_is_skipped(importing, subject):
    imported = importing(fixture("ob3_degree.json") | {"credentialSubject": subject})
    assert imported.credentials == ()
    assert imported.report.skipped


@pytest.mark.skipif(not (OFFICIAL / "openbadges_vc_fixtures").is_dir(), reason="the test vectors are not here")
def test_every_test_vector_gives_credentials_or_a_reason(importing):
    files = sorted((OFFICIAL / "openbadges_vc_fixtures" / "verifiableCredentials").rglob("*.json"))
    imported = importing(*(path.read_bytes() for path in files))
    seen = {note.place for note in (*imported.report.taken, *imported.report.skipped)}
    assert seen >= {f"file{number}" for number in range(len(files))}
    assert len(imported.credentials) >= 5

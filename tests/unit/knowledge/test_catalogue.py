"""The catalogue: what is shipped can be used, what is wrong is reported with its place, all of it at once."""

import json
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.credentials.credential import (
    Choice,
    CredentialStatus,
    Credits,
    ExperienceYears,
    StackKind,
)
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.credentials.files.requirement_file import credentials_named
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.knowledge.skills import load_skills

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def skills():
    return load_skills(DATA)


@pytest.fixture(scope="module")
def catalogue(skills):
    return load_catalogue(DATA, skills)


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


def test_there_are_three_hundred_credentials_from_the_lists_and_ten_stacks(catalogue):
    lists = {"awesome-certificates", "Free-Certifications"}
    assert sum(credential.source.title in lists for credential in catalogue.credentials.values()) >= 300
    assert len(catalogue.stacks) >= 10
    assert {stack.kind for stack in catalogue.stacks.values()} == set(StackKind)


def test_nearly_every_credential_is_tagged_with_a_skill_and_the_rest_keep_their_terms(catalogue):
    untagged = [credential for credential in catalogue.credentials.values() if not credential.skills]
    assert len(untagged) < len(catalogue.credentials) * 0.15
    # A card or a check that nobody is advised to get, and that is only read where somebody has it, need teach nothing.
    assert all(credential.field_terms for credential in untagged if credential.occupations)


def test_every_skill_taught_is_in_the_index_and_leads_back(catalogue, skills):
    for name, credential in catalogue.credentials.items():
        for taught in credential.skills:
            assert taught.skill in skills
            assert name in catalogue.teaching(taught.skill)


@pytest.mark.parametrize(
    "words",
    [
        "telehealth",
        "digital marketing",
        "project management",
        "human resource management",
        "UX design",
        "data analysis",
        "teaching",
        "Excel",
        "accounting",
        "supply chain",
        "nursing",
        "Photoshop",
        "cybersecurity",
    ],
)
def test_every_occupation_we_show_finds_something(catalogue, skills, words):
    assert catalogue.teaching(skills.match(words).skill)


def test_every_credential_written_by_hand_for_an_occupation_teaches_something_and_leads_to_its_issuer(
    catalogue, occupations
):
    by_hand = [one for one in catalogue.credentials.values() if "to be checked with the issuer" in one.source.licence]
    assert len(by_hand) >= 160
    for credential in by_hand:
        assert credential.skills or not credential.occupations, credential.id
        assert all(occupations.get(code) for code in credential.occupations), credential.id


@pytest.mark.parametrize(
    ("words", "taught_by"),
    [
        ("food safety", "servsafe-manager"),
        ("test planning", "istqb-ctfl"),
        ("SolidWorks", "solidworks-cswp"),
        ("medication therapy management", "apha-medication-therapy-management"),
        ("security incident response", "comptia-cysa-plus"),
        ("security information and event management", "google-cybersecurity-certificate"),
        ("workforce planning", "hci-strategic-workforce-planning"),
        ("OSHA regulations", "osha-outreach-10-hour"),
        ("electronic health records", "nha-cehrs"),
    ],
)
def test_the_credential_of_a_trade_teaches_its_skill(catalogue, skills, words, taught_by):
    assert taught_by in catalogue.teaching(skills.match(words).skill)


def test_every_stack_asks_only_for_credentials_there_are_and_leads_back(catalogue):
    for name, stack in catalogue.stacks.items():
        for credential in credentials_named(stack.requirement):
            assert name in catalogue.stacks_with(credential)
        assert stack.check
        assert "to be checked with the issuer" in stack.source.licence


def test_k_of_n_experience_and_credit_conditions_are_all_there(catalogue):
    conditions = [part for stack in catalogue.stacks.values() for part in _parts(stack.requirement)]
    assert any(isinstance(part, Choice) and 1 < part.needed < len(part.of) for part in conditions)
    assert any(isinstance(part, ExperienceYears) for part in conditions)
    assert any(isinstance(part, Credits) for part in conditions)


def test_an_offer_that_has_ended_has_no_known_cost(catalogue):
    ended = [c for c in catalogue.credentials.values() if c.status is CredentialStatus.EXPIRED_OFFER]
    assert ended
    assert all(credential.cost is None for credential in ended)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("isc2-cissp", "isc2-cissp"),
        ("CISSP", "isc2-cissp"),
        ("Certified Information Systems Security Professional", "isc2-cissp"),
        ("certified kubernetes administrator (cka)", "cncf-cka"),
        ("Cisco CCNA", "cisco-ccna"),
        ("Security+", "comptia-security-plus"),
        ("SY0-701", "comptia-security-plus"),
        ("CPA", "us-cpa-licence"),
        ("Certified Public Accountant (CPA)", "us-cpa-licence"),
        ("AWS Solutions Architect Associate", "aws-certified-solutions-architect-associate"),
        ("Solutions Architect Associate", None),
        ("CPhT", "ptcb-cpht"),
        ("CCRN", "aacn-ccrn"),
        ("ServSafe Manager", "servsafe-manager"),
        ("ISTQB Foundation Level", "istqb-ctfl"),
        ("Certified Paralegal (NALA)", "nala-certified-paralegal"),
        ("OSHA 30", "osha-outreach-30-hour"),
        ("AWS Certified Welder", "american-welding-society-certified-welder"),
        ("CMA (AAMA)", "aama-cma"),
        # Of the register that issues three it is the name of the first, which says so; of the others it is a bracket.
        ("ARRT", "us-arrt-radiography"),
        ("CDL", "us-commercial-drivers-license"),
        ("CCNP", "cisco-ccnp-enterprise"),
        # A management accountant's and a medical assistant's.
        ("CMA", None),
        # What a click costs as well; the field of the posting decides what it means there.
        ("CPC", "aapc-cpc"),
        ("hackerrank PYTHON", "hackerrank-python-beginner"),
        ("Python", None),
        ("Basics", None),
        ("no such credential", None),
        ("", None),
    ],
)
def test_a_credential_is_found_by_what_it_is_called_unless_two_are(catalogue, text, found):
    assert catalogue.find(text) == found


def test_a_stack_is_found_by_id_and_title(catalogue):
    assert catalogue.find_stack("kubestronaut") == "cncf-kubestronaut"
    assert catalogue.find_stack("cncf-kubestronaut") == "cncf-kubestronaut"
    assert catalogue.find_stack("nothing") is None


def test_what_nobody_teaches_or_stacks_is_empty(catalogue):
    assert catalogue.teaching("esco:none") == ()
    assert catalogue.stacks_with("none") == ()


def test_the_catalogue_reads_in_one_order_and_under_one_hash(catalogue, skills):
    again = load_catalogue(DATA, skills)
    assert list(catalogue.credentials) == sorted(catalogue.credentials)
    assert again.content_hash == catalogue.content_hash
    assert again.credentials == catalogue.credentials


CREDENTIAL = {
    "id": "a",
    "title": "A",
    "kind": "certification",
    "issuer": {"name": "I", "kind": "vendor"},
    "address": "https://example.org/a",
    "source": {"title": "S", "address": "https://example.org", "licence": "CC0 1.0", "read_on": "2026-11-22"},
}


def test_every_problem_of_every_file_is_reported_at_once(tmp_path, skills):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    lines = [json.dumps(CREDENTIAL), json.dumps(CREDENTIAL | {"hours": -1}), "{"]
    (folder / "credentials.jsonl").write_text("\n".join(lines))
    (folder / "stack_credentials.yaml").write_text(
        "source: {licence: facts, read_on: 2026-11-22}\n"
        "credentials:\n"
        "  - id: b\n"
        "    title: B\n"
        "    kind: certification\n"
        "    issuer: {name: I, kind: vendor}\n"
        "    address: https://example.org/b\n"
        "    superseded_by: nowhere\n"
        "    prerequisites: {credential: c}\n"
    )
    (folder / "stacks.yaml").write_text(
        "stacks:\n"
        "  - {id: s, title: S, kind: designation, issuer: I, address: https://example.org, requirement: {}, check: ask}\n"
    )
    with pytest.raises(CatalogueRejected) as rejected:
        load_catalogue(tmp_path, skills)
    message = str(rejected.value)
    for part in (
        "credentials.jsonl, line 2",
        "credentials.jsonl, line 3: must be one JSON object",
        "credential a: two entries have this id",
        'credential b, prerequisites: no credential has the id "c"',
        'credential b: no credential has the id "nowhere"',
        "stacks.yaml, line 2, entry s",
        'needs "source"',
        "a requirement has exactly one of",
        '"kind" must be one of',
    ):
        assert part in message


@pytest.mark.parametrize(
    "text",
    ["credentials: [", "- a\n", "credentials: 7\n", "a: !!python/object:os.system {}\n", "", "credentials: [7]\n"],
)
def test_a_hand_written_file_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path, skills, text):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "credentials.jsonl").write_text("")
    (folder / "stack_credentials.yaml").write_text(text)
    (folder / "stacks.yaml").write_text("stacks: []\n")
    with pytest.raises(CatalogueRejected, match=r"stack_credentials\.yaml"):
        load_catalogue(tmp_path, skills)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "source: A: b\n",
            "line 1: this line has a colon and a space inside a text; put the whole text in double quotes",
        ),
        ("source:\n  read_on: 2026-13-40\n", 'line 2: "2026-13-40" is no day of the calendar'),
        ("credentials:\n\t- a\n", "line 2: this line begins with a tab"),
        ("<<<<<<< HEAD\na: 1\n", 'line 1: still has the mark of a merge, "<<<<<<< HEAD"'),
    ],
)
def test_what_yaml_trips_over_in_a_hand_written_file_is_said_in_plain_words(tmp_path, skills, text, words):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "credentials.jsonl").write_text("")
    (folder / "stack_credentials.yaml").write_text(text)
    (folder / "stacks.yaml").write_text("stacks: []\n")
    with pytest.raises(CatalogueRejected) as caught:
        load_catalogue(tmp_path, skills)
    assert words in str(caught.value)


def test_a_missing_file_is_named(tmp_path, skills):
    with pytest.raises(CatalogueRejected, match=r"credentials\.jsonl"):
        load_catalogue(tmp_path, skills)


def _parts(requirement):
    yield requirement
    if isinstance(requirement, Choice):
        for inner in requirement.of:
            yield from _parts(inner)

"""What is added lies over the shared catalogue: found like the rest, refused where an id is taken, hashed together."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.recommender.knowledge.credentials.additions import read_additions, write_additions
from services.recommender.knowledge.credentials.catalogue import CatalogueRejected
from services.recommender.knowledge.credentials.credential import (
    CredentialKind,
    Holding,
    Recognition,
    RecognitionForm,
)
from services.recommender.knowledge.credentials.files.catalogue_loading import load_additions, load_catalogue
from services.recommender.knowledge.files.entries import Problems
from services.recommender.knowledge.skills import load_skills
from services.recommender.scales import EmployerKind

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def skills():
    return load_skills(DATA)


@pytest.fixture(scope="module")
def shared(skills):
    return load_catalogue(DATA, skills)


@pytest.fixture(scope="module")
def own(shared, skills):
    taught = skills.match("Python").skill
    known = next(one for one in shared.credentials.values() if any(t.skill == taught for t in one.skills))
    return replace(
        known,
        id="acme:python",
        title="Python at Acme (PAA)",
        kind=CredentialKind.CERTIFICATION,
        prerequisites=Holding(credential="isc2-cissp"),
        also_called=("Acme Python",),
        prepared_by=("cncf-cka",),
        occupations=("15-1252.00",),
        outcomes=("writes Python",),
        country="Ireland",
        eqf_level=5,
        quality_assurance="accredited by Board",
        recognised_by=(
            Recognition(by="B", by_kind=EmployerKind.PUBLIC, asserted_by="A", form=RecognitionForm.ACCREDITS),
        ),
    )


def adding(shared, skills, credentials, stacks=(), name="acme.jsonl"):
    problems = Problems()
    additions = read_additions("".join(write_additions(credentials, stacks)), name, skills, problems)
    assert problems.found == []
    return shared.adding(additions)


def test_what_is_written_is_read_back_as_it_was(own, shared, skills):
    stack = next(iter(shared.stacks.values()))
    additions = read_additions("".join(write_additions([own], [stack])), "x", skills, Problems())
    assert (additions.credentials, additions.stacks) == ((own,), (stack,))


def test_an_addition_is_found_beside_what_was_there(own, shared, skills):
    both = adding(shared, skills, [own], [replace(next(iter(shared.stacks.values())), id="acme:s", title="Acme path")])
    assert both.find("PAA") == "acme:python"
    assert both.find("CISSP") == "isc2-cissp"
    assert both.find_stack("acme path") == "acme:s"
    assert both.find_stack("kubestronaut") == "cncf-kubestronaut"
    python = skills.match("Python").skill
    assert set(both.teaching(python)) == {*shared.teaching(python), "acme:python"}
    assert set(both.for_occupation("15-1252.00")) == {*shared.for_occupation("15-1252.00"), "acme:python"}
    assert len(both.credentials) == len(shared.credentials) + 1
    assert list(both.credentials) == sorted(both.credentials)
    assert "acme:python" not in shared.credentials


def test_the_hash_is_over_both_and_changes_with_either(own, shared, skills):
    one, other = adding(shared, skills, [own]), adding(shared, skills, [replace(own, hours=7, hours_from=None)])
    assert len({shared.content_hash, one.content_hash, other.content_hash}) == 3
    assert adding(shared, skills, [own]).content_hash == one.content_hash


def test_a_title_that_both_have_is_ambiguous(own, shared, skills):
    assert adding(shared, skills, [replace(own, title="CISSP")]).find("CISSP") is None


def test_an_id_that_is_taken_is_refused_with_the_remedy(own, shared, skills):
    with pytest.raises(CatalogueRejected, match=r"credential isc2-cissp: .* has this id; import it with a prefix"):
        adding(shared, skills, [replace(own, id="isc2-cissp", prerequisites=None)])


def test_names_nobody_knows_are_refused_all_at_once(own, shared, skills):
    wrong = replace(own, prerequisites=Holding(credential="nowhere"), prepared_by=("gone",), superseded_by="away")
    with pytest.raises(CatalogueRejected) as rejected:
        adding(shared, skills, [wrong])
    assert all(name in str(rejected.value) for name in ("nowhere", "gone", "away", "acme.jsonl"))


def test_one_addition_lies_over_another(own, shared, skills):
    first = adding(shared, skills, [own])
    second = adding(first, skills, [replace(own, id="beta:python", prerequisites=Holding(credential="acme:python"))])
    assert {*second.for_occupation("15-1252.00")} - {*shared.for_occupation("15-1252.00")} == {
        "acme:python",
        "beta:python",
    }


def test_a_damaged_file_is_refused_with_every_line(tmp_path, skills):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 5}\n{\n{"stack": {}}\n')
    with pytest.raises(CatalogueRejected) as rejected:
        load_additions(path, skills)
    assert all(f"line {number}" in str(rejected.value) for number in (1, 2, 3))


def test_files_in_the_folder_of_additions_are_loaded(tmp_path, own, shared, skills):
    (tmp_path / "catalogue").symlink_to(DATA / "catalogue")
    plain = load_catalogue(tmp_path, skills)
    assert plain.content_hash == shared.content_hash
    (tmp_path / "catalogue").unlink()
    (tmp_path / "catalogue" / "additions").mkdir(parents=True)
    for path in (DATA / "catalogue").iterdir():
        if path.is_file():
            (tmp_path / "catalogue" / path.name).symlink_to(path)
    (tmp_path / "catalogue" / "additions" / "acme.jsonl").write_text("".join(write_additions([own], [])))
    assert "acme:python" in load_catalogue(tmp_path, skills).credentials

"""Of what kind an employer is, and of which industry a professional body, follows from its name where that says it."""

from pathlib import Path

import pytest

from services.recommender.answer import Answer
from services.recommender.knowledge.employers import load_employers
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.issuing_bodies import load_issuing_bodies
from services.recommender.scales import EmployerKind

DATA = Path(__file__).parents[3] / "data"
EMPLOYERS, BODIES = load_employers(DATA), load_issuing_bodies(DATA)


@pytest.mark.parametrize(
    ("name", "kind", "sector"),
    [
        ("Deloitte LLP", EmployerKind.CORPORATE, "accounting"),
        ("PwC Deutschland GmbH", EmployerKind.CORPORATE, "accounting"),
        ("Leeds Teaching Hospitals NHS Trust", EmployerKind.PUBLIC, "health care"),
        ("University Hospitals Bristol NHS Foundation Trust", EmployerKind.PUBLIC, "health care"),
        ("Mercy General Hospital", EmployerKind.NONPROFIT, "health care"),
        ("Oak Animal Hospital", EmployerKind.SMALL_BUSINESS, "animal care"),
        ("Université de Montréal", EmployerKind.ACADEMIC, "education"),
        ("Stadt Köln", EmployerKind.PUBLIC, "government"),
        ("Ayuntamiento de Madrid", EmployerKind.PUBLIC, "government"),
        ("Ministry of Defence", EmployerKind.PUBLIC, "government"),
        ("Kent County Council", EmployerKind.PUBLIC, "government"),
        ("Green Building Council", EmployerKind.NONPROFIT, "professional body"),
    ],
)
def test_the_kind_of_an_employer_follows_from_its_name(name, kind, sector):
    found = EMPLOYERS.find(name)
    assert found is not None
    assert (found.kind, found.sector) == (kind, sector)


@pytest.mark.parametrize("name", ["Acme Learning", "Brown & Sons Ltd", "", "Stadium Events"])
def test_a_name_that_says_nothing_has_no_kind(name):
    assert EMPLOYERS.find(name) is None


@pytest.mark.parametrize(
    ("body", "occupation", "is_of"),
    [
        ("American Institute of CPAs", "13-2011.00", Answer.YES),
        ("American Nurses Credentialing Center", "13-2011.00", Answer.NO),
        ("American Nurses Credentialing Center", "29-1141.00", Answer.YES),
        ("SHRM", "13-1071.00", Answer.YES),
        ("SHRM", "15-1252.00", Answer.NO),
        ("PeopleCert", "13-1082.00", Answer.UNKNOWN),
    ],
)
def test_a_body_is_of_its_own_industry(body, occupation, is_of):
    assert BODIES.is_of(body, occupation) is is_of


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("named.csv", "Acme,Acme Ltd;ACME,corporate,x,y,remembered\nAcme GmbH,,corporate,x,y,remembered"),
        ("kinds.csv", "* x,company,x,y,remembered"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(tmp_path, file, line):
    folder = tmp_path / "employers"
    folder.mkdir()
    for name in ("named.csv", "kinds.csv"):
        heading = (DATA / "employers" / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(f"{heading}\n{line}\n" if name == file else f"{heading}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=f"{file}, line"):
        load_employers(tmp_path)

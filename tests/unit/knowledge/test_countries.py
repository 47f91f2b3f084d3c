"""An occupation needs the licence of the country where somebody wants to work, and never an American one elsewhere."""

import csv
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.recommender.knowledge.countries.countries import load_countries
from services.recommender.knowledge.countries.licences import COLUMNS, REGISTER_COLUMNS
from services.recommender.knowledge.countries.regions import (
    AUTHORITY_COLUMNS,
    SCOPE_COLUMNS,
    authority_file,
    scope_file,
)
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.files.data_files import DataFileError
from services.recommender.knowledge.occupations.entry.by_country import read_where
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.names.geography.countries import country_code, country_name
from services.recommender.situation.credentials.licences_named import names_licence

DATA = Path(__file__).parents[3] / "data"
COUNTRY_FILES = sorted(DATA.glob("countries/??/licences.csv"))
NURSE, SOFTWARE = "29-1141.00", "15-1252.00"


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


@pytest.fixture(scope="module")
def countries(occupations):
    return load_countries(DATA, occupations)


@pytest.mark.parametrize(
    ("country", "authority"),
    [
        ("GB", "Nursing and Midwifery Council"),
        ("AU", "Ahpra"),
        ("DE", "Landesbehörde"),
        ("IN", "State Nursing Council"),
        ("IE", "Nursing and Midwifery Board of Ireland"),
        ("NZ", "Nursing Council of New Zealand"),
        ("CH", "Swiss Red Cross"),
        ("AT", "Gesundheit Österreich"),
        ("ZA", "South African Nursing Council"),
        ("SG", "Singapore Nursing Board"),
        ("AE", "health authority of the emirate"),
        ("NG", "Nursing and Midwifery Council of Nigeria"),
    ],
)
def test_a_nurse_is_registered_where_she_works(countries, occupations, country, authority):
    licence = countries.occupation_in(occupations.get(NURSE), country).licence
    assert authority in licence.authority
    assert licence.remembered


def test_what_a_licence_rests_on_is_law_of_its_country(countries, occupations):
    rests = {
        country: countries.occupation_in(occupations.get(NURSE), country).licence.rests_on_degree
        for country in ("GB", "ES", "DE", "IN", "KE")
    }
    assert rests == {"GB": True, "ES": True, "DE": False, "IN": False, "KE": False}


def test_of_an_unknown_country_no_body_is_named(countries, occupations):
    licence = countries.occupation_in(occupations.get(NURSE), "KE").licence
    assert licence.authority == "the one responsible in Kenya"
    assert countries.occupation_in(occupations.get(SOFTWARE), "KE").licence is None


def test_the_united_states_stay_as_the_occupations_tell(countries, occupations):
    assert countries.occupation_in(occupations.get(NURSE), "US").licence == occupations.get(NURSE).licence


def test_no_licence_of_another_country_names_a_state_board(countries, occupations):
    for country in countries.known() - {"US"}:
        for occupation in occupations:
            licence = countries.occupation_in(occupation, country).licence
            assert licence is None or "State board" not in licence.authority


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GB", "GB"),
        ("uk", "GB"),
        ("GBR", "GB"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("USA", "US"),
        ("Polska", "PL"),
    ],
)
def test_a_country_is_known_by_code_and_by_name(written, code):
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["", "XX", "EU", "Narnia", "ZZ"])
def test_what_is_no_country_is_none(written):
    assert country_code(written) is None


def test_a_country_is_called_with_its_article():
    assert country_name("GB") == "the United Kingdom"
    assert country_name("DE") == "Germany"


def write_line(path, cells):
    """Write a table of one line."""
    path.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("codes", "99-9999.00", "99-9999.00 is no"),
        ("scope", "here", "must be one of"),
        ("basis", "heard", "must be one of"),
        ("rests_on", "practice", "must be degree or empty"),
    ],
)
def test_a_damaged_line_is_named(tmp_path, occupations, column, value, told):
    shutil.copytree(DATA / "countries" / "NL", tmp_path / "countries" / "NL")
    path = tmp_path / "countries" / "NL" / "licences.csv"
    heading, *_ = path.read_text(encoding="utf-8").splitlines()
    cells = ["29-1141.00", "x", "", "", "y", "everywhere", "https://a.example", "read", "2026-11-29", ""]
    write_line(path, dict(zip(heading.split(","), cells, strict=True)) | {column: value})
    with pytest.raises(DataFileError, match=f"line 2.*{told}"):
        load_countries(tmp_path, occupations)


def damaged(folder, name, licences):
    """Write a folder of a country that is not finished, and return the data folder."""
    (folder / "countries" / name).mkdir(parents=True)
    if licences is not None:
        (folder / "countries" / name / "licences.csv").write_text(licences, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "licences", "told"),
    [
        ("BE", None, "BE/licences.csv: cannot be read"),
        ("BE", ",".join(COLUMNS) + "\n", "BE/licences.csv: lists no licence"),
        ("be", None, "must be a country's code .*, like BE"),
        ("Belgium", None, "must be a country's code .*, like BE"),
        ("QQ", None, "must be a country's code"),
    ],
)
def test_the_folder_of_a_country_that_is_not_finished_is_refused(tmp_path, occupations, name, licences, told):
    with pytest.raises(DataFileError, match=told):
        load_countries(damaged(tmp_path, name, licences), occupations)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("regions", "ZZ", "CA-ZZ is no"),
        ("codes", "99-9999.00", "99-9999.00 is no"),
        ("basis", "heard", "must be one of read, remembered"),
        ("address", "a.example", "must begin with https://"),
    ],
)
def test_a_damaged_line_of_a_regional_authority_is_named(tmp_path, occupations, column, value, told):
    shutil.copytree(DATA / "countries" / "CA", tmp_path / "countries" / "CA")
    cells = ["ON", "29-1141.00", "x", "", "https://a.example", "read", "2026-11-29"]
    write_line(tmp_path / authority_file("CA"), dict(zip(AUTHORITY_COLUMNS, cells, strict=True)) | {column: value})
    with pytest.raises(DataFileError, match=f"line 2.*{told}"):
        load_countries(tmp_path, occupations)


@pytest.mark.parametrize(
    ("region", "code", "scope"),
    [
        ("ON", "39-5012.00", "everywhere"),
        ("NB", "39-5012.00", "some_titles"),
        ("BC", "39-5012.00", None),
        (None, "39-5012.00", "some_states"),
        ("AB", "51-4121.00", "everywhere"),
        ("ON", "51-4121.00", None),
        ("QC", "47-2031.00", "everywhere"),
        ("ON", "47-2031.00", None),
        ("MB", "47-2152.00", None),
    ],
)
def test_a_trade_needs_its_certificate_where_the_province_makes_it_compulsory(
    countries, occupations, region, code, scope
):
    licence = countries.occupation_in(occupations.get(code), "CA", region).licence
    assert (licence.scope if licence else None) == scope


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["ON,39-5012.00,here,https://a.example,read,2026-11-29"], "line 2: the scope 'here' must be one of .*, none"),
        (["ZZ,39-5012.00,none,https://a.example,read,2026-11-29"], "line 2: CA-ZZ is no"),
        (["ON,39-5012.00,none,https://a.example,read,2026-11-29"] * 2, "line 3: 39-5012.00 has a scope in CA-ON"),
    ],
)
def test_a_damaged_line_of_a_regional_scope_is_named(tmp_path, occupations, lines, told):
    shutil.copytree(DATA / "countries" / "CA", tmp_path / "countries" / "CA")
    text = "\n".join([",".join(SCOPE_COLUMNS), *lines, ""])
    (tmp_path / scope_file("CA")).write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=told):
        load_countries(tmp_path, occupations)


def test_a_register_is_of_a_country(tmp_path, occupations):
    (tmp_path / "countries").mkdir()
    rows = f"{','.join(REGISTER_COLUMNS)}\nUK,29-1141.00,pin,2026-11-29\n"
    (tmp_path / "countries" / "registers.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"line 2: 'UK' must be a country's code .*, like GB"):
        load_countries(tmp_path, occupations)


def test_a_row_is_said_for_a_country_or_for_any():
    assert [read_where("a row", text) for text in ("GB", "*")] == ["GB", "*"]
    with pytest.raises(DataFileError, match="a row: '' must be a country's code"):
        read_where("a row", "")


def licence_rows():
    for path in COUNTRY_FILES:
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            yield path.parent.name, row


def test_no_licence_of_a_country_has_half_an_address():
    half = [row["licence"] for _, row in licence_rows() if row["address"] and not urlsplit(row["address"]).netloc]
    assert half == []


def test_driving_a_lorry_needs_a_licence_in_every_country_listed():
    driven = {country for country, row in licence_rows() if "53-3032.00" in row["codes"].split()}
    assert driven == {path.parent.name for path in COUNTRY_FILES}


@pytest.mark.parametrize(
    ("country", "code", "credential"),
    [
        ("GB", NURSE, "gb-registration-as-a-nurse-with-the-nmc"),
        ("AU", NURSE, "au-registration-as-a-nurse-with-the-nursing-and-midwifery-board-of-australia"),
        ("CA", NURSE, "ca-registered-nurse-registration-in-canada"),
        ("DE", NURSE, "de-pflegefachfrau"),
        ("FR", "53-3032.00", "fr-permis-c"),
    ],
)
def test_the_catalogue_and_the_country_call_the_licence_by_the_same_name(
    occupations, countries, country, code, credential
):
    title = load_catalogue(DATA).credentials[credential].title
    assert names_licence(title, countries.occupation_in(occupations.get(code), country))


@pytest.mark.parametrize(
    ("code", "scope"), [(NURSE, "everywhere"), ("23-1011.00", "everywhere"), ("47-2111.00", "some_states")]
)
def test_what_nearly_all_known_countries_license_needs_a_licence_in_the_others_too(occupations, countries, code, scope):
    assert countries.occupation_in(occupations.get(code), "KE").licence.scope == scope

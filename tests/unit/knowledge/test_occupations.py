"""Occupations are found by code and by words; what is ambiguous or unknown comes back with candidates."""

import gzip
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recommender.knowledge.files.data_files import DataFileError, DataFiles
from services.recommender.knowledge.occupations.job_titles.english_titles import LISTED_CONFIDENCE
from services.recommender.knowledge.occupations.job_titles.titles import TitleIndex, read_titles
from services.recommender.knowledge.occupations.occupation import Basis, Certainty
from services.recommender.knowledge.occupations.occupations import load_occupations
from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolved, Unknown
from services.recommender.names.folding import fold
from services.recommender.scales import Culture

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def occupations():
    return load_occupations(DATA)


@pytest.fixture
def data_copy(tmp_path):
    for folder in ("occupations", "licensure", "titles", "ways_in"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path


def test_all_occupations_of_the_release_are_there(occupations):
    codes = [occupation.code for occupation in occupations]
    assert len(occupations) == len(codes) == 1016
    assert codes == sorted(codes)


def test_an_occupation_carries_what_was_measured(occupations):
    chief = occupations.get("11-1011.00")
    assert (chief.title, chief.job_zone) == ("Chief Executives", 5)
    assert chief.culture.culture is Culture.DEGREE_PLUS_CREDENTIAL
    assert chief.culture.certainty is Certainty.UNCERTAIN
    assert chief.culture.certification.value == 301
    assert chief.culture.certification.basis is Basis.MEASURED
    assert (chief.culture.certification.respondents, chief.culture.certification.standard_error) == (28, 28)
    assert chief.culture.degree_share.value == 9039
    assert chief.related[:2] == ("11-1021.00", "11-2032.00")
    assert any(technology.name == "Microsoft Excel" and technology.hot for technology in chief.technologies)


def test_an_imputed_number_says_what_it_was_taken_from(occupations):
    certification = occupations.get("29-1229.00").culture.certification
    assert (certification.basis, certification.imputed_from) == (Basis.IMPUTED, "broad group 29-1220")
    assert certification.respondents is None


def test_related_codes_and_licences_lead_to_occupations(occupations):
    assert all(occupations.get(code) for occupation in occupations for code in occupation.related)


@pytest.mark.parametrize("code", ["15-1252", "15-1252.00", " 15-1252.00 ", "15\u20131252", "151252", "15125200"])
def test_a_code_resolves_with_and_without_its_detail(occupations, code):
    resolution = occupations.resolve(code)
    assert (resolution.occupation.title, resolution.matched_by) == ("Software Developers", "code")


@pytest.mark.parametrize(
    "code", ["15-1252.99", "99-9999", "29-1067.00", "15-12", "\u0661\u0665-\u0661\u0662\u0665\u0662", ""]
)
def test_a_code_that_is_none_is_not_found(occupations, code):
    assert occupations.get(code) is None
    assert isinstance(occupations.resolve(code), Unknown)


def test_a_code_of_another_edition_suggests_its_neighbours(occupations):
    assert all(each.code.startswith("15-1") for each in occupations.resolve("15-1259.00").suggestions)
    assert occupations.resolve("15-1259.00").suggestions


@pytest.mark.parametrize(
    ("text", "code", "matched_by"),
    [
        ("Software Developers", "15-1252.00", "title"),
        ("software developer", "15-1252.00", "title"),
        ("  SOFTWARE-DEVELOPER ", "15-1252.00", "title"),
        ("Software Engineer", "15-1252.00", "alternate_title"),
        ("R.N.", "29-1141.00", "alternate_title"),
        ("Chief Executive Officer", "11-1011.00", "alternate_title"),
        ("CEO (Chief Executive Officer)", "11-1011.00", "alternate_title"),
        ("HVAC technicians", "49-9021.00", "alternate_title"),
        ("C++ developer", "15-1252.00", "alternate_title"),
    ],
)
def test_titles_resolve_whatever_their_case_punctuation_and_number(occupations, text, code, matched_by):
    resolution = occupations.resolve(text)
    assert isinstance(resolution, Resolved)
    assert (resolution.occupation.code, resolution.matched_by) == (code, matched_by)


def test_an_own_title_wins_over_another_occupations_alternate_title(occupations):
    """Advertising and Promotions Managers also go by "Marketing Manager", and it is not theirs."""
    assert occupations.resolve("marketing manager").occupation.code == "11-2021.00"


def test_every_occupation_is_found_by_its_own_title(occupations):
    lost = [each.code for each in occupations if getattr(occupations.resolve(each.title), "occupation", None) != each]
    assert lost == []


def test_how_senior_is_left_out_where_the_whole_is_no_title(occupations):
    resolution = occupations.resolve("Sr. Software Engineer")
    assert (resolution.occupation.code, resolution.matched_title) == ("15-1252.00", "Software Engineer")


def test_a_title_in_several_occupations_returns_them_likeliest_first(occupations):
    resolution = occupations.resolve("Counselor")
    assert isinstance(resolution, Ambiguous)
    titles = [candidate.title for candidate in resolution.candidates]
    assert titles[0] == "Educational, Guidance, and Career Counselors and Advisors"
    assert "Mental Health Counselors" in titles
    assert {"Family Medicine Physicians", "Radiologists"} <= {
        each.title for each in occupations.resolve("physician").candidates
    }


def test_words_that_are_no_title_come_with_suggestions(occupations):
    resolution = occupations.resolve("software things for banks")
    assert isinstance(resolution, Unknown)
    assert "Software Developers" in [each.title for each in resolution.suggestions]


def test_a_title_that_ends_words_and_that_not_all_of_them_speak_for_is_offered_first(occupations):
    resolution = occupations.resolve("full stack web engineer")
    assert isinstance(resolution, Ambiguous)
    assert resolution.candidates[0].title == "Web Developers"
    assert "Software Developers" in [each.title for each in resolution.candidates]


@pytest.mark.parametrize("text", ["", " ", "!!!", "zzqxv", "\0", "x" * 5000])
def test_junk_is_unknown_and_suggests_nothing(occupations, text):
    assert occupations.resolve(text) == Unknown(suggestions=())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("nurse practicioner", "Nurse Practitioners"),
        ("car mechanic", "Automotive Service Technicians and Mechanics"),
        ("python developer", "Software Developers"),
        ("cyber security analyst", "Information Security Analysts"),
    ],
)
def test_search_finds_what_is_meant_first(occupations, text, title):
    assert occupations.search(text)[0].occupation.title == title


def test_search_lists_an_occupation_once_under_its_best_title(occupations):
    hits = occupations.search("software engineer", limit=10)
    assert len({hit.occupation.code for hit in hits}) == len(hits) == 10
    assert [hit.confidence for hit in hits] == sorted((hit.confidence for hit in hits), reverse=True)
    assert (hits[0].matched_title, hits[0].confidence) == ("Software Engineer", 88)
    assert occupations.search("software engineer", limit=2) == hits[:2]


def test_the_title_file_is_sorted_and_folded_as_the_reader_folds():
    text = gzip.decompress((DATA / "occupations" / "titles.tsv.gz").read_bytes()).decode()
    keys = [use.key for use in TitleIndex(text.partition("\n")[2])]
    assert keys == sorted(set(keys))
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    assert [title for key, title, *_ in rows if fold(title) != key] == []


def test_the_hash_changes_with_the_content_and_not_with_the_packing(data_copy, occupations):
    assert load_occupations(data_copy).content_hash == occupations.content_hash
    path = data_copy / "occupations" / "related.tsv.gz"
    text = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(text, compresslevel=1))
    assert load_occupations(data_copy).content_hash == occupations.content_hash
    path.write_bytes(gzip.compress(text.replace(b"11-1021.00 ", b"", 1)))
    assert load_occupations(data_copy).content_hash != occupations.content_hash


def test_an_absent_file_is_named(data_copy):
    (data_copy / "occupations" / "titles.tsv.gz").unlink()
    with pytest.raises(DataFileError, match=r"titles\.tsv\.gz: cannot be read .*`make data`"):
        load_occupations(data_copy)


@pytest.mark.parametrize("damage", [lambda raw: raw[:1000], lambda raw: raw[:1000] + bytes(500) + raw[1500:]])
def test_a_damaged_file_is_named(data_copy, damage):
    path = data_copy / "occupations" / "titles.tsv.gz"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DataFileError, match=r"titles\.tsv\.gz"):
        load_occupations(data_copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("occupations/occupations.tsv", "\t3.01\t", "\t3\t", "line 2: '3' must be a number with two decimals"),
        ("occupations/occupations.tsv", "\tuncertain\t", "\tmaybe\t", "line 2: 'maybe' is not a valid Certainty"),
        ("occupations/occupations.tsv", "code\t", "kode\t", "line 1: the heading must be code, title"),
        ("licensure/licensed_occupations.csv", ",everywhere,", ",often,", "the scope 'often' must be one of"),
        ("licensure/licensed_occupations.csv", ",apprenticeship,", ",by magic,", "the way in 'by magic' must be"),
        ("licensure/licensed_occupations.csv", "https://", "http://", "must begin with https://"),
        ("licensure/licensed_occupations.csv", "2026-11-22", "22.11.2026", "must be a date like 2026-11-22"),
        ("licensure/licensed_occupations.csv", "29-1141.00", "29-1141.99", "29-1141.99 are no O.NET-SOC codes"),
        ("licensure/licensed_occupations.csv", "29-1141.00", "29-1151.00", "29-1151.00 has a line already"),
        ("ways_in/ways_in.csv", ",apprenticeship,", ",by magic,", "'by magic' is not a valid PathKind"),
        ("ways_in/ways_in.csv", ",remembered,", ",guessed,", "the basis 'guessed' must be read or remembered"),
        ("ways_in/ways_in.csv", "29-1141.00", "29-1141.99", "29-1141.99 are no O.NET-SOC codes"),
        ("ways_in/degrees.csv", "bachelor", "baccalaureate", "'baccalaureate' is not a valid UsualDegree"),
        ("ways_in/work_samples.csv", "decisive", "sometimes", "'sometimes' is not a valid WorkSamples"),
    ],
)
def test_a_wrong_line_is_named(data_copy, name, old, new, problem):
    path = data_copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=problem):
        load_occupations(data_copy)


@pytest.mark.parametrize("code", ["29-1141.00", "29-1215.00", "23-1011.00", "25-2021.00", "53-2011.00", "39-5012.00"])
def test_well_known_licensed_work_is_licensed_everywhere(occupations, code):
    assert occupations.get(code).licence.scope == "everywhere"


def test_every_physician_and_surgeon_is_licensed(occupations):
    doctors = [each for each in occupations if each.code.startswith(("29-121", "29-122", "29-124"))]
    assert len(doctors) == 23
    assert [each.title for each in doctors if each.licence is None or each.licence.scope != "everywhere"] == []


@pytest.mark.parametrize("code", ["43-3031.00", "15-1252.00", "27-1024.00", "11-1021.00"])
def test_work_that_needs_no_licence_has_none(occupations, code):
    assert occupations.get(code).licence is None


@pytest.mark.parametrize("code", ["13-2011.00", "17-2041.00"])
def test_some_titles_is_said_of_work_that_needs_no_licence_but_for_a_title(occupations, code):
    licence = occupations.get(code).licence
    assert licence.scope == "some_titles"
    assert not licence.work_needs_it


def test_trades_that_are_learned_by_an_apprenticeship_say_so(occupations):
    assert occupations.get("47-2111.00").licence.apprenticeship
    assert not occupations.get("29-1141.00").licence.apprenticeship


def test_some_states_is_said_of_work_that_is_licensed_here_and_there(occupations):
    assert occupations.get("17-2051.00").licence.scope == "some_states"
    assert sum(each.licence is not None for each in occupations) >= 90


@settings(deadline=None)  # the first title of a language reads its list
@given(st.text(max_size=60))
def test_folding_pays_no_heed_to_case_and_edge_spaces(text):
    assert fold(f"  {text.upper()} ") == fold(text.upper())
    assert "  " not in fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurses", "nurse"),
        ("Secretaries", "secretary"),
        ("Firemen", "fireman"),
        ("Coaches", "coach"),
        ("Actresses", "actress"),
        ("Driver's license examiners", "drivers license examiner"),
        ("Research & Development Mgr.", "research and development manager"),
    ],
)
def test_spellings_of_one_title_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("C developer", "C++ developer"), ("C# developer", "C++ developer")])
def test_languages_that_differ_in_signs_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", ["business", "analysis", "campus", "gas"])
def test_singular_words_that_end_in_s_are_left_alone(word):
    assert fold(word) == word


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("15-1132.00", "15-1252.00"),
        ("15-1132", "15-1252.00"),
        ("15-1133.00", "15-1252.00"),
        ("41-3031.03", "41-3031.00"),
        ("15-1121.00", "15-1211.00"),
        ("13-2011.01", "13-2011.00"),
        ("11-9199.03", "11-3031.03"),
    ],
)
def test_a_code_of_2010_leads_to_its_occupation_of_today_and_says_so(occupations, code, today):
    resolution = occupations.resolve(code)
    assert (resolution.occupation.code, resolution.matched_by) == (today, "former_code")
    assert "O*NET-SOC 2010" in resolution.matched_title


def test_a_code_of_2010_that_the_titles_leave_open_is_offered_by_its_title(occupations):
    resolution = occupations.resolve("29-1067.00")
    assert isinstance(resolution, Unknown)
    assert any("Surgeons" in each.title for each in resolution.suggestions)


def test_a_former_code_that_leads_nowhere_is_a_damaged_file(data_copy):
    path = data_copy / "occupations" / "codes_2010.tsv"
    path.write_text(path.read_text().replace("\t15-1252.00\t", "\t15-1252.99\t"))
    with pytest.raises(DataFileError, match=r"15-1252\.99 is no O\*NET-SOC code of today"):
        load_occupations(data_copy)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("softwre enginere", "Software Developers"),
        ("nurse practicioner", "Nurse Practitioners"),
        ("Acountant", "Accountants and Auditors"),
        ("engineer, software", "Software Developers"),
    ],
)
def test_a_slip_or_another_order_of_the_words_is_mended_and_said(occupations, text, title):
    resolution = occupations.resolve(text)
    assert (resolution.occupation.title, resolution.matched_by) == (title, "fuzzy")
    assert 88 <= resolution.confidence < 100


def test_an_exact_match_is_certain(occupations):
    assert occupations.resolve("Software Developers").confidence == 100


@pytest.mark.parametrize("text", ["full stack web engineer", "growth hacker marketing"])
def test_words_that_merely_share_with_titles_are_never_an_answer(occupations, text):
    assert not isinstance(occupations.resolve(text), Resolved)
    hits = occupations.search(text)
    assert all(hit.matched_by == "fuzzy" and hit.confidence <= 75 for hit in hits)


def test_a_mended_title_in_several_occupations_is_still_ambiguous(occupations):
    assert isinstance(occupations.resolve("dataa analyts"), Unknown | Ambiguous)
    assert isinstance(occupations.resolve("data anallyst"), Ambiguous)


@pytest.mark.parametrize(
    "text",
    [
        "Senior Software Engineer (m/f/d)",
        "Software Engineer - Remote",
        "Software Engineer II",
        "Lead Software Engineer | Full-time, Hybrid",
    ],
)
def test_a_postings_headline_is_read_without_what_is_not_the_work(occupations, text):
    resolution = occupations.resolve(text)
    assert (resolution.matched_title, resolution.matched_by) == ("Software Engineer", "alternate_title")


def test_an_occupation_knows_what_esco_sees_in_it(occupations):
    nurse = occupations.get("29-1141.00")
    assert nurse.essential_skills
    assert all(skill.startswith("esco:") for skill in (*nurse.essential_skills, *nurse.optional_skills))
    assert not set(nurse.essential_skills) & set(nurse.optional_skills)


@settings(deadline=None)  # the first title of a language reads its list
@given(st.text(alphabet="softwaredvlpn ", max_size=40))
def test_whatever_is_resolved_is_an_occupation_or_candidates(occupations, text):
    resolution = occupations.resolve(text)
    found = getattr(resolution, "occupation", None)
    assert found is None or occupations.get(found.code) == found


@pytest.mark.parametrize(
    "title",
    [
        *("Site Coordinator", "Care Assistant", "Marketing Executive", "Delivery Manager", "Lab Helper"),
        *("Matron", "HR Administrator", "Accounts Executive", "Area Manager", "Care Worker"),
        *("Senior Care Assistant", "Bussiness Executive"),
    ],
)
def test_a_title_that_says_little_of_the_work_is_asked_back_though_it_is_listed_once(occupations, title):
    resolution = occupations.resolve(title)
    assert isinstance(resolution, Ambiguous)
    assert resolution.loose
    assert len(resolution.candidates) > 1


@pytest.mark.parametrize(
    ("title", "word"),
    [
        *(("Trainee", ""), ("Apprentice", ""), ("Intern", ""), ("Associate", ""), ("Team Leader", "")),
        *(("Graduate Trainee", ""), ("Student", ""), ("Senior", "")),
        *(("Officer", "Officer"), ("Executive", "Executive"), ("Assistant", "Assistant"), ("Director", "Director")),
        *(("Aide", "Aide"), ("Manager", "Manager"), ("Senior Manager", "Manager"), ("Helper", "Helper")),
    ],
)
def test_for_a_mere_place_only_occupations_that_have_the_word_are_offered(occupations, title, word):
    resolution = occupations.resolve(title)
    assert isinstance(resolution, Ambiguous)
    assert resolution.loose
    assert bool(resolution.candidates) is bool(word)
    assert [each.title for each in resolution.candidates if word not in each.title] == []


def test_a_chief_executive_officer_is_no_mere_place(occupations):
    assert occupations.resolve("Chief Executive Officer").occupation.code == "11-1011.00"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("HR Manager", "11-3121.00"),
        ("HR Specialist", "13-1071.00"),
        ("Network Administrator", "15-1244.00"),
        ("Supply Chain Consultant", "13-1081.00"),
        ("Help Desk Technician", "15-1232.00"),
        ("Police Officer", "33-3051.00"),
        ("RN", "29-1141.00"),
    ],
)
def test_a_title_that_says_what_the_work_is_stays_taken(occupations, title, code):
    resolution = occupations.resolve(title)
    assert resolution.occupation.code == code
    assert resolution.confidence >= LISTED_CONFIDENCE


def test_only_a_code_and_an_occupations_own_title_are_certain(occupations):
    titles = read_titles(DataFiles(DATA))
    assert occupations.resolve("Software Developers").confidence == 100
    assert occupations.resolve("Senior Software Developer (m/f/d)").confidence == 95
    for title in (use.title for number, use in enumerate(titles) if number % 50 == 0 and not use.own):
        resolution = occupations.resolve(title)
        assert not isinstance(resolution, Resolved) or resolution.confidence < 100, title

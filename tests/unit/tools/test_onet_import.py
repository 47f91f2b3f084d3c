"""The O*NET text release is read as downloaded; whatever is wrong in it is named by file, line and column."""

from decimal import Decimal

import pytest

from tools.build_data.sources.american.onet import OnetImportError, TitleInUse, read_release

RATINGS = "Education, Training, and Experience.txt"
RATING_HEADING = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tCategory\tData Value\tN\tStandard Error\tLower CI Bound\t"
    "Upper CI Bound\tRecommend Suppress\tDate\tDomain Source"
)
CERTIFICATION = "11-1011.00\t2.D.4.a\tCertification\tIM\tn/a\t3.01\t28\t0.2773\t2.4\t3.5\tN\t08/2023\tIncumbent"


@pytest.fixture
def release(tmp_path):
    """A folder with a whole release of two occupations, written as the official files are."""
    education = [
        f"11-1011.00\t2.D.1\tEducation\tRL\t{category}\t{value}\t28\tn/a\tn/a\tn/a\tn/a\t08/2023\tIncumbent"
        for category, value in enumerate(["0.00"] * 5 + ["60.50"] + ["0.00"] * 5 + ["39.50"], start=1)
    ]
    files = {
        "Read Me.txt": ["O*NET 29.3 Database", "May 2025 Release"],
        "Occupation Data.txt": [
            "O*NET-SOC Code\tTitle\tDescription",
            "11-1011.00\tChief Executives\tDetermine policies.",
            '11-1021.00\tGeneral "and" Operations Managers\tPlan "operations.',
        ],
        "Job Zones.txt": ["O*NET-SOC Code\tJob Zone\tDate\tDomain Source", "11-1011.00\t5\t08/2023\tAnalyst"],
        RATINGS: [RATING_HEADING, *education, CERTIFICATION],
        "Related Occupations.txt": [
            "O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex",
            "11-1011.00\t11-1021.00\tPrimary-Short\t1",
        ],
        "Alternate Titles.txt": [
            "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)",
            "11-1011.00\tCEO (Chief Executive Officer)\tCEO\t08",
            "11-1011.00\tAgency Owner\tn/a\t10",
        ],
        "Sample of Reported Titles.txt": [
            "O*NET-SOC Code\tReported Job Title\tShown in My Next Move",
            "11-1021.00\tGeneral Manager (GM)\tY",
        ],
        "Technology Skills.txt": [
            "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand",
            "11-1011.00\tMicrosoft Excel\t43232110\tSpreadsheet software\tY\tN",
        ],
    }
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def damage(release, name, old, new):
    path = release / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(release):
    with pytest.raises(OnetImportError) as raised:
        read_release(release)
    return raised.value.problems


def test_a_release_is_read(release):
    read = read_release(release)
    assert read.number == "29.3"
    assert read.job_zones == {"11-1011.00": 5}
    certification = read.ratings[-1]
    assert (certification.value, certification.respondents, certification.category) == (Decimal("3.01"), 28, None)
    assert read.ratings[0].standard_error is None
    assert read.alternate_titles[0] == TitleInUse(code="11-1011.00", title="CEO (Chief Executive Officer)", short="CEO")
    assert read.alternate_titles[1].short is None
    assert (read.technologies[0].hot, read.technologies[0].in_demand) == (True, False)


def test_quotation_marks_are_ordinary_characters(release):
    assert read_release(release).titles["11-1021.00"] == 'General "and" Operations Managers'


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(release):
    plain = read_release(release)
    for path in release.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_release(release) == plain


def test_columns_that_a_later_release_adds_are_passed_over(release):
    path = release / "Job Zones.txt"
    path.write_text("".join(f"New\t{line}\n" for line in path.read_text().splitlines()))
    assert read_release(release).job_zones == {"11-1011.00": 5}


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("Job Zones.txt", "\t5\t", "\t6\t", "line 2, column \"Job Zone\": '6' must be a whole number from 1 to 5"),
        ("Job Zones.txt", "\t5\t", "\t\u0665\t", 'line 2, column "Job Zone"'),
        ("Job Zones.txt", "11-1011.00", "11-1011", "line 2, column \"O*NET-SOC Code\": '11-1011' is no O*NET-SOC code"),
        ("Job Zones.txt", "11-1011.00", "99-1011.00", "99-1011.00 is not in Occupation Data.txt"),
        ("Job Zones.txt", "Job Zone\t", "Zone\t", 'line 1, column "Job Zone": is missing'),
        ("Job Zones.txt", "\tAnalyst", "", "line 2: has 3 columns, the heading has 4"),
        ("Occupation Data.txt", "11-1021.00", "11-1011.00", 'line 3, column "O*NET-SOC Code": 11-1011.00 has this row'),
        ("Occupation Data.txt", "Chief Executives", " ", 'line 2, column "Title": is empty or n/a'),
        (RATINGS, "3.01", "5.01", "line 14, column \"Data Value\": '5.01' must be a number from 1 to 5"),
        (RATINGS, "3.01", "nan", 'line 14, column "Data Value"'),
        (RATINGS, "3.01", "n/a", 'line 14, column "Data Value"'),
        (RATINGS, "60.50", "160.50", "line 7, column \"Data Value\": '160.50' must be a number from 0 to 100"),
        (RATINGS, "0.2773", "?", 'line 14, column "Standard Error"'),
        (RATINGS, "\t28\t0.2773", "\t0\t0.2773", 'line 14, column "N"'),
        (RATINGS, "N\t08/2023", "N\t2023", "line 14, column \"Date\": '2023' must be a month like 08/2023"),
        (RATINGS, "RL\t3\t", "RL\t2\t", 'line 4, column "O*NET-SOC Code": 11-1011.00 has this row a second time'),
        (RATINGS, "RL\t3\t", "RL\tn/a\t", 'line 4, column "Category"'),
        ("Related Occupations.txt", "Primary-Short", "Nearby", "line 2, column \"Relatedness Tier\": 'Nearby' must be"),
        ("Technology Skills.txt", "\tY\tN", "\tyes\tN", "line 2, column \"Hot Technology\": 'yes' must be Y or N"),
        ("Read Me.txt", "29.3", "", "Read Me.txt: must be in"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_column(release, name, old, new, problem):
    damage(release, name, old, new)
    assert [each for each in problems_of(release) if each.startswith(name) and problem in each]


def test_a_missing_education_category_is_no_smaller_degree_share(release):
    path = release / RATINGS
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:6] + lines[7:]))
    assert problems_of(release) == (
        f"{RATINGS}: 11-1011.00 has 11 of the 12 categories of scale RL; it must have all or none",
    )


def test_a_file_that_is_not_text_is_named_with_the_line(release):
    path = release / "Job Zones.txt"
    path.write_bytes(path.read_bytes() + b"11-1021.00\t\xff\t08/2023\tAnalyst\n")
    assert problems_of(release) == ("Job Zones.txt, line 3: is not UTF-8 text; download the release again",)


def test_problems_of_all_files_are_reported_together(release):
    (release / "Alternate Titles.txt").unlink()
    damage(release, "Job Zones.txt", "\t5\t", "\tfive\t")
    damage(release, RATINGS, "3.01", "high")
    found = problems_of(release)
    assert [problem.split(",")[0].split(":")[0] for problem in found] == [
        "Job Zones.txt",
        "Education",
        "Alternate Titles.txt",
    ]


def test_an_empty_folder_names_every_missing_file(tmp_path):
    assert len(problems_of(tmp_path)) == 8


def test_very_many_problems_are_counted_not_printed(release):
    path = release / "Technology Skills.txt"
    path.write_text(path.read_text() + "bad\trow\n" * 100)
    with pytest.raises(OnetImportError, match="and 80 more"):
        read_release(release)

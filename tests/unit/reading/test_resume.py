"""What is read of a résumé is what it says; what is not read is named, with the reason."""

from datetime import date

import pytest

from services.reading.resume import read_resume
from services.reading.resume_dates import Told, read_date, read_end

TODAY = date(2026, 11, 29)


def read(**sections):
    members, dropped = read_resume(sections, TODAY)
    return members, {one.pointer: one.why for one in dropped}


def test_a_degree_that_ends_later_is_under_way():
    studies = {"studyType": "Bachelor", "area": "Statistics", "startDate": "2025-09", "endDate": "2029-06"}
    members, _ = read(education=[studies])

    assert "education" not in members
    assert members["credentials_held"] == [{"title": "Bachelor, Statistics", "status": "in_progress"}]


@pytest.mark.parametrize("end", ["2026-12", "Present", "expected 2027", "June 2027"])
def test_an_end_to_come_is_no_end(end):
    members, _ = read(education=[{"studyType": "MBA", "endDate": end}])
    assert [held["status"] for held in members["credentials_held"]] == ["in_progress"]


def test_a_name_that_may_be_one_of_another_country_is_kept_for_who_knows_those():
    members, _ = read(education=[{"studyType": "Gesellenbrief", "area": "Tischler", "endDate": "2020"}])
    assert members["education"] == [{"qualification": "Gesellenbrief", "field_of_study": "Tischler", "year": 2020}]


def test_a_name_that_countries_understand_differently_is_kept_beside_its_level():
    members, _ = read(education=[{"studyType": "Licenciatura", "endDate": "2020"}])
    assert members["education"] == [{"level": "bachelor", "qualification": "Licenciatura", "year": 2020}]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"endDate": "2020"}, "says nothing"),
        ({"studyType": "BSc", "startDate": "2018"}, "it has no endDate"),
        ({"studyType": "BSc", "endDate": "some day"}, '"some day" could not be read as a date'),
        ({"studyType": "BSc (dropped out)", "endDate": "2020"}, "not completed"),
        ({"studyType": "BSc", "startDate": "2018"}, "add its endDate"),
        ({"studyType": "BSc", "endDate": "2026"}, "a year that is not over"),
        ({"studyType": "BSc", "startDate": "2022-09", "endDate": "2020-06"}, "before its beginning"),
        ({"studyType": "Graduation", "endDate": "2020"}, "names no level"),
        ({"studyType": "BA", "area": "History (dropped out)", "endDate": "2020"}, "not completed"),
        ({"studyType": "BA", "completed": False, "endDate": "2020"}, "not completed"),
        ({"studyType": "BA", "status": "withdrawn", "endDate": "2020"}, "not completed"),
        ({"studyType": "PhD", "summary": "All but dissertation.", "endDate": "2020"}, "not completed"),
        ({"studyType": "Bachelor of Law, LLM expected 2027", "endDate": "2027"}, "several degrees and one end"),
    ],
)
def test_an_education_that_is_not_kept_is_named_with_the_reason(entry, says):
    members, dropped = read(education=[{"studyType": "GED", "endDate": "2010"}, entry])

    assert members["education"] == [{"level": "secondary", "year": 2010}]
    assert says in dropped["/resume/education/1"]


@pytest.mark.parametrize(
    "beside",
    [
        {"status": "in progress"},
        {"status": "Currently enrolled"},
        {"isCurrent": True},
        {"graduated": "no", "note": "expected 2027"},
        {"description": "Expected graduation 2027"},
        {"area": "Physics (ongoing)"},
        {"endDate": "2024 (expected)"},
    ],
)
def test_any_member_can_say_that_a_degree_is_not_done(beside):
    members, _ = read(education=[{"studyType": "BSc", "endDate": "2024-06"} | beside])
    assert "education" not in members


@pytest.mark.parametrize(
    "beside",
    [
        {"summary": "Coursework in algebra; final year project on present-day Rome."},
        {"courses": ["Work in progress"], "institution": "Ongoing Learning Institute"},
        {"status": "completed", "graduated": True, "isCurrent": False, "in_progress": False, "droppedOut": "no"},
    ],
)
def test_what_is_said_of_other_things_leaves_a_degree_completed(beside):
    members, _ = read(education=[{"studyType": "BSc", "endDate": "2024-06"} | beside])
    assert members["education"] == [{"level": "bachelor", "year": 2024}]


def test_a_degree_completed_counts_beside_one_under_way():
    members, _ = read(education=[{"studyType": "Bachelor of Law, LLM expected 2027", "endDate": "2022"}])

    assert members["education"] == [{"level": "bachelor", "year": 2022}]
    assert [held["status"] for held in members["credentials_held"]] == ["in_progress"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2012 - 2016", Told(date(2016, 1, 1), year_only=True)),
        ("2012\u20132016", Told(date(2016, 1, 1), year_only=True)),
        ("2012-2016", Told(date(2016, 1, 1), year_only=True)),
        ("Sept 2012 to June 2016", Told(date(2016, 6, 1))),
        ("09/2012 - 06/2016", Told(date(2016, 6, 1))),
        ("2012 - Present", Told(still=True)),
        ("2012-06", Told(date(2012, 6, 1))),
        ("2012 - soon", Told()),
    ],
)
def test_of_a_range_the_end_counts(text, told):
    assert read_end(text) == told


def test_what_was_studied_may_name_the_degree():
    entry = {"area": "Bachelor of Computer Science.", "studyType": "Bologna", "endDate": "2020-12-12"}
    assert read(education=[entry])[0]["education"][0]["level"] == "bachelor"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2012-06", Told(date(2012, 6, 1))),
        ("2019-9-28", Told(date(2019, 9, 28))),
        ("2016", Told(date(2016, 1, 1), year_only=True)),
        ("Class of 2016", Told(date(2016, 1, 1), year_only=True)),
        ("January 2010", Told(date(2010, 1, 1))),
        ("5 Sept. 2018", Told(date(2018, 9, 5))),
        ("Mar 3rd, 2020", Told(date(2020, 3, 3))),
        ("07/2025", Told(date(2025, 7, 1))),
        ("2024-05-01T10:00:00Z", Told(date(2024, 5, 1))),
        ("Present", Told(still=True)),
        ("until today", Told(still=True)),
        ("2019-13", Told()),
        ("2015 or 2016", Told()),
        ("0001-01", Told()),
        ("soon", Told()),
    ],
)
def test_dates_are_read_as_people_write_them(text, told):
    assert read_date(text) == told


def test_a_job_until_now_counts_and_one_without_dates_is_named():
    jobs = [{"startDate": "January 2010", "endDate": "Present"}, {"startDate": "once", "endDate": "2020"}]
    members, dropped = read(work=jobs)

    assert members["experience"] == {"years_total": 16}
    assert '"once" to "2020", could not be read' in dropped["/resume/work/1"]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Senior", "advanced"),
        ("Mid-Senior", "intermediate"),
        ("Not proficient", "beginner"),
        ("Junior", "beginner"),
        ("Master", "expert"),
        ("5/5", "unknown"),
    ],
)
def test_the_level_of_a_skill_is_never_more_than_was_said(said, level):
    assert read(skills=[{"name": "Rust", "level": said}])[0]["skills"] == [{"name": "Rust", "level": level}]


def test_languages_are_skills():
    spoken = [
        {"language": "English", "fluency": "Native speaker"},
        {"language": "French", "fluency": "Limited working"},
    ]
    skills = read(languages=spoken)[0]["skills"]
    assert skills == [{"name": "English", "level": "expert"}, {"name": "French", "level": "beginner"}]


def test_a_certificate_that_was_begun_is_in_progress():
    held = read(certificates=[{"name": "CompTIA A+ (in progress)", "date": "2027-01"}])[0]["credentials_held"]
    assert held == [{"title": "CompTIA A+", "status": "in_progress"}]


def test_sections_by_other_names_are_read_or_said_to_be_unread():
    members, dropped = read(
        certifications=[{"name": "CompTIA Security+", "status": "2025"}],
        education={"school": "College", "program": "Accounting"},
        trainings=[{"name": "First aid"}],
        skills="SQL, Python",
    )
    assert members["credentials_held"] == [{"title": "CompTIA Security+"}]
    assert "no section of jsonresume.org that Credwise reads" in dropped["/resume/trainings"]
    assert dropped["/resume/skills"] == "it is no list of entries"
    assert "/resume/education" in dropped


def test_two_jobs_back_to_back_add_up():
    work = [{"startDate": "2012-01", "endDate": "2012-12"}, {"startDate": "2013-01", "endDate": "2013-12"}]
    assert read(work=work)[0] == {"experience": {"years_total": 2}}


@pytest.mark.parametrize("position", ["Undergraduate Student", "PhD Student in Physics", "Studentin", "Estudiante"])
def test_being_a_student_is_no_work(position):
    members, dropped = read(work=[{"position": position, "startDate": "2012-01", "endDate": "2016-12"}])
    assert "experience" not in members
    assert "is study" in dropped["/resume/work/0"]


@pytest.mark.parametrize("position", ["Student Advisor", "Working Student", "Student Assistant", "Nurse"])
def test_working_with_students_or_beside_ones_studies_is_work(position):
    members, _ = read(work=[{"position": position, "startDate": "2012-01", "endDate": "2016-12"}])
    assert members["experience"] == {"years_total": 5}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("März 2019", date(2019, 3, 1)),
        ("enero de 2019", date(2019, 1, 1)),
        ("janv. 2019", date(2019, 1, 1)),
        ("Août 2019", date(2019, 8, 1)),
        ("31.12.2019", date(2019, 12, 31)),
        ("12/31/2019", date(2019, 12, 31)),
        ("Sept. 2019", date(2019, 9, 1)),
        ("03/04/2019", None),
        ("Marketing 2019", date(2019, 1, 1)),
    ],
)
def test_months_are_read_by_their_names_and_days_only_where_they_are_certain(text, day):
    assert read_date(text).day == day


@pytest.mark.parametrize(
    "skills",
    [
        ["Python", "SQL"],
        {"Languages": ["Python"], "Data": ["SQL"]},
        [{"label": "Data", "items": ["Python", "SQL"]}],
        [{"name": "Data", "keywords": ["Python", "SQL"]}],
    ],
)
def test_skills_are_read_in_every_usual_layout(skills):
    assert {"Python", "SQL"} <= {skill["name"] for skill in read(skills=skills)[0]["skills"]}


def test_members_are_read_by_their_other_names():
    members, _ = read(
        experience=[{"title": "Cook", "start": {"year": 2019, "month": 1}, "end": {"year": 2020, "month": 12}}],
        education={"degree": "BSc", "major": "Biology", "graduationDate": "2018"},
        certifications=["CPR", {"title": "CKA", "authority": "CNCF", "issued": "2025-01", "expirationDate": "2027-01"}],
        languages=["English"],
    )
    assert members["experience"] == {"years_total": 2}
    assert members["education"] == [{"level": "bachelor", "year": 2018, "field_of_study": "Biology"}]
    assert members["credentials_held"] == [
        {"title": "CPR"},
        {"title": "CKA", "issuer": "CNCF", "issued_on": "2025-01-01", "expires_on": "2027-01-31"},
    ]
    assert members["skills"] == [{"name": "English", "level": "unknown"}]


def test_a_section_is_read_up_to_a_limit_and_says_so():
    resume = {"work": [{"startDate": "2012-01", "endDate": "2013-12"}] * 40_000}
    members, dropped = read_resume(resume, TODAY)
    assert members["experience"] == {"years_total": 2}
    assert any("first 500" in one.why for one in dropped)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Muttersprache", "expert"),
        ("langue maternelle", "expert"),
        ("fließend", "expert"),
        ("sehr gut", "advanced"),
        ("very good", "advanced"),
        ("gute Kenntnisse", "intermediate"),
        ("nivel intermedio", "intermediate"),
        ("Grundkenntnisse", "beginner"),
        ("notions", "beginner"),
    ],
)
def test_levels_are_read_in_the_languages_of_resumes(said, level):
    assert read(skills=[{"name": "Excel", "level": said}])[0]["skills"] == [{"name": "Excel", "level": level}]

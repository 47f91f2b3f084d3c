"""Names of degrees as they stand in résumés, each with the level it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reading.degree_names import DegreeName, read_degree_name
from services.recommender.learner import EducationLevel

NAMES = {
    EducationLevel.SECONDARY: "High School Diploma|High School|GED|A-levels|A Levels|Abitur|Baccalauréat|Matriculation|"
    "Intermediate - Pre-Engineering.|International Baccalaureate|Secondary School|10+2|12th|Some College",
    EducationLevel.POSTSECONDARY_CERTIFICATE: "Diploma|Certificate of Completion|Bootcamp|Post-secondary certificate|"
    "Advanced Diploma|college diploma|Vocational training|Undergraduate certificate",
    EducationLevel.ASSOCIATE: "AAS|A.A.S.|AA|Associate of Applied Science|Associate's Degree|Associates|Associate|HND|"
    "Foundation Degree|Associate of Arts",
    EducationLevel.BACHELOR: "BS|B.S.|bs|BSc|B.Sc.|BSc (Hons)|B.Sc.(Hons)|B.Tech|B. Tech|B.Com|BBA|B.E.|BE|BA|B.A.|LLB|BSN|"
    "Bachelor of Science - BS|Bachelors|Bachelor's degree|Licence|MBBS|Honors B.A.|Undergraduate|Graduation|"
    "BA Secondary Education|Postgraduate Certificate|PGCE|University degree",
    EducationLevel.MASTER: "MS|M.S.|MSc|MBA|Executive MBA|MA|M.A.|MEng|M.Tech|Master of Science|Masters|Master|Master's|"
    "B.A./M.A.|Master of Secondary Education|Diplom-Informatiker|Dipl.-Ing.|Magister|Post Graduation",
    EducationLevel.DOCTORATE: "PhD|Ph.D.|Ph. D|Doctor of Physical Therapy|JD|J.D.|MD|M.D.|PharmD|Ed.D.|Doctorate|DPhil",
}


@pytest.mark.parametrize(
    ("name", "level"), [(name, level) for level, names in NAMES.items() for name in names.split("|")]
)
def test_the_usual_names_stand_for_their_level(name, level):
    assert read_degree_name(name) == DegreeName(level)


@pytest.mark.parametrize(
    "name",
    [
        "Scrum Master",
        "Webmaster",
        "Master Electrician",
        "MS Office",
        "Sales Associate",
        "Online",
        "study as needed",
        "be a doctor",
        "Course",
        "",
        "...",
        "No degree",
        "Self-taught",
    ],
)
def test_what_only_sounds_like_a_degree_is_none(name):
    assert read_degree_name(name) is None


@pytest.mark.parametrize(
    "name", ["PhD candidate", "Bachelor's student", "Undergraduate Student", "BSc (in progress)", "MBA, expected 2028"]
)
def test_a_degree_that_is_under_way_says_so(name):
    assert read_degree_name(name).under_way


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Partial differential equations MSc", EducationLevel.MASTER),
        ("Current Affairs BA", EducationLevel.BACHELOR),
        ("Student Affairs M.Ed.", EducationLevel.MASTER),
        ("Master's degree, MS Office specialist", EducationLevel.MASTER),
    ],
)
def test_a_subject_says_nothing_of_whether_it_was_completed(name, level):
    assert read_degree_name(name) == DegreeName(level)


@pytest.mark.parametrize("name", ["Bachelor (dropped out)", "Incomplete BSc", "Master, not completed"])
def test_a_degree_that_was_given_up_says_so(name):
    assert read_degree_name(name).given_up
    assert not read_degree_name(name).under_way


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text):
    read_degree_name(text)

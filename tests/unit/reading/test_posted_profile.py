"""What a client sends may hold documents and a résumé; what is kept of it never says who the learner is."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.problems import ProfileRejected
from services.intake.profile_schema import profile_text, read_profile
from services.reading.posted_profile import PostedDocument, posted_text, read_posted_profile
from services.reading.resume import read_resume
from services.recommender.learner import Education, Evidence, HeldCredential, HeldSkill
from services.recommender.scales import EducationLevel, EvidenceKind, SkillLevel

ASKED = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "fill_skill_gap"}

#: In the shape of jsonresume.org's own example, about nobody.
RESUME = {
    "basics": {"name": "Robin Example", "email": "robin@example.org", "location": {"city": "Anywhere"}},
    "work": [
        {"name": "A", "position": "Analyst", "startDate": "2015-01-01", "endDate": "2018-01-01", "summary": "Secret"},
        {"name": "B", "startDate": "2017-01", "endDate": "2019-01"},
        {"name": "C", "startDate": "2024-11"},
    ],
    "volunteer": [{"organization": "D"}],
    "education": [
        {"institution": "E", "area": "Statistics", "studyType": "Bachelor of Science", "endDate": "2014-06"},
        {"area": "History", "studyType": "Master", "startDate": "2025-01"},
        {"area": "Looking around", "studyType": "Sabbatical", "endDate": "2020"},
    ],
    "skills": [{"name": "Databases", "level": "Advanced user", "keywords": ["SQL", "PostgreSQL", "sql"]}],
    "certificates": [{"name": "CompTIA Network+", "date": "2023-05-02", "issuer": "CompTIA", "url": "https://x.org"}],
    "projects": [{"name": "Bicycle dashboard", "endDate": "2025-03", "keywords": ["Tableau"]}],
    "publications": [{"name": "On counting", "releaseDate": "2021"}],
    "references": [{"name": "Sam"}],
    "meta": {"theme": "plain"},
}


def problems_of(document):
    with pytest.raises(ProfileRejected) as refusal:
        read_posted_profile(document)
    return {problem.pointer: problem.detail for problem in refusal.value.problems}


def holding(*held):
    return ASKED | {"credentials_held": list(held)}


def test_without_documents_a_posted_profile_is_the_profile():
    posted = read_posted_profile(holding({"title": "CompTIA Network+"}))
    assert posted.profile == read_profile(holding({"title": "CompTIA Network+"}))
    assert (posted.documents, posted.dropped) == ((), ())
    assert posted_text(posted) == profile_text(posted.profile)


def test_documents_wait_beside_the_profile_and_are_no_part_of_it():
    document = {"type": ["OpenBadgeCredential"], "credentialSubject": {"name": "Robin Example"}}
    posted = read_posted_profile(holding({"document": document, "credential": "x"}, {"title": "Y"}))
    assert posted.documents == (PostedDocument(document=document, credential="x"),)
    assert posted.profile.credentials_held == (HeldCredential(title="Y"),)
    assert "Robin" not in profile_text(posted.profile)
    assert posted_text(posted) != posted_text(read_posted_profile(holding({"document": {}}, {"title": "Y"})))


@pytest.mark.parametrize("document", ["a text", 7, [], {}, True, {"deep": [[[]]]}])
def test_any_json_may_stand_as_a_document(document):
    assert read_posted_profile(holding({"document": document})).documents[0].document == document


@pytest.mark.parametrize(
    ("held", "pointer", "says"),
    [
        ({}, "/title", "give the title, or the credential itself as document"),
        ({"document": None}, "/document", "must not be null"),
        ({"document": {}, "title": "x"}, "/title", "is read from the document"),
        ({"document": {}, "status": "valid"}, "/status", "is read from the document"),
        ({"title": "x", "proof": "verified"}, "/proof", "no member of this name"),
        ({"title": "x", "why": "trust me"}, "/why", "no member of this name"),
        ({"title": "x", "skills": ["SQL"]}, "/skills", "no member of this name"),
    ],
)
def test_what_only_examining_can_find_is_refused_from_clients(held, pointer, says):
    problems = problems_of(holding(held))
    assert says in problems[f"/credentials_held/0{pointer}"]


def test_a_resume_fills_the_profile_and_what_was_dropped_is_named():
    members, dropped = read_resume(RESUME, date(2026, 11, 22))
    profile = read_profile(ASKED | members)
    assert profile.experience.years_total == 6
    assert profile.education == (
        Education(level=EducationLevel.BACHELOR, field_of_study="Statistics", year=2014),
        Education(qualification="Sabbatical", field_of_study="Looking around", year=2020),
    )
    assert profile.skills == tuple(
        HeldSkill(name=name, level=SkillLevel.ADVANCED) for name in ("Databases", "SQL", "PostgreSQL")
    )
    assert profile.credentials_held == (
        HeldCredential(title="CompTIA Network+", issuer="CompTIA", issued_on=date(2023, 5, 2)),
    )
    assert profile.evidence == (
        Evidence(kind=EvidenceKind.PROJECT, title="Bicycle dashboard", skills=("Tableau",), year=2025),
        Evidence(kind=EvidenceKind.PUBLICATION, title="On counting", year=2021),
    )
    assert [one.pointer for one in dropped] == [
        f"/resume/{name}" for name in ("basics", "volunteer", "references", "meta", "work", "education", "education/1")
    ]


def test_nothing_of_the_person_is_kept_of_a_resume():
    posted = read_posted_profile(ASKED | {"resume": RESUME})
    kept = profile_text(posted.profile)
    assert not any(word in kept for word in ("Robin", "robin@", "Anywhere", "Secret", "Sam", "Analyst"))
    assert posted.dropped


def test_a_member_beside_the_resume_counts_instead_of_what_the_resume_says():
    posted = read_posted_profile(ASKED | {"resume": RESUME, "skills": [{"name": "R"}]})
    assert posted.profile.skills == (HeldSkill(name="R"),)
    assert posted.profile.evidence


def test_a_resume_with_a_degree_under_way_is_taken():
    studies = {"studyType": "Bachelor", "area": "Statistics", "endDate": "2099-06"}
    profile = read_posted_profile(ASKED | {"resume": {"education": [studies]}}).profile

    assert profile.education == ()
    assert [held.title for held in profile.credentials_held] == ["Bachelor, Statistics"]


@pytest.mark.parametrize("resume", [None, 7, []])
def test_a_resume_is_an_object_or_a_text(resume):
    assert "jsonresume.org" in problems_of(ASKED | {"resume": resume})["/resume"]


def test_overlapping_jobs_count_once_and_years_are_rounded_down():
    work = [{"startDate": "2020-01", "endDate": "2021-12"}, {"startDate": "2020-06", "endDate": "2021-06"}]
    assert read_resume({"work": work}, date(2026, 1, 1))[0] == {"experience": {"years_total": 2}}
    work[0]["endDate"] = "2021-11-30"
    assert read_resume({"work": work}, date(2026, 1, 1))[0] == {"experience": {"years_total": 1}}


SECTIONS = ["work", "education", "skills", "certificates", "projects", "publications"]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10, 3000)
    | st.sampled_from(["2020-13-45", "2019", "PhD", "x\x00\u202e"])
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*SECTIONS, "name", "startDate", "endDate", "keywords", "level", "studyType"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=40,
)


@settings(max_examples=300, deadline=None)
@given(resume=st.dictionaries(st.sampled_from([*RESUME, "x~/y"]), JSON, max_size=6))
def test_any_resume_gives_a_profile_that_can_be_kept(resume):
    posted = read_posted_profile(ASKED | {"resume": resume})
    assert read_profile(json.loads(profile_text(posted.profile))) == posted.profile


def test_the_country_of_a_resume_is_kept_unless_another_is_given():
    resume = {"basics": {"name": "Robin", "location": {"city": "Leeds", "countryCode": "GB"}}}
    assert read_posted_profile(ASKED | {"resume": resume}).profile.country == "GB"
    assert read_posted_profile(ASKED | {"resume": resume, "country": "DE"}).profile.country == "DE"

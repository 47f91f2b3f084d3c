"""Open edX discovery: what courses and programmes award, for how much work and money, and whether they still do."""

import pytest

RUN = {
    "key": "course-v1:X+A+1",
    "availability": "Current",
    "status": "published",
    "seats": [
        {"type": "audit", "price": "0.00", "currency": "USD"},
        {"type": "verified", "price": "219.00", "currency": "USD"},
    ],
    "content_language": "en-us",
    "min_effort": 6,
    "max_effort": 18,
    "weeks_to_complete": 12,
    "level_type": "Introductory",
}
COURSE = {
    "key": "X+A",
    "title": "Computing",
    "owners": [{"key": "X", "name": "Example University"}],
    "marketing_url": "https://www.example.org/course/a?utm_source=x",
    "subjects": [{"name": "Computer Science"}],
    "skill_names": ["SQL"],
    "outcome": "<p>A broad <b>understanding</b></p>",
    "prerequisites_raw": "<p>None</p>",
    "course_runs": [RUN],
}
PROGRAMME = {
    "uuid": "p1",
    "title": "Statistics",
    "type": "MicroMasters",
    "marketing_url": "https://www.example.org/micromasters",
    "authoring_organizations": [{"key": "X", "name": "Example University"}],
    "courses": [{"key": "X+A", "title": "Computing"}],
    "price_ranges": [{"currency": "USD", "min": 300, "max": 300, "total": 1350}],
    "min_hours_effort_per_week": 10,
    "max_hours_effort_per_week": 14,
    "weeks_to_complete_min": 56,
    "weeks_to_complete_max": 60,
    "languages": ["English"],
}


def test_a_course_and_a_programme_of_a_page_of_results(importing):
    imported = importing({"count": 2, "results": [COURSE, PROGRAMME]})
    course, programme = sorted(imported.credentials, key=lambda one: one.title)
    assert (course.hours, course.hours_from, course.weeks_minimum, course.level) == (216, 72, 12, "beginner")
    assert (course.cost.amount, course.languages, course.mode, course.kind) == (
        219,
        ("en",),
        "online",
        "micro_credential",
    )
    assert (course.address, course.outcomes) == ("https://www.example.org/course/a", ("A broad understanding",))
    assert (course.entry_terms, len(course.skills), course.field_terms) == (None, 1, ("Computer Science",))
    assert (programme.hours, programme.hours_from, programme.cost.amount) == (840, 560, 1350)
    assert programme.prerequisites.credential == course.id


@pytest.mark.parametrize(
    ("run", "status", "says"),
    [
        ({"availability": "Archived"}, "deprecated", "its runs are archived"),
        ({"enrollment_end": "2020-01-01T00:00:00Z"}, "expired_offer", "its last run ended on 2020-01-01"),
        ({"enrollment_end": "2030-01-01T00:00:00Z"}, "active", None),
    ],
)
def test_what_can_no_longer_be_taken_says_so(only, run, status, says):
    one, notes = only(COURSE | {"course_runs": [RUN | run]})
    assert one.status == status
    assert says is None or any(says in note for note in notes)


def test_a_course_that_can_only_be_audited_is_taken_on_request(importing):
    audited = COURSE | {"course_runs": [RUN | {"seats": [{"type": "audit", "price": "0.00"}]}]}
    assert "awards nothing" in importing(audited).report.skipped[0].why
    assert importing(audited, courses=True).credentials


@pytest.mark.parametrize("left", ["title", "owners", "marketing_url"])
def test_what_is_needed_and_missing_is_said(importing, left):
    imported = importing({**COURSE, left: None})
    assert not imported.credentials
    assert imported.report.skipped

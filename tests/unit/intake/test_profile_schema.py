"""A profile is read exactly or refused with every problem, each with its place and what would be right."""

import dataclasses
import json
import types
import typing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake import aim_schemas, standing_schemas
from services.intake.members import EARLIEST_YEAR, LATEST_YEAR
from services.intake.personal import REFUSAL
from services.intake.problems import MOST_REPORTED, ProfileRejected
from services.intake.profile_schema import ProfileSchema, profile_text, read_profile, write_profile
from services.intake.strict_json import read_json
from services.intake.strict_schema import StrictSchema
from services.recommender import learner
from services.recommender.rulebook.vocabulary import LARGEST_NUMBER

SMALLEST = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "fill_skill_gap"}

SCHEMAS = [
    ProfileSchema,
    *(
        schema
        for module in (aim_schemas, standing_schemas)
        for schema in vars(module).values()
        if isinstance(schema, type) and issubclass(schema, StrictSchema) and schema is not StrictSchema
    ),
]

TEXTS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=30)
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
BY_NAME = {
    "learner_id": st.from_regex(r"[A-Za-z0-9._:-]{1,128}", fullmatch=True),
    "currency": st.from_regex(r"[A-Z]{3}", fullmatch=True),
    "country": st.sampled_from(["GB", "DE", "US", "KE"]),
    "language": st.from_regex(r"[a-z]{2,3}(-[A-Z]{2})?", fullmatch=True),
    "year": st.integers(EARLIEST_YEAR, LATEST_YEAR),
    "last_used": st.integers(EARLIEST_YEAR, LATEST_YEAR),
    "hours_per_week": st.integers(1, 80),
    "amount": st.integers(0, LARGEST_NUMBER),
    "years_total": st.integers(40, 70),
    "years_in_field": st.integers(0, 40),
    "issued_on": st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    "expires_on": st.dates(date(2020, 1, 1), date(2060, 1, 1)),
}


def values_of(declared, name=""):
    """Return a strategy for values of a declared type, by the member's name where it has bounds."""
    if name in BY_NAME and declared not in (None, type(None)):
        return BY_NAME[name] if declared in (int, str, date) else BY_NAME[name] | st.none()
    if isinstance(declared, types.UnionType):
        return st.one_of([values_of(part, name) for part in typing.get_args(declared)])
    if typing.get_origin(declared) is tuple:
        return st.lists(values_of(typing.get_args(declared)[0]), max_size=3).map(tuple)
    if declared is learner.Field:
        fields = st.fixed_dictionaries({"declared_culture": st.none() | values_of(learner.DeclaredCulture)})
        named = st.tuples(st.sampled_from(["occupation", "unlisted"]), TEXTS)
        return st.builds(lambda most, one: learner.Field(**most, **dict([one])), fields, named)
    if declared is learner.SkillChoice:
        return st.builds(learner.SkillChoice, any_of=st.lists(TEXTS, min_size=1, max_size=3).map(tuple))
    if declared is learner.StackGoal:
        kinds = st.sampled_from([kind for kind in learner.StackGoalKind if kind is not learner.StackGoalKind.NONE])
        goals = st.builds(learner.StackGoal, kind=kinds, credential=TEXTS, institution=st.none() | TEXTS)
        return st.just(learner.StackGoal()) | goals
    if dataclasses.is_dataclass(declared):
        hints = typing.get_type_hints(declared)
        sent = [each.name for each in dataclasses.fields(declared) if learner.READ_BY_US not in each.metadata]
        return st.builds(declared, **{member: values_of(hints[member], member) for member in sent})
    plain = {str: TEXTS, int: st.integers(0, 70), date: DAYS, type(None): st.none()}
    return plain[declared] if declared in plain else st.sampled_from(declared)


def problems_of(document):
    with pytest.raises(ProfileRejected) as refusal:
        read_profile(document)
    return {problem.pointer: problem.detail for problem in refusal.value.problems}


@settings(max_examples=50, deadline=None)
@given(profile=values_of(learner.Profile))
def test_a_profile_written_and_read_again_is_the_same(profile):
    text = profile_text(profile)
    assert read_profile(read_json(text.encode())) == profile
    assert profile_text(read_profile(json.loads(text))) == text


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
def test_a_schema_has_the_members_of_its_value_and_documents_each(schema):
    members = [each for each in dataclasses.fields(schema.value_type) if learner.READ_BY_US not in each.metadata]
    bound = schema().fields
    assert list(bound) == [member.name for member in members]
    for member in members:
        assert bound[member.name].required is (member.default is dataclasses.MISSING)
        assert bound[member.name].metadata["description"].endswith(".")


def test_every_value_that_a_profile_is_made_of_has_a_schema():
    parts = {value for value in vars(learner).values() if dataclasses.is_dataclass(value)}
    assert {schema.value_type for schema in SCHEMAS} == parts


def test_the_smallest_profile_takes_its_defaults():
    assert read_profile(SMALLEST) == learner.Profile(
        learner_id="learner-1", field=learner.Field(occupation="Data Scientists"), goal=learner.Goal.FILL_SKILL_GAP
    )


def test_what_is_at_its_default_is_left_out_of_the_canonical_form():
    spelled_out = SMALLEST | {"mode": "any", "skills": [], "experience": {}, "stack_goal": {"kind": "none"}}
    assert write_profile(read_profile(spelled_out)) == SMALLEST


def test_null_stands_for_not_said_where_not_said_is_a_value():
    document = SMALLEST | {
        "deadline": None,
        "budget": None,
        "hours_per_week": None,
        "experience": {"years_total": None},
    }
    assert read_profile(document) == read_profile(SMALLEST)


def test_blanks_around_a_text_are_not_kept():
    assert read_profile(SMALLEST | {"skills": [{"name": "  SQL "}]}).skills == (learner.HeldSkill(name="SQL"),)


def test_a_deadline_that_has_passed_is_accepted():
    assert read_profile(SMALLEST | {"deadline": "2001-01-31"}).deadline == date(2001, 1, 31)


@pytest.mark.parametrize(
    "name",
    [
        "name",
        "age",
        "birth_date",
        "dateOfBirth",
        "sex",
        "Gender",
        "nationality",
        "ethnicity",
        "religion",
        "photo",
        "e-mail",
    ],
)
def test_a_member_that_says_who_somebody_is_is_refused(name):
    assert problems_of(SMALLEST | {name: "x"}) == {f"/{name}": REFUSAL}


def test_a_person_hidden_in_a_part_is_refused_too():
    document = SMALLEST | {"education": [{"level": "master", "gender": "x"}], "skills": [{"name": "SQL"}]}
    assert problems_of(document) == {"/education/0/gender": REFUSAL}


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"skils": []}, "/skils", 'did you mean "skills"?'),
        ({"Target-Role": {}}, "/Target-Role", 'did you mean "target_role"?'),
        ({"field": {"ocupation": "x"}}, "/field/ocupation", 'did you mean "occupation"?'),
        ({"xyzzy": 1}, "/xyzzy", "there is no member of this name here; remove it (known: learner_id, field"),
        ({"a~/b": 1}, "/a~0~1b", "no member of this name"),
        ({"field": {}}, "/field", 'must hold exactly one of "occupation"'),
        ({"field": {"occupation": "x", "unlisted": "y"}}, "/field", "exactly one of"),
        ({"field": {"occupation": None}}, "/field", "exactly one of"),
        ({"field": "Data Scientists"}, "/field", "must be an object"),
        ({"learner_id": "Ada Lovelace"}, "/learner_id", "letters, digits and . _ : -, like learner-4711"),
        ({"learner_id": "a" * 129}, "/learner_id", "must be 1 to 128"),
        ({"learner_id": "a\n"}, "/learner_id", "must be 1 to 128"),
        ({"learner_id": 4711}, "/learner_id", "must be 1 to 128"),
        ({"goal": "promotion"}, "/goal", "must be one of: fill_skill_gap, signal_currency"),
        ({"goal": ["explore"]}, "/goal", "must be one of"),
        ({"hours_per_week": 0}, "/hours_per_week", "from 1 to 80; leave it out where it is not known"),
        ({"hours_per_week": 81}, "/hours_per_week", "from 1 to 80"),
        ({"hours_per_week": "6"}, "/hours_per_week", "without quotation marks"),
        ({"hours_per_week": True}, "/hours_per_week", "must be a whole number"),
        ({"experience": {"years_total": 2.5}}, "/experience/years_total", "without quotation marks or a fraction"),
        ({"experience": {"years_total": 2, "years_in_field": 3}}, "/experience/years_in_field", "than years_total, 2"),
        ({"budget": {"amount": -1, "currency": "EUR"}}, "/budget/amount", "from 0 to"),
        ({"budget": {"amount": LARGEST_NUMBER + 1, "currency": "EUR"}}, "/budget/amount", "from 0 to"),
        ({"budget": {"amount": 1, "currency": "eur"}}, "/budget/currency", "three upper-case letters, like EUR"),
        ({"deadline": "30.06.2027"}, "/deadline", "a date of the calendar like 2027-06-30"),
        ({"deadline": "20270630"}, "/deadline", "a date of the calendar"),
        ({"deadline": "2027-02-29"}, "/deadline", "a date of the calendar"),
        ({"deadline": "\uff12\uff10\uff12\uff17-06-30"}, "/deadline", "a date of the calendar"),
        ({"language": "English please"}, "/language", "a language tag of BCP 47"),
        ({"skills": [{"name": "x", "last_used": 1815}]}, "/skills/0/last_used", "from 1940 to 2100"),
        ({"skills": [{"name": " "}]}, "/skills/0/name", "is blank"),
        ({"skills": [{"name": "x" * 201}]}, "/skills/0/name", "1 to 200 characters"),
        ({"skills": [{"name": "a\u202eb"}]}, "/skills/0/name", "the control character U+202E"),
        ({"skills": [{"name": "x"}] * 201}, "/skills", "has 201 elements; at most 200 are taken"),
        ({"skills": {"name": "x"}}, "/skills", "must be a list"),
        ({"skills": None}, "/skills", "must not be null"),
        ({"credentials_held": [{"title": "x"}] * 101}, "/credentials_held", "at most 100"),
        (
            {"credentials_held": [{"title": "x", "issued_on": "2024-01-02", "expires_on": "2024-01-01"}]},
            "/credentials_held/0/expires_on",
            "must not be before issued_on, 2024-01-02",
        ),
        ({"stack_goal": {"kind": "named_credential"}}, "/stack_goal/credential", "is missing; name the credential"),
        ({"stack_goal": {"credential": "CISSP"}}, "/stack_goal/kind", 'say in "kind"'),
        ({"education": [{}]}, "/education/0/level", "is missing"),
    ],
)
def test_a_problem_is_said_with_its_place_and_remedy(change, pointer, says):
    problems = problems_of(SMALLEST | change)
    assert list(problems) == [pointer]
    assert says in problems[pointer]


@pytest.mark.parametrize("document", [None, [], "profile", 1, True])
def test_what_is_no_object_is_no_profile(document):
    assert "must be an object" in problems_of(document)[""]


def test_all_problems_are_reported_at_once():
    document = {"learner_id": "a b", "goal": "x", "name": "Ada", "skills": [{"name": 1}, {"level": "high"}]}
    assert set(problems_of(document)) == {
        "/learner_id", "/field", "/goal", "/name", "/skills/0/name", "/skills/1/name", "/skills/1/level"
    }  # fmt: skip


def test_a_document_full_of_problems_gets_a_bounded_answer():
    problems = problems_of({f"member{number}": number for number in range(5000)} | {"x" * 100_000: 1})
    assert len(problems) == MOST_REPORTED
    assert sum(map(len, problems)) < 100_000


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9) | TEXTS | st.just(""),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(BY_NAME)) | TEXTS, inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(members=st.dictionaries(st.sampled_from(list(ProfileSchema().fields)) | TEXTS, JUNK, max_size=6))
def test_any_document_is_read_or_refused_with_problems(members):
    try:
        profile = read_profile(SMALLEST | members)
    except ProfileRejected as refusal:
        assert all(problem.detail for problem in refusal.problems)  # noqa: PT017 - either outcome is right
    else:
        assert read_profile(write_profile(profile)) == profile


@pytest.mark.parametrize(
    ("said", "kept"),
    [("en", "en"), ("en-GB", "en-GB"), ("English", "en"), ("Deutsch", "de"), ("British English", "en")],
)
def test_a_language_is_named_by_its_tag_or_its_name(said, kept):
    assert read_profile(SMALLEST | {"language": said}).language == kept


def test_who_sends_a_text_for_an_object_is_told_what_it_is_made_of():
    with pytest.raises(ProfileRejected) as refused:
        read_profile({"learner_id": "l-1", "goal": "explore", "field": "Payroll Clerk", "budget": 500})
    told = {problem.pointer: problem.detail for problem in refused.value.problems}
    assert told["/budget"] == "must be an object, in curly brackets; its members: amount, currency"
    assert told["/field"].endswith("; its members: occupation, unlisted, declared_culture")

"""The credential culture: classes at their boundaries, what is imputed from whom, and how certain it is."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.knowledge.occupations.occupation import Basis, Certainty
from services.recommender.scales import Culture
from tools.build_data.fields.culture import (
    Survey,
    Surveys,
    certainty_of,
    classify,
    compute_cultures,
    hundredths,
    likelihood_of_mattering,
    survey_spread,
)
from tools.build_data.fields.imputation import Level, Relatives

BELOW = Fraction(1, 1000)


def surveyed(value, *, respondents=20, error="0.1"):
    return Survey(
        value=Fraction(str(value)),
        respondents=respondents,
        standard_error=None if error is None else Fraction(error),
        surveyed="08/2023",
    )


def culture_of(code, *, certification, degree_share=None, close=None):
    surveys = Surveys(
        codes=(code,),
        certification={key: surveyed(value) for key, value in certification.items()},
        degree_share={key: surveyed(value) for key, value in (degree_share or {}).items()},
        close=close or {},
    )
    return compute_cultures(surveys)[code]


@pytest.mark.parametrize(
    ("importance", "share", "culture"),
    [
        (3, 75 - BELOW, Culture.CREDENTIAL_DRIVEN),
        (3, 75, Culture.DEGREE_PLUS_CREDENTIAL),
        (5, 100, Culture.DEGREE_PLUS_CREDENTIAL),
        (3 - BELOW, 100, Culture.MIXED),
        (2, 0, Culture.MIXED),
        (2 - BELOW, 50, Culture.DEGREE_FOCUSED),
        (2 - BELOW, 50 - BELOW, Culture.EXPERIENCE_FOCUSED),
        (1, 0, Culture.EXPERIENCE_FOCUSED),
    ],
)
def test_each_class_begins_at_its_boundary(importance, share, culture):
    assert classify(Fraction(importance), Fraction(share)) is culture


def test_the_class_is_unknown_where_a_number_it_needs_is_unknown():
    assert classify(None, Fraction(100)) is Culture.UNKNOWN
    assert classify(Fraction(4), None) is Culture.UNKNOWN
    assert classify(Fraction(1), None) is Culture.UNKNOWN


def test_a_mixed_field_needs_no_degree_share():
    assert classify(Fraction(5, 2), None) is Culture.MIXED


def test_what_was_surveyed_is_not_imputed():
    finding = culture_of(
        "15-1252.00",
        certification={"15-1252.00": 2.5, "15-1251.00": 5, "15-1253.00": 5},
        degree_share={"15-1252.00": 80},
    )
    assert finding.culture.certification.value == 250
    assert finding.culture.certification.basis is Basis.MEASURED
    assert finding.culture.certification.respondents == 20
    assert finding.culture.certification.standard_error == 10
    assert finding.culture.certification.surveyed == "08/2023"


def test_two_surveyed_related_occupations_come_before_the_broad_group():
    finding = culture_of(
        "15-1252.00",
        certification={"11-0000.00": 2, "13-0000.00": 3, "15-1251.00": 5, "15-1253.00": 5},
        close={"15-1252.00": ("11-0000.00", "13-0000.00", "19-0000.00")},
    )
    assert finding.culture.certification.value == 250
    assert finding.culture.certification.basis is Basis.IMPUTED
    assert finding.culture.certification.imputed_from == "related occupations"


@pytest.mark.parametrize(
    ("relatives", "source"),
    [
        ({"15-1251.00": 2, "15-1253.00": 3}, "broad group 15-1250"),
        ({"15-1251.00": 2, "15-1241.00": 3}, "minor group 15-1200"),
        ({"15-1251.00": 2, "15-2051.00": 3}, "major group 15-0000"),
    ],
)
def test_without_related_occupations_the_smallest_group_with_two_surveyed_is_used(relatives, source):
    measure = culture_of("15-1252.00", certification=relatives, close={"15-1252.00": ("15-1251.00",)}).culture
    assert measure.certification.imputed_from == source
    assert measure.certification.value == 250


def test_minor_groups_are_named_as_soc_names_them():
    assert (
        Relatives({"29-1141.00": Fraction(4), "29-1211.00": Fraction(5)}, {}).estimate("29-1299.00").source
        == "minor group 29-1000"
    )


def test_one_surveyed_relative_is_not_enough():
    finding = culture_of("45-4021.00", certification={"45-2011.00": 3}, degree_share={"45-4021.00": 0})
    assert finding.culture.certification is None
    assert finding.culture.culture is Culture.UNKNOWN
    assert finding.culture.certainty is Certainty.UNKNOWN
    assert finding.likelihood is None
    assert finding.culture.degree_share.value == 0


def test_an_imputed_value_is_as_uncertain_as_imputing_proves_to_be():
    """Three of a broad group at 2, 3 and 4, each estimated from the other two: off by 1.5, 0 and 1.5."""
    relatives = Relatives(
        {"15-1251.00": Fraction(2), "15-1252.00": Fraction(3), "15-1253.00": Fraction(4)},
        {},
    )
    assert relatives.error(Level.BROAD) == pytest.approx(math.sqrt(1.5))
    assert relatives.error(Level.RELATED) is None


@pytest.mark.parametrize(
    ("likelihood", "certainty"),
    [
        (80, Certainty.MATTERS),
        (79, Certainty.UNCERTAIN),
        (21, Certainty.UNCERTAIN),
        (20, Certainty.DOES_NOT),
        (None, Certainty.UNKNOWN),
    ],
)
def test_certainty_begins_at_eighty_and_twenty_percent(likelihood, certainty):
    assert certainty_of(likelihood) is certainty


@given(st.integers(100, 500), st.floats(0.01, 3))
def test_the_rounded_likelihood_says_certain_only_where_the_exact_one_does(importance, spread):
    exact = 0.5 * math.erfc((3 - importance / 100) / (spread * math.sqrt(2)))
    shown = likelihood_of_mattering(Fraction(importance, 100), spread)
    assert abs(shown - 100 * exact) < 1.0001
    if abs(exact - 0.8) > 1e-9:
        assert (shown >= 80) == (exact >= 0.8)
    if abs(exact - 0.2) > 1e-9:
        assert (shown <= 20) == (exact <= 0.2)


def test_with_no_spread_at_all_the_mean_decides():
    assert likelihood_of_mattering(Fraction(3), 0.0) == 100
    assert likelihood_of_mattering(Fraction(2), 0.0) == 0


def test_without_a_published_error_the_largest_possible_one_is_used():
    """Twenty-one answers with a mean of 3 are widest apart when half of them are 1 and half are 5."""
    assert survey_spread(surveyed(3, respondents=21, error=None)) == pytest.approx(math.sqrt(4 / 20))
    assert survey_spread(surveyed(5, respondents=21, error=None)) == 0


def test_one_respondent_leaves_certainty_unknown():
    assert survey_spread(surveyed(4, respondents=1, error=None)) is None
    assert survey_spread(surveyed(4, respondents=None, error=None)) is None


def test_a_half_is_rounded_down_so_that_a_value_below_a_threshold_is_not_shown_at_it():
    assert hundredths(Fraction("1.995")) == 199
    assert hundredths(Fraction("1.9951")) == 200
    assert hundredths(Fraction("2.99")) == 299
    assert hundredths(Fraction(0)) == 0


@given(
    st.dictionaries(
        st.from_regex(r"(11|15)-[12][12]5[1-4]\.0[01]", fullmatch=True), st.integers(100, 500), min_size=1, max_size=12
    ),
    st.from_regex(r"(11|15)-[12][12]5[1-4]\.0[01]", fullmatch=True),
)
def test_an_imputed_value_lies_between_those_it_is_the_mean_of(surveys, code):
    estimate = Relatives({key: Fraction(value, 100) for key, value in surveys.items()}, {}).estimate(code)
    if estimate is None:
        others = [key for key in surveys if key != code and key[:2] == code[:2]]
        assert len(others) < 2
    else:
        assert Fraction(min(surveys.values()), 100) <= estimate.value <= Fraction(max(surveys.values()), 100)

"""How much do a field's employers ask for certification and for degrees? Pure: surveys in, classes out.

For each occupation there are two numbers, both surveyed by O*NET or imputed from relatives (see `imputation`): c, the
importance of holding a professional certification (element 2.D.4.a, 1-5), and d, the percent of jobs that require a
degree (scale RL, categories 6-12: bachelor's and above). data/occupations/SOURCE.md says it for readers of the file.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.recommender.knowledge.occupations.occupation import Basis, Certainty, CredentialCulture, Measure
from services.recommender.scales import Culture
from tools.build_data.fields.imputation import Estimate, Relatives

#: The importance scale of O*NET (IM).
LOWEST, HIGHEST = 1, 5

#: From this importance on, certification matters in the field; "important" is 3 on O*NET's scale.
MATTERS_FROM = 3
#: Below this importance it is no subject; "somewhat important" is 2.
MIXED_FROM = 2

#: Percent of jobs that need a degree from which a degree is expected beside a certification, and in place of one.
DEGREE_BESIDE_FROM = 75
DEGREE_INSTEAD_FROM = 50

#: The categories of scale RL that are a degree that takes four years or more, or come after one.
DEGREE_CATEGORIES = range(6, 13)

#: Probabilities, in percent, from which and up to which it is certain enough whether certification matters.
CERTAIN_FROM, CERTAINLY_NOT_UP_TO = 80, 20

#: One answer has no spread, so nothing can be said of how sure it is.
FEWEST_RESPONDENTS = 2


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What O*NET measured for one occupation. `surveyed` is "MM/YYYY"; panels of experts have no standard error."""

    value: Fraction
    respondents: int | None
    standard_error: Fraction | None
    surveyed: str


@dataclass(frozen=True, kw_only=True)
class Surveys:
    """All that the culture is computed from, by O*NET-SOC code; `close` are the Primary-Short and -Long related."""

    codes: tuple[str, ...]
    certification: Mapping[str, Survey]
    degree_share: Mapping[str, Survey]
    close: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A culture with the two numbers its certainty came from.

    `spread` is the standard error used for c, in points of its scale; `likelihood` is p = P(c >= 3) in percent,
    rounded toward 50, so that it reads 80 or more (20 or less) only where p is. Both are None when not known.
    """

    culture: CredentialCulture
    spread: float | None
    likelihood: int | None


def compute_cultures(surveys: Surveys) -> dict[str, Finding]:
    """Return the finding for each of `surveys.codes`."""
    certification = Relatives({code: each.value for code, each in surveys.certification.items()}, surveys.close)
    degree_share = Relatives({code: each.value for code, each in surveys.degree_share.items()}, surveys.close)
    return {code: _find(code, surveys, certification, degree_share) for code in surveys.codes}


def classify(certification: Fraction | None, degree_share: Fraction | None) -> Culture:
    """Return the class for an importance in points (1-5) and a share in percent; UNKNOWN where a needed one is None."""
    if certification is None:
        return Culture.UNKNOWN
    if MIXED_FROM <= certification < MATTERS_FROM:
        return Culture.MIXED
    if degree_share is None:
        return Culture.UNKNOWN
    if certification >= MATTERS_FROM:
        return Culture.DEGREE_PLUS_CREDENTIAL if degree_share >= DEGREE_BESIDE_FROM else Culture.CREDENTIAL_DRIVEN
    return Culture.DEGREE_FOCUSED if degree_share >= DEGREE_INSTEAD_FROM else Culture.EXPERIENCE_FOCUSED


def likelihood_of_mattering(importance: Fraction, spread: float) -> int:
    """Return P(c >= 3) in percent, rounded toward 50, for a mean that is normally distributed with that spread."""
    distance = float(importance - MATTERS_FROM)
    if spread == 0:
        return 100 if distance >= 0 else 0
    percent = 50 * (1 + math.erf(distance / (spread * math.sqrt(2))))
    return math.floor(percent) if percent > 50 else math.ceil(percent)  # noqa: PLR2004 - even odds


def certainty_of(likelihood: int | None) -> Certainty:
    """Return whether certification clearly matters, given the likelihood in percent."""
    if likelihood is None:
        return Certainty.UNKNOWN
    if likelihood >= CERTAIN_FROM:
        return Certainty.MATTERS
    return Certainty.DOES_NOT if likelihood <= CERTAINLY_NOT_UP_TO else Certainty.UNCERTAIN


def survey_spread(survey: Survey) -> float | None:
    """Return the standard error of a surveyed importance, in points.

    Where O*NET publishes none, it is the largest that so many answers on a scale of 1-5 with that mean can have
    (all of them at the two ends): certainty is then never claimed that the answers may not have. None for one answer.
    """
    if survey.standard_error is not None:
        return float(survey.standard_error)
    if survey.respondents is None or survey.respondents < FEWEST_RESPONDENTS:
        return None
    variance = (HIGHEST - survey.value) * (survey.value - LOWEST)
    return math.sqrt(variance / (survey.respondents - 1))


def _find(code: str, surveys: Surveys, certification: Relatives, degree_share: Relatives) -> Finding:
    survey = surveys.certification.get(code)
    estimate = certification.estimate(code)
    if survey is not None:
        importance, spread = survey.value, survey_spread(survey)
    elif estimate is not None:
        importance, spread = estimate.value, certification.error(estimate.level)
    else:
        importance, spread = None, None
    share = surveys.degree_share.get(code) or degree_share.estimate(code)
    likelihood = None if importance is None or spread is None else likelihood_of_mattering(importance, spread)
    culture = CredentialCulture(
        culture=classify(importance, share.value if share is not None else None),
        certainty=certainty_of(likelihood),
        certification=_measure(survey or estimate),
        degree_share=_measure(share),
    )
    return Finding(culture=culture, spread=spread, likelihood=likelihood)


def _measure(found: Survey | Estimate | None) -> Measure | None:
    match found:
        case None:
            return None
        case Estimate():
            return Measure(value=hundredths(found.value), basis=Basis.IMPUTED, imputed_from=found.source)
        case Survey():
            error = found.standard_error
            return Measure(
                value=hundredths(found.value),
                basis=Basis.MEASURED,
                respondents=found.respondents,
                standard_error=None if error is None else hundredths(error),
                surveyed=found.surveyed,
            )


def hundredths(value: Fraction) -> int:
    """Return the nearest whole number of hundredths; of two equally near the lower, so that 1.995 stays below 2."""
    return math.ceil(value * 100 - Fraction(1, 2))

"""What is true of the field the learner aims at?"""

from services.recommender.knowledge.occupations.occupation import Certainty, Measure
from services.recommender.rulebook.vocabulary import Value
from services.recommender.scales import Culture
from services.recommender.situation.situation import Situation

#: How `Situation.resolved_by` is called where rules read it; every other word of it is some title.
_FOUND_BY = {
    "code": "code",
    "former_code": "code",
    "fuzzy": "mended",
    "common_title": "assumed",
    "unlisted": "unlisted",
}


def field_facts(situation: Situation) -> dict[str, Value]:
    """Return every field.* fact; for a field that O*NET does not list, what is not declared is unknown."""
    occupation = situation.occupation
    measured = occupation.culture if occupation else None
    licence = occupation.licence if occupation else None
    importance = measured.certification if measured else None
    return {
        "field.title": situation.field_title,
        "field.listed": "yes" if occupation else "no",
        "field.culture": situation.culture.value,
        "field.measured_culture": (measured.culture if measured else Culture.UNKNOWN).value,
        "field.culture_basis": situation.culture_basis,
        "field.found_by": _FOUND_BY.get(situation.resolved_by, "title"),
        "field.certification": (measured.certainty if measured else Certainty.UNKNOWN).value,
        "field.certification_importance": importance.value if importance else None,
        "field.degree_share": whole_percent(measured.degree_share if measured else None),
        "field.survey_age": _survey_age(importance, situation.on.year),
        "field.licensed": licence.scope if licence else "none_known",
        "field.licence": licence.name if licence else "",
        "field.apprenticeship": "yes" if licence and licence.apprenticeship else "no",
        "field.licence_authority": licence.authority if licence else "",
        "field.job_zone": occupation.job_zone if occupation else None,
        "field.hot_technologies": sum(1 for tool in occupation.technologies if tool.hot) if occupation else None,
    }


def whole_percent(share: Measure | None) -> int | None:
    """Return hundredths of a percent as whole percent, halves up."""
    return (share.value + 50) // 100 if share else None


def _survey_age(importance: Measure | None, this_year: int) -> int | None:
    """Return whole years since the survey ("MM/YYYY"); unknown where the value was imputed or undated."""
    if importance is None or importance.surveyed is None:
        return None
    return max(0, this_year - int(importance.surveyed.rpartition("/")[2]))

"""How was the profile read? The parts of the answer that say it: field, skills, credentials held."""

from collections.abc import Iterable

from services.recommender.knowledge.occupations.occupation import Measure as Surveyed
from services.recommender.recommendation.reading import (
    AskedCredential,
    AskedDegree,
    Choice,
    CultureDeclared,
    EmployerReading,
    FieldReading,
    Measure,
    PreferredSource,
    ReadTerm,
    SkillsReading,
)
from services.recommender.situation.role.role_skills import RoleSkill
from services.recommender.situation.situation import Situation
from services.recommender.situation.skills.grasp import Grasp
from services.recommender.situation.terms import IN_DEMAND


def field_reading(situation: Situation) -> FieldReading:
    """Return the field, with what surveys say of its occupation and what the client declares."""
    occupation, declared = situation.occupation, situation.declared
    measured = occupation.culture if occupation else None
    licence = occupation.licence if occupation else None
    importance, share = (measured.certification, measured.degree_share) if measured else (None, None)
    return FieldReading(
        title=situation.field_title,
        occupation=occupation.code if occupation else None,
        resolved_by=situation.resolved_by,
        resolved_title=situation.resolved_title,
        confidence=situation.confidence,
        language=situation.title_language,
        country=situation.place,
        country_given=situation.country_said is not None,
        region=situation.region,
        culture=situation.culture,
        culture_basis=situation.culture_basis,
        measured_culture=measured.culture if measured else None,
        certainty=measured.certainty if measured else None,
        certification_importance=_measure(importance, "hundredths of a point, 100-500"),
        degree_share=_measure(share, "hundredths of a percent of jobs"),
        declared=CultureDeclared(culture=declared.culture, source=declared.source) if declared else None,
        licence=licence.name if licence and licence.work_needs_it else None,
    )


def _measure(measure: Surveyed | None, unit: str) -> Measure | None:
    if measure is None:
        return None
    return Measure(
        value=measure.value,
        unit=unit,
        basis=measure.basis,
        imputed_from=measure.imputed_from,
        respondents=measure.respondents,
        surveyed=measure.surveyed,
    )


def skills_reading(situation: Situation) -> SkillsReading:
    """Return which skills the role asks for, which are missing, and how words were read."""
    asked, imputed = (*situation.required, *situation.preferred), situation.skills_from == "imputed"
    return SkillsReading(
        from_=situation.skills_from,
        required=_labels(situation.required),
        preferred=_labels(situation.preferred),
        held=_labels(_at(situation, asked, Grasp.HELD)),
        begun=_labels(_at(situation, asked, Grasp.BEGUN)),
        missing=_labels(_at(situation, situation.required, Grasp.MISSING)),
        missing_preferred=[] if imputed else _labels(_at(situation, situation.preferred, Grasp.MISSING)),
        often_asked_for=_often_asked_for(situation) if imputed else [],
        choices=[
            Choice(label=one.label, any_of=[term.label for term in one.any_of]) for one in asked if len(one.any_of) > 1
        ],
        sources=[PreferredSource(label=one.label, source=one.source) for one in situation.preferred if one.source],
        credentials_asked_for=[
            AskedCredential(
                words=one.words,
                label=one.label,
                credential=one.credential,
                required=one.required,
                held=one.held.value if one.held else "no",
                or_else=[words for words in one.choice if words != one.words],
            )
            for one in situation.asked_credentials
        ],
        in_own_words={one.label: one.shown for one in asked if one.shown != one.label},
        degrees_asked_for=[
            AskedDegree(words=one.words, level=one.level, required=one.required, met=one.met)
            for one in situation.asked_degrees
        ],
        not_recognised=list(situation.unmatched),
        read_as=[
            ReadTerm(words=t.words, label=t.label, matched_by=t.matched_by, confidence=t.confidence)
            for t in situation.read_as
        ],
    )


def _often_asked_for(situation: Situation) -> list[str]:
    """Return what the field often asks for and the learner does not name: first what postings are known to ask for."""
    open_ones = _at(situation, situation.preferred, Grasp.MISSING)
    return _labels(sorted(open_ones, key=lambda one: one.source != IN_DEMAND))


def _at(situation: Situation, asked: Iterable[RoleSkill], grasp: Grasp) -> list[RoleSkill]:
    return [one for one in asked if situation.grasp(one) is grasp]


def _labels(asked: Iterable[RoleSkill]) -> list[str]:
    return [one.label for one in asked]


def employer_readings(situation: Situation) -> list[EmployerReading]:
    """Return the employers aimed at, each with the kind it was taken to be of."""
    return [
        EmployerReading(name=one.name, kind=one.kind, kind_from=one.kind_from, sector=one.sector, country=one.country)
        for one in situation.employers
    ]

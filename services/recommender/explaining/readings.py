"""How was the profile read? The parts of the answer that say it: field, skills, credentials held."""

from services.recommender.knowledge.occupations.occupation import Measure as Surveyed
from services.recommender.recommendation.codes import CountsAs
from services.recommender.recommendation.reading import (
    AskedCredential,
    CultureDeclared,
    EmployerReading,
    FieldReading,
    HeldReading,
    Measure,
    PreferredSource,
    ReadTerm,
    SkillsReading,
)
from services.recommender.situation.situation import Situation
from services.recommender.situation.terms import Term


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
    return SkillsReading(
        from_=situation.skills_from,
        required=_labels(situation.required),
        preferred=_labels(situation.preferred),
        missing=_labels(situation.gap),
        missing_preferred=_labels(situation.preferred_gap),
        sources=[PreferredSource(label=t.label, source=t.source) for t in situation.preferred if t.source],
        credentials_asked_for=[
            AskedCredential(
                words=one.words,
                label=one.label,
                credential=one.credential,
                required=one.required,
                held=one.held.value if one.held else "no",
            )
            for one in situation.asked_credentials
        ],
        not_recognised=list(situation.unmatched),
        read_as=[
            ReadTerm(words=t.words, label=t.label, matched_by=t.matched_by, confidence=t.confidence)
            for t in situation.read_as
        ],
    )


def _labels(terms: tuple[Term, ...]) -> list[str]:
    return [term.label for term in terms]


def employer_readings(situation: Situation) -> list[EmployerReading]:
    """Return the employers aimed at, each with the kind it was taken to be of."""
    return [
        EmployerReading(name=one.name, kind=one.kind, kind_from=one.kind_from, sector=one.sector)
        for one in situation.employers
    ]


def held_readings(situation: Situation) -> list[HeldReading]:
    """Return how each credential of the learner stands, and why."""
    on = situation.on
    return [
        HeldReading(
            title=held.title,
            issuer=held.issuer,
            standing=held.standing_on(on),
            counts_as=CountsAs(status.value) if (status := held.status_on(on)) else CountsAs.NOT_HELD,
            why=held.why,
        )
        for held in situation.profile.credentials_held
    ]

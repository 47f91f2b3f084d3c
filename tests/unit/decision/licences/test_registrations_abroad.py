"""Registrations and protected titles of other countries: licences that the work needs, and no skills to be taught."""

from datetime import date

import pytest

from services.recommender.learner import Education, Experience, Field, Profile, TargetRole
from services.recommender.paths import PathKind
from services.recommender.recommend import recommend
from services.recommender.scales import Goal
from tests.builders import shipped

KNOWLEDGE, RULEBOOK = shipped.knowledge(), shipped.rulebook()
TODAY = date(2026, 11, 29)


def advice(occupation, country, *required, education=(), years=1, goal=Goal.CHANGE_CAREER):
    profile = Profile(
        learner_id="L-1",
        field=Field(occupation=occupation),
        goal=goal,
        country=country,
        target_role=TargetRole(title=occupation, required_skills=required),
        experience=Experience(years_total=years, years_in_field=years),
        education=tuple(Education(qualification=name, country=country) for name in education),
    )
    return recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)


@pytest.mark.parametrize(
    ("occupation", "country", "asked"),
    [
        ("Dottore commercialista", "IT", "iscrizione all'Albo"),
        ("Contabilista certificado", "PT", "inscrição na OCC"),
        ("Elektryk", "PL", "uprawnienia SEP do 1 kV"),
        ("Instalador electricista", "ES", "carné de instalador REBT"),
        ("Undersköterska", "SE", "omvårdnad"),
    ],
)
def test_what_calls_itself_a_registration_is_a_licence_that_comes_first(occupation, country, asked):
    education = ("Licenciatura em Contabilidade",) if country == "PT" else ("Laurea in Economia aziendale",)

    verdict = advice(occupation, country, asked, "another skill", education=education).verdict

    assert verdict.path is PathKind.LICENCE


@pytest.mark.parametrize(
    ("occupation", "country", "education", "path"),
    [
        ("Registered Nurse", "GB", "GCSE", PathKind.DEGREE),
        ("Educadora de infância", "PT", "12.º ano", PathKind.DEGREE),
        ("Förskollärare", "SE", "Gymnasieexamen", PathKind.DEGREE),
        ("Infirmier", "FR", "Baccalauréat", PathKind.DEGREE),
        ("Pflegefachfrau", "DE", "Mittlere Reife", PathKind.APPRENTICESHIP),
    ],
)
def test_where_the_licence_rests_on_a_degree_the_degree_comes_first(occupation, country, education, path):
    assert advice(occupation, country, education=(education,), years=0).verdict.path is path


def test_where_the_gap_is_in_unknown_words_what_advisers_name_for_the_role_is_advised():
    answer = advice(
        "Operatore socio-sanitario",
        "IT",
        "igiene della persona assistita",
        "mobilizzazione",
        education=("Licenza media",),
    )

    assert not answer.verdict.nothing_to_name
    assert "Operatore Socio-Sanitario" in answer.items[0].credential.title

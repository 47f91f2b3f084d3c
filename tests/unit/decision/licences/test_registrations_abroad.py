"""Registrations and protected titles of other countries: licences that the work needs, and no skills to be taught."""

from datetime import date

import pytest

from services.recommender.learner import Education, Experience, Field, HeldCredential, Profile, TargetRole
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


def test_what_is_made_for_the_occupation_serves_where_half_of_the_gap_is_in_unknown_words():
    answer = advice("HR-Fachfrau", "CH", "Zwischenzeugnisse", "Arbeitsrecht", education=("EFZ Kauffrau",), years=3)

    assert answer.verdict.path in {PathKind.CERTIFICATION, PathKind.PROFESSIONAL_CERTIFICATE}
    assert not answer.verdict.nothing_to_name


@pytest.mark.parametrize(
    ("occupation", "country", "licence"),
    [
        ("Vigilante de seguridad", "ES", "Vigilante"),
        ("Väktare", "SE", "Väktarutbildning"),
        ("Security Guards", "ZA", "PSIRA"),
        ("Estetista", "IT", "Abilitazione professionale di estetista"),
    ],
)
def test_a_licence_made_for_the_occupation_is_not_one_of_other_work_however_it_is_called(occupation, country, licence):
    answer = advice(occupation, country, years=0)

    assert not any(licence in one.credential.title for one in answer.left_out if one.reason == "ruled_out")


def test_what_advisers_name_first_is_not_the_next_step_before_what_it_asks_for():
    needs = ("D.El.Ed or B.Ed", "CTET", "classroom management")
    answer = advice("Primary Teacher", "IN", *needs, education=("B.Sc Mathematics",), years=0)

    assert answer.verdict.path is PathKind.DEGREE
    assert answer.items[0].credential.title.startswith("Bachelor of Education")


@pytest.mark.parametrize(
    ("occupation", "country"),
    [
        ("Trainee Solicitor", "GB"),
        ("Rechtsreferendar", "DE"),
        ("Élève infirmière", "FR"),
        ("Aplikantka adwokacka", "PL"),
    ],
)
def test_whose_title_is_a_trainees_is_not_taken_to_hold_the_licence(occupation, country):
    code = {"GB": "Lawyers", "DE": "Lawyers", "PL": "Lawyers", "FR": "Registered Nurses"}[country]
    profile = Profile(
        learner_id="L-1",
        field=Field(occupation=code),
        goal=Goal.FILL_SKILL_GAP,
        country=country,
        target_role=TargetRole(title=occupation, required_skills=("contract law", "legal research")),
        experience=Experience(years_total=2, years_in_field=2),
    )
    answer = recommend(profile, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)

    assert answer.verdict.path in {PathKind.LICENCE, PathKind.DEGREE}
    assert all(one.code != "licence_is_assumed" for one in answer.cautions)


def test_a_gap_comes_after_the_registration_where_the_licence_is_of_another_country():
    nurse = Profile(
        learner_id="L-1",
        field=Field(occupation="Registered Nurses"),
        goal=Goal.FILL_SKILL_GAP,
        country="JP",
        target_role=TargetRole(title="Staff nurse in Osaka", required_skills=("Japanese JLPT N1",)),
        experience=Experience(years_total=6, years_in_field=5),
        credentials_held=(HeldCredential(title="PRC Registered Nurse licence (Philippines)"),),
    )
    answer = recommend(nurse, knowledge=KNOWLEDGE, rulebook=RULEBOOK, on=TODAY)

    assert answer.verdict.path is PathKind.LICENCE


def test_a_card_of_another_country_is_not_what_a_posting_means_by_a_skill():
    answer = advice("Cooks, Restaurant", "CH", "HACCP", "Menüplanung", education=("Koch EFZ",), years=9)

    assert not answer.skills.credentials_asked_for
    assert not any("Livsmedelshygien" in one.credential.title for one in answer.items)


def test_no_short_course_is_advised_that_nobody_can_name():
    answer = advice("Comptable", "FR", "consolidation", goal=Goal.COMPLEMENT, years=5)

    assert answer.verdict.path is not PathKind.MICRO_CREDENTIAL

"""A title that is written for every gender holds the titles that lists have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.names.job_titles.gender_forms import forms_of


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("Bilanzbuchhalter (w/m/d) mit SAP", "bilanzbuchhalter mit sap"),
        ("Elektroniker (m/w/divers)", "elektroniker m w divers"),
        ("Lehrer/in", "lehrer"),
        ("Lehrer:in", "lehrer"),
        ("Lehrer*innen", "lehrer"),
        ("LehrerIn", "lehrer"),
        ("infirmier·ère", "infirmier"),
        ("Infirmier(e)", "infirmier"),
        ("Comptable (H/F)", "comptable"),
        ("Chauffeur H/F", "chauffeur"),
        ("Enfermero/a", "enfermero"),
        ("Técnico/a de sistemas", "tecnico de sistemas"),
        ("impiegato/a", "impiegato"),
        ("Księgowa (k/m)", "ksiegowa"),
        ("Verpleegkundige (m/v/x)", "verpleegkundige"),
        ("Data Engineer (all genders)", "data engineer"),
    ],
)
def test_marks_and_endings_for_every_gender_are_dropped(title, whole):
    assert forms_of(title).whole == whole


@pytest.mark.parametrize(
    ("title", "genders"),
    [
        ("Acheteur / Acheteuse de mode", ("acheteur de mode", "acheteuse de mode")),
        ("Aide ménager / ménagère à domicile", ("aide menager a domicile", "aide menagere a domicile")),
        ("Kaufmann/-frau im Einzelhandel", ("kaufmann im einzelhandel", "kauffrau im einzelhandel")),
        ("Pflegefachmann/Pflegefachfrau", ("pflegefachmann", "pflegefachfrau")),
        ("Pielęgniarka / Pielęgniarz", ("pielegniarka", "pielegniarz")),
    ],
)
def test_a_pair_is_written_out(title, genders):
    forms = forms_of(title)
    assert (forms.genders, forms.parts) == (genders, ())


def test_what_stands_beside_something_else_is_a_part_and_no_gender():
    forms = forms_of("Recruiter / Personalreferent (m/w/d)")
    assert (forms.genders, forms.parts) == ((), ("recruiter", "personalreferent"))


@given(st.text(max_size=60))
def test_any_text_has_forms_that_stay_as_they_are(text):
    forms = forms_of(text)
    assert all(forms_of(form).whole == form for form in (forms.whole, *forms.genders, *forms.parts) if "/" not in form)

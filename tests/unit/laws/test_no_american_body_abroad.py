"""No answer to somebody outside of the United States names a body that only counts there."""

import json
import re

import pytest

from services.intake.profile_schema import read_profile
from tests.builders.whole_decisions import KNOWLEDGE, answered

#: The countries with data of their own, and one without.
COUNTRIES = ("GB", "DE", "FR", "ES", "IT", "NL", "PL", "PT", "SE", "AU", "IN", "CA", "KE")

#: Work that the United States license or certify: nurse, teacher, electrician, accountant, human resources, lorry driver,
#: guard, estate agent, lawyer, practical nurse, assistant in nursing, hairdresser, mechanic, pharmacist, social worker,
#: civil engineer, payroll, cook, plumber, physiotherapist.
OCCUPATIONS = (
    *("29-1141.00", "25-2021.00", "47-2111.00", "13-2011.00", "13-1071.00", "53-3032.00", "33-9032.00"),
    *("41-9022.00", "23-1011.00", "29-2061.00", "31-1131.00", "39-5012.00", "49-3023.00", "29-1051.00"),
    *("21-1021.00", "17-2051.00", "43-3051.00", "35-2014.00", "47-2152.00", "29-1123.00"),
)

#: Bodies and licences that no other country has. The NCLEX-RN is Canada's examination for nurses as well.
AMERICAN = re.compile(
    r"State board|\bNCLEX\b(?!-RN)|\bANCC\b|\bSHRM-|\bOSHA\b|\bAICPA\b|\bNASBA\b|\bCDL\b|EPA 60|FMCSA|PTCB|ServSafe"
    r"|Department of Motor Vehicles|\bRealtor|American Payroll|PayrollOrg|\bNALA\b|Praxis (?:I|Core|Subject)|\bIRS\b"
)


def learner(country, occupation):
    return read_profile(
        {
            "learner_id": "abroad",
            "field": {"occupation": occupation},
            "goal": "change_career",
            "country": country,
            "education": [{"level": "secondary"}],
            "experience": {"years_total": 3, "years_in_field": 0},
            "hours_per_week": 8,
        }
    )


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_answer_abroad_names_an_american_body(country):
    for number, occupation in enumerate(OCCUPATIONS):
        if (number + COUNTRIES.index(country)) % 4:
            continue  # A quarter of the work for each country: a decision takes a tenth of a second.
        answer = answered(learner(country, occupation))
        for name in ("items", "verdict", "cautions", "next_steps", "paths"):
            named = AMERICAN.findall(json.dumps(answer[name], ensure_ascii=False))
            assert not named, (occupation, name, named)
        for item in answer["items"]:
            valid_in = KNOWLEDGE.catalogue.credentials[item["credential"]["id"]].valid_in
            assert not valid_in or any(each.startswith(country) for each in valid_in), item["credential"]["title"]

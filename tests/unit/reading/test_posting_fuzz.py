"""Advertisements damaged two thousand times each way are read or refused, never another error, and never too slowly."""

import json
from random import Random

import pytest

from services.intake.profile_schema import read_profile
from services.reading.postings.advertisement import PostingRejected, of_job_posting, of_text
from services.reading.postings.posting import read_posting
from services.reading.postings.target_role import profile_members
from tests.builders import shipped
from tests.builders.documents.damages import JUNK, damaged
from tests.builders.thoroughness import examples

#: Damaged advertisements of each form; half of each is read to the end in CI, which is two thousand together.
CASES = 2_000

JOB_POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Data Analyst (m/w/d)",
    "description": "<p>Requirements</p><ul><li>BSc or MSc in Physics</li><li>3+ years of SQL</li></ul>",
    "skills": ["Python", {"@type": "DefinedTerm", "name": "Tableau"}],
    "educationRequirements": {"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"},
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "DE"}},
    "inLanguage": "en",
}
TEXT = "Data Analyst, Leeds\n\nRequirements:\n- BA, BS or MS in Physics\n- 3+ years with MS SQL, Python/R\n- CISSP a plus\n"
ASKED = {"learner_id": "x", "goal": "explore", "field": {"occupation": "Data Scientists"}}


def check(advertisement):
    read = read_posting(advertisement, shipped.knowledge())
    for one in (mention for asked in read.asked for mention in asked.any_of):
        assert 0 <= one.start < one.end <= len(advertisement.text)
    read_profile({**ASKED, **profile_members(read)})


def test_a_damaged_job_posting_is_read_or_refused():
    chance, full = Random("job_posting"), examples(40, CASES // 2, CASES)  # noqa: S311 - the same cases every time
    for case in range(CASES):
        try:
            advertisement = of_job_posting(damaged(JOB_POSTING, chance))
        except PostingRejected:
            continue
        if case < full:
            check(advertisement)


def test_a_damaged_text_is_read_or_refused():
    chance, full = Random("text"), examples(40, CASES // 2, CASES)  # noqa: S311 - the same cases every time
    strange = [str(one) for one in JUNK] + ["\n\n", "&lt;p&gt;", "<ul><li>", "(((", " and ", "/", "'s ", "B.S.", "MS"]
    for case in range(CASES):
        text = TEXT
        for _ in range(chance.randint(1, 5)):
            at, to = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
            text = text[:at] + chance.choice([*strange, text[at:to] * 2, ""])[:100] + text[min(to, at + 20) :]
        try:
            advertisement = of_text(text)
        except PostingRejected:
            continue
        if case < full:
            check(advertisement)


@pytest.mark.parametrize(
    "value", [None, [], "text", 1, json.loads("[" * 60 + "]" * 60), {"@graph": [{"@graph": []}] * 500}]
)
def test_what_is_no_job_posting_is_refused(value):
    with pytest.raises(PostingRejected):
        of_job_posting(value)

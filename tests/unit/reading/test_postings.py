"""Job advertisements as employers write them, in four languages: what they ask for, where, and what they do not."""

from pathlib import Path
from time import process_time

import pytest
import yaml

from services.intake.profile_schema import read_profile
from services.reading.postings.advertisement import (
    MOST_CHARACTERS,
    PostingRejected,
    of_job_posting,
    of_text,
)
from services.reading.postings.document import posting_document
from services.reading.postings.posting import read_posting
from tests.builders import shipped

ADVERTISEMENTS = sorted((Path(__file__).parents[2] / "data" / "postings").glob("*.yaml"))

#: Levels that are degrees, and not trainings for an occupation.
DEGREES = {"associate", "bachelor", "master", "doctorate"}


@pytest.fixture(scope="module")
def knowledge():
    return shipped.knowledge()


@pytest.fixture(scope="module", params=ADVERTISEMENTS, ids=lambda path: path.stem)
def advertisement(request, knowledge):
    expected = yaml.safe_load(request.param.read_text("utf-8"))
    sent = of_text(expected["text"])
    return expected, posting_document(sent, read_posting(sent, knowledge))


def choices(read, strength, *kinds):
    return [
        {one["words"] for one in asked["any_of"] if not one["to_confirm"]}
        for asked in read["asked"]
        if asked["strength"] == strength and any(one["kind"] in kinds for one in asked["any_of"])
    ]


def test_the_head_says_who_is_wanted_where_and_in_which_language(advertisement):
    expected, read = advertisement
    assert read["title"]["value"] == expected["title"]
    assert read["language"]["value"] == expected["language"]
    if "occupation" in expected:
        assert read["title"]["occupation"] == expected["occupation"]
    if "country" in expected:
        assert read["country"]["value"] == expected["country"]


@pytest.mark.parametrize("strength", ["required", "preferred"])
def test_skills_are_asked_for_as_strongly_as_it_says(advertisement, strength):
    expected, read = advertisement
    found = choices(read, strength, "skill")
    for words in expected.get(strength, ()):
        assert {words} in found
    for several in expected.get(f"{strength}_any_of", ()):
        assert set(several) in found


@pytest.mark.parametrize("strength", ["required", "preferred"])
def test_credentials_and_licences_are_read_by_name(advertisement, strength):
    expected, read = advertisement
    found = set().union(*choices(read, strength, "credential", "licence"))
    assert set(expected.get(f"credentials_{strength}", ())) <= found
    everywhere = {one["words"] for asked in read["asked"] for one in asked["any_of"] if one["kind"] == "licence"}
    for licence in expected.get("licences", ()):
        assert any(licence in words for words in everywhere)


def test_the_least_degree_and_what_would_do_instead(advertisement):
    expected, read = advertisement
    found = [
        [
            next(one["level"] for one in asked["any_of"] if one["level"] in DEGREES),
            asked["strength"],
            *(["or_experience"] if asked["or_experience"] else []),
            *(["or_training"] if asked["or_training"] else []),
        ]
        for asked in read["asked"]
        if any(one["kind"] == "degree" and one["level"] in DEGREES for one in asked["any_of"])
    ]
    assert [each[: len(wanted)] for each, wanted in zip(found, expected["degrees"], strict=True)] == expected["degrees"]


def test_years_and_languages(advertisement):
    expected, read = advertisement
    years = [one["years"] for asked in read["asked"] for one in asked["any_of"] if one["kind"] == "experience"]
    assert years == expected.get("years", [])
    assert read["years"] == max(years, default=None)
    languages = [
        [one["id"], asked["strength"]]
        for asked in read["asked"]
        for one in asked["any_of"]
        if one["kind"] == "language"
    ]
    assert sorted(languages) == sorted(expected.get("languages", []))


def test_nothing_is_taken_of_what_is_offered_told_or_not_asked_for(advertisement):
    expected, read = advertisement
    asked = " | ".join(one["words"] for each in read["asked"] for one in each["any_of"]).casefold()
    for words in expected["must_not"]:
        assert not any(words.casefold() == each.strip() for each in asked.split("|")), words
        assert words.casefold() not in str(read["profile"]["target_role"]).casefold().split("'"), words


def test_every_place_is_that_of_its_words(advertisement):
    _, read = advertisement
    places = [one for asked in read["asked"] for one in asked["any_of"]] + read["unread"]
    for said in (read["title"], read["country"]):
        places += [said] if said and said["words"] else []
    for one in places:
        assert read["text"][one["start"] : one["end"]] == one["words"]
        assert 0 <= one.get("confidence", 0) <= 100


def test_the_profile_can_be_sent_as_it_is(advertisement):
    _, read = advertisement
    profile = {"field": {"unlisted": "As advertised"}} | read["profile"] | {"learner_id": "1", "goal": "explore"}
    role = read_profile(profile).target_role
    assert role.title == read["title"]["value"]


def test_a_job_posting_of_schema_org_says_some_things_outright(knowledge):
    node = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Registered Nurse (Nights)",
        "description": "<p>About us</p><p>We run Oracle.</p><h3>Requirements</h3><ul><li>BLS card &amp; triage</li></ul>",
        "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24},
        "educationRequirements": [
            {"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"}
        ],
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "USA"}},
        "jobBenefits": "Free CPR classes",
    }
    sent = of_job_posting([{"@graph": [{"@type": "Organization"}, node]}])
    read = posting_document(sent, read_posting(sent, knowledge))
    assert read["title"]["occupation"] == "29-1141.00"
    assert (read["country"]["value"], read["years"]) == ("US", 2)
    role = read["profile"]["target_role"]
    assert "triage" in role["required_skills"]
    assert "Bachelor's degree" in role["required_skills"]
    assert "Oracle" not in str(role)
    assert "CPR" not in str(role)


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty"), (" \n\u200b", "empty"), ("<p> </p>", "empty"), ("x" * (MOST_CHARACTERS + 1), "at most")],
)
def test_what_is_no_advertisement_is_refused(text, why):
    with pytest.raises(PostingRejected, match=why):
        of_text(text)


@pytest.mark.parametrize("node", [{}, [], {"@type": "Course", "name": "SQL"}, {"@type": "JobPosting"}, None, 7])
def test_what_is_no_job_posting_is_refused(node):
    with pytest.raises(PostingRejected):
        of_job_posting(node)


@pytest.mark.parametrize(
    "repeated",
    [" - ", "SQL or ", "degree in ", "3-5 years of ", "rn license ", "we are looking for a data \n", "(", "- "],
)
def test_work_grows_no_faster_than_the_text(knowledge, repeated):
    began = process_time()
    read_posting(of_text((repeated * MOST_CHARACTERS)[: MOST_CHARACTERS - 1] + "x"), knowledge)
    # An advertisement of usual length takes a hundredth of that; what grows faster takes minutes.
    assert process_time() - began < 20

"""/v1/overlay, /v1/rules and /v1/vocabulary on fakes and a rulebook of one sound rule."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from rule_folders import BEFORE_BASIS, SOUND, SOUND_TEST, sound_rules

from services.api.app import create_app
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rulebook import PlainRuleset, Rulebook, read_rulebook
from services.recommender.rulebook.overlays.inspection import inspect_overlay
from services.recommender.rulebook.overlays.overlay_cache import OverlaidRulebooks

OURS = SOUND.replace("chapter/sound", "chapter/ours").replace("equals: mixed", "equals: degree_focused")
CHANGES = 'points: {chapter/sound: {recognition: 9}}\ncultures: {"15-12": {culture: mixed, source: Our survey}}\n'
OURS_TEST = SOUND_TEST.replace("mixed", "other").replace("degree_focused", "mixed").replace("other", "degree_focused")
FILES = {"overlay.yaml": CHANGES, "chapter/ours.yaml": OURS, "chapter/ours_test.yaml": OURS_TEST}

TODAY = date(2026, 11, 22)


@dataclass
class RulesAdvisor:
    """Knows the rules and nothing else."""

    base: Rulebook

    def rulebook_with(self, overlay):
        return OverlaidRulebooks().rulebook(self.base, overlay)


@pytest.fixture
def ports(ports, tmp_path):
    base = read_rulebook(sound_rules(Path(tmp_path)), VOCABULARY, compile_with=PlainRuleset)
    return replace(ports, advisor=RulesAdvisor(base))


@pytest.fixture
def api(settings, ports):
    client = create_app(settings, ports).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer cw_hr"
    return client


def test_an_overlay_is_put_shown_and_taken_away(api):
    put = api.put("/v1/overlay", json={"files": FILES})
    assert put.status_code == 200
    assert put.json["changes"] == {
        "rules_added": ["chapter/ours"],
        "rules_switched_off": [],
        "rules_with_other_points": ["chapter/sound"],
        "rules_silenced": [],
        "cultures": {"15-12": {"culture": "mixed", "source": "Our survey"}},
        "country": None,
    }
    assert api.get("/v1/overlay").json == put.json
    assert put.json["files"] == FILES
    gone = api.delete("/v1/overlay")
    assert (gone.status_code, gone.data) == (204, b"")
    assert api.get("/v1/overlay").json["hash"] is None


def test_an_earlier_version_is_brought_back_by_its_hash(api):
    first = api.put("/v1/overlay", json={"files": FILES}).json["hash"]
    second = api.put("/v1/overlay", json={"files": {"overlay.yaml": CHANGES}}).json["hash"]
    assert first != second
    assert api.put("/v1/overlay", json={"version": first}).json["hash"] == first
    assert {each["hash"]: each["is_active"] for each in api.get("/v1/overlay").json["versions"]} == {
        first: True,
        second: False,
    }
    assert api.put("/v1/overlay", json={"version": "sha256:" + "0" * 64}).status_code == 404


def test_every_problem_of_every_file_is_listed_with_its_line_and_nothing_is_kept(api):
    broken = {
        "overlay.yaml": "switch_off:\n  - chapter/sond\n",
        "chapter/ours.yaml": OURS.replace("field.culture", "field.cultur"),
        "chapter/ours_test.yaml": OURS_TEST.replace("fires:", "fire:"),
    }
    answer = api.put("/v1/overlay", json={"files": broken})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/overlay-refused")
    assert [(each["file"], each["line"], each["suggestion"]) for each in answer.json["problems"]] == [
        ("chapter/ours.yaml", 8, "field.culture"),
        ("chapter/ours_test.yaml", 1, None),
        ("chapter/ours_test.yaml", 2, "fires"),
        ("overlay.yaml", 2, "chapter/sound"),
    ]
    assert answer.json["problems"][0]["pointer"] == "/files/chapter~1ours.yaml"
    assert answer.json["problems"][0]["path"] == "when.field.cultur"
    assert api.get("/v1/overlay").json["versions"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"files": FILES, "version": "sha256:" + "0" * 64}, ""),
        ({"files": []}, "/files"),
        ({"files": {}}, "/files"),
        ({"files": {"overlay.yaml": 1}}, "/files/overlay.yaml"),
        ({"version": "latest"}, "/version"),
    ],
)
def test_a_body_that_is_no_overlay_is_refused_with_the_place(api, body, pointer):
    answer = api.put("/v1/overlay", json=body)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-document")
    assert [each["pointer"] for each in answer.json["problems"]] == [pointer]


def test_an_overlay_is_its_clients_own(api):
    api.put("/v1/overlay", json={"files": FILES})
    other = {"Authorization": "Bearer cw_other"}
    assert api.get("/v1/overlay", headers=other).json["versions"] == []
    assert [rule["id"] for rule in api.get("/v1/rules", headers=other).json["rules"]] == ["chapter/sound"]


def test_the_rules_are_shown_as_they_are_in_force_for_the_client(api):
    api.put("/v1/overlay", json={"files": FILES})
    listed = api.get("/v1/rules", headers={"Authorization": "Bearer cw_hr:ops:read"}).json
    assert {rule["id"]: rule["origin"] for rule in listed["rules"]} == {
        "chapter/ours": "overlay",
        "chapter/sound": "rulebook, with the overlay's points",
    }
    one = api.get("/v1/rules/chapter/sound").json
    assert one in listed["rules"]
    assert one["when"] == [[{"fact": "field.culture", "comparison": "equals", "value": "mixed"}]]
    assert one["then"] == [{"effect": "weigh", "path": "degree", "dimension": "recognition", "points": 9}]
    assert one["sources"] == [
        {"title": "Nobody", "basis": "judgement", "checked_on": None, "in_words": "our judgement", "address": None}
    ]
    assert api.get("/v1/rules/chapter/none").status_code == 404


def test_an_overlay_from_before_sources_had_a_basis_is_taken_and_told_as_remembered(api):
    ours = BEFORE_BASIS.replace("chapter/sound", "chapter/ours").replace("equals: mixed", "equals: degree_focused")
    files = {"chapter/ours.yaml": ours, "chapter/ours_test.yaml": OURS_TEST}
    named = api.put("/v1/overlay", json={"files": files}).json["hash"]
    assert api.put("/v1/overlay", json={"version": named}).status_code == 200
    (source,) = api.get("/v1/rules/chapter/ours").json["sources"]
    assert (source["basis"], source["checked_on"]) == ("remembered", None)
    assert source["in_words"] == "from memory, not checked"


def test_a_rule_that_is_switched_off_is_named_and_not_served(api):
    api.put("/v1/overlay", json={"files": {"overlay.yaml": "switch_off: [chapter/sound]"}})
    assert api.get("/v1/rules").json["switched_off"] == ["chapter/sound"]
    assert api.get("/v1/rules/chapter/sound").status_code == 404


def test_an_overlay_that_no_longer_fits_the_rulebook_is_said_to_be_so(api, ports):
    ports.overlays.put("hr", "sha256:old", {"overlay.yaml": "switch_off: [chapter/gone]"})
    answer = api.get("/v1/rules")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/overlay-incompatible")
    assert answer.json["problems"][0]["file"] == "overlay.yaml"
    shown = api.get("/v1/overlay").json
    assert shown["changes"] is None
    assert shown["problems"][0]["line"] == 1


def test_an_overlay_put_before_a_fact_was_renamed_stays_in_force(api, ports):
    old = SOUND.replace("chapter/sound", "chapter/old").replace(
        "field.culture: {equals: mixed}", "fit.closes: {equals: 1}"
    )
    files = {"chapter/old.yaml": old.replace("path: degree, ", "")}
    ports.overlays.put("hr", "sha256:old", files)
    assert api.get("/v1/overlay").json["changes"]["rules_added"] == ["chapter/old"]
    (condition,) = api.get("/v1/rules/chapter/old").json["when"][0]
    assert condition == {"fact": "fit.missing_skills_taught", "comparison": "equals", "value": 1}


def test_the_vocabulary_names_every_fact_with_its_values_and_meaning(api):
    vocabulary = api.get("/v1/vocabulary").json
    facts = {fact["name"]: fact for fact in vocabulary["facts"]}
    assert facts["field.culture"]["allowed"][0] == "credential_driven"
    taught = facts["fit.missing_skills_taught"]
    assert (taught["may_be_unknown"], taught["former_names"]) == (False, ["fit.closes"])
    assert facts["fit.gap_share"]["may_be_unknown"]
    assert facts["field.culture"]["comparisons"] == ["equals", "not_equals", "any_of", "none_of", "known"]
    assert all(fact["meaning"] for fact in facts.values())
    assert "recognition" in vocabulary["dimensions"]
    assert vocabulary["effects"] == ["conclude", "weigh", "rule_out", "caution", "ask"]


#: Overlays that read well and must not decide for a learner, each with the file and what is said of it.
NOT_TO_BE_ACTIVE = {
    "a failing test": ({"chapter/ours_test.yaml": SOUND_TEST}, "chapter/ours_test.yaml", "the rule must"),
    "a half-saved test": (
        {"chapter/ours_test.yaml": OURS_TEST.partition("stays_silent")[0]},
        "chapter/ours_test.yaml",
        "must be a list of at least one case",
    ),
    "a rule without a test": (
        {"chapter/more.yaml": OURS.replace("chapter/ours", "chapter/more").replace("degree_focused", "mixed")},
        "chapter/more.yaml",
        "has no test; write chapter/more_test.yaml",
    ),
    "a test of no rule": ({"chapter/theirs_test.yaml": OURS_TEST}, "chapter/theirs_test.yaml", "tests no rule"),
    "a test that lies deep": ({"a/b/ours_test.yaml": OURS_TEST}, "a/b/ours_test.yaml", "is read by nobody"),
    "a test beside the chapters": ({"ours_test.yaml": OURS_TEST}, "ours_test.yaml", "is read by nobody"),
    "a placeholder": (
        {"chapter/ours.yaml": OURS.replace("Your field is", "TODO say why. Your field is")},
        "chapter/ours.yaml",
        'still says "TODO ..."',
    ),
    "a reason that breaks off": (
        {"chapter/ours.yaml": OURS.rstrip()[:-1]},
        "chapter/ours.yaml",
        "does not end as a sentence",
    ),
    "a misspelt chapter": (
        {
            "chaptr/ours.yaml": OURS.replace("chapter/ours", "chaptr/ours").replace(
                "degree_focused", "experience_focused"
            )
        },
        "chaptr/ours.yaml",
        'did you mean "chapter"?',
    ),
    "a mark of a merge": (
        {"testdata/names.yaml": "# Ours\n=======\n", "chapter/ours_test.yaml": OURS_TEST},
        "testdata/names.yaml",
        "the mark of a merge",
    ),
}


@pytest.mark.parametrize("name", NOT_TO_BE_ACTIVE)
def test_an_overlay_that_fails_a_check_or_a_test_is_refused_and_the_one_before_stays(api, name):
    before = api.put("/v1/overlay", json={"files": FILES}).json["hash"]
    added, file, said = NOT_TO_BE_ACTIVE[name]
    answer = api.put("/v1/overlay", json={"files": FILES | added})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/overlay-refused")
    assert said in " ".join(each["detail"] for each in answer.json["problems"] if each["file"] == file)
    assert api.get("/v1/overlay").json["hash"] == before
    assert [each["hash"] for each in api.get("/v1/overlay").json["versions"]] == [before]


def test_a_dry_run_answers_what_a_put_would_and_keeps_nothing(api):
    before = api.put("/v1/overlay", json={"files": {"overlay.yaml": CHANGES}}).json
    tried = api.put("/v1/overlay?dry_run=true", json={"files": FILES})
    assert tried.status_code == 200
    assert api.get("/v1/overlay").json == before
    put = api.put("/v1/overlay?dry_run=false", json={"files": FILES})
    assert tried.json == put.json | {"versions": before["versions"]}


def test_a_dry_run_is_refused_as_the_put_would_be(api):
    wrong = {"files": FILES | {"chapter/ours.yaml": ""}}
    answer = api.put("/v1/overlay?dry_run=true", json=wrong)
    assert (answer.status_code, answer.json) == (422, api.put("/v1/overlay", json=wrong).json)
    assert api.put("/v1/overlay?dry_run=true", json={"version": "sha256:" + "0" * 64}).status_code == 404
    unclear = api.put("/v1/overlay?dry_run=yes", json={"files": FILES})
    assert (unclear.status_code, unclear.json["detail"]) == (400, "dry_run must be true or false.")
    assert api.get("/v1/overlay").json["versions"] == []


def test_everything_is_said_at_once_of_rules_that_are_read_and_rules_that_are_not(api):
    files = FILES | {
        "chapter/half.yaml": OURS[:60],
        "chapter/ours_test.yaml": SOUND_TEST,
        "chapter/lone_test.yaml": "a",
    }
    answer = api.put("/v1/overlay", json={"files": files})
    assert answer.status_code == 422
    assert {each["file"] for each in answer.json["problems"]} == {
        "chapter/half.yaml",
        "chapter/ours_test.yaml",
        "chapter/lone_test.yaml",
    }


def test_a_rule_that_rests_on_what_nobody_can_have_read_yet_is_refused_and_so_is_its_dry_run(api):
    read = "basis: read\n    checked_on: 2999-01-01"
    files = FILES | {"chapter/ours.yaml": OURS.replace("basis: judgement", read)}
    for query in ("", "?dry_run=true"):
        answer = api.put(f"/v1/overlay{query}", json={"files": files})
        assert answer.status_code == 422
        (problem,) = answer.json["problems"]
        assert (problem["file"], problem["path"]) == ("chapter/ours.yaml", "sources.0.checked_on")
        assert "lies in the future (2999-01-01" in problem["detail"]


def test_a_file_is_no_longer_than_those_of_a_folder(ports):
    long = OURS + f"# {'x' * 131_072}\n"
    (problem,) = inspect_overlay(FILES | {"chapter/ours.yaml": long}, ports.advisor.base, today=TODAY).problems
    assert problem.file == "chapter/ours.yaml"
    assert "at most 131072 are read" in problem.sentence


def test_rules_with_too_many_alternatives_are_refused_without_running_their_tests(ports):
    many = "".join(
        f"    - field.culture: {{equals: mixed}}\n      learner.weeks_left: {{at_most: {n}}}\n" for n in range(200)
    )
    rule = OURS.replace("  field.culture: {equals: degree_focused}\n", f"  any:\n{many}")
    found = inspect_overlay(FILES | {"chapter/ours.yaml": rule}, ports.advisor.base, today=TODAY)
    assert [problem.sentence for problem in found.problems] == [
        "has 200 alternatives; a rule of an overlay has at most 40",
    ]


def test_the_tests_of_an_overlay_are_bounded_for_they_are_run_while_a_client_waits(ports):
    many = OURS_TEST + "".join(f"  - {{name: again {number}}}\n" for number in range(2000))
    found = inspect_overlay(FILES | {"chapter/ours_test.yaml": many}, ports.advisor.base, today=TODAY)
    assert [problem.sentence for problem in found.problems] == [
        "its tests have 2003 cases; an overlay has at most 2000",
    ]


def test_ten_thousand_texts_without_an_end_are_told_about_in_seconds(ports):
    texts = "".join(f"code_{number}: No end\n" for number in range(10_000))
    found = inspect_overlay(FILES | {"cautions.yaml": texts}, ports.advisor.base, today=TODAY)
    unended = [problem for problem in found.problems if problem.sentence.startswith("does not end")]
    assert (len(unended), unended[0].line, unended[-1].line) == (10_000, 1, 10_000)


def test_what_is_wrong_with_the_rules_of_an_overlay_is_told_beside_its_other_problems(api):
    files = {"chapter/ours.yaml": "id: ["}
    alone = {problem["pointer"] for problem in api.put("/v1/overlay", json={"files": files}).json["problems"]}
    refused = api.put("/v1/overlay", json={"files": files, "other": 1})
    assert refused.json["type"] == "/problems/invalid-document"
    assert {problem["pointer"] for problem in refused.json["problems"]} == {*alone, "/other"}

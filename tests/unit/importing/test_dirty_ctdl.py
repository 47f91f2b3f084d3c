"""Dirty CTDL: every fault is mended or reported with its place, and nothing is taken for what it is not."""

import json

import pytest

from services.importing.assembling.prerequisite_order import LONGEST_CHAIN
from services.recommender.knowledge.credentials.credential import CredentialStatus, Holding


def node(number, **members):
    return {
        "@id": f"https://example.org/resources/ce-{number}",
        "@type": "ceterms:Certificate",
        "ceterms:ctid": f"ce-{number}",
        "ceterms:name": f"Certificate {number}",
        "ceterms:subjectWebpage": f"https://example.org/{number}",
        "ceterms:ownedBy": {"@type": "ceterms:CredentialOrganization", "ceterms:name": "Example Institute"},
    } | {f"ceterms:{name}": value for name, value in members.items()}


def requires(*numbers):
    return [{"ceterms:targetCredential": [f"https://example.org/resources/ce-{number}" for number in numbers]}]


def whys(imported):
    return [note.why for note in (*imported.report.mended, *imported.report.skipped)]


def test_a_reference_that_leads_nowhere_is_left_out_and_noted(importing):
    imported = importing([node(1, requires=requires(2, 9)), node(2)])
    assert imported.credentials[0].prerequisites == Holding(credential="ce-2")
    assert whys(imported) == ["names example.org/resources/ce-9, which no file describes"]


def test_a_circle_of_parts_is_cut_where_it_closes(importing):
    imported = importing([node(1, hasPart="ce-2"), node(2, hasPart="ce-3"), node(3, hasPart="ce-1")])
    found = {one.id: one.prerequisites for one in imported.credentials}
    assert found == {"ce-1": Holding(credential="ce-2"), "ce-2": Holding(credential="ce-3"), "ce-3": None}
    assert any("lead back to it" in why for why in whys(imported))


def test_a_credential_that_requires_itself_does_not(importing):
    imported = importing([node(1, requires=requires(1))])
    assert imported.credentials[0].prerequisites is None
    assert whys(imported) == ["it requires itself; that condition is left out"]


def test_a_chain_without_end_is_cut(importing):
    imported = importing([node(number, requires=requires(number + 1)) for number in range(400)])
    lengths = {}
    for one in sorted(imported.credentials, key=lambda c: -int(c.id.removeprefix("ce-"))):
        below = one.prerequisites.credential if one.prerequisites else None
        lengths[one.id] = 1 + lengths.get(below, 0)
    assert max(lengths.values()) <= LONGEST_CHAIN


def test_two_nodes_with_one_id_are_put_together_and_the_first_counts(importing):
    second = {
        "@id": node(1)["@id"],
        "@type": "ceterms:Certificate",
        "ceterms:name": "Other",
        "ceterms:inLanguage": "fr",
    }
    imported = importing([node(1), second])
    assert [(one.title, one.languages) for one in imported.credentials] == [("Certificate 1", ("fr",))]
    assert "another node has this id; the first counts, and what it lacks is added" in whys(imported)


def test_two_credentials_with_one_ctid_are_not_both_taken(importing):
    other = node(2) | {"ceterms:ctid": "ce-1"}
    imported = importing([node(1), other])
    assert [one.id for one in imported.credentials] == ["ce-1"]
    assert any("has the id ce-1" in why for why in whys(imported))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"ceterms:name": None}, "has no name"),
        ({"ceterms:name": 7.5, "ceterms:subjectWebpage": 3, "@id": "_:b1"}, "has no web address"),
    ],
)
def test_what_cannot_be_taken_is_skipped_with_the_reason(importing, change, why):
    imported = importing([node(2) | change])
    assert imported.credentials == ()
    assert any(why in one for one in whys(imported))


def test_an_organisation_nobody_describes_is_named_after_the_address(only):
    one, notes = only([node(1) | {"ceterms:ownedBy": ["https://example.org/resources/ce-nowhere"]}])
    assert one.issuer.name == "example.org"
    assert any("not in the files" in why for why in notes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"estimatedCost": "x", "estimatedDuration": 7, "requires": "nothing", "inLanguage": {"a": 1}},
        {"requires": [[[{"targetCredential": 5}]]], "hasPart": {"@id": 5}, "recognizedBy": [None, 3, {}]},
        {"occupationType": {"codedNotation": "no code"}, "audienceLevelType": [True], "credentialStatusType": "??"},
        {"supersededBy": "https://example.org/gone", "creditValue": "many", "renewalFrequency": "sometimes"},
        {"name": {"en": {"en": {"en": "deep"}}}, "subject": [{"@value": {"@value": 1}}]},
    ],
)
def test_wrong_types_count_as_not_there(importing, wrong):
    imported = importing([node(1, **wrong), node(2)])
    assert "ce-2" in {one.id for one in imported.credentials}


def test_what_has_a_successor_nobody_describes_is_superseded_all_the_same(only):
    one, notes = only([node(1, supersededBy="https://example.org/gone", credentialStatusType="credentialStat:Ceased")])
    assert one.superseded_by is None
    assert one.status is CredentialStatus.SUPERSEDED
    assert any("which no file describes" in why for why in notes)


def test_conditions_that_name_one_another_end(importing):
    first = {"@id": "_:a", "ceterms:yearsOfExperience": "2", "ceterms:alternativeCondition": ["_:b"]}
    second = {"@id": "_:b", "ceterms:targetCredential": "ce-2", "ceterms:alternativeCondition": [{"@id": "_:a"}]}
    imported = importing({"@graph": [node(1, requires="_:a"), node(2), first, second]})
    assert [one.id for one in imported.credentials] == ["ce-1", "ce-2"]


def test_components_that_lead_back_or_cross_end(importing):
    def component(number, *targets):
        return {
            "@id": f"_:c{number}",
            "@type": "ceterms:CredentialComponent",
            "ceterms:name": f"Step {number}",
            "ceterms:proxyFor": "ce-1",
            "ceterms:hasCondition": [{"ceterms:targetComponent": [f"_:c{target}" for target in targets]}],
        }

    layers = [component(number, 2 * (number // 2) + 2, 2 * (number // 2) + 3) for number in range(60)]
    pathway = {
        "@id": "https://example.org/p",
        "@type": "ceterms:Pathway",
        "ceterms:name": "Crossing",
        "ceterms:hasDestinationComponent": "_:c0",
    }
    imported = importing({"@graph": [node(1), pathway, *layers, component(60, 0)]})
    assert [stack.title for stack in imported.stacks] == ["Crossing"]


def test_a_pathway_says_what_cannot_be_a_condition(importing):
    course = {"@id": "_:x", "@type": "ceterms:CourseComponent", "ceterms:name": "A course"}
    end = {
        "@id": "_:e",
        "@type": "ceterms:CredentialComponent",
        "ceterms:proxyFor": "ce-1",
        "ceterms:hasCondition": {"ceterms:targetComponent": ["_:x"]},
    }
    pathway = {
        "@id": "https://example.org/p",
        "@type": "ceterms:Pathway",
        "ceterms:name": "With a course",
        "ceterms:hasDestinationComponent": ["_:e"],
    }
    stack = importing({"@graph": [node(1), course, end, pathway]}).stacks[0]
    assert "It also asks for: A course" in stack.check


def test_one_bad_file_does_not_keep_the_others_out(importing):
    imported = importing([node(1)], b"{ not json")
    assert [one.id for one in imported.credentials] == ["ce-1"]
    assert [(note.place, note.what) for note in imported.report.skipped] == [("file1", "the whole file")]


def test_json_lines_are_read_and_a_bad_line_is_skipped(importing):
    lines = [json.dumps(node(1)), "", "{oops", json.dumps(node(2))]
    imported = importing("\n".join(lines))
    assert [one.id for one in imported.credentials] == ["ce-1", "ce-2"]
    assert [note.place for note in imported.report.skipped] == ["file0, line 3"]


def test_a_member_that_is_there_twice_is_noted(importing):
    text = '{"@type": "ceterms:Badge", "ceterms:name": "A", "ceterms:name": "B", "@id": "https://example.org/b"}'
    imported = importing(text)
    assert [one.title for one in imported.credentials] == ["B"]
    assert "an object has this member twice; the last one counts" in whys(imported)


def test_a_prefix_keeps_ids_apart_and_references_together(importing):
    imported = importing([node(1, requires=requires(2)), node(2)], prefix="acme")
    assert [one.id for one in imported.credentials] == ["acme:ce-1", "acme:ce-2"]
    assert imported.credentials[0].prerequisites == Holding(credential="acme:ce-2")


def test_a_reference_to_the_shared_catalogue_is_kept(importing):
    imported = importing([node(1, requires=[{"ceterms:targetCredential": "isc2-cissp"}])], known={"isc2-cissp"})
    assert imported.credentials[0].prerequisites == Holding(credential="isc2-cissp")

"""Which learners and fields may rule tests talk about? Named facts from rules/testdata/, read once for all tests."""

from collections.abc import Mapping

from services.recommender.rulebook.files.parts.conditions import AS_WORDS
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, Place, YamlFault
from services.recommender.rulebook.files.rule_file import Report
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.vocabulary import UNKNOWN, Kind, Value, Vocabulary, words_joined

Facts = dict[str, Value]


def read_testdata(
    documents: Mapping[str, MarkedDocument | YamlFault], vocabulary: Vocabulary
) -> tuple[dict[str, Facts], list[Problem]]:
    """Return each name's facts from the files of testdata/, by how messages call them, and all that is wrong there."""
    testdata: dict[str, Facts] = {}
    problems: list[Problem] = []
    for file, document in documents.items():
        if isinstance(document, YamlFault):
            problems.append(Problem(file=file, line=document.line, rule="", member="", sentence=document.sentence))
            continue
        report = Report(file, document)
        if not isinstance(document.value, dict):
            report.add((), "must map each name to its facts, like with_a_degree: {learner.has_degree: yes}")
        for name, given in document.value.items() if isinstance(document.value, dict) else ():
            if name in testdata:
                report.add((name,), "is defined in another file of testdata already; choose another name")
            testdata[str(name)] = read_facts(given, (name,), vocabulary, report)
        problems += report.problems
    return testdata, problems


def read_facts(given: object, place: Place, vocabulary: Vocabulary, report: Report) -> Facts:
    """Read a mapping of facts; `unknown` for a number is None. Report what the vocabulary does not admit."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        report.add(place, "must map facts to values, like field.culture: mixed")
        return {}
    facts: Facts = {}
    for name, value in given.items():
        field = vocabulary.get(str(name))
        if field is None:
            report.add((*place, name), vocabulary.not_found(str(name)))
            continue
        read: object = AS_WORDS[value] if isinstance(value, bool) and field.kind is Kind.CHOICE else value
        read = words_joined(map(str, value)) if field.several and isinstance(value, list) else read
        read = None if field.kind is Kind.NUMBER and value == UNKNOWN else read
        if fault := field.fault_in(read):
            report.add((*place, name), fault)
        elif read is None or isinstance(read, int | str):
            facts[field.full_name] = read
    return facts

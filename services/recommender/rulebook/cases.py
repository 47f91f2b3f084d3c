"""Read the test file beside each rule.

`given` names facts from rules/testdata/, `facts` adds to them, and each case of `fires` and `stays_silent` changes what
it must. Both lists are required, and the unknown is always among the silent.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from services.recommender.rulebook import plain
from services.recommender.rulebook.conditions import AS_WORDS
from services.recommender.rulebook.marked_yaml import MarkedDocument, Place, YamlFault, read_marked
from services.recommender.rulebook.problems import Problem, RulebookError
from services.recommender.rulebook.reading import Report
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.rulebook import TEST_SUFFIX, TESTDATA, Rulebook
from services.recommender.rulebook.testing import Case
from services.recommender.rulebook.vocabulary import UNKNOWN, Kind, Value, Vocabulary, suggestion

#: The members of a test file.
MEMBERS = ("given", "facts", "fires", "stays_silent")

Facts = dict[str, Value]


def read_cases(rulebook: Rulebook, rules_dir: Path) -> tuple[Case, ...]:
    """Read the test file of every rule; raise RulebookError with every problem of every file."""
    problems: list[Problem] = []
    testdata = _read_testdata(rules_dir, rulebook.vocabulary, problems)
    cases = [
        case for rule in rulebook.rules.values() for case in _cases_of(rule, rules_dir, rulebook, testdata, problems)
    ]
    if problems:
        raise RulebookError(tuple(problems))
    return tuple(cases)


def _cases_of(
    rule: Rule, rules_dir: Path, rulebook: Rulebook, testdata: Mapping[str, Facts], problems: list[Problem]
) -> list[Case]:
    path = rules_dir.parent / rule.file
    test_path = path.with_name(path.stem + TEST_SUFFIX)
    file = str(Path(rule.file).with_name(test_path.name))
    try:
        document = read_marked(test_path)
    except FileNotFoundError:
        sentence = f"has no test; write {file} with fires and stays_silent"
        problems.append(Problem(file=rule.file, line=0, rule=rule.id, member="", sentence=sentence))
        return []
    except YamlFault as fault:
        problems.append(Problem(file=file, line=fault.line, rule=rule.id, member="", sentence=fault.sentence))
        return []
    report = Report(file, document, rule.id)
    cases = list(_read_file(rule, document, file, testdata, rulebook.vocabulary, report))
    if not report.problems:
        _demand_an_unknown(rule, cases, report)
    problems += report.problems
    return cases


def _read_file(
    rule: Rule,
    document: MarkedDocument,
    file: str,
    testdata: Mapping[str, Facts],
    vocabulary: Vocabulary,
    report: Report,
) -> Iterator[Case]:
    content = document.value
    if not isinstance(content, dict):
        report.add((), f"a test file is a mapping with the members {', '.join(MEMBERS)}")
        return
    for name in content:
        if name not in MEMBERS:
            report.add((name,), f'a test file has no member "{name}"{suggestion(str(name), MEMBERS)}')
    base: Facts = {}
    for index, name in enumerate(content.get("given") or ()):
        if name not in testdata:
            report.add(("given", index), f'{TESTDATA} has no "{name}"{suggestion(str(name), testdata)}')
        base.update(testdata.get(name, {}))
    base.update(read_facts(content.get("facts"), ("facts",), vocabulary, report))
    for member, fires in (("fires", True), ("stays_silent", False)):
        given = content.get(member)
        if not isinstance(given, list) or not given:
            report.add((member,), "must be a list of at least one case, each with a name and the facts it changes")
            continue
        for index, case in enumerate(given):
            place: Place = (member, index)
            if not isinstance(case, dict) or not isinstance(case.get("name"), str) or set(case) - {"name", "facts"}:
                report.add(place, "a case has a name, and the facts it changes as facts")
                continue
            facts = {**base, **read_facts(case.get("facts"), (*place, "facts"), vocabulary, report)}
            yield Case(rule=rule, name=case["name"], facts=facts, fires=fires, file=file, line=document.line_of(place))


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
        read = None if field.kind is Kind.NUMBER and value == UNKNOWN else read
        if fault := field.fault_in(read):
            report.add((*place, name), fault)
        elif read is None or isinstance(read, int | str):
            facts[str(name)] = read
    return facts


def _read_testdata(rules_dir: Path, vocabulary: Vocabulary, problems: list[Problem]) -> dict[str, Facts]:
    testdata: dict[str, Facts] = {}
    for path in sorted((rules_dir / TESTDATA).glob("*.yaml")):
        file = path.relative_to(rules_dir.parent).as_posix()
        try:
            document = read_marked(path)
        except YamlFault as fault:
            problems.append(Problem(file=file, line=fault.line, rule="", member="", sentence=fault.sentence))
            continue
        report = Report(file, document)
        for name, given in document.value.items() if isinstance(document.value, dict) else ():
            if name in testdata:
                report.add((name,), "is defined in another file of testdata already; choose another name")
            testdata[str(name)] = read_facts(given, (name,), vocabulary, report)
        problems += report.problems
    return testdata


def _demand_an_unknown(rule: Rule, cases: list[Case], report: Report) -> None:
    """The unknown is always among the silent: what nobody knows must not pass for a yes or a no."""
    wanted = {
        condition.field.full_name: condition.field.blank
        for condition in rule.conditions()
        if condition.field.blank in {None, UNKNOWN} and not plain.holds(condition, condition.field.blank)
    }
    silent = [case for case in cases if not case.fires]
    if wanted and not any(case.facts.get(name, blank) == blank for case in silent for name, blank in wanted.items()):
        report.add(("stays_silent",), f"needs a case in which {' or '.join(sorted(wanted))} is unknown")

"""How do build servers read what came of the rule tests? As JUnit's XML, which all of them show."""

from collections.abc import Iterable
from pathlib import Path

import click
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from services.authoring.rule_tests.results import Result
from services.recommender.rulebook.problems import Problem


def write_junit(target: Path, results: Iterable[Result], problems: Iterable[Problem], seconds: float) -> None:
    """Write a test case per result, and one with an error per problem that kept the tests from running."""
    suite = TestSuite("credwise rules test")
    for result in results:
        case = TestCase(name=result.name, classname=result.id)
        place = f"{result.file}:{result.line}"
        case.result = [_told(Failure(type_="unexpected"), f"{place}: {fault}") for fault in result.faults]
        suite.add_testcase(case)
    for problem in problems:
        case = TestCase(name=problem.member or "the file can be read", classname=problem.rule or problem.file)
        case.result = [_told(Error(type_="problem"), str(problem))]
        suite.add_testcase(case)
    document = JUnitXml("credwise")
    document.add_testsuite(suite)
    document.update_statistics()  # type: ignore[no-untyped-call] # shipped without this type
    suite.time = document.time = round(seconds, 3)
    try:
        document.write(str(target), pretty=True)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error


def _told(result: Failure | Error, message: str) -> Failure | Error:
    """Return the result with its message in both places: some build servers show the one, some the other."""
    result.message = result.text = message
    return result

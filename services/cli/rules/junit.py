"""How do build servers read what came of the rule tests? As JUnit's XML, which all of them show."""

from collections.abc import Iterable
from pathlib import Path

import click
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from services.authoring.results import Result
from services.recommender.rulebook.problems import Problem


def write_junit(target: Path, results: Iterable[Result], problems: Iterable[Problem], seconds: float) -> None:
    """Write a test case per result, and one with an error per problem that kept the tests from running."""
    suite = TestSuite("credwise rules test")
    for result in results:
        case = TestCase(name=result.name, classname=result.id)
        place = f"{result.file}:{result.line}"
        case.result = [Failure(message=f"{place}: {fault}") for fault in result.faults]
        suite.add_testcase(case)
    for problem in problems:
        case = TestCase(name=problem.member or "the file can be read", classname=problem.rule or problem.file)
        case.result = [Error(message=str(problem))]
        suite.add_testcase(case)
    suite.time = round(seconds, 3)
    document = JUnitXml("credwise")
    document.add_testsuite(suite)
    document.update_statistics()  # type: ignore[no-untyped-call] # shipped without this type
    try:
        document.write(str(target), pretty=True)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error

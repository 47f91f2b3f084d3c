"""Read the golden learners: whole profiles with the verdict and the first items that an adviser would give.

They lie in rules/learners/, one file each. The gate reads them, so that a slip in one is a problem like any other; they
are decided by `credwise rules test` and by the test suite, for that takes the catalogue and not the rules alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.recommender.paths import PathKind
from services.recommender.rulebook.files.parts.marked_yaml import MarkedDocument, Place, YamlFault
from services.recommender.rulebook.files.rule_file import Report
from services.recommender.rulebook.files.rule_folder import LEARNERS, called, learner_files, read_document
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.vocabulary import suggestion
from services.recommender.yaml_faults import not_text

#: The members of a learner's file, in the order people write them, and those that may be left out.
MEMBERS = ("about", "why", "source", "decided_on", "profile", "expect")
OPTIONAL = frozenset({"source"})

#: What may be expected. A verdict is one path or a list of those that an adviser could give.
EXPECTED = ("verdict", "among_first_three", "never_shown")

_PATHS = tuple(path.value for path in PathKind)


@dataclass(frozen=True, kw_only=True)
class GoldenLearner:
    """A learner, the day of the decision, and what must come of it; items are named by their titles.

    `document` is the file, so that what is wrong with the profile can be said with its line.
    """

    id: str
    about: str
    why: str
    decided_on: date
    profile: Mapping[str, object]
    verdicts: tuple[PathKind, ...]
    among_first_three: tuple[str, ...]
    never_shown: tuple[str, ...]
    file: str
    document: MarkedDocument

    @property
    def line(self) -> int:
        """Where it says what is expected."""
        return self.document.line_of(("expect",))


def read_learners(rules_dir: Path) -> tuple[tuple[GoldenLearner, ...], list[Problem]]:
    """Read every file of learners/; return the sound ones and all that is wrong with the others."""
    learners: list[GoldenLearner] = []
    problems: list[Problem] = []
    for path in learner_files(rules_dir):
        learner, faults = read_learner(path, called(path, rules_dir))
        learners.extend([learner] if learner else [])
        problems += faults
    return tuple(learners), problems


def read_learner(path: Path, file: str) -> tuple[GoldenLearner | None, list[Problem]]:
    """Read the learner in `path`, which messages call `file`; return None beside all that is wrong."""
    document = read_document(path)
    if isinstance(document, YamlFault):
        return None, [Problem(file=file, line=document.line, rule="", member="", sentence=document.sentence)]
    report = Report(file, document)
    return _read(path, file, document, report), report.problems


def _read(path: Path, file: str, document: MarkedDocument, report: Report) -> GoldenLearner | None:
    content = document.value
    if not isinstance(content, dict):
        report.add((), f"a learner's file has the members {', '.join(MEMBERS)}")
        return None
    _check_members(content, MEMBERS, (), report)
    for name in ("about", "why", "source"):
        if name in content and not (isinstance(content[name], str) and content[name].strip()):
            report.add((name,), f"must be a sentence or two of text{not_text(content[name])}")
    if "decided_on" in content and type(content["decided_on"]) is not date:
        report.add(("decided_on",), "must be the day of the decision, as YYYY-MM-DD")
    if "profile" in content and not isinstance(content["profile"], dict):
        report.add(("profile",), "must be a learner's profile, with the members that POST /v1/profiles takes")
    for name in MEMBERS:
        if name not in content and name not in OPTIONAL:
            report.add((), f'the member "{name}" is missing')
    expected = _expected(content.get("expect", {}), report)
    if report.problems:
        return None
    return GoldenLearner(
        id=f"{LEARNERS}/{path.stem.replace('_', '-')}",
        about=" ".join(content["about"].split()),
        why=" ".join(content["why"].split()),
        decided_on=content["decided_on"],
        profile=content["profile"],
        verdicts=tuple(PathKind(word) for word in expected["verdict"]),
        among_first_three=tuple(expected["among_first_three"]),
        never_shown=tuple(expected["never_shown"]),
        file=file,
        document=document,
    )


def _expected(given: object, report: Report) -> dict[str, list[str]]:
    """Return each member of `expect` as a list of words, empty where it is left out."""
    words: dict[str, list[str]] = {name: [] for name in EXPECTED}
    if not isinstance(given, dict):
        report.add(("expect",), f"must say what is expected: {', '.join(EXPECTED)}")
        return words
    _check_members(given, EXPECTED, ("expect",), report)
    for name in EXPECTED:
        listed = given.get(name, [])
        listed = [listed] if name == "verdict" and isinstance(listed, str) else listed
        if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
            report.add(("expect", name), f"must be a list of texts{not_text(listed)}")
        else:
            words[name] = listed
    if given and "verdict" not in given:
        report.add(("expect",), f"must name the verdict: one or several of {', '.join(_PATHS)}")
    for word in words["verdict"]:
        if word not in _PATHS:
            near = suggestion(word, _PATHS) or f"; it is one of {', '.join(_PATHS)}"
            report.add(("expect", "verdict"), f'there is no path "{word}"{near}')
    return words


def _check_members(given: Mapping[object, object], known: tuple[str, ...], place: Place, report: Report) -> None:
    for name in given:
        if name not in known:
            near = suggestion(str(name), known) or f"; there are {', '.join(known)}"
            report.add((*place, str(name)), f'there is no member "{name}" here{near}')

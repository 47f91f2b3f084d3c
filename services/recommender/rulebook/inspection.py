"""What is wrong with a rules folder, its tests and its wording, all of it at once?

Problems make the rulebook unusable or untrustworthy. Remarks are for people to see to: they come with the calendar or
with work that is not finished, and a build must not fail for them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.recommender.rulebook.cases import draft_cases
from services.recommender.rulebook.draft import Draft, draft_rules, with_lines
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.testing import Case

#: Days after which somebody should look at a source again.
SOURCE_IS_OLD = 365

#: How the texts begin that a new rule is written with; a reader must never meet one.
TO_FILL_IN = "Fill in:"


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Everything found in one folder; `draft` and `cases` hold what could be read."""

    draft: Draft
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def inspect(rules_dir: Path, *, today: date) -> Inspection:
    """Read and check rules, wording and tests under `rules_dir`; what is wrong is returned, not raised."""
    rules_dir = rules_dir.absolute()
    draft = draft_rules(rules_dir)
    cases, faults = draft_cases(draft.rules, draft.vocabulary, rules_dir)
    return Inspection(
        draft=draft,
        cases=tuple(cases),
        problems=tuple(sorted({*draft.problems, *faults})),
        remarks=tuple(sorted(with_lines(_remarks(draft.rules, today), rules_dir))),
    )


def _remarks(rules: Iterable[Rule], today: date) -> Iterator[Problem]:
    for rule in rules:
        for index, source in enumerate(rule.sources):
            age = (today - source.checked_on).days
            place = f"sources.{index}.checked_on"
            if age > SOURCE_IS_OLD:
                sentence = f"was last checked on {source.checked_on}, {age} days ago; read it again and say when"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=place, sentence=sentence)
            elif age < 0:
                sentence = f"lies in the future ({source.checked_on}); say when it was last read"
                yield Problem(file=rule.file, line=0, rule=rule.id, member=place, sentence=sentence)
        texts = {"title": rule.title, "rationale": rule.rationale, "because": rule.because}
        texts |= {f"sources.{index}.title": source.title for index, source in enumerate(rule.sources)}
        for member, text in texts.items():
            if TO_FILL_IN in text:
                sentence = f'still says "{TO_FILL_IN} ..."; learners and auditors will read this'
                yield Problem(file=rule.file, line=0, rule=rule.id, member=member, sentence=sentence)

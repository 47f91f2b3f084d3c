"""What is wrong with an overlay, its rules' tests included, and what does it change?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.recommender.rulebook.cases import draft_cases
from services.recommender.rulebook.overlay import Overlay
from services.recommender.rulebook.overlay_reading import overlay_files, read_overlay
from services.recommender.rulebook.problems import Problem, RulebookError
from services.recommender.rulebook.rulebook import Rulebook
from services.recommender.rulebook.testing import Case, Outcome, run_cases

#: How the problem begins that a rule has no test: of an overlay's rules that is a remark, for tests are its author's.
UNTESTED = "has no test"


@dataclass(frozen=True, kw_only=True)
class OverlayInspection:
    """Everything found in an overlay's folder; `overlay` is None where it cannot be used."""

    overlay: Overlay | None
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]

    def summary(self) -> str:
        """Return in a few words what it changes."""
        if self.overlay is None:
            return "cannot be used"
        declared = self.overlay.declaration
        counts = {
            "added": len(self.overlay.added),
            "switched off": len(declared.switched_off),
            "with other points": len(declared.repointed),
        }
        return f"Rules: {', '.join(f'{n} {what}' for what, n in counts.items())}; {len(declared.cultures)} cultures"


def inspect_overlay(folder: Path, rulebook: Rulebook) -> OverlayInspection:
    """Read the overlay in `folder` against `rulebook`, and run the tests that lie beside its rules."""
    try:
        overlay = read_overlay(overlay_files(folder), rulebook, folder=folder.name)
    except RulebookError as error:
        return OverlayInspection(overlay=None, cases=(), problems=error.problems, remarks=())
    cases, faults = draft_cases(overlay.added, overlay.vocabulary, folder)
    problems = [fault for fault in faults if not fault.sentence.startswith(UNTESTED)]
    problems += [_failed(outcome) for outcome in run_cases(cases) if not outcome.passed]
    remarks = [fault for fault in faults if fault.sentence.startswith(UNTESTED)]
    return OverlayInspection(
        overlay=overlay,
        cases=tuple(cases),
        problems=tuple(sorted(problems)),
        remarks=tuple(sorted([*remarks, *_silenced(overlay, folder)])),
    )


def _failed(outcome: Outcome) -> Problem:
    case = outcome.case
    sentence = f'"{case.name}": the rule must {"fire" if case.fires else "stay silent"} here, and does not'
    return Problem(file=case.file, line=case.line, rule=case.rule.id, member="", sentence=sentence)


def _silenced(overlay: Overlay, folder: Path) -> Iterator[Problem]:
    for rule in overlay.silenced:
        sentence = "can fire no more, because what it waits for is switched off; switch it off too, or think again"
        yield Problem(file=f"{folder.name}/overlay.yaml", line=0, rule=rule, member="switch_off", sentence=sentence)

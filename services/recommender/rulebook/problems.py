"""What is wrong with the rule files, all of it at once, each with its place and its remedy."""

import re
from dataclasses import dataclass

#: How a sentence ends that knows what was meant; vocabulary.suggestion writes it.
SUGGESTION = re.compile(r'did you mean "([^"]*)"\?')


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One fault: the file (as given, relative to the rules folder), the line, the rule, the member and the sentence."""

    file: str
    line: int
    rule: str
    member: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [place, *([f"rule {self.rule}"] if self.rule else []), *([self.member] if self.member else [])]
        return f"{', '.join(parts)}: {self.sentence}"

    @property
    def suggestion(self) -> str | None:
        """Return the word that was probably meant, where one is near."""
        found = SUGGESTION.search(self.sentence)
        return found[1] if found else None


class RulebookError(Exception):
    """The rule files cannot be used. `problems` holds every fault of every file; mend them and read again.

    `what` names what they belong to: the rulebook, or a client's overlay of it.
    """

    def __init__(self, problems: tuple[Problem, ...], what: str = "rulebook") -> None:
        self.problems = tuple(sorted(problems))
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        # A file that cannot be read comes before the rules that miss what is in it, for the first are read first.
        told = sorted(self.problems, key=lambda problem: bool(problem.rule or problem.member))
        super().__init__(f"The {what} has {count}:\n" + "\n".join(f"  {problem}" for problem in told))

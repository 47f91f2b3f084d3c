"""How much of each chapter was read, and how much is remembered or our judgement?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.recommender.rulebook.rule import Rule
from services.recommender.rulebook.rule_source import SourceBasis

#: How sources are counted for people.
_COUNTED = {SourceBasis.READ: "read", SourceBasis.REMEMBERED: "from memory", SourceBasis.JUDGEMENT: "our judgement"}

#: What all chapters together are called.
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class SourceShare:
    """What the rules of one chapter rest on. `read_rules` have at least one source that somebody read."""

    chapter: str
    rules: int
    read_rules: int
    sources: Mapping[SourceBasis, int]

    @property
    def percent(self) -> int:
        """Rules with a source that was read, in whole percent, rounded down, so that 100 means every rule."""
        return 100 * self.read_rules // self.rules if self.rules else 0

    def __str__(self) -> str:
        counts = ", ".join(f"{self.sources[basis]} {words}" for basis, words in _COUNTED.items())
        cited = f"{self.read_rules} of {self.rules} rules ({self.percent} %) cite something that was read"
        return f"{cited}; sources: {counts}"


def source_shares(rules: Iterable[Rule]) -> list[SourceShare]:
    """Return one share per chapter, by name, and last that of all chapters together, called "all"."""
    rules = list(rules)
    chapters = sorted({rule.chapter for rule in rules})
    return [
        *(_share(chapter, [rule for rule in rules if rule.chapter == chapter]) for chapter in chapters),
        _share(ALL, rules),
    ]


def source_share_document(share: SourceShare) -> dict[str, object]:
    """Return the share as data for programs."""
    return {
        "chapter": share.chapter,
        "rules": share.rules,
        "rules_read": share.read_rules,
        "percent_read": share.percent,
        "sources": {basis.value: share.sources[basis] for basis in SourceBasis},
    }


def _share(chapter: str, rules: list[Rule]) -> SourceShare:
    counted = Counter(source.basis for rule in rules for source in rule.sources)
    return SourceShare(
        chapter=chapter,
        rules=len(rules),
        read_rules=sum(any(source.basis is SourceBasis.READ for source in rule.sources) for rule in rules),
        sources={basis: counted[basis] for basis in SourceBasis},
    )

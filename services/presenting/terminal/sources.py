"""What do the rules behind an answer rest on? One line per rule, for a terminal."""

from collections.abc import Iterable

from services.recommender.recommendation.judgement import RuleSources, SourceTold


def sources_told(rules: Iterable[RuleSources]) -> list[str]:
    """Return each rule that had a say with its sources, and whether anybody read them."""
    return [f"{one.rule}: {'; '.join(_source(source) for source in one.sources)}" for one in rules]


def _source(source: SourceTold) -> str:
    address = f", {source.address}" if source.address else ""
    return f"{source.title}{address} ({source.in_words})"

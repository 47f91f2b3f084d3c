"""What do the rules behind an answer rest on? One line per rule, for a terminal."""

from collections.abc import Iterable

from services.recommender.recommendation.judgement import RuleSources, SourceTold
from services.recommender.wording.messages import Message, say


def sources_told(rules: Iterable[RuleSources]) -> list[str]:
    """Return each rule that had a say with its sources, and whether anybody read them."""
    return [say("source.of_rule", rule=one.rule, sources="; ".join(map(_source, one.sources))) for one in rules]


def _source(source: SourceTold) -> Message:
    if source.address is None:
        return say("source.told", title=source.title, basis=source.in_words)
    return say("source.told_with_address", title=source.title, address=source.address, basis=source.in_words)

"""What do the rules behind a decision rest on? The sources of every rule that the answer names."""

from collections.abc import Iterator
from functools import lru_cache

from services.recommender.decision.decision import Decision
from services.recommender.decision.scoring import Tally
from services.recommender.recommendation.judgement import RuleSources, SourceTold
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule_source import RuleSource
from services.recommender.wording.formats import locale_now

#: Sources that are kept as they are told in a locale: the same rules speak in most answers.
MOST_KEPT = 2_048


def rule_sources(decision: Decision, rulebook: Rulebook) -> list[RuleSources]:
    """Return the sources of each rule that the answer names, by the rules' ids."""
    return [
        RuleSources(rule=name, sources=[source_told(source) for source in rulebook.rules[name].sources])
        for name in sorted(set(_named(decision)))
    ]


def source_told(source: RuleSource) -> SourceTold:
    """Return a source with its basis in words too; what nobody read has no day."""
    return _told(source, locale_now())


@lru_cache(MOST_KEPT)
def _told(source: RuleSource, _locale: str) -> SourceTold:
    return SourceTold(
        title=source.title,
        basis=source.basis,
        checked_on=source.checked_on,
        in_words=source.in_words,
        address=source.address,
    )


def _named(decision: Decision) -> Iterator[str]:
    yield from (firing.rule for firing in decision.concluded)
    shown = (judged.said for judged, _ in decision.ranking.shown)
    for said in (*decision.paths.said.values(), decision.paths.overall, *shown):
        yield from _named_in(said)
    for judged, _ in decision.ranking.left_out:
        yield from (exclusion.rule for exclusion in judged.said.exclusions)


def _named_in(said: Tally) -> Iterator[str]:
    yield from (contribution.rule for contribution in said.contributions)
    yield from (exclusion.rule for exclusion in said.exclusions)
    yield from (remark.rule for remark in (*said.cautions, *said.questions))

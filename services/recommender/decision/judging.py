"""The rules at work: which fire on the decision, on its candidates and on the paths, and what does that add up to?"""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.recommender.decision.as_sought import as_sought
from services.recommender.decision.decision import PathsJudged
from services.recommender.decision.facts.candidate.credential import CredentialFacts, credential_facts
from services.recommender.decision.facts.candidate.fit import FitFacts
from services.recommender.decision.facts.candidate.limits import limit_facts
from services.recommender.decision.facts.path import OpenCandidate, path_facts
from services.recommender.decision.facts.record import by_name
from services.recommender.decision.ground import Ground
from services.recommender.decision.judged import Judged
from services.recommender.decision.kept import Kept
from services.recommender.decision.scoring import OVERALL, FactsOf, Tally, tally, tally_untold
from services.recommender.decision.worth.worth_a_place import Worth
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.known import Knowledge
from services.recommender.paths import PathKind
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing, firings
from services.recommender.rulebook.vocabulary import Group, Value
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.situation import Situation

#: A dictionary, since two of them are looked into as one.
Facts = dict[str, Value]

#: What a candidate is called while it is tallied, and what is said of it where no rule says anything.
_IT, _NOTHING_SAID = "it", Tally()


@dataclass(frozen=True, kw_only=True)
class Judging:
    """The rules at work on one learner. `kept` is what decisions about the same learner on the same day have in common.

    Without `in_words` no rule's reason is put into words and nothing is said that is only told, for a decision that
    nobody reads.
    """

    knowledge: Knowledge
    rulebook: Rulebook
    kept: Kept
    in_words: bool = True

    def find(self, known: Facts) -> tuple[Facts, tuple[Firing, ...]]:
        """Run the layers of findings, each on what those before concluded; return all facts, and what fired."""
        shared = dict(known)
        shared.update({each.full_name: "no" for each in self.rulebook.vocabulary if each.group is Group.FINDING})
        fired: list[Firing] = []
        for layer in self.rulebook.findings:
            for firing in firings(layer.rules_on(FactSheet(shared=shared), self.kept.fired[layer])):
                fired.append(firing)
                shared.update(
                    {f"{Group.FINDING}.{name}": "yes" for name in self.rulebook.rules[firing.rule].findings_concluded()}
                )
        return shared, tuple(fired)

    def candidates(self, ground: Ground, situation: Situation, ids: Iterable[str], shared: Facts) -> list[Judged]:
        """Judge the credentials of these ids."""
        credentials = self.knowledge.catalogue.credentials
        shortlist = {identity: as_sought(credentials[identity], situation) for identity in ids}
        about = {identity: self._about(credential, situation) for identity, credential in shortlist.items()}
        limits = {identity: limit_facts(one, situation, ground.calculator.own) for identity, one in shortlist.items()}
        fit = {identity: ground.fit(one) for identity, one in shortlist.items()}
        sheet = {identity: by_name(about[identity], fit[identity], limits[identity]) for identity in shortlist}
        ruleset = self.rulebook.credentials
        rules_on = ruleset.rules_on(FactSheet(shared=shared, subjects=sheet), self.kept.fired[ruleset])
        return [
            Judged(
                credential=one,
                about=about[each],
                fit=fit[each],
                limits=limits[each],
                said=self._said_of_one(rules_on.get(each, ()), ChainMap(sheet[each], shared)),
            )
            for each, one in shortlist.items()
        ]

    def _about(self, credential: Credential, situation: Situation) -> CredentialFacts:
        key = credential.id, credential is self.knowledge.catalogue.credentials[credential.id]
        if key not in self.kept.about:
            self.kept.about[key] = credential_facts(credential, situation.on, situation.exchange)
        return self.kept.about[key]

    def paths(
        self, ground: Ground, situation: Situation, judged: list[Judged], worth: Worth, shared: Facts
    ) -> PathsJudged:
        """Judge every path, by the candidates that are left for it, of which those worth a place can serve."""
        worthy = {one.credential.id for one in worth.worthy}
        still_open = [
            OpenCandidate(
                kind=one.credential.kind.value,
                score=one.said.score,
                fit=one.fit,
                limits=one.limits,
                helps=one.credential.id in worthy and _helps(one.fit, situation),
            )
            for one in judged
            if not one.said.exclusions
        ]
        named = [one for one in judged if one.fit.named_first != "no"]
        in_vain = frozenset(one.credential.kind.value for one in named) - {
            one.credential.kind.value for one in named if not one.said.exclusions
        }
        facts = {
            kind: path_facts(kind, situation, still_open, ground.behind, ground.lapsed_beyond.get(kind, 0), in_vain)
            for kind in PathKind
        }
        sheet = {kind.value: about.by_name() for kind, about in facts.items()}
        ruleset = self.rulebook.paths
        rules_on = ruleset.rules_on(FactSheet(shared=shared, subjects=sheet), self.kept.fired[ruleset])
        said = self._tally(rules_on, lambda subject: ChainMap(sheet.get(subject, {}), shared))
        return PathsJudged(
            said={kind: said.get(kind.value, _NOTHING_SAID) for kind in PathKind},
            overall=said.get(OVERALL, _NOTHING_SAID),
            facts=facts,
        )

    def _said_of_one(self, rules: tuple[str, ...], facts: Mapping[str, Value]) -> Tally:
        """Add up what the rules said of a candidate, whichever it is: the same rules and points are the same tally."""
        return self._tally({_IT: rules}, lambda _: facts).get(_IT, _NOTHING_SAID)

    def _tally(self, rules_on: Mapping[str, tuple[str, ...]], facts_of: FactsOf) -> Mapping[str, Tally]:
        if self.in_words:
            return tally(firings(rules_on), self.rulebook, facts_of)
        return tally_untold(rules_on, self.rulebook, facts_of, self.kept.tallied)


def _helps(fit: FitFacts, situation: Situation) -> bool:
    if fit.stack_step != "no" or fit.held in {HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS}:
        return True
    if fit.asked_for_by_name != "no" or fit.part_of_expired == "yes":
        return True
    if situation.profile.goal is Goal.SIGNAL_CURRENCY and fit.proves_held:
        return True
    if situation.gap:
        # Words that nobody knows nothing is known to teach: there, what advisers name first for just this role serves.
        in_unknown_words = all(one.in_unknown_words for one in situation.gap)
        for_the_role = fit.named_first != "no" and fit.names_the_role == "yes"
        return fit.missing_skills_taught > 0 or (in_unknown_words and for_the_role)
    return fit.closes_preferred > 0 or fit.usual_in_field == "yes" or not situation.preferred_gap

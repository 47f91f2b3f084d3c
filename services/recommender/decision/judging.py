"""The rules at work: which fire on the decision, on its candidates and on the paths, and what does that add up to?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.recommender.decision.as_sought import as_sought
from services.recommender.decision.facts.candidate.credential import CredentialFacts, credential_facts
from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN
from services.recommender.decision.facts.candidate.price_limits import PriceFacts, price_asked, price_facts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts, time_asked, time_facts
from services.recommender.decision.facts.path import Beside, OpenCandidate, PathFacts, path_facts, typical_days
from services.recommender.decision.facts.together import Facts, Findings
from services.recommender.decision.judged import Weighed
from services.recommender.decision.kept.candidate import Candidate
from services.recommender.decision.kept.ground import Ground, Ids
from services.recommender.decision.kept.kept import Kept
from services.recommender.decision.kept.line_up import LineUp
from services.recommender.decision.kept.remembered import kept_in
from services.recommender.decision.paths_judged import PathsJudged
from services.recommender.decision.running import Run, fired
from services.recommender.decision.scoring import OVERALL, Tally, tally, tally_untold
from services.recommender.decision.sums import summed
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.paths import PathKind
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing, firings
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.measures.durations import in_time
from services.recommender.situation.situation import Situation

#: What is said where no rule says anything.
_NOTHING_SAID = Tally()


@dataclass(frozen=True, kw_only=True)
class Judging:
    """The rules at work on one learner. `kept` is what decisions about the same learner on the same day have in common.

    `run` is how the rules are run. Without `in_words` no reason is put into words, for a decision that nobody reads.
    """

    knowledge: Knowledge
    rulebook: Rulebook
    kept: Kept
    run: Run = fired
    in_words: bool = True

    def find(self, known: Facts) -> tuple[Facts, tuple[Firing, ...]]:
        """Run the layers of findings, each on what those before concluded; return all facts, and what fired."""
        concluded: frozenset[str] = frozenset()
        counted: list[Firing] = []
        for layer in self.rulebook.findings:
            layer_fired = firings(self.run(layer, self._with_findings(known, concluded), {}))
            counted += layer_fired
            concluded = concluded.union(*(self.rulebook.rules[one.rule].findings_concluded() for one in layer_fired))
        return self._with_findings(known, concluded), tuple(counted)

    def _with_findings(self, known: Facts, concluded: frozenset[str]) -> Facts:
        remembered = self.kept.remembered.findings
        findings = kept_in(remembered, concluded, lambda: Findings(self.rulebook.vocabulary, concluded))
        return Facts(*known.parts, findings)

    def line_up(self, ground: Ground, situation: Situation, ids: Ids, shared: Facts) -> LineUp:
        """Judge the credentials of these ids; nothing is said of them in words."""
        known, profile = ground.worked_out, situation.profile
        candidates = kept_in(known.candidates, ids, lambda: [self._candidate(one, ground, situation) for one in ids])
        pace = profile.hours_per_week, profile.deadline
        times = kept_in(known.times, (pace, ids), lambda: [self._time(one, ground, situation) for one in candidates])
        prices = kept_in(
            known.prices, (profile.budget, ids), lambda: [self._price(one, situation) for one in candidates]
        )
        facts = [
            Facts(one.about, one.fit, time, price) for one, time, price in zip(candidates, times, prices, strict=True)
        ]
        rules_on = self.run(self.rulebook.credentials, shared, dict(zip(ids, facts, strict=True)))
        rules = [rules_on.get(one, ()) for one in ids]
        said = [
            summed(counting, self.rulebook, own, shared, self.kept.remembered.sums)
            for counting, own in zip(rules, facts, strict=True)
        ]
        return LineUp(candidates=candidates, times=times, prices=prices, rules=rules, said=said)

    def _candidate(self, identity: str, ground: Ground, situation: Situation) -> Candidate:
        credential = as_sought(self._credentials[identity], situation)
        about, fit = self._about(credential, situation), ground.calculator.fit(credential)
        return Candidate(credential=credential, about=about, fit=fit)

    def _about(self, credential: Credential, situation: Situation) -> CredentialFacts:
        told = credential.id, credential is self._credentials[credential.id]
        on, exchange = situation.on, situation.exchange
        return kept_in(self.kept.remembered.about, told, lambda: credential_facts(credential, on, exchange))

    def _time(self, candidate: Candidate, ground: Ground, situation: Situation) -> TimeFacts:
        asked = time_asked(candidate.credential, situation, ground.calculator.own)
        return kept_in(self.kept.remembered.times, asked, lambda: time_facts(asked))

    def _price(self, candidate: Candidate, situation: Situation) -> PriceFacts:
        asked = price_asked(candidate.credential, situation.profile.budget)
        return kept_in(self.kept.remembered.prices, asked, lambda: price_facts(asked, situation.exchange))

    @property
    def _credentials(self) -> Mapping[str, Credential]:
        return self.knowledge.catalogue.credentials

    def paths(
        self, line_up: LineUp, worthy: Iterable[Weighed], ground: Ground, situation: Situation, shared: Facts
    ) -> PathsJudged:
        """Judge every path, by the candidates that are left for it, of which those that are `worthy` can serve."""
        facts = self._facts_of_paths(line_up, worthy, ground, situation)
        rules_on = self.run(self.rulebook.paths, shared, {kind.value: Facts(about) for kind, about in facts.items()})

        def facts_of(subject: str) -> Facts:
            return Facts(facts[PathKind(subject)], *shared.parts) if subject != OVERALL else shared

        if self.in_words:
            said: Mapping[str, Tally] = tally(firings(rules_on), self.rulebook, facts_of)
        else:
            said = tally_untold(rules_on, self.rulebook, facts_of, self.kept.remembered.tallied)
        return PathsJudged(
            said={kind: said.get(kind.value, _NOTHING_SAID) for kind in PathKind},
            overall=said.get(OVERALL, _NOTHING_SAID),
            facts=facts,
        )

    def _facts_of_paths(
        self, line_up: LineUp, worthy: Iterable[Weighed], ground: Ground, situation: Situation
    ) -> dict[PathKind, PathFacts]:
        """Return what is true of each path; worked out once of each ground and of all else that it rests on."""
        worth_a_place = {one.credential.id for one in worthy}
        by_kind: dict[str, list[tuple[Weighed, TimeFacts]]] = {}
        for one, time in zip(line_up.weighed, line_up.times, strict=True):
            by_kind.setdefault(one.credential.kind, []).append((one, time))
        return {
            kind: self._path(kind, ground, situation, by_kind[kind], worth_a_place)
            if kind in by_kind
            else self._empty_path(kind, ground, situation)
            for kind in PathKind
        }

    def _empty_path(self, kind: PathKind, ground: Ground, situation: Situation) -> PathFacts:
        def facts() -> PathFacts:
            days, beside = typical_days(kind, situation, []), Beside(ground.behind, ground.lapsed_beyond.get(kind, 0))
            return path_facts(kind, situation, days=days, beside=beside)

        return kept_in(ground.worked_out.empty_paths, (kind, situation.days_left), facts)

    def _path(
        self,
        kind: PathKind,
        ground: Ground,
        situation: Situation,
        of_kind: Sequence[tuple[Weighed, TimeFacts]],
        worthy: set[str],
    ) -> PathFacts:
        left = [one for one, _ in of_kind if not one.ruled_out]
        named = [one for one, _ in of_kind if one.fit.named_first != "no"]
        days = typical_days(kind, situation, [time for one, time in of_kind if not one.ruled_out and one.score > 0])
        serving = tuple([(one.credential.id, one.score, one.credential.id in worthy) for one in left])
        in_vain = bool(named) and all(one.ruled_out or one.fit.prerequisites in NOT_YET_OPEN for one in named)
        rests_on = kind, days, in_time(days, situation.days_left), serving, in_vain
        found = ground.worked_out.paths.get(rests_on)
        if found is None:
            still_open = [
                OpenCandidate(score=score, fit=one.fit, helps=worth and _helps(one, situation))
                for one, (_, score, worth) in zip(left, serving, strict=True)
            ]
            beside = Beside(ground.behind, ground.lapsed_beyond.get(kind, 0), in_vain)
            found = ground.worked_out.paths[rests_on] = path_facts(kind, situation, still_open, days, beside)
        return found


def _helps(one: Weighed, situation: Situation) -> bool:
    fit = one.fit
    if fit.stack_step != "no" or fit.held in {HeldStatus.EXPIRED, HeldStatus.IN_PROGRESS}:
        return True
    if fit.asked_for_by_name != "no" or fit.part_of_expired == "yes":
        return True
    if situation.profile.goal is Goal.SIGNAL_CURRENCY and fit.proves_held:
        return True
    if situation.gap:
        return fit.missing_skills_taught > 0 or _is_for_the_role(one, situation)
    return fit.closes_preferred > 0 or fit.usual_in_field == "yes" or not situation.preferred_gap


def _is_for_the_role(one: Weighed, situation: Situation) -> bool:
    """Say whether advisers name it first for just this role, where what the posting asks for is in words unknown here.

    Nothing is known to teach what nobody knows. So what carries the role's name serves where any of the gap is in such
    words, and a qualification that is made for the occupation where half of it is; a short course or a card is none.
    """
    unknown = sum(1 for each in situation.gap if each.in_unknown_words)
    if not unknown or one.fit.named_first == "no":
        return False
    qualifies = one.fit.made_for == "field" and one.credential.kind is not CredentialKind.MICRO_CREDENTIAL
    return one.fit.names_the_role == "yes" or (qualifies and 2 * unknown >= len(situation.gap))

"""The rules at work: which fire on the decision, on its candidates and on the paths, and what does that add up to?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.recommender.decision.as_sought import as_sought
from services.recommender.decision.decision import PathsJudged
from services.recommender.decision.facts.candidate.credential import CredentialFacts, credential_facts
from services.recommender.decision.facts.candidate.fit import NOT_YET_OPEN, FitFacts
from services.recommender.decision.facts.candidate.price_limits import PriceFacts, price_asked, price_facts
from services.recommender.decision.facts.candidate.time_limits import TimeFacts, time_asked, time_facts
from services.recommender.decision.facts.path import Beside, OpenCandidate, PathFacts, path_facts, typical_days
from services.recommender.decision.facts.together import Facts, Findings
from services.recommender.decision.judged import Judged
from services.recommender.decision.kept.ground import Ground
from services.recommender.decision.kept.kept import Kept
from services.recommender.decision.kept.places import Places
from services.recommender.decision.running import Run, fired
from services.recommender.decision.scoring import OVERALL, Tally, tally, tally_untold
from services.recommender.knowledge.credentials.credential import Credential, CredentialKind
from services.recommender.knowledge.known import Knowledge
from services.recommender.paths import PathKind
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing, firings
from services.recommender.scales import Goal, HeldStatus
from services.recommender.situation.measures.durations import in_time
from services.recommender.situation.situation import Situation

#: What a candidate is called while it is tallied, and what is said of it where no rule says anything.
_IT, _NOTHING_SAID = "it", Tally()


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
        findings = remembered.get(concluded)
        if findings is None:
            findings = remembered[concluded] = Findings(self.rulebook.vocabulary, concluded)
        return Facts(*known.parts, findings)

    def candidates(self, ground: Ground, situation: Situation, ids: Iterable[str], shared: Facts) -> list[Judged]:
        """Judge the credentials of these ids; nothing is said of them in words."""
        shortlist = {identity: as_sought(self._credentials[identity], situation) for identity in ids}
        facts = {
            identity: CandidateFacts(
                about=self._about(credential, situation),
                fit=ground.fit(credential),
                time=self._time(credential, ground, situation),
                price=self._price(credential, ground, situation),
            )
            for identity, credential in shortlist.items()
        }
        rules_on = self.run(self.rulebook.credentials, shared, {each: Facts(*one) for each, one in facts.items()})
        return [
            Judged(
                credential=credential,
                about=facts[each].about,
                fit=facts[each].fit,
                time=facts[each].time,
                price=facts[each].price,
                rules=rules_on.get(each, ()),
                said=self._said_of_one(rules_on.get(each, ()), Facts(*facts[each], *shared.parts)),
            )
            for each, credential in shortlist.items()
        ]

    def _about(self, credential: Credential, situation: Situation) -> CredentialFacts:
        known = self.kept.remembered.about
        told = credential.id, credential is self._credentials[credential.id]
        found = known.get(told)
        if found is None:
            found = known[told] = credential_facts(credential, situation.on, situation.exchange)
        return found

    def _time(self, credential: Credential, ground: Ground, situation: Situation) -> TimeFacts:
        pace = situation.profile.hours_per_week, situation.profile.deadline
        of_pace, remembered = ground.worked_out.times.setdefault(pace, {}), self.kept.remembered.times
        found = of_pace.get(credential.id)
        if found is None:
            asked = time_asked(credential, situation, ground.calculator.own)
            found = remembered.get(asked)
            if found is None:
                found = remembered[asked] = time_facts(asked)
            of_pace[credential.id] = found
        return found

    def _price(self, credential: Credential, ground: Ground, situation: Situation) -> PriceFacts:
        budget = situation.profile.budget
        of_budget, remembered = ground.worked_out.prices.setdefault(budget, {}), self.kept.remembered.prices
        found = of_budget.get(credential.id)
        if found is None:
            asked = price_asked(credential, budget)
            found = remembered.get(asked)
            if found is None:
                found = remembered[asked] = price_facts(asked, situation.exchange)
            of_budget[credential.id] = found
        return found

    @property
    def _credentials(self) -> Mapping[str, Credential]:
        return self.knowledge.catalogue.credentials

    def _said_of_one(self, rules: tuple[str, ...], facts: Facts) -> Tally:
        """Add up what the rules said of a candidate, whichever it is: the same rules and points are the same tally."""
        return tally_untold({_IT: rules}, self.rulebook, lambda _: facts, self.kept.remembered.tallied).get(
            _IT, _NOTHING_SAID
        )

    def paths(
        self, ground: Ground, situation: Situation, judged: Sequence[Judged], places: Places, shared: Facts
    ) -> PathsJudged:
        """Judge every path, by the candidates that are left for it, of which those worth a place can serve."""
        facts = self._facts_of_paths(ground, situation, judged, places)
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
        self, ground: Ground, situation: Situation, judged: Sequence[Judged], places: Places
    ) -> dict[PathKind, PathFacts]:
        """Return what is true of each path; worked out once of each ground and of all else that it rests on."""
        worthy = {judged[place].credential.id for place in places.worthy}
        by_kind: dict[str, list[Judged]] = {}
        for one in judged:
            by_kind.setdefault(one.credential.kind, []).append(one)
        return {kind: self._path(kind, ground, situation, by_kind.get(kind, []), worthy) for kind in PathKind}

    def _path(
        self, kind: PathKind, ground: Ground, situation: Situation, of_kind: Sequence[Judged], worthy: set[str]
    ) -> PathFacts:
        left = [one for one in of_kind if not one.said.exclusions]
        named = [one for one in of_kind if one.fit.named_first != "no"]
        days = typical_days(kind, situation, [one.time for one in left if one.said.score > 0])
        serving = tuple([(one.credential.id, one.said.score, one.credential.id in worthy) for one in left])
        in_vain = bool(named) and all(one.said.exclusions or one.fit.prerequisites in NOT_YET_OPEN for one in named)
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


class CandidateFacts(NamedTuple):
    """What is true of a candidate, how it fits the learner, and their time and money."""

    about: CredentialFacts
    fit: FitFacts
    time: TimeFacts
    price: PriceFacts


def _helps(one: Judged, situation: Situation) -> bool:
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


def _is_for_the_role(one: Judged, situation: Situation) -> bool:
    """Say whether advisers name it first for just this role, where what the posting asks for is in words unknown here.

    Nothing is known to teach what nobody knows. So what carries the role's name serves where any of the gap is in such
    words, and a qualification that is made for the occupation where half of it is; a short course or a card is none.
    """
    unknown = sum(1 for each in situation.gap if each.in_unknown_words)
    if not unknown or one.fit.named_first == "no":
        return False
    qualifies = one.fit.made_for == "field" and one.credential.kind is not CredentialKind.MICRO_CREDENTIAL
    return one.fit.names_the_role == "yes" or (qualifies and 2 * unknown >= len(situation.gap))

"""How is a verdict said in one plain sentence?"""

from datetime import timedelta

from services.recommender.decision.decision import Decision
from services.recommender.decision.ranking import Judged, Ranking, role_of
from services.recommender.decision.verdict import Verdict
from services.recommender.explaining.advice import advice
from services.recommender.paths import PATHS, PathKind
from services.recommender.recommendation.codes import LeftOut, Role, VerdictStanding
from services.recommender.situation.situation import Situation

#: Small numbers at the front of a sentence.
NUMBERS = {1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten"}

#: So many missing skills are named in the sentence; more would bury what it says.
MOST_NAMED = 2

#: How sure the advice is, at the front of the sentence.
OPENING = {
    VerdictStanding.CLEAR: "Clear",
    VerdictStanding.CLOSE: "Close",
    VerdictStanding.UNDECIDED: "Undecided, barely ahead",
}


def verdict_sentence(decision: Decision) -> str:
    """Return the verdict in one sentence, with the first credential and its date where the path is a credential."""
    verdict, ranking, situation = decision.verdict, decision.ranking, decision.situation
    sentence = f"{OPENING[verdict.standing]}: {advice(verdict.path, decision)}"
    if verdict.nothing_to_name:
        sentence += f"{_in_what(situation)}, though we know of none to name"
    first = next((judged for judged, role in ranking.shown if role is Role.ROUTE), None)
    if first is None or not _is_said(first, verdict):
        return f"{sentence}."
    named = f"{first.credential.title} ({first.credential.issuer.name}){_when(first, situation)}"
    if role_of(first, verdict.path) is Role.ALTERNATIVE:
        wish = "requires" if first.fit.asked_for_by_name == "required" else "prefers"
        return f"{sentence}. First of all, what the posting {wish} by name: {named}."
    # Behind advice of two clauses the credential gets a sentence of its own.
    lead = ". First of all" if ";" in sentence else ", first of all"
    return f"{sentence}{lead} {named}."


def _is_said(first: Judged, verdict: Verdict) -> bool:
    """Say whether it belongs in the sentence: of the kind advised, required, or preferred beside another credential."""
    if role_of(first, verdict.path) is Role.ROUTE or first.fit.asked_for_by_name == "required":
        return True
    return PATHS[verdict.path].is_a_credential


def _in_what(situation: Situation) -> str:
    """Return what a credential that we cannot name would have to teach, where that is little enough to be said."""
    missing = [term.shown for term in situation.gap or situation.preferred_gap]
    return f" ({' and '.join(missing)})" if 0 < len(missing) <= MOST_NAMED else ""


def _when(judged: Judged, situation: Situation) -> str:
    days = judged.fit.sure_days
    if days is None:
        return ""
    return f", by {situation.on + timedelta(days=days):%-d %B %Y}"


def left_out_sentence(judged: Judged, why: LeftOut, ranking: Ranking, path: PathKind) -> str:
    """Return why a candidate is not among the ranked: the rule's own words where a rule decided it."""
    points = judged.said.score
    match why:
        case LeftOut.RULED_OUT:
            return " ".join(exclusion.because for exclusion in judged.said.exclusions)
        case LeftOut.NOT_YET:
            return "The posting welcomes it, and you do not meet its requirements yet: it can come later."
        case LeftOut.WEIGHED_AGAINST:
            against = sorted((c for c in judged.said.contributions if c.points < 0), key=lambda c: c.points)
            if not against:
                return "Nothing speaks for it: it serves neither what is missing nor the goal."
            return f"More speaks against it than for it. {against[0].because}"
        case LeftOut.ALIKE:
            return "Its issuer has others that do the same for you and rank higher."
        case LeftOut.TOO_LITTLE:
            return f"It does too little of what is missing beside those shown; it reached {points} points."
        case _:
            return f"{_higher(judged, ranking, path)} higher; it reached {points} points."


def _higher(judged: Judged, ranking: Ranking, path: PathKind) -> str:
    """Return how many take its place. Those of the kind advised and those of other kinds do not compete."""
    role = role_of(judged, path)
    count = sum(1 for other, _ in ranking.shown if role_of(other, path) is role)
    kind = "of the kind advised" if role is Role.ROUTE else "of another kind than the one advised"
    number = NUMBERS.get(count, str(count))
    return f"{number} other {kind} ranks" if count == 1 else f"{number} others {kind} rank"

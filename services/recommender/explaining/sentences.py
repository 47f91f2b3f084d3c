"""How is a verdict said in one plain sentence, and why is a credential left out?"""

from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Judged
from services.recommender.decision.ranking.ranked import role_of
from services.recommender.decision.verdict import Verdict
from services.recommender.explaining.advice import advice
from services.recommender.explaining.in_words import reason_of
from services.recommender.paths import PATHS
from services.recommender.recommendation.codes import LeftOut, Role, VerdictStanding
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.scales import HeldStatus
from services.recommender.situation.measures.durations import day_after
from services.recommender.wording.messages import Message, say, word

#: So many missing skills are named in the sentence; more would bury what it says.
MOST_NAMED = 2


def verdict_sentence(decision: Decision) -> Message:
    """Return the verdict, with the credential to start with and its date where the path is a credential."""
    verdict, ranking, situation = decision.verdict, decision.ranking, decision.situation
    sentence = _opening(verdict, _advised(decision))
    if _required_and_unlisted(decision):
        return sentence
    first = ranking.start
    if first is None or not _is_said(first, verdict):
        return _going_on(sentence, decision)
    named = say("label.title_and_issuer", title=first.credential.title, issuer=first.credential.issuer.name)
    days = first.time.sure_days
    by = None if days is None else day_after(situation.on, days)
    if situation.held.get(first.credential.id) is HeldStatus.IN_PROGRESS:
        if by is None:
            return say("verdict.finish", verdict=sentence, credential=named)
        return say("verdict.finish_by", verdict=sentence, credential=named, day=by)
    if role_of(first, verdict.path) is Role.ROUTE or first.fit.asked_for_by_name == "no":
        if by is None:
            return say("verdict.start", verdict=sentence, credential=named)
        return say("verdict.start_by", verdict=sentence, credential=named, day=by)
    required = first.fit.asked_for_by_name == "required"
    if by is None:
        return say(
            "verdict.start_required" if required else "verdict.start_preferred", verdict=sentence, credential=named
        )
    return say(
        "verdict.start_required_by" if required else "verdict.start_preferred_by",
        verdict=sentence,
        credential=named,
        day=by,
    )


def _going_on(sentence: Message, decision: Decision) -> Message:
    """Return the sentence with what to do where there is nothing to name: whom to ask, and for what."""
    if not decision.verdict.nothing_to_name:
        return sentence
    situation = decision.situation
    unknown = [one.named for one in situation.required_unlisted or situation.welcome_unlisted][:MOST_NAMED]
    if unknown:
        return say("verdict.ask_about", verdict=sentence, names=unknown)
    return say("verdict.ask_which", verdict=sentence)


def _opening(verdict: Verdict, advised: Message) -> Message:
    """Return how sure the advice is, and the advice."""
    match verdict.standing:
        case VerdictStanding.CLEAR:
            return say("verdict.clear", advice=advised)
        case VerdictStanding.CLOSE:
            return say("verdict.close", advice=advised)
        case VerdictStanding.UNDECIDED if verdict.nothing_to_name:
            return say("verdict.undecided_without_one", advice=advised)
        case VerdictStanding.UNDECIDED if verdict.runner_up is not None and not verdict.margin:
            return say("verdict.level", other=word(verdict.runner_up), advice=advised)
        case VerdictStanding.UNDECIDED:
            return say("verdict.undecided", advice=advised)


def _advised(decision: Decision) -> Message:
    """Return the advice; where no credential can be named, what it would have to teach, if that is little enough."""
    verdict, situation = decision.verdict, decision.situation
    advised = advice(verdict.path, decision)
    if unlisted := _required_and_unlisted(decision):
        return say("advice.required_and_unknown", advice=advised, names=unlisted)
    if not verdict.nothing_to_name:
        return advised
    missing = [term.shown for term in situation.gap or situation.preferred_gap]
    if 0 < len(missing) <= MOST_NAMED:
        advised = say("advice.that_teaches", advice=advised, skills=missing)
    if verdict.standing is VerdictStanding.UNDECIDED:
        # Its opening says that there is none.
        return advised
    return say("advice.none_to_suggest", advice=advised)


def _required_and_unlisted(decision: Decision) -> list[str]:
    """Return what the posting requires by a name that nobody here knows, of the kind advised."""
    return [one.named for one in decision.situation.required_unlisted if one.kind == decision.verdict.path.value]


def _is_said(first: Judged, verdict: Verdict) -> bool:
    """Say whether it belongs in the sentence: of the kind advised, required, or preferred beside another credential."""
    if role_of(first, verdict.path) is Role.ROUTE or first.fit.asked_for_by_name == "required":
        return True
    return PATHS[verdict.path].is_a_credential


def left_out_sentence(judged: Judged, why: LeftOut, decision: Decision, rulebook: Rulebook) -> str:
    """Return why a candidate is not among the ranked: the rule's own words where a rule decided it."""
    points = say("count.points", count=judged.said.score)
    match why:
        case LeftOut.RULED_OUT:
            return " ".join(reason_of(each.rule, judged, decision, rulebook) for each in judged.said.exclusions)
        case LeftOut.NOT_YET:
            return say("why_left_out.not_yet")
        case LeftOut.WEIGHED_AGAINST:
            against = sorted((c for c in judged.said.contributions if c.points < 0), key=lambda c: c.points)
            if not against:
                return say("why_left_out.nothing_for_it")
            because = reason_of(against[0].rule, judged, decision, rulebook)
            return say("why_left_out.weighed_against", because=because)
        case LeftOut.ALIKE:
            return say("why_left_out.alike")
        case LeftOut.TOO_LITTLE:
            return say("why_left_out.too_little", points=points)
        case LeftOut.BEYOND_SHORTLIST:
            return say("why_left_out.beyond_shortlist")
        case LeftOut.OUTRANKED:
            return say("why_left_out.outranked", count=len(decision.ranking.shown), points=points)

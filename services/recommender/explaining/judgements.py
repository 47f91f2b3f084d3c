"""What was judged? The parts of the answer that say it: verdict, paths, credentials, and what would change them."""

from collections.abc import Mapping
from typing import Any

from services.recommender.decision import scoring
from services.recommender.decision.decision import Decision
from services.recommender.decision.judged import Judged
from services.recommender.decision.paths_judged import PathsJudged
from services.recommender.explaining.advice import in_brief
from services.recommender.explaining.as_read.near_skills import near_said
from services.recommender.explaining.prices import converted_of, money_of
from services.recommender.explaining.sentences import left_out_sentence, verdict_sentence
from services.recommender.explaining.trade_off import trade_off
from services.recommender.explaining.what_if import counterfactuals as found_changes
from services.recommender.knowledge.credentials import completeness as described
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.known import Knowledge
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import AskedAbout, LeftOut, Role
from services.recommender.recommendation.judgement import (
    BeyondShortlist,
    CandidateChange,
    Completeness,
    Counterfactuals,
    Finding,
    Item,
    ItemCredential,
    LeftOutCredential,
    PathResult,
    Recognition,
    SourceRead,
    TradeOffSide,
    Verdict,
    VerdictChange,
)
from services.recommender.recommendation.parts import (
    Contribution,
    CredentialName,
    Exclusion,
    Reference,
    Remark,
)
from services.recommender.rulebook.files.code_words import fill_in
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing
from services.recommender.rulebook.vocabulary import Value
from services.recommender.situation.measures.durations import day_after
from services.recommender.situation.role.served import served
from services.recommender.situation.situation import Situation
from services.recommender.wording.messages import say


def verdict_said(decision: Decision) -> Verdict:
    """Return the verdict with its sentence."""
    verdict = decision.verdict
    return Verdict(
        path=verdict.path,
        score=verdict.score,
        runner_up=verdict.runner_up,
        margin=verdict.margin,
        standing=verdict.standing,
        nothing_to_name=verdict.nothing_to_name,
        sentence=verdict_sentence(decision),
    )


def path_result(kind: PathKind, paths: PathsJudged) -> PathResult:
    """Return what the rules said of a path."""
    return PathResult(path=kind, facts=paths.facts[kind].by_name(), **_said(paths.said[kind]))


def _said(said: scoring.Tally) -> dict[str, Any]:
    return {
        "score": said.score,
        "dimensions": said.by_dimension(),
        "contributions": [
            Contribution(rule=c.rule, dimension=c.dimension, points=c.points, because=c.because)
            for c in said.contributions
        ],
        "ruled_out": [Exclusion(rule=e.rule, because=e.because) for e in said.exclusions],
        "cautions": [remark_said(remark) for remark in said.cautions],
        "questions": [remark_said(remark) for remark in said.questions],
    }


def remark_said(remark: scoring.Remark) -> Remark:
    """Return a caution or a question with the rule behind it."""
    return Remark(code=remark.code, text=remark.text, rule=remark.rule, because=remark.because)


def item(
    place: int, judged: Judged, role: Role, said: scoring.Tally, situation: Situation, knowledge: Knowledge
) -> Item:
    """Return a credential that is shown, at its rank, with what was `said` of it in words.

    Who recognises it in other countries alone is left out.
    """
    credential, days = judged.credential, judged.time.sure_days
    does = served((*situation.gap, *situation.preferred_gap), credential, situation.held_skills)
    new = {taught.skill for taught in credential.skills} - situation.held_skills.keys()
    complete = described.completeness(credential)
    return Item(
        rank=place,
        role=role,
        credential=_credential(credential),
        teaches=[knowledge.skills.label(skill.skill) for skill in credential.skills],
        closes=[one.label for one in situation.asked_credentials if one.missing and one.credential == credential.id]
        + [one.label for one in does.closes],
        begins=[one.label for one in does.begins],
        near=[near_said(one, new, knowledge.skills) for one in does.near],
        weeks_needed=judged.time.weeks_needed,
        done_by=None if days is None else day_after(situation.on, days),
        recognised_by=[
            Recognition(by=r.by, kind=r.by_kind, asserted_by=r.asserted_by, form=r.form)
            for r in credential.recognised_in(situation.place)
        ],
        cost_converted=converted_of(credential.cost, situation),
        completeness=Completeness(percent=complete.percent, missing=list(complete.missing)),
        facts=judged.facts(),
        **_said(said),
    )


def _credential(credential: Credential) -> ItemCredential:
    return ItemCredential(
        id=credential.id,
        title=credential.title,
        kind=credential.kind,
        issuer=credential.issuer.name,
        issuer_kind=credential.issuer.kind,
        level=credential.level,
        assessment=credential.assessment,
        hours=credential.hours,
        cost=money_of(credential.cost),
        validity_months=credential.validity_months,
        address=credential.address,
        source=SourceRead(title=credential.source.title, read_on=credential.source.read_on),
    )


def left_out(judged: Judged, why: LeftOut, decision: Decision, rulebook: Rulebook) -> LeftOutCredential:
    """Return a candidate that is not shown, with the reason."""
    return LeftOutCredential(
        credential=_name(judged.credential),
        reason=why,
        sentence=left_out_sentence(judged, why, decision, rulebook),
        rules=[exclusion.rule for exclusion in judged.said.exclusions],
        score=judged.said.score,
        asked_about=_asked_about(judged),
    )


def _asked_about(judged: Judged) -> AskedAbout | None:
    """Return why a reader may ask about a candidate that is not shown."""
    fit = judged.fit
    if fit.asked_for_by_name != "no" or fit.stack_step != "no" or fit.held != "no":
        return AskedAbout.NAMED
    if fit.names_the_role == "yes" or fit.made_for == "field":
        return AskedAbout.USUAL
    return None


def not_judged(credential: Credential) -> LeftOutCredential:
    """Return a credential that came behind the shortlist."""
    return LeftOutCredential(
        credential=_name(credential),
        reason=LeftOut.BEYOND_SHORTLIST,
        sentence=say("why_left_out.beyond_shortlist"),
        rules=[],
        score=None,
    )


def _name(credential: Credential) -> CredentialName:
    return CredentialName(id=credential.id, title=credential.title, issuer=credential.issuer.name)


def beyond_shortlist(count: int, named: int) -> BeyondShortlist:
    """Return how many credentials came behind the shortlist, and how many of them are named among those left out."""
    if not count:
        sentence = say("beyond_shortlist.none")
    elif count == named:
        sentence = say("beyond_shortlist.all_named", count=count)
    else:
        sentence = say("beyond_shortlist.some_named", count=count, named=named)
    return BeyondShortlist(count=count, named=named, sentence=sentence)


def finding(firing: Firing, facts: Mapping[str, Value], rulebook: Rulebook) -> Finding:
    """Return what a rule concluded."""
    rule = rulebook.rules[firing.rule]
    because = fill_in(rule.because, facts, rulebook.vocabulary)
    return Finding(findings=sorted(rule.findings_concluded()), rule=rule.id, because=because)


def counterfactuals(found: found_changes.Counterfactuals, decision: Decision) -> Counterfactuals:
    """Return the changes that turn the verdict, and those that bring a candidate in."""
    return Counterfactuals(
        verdict=[
            VerdictChange(
                lever=one.change.lever.value,
                becomes=one.verdict.path,
                standing=one.verdict.standing,
                sentence=say(
                    "change.turns_the_verdict", change=one.change.words, advice=in_brief(one.verdict.path, decision)
                ),
            )
            for one in found.verdict
        ],
        candidates=[
            CandidateChange(
                lever=one.change.lever.value,
                credential=Reference(id=one.candidate.credential.id, title=one.candidate.credential.title),
                rank=one.rank,
                sentence=say(
                    "change.brings_in", change=one.change.words, title=one.candidate.credential.title, rank=one.rank
                ),
            )
            for one in found.candidates
        ],
    )


def trade_off_sides(decision: Decision) -> list[TradeOffSide]:
    """Return the two best paths side by side; empty where there is only one."""
    return [
        TradeOffSide(
            path=side.path,
            example=side.example,
            weeks=side.weeks,
            cost=money_of(side.cost),
            closes=side.closes,
            missing=side.of,
            recognised_by=list(side.recognised_by),
            asked_for_in_the_field=side.asked_for,
            stacks=side.stacks,
        )
        for side in trade_off(decision) or ()
    ]

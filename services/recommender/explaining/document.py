"""The parts of the recommendation document, each JSON-ready: whole numbers, words, lists and mappings, no floats."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from services.recommender.decision.decision import Decision, PathsJudged
from services.recommender.decision.ranking import Judged, LeftOut, Role
from services.recommender.decision.scoring import Remark, Tally
from services.recommender.explaining.counterfactuals import Counterfactuals
from services.recommender.explaining.sentences import ADVICE, left_out_sentence, verdict_sentence
from services.recommender.explaining.trade_off import trade_off
from services.recommender.knowledge.credentials.completeness import completeness
from services.recommender.knowledge.credentials.credential import Credential
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Measure
from services.recommender.rulebook.files.code_words import fill_in
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.rulebook.rule import Firing, PathKind
from services.recommender.rulebook.vocabulary import Value
from services.recommender.situation.situation import Situation
from services.recommender.situation.terms import Term

Document = dict[str, Any]


def verdict_part(decision: Decision) -> Document:
    verdict = decision.verdict
    return {
        "path": verdict.path.value,
        "score": verdict.score,
        "runner_up": verdict.runner_up.value if verdict.runner_up else None,
        "margin": verdict.margin,
        "standing": verdict.standing.value,
        "nothing_to_name": verdict.nothing_to_name,
        "sentence": verdict_sentence(verdict, decision.ranking, decision.situation),
    }


def path_part(kind: PathKind, paths: PathsJudged) -> Document:
    return {"path": kind.value, "facts": paths.facts[kind].by_name(), **_said(paths.said[kind])}


def field_part(situation: Situation) -> Document:
    occupation, declared = situation.occupation, situation.declared
    measured = occupation.culture if occupation else None
    licence = occupation.licence if occupation else None
    return {
        "title": situation.field_title,
        "occupation": occupation.code if occupation else None,
        "resolved_by": situation.resolved_by,
        "resolved_title": situation.resolved_title,
        "confidence": situation.confidence,
        "culture": situation.culture.value,
        "culture_basis": situation.culture_basis,
        "measured_culture": measured.culture.value if measured else None,
        "certainty": measured.certainty.value if measured else None,
        "certification_importance": _measure(
            measured.certification if measured else None, "hundredths of a point, 100-500"
        ),
        "degree_share": _measure(measured.degree_share if measured else None, "hundredths of a percent of jobs"),
        "declared": {"culture": declared.culture.value, "source": declared.source} if declared else None,
        "licence": licence.name if licence and licence.work_needs_it else None,
    }


def _measure(measure: Measure | None, unit: str) -> Document | None:
    if measure is None:
        return None
    return {
        "value": measure.value,
        "unit": unit,
        "basis": measure.basis.value,
        "imputed_from": measure.imputed_from,
        "respondents": measure.respondents,
        "surveyed": measure.surveyed,
    }


def _said(said: Tally) -> Document:
    return {
        "score": said.score,
        "dimensions": said.by_dimension(),
        "contributions": [
            {"rule": c.rule, "dimension": c.dimension.value, "points": c.points, "because": c.because}
            for c in said.contributions
        ],
        "ruled_out": [{"rule": e.rule, "because": e.because} for e in said.exclusions],
        "cautions": [remark_part(remark) for remark in said.cautions],
        "questions": [remark_part(remark) for remark in said.questions],
    }


def remark_part(remark: Remark) -> Document:
    return {"code": remark.code, "text": remark.text, "rule": remark.rule, "because": remark.because}


def item_part(place: int, judged: Judged, role: Role, situation: Situation, knowledge: Knowledge) -> Document:
    credential, days = judged.credential, judged.fit.days_needed
    done_by = (situation.on + timedelta(days=days)).isoformat() if days is not None else None
    taught = {skill.skill for skill in credential.skills}
    complete = completeness(credential)
    return {
        "rank": place,
        "role": role.value,
        "credential": _credential(credential),
        "teaches": [knowledge.skills.label(skill.skill) for skill in credential.skills],
        "closes": [one.label for one in situation.asked_credentials if one.missing and one.credential == credential.id]
        + [term.label for term in (*situation.gap, *situation.preferred_gap) if term.skill in taught],
        "weeks_needed": judged.fit.weeks_needed,
        "done_by": done_by,
        "recognised_by": [
            {"by": r.by, "kind": r.by_kind.value, "asserted_by": r.asserted_by, "form": r.form.value}
            for r in credential.recognised_by
        ],
        "completeness": {"percent": complete.percent, "missing": list(complete.missing)},
        "facts": judged.facts(),
        **_said(judged.said),
    }


def _credential(credential: Credential) -> Document:
    cost = credential.cost
    return {
        "id": credential.id,
        "title": credential.title,
        "kind": credential.kind.value,
        "issuer": credential.issuer.name,
        "issuer_kind": credential.issuer.kind.value,
        "level": credential.level.value,
        "assessment": credential.assessment.value,
        "hours": credential.hours,
        "cost": {"amount": cost.amount, "currency": cost.currency} if cost else None,
        "validity_months": credential.validity_months,
        "address": credential.address,
        "source": {"title": credential.source.title, "read_on": credential.source.read_on.isoformat()},
    }


def left_out_part(judged: Judged, why: LeftOut, decision: Decision) -> Document:
    credential = judged.credential
    return {
        "credential": {"id": credential.id, "title": credential.title, "issuer": credential.issuer.name},
        "reason": why.value,
        "sentence": left_out_sentence(judged, why, decision.ranking, decision.verdict.path),
        "rules": [exclusion.rule for exclusion in judged.said.exclusions],
        "score": judged.said.score,
    }


def beyond_part(credential: Credential) -> Document:
    return {
        "credential": {"id": credential.id, "title": credential.title, "issuer": credential.issuer.name},
        "reason": LeftOut.BEYOND_SHORTLIST.value,
        "sentence": "Others match the missing skills and the goal more closely, so the rules did not judge it.",
        "rules": [],
        "score": None,
    }


def beyond_count_part(count: int, named: int) -> Document:
    """Return how many credentials came behind the shortlist, and how many of them are named among those left out."""
    if count == 0:
        sentence = "The rules judged every credential that was found."
    elif count == named:
        sentence = "All of them are named under left_out; the rules did not judge them."
    else:
        sentence = f"The nearest {named} of them are named under left_out; the rules judged none of the {count}."
    return {"count": count, "named": named, "sentence": sentence}


def finding_part(firing: Firing, facts: Mapping[str, Value], rulebook: Rulebook) -> Document:
    rule = rulebook.rules[firing.rule]
    return {
        "findings": sorted(rule.findings_concluded()),
        "rule": rule.id,
        "because": fill_in(rule.because, facts, rulebook.vocabulary),
    }


def counterfactuals_part(found: Counterfactuals) -> Document:
    return {
        "verdict": [
            {
                "lever": one.change.lever.value,
                "becomes": one.verdict.path.value,
                "standing": one.verdict.standing.value,
                "sentence": f"If you {one.change.words}: {ADVICE[one.verdict.path]}.",
            }
            for one in found.verdict
        ],
        "candidates": [
            {
                "lever": one.change.lever.value,
                "credential": {"id": one.candidate.credential.id, "title": one.candidate.credential.title},
                "rank": one.rank,
                "sentence": f"If you {one.change.words}, {one.candidate.credential.title} would rank {one.rank}.",
            }
            for one in found.candidates
        ],
    }


def trade_off_part(decision: Decision) -> list[Document]:
    """Return the two best paths side by side; empty where there is only one."""
    return [
        {
            "path": side.path.value,
            "example": side.example,
            "weeks": side.weeks,
            "cost": {"amount": side.cost.amount, "currency": side.cost.currency} if side.cost else None,
            "closes": side.closes,
            "missing": side.of,
            "recognised_by": list(side.recognised_by),
            "asked_for_in_the_field": side.asked_for,
            "stacks": side.stacks,
        }
        for side in trade_off(decision) or ()
    ]


def skills_part(situation: Situation) -> Document:
    def labels(terms: tuple[Term, ...]) -> list[str]:
        return [term.label for term in terms]

    return {
        "from": situation.skills_from,
        "required": labels(situation.required),
        "preferred": labels(situation.preferred),
        "missing": labels(situation.gap),
        "missing_preferred": labels(situation.preferred_gap),
        "sources": [{"label": t.label, "source": t.source} for t in situation.preferred if t.source],
        "credentials_asked_for": [one.as_document() for one in situation.asked_credentials],
        "not_recognised": list(situation.unmatched),
        "read_as": [
            {"words": t.words, "label": t.label, "matched_by": t.matched_by, "confidence": t.confidence}
            for t in situation.read_as
        ],
    }


def provenance_part(knowledge: Knowledge, rulebook: Rulebook) -> Document:
    parts = (knowledge.occupations, knowledge.skills, knowledge.catalogue)
    return {
        "rulebook": rulebook.origin.base if rulebook.origin else rulebook.content_hash,
        "overlay": rulebook.origin.overlay if rulebook.origin else None,
        "catalogue": knowledge.catalogue.content_hash,
        "catalogue_additions": knowledge.additions,
        "occupations": knowledge.occupations.content_hash,
        "skills": knowledge.skills.content_hash,
        "attribution": [part.attribution for part in parts],
    }

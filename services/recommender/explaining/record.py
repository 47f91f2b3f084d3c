"""What does a decision look like on paper? Every part of the answer, put together."""

from collections.abc import Sequence

from msgspec import structs

from services.recommender.decision.decision import Decision
from services.recommender.explaining import judgements
from services.recommender.explaining.as_read import readings
from services.recommender.explaining.as_read.education_readings import education_readings
from services.recommender.explaining.as_read.held_readings import held_readings
from services.recommender.explaining.as_read.near_skills import near_readings
from services.recommender.explaining.in_words import said_of
from services.recommender.explaining.next_steps import next_steps
from services.recommender.explaining.plan.plan_report import report_plan
from services.recommender.explaining.rests_on import rule_sources
from services.recommender.explaining.sentences_used import sentences_used
from services.recommender.explaining.what_if.counterfactuals import Counterfactuals
from services.recommender.knowledge.known import Knowledge
from services.recommender.profile_document import profile_document
from services.recommender.recommendation.asking import WorthAsking
from services.recommender.recommendation.document import FORM, SCHEMA_VERSION, Provenance, Recommendation
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.wording import formats
from services.recommender.wording.messages import texts_hash


def write_record(
    decision: Decision,
    found: Counterfactuals,
    asked: Sequence[WorthAsking],
    knowledge: Knowledge,
    rulebook: Rulebook,
) -> Recommendation:
    """Write everything a reader needs to follow the decision, and the hashes that name what it was made from.

    One table: a line a member of the answer, each made by the module that knows it.
    """
    situation, paths, ranking = decision.situation, decision.paths, decision.ranking
    order = sorted(paths.said, key=lambda kind: (bool(paths.said[kind].exclusions), -paths.said[kind].score))
    written = Recommendation(
        form=FORM,
        schema_version=SCHEMA_VERSION,
        learner_id=situation.profile.learner_id,
        profile=profile_document(situation.sent or situation.profile),
        decided_on=situation.on,
        field=readings.field_reading(situation),
        verdict=judgements.verdict_said(decision),
        paths=[judgements.path_result(kind, paths) for kind in order],
        trade_off=judgements.trade_off_sides(decision),
        items=[
            judgements.item(place, judged, role, said_of(judged, decision, rulebook), situation, knowledge)
            for place, (judged, role) in enumerate(ranking.shown, start=1)
        ],
        left_out=[
            *(judgements.left_out(judged, why, decision, rulebook) for judged, why in ranking.left_out),
            *(judgements.not_judged(knowledge.catalogue.credentials[identity]) for identity in decision.beyond),
        ],
        beyond_shortlist=judgements.beyond_shortlist(decision.beyond_count, len(decision.beyond)),
        counterfactuals=judgements.counterfactuals(found, decision),
        stack_plan=report_plan(decision.stack_plan, knowledge.catalogue),
        cautions=[judgements.remark_said(remark) for remark in decision.cautions],
        questions=[judgements.remark_said(remark) for remark in decision.questions],
        findings=[judgements.finding(firing, decision.shared, rulebook) for firing in decision.concluded],
        skills=structs.replace(readings.skills_reading(situation), near=near_readings(situation, knowledge.skills)),
        held=held_readings(situation, knowledge),
        education=education_readings(situation, knowledge),
        employers=readings.employer_readings(situation),
        facts=decision.shared.by_name(),
        rests_on=rule_sources(decision, rulebook),
        next_steps=next_steps(decision, knowledge),
        worth_asking=list(asked),
        provenance=_provenance(knowledge, rulebook),
        locale=formats.chosen() or formats.INTERNATIONAL,
    )
    return structs.replace(written, wording=sentences_used(written))


def _provenance(knowledge: Knowledge, rulebook: Rulebook) -> Provenance:
    parts = (knowledge.occupations, knowledge.skills, knowledge.catalogue, knowledge.rates)
    return Provenance(
        rulebook=rulebook.origin.base if rulebook.origin else rulebook.content_hash,
        overlay=rulebook.origin.overlay if rulebook.origin else None,
        catalogue=knowledge.catalogue.content_hash,
        catalogue_additions=knowledge.additions,
        occupations=knowledge.occupations.content_hash,
        skills=knowledge.skills_hash,
        rates=knowledge.rates.content_hash,
        attribution=[part.attribution for part in parts],
        wording=texts_hash(),
        countries=knowledge.countries.content_hash,
    )

"""What does a decision look like on paper? The recommendation as a document, and its canonical bytes."""

import json
from dataclasses import dataclass
from functools import cached_property

from services.recommender.decision.decision import Decision
from services.recommender.explaining.counterfactuals import Counterfactuals
from services.recommender.explaining.document import (
    Document,
    beyond_count_part,
    beyond_part,
    counterfactuals_part,
    field_part,
    finding_part,
    item_part,
    left_out_part,
    path_part,
    provenance_part,
    remark_part,
    skills_part,
    trade_off_part,
    verdict_part,
)
from services.recommender.explaining.plan_report import stack_plan_part
from services.recommender.explaining.rests_on import rests_on_part
from services.recommender.knowledge.known import Knowledge
from services.recommender.profile_document import profile_document
from services.recommender.rulebook.files.rulebook import Rulebook
from services.recommender.situation.held_documents import held_part

#: The document's form; a change that a reader could notice gets a new number.
FORM = "credwise.recommendation/1"


@dataclass(frozen=True)
class Recommendation:
    """A decision. `document` is JSON-ready: whole numbers, words, lists and mappings, no floats."""

    document: Document

    @cached_property
    def canonical(self) -> str:
        """The document as JSON in one fixed form: members sorted, no spaces. The same decision is the same text."""
        return json.dumps(self.document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

    def to_json(self) -> str:
        """Return the canonical form."""
        return self.canonical


def write_record(
    decision: Decision, found: Counterfactuals, knowledge: Knowledge, rulebook: Rulebook
) -> Recommendation:
    """Write everything a reader needs to follow the decision, and the hashes that name what it was made from."""
    situation, paths, ranking = decision.situation, decision.paths, decision.ranking
    order = sorted(paths.said, key=lambda kind: (bool(paths.said[kind].exclusions), -paths.said[kind].score))
    return Recommendation(
        {
            "form": FORM,
            "learner_id": situation.profile.learner_id,
            "profile": profile_document(situation.sent or situation.profile),
            "decided_on": situation.on.isoformat(),
            "field": field_part(situation),
            "verdict": verdict_part(decision),
            "paths": [path_part(kind, paths) for kind in order],
            "trade_off": trade_off_part(decision),
            "items": [
                item_part(place, judged, role, situation, knowledge)
                for place, (judged, role) in enumerate(ranking.shown, start=1)
            ],
            "left_out": [
                *(left_out_part(judged, why, decision) for judged, why in ranking.left_out),
                *(beyond_part(knowledge.catalogue.credentials[identity]) for identity in decision.beyond),
            ],
            "beyond_shortlist": beyond_count_part(decision.beyond_count, len(decision.beyond)),
            "counterfactuals": counterfactuals_part(found),
            "stack_plan": stack_plan_part(decision.stack_plan, knowledge.catalogue),
            "cautions": [remark_part(remark) for remark in decision.cautions],
            "questions": [remark_part(remark) for remark in decision.questions],
            "findings": [finding_part(firing, decision.shared, rulebook) for firing in decision.concluded],
            "rests_on": rests_on_part(decision, rulebook),
            "skills": skills_part(situation),
            "held": held_part(situation.profile, situation.on),
            "facts": dict(decision.shared),
            "provenance": provenance_part(knowledge, rulebook),
        }
    )

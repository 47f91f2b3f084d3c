"""The application on the real ledger with an advisor that knows two occupations; a program for gunicorn to run."""

import json
from dataclasses import dataclass

from services.api.app import create_app
from services.api.ports import open_ports
from services.recommender.situation.errors import UnresolvedOccupation
from services.settings import read_settings


@dataclass(frozen=True)
class StandInRecommendation:
    document: dict

    def to_json(self):
        return json.dumps(self.document)


class StandInAdvisor:
    def resolve_occupation(self, profile, overlay=None):  # noqa: ARG002
        if profile.field.occupation not in {"15-1252.00", "Data Scientists"}:
            raise UnresolvedOccupation("No occupation is called that.", (("15-2051.00", "Data Scientists"),))

    def recommend(self, profile, on, overlay=None, catalogue=None):  # noqa: ARG002 - what clients add plays no part
        return StandInRecommendation({"learner_id": profile.learner_id, "decided_on": on.isoformat()})


def make(settings):
    return create_app(settings, open_ports(settings, StandInAdvisor()))


def for_gunicorn():
    """Return the application with this process's settings; gunicorn calls it once, before it forks."""
    return make(read_settings())

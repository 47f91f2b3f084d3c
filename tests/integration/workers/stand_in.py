"""An advisor for tests of the workers: it decides by the learner's goal, and fails in the ways an advisor can.

Run as a program it is an evaluate worker with this advisor: real Celery, real processes, no rules and no data.
"""

import json
import os
import signal
import sys
import time
from dataclasses import dataclass
from types import SimpleNamespace

from services.ledger.work.jobs import Queue
from services.recommender.paths import PathKind
from services.recommender.recommendation.codes import VerdictStanding
from services.recommender.situation.errors import UnresolvedOccupation
from services.settings import read_settings
from workers.app import evaluate_app
from workers.running.celery_worker import run_worker


@dataclass(frozen=True)
class StandInRecommendation:
    document: dict

    @property
    def verdict(self):
        said = self.document["verdict"]["sentence"]
        return SimpleNamespace(path=PathKind.MICRO_CREDENTIAL, standing=VerdictStanding.CLEAR, sentence=said)

    @property
    def learner_id(self):
        return self.document["learner_id"]

    @property
    def items(self):
        names = ("Data Analysis", "SQL for Beginners")
        made = [SimpleNamespace(title=name, address=f"https://example.org/{len(name)}") for name in names]
        return [SimpleNamespace(credential=credential) for credential in made]

    @property
    def rests_on(self):
        return [SimpleNamespace(rule="a_topic/a-rule")]

    def to_json(self):
        return json.dumps(self.document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class StandInAdvisor:
    """Advises a micro-credential, unless the profile's field says what is to go wrong."""

    def recommend(self, profile, on, overlay=None, catalogue=None):
        occupation = profile.field.occupation
        if occupation == "unheard of":
            raise UnresolvedOccupation("No occupation is called that; did you mean 15-1252.00?", ())
        if occupation == "breaks the advisor":
            raise RuntimeError(f"a secret of {profile.learner_id}")
        if occupation == "kills the process":
            os.kill(os.getpid(), signal.SIGKILL)
        if occupation == "exhausts memory":
            return bytearray(64 * 1024**3)
        if occupation == "takes a while":
            time.sleep(1)
        if occupation == "never ends":
            sys.stderr.write("at what never ends\n")
            time.sleep(600)
        return StandInRecommendation(
            {
                "learner_id": profile.learner_id,
                "decided_on": on.isoformat(),
                "overlay": sorted(overlay or ()),
                "catalogue": catalogue and catalogue.content_hash,
                "verdict": {"path": "micro_credential", "standing": "clear", "sentence": "Zürich, ja"},
            }
        )


if __name__ == "__main__":
    settings = read_settings()
    app = evaluate_app(settings, StandInAdvisor())
    sys.exit(run_worker(app, Queue.EVALUATE, settings, concurrency=settings.evaluate_processes))

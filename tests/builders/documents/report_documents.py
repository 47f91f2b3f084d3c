"""Recommendations as documents, made by the real advisor for the sample profiles: what a page has to show."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from services.credentials.opening import open_examiner
from services.reading.posted_profile import read_posted_profile
from services.settings import read_settings
from services.wiring import Advisor
from tests.builders import shipped

SAMPLES = tuple(sorted((Path(__file__).parents[3] / "data" / "samples").glob("*.json")))

#: A learner on the way to five certifications, one of which is in hand: a plan of several steps with off-ramps.
STACKING = {
    "learner_id": "L-1",
    "field": {"occupation": "15-1252.00"},
    "goal": "signal_currency",
    "hours_per_week": 8,
    "deadline": "2027-09-30",
    "budget": {"amount": 900, "currency": "USD"},
    "credentials_held": [{"title": "Kubernetes and Cloud Native Associate (KCNA)", "issued_on": "2026-06-01"}],
    "stack_goal": {"kind": "professional_designation", "credential": "cncf-kubestronaut"},
}

#: The day of every decision here.
DAY = date(2026, 11, 22)

NAMES = (*(path.stem for path in SAMPLES), "stacking")


@cache
def document_text(name):
    """Return the stored text of the recommendation for a sample by its file's stem, or for "stacking"."""
    profiles = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SAMPLES} | {"stacking": STACKING}
    profile = open_examiner(read_settings({}), lambda: DAY).examine(read_posted_profile(profiles[name]))
    return _advisor().recommend(profile, DAY).to_json()


def document(name):
    """Return the document anew, so that a test may change it."""
    return json.loads(document_text(name))


@cache
def _advisor():
    return Advisor(knowledge=shipped.knowledge(), rulebook=shipped.rulebook())

"""An examiner whose fetches are answered from a dictionary, on a fixed day."""

from datetime import date

import pytest
from issuing import CANONICAL

from services.credentials.examine import Examiner
from services.credentials.finding import NotCheckable
from services.credentials.signatures.proofs import Proofs
from services.credentials.status_lists import StatusLists
from services.reading.posted_profile import read_posted_profile

TODAY = date(2026, 11, 22)
ASKED = {"learner_id": "l", "field": {"occupation": "Data Scientists"}, "goal": "explore"}


@pytest.fixture
def web():
    """What can be fetched: addresses and their bytes. Empty means that nothing may be."""
    return {}


@pytest.fixture
def examiner(web):
    def fetch(address):
        if address not in web:
            raise NotCheckable(f"{address} may not be fetched")
        return web[address]

    proofs = Proofs(CANONICAL, fetch, lambda: TODAY)
    return Examiner(proofs, StatusLists(fetch, proofs.check, lambda: TODAY))


@pytest.fixture
def examine(examiner):
    """Examine one document and return the credentials held that it becomes."""

    def examine(document, **more):
        posted = read_posted_profile(ASKED | {"credentials_held": [{"document": document, **more}]})
        return examiner.examine(posted).credentials_held

    return examine

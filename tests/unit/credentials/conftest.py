"""An examiner whose fetches are answered from a dictionary, on a fixed day."""

from datetime import date

import pytest
from documents.issuing import CANONICAL

from services.credentials.examine import Examiner
from services.credentials.finding import NotAllowed
from services.credentials.forms.opened import Opener
from services.credentials.hosted import HostedBadges
from services.credentials.signatures.proofs import Proofs
from services.credentials.signatures.token_check import Tokens
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
            raise NotAllowed(f"{address} may not be fetched")
        answer = web[address]
        if isinstance(answer, Exception):
            raise answer
        return answer

    proofs = Proofs(CANONICAL, fetch, lambda: TODAY)
    opener = Opener(fetch, Tokens(fetch, lambda: TODAY), HostedBadges(fetch))
    return Examiner(opener, proofs, StatusLists(fetch, proofs.check, lambda: TODAY))


@pytest.fixture
def examine(examiner):
    """Examine one document and return the credentials held that it becomes."""

    def examine(document, **more):
        posted = read_posted_profile(ASKED | {"credentials_held": [{"document": document, **more}]})
        return examiner.examine(posted).credentials_held

    return examine

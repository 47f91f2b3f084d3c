"""What does deciding take by itself? What the benches of the whole way take off, so that plumbing is left."""

import time
from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice

from services.intake.profile_schema import read_profile
from services.intake.strict_json import read_json
from services.wiring import Advisor

ON = date(2026, 11, 30)


def deciding(advisor: Advisor, bodies: Sequence[bytes], count: int = 60) -> float:
    """Return the CPU milliseconds that deciding and writing down take, on average over so many profiles."""
    learners = [read_profile(read_json(body)) for body in islice(cycle(bodies), count)]
    began = time.process_time()
    for learner in learners:
        advisor.recommend(learner, ON).to_json()
    return 1000 * (time.process_time() - began) / len(learners)

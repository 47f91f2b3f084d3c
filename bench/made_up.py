"""The learners that benches post: those of bench/profiles.py whose field the advisor knows, as bodies of requests."""

import json
import random
from itertools import count, islice

from bench.profiles import SEED, learner, open_world
from services.intake.profile_schema import read_profile
from services.recommender.situation.errors import UnresolvedOccupation
from services.wiring import Advisor


def known_learners(advisor: Advisor, most: int) -> list[bytes]:
    """Return so many of them."""
    world, dice = open_world(advisor.knowledge), random.Random(SEED)  # noqa: S311 - learners are no secrets
    documents = (learner(number, world, dice) for number in count())
    return [json.dumps(one).encode() for one in islice(filter(lambda one: _is_known(advisor, one), documents), most)]


def _is_known(advisor: Advisor, document: dict[str, object]) -> bool:
    try:
        advisor.resolve_occupation(read_profile(document))
    except UnresolvedOccupation:
        return False
    return True

"""No credential stands twice in the catalogue of one country, and no two there are called the same."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from services.recommender.names.skills.skill_words import fold, without_brackets
from tests.builders import shipped
from tools.build_data.sources.facts.added_facts import read_added_credentials

KNOWN = shipped.knowledge().catalogue.credentials
ADDED = Path(__file__).parents[3] / "data" / "catalogue"

#: Pairs that share a name rightly, and what tells them apart.
BY_ISSUER = "a course that its maker named after its subject"
BY_FIELD = "one name for two kinds of work: the field aimed at tells which is meant"
BY_PLACE = "the one of a state beside that of the states that have no entry"
BY_BODY = "two bodies certify the same occupation under one name"
ALLOWED = {
    (
        "disasterready-project-management-essentials",
        "management-and-strategy-institute-project-management-essentials",
    ): (BY_ISSUER),
    ("great-learning-project-management", "oxford-home-study-centre-project-management"): BY_ISSUER,
    ("hackerrank-python-beginner", "kaggle-python"): BY_ISSUER,
    ("hackerrank-problem-solving-beginner", "hackerrank-problem-solving-intermediate"): "two levels of one test",
    ("au-master-of-teaching", "au-master-of-teaching-2"): BY_FIELD,
    ("br-registro-no-coren", "br-registro-no-coren-tecnico"): BY_FIELD,
    ("ch-fachfrau-fachmann-betreuung-efz", "ch-fachfrau-fachmann-betreuung-efz-kinder"): BY_FIELD,
    ("mx-licencia-federal-de-conductor", "mx-licencia-federal-pasaje"): BY_FIELD,
    ("us-journeyman-electrician-license", "us-state-journeyman-electrician-license"): BY_PLACE,
    ("us-real-estate-salesperson-license", "us-state-real-estate-salesperson-license"): BY_PLACE,
    ("ptcb-cpht", "us-nha-excpt"): BY_BODY,
}


def countries(places):
    """The countries in which something counts; that with no places counts in any."""
    return {place.partition("-")[0] for place in places} or {"*"}


def sharing(entries):
    """Pairs of ids, of (id, title, other names, places), that count in one country and share a name; and the names."""
    called = defaultdict(list)
    for identity, title, others, places in entries:
        for name in {fold(one) for one in (title, without_brackets(title), *others)}:
            called[name].append((identity, countries(places)))
    pairs = defaultdict(set)
    for name, those in called.items():
        for (one, here), (other, there) in combinations(sorted(those, key=lambda each: each[0]), 2):
            if here & there or "*" in here | there:
                pairs[one, other].add(name)
    return pairs


def test_no_two_credentials_of_one_country_share_a_name():
    pairs = sharing((one.id, one.title, one.also_called, one.valid_in) for one in KNOWN.values())
    assert {pair: names for pair, names in pairs.items() if pair not in ALLOWED} == {}


def test_every_exception_is_still_one():
    pairs = sharing((one.id, one.title, one.also_called, one.valid_in) for one in KNOWN.values())
    assert set(ALLOWED) <= set(pairs)


def test_no_two_rows_of_our_own_table_share_a_name_that_the_build_then_drops():
    rows = read_added_credentials(ADDED)
    pairs = sharing((row["id"], row["title"], row.get("also_called", ()), row.get("valid_in", ())) for row in rows)
    assert {pair: names for pair, names in pairs.items() if pair not in ALLOWED} == {}


@pytest.mark.parametrize(
    ("places", "others", "found"),
    [(["GB"], ["GB-SCT"], True), (["GB"], ["IE", "GB"], True), (["GB"], ["IE"], False), ([], ["IE"], True)],
)
def test_a_name_is_shared_where_both_count(places, others, found):
    entries = [("a", "Green Card (CSCS)", [], places), ("b", "Card", ["green  card"], others)]
    assert (("a", "b") in sharing(entries)) is found

"""The sources of our own rules say what they are, and what was read can be found again."""

from services.recommender.rulebook.rule_source import SourceBasis
from tests.builders import shipped

SOURCES = [(rule.id, source) for rule in shipped.rulebook().rules.values() for source in rule.sources]

#: Where our own data and measurements are described, which have no address of their own in a rule.
OURS = ("O*NET 29.3", "ESCO v1.1.1", "Credwise, bench/", "Credwise, data/")


def test_every_source_says_what_it_is():
    assert [name for name, source in SOURCES if not source.states_basis] == []


def test_what_was_read_elsewhere_has_an_address():
    read = [(name, source) for name, source in SOURCES if source.basis is SourceBasis.READ]
    assert [name for name, source in read if source.address is None and not source.title.startswith(OURS)] == []


def test_no_title_says_what_the_basis_says():
    assert [name for name, source in SOURCES if "memory" in source.title or "to be checked" in source.title] == []


def test_the_list_of_licences_is_remembered_as_its_own_description_says():
    """data/licensure/SOURCE.md: nobody has confirmed the entries with the authorities they name."""
    cited = [source.basis for _, source in SOURCES if "data/licensure" in source.title]
    assert set(cited) == {SourceBasis.REMEMBERED}


def test_one_source_has_one_basis_and_one_address():
    known = {}
    for name, source in SOURCES:
        assert known.setdefault(source.title, (source.basis, source.address)) == (source.basis, source.address), name

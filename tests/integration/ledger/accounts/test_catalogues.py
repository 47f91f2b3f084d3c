"""Clients' own catalogues in the ledger: kept by hash, one active at most, and each evaluation keeps its own."""

from dataclasses import replace

import pytest

from services.ledger.accounts.catalogues import VERSIONS_LISTED, Catalogues, catalogue_of
from services.ledger.store import keys
from services.ledger.store.errors import CatalogueGone, LedgerFull, NotFound

TEXT = '{"id": "hr:zürich"}\n' * 100


@pytest.fixture
def catalogues(redis_client, policy):
    return Catalogues(redis_client, policy)


@pytest.fixture
def put(catalogues):
    return lambda name, client="hr", text=TEXT: catalogues.put(client, name, text, credentials=100, stacks=2)


def test_what_is_kept_is_not_active_before_it_is_made_so(catalogues, put):
    put("sha256:1")
    assert catalogues.active("hr") is None
    [version] = catalogues.versions("hr")
    assert (version.content_hash, version.credentials, version.stacks, version.is_active) == ("sha256:1", 100, 2, False)
    catalogues.activate("hr", "sha256:1")
    assert catalogues.active("hr").content_hash == "sha256:1"
    assert catalogues.active("hr").read() == TEXT
    catalogues.activate("hr", None)
    assert catalogues.active("hr") is None


def test_an_earlier_version_is_brought_back(catalogues, put):
    put("sha256:1")
    put("sha256:2", text="{}")
    for name in ("sha256:1", "sha256:2", "sha256:1"):
        catalogues.activate("hr", name)
        assert [each.content_hash for each in catalogues.versions("hr") if each.is_active] == [name]
    assert {each.content_hash for each in catalogues.versions("hr")} == {"sha256:1", "sha256:2"}


def test_no_client_finds_or_activates_anothers_catalogue(catalogues, put):
    put("sha256:1")
    assert catalogues.versions("lms") == ()
    with pytest.raises(NotFound):
        catalogues.activate("lms", "sha256:1")
    assert catalogues.active("lms") is None


def test_the_text_is_kept_compressed(put, redis_client):
    put("sha256:1")
    assert len(redis_client.hget(f"{keys.CATALOGUE}hr:sha256:1", "text")) < len(TEXT) / 10


def test_an_evaluation_keeps_the_catalogue_that_was_active_when_it_was_accepted(catalogues, put, accept, redis_client):
    before = accept("hr")
    put("sha256:1")
    put("sha256:2", text="{}")
    catalogues.activate("hr", "sha256:1")
    under_the_first, anothers = accept("hr"), accept("lms")
    catalogues.activate("hr", None)
    assert catalogues.noted_for("hr", before) is None
    assert catalogues.noted_for("hr", under_the_first).content_hash == "sha256:1"
    assert catalogues.noted_for("hr", accept("hr")) is None
    assert catalogues.noted_for("lms", anothers) is None
    assert catalogue_of(redis_client, under_the_first).read() == TEXT
    assert catalogue_of(redis_client, before) is None
    assert catalogue_of(redis_client, "rec_none") is None


def test_beyond_the_limit_the_oldest_are_listed_no_more_but_kept_for_what_is_owed(
    catalogues, put, accept, redis_client, policy
):
    put("sha256:first")
    catalogues.activate("hr", "sha256:first")
    owed = accept("hr")
    put("sha256:second")
    catalogues.activate("hr", "sha256:second")
    for number in range(VERSIONS_LISTED):
        put(f"sha256:{number}")
    listed = {each.content_hash for each in catalogues.versions("hr")}
    assert "sha256:first" not in listed
    assert "sha256:second" in listed, "the active one is never given up"
    assert catalogues.noted_for("hr", owed).read() == TEXT
    assert 0 < redis_client.pttl(f"{keys.CATALOGUE}hr:sha256:first") <= policy.retention.total_seconds() * 1000
    assert redis_client.pttl(f"{keys.CATALOGUE}hr:sha256:second") == -1
    with pytest.raises(NotFound):
        catalogues.activate("hr", "sha256:first")
    put("sha256:first")
    assert redis_client.pttl(f"{keys.CATALOGUE}hr:sha256:first") == -1


def test_a_version_that_is_gone_is_said_to_be_so_when_it_is_read(catalogues, put, redis_client):
    put("sha256:1")
    catalogues.activate("hr", "sha256:1")
    redis_client.delete(f"{keys.CATALOGUE}hr:sha256:1")
    with pytest.raises(CatalogueGone, match="sha256:1"):
        catalogues.active("hr").read()


def test_a_full_ledger_keeps_no_more_catalogues_and_says_so(redis_client, policy):
    full = Catalogues(redis_client, replace(policy, shed_above_percent=0))
    with pytest.raises(LedgerFull):
        full.put("hr", "sha256:1", TEXT, credentials=1, stacks=0)
    assert full.versions("hr") == ()

"""What may be said of where Redis is: Sentinels, their ports, who calls, and which primary and database is meant."""

import pytest

from services.broker.celery_app import broker_url
from services.redis_address import SentinelAddress
from services.settings import SettingsError, read_settings

WHOLE = "sentinel://hr:p%40ss%3B@one:26380,two,[::1]:5/credwise/2"


def test_several_sentinels_are_read_with_login_name_and_database():
    address = SentinelAddress.of(WHOLE)
    assert address.sentinels == (("one", 26380), ("two", 26379), ("::1", 5))
    assert (address.name, address.username, address.password, address.database) == ("credwise", "hr", "p@ss;", 2)


def test_login_port_and_database_may_be_left_out():
    address = SentinelAddress.of("sentinel://one/credwise")
    assert (address.sentinels, address.username, address.password) == ((("one", 26379),), None, None)
    assert address.database == 0


def test_kombu_gets_an_address_for_each_sentinel_and_others_as_they_are():
    at = "sentinel://hr:p%40ss%3B@"
    assert broker_url(WHOLE) == f"{at}one:26380/2;{at}two:26379/2;{at}[::1]:5/2"
    assert broker_url("sentinel://one/credwise") == "sentinel://one:26379/0"
    assert broker_url("rediss://one:6379/0") == "rediss://one:6379/0"


@pytest.mark.parametrize("end", ["one:26379", "one/", "one,/credwise", "one:port/credwise", "one/credwise/first"])
def test_what_names_no_sentinel_or_no_primary_is_refused_without_being_shown(end):
    with pytest.raises(SettingsError) as refused:
        read_settings({"CREDWISE_REDIS_URL": f"sentinel://:hidden@{end}"})
    assert "CREDWISE_REDIS_URL: must look like sentinel://" in str(refused.value)
    assert "hidden" not in str(refused.value)

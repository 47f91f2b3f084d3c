"""What may be said of where Redis is: Sentinels, their ports, who calls, and which primary and database is meant."""

import pytest
from servers.tls_redis import Authority

from services.broker.celery_app import broker_url
from services.redis_address import RedisAddress, SentinelAddress
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


BY_TLS = "rediss://:hidden@redis.example.org:6379/0"


def refusal(**environ):
    with pytest.raises(SettingsError) as refused:
        read_settings(environ)
    assert "hidden" not in str(refused.value)
    return str(refused.value)


def test_files_for_tls_are_read_and_every_certificate_is_checked(tmp_path):
    authority = Authority(tmp_path)
    ours = authority.sign("ours")
    settings = read_settings(
        {
            "CREDWISE_REDIS_URL": BY_TLS,
            "CREDWISE_REDIS_CA": str(authority.file),
            "CREDWISE_REDIS_CERTIFICATE": str(ours),
        }
    )
    assert settings.redis == RedisAddress(BY_TLS, ca=authority.file, certificate=ours)
    checked = {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
    assert settings.redis.tls() == {**checked, "ssl_ca_certs": str(authority.file), "ssl_certfile": str(ours)}
    assert RedisAddress(BY_TLS).tls() == checked
    assert RedisAddress("redis://redis.example.org:6379/0").tls() == {}


def test_an_address_is_shown_without_its_password():
    address = RedisAddress(BY_TLS)
    assert address.shown == "rediss://redis.example.org:6379/0"
    assert "hidden" not in repr(address)
    assert "hidden" not in repr(read_settings({"CREDWISE_REDIS_URL": BY_TLS}))


@pytest.mark.parametrize("name", ["CREDWISE_REDIS_CA", "CREDWISE_REDIS_CERTIFICATE"])
def test_a_file_that_is_missing_or_a_folder_or_without_tls_is_refused(tmp_path, name):
    missing = refusal(CREDWISE_REDIS_URL=BY_TLS, **{name: str(tmp_path / "missing.pem")})
    assert "missing.pem': cannot be read: No such file or directory" in missing
    assert "cannot be read" in refusal(CREDWISE_REDIS_URL=BY_TLS, **{name: str(tmp_path)})
    whole = str(Authority(tmp_path).sign("ours"))
    plain = refusal(CREDWISE_REDIS_URL="redis://:hidden@redis.example.org:6379/0", **{name: whole})
    assert "is of use with TLS only: let CREDWISE_REDIS_URL begin with rediss://" in plain


def test_a_file_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "text.pem").write_text("no certificate")
    text, authority = str(tmp_path / "text.pem"), str(Authority(tmp_path).file)
    assert "a line BEGIN CERTIFICATE" in refusal(CREDWISE_REDIS_URL=BY_TLS, CREDWISE_REDIS_CA=text)
    for other in (text, authority):
        said = refusal(CREDWISE_REDIS_URL=BY_TLS, CREDWISE_REDIS_CERTIFICATE=other)
        assert "must be a file with a certificate and its key (PEM)" in said


@pytest.mark.parametrize(
    "asked", ["ssl_cert_reqs=none", "ssl_check_hostname=false", "ssl_ca_certs=/ca.pem", "db=0&ssl="]
)
def test_an_address_cannot_switch_the_checks_off(asked):
    assert "certificates are always checked" in refusal(CREDWISE_REDIS_URL=f"{BY_TLS}?{asked}")


def test_the_login_of_sentinels_is_read_and_never_shown():
    environ = {"CREDWISE_SENTINEL_USER": "asker", "CREDWISE_SENTINEL_PASSWORD": "hush-hush"}
    settings = read_settings({"CREDWISE_REDIS_URL": "sentinels://one/credwise", **environ})
    assert (settings.redis.sentinel_user, settings.redis.sentinel_password) == ("asker", "hush-hush")
    assert settings.redis.tls()["ssl_cert_reqs"] == "required"
    assert "hush-hush" not in repr(settings) + repr(settings.redis)
    said = refusal(CREDWISE_REDIS_URL="redis://one:6379/0", **environ)
    assert said.count("is of use with Sentinels only") == 2
    assert "hush-hush" not in said

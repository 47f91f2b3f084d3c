"""What the environment may say of the keys of links: none, or long ones, and never repeated where it is wrong."""

from base64 import b64encode

import pytest

from services.settings import SettingsError, read_settings

OLD, NEW = "o" * 43, "n" * 64


def test_keys_of_links_are_read_in_their_order():
    assert read_settings({}).link_keys == ()
    assert read_settings({"CREDWISE_LINK_KEYS": f"{NEW}, {OLD}"}).link_keys == (NEW, OLD)


def test_a_short_key_is_refused_without_being_shown():
    with pytest.raises(SettingsError) as refused:
        read_settings({"CREDWISE_LINK_KEYS": f"{NEW},too-short"})
    assert "CREDWISE_LINK_KEYS: must be keys of at least 43 characters" in str(refused.value)
    assert "too-short" not in str(refused.value)
    assert NEW not in str(refused.value)


def test_settings_that_are_shown_show_no_key():
    assert NEW not in repr(read_settings({"CREDWISE_LINK_KEYS": NEW}))


def test_the_audit_key_is_given_itself_or_as_a_file(tmp_path):
    seed = b64encode(b"s" * 32).decode()
    (tmp_path / "seed").write_text(f"{seed}\n", "ascii")

    assert read_settings({}).audit_key is None
    for given in (seed, f"file:{tmp_path}/seed"):
        settings = read_settings({"CREDWISE_AUDIT_KEY": given})
        assert settings.audit_key == b"s" * 32
        assert seed not in repr(settings)
        assert "ssss" not in repr(settings)


@pytest.mark.parametrize("given", ["c2hvcnQ=", "no base64!", "file:/no/such/file", "s" * 44])
def test_an_audit_key_that_is_none_is_refused_without_being_shown(given):
    with pytest.raises(SettingsError) as refused:
        read_settings({"CREDWISE_AUDIT_KEY": given})
    assert "CREDWISE_AUDIT_KEY: must be 32 random bytes in base64" in str(refused.value)
    assert given not in str(refused.value)


def test_the_country_of_a_deployment_is_a_code():
    assert read_settings({}).country is None
    assert read_settings({"CREDWISE_COUNTRY": "gb"}).country == "GB"
    with pytest.raises(SettingsError, match="ISO 3166-1"):
        read_settings({"CREDWISE_COUNTRY": "Britain"})


def test_no_host_is_asked_of_credentials_unless_it_is_allowed_by_its_own_or_its_issuers_name():
    assert read_settings({}).credential_hosts == ()
    named = read_settings({"CREDWISE_CREDENTIAL_HOSTS": "Credly, issuer.example.org"}).credential_hosts
    assert named == ("api.credly.com", "www.credly.com", "issuer.example.org")
    everyone = read_settings({"CREDWISE_CREDENTIAL_HOSTS": "big-issuers"}).credential_hosts
    assert {"api.credly.com", "api.badgr.io", "api.accredible.com"} <= set(everyone)


@pytest.mark.parametrize("hosts", ["credley", "https://issuer.example.org", "issuer.example.org/x"])
def test_what_is_no_host_and_no_issuer_is_refused_with_the_names_there_are(hosts):
    with pytest.raises(SettingsError, match=r"big-issuers, accredible, badgr"):
        read_settings({"CREDWISE_CREDENTIAL_HOSTS": hosts})


def test_limits_of_clients_are_numbers_or_none():
    limits = read_settings(
        {"CREDWISE_CLIENT_PROFILES_PER_MINUTE": "600", "CREDWISE_CLIENT_ENDPOINTS": "none"}
    ).client_limits
    assert (limits["profiles_per_minute"], limits["endpoints"]) == (600, None)
    with pytest.raises(SettingsError, match="CREDWISE_CLIENT_PROFILES_OWED='0': must be a whole number of 1 or more"):
        read_settings({"CREDWISE_CLIENT_PROFILES_OWED": "0"})


def test_keys_that_seal_secrets_are_given_themselves_or_as_files_in_their_order(tmp_path):
    first, second = (b64encode(bytes([byte]) * 32).decode() for byte in b"fs")
    (tmp_path / "second").write_text(f"{second}\n", "ascii")
    assert read_settings({}).secrets_keys == ()
    settings = read_settings({"CREDWISE_SECRETS_KEYS": f"{first}, file:{tmp_path}/second"})
    assert settings.secrets_keys == (b"f" * 32, b"s" * 32)
    assert "ffff" not in repr(settings)


@pytest.mark.parametrize("given", ["c2hvcnQ=", "no base64!", "file:/no/such/file", f"{'A' * 43}=,short"])
def test_a_key_that_seals_nothing_is_refused_with_how_to_make_one(given):
    with pytest.raises(SettingsError, match="credwise ops secrets new-key") as refused:
        read_settings({"CREDWISE_SECRETS_KEYS": given})
    assert given not in str(refused.value)


def test_a_refused_address_is_told_without_the_password_in_it():
    for name in ("CREDWISE_REDIS_URL", "CREDWISE_ARCHIVE_URL"):
        with pytest.raises(SettingsError, match=name) as refused:
            read_settings({name: "http://credwise:guess-me@127.0.0.1/0"})

        assert "guess-me" not in str(refused.value)

"""Webhooks are signed as Standard Webhooks says; its own Python library is the judge."""

import base64
import os
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from workers.webhook.signing import signed_headers

secrets = st.binary(min_size=24, max_size=64).map(lambda key: "whsec_" + base64.b64encode(key).decode())
bodies = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(lambda text: f'{{"t":"{text}"}}'.encode())


def sign(body, *with_secrets, webhook_id="rec_1.lms"):
    return signed_headers(webhook_id=webhook_id, sent_at=datetime.now(UTC), body=body, secrets=with_secrets)


def verify(secret, body, headers):
    """The library reads JSON after it has verified; only its verdict on the signature matters here."""
    with suppress(ValueError):
        Webhook(secret).verify(body, dict(headers))


@given(bodies, st.lists(secrets, min_size=1, max_size=3, unique=True))
def test_every_secret_of_an_endpoint_verifies_the_body(body, several):
    headers = sign(body, *several)

    for secret in several:
        verify(secret, body, headers)


@given(bodies, secrets, secrets)
def test_another_secret_does_not_verify_it(body, secret, other):
    headers = sign(body, secret)

    if secret != other:
        with pytest.raises(WebhookVerificationError):
            verify(other, body, headers)


@pytest.mark.parametrize("changed", ["webhook-id", "webhook-timestamp", "body"])
def test_a_changed_byte_is_noticed(changed):
    secret = "whsec_" + base64.b64encode(os.urandom(32)).decode()
    body = '{"text":"Rösti, 你好"}'.encode()
    headers = dict(sign(body, secret))
    if changed == "body":
        body += b" "
    else:
        headers[changed] = headers[changed][:-1] + ("1" if headers[changed][-1] != "1" else "2")

    with pytest.raises(WebhookVerificationError):
        verify(secret, body, headers)


def test_the_timestamp_is_the_attempts_in_whole_seconds():
    moment = datetime(2026, 11, 22, 8, 30, 15, 999_000, tzinfo=UTC)

    headers = signed_headers(webhook_id="a", sent_at=moment, body=b"{}", secrets=["whsec_" + "A" * 32])

    assert headers["webhook-timestamp"] == str(int(datetime(2026, 11, 22, 8, 30, 15, tzinfo=UTC).timestamp()))


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_not base64!", base64.b64encode(b"k" * 32).decode()])
def test_a_malformed_secret_is_refused_without_being_shown(secret):
    with pytest.raises(ValueError, match="whsec_ followed by base64") as refused:
        sign(b"{}", secret)

    assert not secret or secret == "whsec_" or secret not in str(refused.value)

"""Is anything set that is seldom meant so?"""

from collections.abc import Iterator
from ipaddress import ip_network
from urllib.parse import urlsplit

from services.ledger.checkup.findings import CheckupFinding, ok, warning
from services.settings import Settings


def of_configuration(settings: Settings) -> Iterator[CheckupFinding]:
    """Look for settings that are allowed and seldom wanted."""
    topic = "configuration"
    if urlsplit(settings.public_url).hostname in {"127.0.0.1", "localhost", "::1"}:
        yield warning(
            topic,
            f"Links and thin webhooks lead to {settings.public_url}, which only this computer reaches.",
            "set CREDWISE_PUBLIC_URL to the address that clients use",
        )
    if not settings.link_keys:
        yield warning(
            topic, "No learner can be given a link: no key signs them.", "set CREDWISE_LINK_KEYS: openssl rand -hex 32"
        )
    if settings.archive_url is not None and settings.audit_key is None:
        yield warning(
            topic,
            "No key signs the log of decisions, so there are no receipts.",
            "set CREDWISE_AUDIT_KEY: openssl rand -base64 32",
        )
    if wide := [network for network in settings.webhook_allow if ip_network(network).is_loopback]:
        yield warning(
            topic,
            f"Webhooks may reach this computer itself ({', '.join(wide)}).",
            "take it out of CREDWISE_WEBHOOK_ALLOW, unless this is a trial",
        )
    if settings.metrics_public:
        yield warning(topic, "/metrics needs no key.", "unset CREDWISE_METRICS_PUBLIC, or keep it inside")
    yield ok(topic, "Every variable of the environment can be used.")

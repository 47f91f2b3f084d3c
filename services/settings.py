"""Every environment variable Credwise reads: read once, typed, checked at start, all problems reported together."""

import os
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from services.client_limits import LIMITS, NONE, LimitName, read_limit

T = TypeVar("T")

#: The checkout (or the image's /app): rules/ and data/ lie in it unless settings say otherwise.
ROOT = Path(__file__).resolve().parents[1]

#: The webhook retry schedule ends after about 3.2 days plus jitter; a recommendation must outlive its deliveries.
SHORTEST_RETENTION = timedelta(days=5)


class SettingsError(Exception):
    """The environment asks for something impossible; the message lists every variable at fault. Mend and restart."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What this process was told. One instance per process, made by `read_settings`, handed to whoever needs it.

    `redis_url` serves ledger and broker. `api_health_port` answers liveness and readiness only. `api_evaluators` are
    processes beside the `api_workers`, which take their long work off them; each worker has at most `api_evaluations`
    requests with them at once. `link_keys` sign the links for learners: the first makes new ones, all of them
    open pages; without any there are no links. `webhook_allow` lists networks (CIDR) that webhooks may reach although
    they are not public, over http too: for local use only. With `webhook_proof` (usual where nothing is
    allowed) nothing is sent to an address before it is proved to be its client's; `webhook_proxy` is what https
    webhooks go through.
    `credential_hosts` are the hosts that issuers' keys, hosted badges and status lists may be fetched from; without
    any, nothing is. `evaluate_bundle` is how long the evaluations may take together that a process claims at once.
    `lease` is how long a claim holds without being finished; `wake_grace` after how long the dispatcher looks at what
    nobody has taken; `catalogue_work` how long the API may be at work on reading one posted catalogue. What was decided
    moves to the database at `archive_url`; without one it stays in Redis. An idempotency key is good for `idempotency`;
    None: for the retention time. `client_limits` hold for every client that has none of its own. `audit_key` is the
    seed of the key (Ed25519) that signs the logs of decisions and what was erased; without it nothing is signed.
    `country` is where learners want to work whose profile does not say it; None: the US, said so.
    """

    redis_url: str
    rules_dir: Path
    data_dir: Path
    api_host: str
    api_port: int
    api_health_port: int
    api_workers: int
    api_evaluators: int
    api_evaluations: int
    public_url: str
    link_keys: tuple[str, ...] = field(repr=False)
    evaluate_processes: int
    evaluate_bundle: timedelta
    deliver_threads: int
    lease: timedelta
    wake_grace: timedelta
    dispatch_every: timedelta
    retention: timedelta
    max_body_bytes: int
    max_batch_bytes: int
    max_catalogue_bytes: int
    catalogue_work: timedelta
    shed_above_percent: int
    webhook_allow: tuple[str, ...]
    webhook_proof: bool
    webhook_proxy: str | None
    credential_hosts: tuple[str, ...]
    metrics_public: bool
    log_format: str
    traces: str
    country: str | None = None
    archive_url: str | None = field(default=None, repr=False)
    idempotency: timedelta | None = None
    client_limits: Mapping[LimitName, int | None] = field(default_factory=dict)
    audit_key: bytes | None = field(default=None, repr=False)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment (by default this process's) into Settings; raise SettingsError naming every fault."""
    read = _Reader(os.environ if environ is None else environ)
    api_port = read("CREDWISE_API_PORT", "8080", _between(1, 65535))
    allow = read("CREDWISE_WEBHOOK_ALLOW", "", _networks)
    settings = Settings(
        redis_url=read("CREDWISE_REDIS_URL", "redis://127.0.0.1:6379/0", _redis_url),
        rules_dir=read("CREDWISE_RULES_DIR", str(ROOT / "rules"), _folder),
        data_dir=read("CREDWISE_DATA_DIR", str(ROOT / "data"), _folder),
        api_host=read("CREDWISE_API_HOST", "127.0.0.1", str),
        api_port=api_port,
        api_health_port=read("CREDWISE_API_HEALTH_PORT", str(min(api_port + 1, 65535)), _between(1, 65535)),
        api_workers=read("CREDWISE_API_WORKERS", "2", _between(1, 64)),
        api_evaluators=read("CREDWISE_API_EVALUATORS", "1", _between(1, 64)),
        api_evaluations=read("CREDWISE_API_EVALUATIONS", "8", _between(1, 256)),
        public_url=read("CREDWISE_PUBLIC_URL", "http://127.0.0.1:8080", _http_url),
        link_keys=read("CREDWISE_LINK_KEYS", "", _keys, is_secret=True),
        evaluate_processes=read("CREDWISE_EVALUATE_PROCESSES", "2", _between(1, 64)),
        evaluate_bundle=read("CREDWISE_EVALUATE_BUNDLE_SECONDS", "0.2", _seconds(0.01, 60)),
        deliver_threads=read("CREDWISE_DELIVER_THREADS", "128", _between(2, 256)),
        lease=read("CREDWISE_LEASE_SECONDS", "60", _seconds(5, 3600)),
        wake_grace=read("CREDWISE_WAKE_GRACE_SECONDS", "5", _seconds(1, 600)),
        dispatch_every=read("CREDWISE_DISPATCH_EVERY_SECONDS", "0.5", _seconds(0.1, 60)),
        retention=read("CREDWISE_RETENTION_DAYS", "30", _days(SHORTEST_RETENTION.days, 3650)),
        max_body_bytes=read("CREDWISE_MAX_BODY_BYTES", "262144", _between(1024, 16 * 1024 * 1024)),
        max_batch_bytes=read("CREDWISE_MAX_BATCH_BYTES", "67108864", _between(1024, 1024 * 1024 * 1024)),
        max_catalogue_bytes=read("CREDWISE_MAX_CATALOGUE_BYTES", "4194304", _between(1024, 64 * 1024 * 1024)),
        catalogue_work=read("CREDWISE_CATALOGUE_WORK_SECONDS", "6", _seconds(0.1, 600)),
        shed_above_percent=read("CREDWISE_SHED_ABOVE_PERCENT", "80", _between(10, 99)),
        webhook_allow=allow,
        webhook_proof=read("CREDWISE_WEBHOOK_PROOF", "off" if allow else "required", _proof),
        webhook_proxy=read("CREDWISE_WEBHOOK_PROXY", "", _proxy),
        credential_hosts=read("CREDWISE_CREDENTIAL_HOSTS", "", _hosts),
        metrics_public=read("CREDWISE_METRICS_PUBLIC", "false", _boolean),
        traces=read("CREDWISE_TRACES", "", _http_url_or_nothing),
        log_format=read("CREDWISE_LOG_FORMAT", "text", _log_format),
        country=read("CREDWISE_COUNTRY", "", _country),
        archive_url=read("CREDWISE_ARCHIVE_URL", "", _database_url, is_secret=True),
        idempotency=read("CREDWISE_IDEMPOTENCY_DAYS", "", _days_or_none(1, 3650)),
        client_limits={
            name: read(limit.setting, NONE if limit.usual is None else str(limit.usual), read_limit)
            for name, limit in LIMITS.items()
        },
        audit_key=read("CREDWISE_AUDIT_KEY", "", _seed, is_secret=True),
    )
    read.raise_problems()
    return settings


#: Bytes of the seed of an Ed25519 key (RFC 8032).
SEED_BYTES = 32

#: What a seed begins with that lies in a file.
IN_A_FILE = "file:"

#: The fewest characters of a key: as many as 32 random bytes have in base64.
SHORTEST_KEY = 43


class _Reader:
    """Reads one variable after another and keeps the problems, so that all are reported at once."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._problems: list[str] = []

    def __call__(self, name: str, default: str, parse: Callable[[str], T], *, is_secret: bool = False) -> T:
        text = self._environ.get(name, "").strip() or default
        try:
            return parse(text)
        except ValueError as error:
            self._problems.append(f"{name}{'' if is_secret else f'={text!r}'}: {error}")
            return parse(default)

    def raise_problems(self) -> None:
        if self._problems:
            raise SettingsError("The environment cannot be used:\n  " + "\n  ".join(self._problems))


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse


def _seconds(low: float, high: float) -> Callable[[str], timedelta]:
    def parse(text: str) -> timedelta:
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1.0
        if not low <= seconds <= high:
            raise ValueError(f"must be a number of seconds from {low} to {high}")
        return timedelta(seconds=seconds)

    return parse


def _days(low: int, high: int) -> Callable[[str], timedelta]:
    whole = _between(low, high)
    return lambda text: timedelta(days=whole(text))


def _days_or_none(low: int, high: int) -> Callable[[str], timedelta | None]:
    days = _days(low, high)
    return lambda text: days(text) if text else None


def _boolean(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise ValueError("must be true or false")
    return text.lower() == "true"


def _proof(text: str) -> bool:
    if text.lower() not in {"required", "off"}:
        raise ValueError("must be required or off")
    return text.lower() == "required"


def _log_format(text: str) -> str:
    if text not in {"text", "json"}:
        raise ValueError("must be text or json")
    return text


def _redis_url(text: str) -> str:
    if not text.startswith(("redis://", "rediss://")):
        raise ValueError("must look like redis://[:password@]host:port/database, or rediss:// for TLS")
    return text


def _database_url(text: str) -> str | None:
    if text and not text.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("must look like postgresql://user:password@host/database, or sqlite:////folder/archive.db")
    return text or None


def _http_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("must be the address clients use, like https://credwise.example.org")
    return text.rstrip("/")


def _http_url_or_nothing(text: str) -> str:
    return _http_url(text) if text else ""


def _proxy(text: str) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme != "http" or not parts.hostname or not parts.port or parts.path not in {"", "/"} or parts.query:
        raise ValueError("must look like http://[user:password@]host:port")
    return text


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ValueError("no such folder")
    return path


def _networks(text: str) -> tuple[str, ...]:
    return tuple(str(ip_network(part.strip())) for part in text.split(",") if part.strip())


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(part.strip() for part in text.split(",") if part.strip())
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise ValueError(
            f"must be keys of at least {SHORTEST_KEY} characters parted by commas, the one to sign with first; "
            "`openssl rand -hex 32` makes one"
        )
    return keys


def _seed(text: str) -> bytes | None:
    """Read the seed of a key, given itself or as the file that holds it."""
    if not text:
        return None
    try:
        held = Path(text.removeprefix(IN_A_FILE)).read_text("ascii").strip() if text.startswith(IN_A_FILE) else text
        seed = b64decode(held, validate=True)
    except (OSError, ValueError):
        seed = b""
    if len(seed) != SEED_BYTES:
        raise ValueError(
            f"must be {SEED_BYTES} random bytes in base64, or {IN_A_FILE} and the file that holds them; "
            "`openssl rand -base64 32` makes them"
        )
    return seed


def _country(text: str) -> str | None:
    if text and not (len(text) == len("GB") and text.isascii() and text.isalpha()):
        raise ValueError("must be a country's ISO 3166-1 code of two letters, like GB")
    return text.upper() or None


#: Where the issuers and platforms that most credentials come from publish keys, badges and what they revoked, by the
#: name that allows them. Addresses as credentials of theirs name them; read on 2026-11-29.
ISSUER_HOSTS = {
    "accredible": ("api.accredible.com",),
    "badgr": ("api.badgr.io", "api.eu.badgr.io", "api.ca.badgr.io", "api.au.badgr.io"),
    "credly": ("api.credly.com", "www.credly.com"),
    "dcc": ("digitalcredentials.github.io",),
    "learncard": ("network.learncard.com",),
    "mit": ("digitalcredentials.odl.mit.edu", "digitalcredentials.mit.edu"),
    "openbadgefactory": ("openbadgefactory.com",),
}

#: The name that allows all of them.
ALL_ISSUERS = "big-issuers"


def _hosts(text: str) -> tuple[str, ...]:
    """Return names of hosts; an issuer's name stands for the hosts where it publishes."""
    hosts: dict[str, None] = {}
    for name in (part.strip().lower() for part in text.split(",") if part.strip()):
        if name == ALL_ISSUERS:
            hosts |= dict.fromkeys(host for several in ISSUER_HOSTS.values() for host in several)
        elif name in ISSUER_HOSTS:
            hosts |= dict.fromkeys(ISSUER_HOSTS[name])
        elif "." in name and all(char.isalnum() or char in ".-" for char in name):
            hosts[name] = None
        else:
            known = ", ".join((ALL_ISSUERS, *ISSUER_HOSTS))
            raise ValueError(f"must be hosts like issuer.example.org, without https://, or {known}; parted by commas")
    return tuple(hosts)

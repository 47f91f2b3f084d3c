"""Every environment variable Credwise reads: read once, typed, checked at start, all problems reported together."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from services import setting_values as value
from services.client_limits import LIMITS, NONE, LimitName, read_limit
from services.redis_address import RedisAddress

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

    `redis_url` serves ledger and broker; `redis` adds by what it is known. `redis_replicas` is how many replicas have
    what a client is promised before it is answered. `api_health_port` answers liveness and readiness only.
    `api_evaluators` are processes beside the `api_workers`, which take their long work off them; each worker has at
    most `api_evaluations` requests with them at once. `link_keys` sign the links for learners: the first makes new
    ones, all of them open pages; without any there are no links. `webhook_allow` lists networks (CIDR) that webhooks
    may reach although they are not public, over http too: for local use only. With `webhook_proof` (usual where nothing
    is allowed) nothing is sent to an address before it is proved to be its client's; `webhook_proxy` is what https
    webhooks go through.
    `credential_hosts` are the hosts that issuers' keys, hosted badges and status lists may be fetched from; without
    any, nothing is. `evaluate_bundle` is how long the evaluations may take together that a process claims at once.
    `lease` is how long a claim holds without being finished; `wake_grace` after how long the dispatcher looks at what
    nobody has taken; `catalogue_work` how long the API may be at work on reading one posted catalogue. What was decided
    moves to the database at `archive_url`; without one it stays in Redis. An idempotency key is good for `idempotency`;
    None: for the retention time. `client_limits` hold for every client that has none of its own. `audit_key` is the
    seed of the key (Ed25519) that signs the logs of decisions and what was erased; without it nothing is signed.
    `secrets_keys` seal webhook secrets in Redis: the first seals, all of them open; without any they lie open.
    `country` is where learners want to work whose profile does not say it; None: the US, said so.
    """

    redis_url: str = field(repr=False)
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
    max_import_bytes: int
    import_work: timedelta
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
    redis_ca: Path | None = None
    redis_certificate: Path | None = None
    redis_replicas: int = 0
    sentinel_user: str | None = None
    sentinel_password: str | None = field(default=None, repr=False)
    archive_url: str | None = field(default=None, repr=False)
    idempotency: timedelta | None = None
    client_limits: Mapping[LimitName, int | None] = field(default_factory=dict)
    audit_key: bytes | None = field(default=None, repr=False)
    secrets_keys: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def redis(self) -> RedisAddress:
        """Where Redis is, and by what it is known."""
        return RedisAddress(
            self.redis_url,
            ca=self.redis_ca,
            certificate=self.redis_certificate,
            sentinel_user=self.sentinel_user,
            sentinel_password=self.sentinel_password,
        )


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment (by default this process's) into Settings; raise SettingsError naming every fault.

    One table: a line a setting.
    """
    read = _Reader(os.environ if environ is None else environ)
    api_port = read("CREDWISE_API_PORT", "8080", value.between(1, 65535))
    allow = read("CREDWISE_WEBHOOK_ALLOW", "", value.networks)
    redis_url = read("CREDWISE_REDIS_URL", "redis://127.0.0.1:6379/0", value.redis_url, is_secret=True)
    settings = Settings(
        redis_url=redis_url,
        redis_ca=read("CREDWISE_REDIS_CA", "", value.authorities(redis_url)),
        redis_certificate=read("CREDWISE_REDIS_CERTIFICATE", "", value.certificate_with_key(redis_url)),
        redis_replicas=read("CREDWISE_REDIS_REPLICAS", "0", value.between(0, 5)),
        sentinel_user=read("CREDWISE_SENTINEL_USER", "", value.for_sentinels(redis_url)),
        sentinel_password=read("CREDWISE_SENTINEL_PASSWORD", "", value.for_sentinels(redis_url), is_secret=True),
        rules_dir=read("CREDWISE_RULES_DIR", str(ROOT / "rules"), value.existing_folder),
        data_dir=read("CREDWISE_DATA_DIR", str(ROOT / "data"), value.existing_folder),
        api_host=read("CREDWISE_API_HOST", "127.0.0.1", str),
        api_port=api_port,
        api_health_port=read("CREDWISE_API_HEALTH_PORT", str(min(api_port + 1, 65535)), value.between(1, 65535)),
        api_workers=read("CREDWISE_API_WORKERS", "2", value.between(1, 64)),
        api_evaluators=read("CREDWISE_API_EVALUATORS", "1", value.between(1, 64)),
        api_evaluations=read("CREDWISE_API_EVALUATIONS", "16", value.between(1, 256)),
        public_url=read("CREDWISE_PUBLIC_URL", "http://127.0.0.1:8080", value.http_url),
        link_keys=read("CREDWISE_LINK_KEYS", "", value.link_keys, is_secret=True),
        evaluate_processes=read("CREDWISE_EVALUATE_PROCESSES", "2", value.between(1, 64)),
        evaluate_bundle=read("CREDWISE_EVALUATE_BUNDLE_SECONDS", "0.2", value.seconds(0.01, 60)),
        deliver_threads=read("CREDWISE_DELIVER_THREADS", "128", value.between(2, 256)),
        lease=read("CREDWISE_LEASE_SECONDS", "60", value.seconds(5, 3600)),
        wake_grace=read("CREDWISE_WAKE_GRACE_SECONDS", "5", value.seconds(1, 600)),
        dispatch_every=read("CREDWISE_DISPATCH_EVERY_SECONDS", "0.5", value.seconds(0.1, 60)),
        retention=read("CREDWISE_RETENTION_DAYS", "30", value.days(SHORTEST_RETENTION.days, 3650)),
        max_body_bytes=read("CREDWISE_MAX_BODY_BYTES", "262144", value.between(1024, 16 * 1024 * 1024)),
        max_batch_bytes=read("CREDWISE_MAX_BATCH_BYTES", "67108864", value.between(1024, 1024 * 1024 * 1024)),
        max_catalogue_bytes=read("CREDWISE_MAX_CATALOGUE_BYTES", "4194304", value.between(1024, 64 * 1024 * 1024)),
        max_import_bytes=read("CREDWISE_MAX_IMPORT_BYTES", "16777216", value.between(1024, 64 * 1024 * 1024)),
        import_work=read("CREDWISE_IMPORT_WORK_SECONDS", "300", value.seconds(1, 3600)),
        catalogue_work=read("CREDWISE_CATALOGUE_WORK_SECONDS", "6", value.seconds(0.1, 600)),
        shed_above_percent=read("CREDWISE_SHED_ABOVE_PERCENT", "80", value.between(10, 99)),
        webhook_allow=allow,
        webhook_proof=read("CREDWISE_WEBHOOK_PROOF", "off" if allow else "required", value.proof_wanted),
        webhook_proxy=read("CREDWISE_WEBHOOK_PROXY", "", value.proxy),
        credential_hosts=read("CREDWISE_CREDENTIAL_HOSTS", "", value.host_names),
        metrics_public=read("CREDWISE_METRICS_PUBLIC", "false", value.boolean),
        traces=read("CREDWISE_TRACES", "", value.http_url_or_nothing),
        log_format=read("CREDWISE_LOG_FORMAT", "text", value.log_format),
        country=read("CREDWISE_COUNTRY", "", value.country_code),
        archive_url=read("CREDWISE_ARCHIVE_URL", "", value.database_url, is_secret=True),
        idempotency=read("CREDWISE_IDEMPOTENCY_DAYS", "", value.days_or_none(1, 3650)),
        client_limits={
            name: read(limit.setting, NONE if limit.usual is None else str(limit.usual), read_limit)
            for name, limit in LIMITS.items()
        },
        audit_key=read("CREDWISE_AUDIT_KEY", "", value.key_seed, is_secret=True),
        secrets_keys=read("CREDWISE_SECRETS_KEYS", "", value.sealing_keys, is_secret=True),
    )
    read.raise_problems()
    return settings


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

"""A Redis that is reached by TLS, with certificates of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.broker.embedded_redis import EmbeddedRedis, NoRedisServer, available_servers
from services.broker.free_ports import free_port

DAY = timedelta(days=1)


class Authority:
    """Signs certificates; `file` holds its own."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder, self._name = folder, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        itself = x509.BasicConstraints(ca=True, path_length=None)
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(_as_pem(self._signed(self._name, self._key, itself)))

    def sign(self, name: str, *, hosts: tuple[str, ...] = ()) -> Path:
        """Return a file with a certificate made out to `hosts`, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        file = self._folder / f"{name}.pem"
        held = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        names = x509.SubjectAlternativeName([_as_name(host) for host in hosts or ("nobody.example",)])
        file.write_bytes(_as_pem(self._signed(subject, key, names)) + held)
        return file

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY)
            .add_extension(extension, critical=False)
            .sign(self._key, hashes.SHA256())
        )


@dataclass(frozen=True, kw_only=True)
class TlsRedis:
    """A server at two ports: at `url` by TLS, under the name that its certificate is made out to, and without it."""

    server: EmbeddedRedis
    port: int
    authority: Authority

    @property
    def url(self) -> str:
        return f"rediss://localhost:{self.port}/0"


def tls_settings(port: int, certificate: Path, authority: Authority) -> dict[str, str]:
    """Return the lines of redis.conf for TLS at `port`."""
    return {
        "tls-port": str(port),
        "tls-cert-file": str(certificate),
        "tls-key-file": str(certificate),
        "tls-ca-cert-file": str(authority.file),
        "tls-auth-clients": "no",
    }


def server_with_tls() -> Path:
    """Return the first server binary that knows TLS. Without one, tests are skipped at home and fail in CI."""
    for binary in available_servers():
        try:
            with EmbeddedRedis(server=binary, settings={"tls-port": "0"}):
                return binary
        except NoRedisServer:
            continue
    problem = "no redis-server here was built with TLS (apt-get install redis-server)"
    if os.environ.get("CI") == "true":
        pytest.fail(problem)
    pytest.skip(problem)


@contextmanager
def tls_redis(folder: Path, settings: dict[str, str] | None = None) -> Iterator[TlsRedis]:
    """Run a server whose certificate is made out to localhost; `settings` are further lines of redis.conf."""
    authority, port = Authority(folder), free_port()
    lines = tls_settings(port, authority.sign("redis", hosts=("localhost",)), authority)
    with EmbeddedRedis(server=server_with_tls(), settings=lines | (settings or {})) as server:
        yield TlsRedis(server=server, port=port, authority=authority)


def _as_name(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)


def _as_pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)

"""Which database is broken? A PostgreSQL of ours behind a proxy, that can crash, be away, fall silent, or lose its disk."""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import sqlalchemy

from tests.builders.servers.postgresql import NoPostgresql, Postgresql
from tests.chaos.proxy import CHUNK, Fate, Link, Proxy

#: How a transaction's end looks in PostgreSQL's protocol: a simple query.
COMMIT = b"COMMIT\x00"


class PostgresqlProxy(Proxy):
    """Passes bytes on without reading them, but for a transaction's end.

    `on_committed` decides what becomes of the answer to a COMMIT, which has then been carried out.
    """

    def __init__(self, target: int) -> None:
        self._committing = set[Link]()
        self.on_committed: Callable[[], Fate] = lambda: Fate.PASS
        super().__init__(target, 0)

    def heal(self) -> None:
        """End every fault."""
        super().heal()
        self.on_committed = lambda: Fate.PASS
        self.on_answer = self._answer

    def _answer(self, link: Link, _data: bytes) -> Fate:
        if link not in self._committing:
            return Fate.PASS
        self._committing.discard(link)
        return self.on_committed()

    def _requests(self, link: Link) -> None:
        while data := link.client.recv(CHUNK):
            if COMMIT in data:
                self._committing.add(link)
            self._wait(link)
            self._send(link.server, data)


class ArchiveDatabase:
    """One PostgreSQL; every process reaches it through `proxy`."""

    def __init__(self) -> None:
        self.server = Postgresql()
        self.proxy = PostgresqlProxy(self.server.port)
        self.url = self.server.url.replace(str(self.server.port), str(self.proxy.port))
        self._engine = sqlalchemy.create_engine(
            self.server.url.replace("postgresql:", "postgresql+psycopg:"), pool_pre_ping=True
        )

    @classmethod
    def or_none(cls) -> "ArchiveDatabase | None":
        """Start one; None where there is no PostgreSQL, but for CI, which has to have one."""
        try:
            return cls()
        except NoPostgresql:
            if os.environ.get("CI") == "true":
                raise
            return None

    def archived(self) -> Counter[str]:
        """Return how often each evaluation is there; nothing while the database is away."""
        with suppress(sqlalchemy.exc.SQLAlchemyError), self._engine.connect() as connection:
            return Counter(connection.scalars(sqlalchemy.text("SELECT id FROM evaluations")))
        return Counter()

    def heal(self) -> None:
        """End every fault; start it where it is down."""
        if not self.server.is_running():
            self.server.kill()
            self.server.start()
        self.proxy.heal()

    def fill_disk(self) -> None:
        """Let no file be written beyond its first byte, as on a disk that is full."""
        for process in self.server.processes():
            self.server.run(["prlimit", "--pid", str(process), "--fsize=1:unlimited"])

    def close(self) -> None:
        self._engine.dispose()
        self.proxy.close()
        self.server.close()

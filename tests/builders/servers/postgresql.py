"""A PostgreSQL of our own, on a free loopback port. It refuses to run as root, so then it runs as somebody else."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy

#: Seconds it may take to be made and to start.
PATIENCE = 60
#: Who runs it where we are root: the user of Debian's package, or nobody in particular.
USERS = ("postgres", "nobody")


class NoPostgresql(Exception):
    """There is none on this machine: Debian's package `postgresql` brings one."""


def _binaries():
    found = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in ([Path(found).resolve().parent] if found else []) + folders:
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise NoPostgresql("no PostgreSQL server on this machine (Debian: apt-get install postgresql)")


def _user():
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam(next(name for name in USERS if name in known))


class Postgresql:
    """A server with its own data; `url` names its only database."""

    def __init__(self):
        self._bin, self._user = _binaries(), _user()
        self.folder = Path(tempfile.mkdtemp(prefix="credwise-postgresql-"))
        if self._user:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"postgresql://credwise@127.0.0.1:{self.port}/postgres"
        self.data = self.folder / "data"
        # Texts are in a language's order, as in most databases that people have: lists must not depend on it.
        order = ["--locale-provider=icu", "--icu-locale=de-DE"]
        made = [str(self._bin / "initdb"), "--pgdata", str(self.data), "--username=credwise", "--auth=trust"]
        self.run([*made, "--no-sync", *order])
        self._server = None
        self.start()

    def run(self, command):
        """Run a command as the server's user."""
        done = subprocess.run(
            command,
            **self._as_user(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    def _as_user(self):
        who = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        return {**who, "cwd": self.folder, "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}}

    def start(self):
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [
                    str(self._bin / "postgres"), "-D", str(self.data), "-p", str(self.port), "-c", "listen_addresses=127.0.0.1",
                    "-c", f"unix_socket_directories={self.folder}", "-c", "max_connections=50", "-c", "shared_buffers=16MB",
                ],
                **self._as_user(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._server.poll() is None, (self.folder / "log").read_text(errors="replace")[-2000:]
            assert time.monotonic() < deadline, "PostgreSQL does not answer"
            time.sleep(0.05)

    def _answers(self):
        ready = [str(self._bin / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(ready, check=False, timeout=PATIENCE).returncode == 0

    def empty(self):
        """Forget all tables."""
        engine = sqlalchemy.create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text("DROP SCHEMA public CASCADE"))
            connection.execute(sqlalchemy.text("CREATE SCHEMA public"))
        engine.dispose()

    @contextmanager
    def silent(self):
        """Have it stand still for as long as the block lasts: it takes connections, and says nothing."""
        processes = self.processes()
        self._signal(processes, signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(processes, signal.SIGCONT)

    def kill(self):
        """End it as a crash of the machine does: all of its processes at once."""
        self._signal(self.processes(), signal.SIGKILL)
        self._server.wait()

    @property
    def pid(self):
        return self._server.pid

    def is_running(self):
        return self._server.poll() is None and self._answers()

    def processes(self):
        """Return its process id and those of its children."""
        # Each child is a session of its own, so the process group does not reach it.
        found = [self._server.pid]
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with suppress(OSError):
                    after_name = (entry / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
                    if int(after_name[1]) == self._server.pid:
                        found.append(int(entry.name))
        return found

    def _signal(self, processes, number):
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def close(self):
        if self._server.poll() is None:
            self.kill()
        shutil.rmtree(self.folder)

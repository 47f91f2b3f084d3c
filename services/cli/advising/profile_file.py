"""How does a command read a profile from a file? By the same strict reader and schema as the API."""

import sys
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import click

from services.cli.operating.ledger_access import settled
from services.credentials.opening import open_examiner
from services.intake.problems import ProfileRejected
from services.intake.strict_json import JSON, JsonRejected, read_json
from services.reading.posted_profile import PostedProfile, read_posted_profile
from services.reading.resume_files.file_forms import MOST_BYTES
from services.recommender.learner import Profile
from services.recommender.situation.errors import UnresolvedOccupation


def read_profile_file(path: str) -> Profile:
    """Read the profile in the file `path`, or on standard input for "-"; end the command with all that is wrong.

    Documents of credentials in it are examined, as the API does.
    """
    return examined(_posted(read_json_file(path), path))


def read_resume_file(path: str, *, occupation: str, goal: str, country: str | None = None) -> Profile:
    """Read the résumé in the file `path`, of any form, as a profile; say on standard error what was dropped."""
    asked: dict[str, JSON] = {
        "learner_id": "resume",
        "field": {"occupation": occupation},
        "goal": goal,
        "resume": _resume_in(path),
    }
    if country is not None:
        asked["country"] = country
    posted = _posted(asked, path)
    for dropped in posted.dropped:
        click.echo(f"Not used: {dropped.pointer} ({dropped.why}).", err=True)
    return examined(posted)


def _resume_in(path: str) -> JSON:
    """Return JSON as it is, and any other form as the API takes it: a file in Base64."""
    raw = _bytes_of(path)
    if raw.lstrip()[:1] in {b"{", b"["}:
        return _json_of(raw, path)
    return f"data:application/octet-stream;base64,{b64encode(raw[: MOST_BYTES + 1]).decode()}"


def examined(posted: PostedProfile) -> Profile:
    """Return the profile with its documents examined under this environment's settings."""
    return open_examiner(settled(), lambda: datetime.now(UTC).date()).examine(posted)


def read_json_file(path: str) -> JSON:
    """Read the JSON document in the file `path`, or on standard input for "-"; end the command with what is wrong."""
    return _json_of(_bytes_of(path), path)


def _bytes_of(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from error


def _json_of(raw: bytes, path: str) -> JSON:
    try:
        return read_json(raw)
    except JsonRejected as error:
        raise click.ClickException(f"{path} is not usable JSON: {error}") from error


def _posted(document: JSON, path: str) -> PostedProfile:
    try:
        return read_posted_profile(document)
    except ProfileRejected as error:
        lines = "\n".join(f"  {problem.pointer or '(the document)'}: {problem.detail}" for problem in error.problems)
        raise click.ClickException(f"{path} is not a profile Credwise can take:\n{lines}") from error


def unresolved(error: UnresolvedOccupation) -> click.ClickException:
    """Return the error that names the place, the remedy and the candidates."""
    candidates = "\n".join(f"  {code}  {title}" for code, title in error.candidates)
    return click.ClickException(f"{error.pointer}: {error.detail}\n{candidates}".rstrip())

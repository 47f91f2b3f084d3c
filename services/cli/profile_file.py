"""How does a command read a profile from a file? By the same strict reader and schema as the API."""

import sys
from pathlib import Path

import click

from services.intake.problems import ProfileRejected
from services.intake.profile_schema import read_profile
from services.intake.strict_json import JsonRejected, read_json
from services.recommender.decision.errors import UnresolvedOccupation
from services.recommender.learner import Profile


def read_profile_file(path: str) -> Profile:
    """Read the profile in the file `path`, or on standard input for "-"; end the command with all that is wrong."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return read_profile(read_json(raw))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from error
    except JsonRejected as error:
        raise click.ClickException(f"{path} is not usable JSON: {error}") from error
    except ProfileRejected as error:
        lines = "\n".join(f"  {problem.pointer or '(the document)'}: {problem.detail}" for problem in error.problems)
        raise click.ClickException(f"{path} is not a profile Credwise can take:\n{lines}") from error


def unresolved(error: UnresolvedOccupation) -> click.ClickException:
    """Return the error that names the place, the remedy and the candidates."""
    candidates = "\n".join(f"  {code}  {title}" for code, title in error.candidates)
    return click.ClickException(f"{error.pointer}: {error.detail}\n{candidates}".rstrip())

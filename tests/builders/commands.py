"""A command of `credwise` in this process, which finds what is shipped already read; other folders it reads itself.

That commands read the shipped folders too is seen in tests/unit/cli/test_resume.py and where they run as processes.
"""

from pathlib import Path

from click.testing import CliRunner, Result

from services.cli import main
from services.cli.loading import Loaders
from services.settings import ROOT
from tests.builders.shipped import knowledge, rulebook

FROM_FILES = Loaders()


def _is(folder: Path, name: str) -> bool:
    return folder.resolve() == ROOT / name


KEPT = Loaders(
    knowledge=lambda folder: knowledge() if _is(folder, "data") else FROM_FILES.knowledge(folder),
    catalogue=lambda folder: (
        (knowledge().skills, knowledge().catalogue) if _is(folder, "data") else FROM_FILES.catalogue(folder)
    ),
    rulebook=lambda folder: rulebook() if _is(folder, "rules") else FROM_FILES.rulebook(folder),
)


def invoke(*arguments: object, typed: str | None = None, **environment: str) -> Result:
    """Run `credwise` with these arguments; `typed` is what standard input holds."""
    return CliRunner(env=environment).invoke(main, [str(one) for one in arguments], input=typed, obj=KEPT)

"""How does a command read what data/ and rules/ hold? Anew from the files, and where it cannot, it ends and says why.

Whoever runs many commands in one process hands in loaders that keep what they have read, as Click's `obj`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.cli.operating.ledger_access import settled
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.files.catalogue_loading import load_catalogue
from services.recommender.knowledge.known import KNOWLEDGE_FAULTS, Knowledge, load_knowledge
from services.recommender.knowledge.skills import SkillIndex, load_skills

if TYPE_CHECKING:
    from services.recommender.rulebook.files.rulebook import Rulebook


def _rulebook_in(rules_dir: Path) -> "Rulebook":
    # Commands about words need no rules, and would wait for their modules.
    from services.recommender.decision.facts.vocabulary import VOCABULARY  # noqa: PLC0415
    from services.recommender.rulebook.files.rulebook import read_rulebook  # noqa: PLC0415

    return read_rulebook(rules_dir, VOCABULARY)


def _catalogue_in(data_dir: Path) -> tuple[SkillIndex, Catalogue]:
    skills = load_skills(data_dir)
    return skills, load_catalogue(data_dir, skills)


@dataclass(frozen=True, kw_only=True)
class Loaders:
    """What reads a folder of data, whole or only its skills and credentials, and what reads a folder of rules."""

    knowledge: Callable[[Path], Knowledge] = load_knowledge
    catalogue: Callable[[Path], tuple[SkillIndex, Catalogue]] = _catalogue_in
    rulebook: Callable[[Path], "Rulebook"] = _rulebook_in


def loaders() -> Loaders:
    """Return those of the command that runs."""
    return click.get_current_context().find_object(Loaders) or Loaders()


def knowledge_or_say_why() -> Knowledge:
    """Load what data/ holds; end the command with what prevents it."""
    try:
        return loaders().knowledge(settled().data_dir)
    except KNOWLEDGE_FAULTS as error:
        raise click.ClickException(str(error)) from error

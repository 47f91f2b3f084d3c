"""Do words of another language call what they name a licence, or another credential? By how the name begins or ends."""

import re
from functools import cache
from pathlib import Path

from services.recommender.names.job_titles.letters import fold_letters

_FILE = Path(__file__).with_suffix(".tsv")


def calls_licence_abroad(words: str) -> bool:
    """Say whether `words` are called a licence or a registration: "Eintragung in die Handwerksrolle"."""
    return bool(_called("licence").search(fold_letters(words)))


def calls_credential_abroad(words: str) -> bool:
    """Say whether `words` are called a credential of any kind: "Attestation de formation", "Staplerschein"."""
    return bool(_called("credential").search(fold_letters(words))) or calls_licence_abroad(words)


@cache
def _called(what: str) -> re.Pattern[str]:
    begins, ends = ("|".join(map(re.escape, _words(what, where))) for where in ("begins", "ends"))
    return re.compile(rf"^(?:{begins})\b|(?:{ends})$")


def _words(what: str, where: str) -> list[str]:
    lines = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [
        one.strip() for called, place, _, words in lines if (called, place) == (what, where) for one in words.split(";")
    ]

"""The operators' table says for each reason of a dead letter who must act."""

from pathlib import Path

import pytest

from services.ledger.standings.counted import DEAD_REASONS

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("reason", sorted({reason for reasons in DEAD_REASONS.values() for reason in reasons}))
def test_each_reason_of_a_dead_letter_has_its_row(reason):
    rows = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row.startswith("| dead letters ") and f"`{reason}`" in row]

"""A receipt is short, and read back as it was; heads and entries say what they stand for."""

from datetime import UTC, datetime

import pytest

from services.merkle_log.entries import Because, Removal, removed_by, spans_of
from services.merkle_log.heads import PublicKey, Signer, checkpoint, signed_head
from services.merkle_log.receipts import Receipt, read_receipt

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIGNER = Signer(b"s" * 32)


def receipt(steps):
    return Receipt(
        key=SIGNER.public.id,
        index=2**steps - 1,
        size=2**steps,
        at=NOON,
        salt=b"a" * 16,
        leaf=b"b" * 32,
        signature=b"c" * 64,
        path=tuple(bytes([step]) * 32 for step in range(steps)),
    )


@pytest.mark.parametrize("steps", [0, 1, 20, 27])
def test_it_is_read_back_as_it_was_and_of_one_kilobyte_at_most(steps):
    assert read_receipt(receipt(steps).encoded()) == receipt(steps)
    assert len(receipt(steps).encoded()) <= 1024


@pytest.mark.parametrize(
    "given", [b"", b"CWR1", b"CWR2" + bytes(144), b"CWR1" + bytes(145), b"CWR1" + b"\xff" * 144], ids=len
)
def test_what_is_no_receipt_is_said_to_be_none(given):
    with pytest.raises(ValueError, match="This is no receipt"):
        read_receipt(given)


def test_a_head_is_signed_as_a_checkpoint():
    head = signed_head(SIGNER, "hr", 5, b"r" * 32, NOON.replace(microsecond=123_456))

    assert checkpoint("hr", 5, b"r" * 32, 1795348800123) == (
        b"credwise/hr\n5\ncnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI=\n1795348800123\n"
    )
    assert head.is_signed_by(SIGNER.public)
    assert not head.is_signed_by(PublicKey(public=b"x" * 32))
    assert not Signer(b"t" * 32).public.has_signed(head.signature, b"anything")


def test_a_statement_names_rows_of_positions():
    assert spans_of([7, 3, 4, 5, 9, 8, 3]) == ((3, 5), (7, 9))
    removal = Removal(at=NOON, because=Because.RETENTION, spans=((3, 5), (7, 7)))
    assert removal.text() == '{"at":1795348800000,"because":"retention","removed":[[3,5],[7,7]]}'
    assert list(removed_by({"removed": [[3, 5], [7, 7]]})) == [3, 4, 5, 7]

"""A long word with its letters in another order is a slip, though two letters stand elsewhere; two wrong ones are none."""

import pytest

from services.recommender.names.slips import Slips

SLIPS = Slips({"software": 9, "footwear": 3, "engineer": 9, "plumber": 2})


@pytest.mark.parametrize(
    ("written", "meant"),
    [("softwear enginer", "software engineer"), ("softwart", "software"), ("softwick", "softwick")],
)
def test_letters_in_another_order_are_one_slip(written, meant):
    assert next(iter(SLIPS.readings(written))) == meant

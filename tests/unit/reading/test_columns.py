"""Two columns of a résumé are read one after the other, and only where both open sections."""

import pytest

from services.reading.resume_files.text.columns import columns_in_turn
from services.reading.resume_files.text.text_lines import COLUMN

LEFT = ("Contact", "jane@example.org", "Skills", "Python", "SQL", "Languages", "German (B2)")
RIGHT = ("Experience", "Data Analyst, March 2019 - Present", "Built reports", "Education", "BSc Mathematics, 2016")


def beside(left, right, *, width=30, shift=0):
    """Return two columns as a page is laid out, the right one `shift` lines lower."""
    right = ("",) * shift + tuple(right)
    rows = max(len(left), len(right))
    left, right = (tuple(side) + ("",) * (rows - len(side)) for side in (left, right))
    return "\n".join(f"{one:<{width}}{other}".rstrip() for one, other in zip(left, right, strict=True))


def marked(left, right):
    """Return the lines of both columns, each with the mark of its own."""
    return [*(COLUMN + line for line in left), *(2 * COLUMN + line for line in right)]


@pytest.mark.parametrize("shift", [0, 1, 3])
@pytest.mark.parametrize(("one", "other"), [(LEFT, RIGHT), (RIGHT, LEFT)])
def test_columns_are_read_one_after_the_other(one, other, shift):
    assert columns_in_turn(beside(one, other, width=45, shift=shift)) == "\n".join(marked(one, other))


def test_a_line_across_both_columns_stays_between_what_is_above_and_below():
    across = "Jane Example, an analyst who has a long sentence to say about herself and her work"
    page = f"{across}\n{beside(LEFT, RIGHT)}\n{across}"
    assert columns_in_turn(page) == "\n".join([across, *marked(LEFT, RIGHT), across])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Experience", "Data Analyst", "Reporting Assistant", "Education"), ("", "2019 - 2021", "2016 - 2018", "")),
        (("Skills", "Python", "SQL", "Tableau", "Excel"), ("", "Advanced", "Expert", "Basic", "Basic")),
        (("Work experience", "2019 - 2021", "", "Education", "2016"), ("", "Data Analyst", "Acme", "", "BSc")),
    ],
)
def test_dates_levels_and_labels_beside_the_text_are_no_column(left, right):
    assert columns_in_turn(beside(left, right)) is None


@pytest.mark.parametrize("page", ["", "Skills\nPython", " " * 100_000, "a   b   c\n" * 2_000, "x" * 1_000_000])
def test_other_pages_have_one_column(page):
    assert columns_in_turn(page) is None

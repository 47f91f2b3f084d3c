"""The tables in docs/ are what the code declares, and the rest of a page is left alone."""

import pytest

from tools.docs_tables import DOCS, TABLES, MarksMissing, with_tables


@pytest.mark.parametrize("page", TABLES)
def test_a_page_says_what_the_code_declares(page):
    text = (DOCS / page).read_text("utf-8")

    assert with_tables(page, text) == text


@pytest.mark.parametrize("page", TABLES)
def test_what_stands_around_a_table_stays(page):
    text = "".join(
        f"before {name}\n<!-- {name}: written by make docs -->\nstale\n<!-- end of {name} -->\nafter\n"
        for name in TABLES[page]
    )

    written = with_tables(page, text)

    assert "stale" not in written
    assert with_tables(page, written) == written
    for name in TABLES[page]:
        assert f"before {name}\n" in written
    assert written.endswith("\nafter\n")


@pytest.mark.parametrize("page", TABLES)
def test_a_page_without_the_marks_is_named(page):
    with pytest.raises(MarksMissing, match=page):
        with_tables(page, "nothing")

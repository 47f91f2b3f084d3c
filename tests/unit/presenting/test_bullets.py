"""Lines with a bullet: folded under themselves, and word for word."""

from io import StringIO

from rich.console import Console

from services.presenting.terminal.tables import bullets


def test_bullets_end_where_their_words_end_and_keep_brackets():
    written = StringIO()
    console = Console(file=written, width=40)
    console.print(bullets(["Ask [the issuer] for the price, the dates and what it requires.", "Short."]))
    assert written.getvalue().splitlines() == [
        "- Ask [the issuer] for the price, the",
        "  dates and what it requires.",
        "- Short.",
    ]

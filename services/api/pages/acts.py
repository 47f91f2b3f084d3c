"""What is an act of a page? Called by a name, shown with what it would do, done when that was confirmed, and noted."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from services.ledger.store.errors import LedgerError


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of an act: a sentence, noted in the audit; a `secret`, shown once and noted nowhere; a `test`'s id."""

    sentence: str
    secret: str = ""
    test: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on something (`about`, a text). `would` says what it would do, counted; it changes nothing."""

    name: str
    label: str
    would: Callable[[str], str]
    does: Callable[[str], Done]


def is_confirmed() -> bool:
    """Say whether the form was sent from the page that shows what the act would do."""
    return request.form.get("confirmed") == "yes"


def do_and_note(act: Act, about: str, note: Callable[[str], None]) -> Done:
    """Do it and have noted what came of it, also where the ledger refuses; that error goes on to the page."""
    try:
        done = act.does(about)
    except LedgerError as error:
        note(f"refused: {error}")
        raise
    note(done.sentence)
    return done

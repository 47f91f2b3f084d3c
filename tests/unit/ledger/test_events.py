"""An event is two places: its declaration, and the script that emits it. Neither can be without the other."""

import re

import pytest
from msgspec import Struct

from services.ledger.events import CHOSEN_EVENTS, Declaration, DeclaredEvent, EventType, known_events
from services.ledger.store.scripts import FOLDER

#: How a script says which event it emits: as an argument of owe_event, or as the member of a job.
EMITTED = re.compile(r"owe_event\([^,]+, '([^']+)'|'event', '([a-z_]+\.[a-z_.]+)'")

#: Every call of owe_event, but for its definition.
OWED = re.compile(r"(?<!function )owe_event\(")


@pytest.fixture(scope="module")
def scripts():
    return [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.lua"))]


def test_the_scripts_emit_the_declared_events_and_no_others(scripts):
    emitted = {name for text in scripts for names in EMITTED.findall(text) for name in names if name}

    assert emitted == set(EventType)


def test_every_script_writes_the_name_of_what_it_emits(scripts):
    owed = [OWED.findall(text) for text in scripts]

    assert sum(map(len, owed)) == sum(bool(match[0]) for text in scripts for match in EMITTED.findall(text)) > 0


def test_an_event_that_says_nothing_cannot_be_declared():
    with pytest.raises(TypeError, match="'says'"):
        Declaration(name="a", when="b", example={})


def test_the_value_of_an_event_is_its_name():
    class Newer(DeclaredEvent):
        STARTED = Declaration(name="evaluation.started", when="a worker began", says=Struct, example={})

    assert Newer("evaluation.started") is Newer.STARTED
    assert str(Newer.STARTED) == "evaluation.started"


def test_every_event_but_the_test_can_be_asked_for():
    assert set(CHOSEN_EVENTS) == set(EventType) - {EventType.TEST}


def test_what_a_newer_process_stored_is_left_to_it():
    assert known_events(["recommendation.dead", "evaluation.started"]) == (EventType.DEAD,)

"""Run rules on durable_rules, inside the subset that was measured to be safe.

The engine is a C library that crashes the process when driven naively. What keeps it sound is kept here and in the two
modules beside this one (`encoding.py`, `rule_tree.py`); docs/engine.md says what was seen. Each pattern tests one fact
against literals joined by `$and`: there are no references between facts, no `$or`, `$nex`, events, negations or
actions. Facts hold whole numbers only, each has its own id, and each matches a rule. There is one session at a time, it
always has a firing, and it is deleted afterwards.
"""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from types import TracebackType
from typing import Self
from weakref import finalize

import durable_rules_engine

from services.recommender.rulebook.engine.encoding import SESSION, TYPE, Encoding, EngineError, Side, fact
from services.recommender.rulebook.engine.lookup import Lookup
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.engine.rule_tree import CATCH_ALL, PULSE, PULSE_TYPE, definitions
from services.recommender.rulebook.engine.stand_ins import stand_ins
from services.recommender.rulebook.rule import Firing, Rule, firings

__all__ = ["Engine", "EngineError"]

#: durable_rules gives up beyond 4,096 rules in one ruleset (its error 106); a branch of `any` counts as a rule.
MOST_BRANCHES = 4_000

#: The fact that makes every session fire once. The engine frees, with a session, two pointers that it sets when the
#: first action starts: deleting a session that never fired crashed the process.
PULSE_FACT = f'{{"id":"p","sid":"{SESSION}","{TYPE}":{PULSE_TYPE}}}'

#: Finds the numbers of the candidates or paths in a message; facts are texts of our own making, so nothing imitates it.
SUBJECT_NUMBERS = re.compile(rf'"{Side.OWN}":\{{"id":"(\d+)"')


class Engine:
    """One ruleset, compiled once and run as often as wanted; safe between threads, usable in forked children.

    Its memory in C is given back by `close`, or when nobody refers to the engine any more.
    """

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        self._encoding = Encoding(rules)
        self.lookup = Lookup(rules)
        self._stand_ins = stand_ins(rules)
        said, self._rule_ids = definitions(rules, self._encoding)
        if len(said) > MOST_BRANCHES:
            raise EngineError(f"{name}: {len(said)} branches; the engine takes {MOST_BRANCHES}. Split the stage.")
        self._lock = Lock()
        self._unfinished = False
        self._handle = durable_rules_engine.create_ruleset(name, json.dumps(said))
        self._give_back = finalize(self, durable_rules_engine.delete_ruleset, self._handle)
        # At the end of a process there is nothing to give back, and a forked child must not do it for its parent.
        self._give_back.atexit = False
        # The first session leaves those two pointers empty in the one place that every later session takes, so that
        # even one that was cut short by a time limit can be deleted.
        self._judge([])

    def fire(self, sheet: FactSheet) -> tuple[Firing, ...]:
        """Return every firing on `sheet` that counts, sorted; see `rules_on`."""
        return firings(self.rules_on(sheet))

    def rules_on(self, sheet: FactSheet) -> dict[str, tuple[str, ...]]:
        """Return the rules that count by subject, on the decision under ""; one fires once, by whichever branches.

        Those do not count that another rule stands in for on the same subject. Subjects of one text are judged once.
        Raises EngineError for a value outside the vocabulary, and after `close`.
        """
        shared, own = self._encoding.texts(sheet)
        told = {"": "", **own}
        fired = self._fired(shared, list(dict.fromkeys(told.values())))
        return {subject: tuple(fired[text]) for subject, text in told.items()}

    def _fired(self, shared: str, own: Sequence[str]) -> dict[str, list[str]]:
        """Return the rules that count on each of the texts `own`, and on the decision as a whole, under ""."""
        texts = ["", *(text for text in own if text)]
        facts = [fact(number, text) for number, text in enumerate((shared, *texts[1:])) if text]
        with self._lock:
            messages = self._judge(facts)
        numbers: dict[str, set[int]] = {}
        for message in messages:
            # A message reads {"12":[{"s":{...},"o":{"id":"3",...}},...]}: branch 12 fired on the third subject, and ...
            name = message[2 : message.index('"', 2)]
            if name not in {PULSE, CATCH_ALL}:
                found = SUBJECT_NUMBERS.findall(message)
                numbers.setdefault(self._rule_ids[int(name)], set()).update(map(int, found) if found else (0,))
        rules: dict[str, list[str]] = {text: [] for text in texts}
        counting = self._without_replaced(numbers)
        for rule in sorted(counting):
            for number in counting[rule]:
                rules[texts[number]].append(rule)
        return rules

    def _without_replaced(self, fired: dict[str, set[int]]) -> dict[str, set[int]]:
        """Return on which subjects each rule counts. What a rule fired on for the whole decision, 0, is every subject.

        The engine fires all that holds: which of it counts is worked out here, since a negated pattern may fire or not
        by the order of the facts.
        """
        if not self._stand_ins.keys() & fired.keys():
            return fired
        replaced: dict[str, set[int]] = {}
        for rule, numbers in fired.items():
            for other in self._stand_ins.get(rule, ()):
                replaced.setdefault(other, set()).update(numbers)
        return {
            rule: numbers - replaced.get(rule, set())
            for rule, numbers in fired.items()
            if 0 not in replaced.get(rule, ())
        }

    def _judge(self, facts: list[str]) -> list[str]:
        """Open a session, assert `facts`, return the message of every action, delete the session."""
        if not self._give_back.alive:
            raise EngineError("this engine was closed")
        if self._unfinished:
            self._delete_session()
        self._unfinished = True
        messages = []
        try:
            status, state = durable_rules_engine.assert_facts(self._handle, f"[{','.join((PULSE_FACT, *facts))}]")
            if status != 0:
                raise EngineError(f"the engine answered {status} to a batch of facts")
            first = durable_rules_engine.start_action_for_state(self._handle, state)
            message = first[1] if first else None
            while message:
                messages.append(message)
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
        finally:
            self._delete_session()
        return messages

    def _delete_session(self) -> None:
        # What the engine may answer here is that there is no such session, which is as good.
        with suppress(durable_rules_engine.error):
            durable_rules_engine.delete_state(self._handle, SESSION)
        self._unfinished = False

    def close(self) -> None:
        """Give the compiled ruleset back; the engine must not be used afterwards. Closing twice does nothing."""
        with self._lock:
            self._give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

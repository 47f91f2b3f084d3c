"""What is kept when the API is killed before, inside and after `accept`?"""

import os
import signal

from tests.chaos.proxy import Fate, Link
from tests.chaos.resp import Command
from tests.chaos.trial import Trial, row

#: Every so many posts the API is killed.
KILL_EVERY = 4


@row("kill -9 of the API before `accept`", "no 202, nothing kept: the retry makes a new profile")
def api_killed_before_accept(trial: Trial) -> None:
    _kill_at_posts(trial, "before", may_replay=False)


@row("kill -9 of the API inside `accept`: carried out, never answered", "no 202, and the same id on the retry")
def api_killed_inside_accept(trial: Trial) -> None:
    _kill_at_posts(trial, "inside", may_replay=True)


@row("kill -9 of the API after `accept` was answered, before its 202", "no 202, and the same id on the retry")
def api_killed_after_accept(trial: Trial) -> None:
    _kill_at_posts(trial, "after", may_replay=True)


def _kill_at_posts(trial: Trial, when: str, *, may_replay: bool) -> None:
    """Post one profile after another; kill the API's processes at every fourth, then send that one again."""
    killer = _Killer(trial, when)
    (proxy,) = trial.proxy("api")
    proxy.on_command = killer
    for number in range(max(KILL_EVERY * 2, trial.amount // 2)):
        key, _ = trial.hr.new_profile()
        killer.armed = number % KILL_EVERY == 1
        answer = trial.hr.post(key)
        if answer.id is None:
            trial.expect(killer.job_id is not None, f"a post failed without a fault: {answer}")
            again = trial.hr.post_until_taken(key)
            same = again.id == killer.job_id
            trial.expect(again.replayed is may_replay, f"the retry was {'' if again.replayed else 'not '}a replay")
            trial.expect(same is may_replay, f"the retry has {'the same' if same else 'another'} id")
    # The whole of it once, not only the process that answers: a host that goes down.
    trial.place.crash("api")
    trial.fault_ends()
    trial.expect(killer.kills, "the API was never killed")
    trial.note(f"{killer.kills} kills of the answering process, 1 of the whole API")


class _Killer:
    """Kills the API's workers when the chosen command goes by."""

    def __init__(self, trial: Trial, when: str) -> None:
        self._trial = trial
        self._when = when
        self.armed = False
        self.kills = 0
        self.job_id: str | None = None

    def __call__(self, _link: Link, command: Command) -> Fate:
        if self.armed and command.script == "accept":
            self.armed = False
            self.job_id = command.arguments[0]
            if self._when == "before":
                self._kill()
                return Fate.CUT
            return self._kill_after_it_was_carried_out()
        return Fate.PASS

    def _kill_after_it_was_carried_out(self) -> Fate:
        # Rules of answers are asked when Redis has answered, so the script has run whole.
        (proxy,) = self._trial.proxy("api")

        def kill(link: Link, data: bytes) -> Fate:
            proxy.on_answer = lambda _link, _data: Fate.PASS
            if self._when == "after":
                # It has the answer, and no time to do anything with it.
                self._signal(signal.SIGSTOP)
                link.client.sendall(data)
            self._kill()
            return Fate.CUT

        proxy.on_answer = kill
        return Fate.PASS

    def _kill(self) -> None:
        self.kills += 1
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        for pid in self._trial.place.api_workers():
            os.kill(pid, number)

"""A webhook that arrives at the demo or at `credwise receive` is shown as the recommendation that it brings."""

import io

from documents.report_documents import document
from rich.console import Console

from services.cli.demo import show
from services.cli.running.receive import _show
from services.cli.running.receiver import Received

EVENT = {"type": "recommendation.completed", "data": {"id": "rec_1", "address": "x", **document("stacking")}}
RECEIVED = Received(webhook_id="dlv_1", verified=True, event=EVENT)


def test_the_demo_shows_the_recommendation_that_a_webhook_brings():
    console = Console(file=io.StringIO(), width=100)
    show.webhook(console, RECEIVED, "a learner")
    sentence = EVENT["data"]["verdict"]["sentence"]
    assert sentence in console.file.getvalue()
    show.webhook(console, RECEIVED, "another learner")
    rulers = [line for line in console.file.getvalue().splitlines() if line.startswith("\u2500")]
    assert {len(ruler) for ruler in rulers} == {100}


def test_the_receiver_shows_the_recommendation_that_a_webhook_brings(capsys):
    _show(RECEIVED, Console(file=io.StringIO()), as_json=False)
    assert EVENT["data"]["verdict"]["sentence"] in capsys.readouterr().out

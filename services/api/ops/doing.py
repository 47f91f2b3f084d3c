"""How is an act done? Asked for, shown with what it would do, confirmed, done, and noted in the audit."""

import logging
from functools import partial
from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from services.api.ops.clock_acts import CLOCK_ACTS
from services.api.ops.endpoint_acts import ENDPOINT_ACTS
from services.api.ops.guard import check_form, check_may_act, guarded, rendered, session
from services.api.ops.job_acts import JOB_ACTS
from services.api.ops.queue_acts import QUEUE_ACTS
from services.api.pages.acts import do_and_note, is_confirmed
from services.api.ports import ports

_log = logging.getLogger("credwise.operators")

ACTS = {act.name: act for act in (*QUEUE_ACTS, *CLOCK_ACTS, *ENDPOINT_ACTS, *JOB_ACTS)}

#: What an act may be about at most: two names, or an id.
LONGEST_ABOUT = 200


def add_to(ops: Blueprint) -> None:
    """Serve the acts."""
    ops.post("/acts")(guarded(act))


def act() -> Any:
    """Show what an act would do; do it when that was confirmed. Without a confirmation nothing changes."""
    check_form()
    check_may_act()
    wanted = ACTS.get(request.form.get("act", ""))
    about = request.form.get("about", "").strip()
    if wanted is None or not 0 < len(about) <= LONGEST_ABOUT:
        raise BadRequest
    back = _back()
    if not is_confirmed():
        would = wanted.would(about)
        return rendered("confirm.html", session=session(), act=wanted, about=about, would=would, back=back)
    done = do_and_note(wanted, about, partial(_note, wanted.name, about))
    return rendered("done.html", session=session(), done=done, back=back)


def _back() -> str:
    """Return the page to go back to: one of ours, whatever was sent."""
    back = request.form.get("back", "")
    return back if back.startswith("/ops") and not back.startswith("//") and "\\" not in back else "/ops/"


def _note(name: str, about: str, outcome: str) -> None:
    one = session()
    _log.info("%s about=%s key=%s outcome=%s", name, about, one.key_id, outcome)
    ports().upkeep.desk.audit.note(key_id=one.key_id, client=one.client, action=name, about=about, outcome=outcome)

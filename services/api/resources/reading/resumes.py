"""POST /v1/resumes/read: what does a résumé say? Answered at once as members of a profile; nothing of it is kept."""

from typing import Any

from flask import request

from services.api.bodies.sent_file import read_sent_file
from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.problem import Problem
from services.api.problems.request_kinds import INCOMPLETE_BODY, LENGTH_REQUIRED, TOO_LARGE, TOO_SLOW
from services.api.problems.resource_kinds import NOT_A_RESUME, RESUME_REFUSED
from services.api.problems.service_kinds import BUSY_READING
from services.api.schemas.resume_answers import ReadResumeSchema
from services.ledger.accounts.clients import Caller, Scope
from services.reading.resume_files.file_forms import MEDIA_TYPES, MOST_BYTES
from services.reading.resume_files.read_file import read_resume_bytes
from services.reading.resume_files.sections import ResumeRejected

resumes = Resource("Resumes", "Résumés read into members of a profile: nothing is stored or sent.")

_ONE_VALUE, _TEXT = {"type": "object"}, {"type": "string"}
_BODY: dict[str, Any] = {
    "description": f"The résumé, as a file of at most {MOST_BYTES} bytes. What it is is told by its first bytes.",
    "required": True,
    "content": {
        each: {"schema": _ONE_VALUE if each == "application/json" else _TEXT if each.startswith("text/") else {}}
        for each in MEDIA_TYPES
    },
}


@resumes.operation(
    "POST",
    "/v1/resumes/read",
    needs=Scope.RUN_EVALUATIONS,
    body=_BODY,
    answers={200: Answer(description="What it says, to be put into a profile.", schema=ReadResumeSchema)},
    refuses=(INCOMPLETE_BODY, TOO_SLOW, LENGTH_REQUIRED, TOO_LARGE, NOT_A_RESUME, RESUME_REFUSED, BUSY_READING),
    takes_long=True,
)
def read_resume_file(*, caller: Caller) -> Any:  # noqa: ARG001 - any caller whose key may evaluate
    """Read a résumé as PDF, DOCX, text, JSON (jsonresume.org, LER-RS, Europass) or Europass XML.

    `profile` can be put into a profile as it is, or corrected first: look at what `dropped` says.
    """
    raw = read_sent_file(request, longest=MOST_BYTES, media_types=MEDIA_TYPES, otherwise=NOT_A_RESUME)
    try:
        read = read_resume_bytes(raw, ports().today())
    except ResumeRejected as error:
        raise Problem(RESUME_REFUSED, str(error)) from None
    return {"read_as": read.read_as, "profile": read.profile, "dropped": read.dropped}

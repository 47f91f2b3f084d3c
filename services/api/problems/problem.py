"""How is a request refused? By a problem that is raised anywhere below a view, and answered as a document."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import Response, json

from services.api.problems.kind import Kind
from services.intake.problems import FieldProblem

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that is refused. Raised anywhere below a view, answered as a problem document."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        problems: Sequence[FieldProblem] = (),
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.problems = tuple(problems)
        self.more = dict(more or {})
        self.headers = dict(headers or {})

    def document(self) -> dict[str, Any]:
        """Return the members of the problem document; `more` are extension members (RFC 9457, section 3.2)."""
        listed = {"problems": [asdict(problem) for problem in self.problems]} if self.problems else {}
        document = {
            "type": f"/problems/{self.kind.slug}",
            "title": self.kind.title,
            "status": self.kind.status.value,
            "detail": self.detail,
        }
        return document | listed | self.more

    def answer(self) -> Response:
        """Return the problem document as the answer to the request."""
        return problem_document(self.document(), self.headers)


def problem_document(members: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """Return a problem document of `members`, answered with the status among them."""
    # What is half of a character is no text, and is told with a question mark in its place.
    body = (json.dumps(members) + "\n").encode("utf-8", "replace")
    return Response(body, status=members["status"], headers=dict(headers), content_type=MEDIA_TYPE)

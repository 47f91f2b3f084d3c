"""POST /v1/postings/read: what does a job advertisement ask for? Answered at once; nothing of it is kept."""

from typing import Any

from services.api.edge.resource import Answer, Resource
from services.api.ports import ports
from services.api.problems.resource_kinds import CATALOGUE_INCOMPATIBLE
from services.api.schemas.examples import POSTINGS
from services.api.schemas.posting_answers import ReadPostingSchema
from services.ledger.accounts.clients import Caller, Scope
from services.reading.postings.document import posting_document
from services.reading.postings.posted import PostedAdvertisement, PostedAdvertisementSchema
from services.reading.postings.posting import read_posting

postings = Resource("Postings", "Job advertisements read into roles: nothing is stored or sent.")


@postings.operation(
    "POST",
    "/v1/postings/read",
    takes_long=True,
    needs=Scope.RUN_EVALUATIONS,
    takes=PostedAdvertisementSchema,
    examples=POSTINGS,
    answers={
        200: Answer(description="What it asks for, and the role to put into a profile.", schema=ReadPostingSchema)
    },
    refuses=(CATALOGUE_INCOMPATIBLE,),
)
def read_posting_text(posted: PostedAdvertisement, *, caller: Caller) -> Any:
    """Read a job advertisement into a role.

    `profile` can be put into a profile as it is, or corrected first: look at what is marked `to_confirm`, and at
    `unread`.
    """
    knowledge = ports().advisor.knowledge_with(ports().catalogues.active(caller.client))
    return posting_document(posted.advertisement, read_posting(posted.advertisement, knowledge, posted.country))

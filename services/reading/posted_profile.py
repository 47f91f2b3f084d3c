"""Which profile may a client send? One that may hold credentials' documents and a résumé, beside what is kept of it.

What is sent and what is kept are two things: a document or a résumé says who somebody is, so neither is ever part of a
Profile. What Credwise finds out about a document (`proof`, `why`, ...) is kept, and refused where a client claims it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load
from marshmallow.fields import Field

from services.intake.members import Part, Several
from services.intake.problems import ProfileRejected, problems_in
from services.intake.profile_schema import MOST_CREDENTIALS, ProfileSchema, profile_text
from services.intake.standing_schemas import HeldCredentialSchema
from services.intake.strict_json import JSON
from services.intake.strict_schema import as_a_whole, without
from services.reading.resume_files.read_file import read_posted_resume
from services.reading.resume_files.sections import ResumeRejected
from services.reading.resume_parts import Dropped
from services.recommender.learner import Profile


@dataclass(frozen=True, kw_only=True)
class PostedDocument:
    """A credential's document as it was sent, and the catalogue id the client knows it by."""

    document: JSON
    credential: str | None = None


@dataclass(frozen=True, kw_only=True)
class PostedProfile:
    """A profile as it was sent: what is typed is in `profile`, the rest waits to be examined.

    `dropped` is what was left out of a résumé, to be told to the sender.
    """

    profile: Profile
    documents: tuple[PostedDocument, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def _refuse_unreadable(resume: object) -> None:
    if isinstance(resume, ResumeRejected):
        raise ValidationError(str(resume))


class PostedCredentialSchema(HeldCredentialSchema):
    """A credential as the learner names it, or its document: an Open Badge, a CLR or another verifiable credential."""

    rules = (
        {
            "oneOf": [
                {"required": ["document"], **without("title", "issuer", "status", "issued_on", "expires_on")},
                {"required": ["title"], **without("document")},
            ]
        },
    )

    class Meta(HeldCredentialSchema.Meta):
        exclude = ("proof", "why", "skills", "aligned", "level", "field_of_study", "revocation")

    document = fields.Raw(
        metadata={
            "type": ["object", "string"],
            "description": "The credential itself: the JSON of an Open Badge, a CLR, a European Digital Credential or "
            "another verifiable credential; a signed token; a PNG or SVG with a badge in it, in base 64; its address. "
            "Title, issuer and dates are read from it, so of the other members only credential may stand beside it.",
        },
        error_messages={"null": "must not be null; send the credential's JSON, or leave the member out"},
    )

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        if field_name != "document":
            super().on_bind_field(field_name, field_obj)
        if field_name == "title":
            field_obj.required = False

    @as_a_whole
    def require_a_title_or_the_document(self, _members: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        if "document" not in sent:
            if "title" not in sent:
                raise ValidationError("is missing; give the title, or the credential itself as document", "title")
            return
        beside = (self.fields.keys() & sent.keys()) - {"document", "credential"}
        if beside:
            raise ValidationError({name: ["is read from the document; leave it out"] for name in sorted(beside)})

    @post_load
    def build(self, members: Mapping[str, Any], **_: Any) -> Any:
        return PostedDocument(**members) if "document" in members else self.value_type(**members)


class PostedProfileSchema(ProfileSchema):
    """One learner's question as a client sends it. It never says who the learner is, but in documents and a résumé.

    Of those only what was achieved is kept. Members given beside a résumé count instead of what it says.
    """

    slowly_with = frozenset({"resume"})

    credentials_held = Several(
        Part(PostedCredentialSchema, "A credential."),
        "Credentials held, in progress, expired or revoked: in words, or their documents.",
        most=MOST_CREDENTIALS,
    )
    resume = fields.Raw(
        validate=_refuse_unreadable,
        metadata={
            "type": ["object", "string"],
            "description": "A résumé: as jsonresume.org, HR Open (LER-RS) or Europass describe it in JSON; or a text, "
            "which is the résumé's own text, or a PDF, DOCX or Europass XML as `data:application/pdf;base64,...`. "
            "Work, education, skills, certificates, projects and publications are read; whatever says who the learner "
            "is is dropped, and the answer names it and what was not understood.",
        },
    )

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        if field_name != "resume":
            super().on_bind_field(field_name, field_obj)

    @pre_load
    def read_the_resume(self, document: Any, **_: Any) -> Any:
        """Put what the résumé says where the profile has no member of its own; leave in its place what was dropped."""
        if not isinstance(document, Mapping) or "resume" not in document:
            return document
        try:
            read = read_posted_resume(document["resume"], _today())
        except ResumeRejected as error:
            return {**document, "resume": error}
        return {**read.profile, **document, "resume": read.dropped}

    @post_load
    def build(self, members: Mapping[str, Any], **_: Any) -> Any:
        held = members.get("credentials_held", ())
        documents = tuple(one for one in held if isinstance(one, PostedDocument))
        kept = {name: value for name, value in members.items() if name != "resume"}
        if documents:
            kept["credentials_held"] = tuple(one for one in held if not isinstance(one, PostedDocument))
        return PostedProfile(profile=Profile(**kept), documents=documents, dropped=members.get("resume", ()))


#: Built once: reading a profile changes nothing in it.
_POSTED = PostedProfileSchema()


def read_posted_profile(document: JSON) -> PostedProfile:
    """Return the profile in a parsed JSON document; raise ProfileRejected with every problem in it."""
    try:
        posted: PostedProfile = _POSTED.load(document)
    except ValidationError as error:
        raise ProfileRejected(problems_in(error.messages)) from None
    return posted


def posted_text(posted: PostedProfile) -> str:
    """Return the text that is the same whenever the same was sent: the profile, then the documents as they came."""
    documents = [{"document": one.document, "credential": one.credential} for one in posted.documents]
    sent = json.dumps(documents, separators=(",", ":"), sort_keys=True) if documents else ""
    return profile_text(posted.profile) + sent


def _today() -> date:
    """Return the day until which a job without an end is counted."""
    return datetime.now(UTC).date()

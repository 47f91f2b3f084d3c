"""What may be asked at once about a profile? The profile as it is posted, and why not this and that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import post_load
from marshmallow.fields import Field

from services.intake.members import Several, Text
from services.reading.posted_profile import PostedProfile, PostedProfileSchema

#: Names that one question may ask about: each may cost as much as a recommendation.
MOST_NAMES = 5


@dataclass(frozen=True, kw_only=True)
class PostedQuestion:
    """A profile as it was sent, and the names of what the sender asks why it is not advised."""

    posted: PostedProfile
    why_not: tuple[str, ...] = ()


class PostedQuestionSchema(PostedProfileSchema):
    """One learner's question, to be answered at once: a profile, and names of credentials and paths to explain."""

    why_not = Several(
        Text("A credential's title or id, or a path.", "CompTIA Security+"),
        "Credentials or paths: the answer says of each why it is not what is advised.",
        most=MOST_NAMES,
    )

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        if field_name != "why_not":
            super().on_bind_field(field_name, field_obj)

    @post_load
    def build(self, members: Mapping[str, Any], **more: Any) -> Any:
        profile = {name: value for name, value in members.items() if name != "why_not"}
        return PostedQuestion(posted=super().build(profile, **more), why_not=members.get("why_not", ()))

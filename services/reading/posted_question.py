"""What may be asked at once about a profile? The profile as it is posted, why not this and that, and what if."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields, post_load
from marshmallow.fields import Field
from marshmallow.validate import Length

from services.intake.members import Several, Text
from services.intake.problems import MOST_REPORTED, FieldProblem, ProfileRejected
from services.intake.profile_schema import read_profile, write_profile
from services.intake.strict_json import JSON
from services.reading.posted_profile import PostedProfile, PostedProfileSchema
from services.recommender.learner import Profile

#: Names that one question may ask about: each may cost as much as a recommendation.
MOST_NAMES = 5

#: Changes of the profile that one question may try: each costs as much as a recommendation.
MOST_CHANGES = 10


#: The members that are no part of the profile.
ASKED = frozenset({"why_not", "changes"})


@dataclass(frozen=True, kw_only=True)
class PostedQuestion:
    """A profile as it was sent, the names of what the sender asks why it is not advised, and changes to be tried."""

    posted: PostedProfile
    why_not: tuple[str, ...] = ()
    changes: tuple[Mapping[str, JSON], ...] = ()


class PostedQuestionSchema(PostedProfileSchema):
    """One learner's question, to be answered at once: a profile, what to explain, and changes of it to try."""

    why_not = Several(
        Text("A credential's title or id, or a path.", "CompTIA Security+"),
        "Credentials or paths: the answer says of each why it is not what is advised.",
        most=MOST_NAMES,
    )

    changes = Several(
        fields.Dict(
            metadata={
                "description": "Members as they would be: lists come whole, and null leaves one out (RFC 7396).",
                "minProperties": 1,
                "examples": [{"hours_per_week": 10}],
            },
            validate=Length(min=1, error="must hold the members that change"),
            error_messages={"invalid": "must be an object, in curly brackets"},
        ),
        "What if? The profile is decided again with each of these changes by itself.",
        most=MOST_CHANGES,
    )

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        if field_name not in ASKED:
            super().on_bind_field(field_name, field_obj)

    @post_load
    def build(self, members: Mapping[str, Any], **more: Any) -> Any:
        profile = {name: value for name, value in members.items() if name not in ASKED}
        asked = {name: members[name] for name in ASKED & members.keys()}
        return PostedQuestion(posted=super().build(profile, **more), **asked)


def changed_profiles(profile: Profile, changes: Sequence[Mapping[str, JSON]]) -> list[Profile]:
    """Return the profile with each change by itself; raise ProfileRejected with every problem of all of them."""
    made, problems = list[Profile](), list[FieldProblem]()
    for place, change in enumerate(changes):
        try:
            made.append(read_profile(merged(write_profile(profile), change)))
        except ProfileRejected as error:
            at = f"/changes/{place}"
            problems += [FieldProblem(pointer=at + each.pointer, detail=each.detail) for each in error.problems]
    if problems:
        raise ProfileRejected(problems[:MOST_REPORTED])
    return made


def merged(document: JSON, change: JSON) -> JSON:
    """Return a document as a merge patch changes it (RFC 7396)."""
    if not isinstance(change, Mapping):
        return change
    whole = dict(document) if isinstance(document, Mapping) else {}
    for name, value in change.items():
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = merged(whole.get(name), value)
    return whole

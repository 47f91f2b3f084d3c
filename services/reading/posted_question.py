"""What may be asked at once about a profile? The profile as it is posted, why not this and that, and what if."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load
from marshmallow.fields import Field
from marshmallow.validate import Length

from services.intake.members import Several, Text
from services.intake.problems import MOST_REPORTED, FieldProblem, ProfileRejected
from services.intake.profile_schema import ProfileSchema, read_profile, write_profile
from services.intake.strict_json import JSON
from services.reading.posted_profile import PostedProfile, PostedProfileSchema
from services.recommender.learner import Profile
from services.recommender.situation.errors import UnresolvedOccupation

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

    def handle_error(self, error: ValidationError, data: Any, **more: Any) -> None:
        """Say of each change what is wrong with it too: what refuses the question hides none of it."""
        super().handle_error(error, data, **more)
        if isinstance(error.messages, dict) and isinstance(data, Mapping):
            told = error.messages.get("changes", {})
            found = _problems_of_changes(data)
            if found and isinstance(told, Mapping):
                error.messages["changes"] = dict(sorted({**found, **told}.items()))

    @post_load
    def build(self, members: Mapping[str, Any], **more: Any) -> Any:
        profile = {name: value for name, value in members.items() if name not in ASKED}
        asked = {name: members[name] for name in ASKED & members.keys()}
        return PostedQuestion(posted=super().build(profile, **more), **asked)


#: Built once: reading a profile changes nothing in it.
_PROFILE = ProfileSchema()


def changed_profiles(
    profile: Profile, changes: Sequence[Mapping[str, JSON]], check: Callable[[Profile], object]
) -> list[Profile]:
    """Return the profile with each change by itself; raise ProfileRejected with every problem of all of them.

    `check` raises UnresolvedOccupation for a profile that aims at no known occupation.
    """
    made, problems = list[Profile](), list[FieldProblem]()
    for place, change in enumerate(changes):
        at = f"/changes/{place}"
        try:
            changed = read_profile(merged(write_profile(profile), change))
            check(changed)
            made.append(changed)
        except ProfileRejected as error:
            problems += [FieldProblem(pointer=at + each.pointer, detail=each.detail) for each in error.problems]
        except UnresolvedOccupation as error:
            problems.append(FieldProblem(pointer=at + error.pointer, detail=error.detail))
    if problems:
        raise ProfileRejected(problems[:MOST_REPORTED])
    return made


def _problems_of_changes(sent: Mapping[str, Any]) -> dict[int, Any]:
    """Return what each change makes wrong that is not wrong without it, as marshmallow says it, by the changes' places.

    Of a profile that is wrong itself too, only what a change says can be judged: the rest is told already.
    """
    changes = sent.get("changes")
    if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
        return {}
    profile = {name: value for name, value in sent.items() if name not in ASKED}
    before = _PROFILE.validate(profile)
    found = {}
    for place, change in enumerate(changes):
        after = _PROFILE.validate(merged(profile, change)) if isinstance(change, Mapping) else {}
        if new := {name: complaints for name, complaints in after.items() if complaints != before.get(name)}:
            found[place] = new
    return found


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

"""What may be asked at once about a profile? The profile as it is posted, why not this and that, and what if."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from marshmallow import Schema, ValidationError, fields, post_load
from marshmallow.fields import Field

from services.intake.members import Part, Several, Text
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


#: Members of a profile that its occupation is read by.
_OF_OCCUPATION = frozenset({"field", "country"})

#: The members that are no part of the profile.
ASKED = frozenset({"why_not", "changes"})


@dataclass(frozen=True, kw_only=True)
class PostedQuestion:
    """A profile as it was sent, the names of what the sender asks why it is not advised, and changes to be tried."""

    posted: PostedProfile
    why_not: tuple[str, ...] = ()
    changes: tuple[Mapping[str, JSON], ...] = ()


class Change(fields.Raw):
    """Members of a profile as they would be. What each holds is read with the profile, once that can be read."""

    def _deserialize(self, value: Any, *_rest: Any, **_more: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ValidationError("must be an object, in curly brackets")
        if not value:
            raise ValidationError("must hold the members that change")
        return value


class PostedQuestionSchema(PostedProfileSchema):
    """One learner's question, to be answered at once: a profile, what to explain, and changes of it to try."""

    why_not = Several(
        Text("A credential's title or id, or a path.", "CompTIA Security+"),
        "Credentials or paths: the answer says of each why it is not what is advised.",
        most=MOST_NAMES,
    )

    changes = Several(
        Change(
            metadata={
                "description": "Members as they would be: lists come whole, and null leaves one out (RFC 7396).",
                "examples": [{"hours_per_week": 10}],
            },
            error_messages={"null": "must be an object, in curly brackets"},
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

    `check` raises UnresolvedOccupation for a profile that aims at no known occupation; so does this where the profile
    itself does and nothing else is wrong.
    """
    if not changes:
        # Whoever decides the profile itself finds out whether its occupation is known.
        return []
    made, problems = list[Profile](), list[FieldProblem]()
    unresolved = _unresolved(profile, check)
    for place, change in enumerate(changes):
        try:
            changed = read_profile(_changed(write_profile(profile), change))
        except ProfileRejected as error:
            problems += [_in_change(place, each.pointer, each.detail) for each in error.problems]
            continue
        made.append(changed)
        # What a change inherits is told of the profile.
        if unresolved is None or not change.keys().isdisjoint(_OF_OCCUPATION):
            error_of_change = _unresolved(changed, check)
            if error_of_change is not None:
                problems.append(_in_change(place, error_of_change.pointer, error_of_change.detail))
    if unresolved is not None and problems:
        problems.insert(0, FieldProblem(pointer=unresolved.pointer, detail=unresolved.detail))
    if problems:
        raise ProfileRejected(problems[:MOST_REPORTED])
    if unresolved is not None:
        raise unresolved
    return made


def _unresolved(profile: Profile, check: Callable[[Profile], object]) -> UnresolvedOccupation | None:
    try:
        check(profile)
    except UnresolvedOccupation as error:
        return error
    return None


def _in_change(place: int, pointer: str, detail: str) -> FieldProblem:
    return FieldProblem(pointer=f"/changes/{place}{pointer}", detail=detail)


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
        after = _PROFILE.validate(_changed(profile, change)) if isinstance(change, Mapping) else {}
        if new := {name: complaints for name, complaints in after.items() if complaints != before.get(name)}:
            found[place] = new
    return found


def _changed(profile: Mapping[str, Any], change: Mapping[str, JSON]) -> dict[str, Any]:
    """Return the profile as the change makes it.

    A member that no profile has stays in it also where it is to be left out, so that its name is refused.
    """
    whole = cast("dict[str, Any]", merged(profile, change))
    _keep_unknown(_PROFILE, whole, change)
    return whole


def _keep_unknown(schema: Schema, whole: dict[str, Any], change: Mapping[str, JSON]) -> None:
    for name, value in change.items():
        field = schema.fields.get(name)
        if field is None:
            whole.setdefault(name, None)
        elif isinstance(field, Part) and isinstance(value, Mapping):
            _keep_unknown(field.schema, whole[name], value)


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

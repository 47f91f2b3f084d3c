"""How does an object of a JSON document become a frozen value, and what is said of members that do not belong there?"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, wraps
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, post_load, validates_schema
from marshmallow.decorators import POST_LOAD, PRE_LOAD, VALIDATES_SCHEMA
from marshmallow.fields import Field

from services.intake.members import quick_reader
from services.intake.personal import REFUSAL, says_who
from services.intake.problems import MOST_REPORTED, FieldProblem
from services.intake.suggestions import likest

_UNKNOWN = "unknown member"

#: So many members of an object are named at most to whom sent something else.
MOST_NAMED = 8

#: What is said where a document is not read quickly; nobody hears it.
_SLOWLY = "to be read with what is done before"


def given(name: str) -> dict[str, Any]:
    """Say in JSON Schema that an object has the member, and that it is not null."""
    return {"required": [name], "properties": {name: {"not": {"type": "null"}}}}


def without(*names: str) -> dict[str, Any]:
    """Say in JSON Schema that an object has none of the members."""
    return {"not": {"anyOf": [{"required": [name]} for name in names]}}


Check = Callable[[Any, Mapping[str, Any], Mapping[str, Any]], None]


def as_a_whole(check: Check) -> Callable[..., None]:
    """Have a schema's method check the object as a whole, also where members of it are wrong: all is told at once.

    It is given the members that could be read, and the object as it was sent, where a misspelt member counts as the
    one that was meant: that is told already, and mending it mends the whole.
    """

    @wraps(check)
    def checked(schema: Schema, members: Mapping[str, Any], sent: Any, **_: Any) -> None:
        if isinstance(sent, Mapping):
            unknown = [name for name in sent if name not in schema.fields]
            meant = {likest(str(name), schema.fields) or name: sent[name] for name in unknown[:MOST_REPORTED]}
            check(schema, members, {**meant, **sent})

    hook: Callable[..., None] = validates_schema(checked, skip_on_field_errors=False, pass_original=True)
    return hook


class StrictSchema(Schema):
    """A schema that builds `value_type` from known members and refuses all others with the remedy.

    Subclasses set `value_type`, and a field per member. The value type decides what may be left out (what has a
    default) and what may be null (what has the default None, "not said").
    """

    #: The frozen dataclass that a document becomes.
    value_type: ClassVar[type[Any]]

    #: What holds of the object as a whole, as JSON Schema says it, as far as that can say it.
    rules: ClassVar[Sequence[Mapping[str, Any]]] = ()

    #: Whether the object is the profile itself, where "name" can only be the learner's.
    of_the_profile: ClassVar[bool] = False

    #: Members that are made others before the object is read; without them it is read as it came.
    slowly_with: ClassVar[AbstractSet[str]] = frozenset()

    #: Whether a request may come without a body, which then counts as an object without members.
    may_be_left_out: ClassVar[bool] = False

    error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "unknown": _UNKNOWN,
        "type": "must be an object, in curly brackets",
    }

    class Meta:
        unknown = RAISE

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        if len(self.fields) <= MOST_NAMED:
            self.error_messages["type"] += f"; its members: {', '.join(self.fields)}"

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        """Take from the value type whether a member is required. marshmallow calls this once per field."""
        default = next(member.default for member in dataclasses.fields(self.value_type) if member.name == field_name)
        field_obj.required = default is dataclasses.MISSING
        field_obj.allow_none = default is None

    def load(self, data: Any, **more: Any) -> Any:
        """Read a document as marshmallow does, and quickly where there is nothing to say about it."""
        if self._can_be_quick and not any(more.values()):
            try:
                return self.quickly(data)
            except (ValidationError, TypeError):
                pass  # What is wrong, and where, marshmallow finds out.
        return super().load(data, **more)

    def quickly(self, document: Any) -> Any:
        """Return the value of an object in which nothing is wrong.

        Raise ValidationError or TypeError without saying where: a required member is one that the value type asks for.
        """
        if not self._can_be_quick:
            return self.load(document)
        if not isinstance(document, dict) or not document.keys() <= self._readers.keys():
            raise ValidationError(_UNKNOWN)
        if not self.slowly_with.isdisjoint(document):
            raise ValidationError(_SLOWLY)
        members = {name: self._readers[name](value) for name, value in document.items()}
        for check in self._checks:
            check(members, document)
        return self.build(members)

    @cached_property
    def _readers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {name: quick_reader(field) for name, field in self.load_fields.items()}

    @cached_property
    def _checks(self) -> Sequence[Callable[..., None]]:
        return [getattr(self, name) for name, *_ in self._hooks.get(VALIDATES_SCHEMA, ())]

    @cached_property
    def _can_be_quick(self) -> bool:
        """Say whether members become the value by `build` and the checks of the whole alone, unless `slowly_with`."""
        hooks = {kind: [name for name, *_ in named] for kind, named in self._hooks.items() if named}
        known = {POST_LOAD, VALIDATES_SCHEMA, *([PRE_LOAD] if self.slowly_with else [])}
        return hooks.keys() <= known and hooks.get(POST_LOAD) == ["build"]

    def further(self, read: Mapping[str, Any]) -> Iterable[FieldProblem]:  # noqa: ARG002 - most have nothing to say
        """Say what is wrong with the members that could be `read` beyond what a schema knows, where others could not.

        Where all could be read, whoever takes the value finds it out, and may call the problem by another name.
        """
        return ()

    @post_load
    def build(self, members: Mapping[str, Any], **_: Any) -> Any:
        return self.value_type(**members)

    def handle_error(self, error: ValidationError, *_: Any, **__: Any) -> None:
        """Say what an unknown member probably was meant to be. marshmallow calls this once per object refused."""
        messages = error.messages
        if isinstance(messages, dict):
            # marshmallow lists unknown members in no order; put them last, by name, so that answers can be compared.
            unknown = sorted(str(name) for name, complaints in messages.items() if complaints == [_UNKNOWN])
            for number, name in enumerate(unknown):
                del messages[name]
                # More are not reported, so what was meant by them is not looked for.
                if number < MOST_REPORTED:
                    messages[name] = [self._unknown(name)]

    def _unknown(self, name: str) -> str:
        if says_who(name, of_the_profile=self.of_the_profile):
            return REFUSAL
        if (meant := likest(name, self.fields)) is not None:
            return f'there is no member of this name; did you mean "{meant}"?'
        return f"there is no member of this name here; remove it (known: {', '.join(self.fields)})"

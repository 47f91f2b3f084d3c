"""How does an object of a JSON document become a frozen value, and what is said of members that do not belong there?"""

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, post_load
from marshmallow.fields import Field

from services.intake.personal import REFUSAL, says_who
from services.intake.problems import MOST_REPORTED
from services.intake.suggestions import likest

_UNKNOWN = "unknown member"


class StrictSchema(Schema):
    """A schema that builds `value_type` from known members and refuses all others with the remedy.

    Subclasses set `value_type`, and a field per member. The value type decides what may be left out (what has a
    default) and what may be null (what has the default None, "not said").
    """

    #: The frozen dataclass that a document becomes.
    value_type: ClassVar[type[Any]]

    #: Whether the object is the profile itself, where "name" can only be the learner's.
    of_the_profile: ClassVar[bool] = False

    #: Whether a request may come without a body, which then counts as an object without members.
    may_be_left_out: ClassVar[bool] = False

    error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "unknown": _UNKNOWN,
        "type": "must be an object, in curly brackets",
    }

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: Field[Any]) -> None:
        """Take from the value type whether a member is required. marshmallow calls this once per field."""
        default = next(member.default for member in dataclasses.fields(self.value_type) if member.name == field_name)
        field_obj.required = default is dataclasses.MISSING
        field_obj.allow_none = default is None

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

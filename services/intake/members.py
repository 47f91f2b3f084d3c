"""Which values may a member of a profile hold? The kinds of member that its schemas are made of.

Each refuses with the remedy, accepts exactly one JSON type (a string never passes for a number), and carries its
bounds as validators, which is where the OpenAPI document finds them. Whether a member may be left out or be null is
not said here: the value type decides (strict_schema.py).
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validate

from services.intake.suggestions import code_meant, day_meant, whole_numbers_meant, word_meant
from services.recommender.names.geography.countries import country_code
from services.recommender.names.languages import language_called

#: A year before this is a slip of the pen: nobody who asks today used a skill or finished school then.
EARLIEST_YEAR = 1940

#: A year after this is a slip of the pen too. A fixed bound, so that the same document is always read the same way.
LATEST_YEAR = 2100

#: Line breaks and other control characters, and marks that reverse the direction of what follows: text that would not
#: read in a terminal or on a page as it was written.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _arguments(right: str, documented: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return field arguments: what the OpenAPI document says, and messages that say `right`, what would be right."""
    complaints = {
        "required": f"is missing; it must be {right}",
        "null": f"must not be null; it must be {right}",
        "invalid": f"must be {right}",
        "unknown": f"must be {right}",
        "type": f"must be {right}",
    }
    return {"metadata": documented, "error_messages": complaints, **more}


def _refusal(field: fields.Field[Any], remedy: str, key: str = "invalid") -> ValidationError:
    """Return the refusal that `field` has under `key`, with the `remedy` for this very value behind it."""
    return ValidationError(f"{field.error_messages[key]}; {remedy}")


class Text(fields.String):
    """One line of text, not blank, at most `longest` characters, kept without the blanks around it."""

    def __init__(self, description: str, example: str, *, longest: int = 200, **more: Any) -> None:
        documented = {"description": description, "examples": [example]}
        length = validate.Length(min=1, max=longest, error="must have {min} to {max} characters")
        super().__init__(validate=length, **_arguments("a text in quotation marks", documented, more))

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> str:
        text = super()._deserialize(value, *rest, **more).strip()
        hidden = _HIDDEN.search(text)
        if hidden is not None:
            code = f"U+{ord(hidden.group()):04X}"
            raise ValidationError(f"contains the control character {code}; write one line of plain text")
        if not text:
            raise ValidationError("is blank; give a text or leave the member out")
        return text


class Code(fields.String):
    """A text of a fixed notation: `pattern` as a regular expression that JSON Schema knows too, `right` in words."""

    def __init__(self, description: str, example: str, *, pattern: str, right: str, **more: Any) -> None:
        documented = {"description": description, "examples": [example]}
        right = f"{right}, like {example}"
        self._pattern = pattern
        notation = validate.Regexp(f"^{pattern}$", error=f"must be {right}")
        super().__init__(validate=notation, **_arguments(right, documented, more))

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> str:
        text = super()._deserialize(value, *rest, **more)
        # A regular expression's $ also matches before a line break at the end, JSON Schema's does not.
        if text.endswith("\n") or not re.fullmatch(self._pattern, text):
            meant = code_meant(text, self._pattern)
            raise _refusal(self, f"write {meant}") if meant else self.make_error("invalid")
        return text


class Language(fields.String):
    """A language by its tag (BCP 47), kept as it is written, or by its name, for which its code is kept."""

    _TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"

    def __init__(self, description: str, example: str, **more: Any) -> None:
        right = f"a language tag of BCP 47, like {example}, or the name of one language, like English"
        length = validate.Length(min=2, max=60, error=f"must be {right}")
        super().__init__(
            validate=length, **_arguments(right, {"description": description, "examples": [example]}, more)
        )

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> str:
        text = super()._deserialize(value, *rest, **more)
        if re.fullmatch(self._TAG, text):
            return text
        meant = code_meant(text, self._TAG)
        code = None if meant else language_called(text)
        if code is None:
            raise _refusal(self, f"write {meant}") if meant else self.make_error("invalid")
        return code


class Country(fields.String):
    """A country by its code or its name, for which its ISO 3166-1 code of two letters is kept."""

    def __init__(self, description: str, example: str, **more: Any) -> None:
        right = f"a country's ISO 3166-1 code, like {example}, or its name, like Germany"
        length = validate.Length(min=2, max=60, error=f"must be {right}")
        super().__init__(
            validate=length, **_arguments(right, {"description": description, "examples": [example]}, more)
        )

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> str:
        code = country_code(super()._deserialize(value, *rest, **more))
        if code is None:
            raise self.make_error("invalid")
        return code


class WholeNumber(fields.Integer):
    """A whole number from `low` to `high`, written without quotation marks; 6.0 is one too, as for JSON Schema."""

    def __init__(self, description: str, example: int, *, low: int, high: int, remedy: str = "", **more: Any) -> None:
        documented = {"description": description, "examples": [example]}
        right = f"a whole number from {low} to {high}, without quotation marks or a fraction"
        self._low, self._high = low, high
        bounds = validate.Range(min=low, max=high, error=f"must be a whole number from {{min}} to {{max}}{remedy}")
        super().__init__(validate=bounds, **_arguments(right, documented, more))

    def _deserialize(self, value: Any, *_rest: Any, **_more: Any) -> int:
        if type(value) is float and value.is_integer():
            return int(value)
        if type(value) is not int:
            meant = whole_numbers_meant(value, self._low, self._high)
            raise _refusal(self, f"write {' or '.join(map(str, meant))}") if meant else self.make_error("invalid")
        return value


class Year(WholeNumber):
    def __init__(self, description: str, example: int, **more: Any) -> None:
        super().__init__(description, example, low=EARLIEST_YEAR, high=LATEST_YEAR, **more)


class Day(fields.Date):
    """A day of the calendar, "2027-06-30" and no other notation."""

    def __init__(self, description: str, example: str, **more: Any) -> None:
        documented = {"description": description, "examples": [example]}
        super().__init__(**_arguments(f"a date of the calendar like {example}", documented, more))

    def _deserialize(self, value: Any, *_rest: Any, **_more: Any) -> date:
        if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
            meant = day_meant(value) if isinstance(value, str) else None
            remedy = "give the day alone:" if ":" in str(value) else "write"
            raise _refusal(self, f"{remedy} {meant}") if meant else self.make_error("invalid")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.make_error("invalid") from None


class OneOf(fields.Enum[StrEnum]):
    """One of the words of an enumeration."""

    def __init__(self, words: type[StrEnum], description: str, **more: Any) -> None:
        right = f"one of: {', '.join(words)}"
        self._words = words
        self._by_value = {word.value: word for word in words}
        super().__init__(words, by_value=fields.String(), **_arguments(right, {"description": description}, more))

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> StrEnum:
        if not isinstance(value, str):
            raise self.make_error("unknown")
        if (word := self._by_value.get(value)) is not None:
            return word
        if meant := word_meant(value, self._words):
            raise _refusal(self, f'did you mean "{meant}"?', "unknown")
        return super()._deserialize(value, *rest, **more)


class Several(fields.List[Any]):
    """A list of at most `most`, counted before any of it is read; it becomes a tuple. `least` is only described."""

    def __init__(
        self, inner: fields.Field[Any], description: str, *, most: int, least: int | None = None, **more: Any
    ) -> None:
        self._most = most
        right = "a list in square brackets; where there is nothing to say, [] or no such member"
        documented = {"description": description} | ({"minItems": least} if least else {})
        super().__init__(inner, validate=validate.Length(max=most), **_arguments(right, documented, more))

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        if len(value) > self._most:
            raise ValidationError(f"has {len(value)} elements; at most {self._most} are taken")
        return tuple(super()._deserialize(value, *rest, **more))

    def quickly(self, value: Any) -> Any:
        """Read a list in which nothing is wrong; raise ValidationError without saying where."""
        if not isinstance(value, list) or len(value) > self._most:
            raise self.make_error("invalid")
        read = quick_reader(self.inner)
        return tuple([read(element) for element in value])


class TextOr(fields.Field[Any]):
    """A text, or in its place an object that says more; each is read by its own kind of member."""

    def __init__(self, text: Text, part: "Part", description: str, **more: Any) -> None:
        super().__init__(**_arguments("a text in quotation marks, or an object in curly brackets", {}, more))
        self.metadata = {"description": description}
        self.text, self.part = text, part

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        return (self.part if isinstance(value, dict) else self.text).deserialize(value, attr, data, **more)

    def quickly(self, value: Any) -> Any:
        """Read it as `Several.quickly` does."""
        return self.part.quickly(value) if isinstance(value, dict) else self.text.deserialize(value)


class Part(fields.Nested):
    """An object within the document, read by a schema of its own."""

    def __init__(self, schema: Any, description: str, **more: Any) -> None:
        right = "an object in curly brackets; where there is nothing to say, leave the member out"
        super().__init__(schema, **_arguments(right, {"description": description}, more))

    def quickly(self, value: Any) -> Any:
        """Read it as `Several.quickly` does."""
        return self.schema.quickly(value)  # type: ignore[attr-defined] # parts are read by strict schemas


def quick_reader(field: fields.Field[Any]) -> Callable[[Any], Any]:
    """Return what reads a value of `field` where nothing is wrong with it."""
    quickly: Callable[[Any], Any] | None = getattr(field, "quickly", None)
    if quickly is None:
        return field.deserialize
    if not field.allow_none:
        return quickly
    return lambda value: None if value is None else quickly(value)

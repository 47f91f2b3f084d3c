"""How is something said to a person? By the id of a sentence in the language's folder, and what is filled in.

A text shows its parameters by name, as in "{title} is offered until {day}."; each is written by its kind, so that no
text and no caller formats a number. A text that counts has one form per plural, chosen by the parameter `count`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from re import sub
from typing import Any, Self

import yaml

from services.recommender.wording import formats

#: What a text may be filled in with; each kind is written in its own way.
Parameter = str | int | date | formats.Price | Sequence["Parameter"]

#: The texts of the language spoken: one file per part of the answer.
FOLDER = Path(__file__).parent / formats.LANGUAGE

#: A text, or its forms by category of plural.
Text = str | Mapping[str, str]


class Message(str):
    """A text for a person that knows how it was put together, so that it can be said again in another language."""

    __slots__ = ("id", "parameters")
    id: str
    parameters: Mapping[str, Parameter]

    def __new__(cls, text: str, message_id: str, parameters: Mapping[str, Parameter]) -> Self:
        """Return `text`, which is what the sentence `message_id` says of `parameters`."""
        message = super().__new__(cls, text)
        message.id, message.parameters = message_id, parameters
        return message

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, Parameter]]:  # type: ignore[override]
        """Return what it is made of, for copies and for other processes."""
        return str(self), self.id, self.parameters


class MissingSentence(Exception):
    """The wording has no such sentence, or it shows what it is not given. The message says where to write it."""


@cache
def texts() -> Mapping[str, Text]:
    """Return every text by its id: the group of a file and its name in it, as in "plan.not_found"."""
    return {
        f"{group}.{name}": text
        for path in sorted(FOLDER.glob("*.yaml"))
        for group, names in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for name, text in names.items()
    }


@cache
def texts_hash() -> str:
    """Return a hash of all texts: the same one says the same things in the same words."""
    written = json.dumps(texts(), sort_keys=True, ensure_ascii=False)
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def say(message_id: str, /, **parameters: Parameter) -> Message:
    """Return what the sentence `message_id` says of `parameters`; raise MissingSentence where it cannot."""
    if (text := texts().get(message_id)) is None:
        group, _, name = message_id.partition(".")
        raise MissingSentence(
            f'No sentence is called "{message_id}": write it as "{name}" under "{group}" in {FOLDER}.'
        )
    try:
        if not isinstance(text, str):
            count = parameters["count"]
            text = text[formats.plural(count) if isinstance(count, int) else "other"]
        shown = text.format_map({name: _written(value) for name, value in parameters.items()})
    except KeyError as missing:
        raise MissingSentence(f'The sentence "{message_id}" shows {missing}, which it is not given.') from missing
    return Message(shown, message_id, parameters)


def word(code: StrEnum) -> str:
    """Return what a code of the answer is called; its group is the name of its scale."""
    return word_of(_scale(type(code).__name__), code.value)


@cache
def _scale(kind: str) -> str:
    return sub("(?<!^)(?=[A-Z])", "_", kind).lower()


def word_of(group: str, code: str) -> str:
    """Return what a code of `group` is called; one that is not known yet, as it is."""
    known = f"{group}.{code}"
    return say(known) if known in texts() else code.replace("_", " ")


def known_word_of(group: str, code: str) -> Message:
    """Return what a code of `group` is called; raise MissingSentence where it has no word of its own."""
    return say(f"{group}.{code}")


def capital(words: str) -> str:
    """Return words with a capital letter in front."""
    return words[:1].upper() + words[1:]


def _written(value: Parameter) -> str:
    match value:
        case str():
            return value
        case int():
            return formats.number(value)
        case date():
            return formats.day(value)
        case list() | tuple():
            return formats.listed([_written(one) for one in value])
        case formats.Price():
            return formats.money(value.amount, value.currency)
        case _:
            return formats.listed([_written(one) for one in value])


def as_stored(value: Parameter) -> Any:
    """Return a parameter in a form that JSON keeps; what is no text, number or list says what it is."""
    match value:
        case Message():
            return {"id": value.id, "parameters": {name: as_stored(one) for name, one in value.parameters.items()}}
        case str() | int():
            return value
        case date():
            return {"date": value.isoformat()}
        case list() | tuple():
            return [as_stored(one) for one in value]
        case formats.Price():
            return {"amount": value.amount, "currency": value.currency}
        case _:
            return [as_stored(one) for one in value]


def say_again(message_id: str, stored: Mapping[str, Any]) -> Message:
    """Return what a sentence says of parameters as they were stored."""
    return say(message_id, **{name: _restored(value) for name, value in stored.items()})


def _restored(value: Any) -> Parameter:
    match value:
        case {"id": message_id, "parameters": parameters}:
            return say_again(message_id, parameters)
        case {"date": written}:
            return date.fromisoformat(written)
        case {"amount": amount, "currency": currency}:
            return formats.Amount(amount=amount, currency=currency)
        case list():
            return [_restored(one) for one in value]
        case _:
            plain: str | int = value
            return plain

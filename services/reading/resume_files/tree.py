"""How are JSON and XML of the same standard read by one reader? As trees whose names have no case and no namespace."""

from collections.abc import Iterator, Mapping
from typing import Any

from babel import Locale

from services.reading.resume_files.markup import parse_xml
from services.recommender.names.languages import languages_named

#: Codes of languages have two or three letters.
_LONGEST_CODE = 3

#: The text of an element that has attributes or elements as well.
_TEXT = "#text"


def folded(value: Any) -> Any:
    """Return JSON with its names in small letters, without prefixes ("ns:Name" is "name")."""
    if isinstance(value, Mapping):
        return {str(name).rpartition(":")[2].casefold(): folded(member) for name, member in value.items()}
    return [folded(one) for one in value] if isinstance(value, list) else value


def tree_of(raw: bytes) -> dict[str, Any]:
    """Return an XML document as JSON would say it; raise ResumeRejected where it is none, or too large."""
    reader = _Tree()
    parse_xml(raw, reader)
    return reader.root


def nodes(value: Any, *path: str) -> Iterator[Any]:
    """Yield what stands at the end of `path`; a list anywhere on the way stands for each of its elements."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one, *path)
    elif not path:
        if value is not None:
            yield value
    elif isinstance(value, Mapping):
        yield from nodes(value.get(path[0]), *path[1:])


def words(value: Any, *paths: str) -> str | None:
    """Return the first text at one of `paths` ("a/b"); of an object, its text, label or name."""
    for path in paths:
        for node in nodes(value, *path.split("/")):
            if isinstance(node, Mapping):
                inner = words(node, _TEXT, "label", "name", "value", "content")
                if inner:
                    return inner
            elif isinstance(node, str | int) and not isinstance(node, bool) and str(node).strip():
                return str(node).strip()
    return None


def said_yes(value: Any, *paths: str) -> bool:
    """Tell whether a member at one of `paths` is true."""
    return any(str(node).casefold() == "true" for path in paths for node in nodes(value, *path.split("/")))


def filled(**members: Any) -> dict[str, Any]:
    """Return the members that say something."""
    return {name: member for name, member in members.items() if member}


def language_name(said: str | None) -> str | None:
    """Return a language's name in English for its code ("por"); a name stays as it is."""
    code = next(iter(languages_named(said).codes), None) if said and len(said) <= _LONGEST_CODE else None
    return Locale("en").languages.get(code, said) if code else said


class _Tree:
    """Puts elements together; what stands several times becomes a list."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self._open: list[dict[str, Any]] = [self.root]

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self._open.append({_local(each): said for each, said in attributes.items()})

    def end(self, name: str) -> None:
        element = self._open.pop()
        text = element.pop(_TEXT, "").strip()
        value: Any = {**element, _TEXT: text} if element and text else element or text
        parent, local = self._open[-1], _local(name)
        if local in parent and isinstance(parent[local], list):
            parent[local].append(value)
        else:
            parent[local] = [parent[local], value] if local in parent else value

    def text(self, text: str) -> None:
        self._open[-1][_TEXT] = self._open[-1].get(_TEXT, "") + text


def _local(name: str) -> str:
    return name.rpartition(" ")[2].casefold()

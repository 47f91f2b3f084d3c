"""In which languages is a credential taught, by the words of its source? What names no language is noted."""

from collections.abc import Iterable

from services.importing.import_report import ImportNotes
from services.importing.values.linked_data.json_ld import Node
from services.recommender.names.languages import languages_named

#: What a language is called where it is written as an object of its own.
_NAMES = ("name", "prefLabel", "title", "label", "alternateName")

#: How such an object says its code.
_CODES = ("alternateName", "identifier", "termCode", "codeValue", "codedNotation")


def languages_of(node: Node, member: str, notes: ImportNotes) -> tuple[str, ...]:
    """Return the codes of the languages that a member names: by tags, names, lists, objects or addresses."""
    objects = node.nodes(member)
    labels = {text for one in objects for name in _NAMES for text in one.texts(name)}
    said = [text for text in node.texts(member) if text not in labels]
    return languages_said([*said, *(_said(one) for one in objects)], node.place, notes)


def languages_said(said: Iterable[str], place: str, notes: ImportNotes) -> tuple[str, ...]:
    """Return the codes of the languages that texts name, each once; what names none is noted and left out."""
    codes: dict[str, None] = {}
    for text in said:
        notes.effort.count()
        named = languages_named(text)
        codes.update(dict.fromkeys(named.codes))
        for words in named.unread:
            notes.mend(place, words, "names no language that is known here; the language was left out")
    return tuple(codes)


def _said(language: Node) -> str:
    """Return the first that names a language of what an object says: its names, its codes, its address."""
    ways = [text for name in (*_NAMES, *_CODES) for text in language.texts(name)]
    ways += [language.id] if language.id else []
    return next((text for text in ways if languages_named(text).codes), ways[0] if ways else "an object without a name")

"""Which formats are read, and in which of them is a document written? Told by what is in it, not by its file's name.

The formats are what the package of that name holds, not a list that one could forget to enter a new one in.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from services.importing import formats
from services.importing.format import JSON_TYPES, Format, Sign
from services.importing.source_files import Document


class FormatUndeclared(Exception):
    """A module of the formats declares none. Give it `FORMAT = Format(name=..., ...)`, or move it elsewhere."""


def formats_in(package: ModuleType) -> tuple[Format, ...]:
    """Return the formats that the modules of `package` declare, in the order of their names; raise FormatUndeclared."""
    modules = [import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)]
    return tuple(sorted(map(_declared, modules), key=lambda one: one.name.casefold()))


def _declared(module: ModuleType) -> Format:
    declared = getattr(module, "FORMAT", None)
    if not isinstance(declared, Format):
        raise FormatUndeclared(
            f"{module.__name__} declares no FORMAT; it should be a services.importing.format.Format."
        )
    return declared


#: Every format that is read.
FORMATS = formats_in(formats)

#: How a document of one of them may be declared over HTTP; JSON's types first, since most formats have those.
MEDIA_TYPES = tuple(dict.fromkeys([*JSON_TYPES, *(media_type for one in FORMATS for media_type in one.media_types)]))


def format_of(document: Document, among: Sequence[Format] = FORMATS) -> Format | None:
    """Return the format of which the document bears the surest sign, the first of several; None where it bears none."""
    bearing = (one for sign in Sign for one in among if sign in one.signs and one.signs[sign](document))
    return next(bearing, None)


def names_of(among: Iterable[Format] = FORMATS) -> str:
    """Return the formats' names as a sentence lists them."""
    *others, last = (one.name for one in among)
    return f"{', '.join(others)} or {last}" if others else last

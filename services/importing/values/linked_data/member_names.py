"""What is a member or term called, whichever prefix or address it is written with?"""

import re

#: The usual prefixes of vocabularies that describe people, pages and goods; what they call a name is another one's.
_FOREIGN = frozenset({"foaf", "og", "twitter", "vcard", "gr", "dbo", "dbp", "wd", "wdt", "sioc", "doap", "geo", "prov"})

#: What stands before the local name of a member or a term.
_BEFORE_NAME = re.compile(r"^.*[:/#]")


def local_name(key: str) -> str:
    """Return the name without prefix or address: "ceterms:name" and "https://purl.org/ctdl/terms/name" are "name"."""
    return key if key.startswith("@") else _BEFORE_NAME.sub("", key)


def member_name(key: str) -> str:
    """Return the local name of a member; one of a vocabulary that is none of ours keeps its prefix."""
    return key if key.partition(":")[0].casefold() in _FOREIGN else local_name(key)


def code_of(term: str) -> str:
    """Return the local name of a term without case and punctuation: "costType:AggregateCost" -> "aggregatecost"."""
    return "".join(sign for sign in local_name(term.strip()).casefold() if sign.isalnum())

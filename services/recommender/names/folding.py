"""When are two names in words the same name? Folds case, spaces, punctuation and plurals away."""

import re
import unicodedata

#: Letters and digits of any script; + and # stay, or "C++ Developer" and "C# Developer" would be one.
_WORD = re.compile(r"[\w+#]+")

#: Shorter words are left as they are: "gas" and "bus" are no plurals.
_SHORTEST_PLURAL = 4

#: Dropped without leaving a gap: "R.N." is "RN" and "driver's" is "drivers".
_SILENT = str.maketrans("", "", ".'\u2018\u2019`")

#: Short forms that titles are written with as often as with the long ones.
_LONG_FORMS = {
    "asst": "assistant",
    "jr": "junior",
    "mgr": "manager",
    "rep": "representative",
    "sr": "senior",
    "tech": "technician",
}


def fold(name: str) -> str:
    """Return the name as its bare words in the singular and in full.

    "Software Developers " and "software-developer" fold alike, and so do "HVAC Tech." and "HVAC technicians".

    The result is for comparing, not for showing: the singular is made by rule ("series" becomes "sery").
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ").translate(_SILENT)
    words = (_singular(word) for word in _WORD.findall(plain.replace("_", " ")))
    return " ".join(_LONG_FORMS.get(word, word) for word in words)


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word.removesuffix("s")

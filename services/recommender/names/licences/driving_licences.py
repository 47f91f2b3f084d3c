"""Is a driving licence named, and of which categories? "Permis EC", "FS Kl. C1E", "prawko kat. C", "HR licence"."""

import re

#: What a licence to drive is called, in small plain words; a category has to stand beside the ambiguous ones.
_CALLED = re.compile(
    r"(?<!\S)(?:(?:driver s|drivers?|driving|motor vehicle) licen[cs]es?|permis de conduire|permiso de conducir|"
    r"carnet de conducir|carne de conducir|fuhrerschein|fahrerlaubnis|fuhrerausweis|lenkerberechtigung|"
    r"patente di guida|rijbewijs|prawo jazdy|prawko|carta de conducao|korkort|cnh|"
    r"carteira nacional de habilitacao)(?!\S)"
)
_SHORT = (
    r"permis|permiso|carnet|carne|patente|patent|fs|fuhrerschein|fuhrerausweis|rijbewijs|prawo jazdy|prawko|"
    r"carta|carta de pesados|korkort|kort|licen[cs]e|class|cat|category"
)
_BESIDE = r"(?:kl|klassen?|class|kat|kategori[eai]+|cat|categor[a-z]+|code|de|tipo|van)"
_CATEGORY = r"(?:(?:[bcd]1?|a[m12]?)(?: ?e)?|ec1?|eb)"

_WITH_CATEGORY = re.compile(rf"(?<!\S)(?:{_SHORT})(?: {_BESIDE})* (?P<category>{_CATEGORY})(?!\S)")
_BEFORE_IT = re.compile(rf"(?<!\S)(?P<category>{_CATEGORY}) ?(?:korkort|kort|rijbewijs|fuhrerschein|licen[cs]e)(?!\S)")
#: "CE mit Modul 95", "C+E, code 95", "C z kodem 95": only a driver's category has that number beside it.
_WITH_95 = re.compile(
    r"(?<!\S)(?P<category>[cd]1?(?: ?e)?)(?: (?:mit|med|met|avec|con|com|with|z|und|and|et|en|y|e|och))?"
    r"(?: (?:modul(?:en?|o)?|kod|kodem|code|codigo|codice|ziffer|schlusselzahl|sz|ykb))? (?:nr )?95(?!\S)"
)

#: Heavy goods and buses, by the letter of the category.
_LORRY, _BUS = "c", "d"


def driving_categories(text: str) -> frozenset[str] | None:
    """Return the letters of the categories of the driving licence that `text` names; None where it names none.

    `text` is in small plain words, as `fold_letters` makes them. Of a licence without categories nothing is in it.
    """
    found = [*_WITH_CATEGORY.finditer(text), *_BEFORE_IT.finditer(text), *_WITH_95.finditer(text)]
    if not found:
        return frozenset() if _CALLED.search(text) else None
    return frozenset(one["category"].replace(" ", "").replace("e", "")[:1] or "e" for one in found)

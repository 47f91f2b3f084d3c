"""Which of the O*NET codes that an ESCO occupation is matched to does it mean first, and what speaks against it?"""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice

from services.recommender.knowledge.occupations.job_titles.titles import TitleIndex
from services.recommender.knowledge.occupations.languages.esco import EscoOccupation
from services.recommender.knowledge.occupations.languages.labels import SUREST, LabelUse
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.resolution import TitleHit
from services.recommender.names.folding import fold
from services.recommender.names.job_titles.additions import leads_others
from services.recommender.names.job_titles.other_gender import shorter_titles

#: O*NET agrees with a code that is among so many of the likeliest by the words of the ESCO occupation's title. Of 400
#: French and Italian titles stated at 90 or more, 51 have a code that is not: 7 of the 13 that were wrong.
AGREEING = 10

#: How O*NET names the work of a group that has no code of its own.
_LEFT = ", All Other"

#: O*NET's group of managers, and from which group on the codes of a group's supervisors begin with a 1: "51-1011.00".
_MANAGERS, _WITH_SUPERVISORS = "11", "33"


def main_code(esco: EscoOccupation, titles: TitleIndex) -> str | None:
    """Return which of the codes that an ESCO occupation is matched to it means first; None where nothing tells.

    It is the only one, the one that goes by the ESCO occupation's English title, or the one that others are parts of.
    """
    if len(esco.codes) == 1:
        return esco.codes[0]
    use = titles.find(fold(esco.title))
    named = [code for code in esco.codes if use and code in ((use.own,) if use.own else use.codes)]
    if len(named) == 1:
        return named[0]
    parts = {code[:7] for code in esco.codes if not code.endswith(".00")}
    wholes = [code for code in esco.codes if code.endswith(".00") and code[:7] in parts]
    return wholes[0] if len(wholes) == 1 else None


def is_disputed(esco: EscoOccupation, titles: TitleIndex, likeliest: Callable[[str], Iterable[TitleHit]]) -> bool:
    """Say whether O*NET has the ESCO occupation's English title for others than the codes it is matched to.

    Where O*NET has not the title, that is said by the `likeliest` occupations by its words: "provincial governor" is
    matched to legislators, and O*NET's governors are chief executives.
    """
    if use := titles.find(fold(esco.title)):
        return {use.own, *use.codes}.isdisjoint(esco.codes)
    return {hit.occupation.code for hit in islice(likeliest(esco.title), AGREEING)}.isdisjoint(esco.codes)


def is_what_is_left(esco: EscoOccupation, occupations: Mapping[str, Occupation]) -> bool:
    """Say whether an ESCO occupation's only codes are of all that has no code of its own: "Managers, All Other".

    Of nine such titles that were looked at by hand three had a code of their own.
    """
    return bool(esco.codes) and all(_LEFT in occupations[code].title for code in esco.codes)


def begins_as_another(
    use: LabelUse,
    language: str,
    meant: Collection[str],
    find: Callable[[str], LabelUse | None],
    codes_of: Callable[[int], tuple[str, ...]],
) -> bool:
    """Say whether a title begins as the own name of an occupation with none of the codes that are `meant`.

    A "comptable analytique" is a comptable first. In languages whose nouns stand last it ends so.
    """
    for shorter in shorter_titles(use.key, language):
        other = find(shorter)
        if other and (grade := other.occupations[0][1]) in SUREST:
            codes = {code for number, each in other.occupations if each == grade for code in codes_of(number)}
            if codes and codes.isdisjoint(meant):
                return True
    return False


def ranks_otherwise(use: LabelUse, language: str, meant: Collection[str]) -> bool:
    """Say whether a title leads others and no code that is meant does, or the other way round.

    An "opérateur de traitement du lait" is no supervisor, and a "responsable d'atelier de tissage" no operator.
    """
    leads = leads_others(use.title, language)
    return leads is not None and bool(meant) and all(_leads(code) != leads for code in meant)


def _leads(code: str) -> bool:
    return code[:2] == _MANAGERS or (code[:2] >= _WITH_SUPERVISORS and code[3] == "1")

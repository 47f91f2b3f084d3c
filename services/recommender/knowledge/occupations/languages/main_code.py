"""Which of the O*NET codes that an ESCO occupation is matched to does it mean first, and does O*NET agree?"""

from services.recommender.knowledge.occupations.job_titles.titles import TitleIndex
from services.recommender.knowledge.occupations.languages.esco import EscoOccupation
from services.recommender.names.folding import fold


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


def is_disputed(esco: EscoOccupation, titles: TitleIndex) -> bool:
    """Say whether O*NET lists the ESCO occupation's English title, but for none of the codes it is matched to."""
    use = titles.find(fold(esco.title))
    return use is not None and {use.own, *use.codes}.isdisjoint(esco.codes)

"""What does a headline mean that names several titles? One occupation where all mean it; else each is offered."""

from collections.abc import Callable
from dataclasses import replace

from services.recommender.knowledge.occupations.resolution import Ambiguous, Resolution, Resolved, Unknown
from services.recommender.names.job_titles.additions import only_additions
from services.recommender.names.job_titles.composites import with_noun

#: How sure, in percent, a headline of several titles is at most, all of which mean one occupation. A judgement.
COMPOSITE_CONFIDENCE = 80

#: How many occupations are offered.
OFFERED = 5


def of_several(parts: tuple[str, ...], whole: Resolution, read: Callable[[str], Resolution]) -> Resolution:
    """Return what the `parts` of a headline mean together; `whole` is what all of it means where none is understood.

    Parts that say nothing of the work ("Intermediate / Senior Accountant") are not asked. A part that is no title is
    read with the last part's noun: "Sheet Metal/Refrigeration Mechanic".
    """
    asked = [part for part in parts if not only_additions(part, whole.language)]
    taken: list[Resolved] = []
    for part in asked:
        readings = (read(each) for each in (part, with_noun(part, parts)))
        taken += [found for found in readings if isinstance(found, Resolved)][:1]
    meant = tuple(dict.fromkeys(each.occupation for each in taken))
    if not meant:
        return whole
    if len(meant) == 1 and len(taken) == len(asked):
        least = min(each.confidence for each in taken)
        surest = max(taken, key=lambda each: each.confidence)
        return replace(surest, confidence=min(COMPOSITE_CONFIDENCE, least))
    match whole:
        case Ambiguous(candidates=offered) | Unknown(suggestions=offered):
            meant = tuple(dict.fromkeys((*meant, *offered)))
    return Ambiguous(candidates=meant[:OFFERED], language=taken[0].language)

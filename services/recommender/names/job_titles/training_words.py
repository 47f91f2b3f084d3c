"""Does a title say that somebody is still being trained for the work: "Trainee Solicitor", "Auszubildende"?"""

import re

#: Whole words of nine languages. "Graduate" is none: a graduate teacher is registered already.
_IN_TRAINING = re.compile(
    r"\b(?:apprentices?|trainee|student|pupil barrister|articled clerk|candidate attorney"
    r"|azubi|auszubildende[rn]?|lehrling|lernende[rn]?|(?:rechts|lehramts|studien)?referendar(?:in)?"
    r"|apprentie?|élève|(?:avocate? )?stagiaire"
    r"|aprendi[zc]a?|aprendices|becari[oa]|en prácticas|opositora?"
    r"|apprendista|tirocinante|praticante(?: avvocato)?"
    r"|leerling|in opleiding"
    r"|uczeń|uczennica|aplikant(?:ka)?|stażyst(?:a|ka)"
    r"|formand[oa]|estagiári[oa]"
    r"|lärling|elev|student)\b",
    re.IGNORECASE,
)


def says_in_training(title: str) -> bool:
    """Say whether a job title calls its holder an apprentice, a trainee or a student."""
    return _IN_TRAINING.search(title) is not None

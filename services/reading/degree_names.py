"""Which level of education does the name of a degree stand for? "B.Tech", "High School Diploma", "PhD candidate".

The usual names of the English-speaking world, and of its neighbours as they stand in résumés. Pure.
"""

import re
from dataclasses import dataclass

from services.recommender.learner import EducationLevel

#: Short forms that mean nothing else, whatever their case; dots are left out before they are looked up.
_SHORT_FORMS = {
    EducationLevel.DOCTORATE: "phd dphil edd dba jd pharmd dds dmd dnp dpt dvm scd dsc psyd engd drph",
    EducationLevel.MASTER: "msc mba emba meng mtech mphil mpa mph mfa msw mres mca mcom llm mchem mphys mmath march "
    "mpp mlis mslis msn mim msed mps mst mha mdiv mstat mpharm",
    EducationLevel.BACHELOR: "bsc beng btech bcom bba bca bfa bed bsn llb bcs bds bpharm mbbs bas barch bphil bsw bpa "
    "bms bhm bhsc bsba bsee bsme bscs bmus bvsc",
    EducationLevel.ASSOCIATE: "aas aasn asn adn hnd fdsc fda",
    EducationLevel.POSTSECONDARY_CERTIFICATE: "hnc btec nvq svq",
    EducationLevel.SECONDARY: "ged gcse gcses hsc ssc hssc cbse icse hisd",
}

#: Short forms that are words or names as well: they count in capitals, with dots, or where nothing else is said.
_IN_CAPITALS = {
    EducationLevel.DOCTORATE: "md do",
    EducationLevel.MASTER: "ms ma me med mm mlitt",
    EducationLevel.BACHELOR: "bs ba be bm",
    EducationLevel.ASSOCIATE: "aa as",
}

#: Names in words, the more telling first: a bachelor of secondary education is a bachelor.
_IN_WORDS = (
    (EducationLevel.DOCTORATE, r"doctor (?:of|in)|juris doctor|doctorate|doctoral|doktor|doctorat|doctorado|dottorato"),
    (
        EducationLevel.BACHELOR,
        r"(?:post ?graduate|graduate|post ?baccalaureate) (?:certificate|diploma)|pgce|pgdip|pgcert",
    ),
    (
        EducationLevel.MASTER,
        (
            r"master(?:s|'s)? (?:of|in|degree)|masters|master's|post ?graduation|magister|diplom|dipl|maestría|mestrado"
            r"|laurea magistrale|^master|^graduate degree|post ?graduate degree|[a-z]+ master's"
        ),
    ),
    (
        EducationLevel.BACHELOR,
        (
            r"bachelors?|bachelor's|undergraduate(?: degree)?(?! (?:certificate|diploma))|^licence|licenciatura"
            r"|laurea|baccalaureate degree|honou?rs degree|^degree|^graduation|^graduate$|university degree"
            r"|college degree|four year degree|^ba hons"
        ),
    ),
    (EducationLevel.ASSOCIATE, r"associates?(?:'s|s')? (?:degree|of|in)|^associates?(?:'s|s')?$|foundation degree"),
    (
        EducationLevel.SECONDARY,
        (
            r"high ?school|(?<!post )(?<!post)secondary|abitur|baccalaur[eé]at|baccalaureate|a levels?|o levels?"
            r"|leaving certificate|matric\w*|^intermediate|12th|10th|10 2|^ib(?: diploma)?$|school leaver"
            r"|general education|bachillerato|maturit[aày]|grammar school|sixth form|senior school"
        ),
    ),
    (
        EducationLevel.POSTSECONDARY_CERTIFICATE,
        (
            r"certificates?|certification|diploma|bootcamp|boot camp|trade school|vocational|apprenticeship|ausbildung"
            r"|meister|post ?secondary|journeyman"
        ),
    ),
)

#: A degree that was begun and is not done; the first kind is under way, the second was given up.
_UNDER_WAY = (
    r"in progress|on ?going|expected|anticipated|candidate$|students?$|studying|pursuing|current$|currently|enrolled"
    r"|under way|underway|to be completed|present|year \d|\d(?:st|nd|rd|th) year|final year"
)
_GIVEN_UP = (
    r"some college|some university|no degree|no diploma|drop(?:ped)? ?out|incomplete|unfinished|discontinued|withdrew"
    r"|withdrawn|left (?:early|before)|course ?work|not (?:finished|completed|awarded)|did not|without (?:a )?degree"
    r"|credits? toward|non degree|abandoned|deferred|partial(?:ly)? complet\w+"
)

#: What holds the word of a degree and is none.
_FALSE_FRIENDS = re.compile(
    r"scrum ?master|web ?master|master (?:electrician|plumber|mechanic|craftsman|class|carpenter|trainer|gardener)"
    r"|masterclass|ms (?:office|excel|word|project|access|sql|dos)|sales associate|associate (?:professor|manager)"
)


@dataclass(frozen=True)
class DegreeName:
    """What the name of a degree says: its level, and whether it says that the degree is under way or was given up."""

    level: EducationLevel
    under_way: bool = False
    given_up: bool = False


def read_degree_name(text: str) -> DegreeName | None:
    """Return what `text` names, the highest level where it names several; None where it is no name of a degree."""
    if _FALSE_FRIENDS.search(words := _words(text)):
        words = text = _FALSE_FRIENDS.sub(" ", words).strip()
    given_up = _holds(_GIVEN_UP, words)
    level = _level(text, words)
    if level is None:
        return DegreeName(EducationLevel.SECONDARY) if _holds(r"some college|some university", words) else None
    return DegreeName(level, under_way=not given_up and _holds(_UNDER_WAY, words), given_up=given_up)


def _level(text: str, words: str) -> EducationLevel | None:
    by_short_form = _by_short_form(text)
    by_words = next((level for level, pattern in _IN_WORDS if _holds(pattern, words)), None)
    return max((level for level in (by_short_form, by_words) if level), key=list(EducationLevel).index, default=None)


def _by_short_form(text: str) -> EducationLevel | None:
    joined = re.sub(
        r"\b(Ph|[BMD])\.?\s+(?=(?:D|Tech|Sc|Com|Eng|Ed|Arch|Pharm|Phil|A|S|E)\b)", r"\1.", text, flags=re.IGNORECASE
    )
    tokens = re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?", joined)
    folded = {token.replace(".", "").casefold() for token in tokens}
    telling = {token.replace(".", "").casefold() for token in tokens if token.isupper() or "." in token.rstrip(".")}
    telling |= folded if len(tokens) == 1 else set()
    for level in reversed(EducationLevel):
        if folded & set(_SHORT_FORMS.get(level, "").split()) or telling & set(_IN_CAPITALS.get(level, "").split()):
            return level
    return None


def _words(text: str) -> str:
    """Return the words in small letters with single spaces; apostrophes stay, hyphens and the rest part words."""
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?'?", text.casefold().replace("\u2019", "'")))


def _holds(pattern: str, words: str) -> bool:
    return re.search(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", words) is not None

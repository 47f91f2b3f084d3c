"""What were the learner's education and credentials read as? Told to the learner, who knows whether it is right."""

from collections.abc import Iterator

from services.recommender.recommendation.document import Recommendation
from services.recommender.recommendation.reading import EducationReading, HeldReading
from services.recommender.wording import formats
from services.recommender.wording.messages import Message, say, word


def record_as_read(document: Recommendation) -> list[Message]:
    """Return a line for each qualification that was named, and for each credential of a country."""
    education = (_education(one) for one in document.education if one.qualification)
    return [*education, *_held(document.held)]


def _education(one: EducationReading) -> Message:
    words, level = one.qualification or "", word(one.level)
    if one.known_as and one.country:
        country = formats.country(one.country)
        return say("read.education_of_country", words=words, level=level, name=one.known_as, country=country)
    return say("read.education", words=words, level=level)


def _held(held: list[HeldReading]) -> Iterator[Message]:
    for one in held:
        if one.country is None:
            continue
        country = formats.country(one.country)
        if one.read_as == "licence" and one.authorities:
            yield say("read.licence_of_country", words=one.title, country=country, authorities=one.authorities)
        elif one.read_as == "qualification":
            yield say("read.qualification_of_country", words=one.title, country=country)

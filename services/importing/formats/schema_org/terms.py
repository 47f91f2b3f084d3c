"""What do the parts of a schema.org node say: issuer, skills, prices, durations, languages, occupations?"""

from collections.abc import Iterable, Iterator
from datetime import date

from services.importing.drafts import Reading, SaidSkill, issuer_kind
from services.importing.values.credentials.credential_kinds import kind_called
from services.importing.values.credentials.credential_words import level_called, modes_called
from services.importing.values.languages_said import languages_of
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.occupations_said import occupations_of
from services.importing.values.times.durations import Duration, read_duration
from services.importing.values.times.revisions import revised
from services.recommender.knowledge.credentials.credential import Issuer, Recognition
from services.recommender.scales import EmployerKind, Mode, SkillLevel

_ISSUERS = ("recognizedByIssuer", "offeredBy", "provider", "creator", "author", "publisher", "sourceOrganization")


def read_issuer(node: Node) -> tuple[Issuer, str | None] | None:
    for one in node.nodes(*_ISSUERS):
        name = one.label()
        if name is not None:
            return Issuer(name=name, kind=issuer_kind(*one.types, name)), one.address("url", "@id", "id", "sameAs")
    named = next((text for name in _ISSUERS for text in node.texts(name) if "://" not in text), None)
    return (Issuer(name=named, kind=issuer_kind(named)), None) if named is not None else None


def read_recognitions(node: Node, asserted_by: str) -> Iterator[Recognition]:
    for text in node.texts("recognizedBy"):
        if "://" not in text:
            yield Recognition(by=text, by_kind=EmployerKind.UNKNOWN, asserted_by=asserted_by)


def read_skills(node: Node) -> Iterator[SaidSkill]:
    for name in ("competencyRequired", "teaches", "assesses"):
        tested = True if name == "assesses" else None
        described = node.nodes(name)
        for one in described:
            words = one.text("name", "targetName", "termCode")
            if words is not None:
                yield SaidSkill(words=words, address=one.address("targetUrl", "url", "@id", "id"), assessed=tested)
        labels = {one.label() for one in described}
        for text in node.texts(name):
            if text not in labels:
                address = text if "://" in text else None
                yield SaidSkill(words=text, address=address, assessed=tested)


def read_durations_in(node: Node, name: str, title: str, reading: Reading) -> list[Duration]:
    """Return the durations of a member; what is none is noted."""
    read = {text: read_duration(text) for text in node.texts(name)}
    for text in (text for text, duration in read.items() if duration is None):
        reading.notes.mend(node.place, title, f'{name} "{text}" is no length of time; it was left out')
    return [duration for duration in read.values() if duration is not None]


def read_revision(described: Iterable[Node], title: str, reading: Reading) -> date | None:
    """Return the `dateModified` of the credential or the course, which are works; that of a page is not theirs.

    `datePublished` is when it came out first and says nothing of revisions since.
    """
    for node in described:
        text = node.text("dateModified")
        found = revised(text, reading.provenance.read_on)
        if found is not None:
            return found
        if text is not None:
            reading.notes.mend(node.place, title, f'dateModified "{text}" is no day that has come; it was left out')
    return None


def read_occupations(offer: Node, reading: Reading) -> tuple[str, ...]:
    """Return the codes of the occupations it leads to."""
    return occupations_of(offer, "occupationalCategory", "occupationType", codes=reading.codes, notes=reading.notes)


def read_languages(node: Node, reading: Reading) -> Iterator[str]:
    for one in (node, *node.nodes("hasCourseInstance")):
        yield from languages_of(one, "inLanguage", reading.notes)


def read_mode(node: Node) -> Mode | None:
    sources = [node, *node.nodes("hasCourseInstance")]
    texts = [text for one in sources for name in ("courseMode", "educationalProgramMode") for text in one.texts(name)]
    return modes_called(texts)


def read_level(described: Iterable[Node], title: str, reading: Reading) -> SkillLevel:
    """Return the level; what names none of ours, or several, is noted."""
    for node in described:
        texts = node.texts("educationalLevel")
        found = level_called(" ".join(texts))
        if texts and found is SkillLevel.UNKNOWN and not kind_called(texts[0]):
            reading.notes.mend(node.place, title, f'educationalLevel "{texts[0]}" names no one level; it was left out')
        if texts:
            return found
    return SkillLevel.UNKNOWN


def read_entry_terms(described: Iterable[Node]) -> str | None:
    """Return what it asks for beforehand, in the source's words."""
    names = ("coursePrerequisites", "programPrerequisites")
    texts = (text for node in described for name in names for text in node.texts(name) if "://" not in text)
    return next(texts, None)

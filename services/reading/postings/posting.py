"""What does an advertisement ask for? The map of reading one: lines, clauses, and what each of them names."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.reading.postings.advertisement import Advertisement
from services.reading.postings.clauses import Clause, Strength, read_clauses
from services.reading.postings.headline import Said, country_of, language_of
from services.reading.postings.lines import Line, Part, read_lines
from services.reading.postings.named.choices_asked import choices
from services.reading.postings.named.credential_mentions import credentials_in, is_cued, licences_in, unlisted_in
from services.reading.postings.named.degree_mentions import degrees_in
from services.reading.postings.named.language_mentions import languages_in
from services.reading.postings.named.mentions import Asked, Kind, Mention
from services.reading.postings.named.skill_mentions import skills_in
from services.reading.postings.named.tool_mentions import tools_in
from services.reading.postings.named.year_mentions import years_in
from services.reading.postings.titles import Title, title_of
from services.reading.postings.word_lists import pattern_of, plain
from services.recommender.knowledge.known import Knowledge
from services.recommender.knowledge.occupations.occupation import Occupation

#: The order in which strengths count where one thing is asked for twice.
_ORDER = (Strength.REQUIRED, Strength.PREFERRED, Strength.MENTIONED)


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A line that asks for something of which nothing was recognised: to be looked at by whoever sent it."""

    words: str
    start: int
    end: int
    strength: Strength


@dataclass(frozen=True, kw_only=True)
class ReadPosting:
    """What an advertisement asks for. `unread` are lines under what is asked for in which nothing was recognised."""

    language: Said
    title: Title | None
    country: Said | None
    asked: tuple[Asked, ...]
    unread: tuple[Unread, ...]

    @property
    def years(self) -> int | None:
        """The most years of experience that are required anywhere; None where none are."""
        required = (one for one in self.asked if one.strength is Strength.REQUIRED)
        return max((m.years for one in required for m in one.any_of if m.years is not None), default=None)


def read_posting(advertisement: Advertisement, knowledge: Knowledge, country: str | None = None) -> ReadPosting:
    """Return what an advertisement asks for; `country` is where the work is if it does not say."""
    text = advertisement.text
    lines = read_lines(text)
    language = advertisement.language or language_of(text)
    where = advertisement.country or country_of(text, lines)
    place = where.value if where else country
    title = title_of(text, lines, knowledge.occupations, language.value, place, advertisement.title)
    found = knowledge.occupations.get(title.occupation) if title and title.occupation else None
    occupation = knowledge.countries.occupation_in(found, place) if found and place else found
    clauses = read_clauses(tuple(one for one in lines if not _is_headline(one, title, where)))
    reader = _Reader(
        knowledge=knowledge,
        language=language.value,
        occupation=occupation,
        place=place,
        title=plain(title.said.words or title.said.value) if title else "",
    )
    asked = tuple(one for clause in clauses for one in reader.asked(clause))
    return ReadPosting(
        language=language,
        title=title,
        country=where,
        asked=_each_once(asked),
        unread=tuple(_unread(lines, clauses, asked)),
    )


#: A line of no more characters that names the place holds an address and nothing else.
_LONGEST_ADDRESS = 80


def _is_headline(line: Line, title: Title | None, where: Said | None) -> bool:
    """Say whether a line holds the title or the address, which ask for nothing."""
    if line.part is not Part.INTRO:
        return False
    titled = title is not None and title.said.start is not None and line.start <= title.said.start < line.end
    headed = titled and line.text.startswith(title.said.words or "") if title else False
    placed = where is not None and where.start is not None and line.start <= where.start < line.end
    return headed or (placed and len(line.text) <= _LONGEST_ADDRESS)


#: So many characters before years say that they are the least.
_AT_LEAST_WITHIN = 25


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads the clauses of one advertisement; `title` is its title, folded, and `place` the country of the work."""

    knowledge: Knowledge
    language: str
    occupation: Occupation | None
    place: str | None
    title: str

    def asked(self, clause: Clause) -> Iterator[Asked]:
        """Yield what a clause asks for; what is said not to be asked for is nothing."""
        if clause.strength is None:
            return
        text, start = clause.text, clause.start
        degrees = degrees_in(text, start)
        for choice in degrees.degrees if degrees else ():
            yield Asked(
                strength=clause.strength,
                any_of=choice,
                or_experience=degrees is not None and degrees.or_experience,
                or_training=degrees is not None and degrees.or_training,
            )
        alone = (*languages_in(text, start, self.knowledge), *years_in(text, start))
        for one in alone:
            yield Asked(strength=_strength_of(one, clause), any_of=(one,))
        taken = [*(degrees.places if degrees else ()), *((one.start, one.end) for one in alone)]
        for choice in choices(self._named(clause, taken), text, start):
            yield Asked(strength=clause.strength, any_of=choice)

    def _named(self, clause: Clause, taken: list[tuple[int, int]]) -> list[Mention]:
        """Return licences, credentials, skills and tools, none where another thing is `taken` to stand."""
        text, start, cued = clause.text, clause.start, is_cued(clause.text, clause.label)
        named: list[Mention] = []
        for one in (
            *licences_in(text, start, self.occupation),
            *credentials_in(text, start, self.occupation, self.knowledge, cued=cued, place=self.place),
            *unlisted_in(text, start, self.knowledge, cued=cued),
            *skills_in(text, start, self.language, self.knowledge),
        ):
            # "Join our warehouse as a warehouse operative" asks for nothing.
            retold = clause.part is Part.INTRO and plain(one.words) in self.title
            if not retold and not any(one.start < end and begun < one.end for begun, end in taken):
                taken.append((one.start, one.end))
                named.append(one)
        return [*named, *tools_in(text, start, self.language, taken, named)]


def _strength_of(one: Mention, clause: Clause) -> Strength:
    """Return how strongly a mention is asked for: "at least 3 years" asks for them wherever it stands."""
    strength = clause.strength or Strength.MENTIONED
    if one.kind is not Kind.EXPERIENCE or strength is not Strength.MENTIONED:
        return strength
    begins = one.start - clause.start
    before = plain(clause.text[max(0, begins - _AT_LEAST_WITHIN) : begins])
    return Strength.REQUIRED if pattern_of("at_least").search(before) else strength


def _each_once(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Return each thing once, as strongly as it is asked for anywhere; years of experience stand by themselves."""
    kept: dict[frozenset[tuple[Kind, str, int]], Asked] = {}
    for one in sorted(asked, key=lambda each: (_ORDER.index(each.strength), each.any_of[0].start)):
        key = frozenset(
            (m.kind, m.id or m.label.casefold(), m.start if m.kind is Kind.EXPERIENCE else 0) for m in one.any_of
        )
        if not any(other <= key for other in kept):
            kept[key] = one
    return tuple(sorted(kept.values(), key=lambda each: each.any_of[0].start))


def _unread(lines: tuple[Line, ...], clauses: tuple[Clause, ...], asked: tuple[Asked, ...]) -> Iterator[Unread]:
    for line in lines:
        if line.part not in {Part.REQUIRED, Part.PREFERRED}:
            continue
        strengths = {c.strength for c in clauses if line.start <= c.start < line.end}
        found = any(line.start <= m.start < line.end for one in asked for m in one.any_of)
        if not found and strengths - {None}:
            strength = Strength.REQUIRED if Strength.REQUIRED in strengths else Strength.PREFERRED
            yield Unread(words=line.text, start=line.start, end=line.end, strength=strength)

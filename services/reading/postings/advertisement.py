"""What was sent? The text of an advertisement, or schema.org's JobPosting, whose members say some things outright."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.intake.strict_json import JSON
from services.reading.postings.headline import Said
from services.recommender.names.geography.countries import country_code
from services.recommender.names.languages import languages_named

#: Advertisements have a few thousand characters; what is longer is no advertisement, and would cost everybody time.
MOST_CHARACTERS = 20_000

#: Said outright, in a member of its own.
_OUTRIGHT = 98

_BLOCK = re.compile(
    r"<\s*/?\s*(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|header)\b[^<>]{0,2000}>", re.IGNORECASE
)
_ITEM = re.compile(r"<\s*li\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_MOST_ESCAPES = 2
_UNSEEN = re.compile(r"<(script|style)\b.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
#: Marks of Markdown: headings, and what is printed bold.
_MARKDOWN = re.compile(r"^[ \t]*#{1,6}[ \t]+|\*\*|__", re.MULTILINE)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class PostingRejected(Exception):
    """It is no advertisement that can be read; the message says why and what would be right. Send it again mended."""


@dataclass(frozen=True, kw_only=True)
class Advertisement:
    """The text that places are in, and what was said beside it."""

    text: str
    title: str | None = None
    country: Said | None = None
    language: Said | None = None


def of_text(text: str) -> Advertisement:
    """Return the advertisement that a text is, HTML or not; raise PostingRejected where it is empty or too long."""
    text = _unescaped(text)
    bare = plain_text(text) if _BLOCK.search(text) else _MARKDOWN.sub("", _HIDDEN.sub(" ", text))
    if not bare.strip():
        raise PostingRejected("The advertisement is empty; send its text.")
    if len(bare) > MOST_CHARACTERS:
        raise PostingRejected(
            f"The advertisement has {len(bare):,} characters; at most {MOST_CHARACTERS:,} are read. Send one alone."
        )
    return Advertisement(text=bare)


def with_language(advertisement: Advertisement, language: str) -> Advertisement:
    """Return the advertisement in the language that somebody says it is in, by its code."""
    return replace(advertisement, language=Said(value=language, confidence=_OUTRIGHT))


def of_job_posting(node: JSON) -> Advertisement:
    """Return the advertisement in schema.org's JobPosting; raise PostingRejected where it is none, or says nothing."""
    posting = _posting(node)
    if posting is None:
        raise PostingRejected('The JSON holds no JobPosting of schema.org ("@type": "JobPosting").')
    sections = [(heading, text) for member, heading in _SECTIONS for text in _texts(posting.get(member))]
    title = next(iter(_texts(posting.get("title") or posting.get("name"))), None)
    joined = "\n\n".join(f"{heading}:\n{text}" if heading else text for heading, text in sections)
    if not joined.strip() and title is None:
        raise PostingRejected("The JobPosting has neither a title nor a description; send one that has.")
    read = of_text(joined or title or "")
    return Advertisement(
        text=read.text,
        title=plain_text(_unescaped(title)).strip() if title else None,
        country=_country(posting),
        language=_language(posting),
    )


#: Members of a JobPosting that hold text, and the heading that says what each is.
_SECTIONS = (
    ("description", ""),
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Required skills"),
    ("educationRequirements", "Requirements"),
    ("experienceRequirements", "Requirements"),
    ("jobBenefits", "Benefits"),
)


def _posting(node: JSON) -> Mapping[str, Any] | None:
    """Return the JobPosting that a document is, or holds in its graph or list."""
    open_nodes: list[Any] = [node]
    for _ in range(200):
        if not open_nodes:
            return None
        one = open_nodes.pop(0)
        if isinstance(one, list):
            open_nodes += one
        elif isinstance(one, Mapping):
            types = one.get("@type", one.get("type"))
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and re.split("[/:#]", name)[-1] == "JobPosting" for name in names):
                return one
            open_nodes += [one[name] for name in ("@graph", "mainEntity", "itemListElement", "item") if name in one]
    return None


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a member: one, several, or nodes that are described; years by their months."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one
        elif isinstance(one, Mapping):
            months = one.get("monthsOfExperience")
            if isinstance(months, int | float) and not isinstance(months, bool) and 0 < months < _MOST_MONTHS:
                yield f"{-(-int(months) // 12)} years of experience"
            words = next((one[name] for name in ("@value", "name", "description", "credentialCategory")
                          if isinstance(one.get(name), str)), None)  # fmt: skip
            if words:
                yield (
                    words.replace(" degree", "'s degree") if words in {"bachelor degree", "associate degree"} else words
                )


_MOST_MONTHS = 600


def _country(posting: Mapping[str, Any]) -> Said | None:
    for member in ("jobLocation", "applicantLocationRequirements"):
        places = posting.get(member)
        for place in places if isinstance(places, list) else [places]:
            address = place.get("address", place) if isinstance(place, Mapping) else place
            said = address.get("addressCountry", address.get("name")) if isinstance(address, Mapping) else address
            name = said.get("name") if isinstance(said, Mapping) else said
            parts = (part.strip() for part in reversed(name.split(","))) if isinstance(name, str) else ()
            code = next((code for part in parts if part and (code := country_code(part))), None)
            if code:
                return Said(value=code, confidence=_OUTRIGHT)
    return None


def _language(posting: Mapping[str, Any]) -> Said | None:
    said = posting.get("inLanguage")
    codes = languages_named(said).codes if isinstance(said, str) else ()
    return Said(value=codes[0], confidence=_OUTRIGHT) if codes else None


def _unescaped(text: str) -> str:
    """Return `text` with its entities as the signs they stand for where it holds no HTML that needs them.

    Boards escape a description once or twice more than they should: "&lt;p&gt;" stands for a paragraph.
    """
    for _ in range(_MOST_ESCAPES):
        if _BLOCK.search(text):
            break
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def plain_text(markup: str) -> str:
    """Return the text of HTML as it is seen: a line for each block, a bullet for each item of a list."""
    text = _without_tags(_UNSEEN.sub(" ", markup))
    # Some boards escape their HTML twice.
    if _BLOCK.search(text):
        text = _without_tags(text)
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in _HIDDEN.sub(" ", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_tags(markup: str) -> str:
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", _ITEM.sub("\n\u2022 ", markup))))

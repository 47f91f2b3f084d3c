"""How is a reading written down? One JSON document for the API and the command; places count in its own `text`."""

from typing import Any

from services.reading.postings.advertisement import Advertisement
from services.reading.postings.headline import Said
from services.reading.postings.named.mentions import Asked, Mention
from services.reading.postings.posting import ReadPosting
from services.reading.postings.target_role import profile_members
from services.reading.postings.titles import Title


def posting_document(advertisement: Advertisement, read: ReadPosting) -> dict[str, Any]:
    """Return the reading as JSON: `profile` can be put into a profile as it is, the rest says where it comes from."""
    return {
        "language": _said(read.language),
        "title": _title(read.title),
        "country": _said(read.country) if read.country else None,
        "years": read.years,
        "asked": [_asked(one) for one in read.asked],
        "unread": [
            {"words": one.words, "start": one.start, "end": one.end, "strength": one.strength.value}
            for one in read.unread
        ],
        "profile": profile_members(read),
        "text": advertisement.text,
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "value": said.value,
        "confidence": said.confidence,
        "words": said.words,
        "start": said.start,
        "end": said.end,
    }


def _title(title: Title | None) -> dict[str, Any] | None:
    if title is None:
        return None
    candidates = [
        {
            "code": each.occupation.code if each.occupation else None,
            "title": each.occupation.title if each.occupation else each.title,
            "esco": each.esco,
            "confidence": each.confidence,
        }
        for each in title.candidates
    ]
    return {**_said(title.said), "occupation": title.occupation, "candidates": candidates}


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "strength": asked.strength.value,
        "any_of": [_mention(one) for one in asked.any_of],
        "or_experience": asked.or_experience,
        "or_training": asked.or_training,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "kind": mention.kind.value,
        "words": mention.words,
        "start": mention.start,
        "end": mention.end,
        "id": mention.id,
        "label": mention.label,
        "level": mention.level,
        "years": mention.years,
        "confidence": mention.confidence,
        "to_confirm": not mention.taken,
    }
